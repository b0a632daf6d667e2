"""What is typed while something on the page has the focus that takes no letters: it belongs to the message."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.composer.composer import Composer

_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class TypingOn(QObject):
    """Belongs to a page, which hears of the keys that nothing on it took."""

    def __init__(self, page: QWidget, composer: Composer) -> None:
        super().__init__(page)
        self._composer = composer
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        letters = event.text()
        if not letters.strip() or not letters.isprintable() or event.modifiers() & ~_TYPING:
            return False
        self._composer.take_focus()
        QCoreApplication.sendEvent(self._composer.field, event)
        return True
