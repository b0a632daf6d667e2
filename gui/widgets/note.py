"""What a check box or a radio button means, said below it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QRadioButton, QStyle, QStyleOptionButton, QWidget

from gui.widgets.labels import sentence


def note(text: str, box: QAbstractButton, parent: QWidget) -> QLabel:
    """It begins where the box's words begin."""
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
