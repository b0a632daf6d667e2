"""Conversations out of files: our own export, ChatGPT's and Claude's data exports, and plain lists of messages.

What is read was written by others: odd fields become a sentence and never an error, sizes are bounded, nothing is
unpacked onto the disk.
"""
