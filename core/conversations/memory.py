"""Conversations without a folder: the list works where nothing can be kept on a disk."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

from core.conversations import statements
from core.conversations.migrations import STEPS
from core.conversations.records import Change, Told

T = TypeVar("T")


class MemoryStore:
    """Takes changes and is read like a `Store`, and forgets everything with the program. It belongs to the loop's
    thread; followers are told a moment later, as by the store."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.execute("PRAGMA foreign_keys = ON")
        for step in STEPS:
            step(self._connection)
        self._followers: list[Callable[[Sequence[Told]], None]] = []

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return work(self._connection)

    def submit(self, changes: Sequence[Change]) -> asyncio.Future[None]:
        """Carry out the changes; the future is done already."""
        loop = asyncio.get_running_loop()
        for change in changes:
            statements.write(self._connection, change)
        future = loop.create_future()
        future.set_result(None)
        loop.call_soon(self._tell, tuple(changes))
        return future

    def subscribe(self, follower: Callable[[Sequence[Told]], None]) -> Callable[[], None]:
        """Call `follower` with all changes, in order; returns the way to end that."""
        self._followers.append(follower)

        def unsubscribe() -> None:
            if follower in self._followers:
                self._followers.remove(follower)

        return unsubscribe

    def close(self) -> None:
        self._connection.close()

    def _tell(self, changes: Sequence[Told]) -> None:
        for follower in tuple(self._followers):
            follower(changes)
