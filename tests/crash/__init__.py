"""The proof that nothing is lost: the program killed at random moments, and what the next start finds."""
