"""What a screen reader is told of widgets to which Qt gives no role: fields that take keys, and pictures of ours."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QKeySequenceEdit, QWidget

DRAWN: Final = "drawnPicture"  # a widget with this property shows figures as a picture


class KeyAccess(QAccessibleWidget):
    """A text that is typed; its value are the keys."""

    def __init__(self, field: QKeySequenceEdit) -> None:
        super().__init__(field, QAccessible.Role.EditableText)
        self._field = field

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Value:
            return self._field.keySequence().toString()
        return super().text(kind)


def install_access() -> None:
    """Tell of such widgets from now on. Once for an application."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QKeySequenceEdit):
        return KeyAccess(thing)
    if isinstance(thing, QWidget) and thing.property(DRAWN):
        return QAccessibleWidget(thing, QAccessible.Role.Chart)
    return None
