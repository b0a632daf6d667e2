"""All open conversations, in memory: which there are, in which order, which one is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from gui.chat.conversation import Conversation


class Book(QObject):
    """`shown` tells which `Conversation` to show; `changed` that one's title or state changed. An untouched
    conversation is not listed, and there is never more than one."""

    shown = Signal(object)
    changed = Signal(object)

    def __init__(self, make: Callable[[], Conversation], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._conversations: list[Conversation] = []  # newest first
        self._current: Conversation | None = None

    @property
    def listed(self) -> tuple[Conversation, ...]:
        """The conversations with something in them, newest first."""
        return tuple(conversation for conversation in self._conversations if not conversation.empty)

    @property
    def live(self) -> tuple[Conversation, ...]:
        return tuple(conversation for conversation in self._conversations if conversation.live)

    def open_new(self) -> Conversation:
        """Show an untouched conversation: the one there is, or a new one."""
        untouched = next((conversation for conversation in self._conversations if conversation.empty), None)
        if untouched is None:
            untouched = self._make()
            untouched.changed.connect(lambda: self.changed.emit(untouched))
            self._conversations.insert(0, untouched)
        self._show(untouched)
        return untouched

    def open(self, conversation_id: str) -> None:
        """Show a conversation by its id; an unknown id changes nothing."""
        found = next((known for known in self._conversations if known.id == conversation_id), None)
        if found is not None:
            self._show(found)

    def step(self, by: int) -> None:
        """Show the next (1) or the previous (-1) listed conversation, round and round."""
        listed = self.listed
        if not listed:
            return
        if self._current in listed:
            self._show(listed[(listed.index(self._current) + by) % len(listed)])
        else:
            self._show(listed[0 if by > 0 else -1])

    async def aclose(self) -> None:
        """Stop every turn, all at once, and wait until their connections are closed."""
        await asyncio.gather(*(conversation.aclose() for conversation in self._conversations))

    def _show(self, conversation: Conversation) -> None:
        self._current = conversation
        self.shown.emit(conversation)
