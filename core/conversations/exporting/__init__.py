"""Conversations as files that people and other programs read: Markdown, HTML, plain text, and JSON without loss."""
