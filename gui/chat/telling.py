"""Tells a person who looks elsewhere what happened: an answer is done, waits for them, or failed.

Nothing is told while a window of the program has the focus, and nothing is quoted from a temporary chat. A click leads
to the message.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.messages import Message, Outcome, Role
from gui.desktop.notifier import Notification, Notifier
from gui.language import phrase

if TYPE_CHECKING:
    from core.settings.schema import DesktopSettings
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.page import ChatPage
    from gui.main_window import MainWindow

_BEGINNING: Final = 1_000  # letters of an answer, which are more than is shown
_TAG: Final = re.compile(r"<[^>]*>")


class Telling(QObject):
    """`settings()` says what is told; `looked_at()` whether a person has a window of the program before them."""

    def __init__(
        self,
        book: Book,
        page: ChatPage,
        notifier: Notifier,
        settings: Callable[[], DesktopSettings],
        window: MainWindow,
        looked_at: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(window)
        self._book = book
        self._page = page
        self._notifier = notifier
        self._settings = settings
        self._window = window
        self._looked_at = looked_at or _has_focus
        self._answering: WeakSet[Conversation] = WeakSet()
        self._waiting: WeakSet[Conversation] = WeakSet()
        self._about: dict[str, str] = {}  # the message that a conversation's notification leads to
        self._goal: tuple[str, str] | None = None
        book.changed.connect(self._follow)
        book.shown.connect(self._arrive)
        notifier.chosen.connect(self._go)
        app = QGuiApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._state_changed)

    # --- what happens -------------------------------------------------------------------------------------------------

    def _follow(self, conversation: Conversation) -> None:
        if conversation.live:
            self._answering.add(conversation)
            waits = conversation.waits
            if waits and conversation not in self._waiting and not self._looked_at():
                self._tell_waiting(conversation)
            (self._waiting.add if waits else self._waiting.discard)(conversation)
        elif conversation in self._answering:
            self._answering.discard(conversation)
            self._waiting.discard(conversation)
            if not (conversation.closing or self._looked_at()):
                self._tell_end(conversation)

    def _tell_waiting(self, conversation: Conversation) -> None:
        if self._settings().tell_waiting:
            self._tell(conversation, self.tr("Waiting for you"), "", _last(conversation), urgent=True)

    def _tell_end(self, conversation: Conversation) -> None:
        last, settings = _last(conversation), self._settings()
        if last is None:
            return
        if last.outcome is Outcome.FAILED:
            if settings.tell_failed:
                why = phrase(last.error.message) if last.error else ""
                self._tell(conversation, self.tr("The answer failed"), why, last)
        elif last.outcome is Outcome.FINISHED and conversation.waits:
            self._tell_waiting(conversation)
        elif last.outcome is Outcome.FINISHED and settings.tell_done:
            self._tell(conversation, self.tr("Answer ready"), _unmarked(last.text()), last)

    def _tell(
        self, conversation: Conversation, what: str, words: str, message: Message | None, *, urgent: bool = False
    ) -> None:
        if message is not None:
            self._about[conversation.id] = message.id
        quoted = f"{what}: {words}" if words.strip() and not conversation.temporary else what
        self._notifier.show(Notification(conversation.id, conversation.title, quoted, self.tr("Open"), urgent))

    # --- where a click leads ------------------------------------------------------------------------------------------

    def _go(self, conversation_id: str, token: str) -> None:
        self._window.come_forward(token)
        self._goal = (conversation_id, self._about.pop(conversation_id, ""))
        self._book.open(conversation_id)

    def _arrive(self, conversation: Conversation) -> None:
        goal, self._goal = self._goal, None
        if self._looked_at():
            self._notifier.withdraw(conversation.id)
        if goal is None or goal[0] != conversation.id:
            return
        transcript = self._page.transcript
        index = transcript.model.index_of(goal[1]) if goal[1] else None
        if index is None or index == len(transcript.model) - 1:
            transcript.follow()
        else:
            transcript.show_message(index)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """What is before a person's eyes now needs no notification."""
        current = self._book.current
        if state is Qt.ApplicationState.ApplicationActive and current is not None:
            self._notifier.withdraw(current.id)


def _has_focus() -> bool:
    """Qt goes on calling itself active when its only window was hidden."""
    window = QApplication.activeWindow()
    active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
    return active and window is not None and window.isVisible() and not window.isMinimized()


def _last(conversation: Conversation) -> Message | None:
    """The last message of an answer."""
    messages = conversation.session.messages
    return next((message for message in reversed(messages) if message.role is Role.ASSISTANT), None)


def _unmarked(text: str) -> str:
    """The beginning of an answer without its Markdown."""
    from core.conversations.exporting.html_text import to_html  # the parser comes with the first answer anyway

    return html.unescape(_TAG.sub(" ", to_html(text[:_BEGINNING])))
