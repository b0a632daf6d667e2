"""Which files something still refers to: messages, drafts and what a screen remembers, also in dated copies."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from core.conversations.statements import read_hashes
from core.conversations.trouble import is_damage

log = logging.getLogger(__name__)

_HASH: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def used_hashes(connection: sqlite3.Connection, copies: Iterable[Path] = ()) -> set[str]:
    """The hashes of all files that are referred to, in a dated copy too. A copy that is damaged cannot be restored, and
    keeps nothing. Raises sqlite3.Error."""
    found = _hashes(connection)
    for copy in copies:
        try:
            with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as other:
                found |= _hashes(other)
        except sqlite3.Error as error:
            if copy.exists() and not is_damage(error):
                raise
            log.info("the copy %s was passed over: %s", copy.name, error)
    return found


def _hashes(connection: sqlite3.Connection) -> set[str]:
    """Of what is written as text (files of a draft, say) whatever looks like a hash counts."""
    found = read_hashes(connection)
    for query in ("SELECT view FROM conversations WHERE view <> ''", "SELECT value FROM notes"):
        for (text,) in connection.execute(query):
            found.update(_HASH.findall(text))
    return found
