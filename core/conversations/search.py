"""Finding in everything that is stored: titles, questions, answers, reasoning, tools' arguments and results.

The index is a file of its own beside the store's, `search.sqlite3`. It follows the store a moment behind, in a thread
of its own; whatever happens to it, it is made anew from the store, and what it has by then is found meanwhile. Which
store it belongs to, both files say: after a restored copy, or damage, they say different things.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from core.conversations.excerpts import Excerpt, Where, excerpt, texts, whole
from core.conversations.finding import connect_to_find, find_messages, find_titles, read_found
from core.conversations.migrations import INDEX_NOTE
from core.conversations.opening import FILE
from core.conversations.records import NoteChanged, StoreReplaced
from core.conversations.records import Told as Change
from core.conversations.shelves import (
    Told,
    backlog,
    check_index,
    check_shelf,
    connect_to_index,
    forget_walked,
    strike,
    take_in,
    tidy,
    walk,
)
from core.conversations.store import Store
from core.conversations.trouble import StoreDamaged, StoreError, StoreFailed
from core.conversations.words import Query, parsed
from core.conversations.worker import Worker

log = logging.getLogger(__name__)

T = TypeVar("T")
Follower = Callable[[int], None]

INDEX: Final = "search.sqlite3"
PAGE: Final = 30
_TITLES: Final = 20  # conversations found by their titles, at most
_SLICE: Final = 256  # messages that are taken in at once while others want the processor
_BULK: Final = 4096  # and else
_LONGEST_QUERY: Final = 1_000  # letters
_SIDE_FILES: Final = ("", "-wal", "-shm", "-journal")
_PATIENCE: Final = 3  # times in a row that an index is made anew


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `message_id` is empty for a title; `at` is in seconds since the epoch; `ranges` are places in
    `text`, which is one line, as it was written: hidden characters are the reader's to mark."""

    conversation_id: str
    message_id: str
    where: Where
    title: str
    at: float
    text: str
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, the newest first, titles before messages. `following` goes on from there, None at the end;
    `missing` counts, about, the messages that the index does not have yet."""

    hits: tuple[Hit, ...] = ()
    following: int | None = None
    missing: int = 0


class Search:
    """The index of one store, made by `open`; `aclose` it before the store. It belongs to the loop's thread.

    `gently` leaves the processor to others between the slices of a long piece of work.
    """

    def __init__(self, store: Store, *, gently: bool = True) -> None:
        self._store = store
        self._gently = gently
        self._slice = _SLICE if gently else _BULK
        self._wake = asyncio.Event()
        self._settled = asyncio.Event()
        self._ready = asyncio.Event()  # there is an index to ask
        self._anew = False
        self._failures = 0
        self._unchecked: int | None = 0  # the shelf up to which the index was looked through
        self._closing = threading.Event()
        self._followers: list[Follower] = []
        self._writer: Worker | None = None
        self._reader: Worker | None = None
        self._unsubscribe = store.subscribe(self._told)
        self._task = asyncio.get_running_loop().create_task(self._keep(), name="search index")

    @classmethod
    async def open(cls, store: Store, *, gently: bool = True) -> Search:
        """Begin to follow a store; the index is brought up to it in the background."""
        return cls(store, gently=gently)

    @property
    def path(self) -> Path:
        return self._store.folder / INDEX

    # --- finding ------------------------------------------------------------------------------------------------------

    async def find(self, text: str, after: int | None = None, limit: int = PAGE) -> Found:
        """The results for what a person wrote (core/conversations/words.py): words, "phrases", -words. `after` is what
        an earlier page had as `following`. Cancelling stops the work at once. Raises StoreError."""
        query = parsed(text[:_LONGEST_QUERY])
        if not query:
            return Found()
        try:
            return await self._read(query, after, limit)
        except StoreDamaged as error:
            log.info("the search index is damaged: %s", error)
            self._start_anew()
            return await self._read(query, after, limit)

    async def _read(self, query: Query, after: int | None, limit: int) -> Found:
        await self._ready.wait()
        reader = self._reader
        if reader is None or self._closing.is_set():
            raise StoreFailed("the search has no index")
        stopped = threading.Event()
        try:
            return await reader.run(partial(_find, query, after, limit, stopped))
        except asyncio.CancelledError:
            stopped.set()
            reader.interrupt()
            raise

    # --- the index ----------------------------------------------------------------------------------------------------

    def subscribe(self, follower: Follower) -> Callable[[], None]:
        """Call `follower` with the number of messages that are missing, about, as it changes; returns the way to end
        that."""
        self._followers.append(follower)

        def unsubscribe() -> None:
            if follower in self._followers:
                self._followers.remove(follower)

        return unsubscribe

    async def settled(self) -> None:
        """Wait until the index has everything that was committed before."""
        self._poke()
        await self._settled.wait()

    async def rebuild(self) -> None:
        """Throw the index away and make it anew; returns when it has everything."""
        self._failures = 0
        self._start_anew()
        await self._settled.wait()

    async def check(self) -> bool:
        """Whether the index is whole. It is looked through, which can take seconds."""
        await self.settled()
        if self._writer is None:
            return False
        try:
            await self._writer.run(check_index)
        except StoreDamaged:
            return False
        return True

    async def aclose(self) -> None:
        """End; harmless when that was done."""
        self._closing.set()
        self._unsubscribe()
        self._poke()
        with suppress(asyncio.CancelledError):
            await self._task
        self._settled.set()
        self._ready.set()

    # --- following the store ------------------------------------------------------------------------------------------

    def _told(self, changes: Sequence[Change]) -> None:
        if any(isinstance(change, StoreReplaced) for change in changes):
            self._failures = 0
            self._start_anew()
        else:
            self._poke()

    def _start_anew(self) -> None:
        self._anew = True
        self._ready.clear()
        self._poke()

    def _poke(self) -> None:
        self._settled.clear()
        self._wake.set()

    async def _keep(self) -> None:
        """Keep the index as the store is, until the end."""
        while not self._closing.is_set():
            self._wake.clear()
            try:
                await self._have_index()
                await self._catch_up()
                self._failures = 0
            except StoreDamaged as error:
                self._failures += 1
                log.info("the search index is damaged: %s", error)
                if self._failures < _PATIENCE:
                    self._start_anew()
                    continue
            except StoreError as error:
                log.info("the search index stays behind: %s", error)
            except Exception:  # whoever waits for the index must not wait for ever
                log.exception("the search index failed in a way nobody foresaw")
            if not self._wake.is_set():
                self._ready.set()
                self._settled.set()
            await self._wake.wait()
        await self._leave_index()

    async def _have_index(self) -> None:
        if self._anew:
            await self._leave_index()
            self._anew, self._unchecked = False, 0
            _remove(self.path)
            await self._store.commit([NoteChanged(INDEX_NOTE, None)])
        if self._writer is not None:
            return
        generation = await self._store.note(INDEX_NOTE)
        if generation is None:
            generation = uuid.uuid4().hex
            await self._store.commit([NoteChanged(INDEX_NOTE, generation)])
        store = self._store.folder / FILE
        self._writer = Worker("search-index", partial(connect_to_index, self.path, store, generation))
        try:
            walked = await self._writer.run(forget_walked)
            if walked is not None:
                await self._store.write(walked)
        except StoreError:
            await self._leave_index()
            raise
        self._reader = Worker("search", partial(connect_to_find, self.path, store))
        self._ready.set()

    async def _leave_index(self) -> None:
        for worker in (self._reader, self._writer):
            if worker is not None:
                worker.interrupt()
                await worker.aclose()
        self._reader = self._writer = None

    async def _catch_up(self) -> None:
        while not self._stopped():
            began = time.monotonic()
            told: Told = await self._work(partial(take_in, limit=self._slice))
            if told:
                await self._store.write(partial(strike, told=told))
            walked = await self._work(partial(walk, limit=self._slice))
            if not told and not walked:
                break
            self._tell(await self._work(backlog))
            await self._rest(began)
        tidied = False
        while not self._stopped() and await self._work(partial(tidy, wanted=lambda: not self._closing.is_set())):
            tidied = True
        if tidied:
            await self._work(_checkpoint)
        self._tell(0)
        await self._look_through()

    async def _look_through(self) -> None:
        """Damage that reads like an index without words is met in no other way."""
        while self._unchecked is not None and not self._stopped():
            began = time.monotonic()
            self._unchecked = await self._work(partial(check_shelf, after=self._unchecked))
            await self._rest(began)

    async def _rest(self, began: float) -> None:
        """Leave the processor to others for as long as a slice took."""
        await asyncio.sleep(min(time.monotonic() - began, 0.05) if self._gently else 0)

    def _stopped(self) -> bool:
        return self._anew or self._closing.is_set()

    async def _work(self, work: Callable[[sqlite3.Connection], T]) -> T:
        assert self._writer is not None
        return await self._writer.run(work)

    def _tell(self, missing: int) -> None:
        for follower in tuple(self._followers):
            try:
                follower(missing)
            except Exception:
                log.exception("a follower of the search failed")


def _remove(path: Path) -> None:
    for suffix in _SIDE_FILES:
        try:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        except OSError as error:
            log.info("the search index cannot be removed: %s", error)


def _checkpoint(connection: sqlite3.Connection) -> None:
    """What was deleted is not in the index's log either."""
    connection.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchall()


