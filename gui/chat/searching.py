"""Searching in everything that is stored: the panel, the index behind it, and the way to what was found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from core.conversations.search import Found, Search
    from core.conversations.store import Store
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.page import ChatPage
    from gui.search.panel import SearchPanel
    from gui.theme.theme import Theme

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class Searching(QObject):
    """Nothing of it exists before it is first needed. `host` is what the panel covers."""

    def __init__(self, theme: Theme, book: Book, page: ChatPage, spawn: Spawn, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._book = book
        self._page = page
        self._spawn = spawn
        self._host = host
        self._search: Search | None = None
        self._panel: SearchPanel | None = None
        self._missing = 0
        self._goal: tuple[str, str, str] | None = None  # conversation, message, words
        book.shown.connect(self._arrive)

    @property
    def panel(self) -> SearchPanel:
        """Made when it is asked for."""
        if self._panel is None:
            from gui.search.panel import SearchPanel

            self._panel = SearchPanel(self._theme, self._find, self._spawn, self._host)
            self._panel.chosen.connect(self._go)
        return self._panel

    def begin(self, source: object) -> None:
        """Index what is in a store, from now on; what is only in memory is not searched."""
        from core.conversations.store import Store

        if isinstance(source, Store):
            self._spawn(self._begin(source), "search index")

    async def _begin(self, store: Store) -> None:
        from core.conversations.search import Search

        self._search = await Search.open(store)
        self._search.subscribe(self._progress)

    def open(self, text: str = "") -> None:
        """Show the panel; with a text it is looked for at once."""
        self.panel.open(text)

    async def aclose(self) -> None:
        """End, before the store is closed."""
        if self._search is not None:
            await self._search.aclose()

    async def _find(self, text: str, after: int | None) -> Found:
        from core.conversations.trouble import StoreError

        if self._search is None:
            raise StoreError(
                self.tr("There is nothing to search: conversations are kept in memory until Rivulet ends.")
            )
        return await self._search.find(text, after)

    def _progress(self, missing: int) -> None:
        complete, self._missing = self._missing > 0 and missing == 0, missing
        if complete and self._panel is not None:
            self._panel.search_again()

    # --- to what was found --------------------------------------------------------------------------------------------

    def _go(self, conversation_id: str, message_id: str, words: str) -> None:
        self._goal = (conversation_id, message_id, words)
        self._book.open(conversation_id)

    def _arrive(self, conversation: Conversation) -> None:
        """Once the conversation is on the screen, lead the reader to the message."""
        goal, self._goal = self._goal, None
        if goal is None or goal[0] != conversation.id:
            return
        _, message_id, words = goal
        session = conversation.session
        if not message_id or message_id not in session.tree:
            return
        if all(message.id != message_id for message in session.messages) and not session.live:
            session.show_message(message_id)  # it is in another version
        item = self._page.transcript.model.index_of(message_id)
        if item is not None:
            self._page.finding.open_at(words, item)
