"""Words on a page: headings, sentences that wrap, and the thin line between them. All of it is plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from gui.theme.style import variant


def sentence(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain-text label that wraps; `role` is one of the style sheet's."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setWordWrap(True)  # after the policy, in which it notes that the height follows the width
    if role:
        variant(label, role, name="role")
    return label


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    variant(label, "title", name="role")
    return label


def hairline(parent: QWidget | None = None) -> QFrame:
    line = QFrame(parent)
    variant(line, "line", name="role")
    return line
