"""The open conversations: which there are, in which order, which one is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from gui.chat.conversation import Conversation


class Book(QObject):
    """`shown` tells which `Conversation` to show; `changed` that one's title or state changed; `missing(id)` that one
    is wished for which is not open: `admit` it. An untouched conversation is not listed, and there is never more than
    one."""

    shown = Signal(object)
    changed = Signal(object)
    missing = Signal(str)

    def __init__(self, make: Callable[[], Conversation], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._conversations: list[Conversation] = []  # newest first
        self._current: Conversation | None = None
        self._wished = ""

    @property
    def listed(self) -> tuple[Conversation, ...]:
        """The conversations with something in them, newest first."""
        return tuple(conversation for conversation in self._conversations if not conversation.empty)

    @property
    def opened(self) -> tuple[Conversation, ...]:
        """All that are open, untouched ones too."""
        return tuple(self._conversations)

    @property
    def current(self) -> Conversation | None:
        """The one that is shown."""
        return self._current

    @property
    def live(self) -> tuple[Conversation, ...]:
        return tuple(conversation for conversation in self._conversations if conversation.live)

    def open_new(self) -> Conversation:
        """Show an untouched conversation: the one there is, or a new one."""
        untouched = next((each for each in self._conversations if each.empty and not each.temporary), None)
        if untouched is None:
            untouched = self._make()
            self._take(untouched, 0)
        self._show(untouched)
        return untouched

    def open(self, conversation_id: str) -> None:
        """Show a conversation by its id, as soon as it is open."""
        self._wished = conversation_id
        found = self.find(conversation_id)
        if found is not None:
            self._show(found)
        else:
            self.missing.emit(conversation_id)

    def find(self, conversation_id: str) -> Conversation | None:
        """An open conversation by its id."""
        return next((known for known in self._conversations if known.id == conversation_id), None)

    def admit(self, conversation: Conversation, *, show: bool = False) -> None:
        """Take a conversation that was loaded; it is shown if it is still the one that is wished for, or with
        `show`."""
        if self.find(conversation.id) is None:
            self._take(conversation, len(self._conversations))
            if show or self._wished == conversation.id:
                self._show(conversation)

    def discard(self, conversation_id: str) -> Conversation | None:
        """Know a conversation no longer; another one is shown where it was. Who calls this closes it."""
        found = self.find(conversation_id)
        if found is not None:
            place = self._conversations.index(found)
            self._conversations.remove(found)
            if found is self._current:
                listed = [each for each in self._conversations if not each.empty]
                if listed:
                    self._show(listed[min(place, len(listed) - 1)])
                else:
                    self.open_new()
        return found

    async def aclose(self) -> None:
        """Stop every turn, all at once, and wait until their connections are closed."""
        await asyncio.gather(*(conversation.aclose() for conversation in self._conversations))

    def _take(self, conversation: Conversation, place: int) -> None:
        conversation.changed.connect(lambda: self.changed.emit(conversation))
        self._conversations.insert(place, conversation)

    def _show(self, conversation: Conversation) -> None:
        self._current, self._wished = conversation, conversation.id
        self.shown.emit(conversation)
