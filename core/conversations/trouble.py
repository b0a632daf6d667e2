"""What can go wrong with the store, each as a sentence: what happened, what is kept, what to do.

StoreError
├── StoreLocked       another Rivulet has the folder
├── StoreTooNew       a newer Rivulet wrote the file
├── StoreUnreachable  the folder cannot be made, read or written
├── StoreFull         the disk is full
├── StoreReadOnly     the file cannot be written
├── StoreBusy         another program holds the file
├── StoreDamaged      the file is damaged
├── CopyUnusable      a dated copy cannot be restored
└── StoreFailed       anything else that SQLite says
"""

from __future__ import annotations

import sqlite3
from pathlib import Path


class StoreError(Exception):
    """Base of the tree; `str()` of one is a sentence for a person."""


class StoreLocked(StoreError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another Rivulet is using {folder}. Nothing was changed. Go on in that window, or start with another "
            "--data-dir."
        )


class StoreTooNew(StoreError):
    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            f"A newer Rivulet wrote {path} (format {version}; this one knows {known}). The file was not touched. "
            "Update Rivulet, or start with another --data-dir."
        )


class StoreUnreachable(StoreError):
    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"Conversations cannot be kept in {folder} ({why}). They stay in memory until Rivulet ends. Correct the "
            "folder's permissions, or start with another --data-dir."
        )


class StoreFull(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "The disk is full. What is new stays in memory and is saved as soon as there is space again. Please free "
            "some before you quit."
        )


class StoreReadOnly(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "The file of the conversations cannot be written. What is new stays in memory and is saved as soon as "
            "writing is allowed again."
        )


class StoreBusy(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "Another program holds the file of the conversations. What is new stays in memory and is saved as soon as "
            "that program lets go."
        )


class StoreDamaged(StoreError):
    def __init__(self) -> None:
        super().__init__(
            "The file of the conversations is damaged. What is new stays in memory. Start Rivulet again: the file is "
            "set aside then, and what can be read is kept."
        )


class CopyUnusable(StoreError):
    def __init__(self, copy: Path, why: str) -> None:
        super().__init__(f"{copy.name} cannot be restored ({why}). Nothing was changed. Choose another copy.")


class StoreFailed(StoreError):
    def __init__(self, why: str) -> None:
        super().__init__(f"The conversations cannot be saved ({why}). What is new stays in memory and is tried again.")


def explained(error: sqlite3.Error | OSError) -> StoreError:
    """The trouble that an error of SQLite or of the system means."""
    if isinstance(error, OSError):
        return StoreFailed(error.strerror or str(error))
    code = getattr(error, "sqlite_errorcode", None)
    match None if code is None else code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return StoreFull()
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return StoreReadOnly()
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy()
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreDamaged()
        case _:
            return StoreFailed(str(error))


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file itself is broken."""
    return isinstance(explained(error), StoreDamaged)
