"""Attached files that nothing refers to any more are deleted: a while after the start, and after something was deleted.

What a message that is being written has, what an undo could bring back and what a dated copy needs stays.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from core.background import in_background
from core.conversations.records import StoreReplaced, Told, deletes
from core.conversations.store import Store
from core.conversations.trouble import StoreError

if TYPE_CHECKING:
    from gui.chat.book import Book
    from gui.chat.keeper import Keeper

log = logging.getLogger(__name__)

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]

_AFTER_START_MS: Final = 30_000
_AFTER_DELETING_MS: Final = 5_000


class Sweeping(QObject):
    def __init__(self, keeper: Keeper, book: Book, spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._book = book
        self._spawn = spawn
        self._store: Store | None = None
        self._leave: Callable[[], None] = lambda: None
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[Any] | None = None
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.timeout.connect(self._begin)

    def begin(self, source: object) -> None:
        """Look after the files of a store from now on."""
        if isinstance(source, Store):
            self._store = source
            self._leave = source.subscribe(self._on_told)
            self.soon.start(_AFTER_START_MS)

    async def sweep(self) -> int:
        """Delete what nothing refers to now; returns how many files that were. Raises StoreError."""
        store, files = self._store, self._keeper.files
        if store is None:
            return 0
        async with self._lock:
            files.mark()
            await self._keeper.written()
            used = await store.attached() | self._in_sessions()
            try:
                deleted = await in_background(lambda: files.collect(used), "files")
            except OSError as error:
                log.info("unused files could not be deleted: %s", error)
                return 0
        if deleted:
            log.info("%d files that nothing referred to were deleted", deleted)
        return deleted

    async def aclose(self) -> None:
        """End, before the store is closed."""
        self.soon.stop()
        self._leave()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))

    def _begin(self) -> None:
        self._task = self._spawn(self._guarded(), "unused files")

    async def _guarded(self) -> None:
        try:
            await self.sweep()
        except StoreError as error:
            log.info("unused files are left for the next time: %s", error)

    def _on_told(self, told: Sequence[Told]) -> None:
        if any(isinstance(change, StoreReplaced) or deletes(change) for change in told):
            self.soon.start(_AFTER_DELETING_MS)

    def _in_sessions(self) -> set[str]:
        """What open conversations have, also what the store could not take, and what an undo brings back."""
        found: set[str] = set()
        for conversation in self._book.opened:
            session = conversation.session
            said = (*(planted.message for planted in session.tree.planted()), *session.messages, *session.deleted)
            found.update(file.sha256 for message in said for file in message.files())
        return found
