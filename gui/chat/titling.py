"""Titles by the model: after the first answer of a conversation, where a person has switched that on."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from PySide6.QtCore import QObject

from core.conversations.asides import NOTE, with_aside
from core.conversations.records import ConversationEdited, NoteChanged, TitledBy
from core.conversations.trouble import StoreError
from core.errors import RivuletError
from core.messages import Outcome, Role
from core.prices import Used

if TYPE_CHECKING:
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.keeper import Keeper

log = logging.getLogger(__name__)

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class Titling(QObject):
    """`wished()` says whether titles by the model are switched on. A title that a person typed is never replaced."""

    def __init__(self, keeper: Keeper, book: Book, wished: Callable[[], bool], spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._wished = wished
        self._spawn = spawn
        self._answering: WeakSet[Conversation] = WeakSet()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._counting = asyncio.Lock()
        book.changed.connect(self._follow)

    def cancel(self) -> None:
        """Ask no more; the connections are closed."""
        for task in self._tasks:
            task.cancel()

    async def aclose(self) -> None:
        self.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _follow(self, conversation: Conversation) -> None:
        if conversation.live:
            self._answering.add(conversation)
        elif conversation in self._answering:
            self._answering.discard(conversation)
            if self._is_due(conversation) and self._wished():
                task = self._spawn(self._give(conversation), f"a title for {conversation.id}")
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _is_due(self, conversation: Conversation) -> bool:
        messages = conversation.session.messages
        first = sum(message.role is Role.USER for message in messages) == 1
        answered = bool(messages) and messages[-1].outcome is Outcome.FINISHED and bool(messages[-1].text())
        ours = conversation.titled_by is TitledBy.FIRST and not (conversation.temporary or conversation.closing)
        return first and answered and ours

    async def _give(self, conversation: Conversation) -> None:
        from core.titling import title_by_model

        session = conversation.session
        target, before = session.target, session.title
        if target is None:
            return
        try:
            titled = await title_by_model(target.provider, target.model, session.messages)
        except (RivuletError, TimeoutError) as error:
            log.info("no title for %s: %s", conversation.id, error or "it took too long")
            return
        title = titled.title
        if titled.usage is not None:
            await self._count(Used(time.time(), target.provider.spec.id, target.model, titled.usage))
        replaceable = conversation.titled_by is TitledBy.FIRST and session.title == before
        if title and replaceable and not conversation.closing:
            session.title = title
            conversation.titled_by = TitledBy.MODEL
            self._keeper.put(ConversationEdited(conversation.id, title=title, titled_by=TitledBy.MODEL))
            conversation.changed.emit()

    async def _count(self, used: Used) -> None:
        """Let the month's total have it."""
        store = self._keeper.store
        async with self._counting:
            try:
                if store is not None:
                    await store.commit([NoteChanged(NOTE, with_aside(await store.note(NOTE), used))])
            except StoreError as error:
                log.info("the tokens of a title are not counted: %s", error)