def _find(
    query: Query, after: int | None, limit: int, stopped: threading.Event, connection: sqlite3.Connection
) -> Found:
    while True:
        try:
            return _page(query, after, limit, stopped, connection)
        except sqlite3.OperationalError as error:
            # An interruption that was meant for the query before this one.
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT or stopped.is_set():
                raise


def _page(
    query: Query, after: int | None, limit: int, stopped: threading.Event, connection: sqlite3.Connection
) -> Found:
    hits = [_titled(query, *row) for row in find_titles(connection, query, _TITLES)] if after is None else []
    last, following, count = after, None, 0
    with closing(find_messages(connection, query, after)) as found:
        for key, number in found:
            if stopped.is_set():
                break
            if count == limit:
                following = last
                break
            last = key
            row = read_found(connection, number)
            if row is not None:
                hits.append(_hit(query, *row))
                count += 1
    return Found(tuple(hits), following, backlog(connection))


def _titled(query: Query, conversation_id: str, title: str, at: float) -> Hit:
    return _made(conversation_id, "", title, at, whole(Where.TITLE, title, query))


def _hit(query: Query, conversation_id: str, title: str, message_id: str, at: float, data: str) -> Hit:
    return _made(conversation_id, message_id, title, at, excerpt(texts(data), query))


def _made(conversation_id: str, message_id: str, title: str, at: float, piece: Excerpt) -> Hit:
    return Hit(conversation_id, message_id, piece.where, title, at, piece.text, piece.ranges)
