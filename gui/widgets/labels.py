"""Words on a page: headings, sentences that wrap, and the thin lines between them. All of it is plain text."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from core.markdown.foreign import visible
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


def upright(parent: QWidget | None = None) -> QFrame:
    """The line between a list and what it leads to."""
    line = QFrame(parent)
    variant(line, "upright", name="role")
    return line


def unbroken(text: str) -> str:
    """A text in which a label does not break options such as --ask; not one to be copied, for its invisible joiners."""
    return re.sub(r"-(?=[-\w])", "-\u2060", text)


def breakable(path: str) -> str:
    """A path that a label can break within; not one to be copied, for its invisible spaces."""
    return re.sub(r"(?<=[/\\_.-])(?=[^/\\_.-])", "\u200b", visible(path))
