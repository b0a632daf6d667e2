"""Makes the packed app: a folder, and of it what the system installs. It knows nothing about what is in the window."""
