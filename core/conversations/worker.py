"""A thread with an SQLite connection of its own. What is asked of it is done in order, away from the loop's thread."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from core.conversations.trouble import StoreFailed, explained

T = TypeVar("T")


class Worker:
    """`connect` is called in the thread, at the first need."""

    def __init__(self, name: str, connect: Callable[[], sqlite3.Connection]) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._connect = connect
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Do `work` in the thread. Raises StoreFailed once the worker is closed."""
        if self._closed:
            raise StoreFailed("they are closed already")
        return self._executor.submit(self._do, work)

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` returns. What SQLite and the system complain about is raised as StoreError."""
        try:
            return await asyncio.wrap_future(self.submit(work))
        except (sqlite3.Error, OSError) as error:
            raise explained(error) from error

    def interrupt(self) -> None:
        """Let the statement that runs now, if one does, fail."""
        if self._connection is not None:
            with suppress(sqlite3.Error):  # it has just been closed
                self._connection.interrupt()

    async def aclose(self) -> None:
        """Do what is asked for already, close the connection and end the thread; harmless when that was done."""
        if self._closed:
            return
        self._closed = True
        await asyncio.wrap_future(self._executor.submit(self._close))
        self._executor.shutdown()

    def abandon(self) -> None:
        """The same without waiting, for whoever was cancelled."""
        self._closed = True
        self._executor.submit(self._close)
        self._executor.shutdown(wait=False)

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._connection is None:
            self._connection = self._connect()
        return work(self._connection)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
