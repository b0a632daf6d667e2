"""What answers took, in tokens and money: of one answer, of a conversation, of this month."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from core.conversations.asides import NOTE, asides
from core.conversations.statements import read_note, read_used
from core.prices import Bill, Prices, bill, monthly, used_by
from gui.transcript.blocks.lines import HeaderPiece
from gui.widgets.spending import spent_text, whole_line

if TYPE_CHECKING:
    import sqlite3

    from core.conversations.store import Store
    from core.messages import Message
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.page import ChatPage
    from gui.inspector.inspector import Inspector

_PAUSE_MS: Final = 400  # answers that end together are counted together

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class Accounting(QObject):
    """Tells the inspector of the month, the title of the conversation, and who points at the head of an answer of that.
    `prices()` reads the lists."""

    def __init__(
        self, book: Book, page: ChatPage, inspector: Inspector, prices: Callable[[], Prices], spawn: Spawn
    ) -> None:
        super().__init__(page)
        self._page = page
        self._inspector = inspector
        self._read_prices = prices
        self._spawn = spawn
        self._store: Store | None = None
        self._shown: Conversation | None = None
        self._task: asyncio.Task[Any] | None = None
        self.month = Bill()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._count)
        book.shown.connect(self._show)
        book.changed.connect(self._hear)

    @cached_property
    def _prices(self) -> Prices:
        return self._read_prices()

    def begin(self, source: object) -> None:
        """Count what is in a store, from now on."""
        from core.conversations.store import Store

        if isinstance(source, Store):
            self._store = source
            self._soon.start()

    async def aclose(self) -> None:
        """End, before the store is closed."""
        self._soon.stop()
        self._store = None
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))

    def _hear(self, conversation: Conversation) -> None:
        if not conversation.live:
            if self._store is not None:
                self._soon.start()
            if conversation is self._shown:
                self._tell_conversation(conversation)

    def _show(self, conversation: Conversation) -> None:
        if self._shown is None:
            self._page.transcript.viewport().installEventFilter(self)
        self._shown = conversation
        self._tell_conversation(conversation)

    def _tell_conversation(self, conversation: Conversation) -> None:
        total = self.spent(each.message for each in conversation.session.tree.planted()) or Bill()
        self._page.header.show_spent(whole_line(total), spent_text(total))

    def spent(self, messages: Iterable[Message]) -> Bill | None:
        """What some messages took; None where nobody counted."""
        used = used_by(messages)
        return bill(used, self._prices) if used else None

    # --- the month ----------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        if self._store is not None and (self._task is None or self._task.done()):
            self._task = self._spawn(self._count_month(self._store), "this month's total")

    async def _count_month(self, store: Store) -> None:
        from core.conversations.trouble import StoreError

        now = datetime.now().astimezone()
        first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        prices = self._prices

        def work(connection: sqlite3.Connection) -> Bill:
            used = read_used(connection, first.timestamp(), now.timestamp() + 1)
            used += [each for each in asides(read_note(connection, NOTE)) if each.created >= first.timestamp()]
            return monthly(used, prices).get((now.year, now.month), Bill())

        try:
            self.month = await store.read(work)
        except StoreError:
            return  # who writes will tell
        self._inspector.show_month(self.month)

    # --- one answer ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange and self._shown is not None:
            self._tell_conversation(self._shown)
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent) or self._shown is None:
            return False
        view = self._page.transcript
        hit = view.canvas.hit(QPointF(event.pos()) + QPointF(0, view.verticalScrollBar().value()))
        if hit is None or not isinstance(hit.piece, HeaderPiece):
            return False
        item = view.model.items[hit.item]
        total = self.spent(message for message in self._shown.session.messages if item.holds(message.id))
        if total is None:
            return False
        QToolTip.showText(event.globalPos(), spent_text(total), view.viewport())
        return True
