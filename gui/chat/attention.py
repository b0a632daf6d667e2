"""Calls a person back to the window where something waits for them that they cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation


class Attention(QObject):
    """Marks the window in the task bar, once for each time that something begins to wait in an answer that runs."""

    def __init__(self, book: Book, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: set[str] = set()
        self.alerts = 0
        book.changed.connect(self._follow)

    def _follow(self, conversation: Conversation) -> None:
        waits = conversation.live and conversation.waits
        if waits and conversation.id not in self._waiting and not self._window.isActiveWindow():
            self.alerts += 1
            QApplication.alert(self._window)
        (self._waiting.add if waits else self._waiting.discard)(conversation.id)
