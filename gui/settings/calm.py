"""The wheel over a page: it scrolls, and changes no field that merely comes to lie below the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSlider, QWidget


class Calm(QObject):
    def settle(self, page: QWidget) -> None:
        """From now on the page's fields take the wheel only while the keyboard is in them."""
        for kind in (QComboBox, QAbstractSpinBox, QSlider):
            for field in page.findChildren(kind):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # goes on to the page
            return True
        return super().eventFilter(watched, event)
