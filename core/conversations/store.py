"""The conversations of a folder, in one SQLite file: `conversations.sqlite3`.

One thread owns the connection that writes, another one that reads, so that nobody who asks waits for a disk that is
busy. What several people commit meanwhile becomes one transaction. One process at a time has a folder open.

    conversations.sqlite3   the file itself, with SQLite's -wal and -shm beside it while it is open
    conversations.lock      held while the folder is open
    conversations.check     there while the file is suspected of damage
    conversations.damaged-… a file that was damaged, as it was found
    backups/                dated copies: before a migration, before a restore, before everything is deleted
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from core.collector import uncollected
from core.conversations import statements
from core.conversations.lock import FolderLock
from core.conversations.migrations import STEPS, Step, copies, make_copy
from core.conversations.opening import BACKUPS, FILE, Opened, check, connect_to_read, open_file, suspicion
from core.conversations.records import (
    Change,
    Conversation,
    Entry,
    JournalAppended,
    StoreReplaced,
    TokenCount,
    Told,
    broke_off,
    deletes,
)
from core.conversations.recovery import grown, recover_all
from core.conversations.restoring import delete_everything, restore_copy
from core.conversations.trouble import StoreDamaged, StoreError, StoreFailed, StoreUnreachable, explained
from core.conversations.used import used_hashes
from core.conversations.worker import Worker

log = logging.getLogger(__name__)

T = TypeVar("T")
Follower = Callable[[Sequence[Told]], None]
_Waiting = tuple[tuple[Change, ...], "asyncio.Future[None]"]


class Store:
    """Made by `open`. Every method belongs to the loop's thread; each that waits can raise StoreError.

    `notices` are sentences about what was found at the opening; `recovered` counts the answers that the program's last
    end had interrupted; `unchecked` says that the file was too large to be looked through: call `check` at leisure.
    """

    def __init__(self, opening: _Opening, writer: Worker, recovered: int) -> None:
        assert opening.opened is not None
        self.folder = opening.folder
        self.notices = opening.opened.notices
        self.unchecked = opening.opened.unchecked
        self.recovered = recovered
        self._writer = writer
        self._reader = self.new_reader()
        self._opening = opening
        self._waiting: list[_Waiting] = []
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False
        self._followers: list[Follower] = []

    @classmethod
    async def open(cls, folder: Path, steps: Sequence[Step] = STEPS) -> Store:
        """Open the store of a folder, made where there is none. Raises StoreLocked, StoreTooNew, StoreUnreachable and
        other StoreErrors; then nothing is held."""
        opening = _Opening(folder, steps)
        writer = Worker("store", opening.connect)
        try:
            recovered = await writer.run(recover_all)
        except StoreError:
            await writer.aclose()
            opening.release()
            raise
        except BaseException:
            writer.abandon()
            opening.release()
            raise
        return cls(opening, writer, recovered)

    # --- writing ------------------------------------------------------------------------------------------------------

    async def commit(self, changes: Sequence[Change]) -> None:
        """Write the changes in one transaction; on the disk when it returns. (Of a journal, the system has them then.)
        Cancelling the caller does not take them back."""
        await asyncio.shield(self.submit(changes))

    def submit(self, changes: Sequence[Change]) -> asyncio.Future[None]:
        """The same for whoever cannot wait: the future is done when the changes are written, or has the StoreError.
        Commits are carried out in the order in which they were submitted."""
        future = asyncio.get_running_loop().create_future()
        if self._closed:
            future.set_exception(StoreFailed("they are closed already"))
            return future
        self._waiting.append((tuple(changes), future))
        if self._idle.is_set():
            self._write_next()
        return future

    def _write_next(self) -> None:
        batch, self._waiting = self._waiting, []
        self._idle.clear()
        loop = asyncio.get_running_loop()
        running = self._writer.submit(partial(_write_batch, suspicion(self.folder), [changes for changes, _ in batch]))
        running.add_done_callback(lambda done: loop.call_soon_threadsafe(self._written, batch, done))

    def _written(self, batch: list[_Waiting], done: Future[list[StoreError | None]]) -> None:
        told: list[Told] = []
        for (changes, future), trouble in zip(batch, done.result(), strict=True):
            if trouble is None:
                told += changes
            if not future.done():
                if trouble is None:
                    future.set_result(None)
                else:
                    future.set_exception(trouble)
        if self._waiting:
            self._write_next()
        else:
            self._idle.set()
        if told:
            self._tell(told)

    # --- following ----------------------------------------------------------------------------------------------------

    def subscribe(self, follower: Follower) -> Callable[[], None]:
        """Call `follower` with all changes once they are written, in order; returns the way to end that."""
        self._followers.append(follower)

        def unsubscribe() -> None:
            if follower in self._followers:
                self._followers.remove(follower)

        return unsubscribe

    def _tell(self, told: Sequence[Told]) -> None:
        for follower in tuple(self._followers):
            try:
                follower(told)
            except Exception:
                log.exception("a follower of the store failed")

    # --- reading ------------------------------------------------------------------------------------------------------

    async def entries(
        self, offset: int = 0, limit: int = 200, *, folder: str | None = None, archived: bool = False
    ) -> list[Entry]:
        """Lines of the list of conversations: the pinned ones, then the others, the last used first. `folder` None
        means all."""
        return await self.read(lambda db: statements.read_entries(db, offset, limit, folder, archived))

    async def entry(self, conversation_id: str) -> Entry | None:
        """The line of one conversation, None where it is not there."""
        return await self.read(lambda db: statements.read_entry(db, conversation_id))

    async def count(self, *, folder: str | None = None, archived: bool = False) -> int:
        """How many lines `entries` has in all."""
        return await self.read(lambda db: statements.count_entries(db, folder, archived))

    async def folders(self) -> list[str]:
        """The names of the folders with something in them, in order."""
        return await self.read(statements.read_folders)

    async def load(self, conversation_id: str) -> Conversation:
        """A whole conversation. Raises KeyError where it is not there."""
        with uncollected():
            found = await self.read(lambda db: _load(db, conversation_id))
        if found is None:
            raise KeyError(conversation_id)
        return found

    async def attached(self) -> set[str]:
        """The hashes of all files that a message or a draft refers to, in a dated copy too."""
        return await self._apart(lambda db: used_hashes(db, self.copies))

    async def note(self, name: str) -> str | None:
        """A value that was committed as NoteChanged."""
        return await self.read(lambda db: statements.read_note(db, name))

    async def tokens(self, since: float, until: float, conversation_id: str | None = None) -> list[TokenCount]:
        """What answers from `since` to before `until` (seconds since the epoch) took, by model."""
        return await self.read(lambda db: statements.read_tokens(db, since, until, conversation_id))

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the thread that reads."""
        return await self._reader.run(work)

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work`, which opens and ends its own transaction, in the thread that writes. Nothing is told of it."""
        return await self._writer.run(work)

    def new_reader(self) -> Worker:
        """A further thread with a connection that cannot write; whoever asks for it closes it before the store."""
        return Worker("store-reader", partial(connect_to_read, self.folder / FILE))

    # --- the whole ----------------------------------------------------------------------------------------------------

    @property
    def copies(self) -> list[Path]:
        """The dated copies, the youngest first."""
        return copies(self.folder / BACKUPS)

    async def backup(self) -> Path:
        """Make a dated copy."""
        return await self.write(lambda db: make_copy(db, self.folder / BACKUPS))

    async def restore(self, copy: Path) -> Path:
        """Put a copy in the place of everything; returns the copy that was made of what was there. Raises CopyUnusable
        and StoreTooNew. Close every conversation before."""
        before = await self.write(lambda db: restore_copy(db, self.folder / BACKUPS, copy, self._opening.steps))
        self._tell([StoreReplaced()])
        return before

    async def delete_all(self, *, keep_copies: bool = True) -> Path | None:
        """Delete every conversation; returns the copy that was made before. Without `keep_copies` none is made, and
        those that there are go too, as do files that were set aside."""
        backups = self.folder / BACKUPS
        copy = await self.write(lambda db: delete_everything(db, backups, keep_copies=keep_copies))
        self._tell([StoreReplaced()])
        return copy

    async def delete_copy(self, copy: Path) -> None:
        """Delete one of `copies`; harmless where it is gone. No other file is touched."""
        if copy in self.copies:
            await self.write(lambda _: copy.unlink(missing_ok=True))

    async def check(self) -> None:
        """Look through the whole file, which can take seconds; nobody waits for it meanwhile. Raises StoreDamaged; then
        the next opening sets the file aside."""
        try:
            await self._apart(check)
        except StoreDamaged:
            _suspect(suspicion(self.folder))
            raise

    async def _apart(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run what may take long in a thread of its own, so that nobody who reads waits for it."""
        worker = self.new_reader()
        try:
            return await worker.run(work)
        except asyncio.CancelledError:
            worker.interrupt()
            raise
        finally:
            await worker.aclose()

    async def aclose(self) -> None:
        """Write what was submitted, then close; harmless when that was done."""
        if self._closed:
            return
        self._closed = True
        await self._idle.wait()
        self._reader.interrupt()
        await self._reader.aclose()
        await self._writer.aclose()
        self._opening.release()


class _Opening:
    """What is opened in the writer's thread: the lock first, then the file."""

    def __init__(self, folder: Path, steps: Sequence[Step]) -> None:
        self.folder = folder
        self.steps = steps
        self._lock: FolderLock | None = None
        self.opened: Opened | None = None

    def connect(self) -> sqlite3.Connection:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreUnreachable(self.folder, error.strerror or str(error)) from error
        self._lock = FolderLock(self.folder)
        self.opened = open_file(self.folder, self.steps)
        return self.opened.connection

    def release(self) -> None:
        if self._lock is not None:
            self._lock.release()


def _load(connection: sqlite3.Connection, conversation_id: str) -> Conversation | None:
    connection.execute("BEGIN")  # both questions see the same state
    try:
        info = statements.read_info(connection, conversation_id)
        stored = statements.read_planted(connection, conversation_id) if info else []
    finally:
        connection.execute("COMMIT")
    if info is None:
        return None
    tree = grown(planted for planted, _ in stored)
    positions = {planted.message.id: position for planted, position in stored}
    return Conversation(info, tree, broke_off(tree.path()), positions)


def _write_batch(
    suspect: Path, batch: list[tuple[Change, ...]], connection: sqlite3.Connection
) -> list[StoreError | None]:
    """Write all in one transaction; where that fails, each alone, so that none takes others down with it."""
    trouble = _write_one(suspect, [change for changes in batch for change in changes], connection)
    if trouble is None or len(batch) == 1:
        return [trouble] * len(batch)
    return [_write_one(suspect, changes, connection) for changes in batch]


def _write_one(suspect: Path, changes: Sequence[Change], connection: sqlite3.Connection) -> StoreError | None:
    # A journal need not outlive a power cut, only the process: that spares the disk a flush ten times a second.
    durable = not all(isinstance(change, JournalAppended) for change in changes)
    try:
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        connection.execute("BEGIN IMMEDIATE")
        for change in changes:
            statements.write(connection, change)
        connection.execute("COMMIT")
        if any(deletes(change) for change in changes):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what was deleted is not in the log either
    except (sqlite3.Error, OSError) as error:
        log.info("a commit failed: %s", error)
        _roll_back(connection)
        trouble = explained(error)
        if isinstance(trouble, StoreDamaged):
            _suspect(suspect)
        return trouble
    except Exception as error:  # whoever waits must hear of it, whatever it is
        log.exception("a commit failed in a way nobody foresaw")
        _roll_back(connection)
        return StoreFailed(f"{type(error).__name__}: {error}")
    return None


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _suspect(path: Path) -> None:
    with suppress(OSError):  # a disk that takes nothing; the damage will be met again
        path.touch()
