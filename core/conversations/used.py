"""Which files something still refers to: messages and drafts, in the store and in its dated copies."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from core.conversations.statements import read_hashes
from core.conversations.trouble import is_damage

log = logging.getLogger(__name__)


def used_hashes(connection: sqlite3.Connection, copies: Iterable[Path] = ()) -> set[str]:
    """The hashes of all files that are referred to, in a dated copy too. A copy that is damaged cannot be restored, and
    keeps nothing. Raises sqlite3.Error."""
    found = read_hashes(connection)
    for copy in copies:
        try:
            with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as other:
                found |= read_hashes(other)
        except sqlite3.Error as error:
            if copy.exists() and not is_damage(error):
                raise
            log.info("the copy %s was passed over: %s", copy.name, error)
    return found
