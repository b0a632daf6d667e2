"""The way back: a dated copy in the place of what is there. Runs in the thread that owns the connection."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from core.conversations.migrations import (
    INDEX_NOTE,
    STEPS,
    Step,
    copies,
    file_version,
    make_copy,
    migrate,
    refuse_newer,
)
from core.conversations.opening import DAMAGED, check
from core.conversations.recovery import recover_all
from core.conversations.trouble import CopyUnusable

log = logging.getLogger(__name__)


def restore_copy(connection: sqlite3.Connection, backups: Path, copy: Path, steps: Sequence[Step] = STEPS) -> Path:
    """Put a copy in the place of everything; returns the copy that was made of what was there. Raises CopyUnusable and
    StoreTooNew, with nothing changed."""
    version = file_version(copy)
    refuse_newer(copy, version, steps)
    if not version:
        raise CopyUnusable(copy, "it is not a copy of conversations")
    with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as source:
        try:
            check(source)
        except sqlite3.Error as error:
            raise CopyUnusable(copy, str(error)) from error
        before = make_copy(connection, backups, "before-restore", keep=copy)
        source.backup(connection)
    migrate(connection, backups, steps)
    connection.execute("DELETE FROM notes WHERE name = ?", (INDEX_NOTE,))
    recover_all(connection)
    return before


def delete_everything(connection: sqlite3.Connection, backups: Path, *, keep_copies: bool = True) -> Path | None:
    """Delete every conversation; returns the copy that was made before. Without `keep_copies` there is none, and the
    earlier ones are deleted too, with the files that were set aside because they were damaged."""
    copy = make_copy(connection, backups, "before-delete-all") if keep_copies else None
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM conversations")
    connection.execute("DELETE FROM notes")
    connection.execute("COMMIT")
    try:
        connection.execute("VACUUM")  # the disk gets back its space
    except sqlite3.Error as error:  # somebody reads just now: it is used again anyhow
        log.info("the emptied file stays as large as it was: %s", error)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if not keep_copies:
        for each in (*copies(backups), *backups.parent.glob(DAMAGED + "*")):
            each.unlink(missing_ok=True)
    return copy
