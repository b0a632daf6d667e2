"""What leaves the transcript: words as plain text and as Markdown, side by side, without hidden characters."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.markdown.foreign import stripped

MARKDOWN = "text/markdown"


def mime_of(text: str, markdown: str) -> QMimeData:
    """`text` as text/plain and `markdown` as text/markdown."""
    data = QMimeData()
    data.setText(stripped(text))
    data.setData(MARKDOWN, stripped(markdown).encode())
    return data


def copy(text: str, markdown: str) -> None:
    """Put both on the clipboard; whoever pastes takes what it understands."""
    QGuiApplication.clipboard().setMimeData(mime_of(text, markdown))


def as_quote(markdown: str) -> str:
    """`markdown` as a Markdown quote."""
    lines = stripped(markdown).strip("\n").split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)
