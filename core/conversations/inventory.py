"""What lies in the data folder: how much of what, and the dated copies. Reads files, and changes none: for a thread."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from core.conversations.migrations import STEPS, copies, file_version
from core.conversations.opening import BACKUPS, FILE, connect_to_read

_NAME: Final = re.compile(r"conversations-(\d{4}-\d{2}-\d{2}-\d{6})-\d{3}(?:-(before-[a-z-]+))?(?:-\d+)?")


class CopyReason(StrEnum):
    """Why a dated copy was made."""

    ASKED = ""
    VERSION = "before-version"
    RESTORE = "before-restore"
    DELETION = "before-delete-all"


@dataclass(frozen=True, slots=True)
class Copy:
    """A dated copy. `made` is in seconds since the epoch; `conversations` is None where it cannot be read, and
    `too_new` where a newer Rivulet made it."""

    path: Path
    made: float
    reason: CopyReason
    size: int
    conversations: int | None
    too_new: bool = False


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much there is; sizes are in bytes. `store` is the file of the conversations, `index` the search's."""

    conversations: int
    messages: int
    store: int
    index: int
    attachments: int
    files: int
    copies: int
    copies_size: int

    @property
    def size(self) -> int:
        """All of it together."""
        return self.store + self.index + self.attachments + self.copies_size


def take_inventory(folder: Path) -> Inventory:
    """Look through the data folder. Raises OSError and sqlite3.Error."""
    conversations = messages = 0
    if file_version(folder / FILE):
        with closing(connect_to_read(folder / FILE)) as connection:
            conversations = _count(connection, "conversations")
            messages = _count(connection, "messages")
    attached = [_size(path) for path in (folder / "attachments").glob("[0-9a-f][0-9a-f]/*")]
    kept = [_size(path) for path in copies(folder / BACKUPS)]
    return Inventory(
        conversations,
        messages,
        _sizes(folder.glob(f"{FILE}*")),
        _sizes(folder.glob("search.sqlite3*")),
        sum(attached),
        len(attached),
        len(kept),
        sum(kept),
    )


def dated_copies(folder: Path) -> list[Copy]:
    """The dated copies of the data folder, the youngest first."""
    return [_look_into(path) for path in copies(folder / BACKUPS)]


def _look_into(path: Path) -> Copy:
    version = file_version(path)
    too_new = version > len(STEPS)
    count: int | None = None
    if version and not too_new:
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
                count = _count(connection, "conversations")
        except sqlite3.Error:
            count = None
    made, reason = _read_name(path)
    return Copy(path, made, reason, _size(path), count, too_new)


def _read_name(path: Path) -> tuple[float, CopyReason]:
    found = _NAME.match(path.stem)
    if found is None:
        return _changed(path), CopyReason.ASKED
    why = found[2] or ""
    reason = next((each for each in CopyReason if each and why.startswith(each)), CopyReason.ASKED)
    try:
        return time.mktime(time.strptime(found[1], "%Y-%m-%d-%H%M%S")), reason
    except (ValueError, OverflowError):
        return _changed(path), reason


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _sizes(paths: Iterable[Path]) -> int:
    return sum(_size(path) for path in paths)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it has just gone
        return 0
