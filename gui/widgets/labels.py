"""Words on a page: headings, sentences that wrap, and the thin lines between them. All of it is plain text."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

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


def note(text: str, box: QAbstractButton, parent: QWidget) -> QLabel:
    """What a check box or a radio button means: below it, where its words begin."""
    label = sentence(text, "faint", parent)
    box.ensurePolished()
    option = QStyleOptionButton()
    option.initFrom(box)
    part = QStyle.SubElement.SE_CheckBoxContents
    if isinstance(box, QRadioButton):
        part = QStyle.SubElement.SE_RadioButtonContents
    label.setContentsMargins(box.style().subElementRect(part, option, box).left(), 0, 0, 0)
    box.setAccessibleDescription(text)
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


def breakable(path: str) -> str:
    """A path that a label can break within; not one to be copied, for its invisible spaces."""
    return re.sub(r"(?<=[/\\_.-])(?=[^/\\_.-])", "\u200b", visible(path))
