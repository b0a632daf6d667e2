"""Our reading of Markdown against the examples of the CommonMark specification: `python3 run.py commonmark`."""
