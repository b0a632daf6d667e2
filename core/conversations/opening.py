"""Opening the store's file: what is newer is refused, what is damaged is set aside, what is older is brought up.

Runs in the thread that will own the connection.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.conversations.migrations import (
    INDEX_NOTE,
    STEPS,
    Step,
    dated,
    file_version,
    free_name,
    make_private,
    migrate,
    refuse_newer,
    version_of,
)
from core.conversations.salvage import Salvaged, salvage
from core.conversations.trouble import StoreUnreachable, is_damage

log = logging.getLogger(__name__)

FILE: Final = "conversations.sqlite3"
BACKUPS: Final = "backups"
DAMAGED: Final = "conversations.damaged-"  # and a date
_SIDE_FILES: Final = ("-wal", "-shm", "-journal")
_BUSY_MS: Final = 2000
_CHECKED_WHOLE: Final = 64 * 1024 * 1024  # bytes; a larger file is checked at leisure


@dataclass(frozen=True, slots=True)
class Opened:
    """The open file. `notices` are sentences for the user; `unchecked`: it was too large to be looked through now."""

    connection: sqlite3.Connection
    notices: tuple[str, ...] = ()
    unchecked: bool = False


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes. Each commit is on the disk when it returns, unless `synchronous` is set otherwise."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",  # on macOS nothing less reaches the disk
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; it sees what was committed when each of its statements began."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def open_file(folder: Path, steps: Sequence[Step] = STEPS) -> Opened:
    """Open the store of a folder, made where there is none. The folder's lock is held. Raises StoreError."""
    path = folder / FILE
    refuse_newer(path, file_version(path), steps)
    try:
        make_private(path)
    except OSError as error:
        raise StoreUnreachable(folder, error.strerror or str(error)) from error
    try:
        return _open_whole(folder, path, steps)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise StoreUnreachable(folder, str(error)) from error
        log.info("the store is damaged: %s", error)
    return _open_salvaged(folder, path, steps)


def _open_whole(folder: Path, path: Path, steps: Sequence[Step]) -> Opened:
    """Raises sqlite3.Error, which means damage where `is_damage` says so."""
    suspect = suspicion(folder)
    connection = connect(path)
    try:
        refuse_newer(path, version_of(connection), steps)
        unchecked = not suspect.exists() and path.stat().st_size > _CHECKED_WHOLE
        if not unchecked:
            check(connection)
        migrate(connection, folder / BACKUPS, steps)
        suspect.unlink(missing_ok=True)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, unchecked=unchecked)


def suspicion(folder: Path) -> Path:
    """A file that is there while the store is suspected of damage: the next opening looks through all of it."""
    return folder / "conversations.check"


def check(connection: sqlite3.Connection) -> None:
    """Look through the whole file; raises sqlite3.DatabaseError where it is damaged."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damage(str(found))


def damage(why: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _open_salvaged(folder: Path, path: Path, steps: Sequence[Step]) -> Opened:
    """Set the damaged file aside and begin a new one with what can be read of it."""
    version = file_version(path) or len(steps)
    aside = set_aside(folder, path)
    make_private(path)
    connection = connect(path)
    try:
        migrate(connection, folder / BACKUPS, steps[:version])
        saved = salvage(aside, connection)
        connection.execute("DELETE FROM notes WHERE name = ?", (INDEX_NOTE,))
        migrate(connection, folder / BACKUPS, steps)
    except BaseException:
        connection.close()
        raise
    suspicion(folder).unlink(missing_ok=True)
    return Opened(connection, (_notice(saved, aside),))


def set_aside(folder: Path, path: Path) -> Path:
    """Give the damaged file, and what SQLite keeps beside it, a name with the date; nothing is overwritten."""
    aside = free_name(folder, f"{DAMAGED}{dated()}", ".sqlite3")
    path.rename(aside)
    for suffix in _SIDE_FILES:
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    return aside


def _notice(saved: Salvaged, aside: Path) -> str:
    what = f"The file of the conversations was damaged. It was set aside as {aside.name}"
    if not saved.conversations:
        return f"{what}; nothing in it could be read. Earlier copies are in the folder {BACKUPS}."
    there, said = saved.conversations, saved.messages
    if saved.lost:
        lost = saved.lost
        return f"{what}; {there} conversations with {said} messages were recovered from it, {lost} could not be read."
    return f"{what}; {there} conversations with {said} messages were recovered from it."
