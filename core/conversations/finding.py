"""Asking the search's index. Every function runs in the thread that owns the connection."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from core.conversations.shelves import BUSY_MS
from core.conversations.words import Query

_Running = tuple[int, int, Iterator[int]]  # the next key, below zero; the shelf; what follows


def connect_to_find(path: Path, store: Path) -> sqlite3.Connection:
    """A connection that reads both files."""
    connection = sqlite3.connect(path, isolation_level=None, uri=True)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA main.cache_size = -8000")  # kB
    connection.execute("ATTACH ? AS store", (f"{store.resolve().as_uri()}?mode=ro",))
    connection.execute("PRAGMA query_only = ON")
    return connection


def find_titles(connection: sqlite3.Connection, query: Query, limit: int) -> list[tuple[str, str, float]]:
    """Conversations whose titles have what is asked for, the last used first: id, title, when it was used."""
    wanted, unwanted = [t.words for t in query.wanted], [t.words for t in query.unwanted]
    where = " AND ".join(["instr(words, ?) > 0"] * len(wanted) + ["instr(words, ?) = 0"] * len(unwanted))
    return connection.execute(
        "SELECT c.id, c.title, c.updated FROM titles JOIN store.conversations c ON c.number = conversation "
        f"WHERE {where} ORDER BY c.activity DESC LIMIT ?",
        (*wanted, *unwanted, limit),
    ).fetchall()


def find_messages(
    connection: sqlite3.Connection, query: Query, before: int | None
) -> Generator[tuple[int, int], None, None]:
    """Messages that have what is asked for, the newest first, as they are asked for: key and number. `before` goes on
    from a key. It is to be closed in its thread."""
    above = before if before is not None else 1 << 62
    shelves = connection.execute("SELECT newest, number FROM shelves ORDER BY newest").fetchall()
    with ExitStack() as opened:
        running: list[_Running] = []
        while shelves or running:
            while shelves and (not running or shelves[-1][0] >= -running[0][0]):
                _, shelf = shelves.pop()
                _advance(running, opened.enter_context(closing(_in_shelf(connection, shelf, query, above))), shelf)
            if running:
                key, shelf, following = heapq.heappop(running)
                row = connection.execute(
                    "SELECT message FROM docs WHERE key = ? AND shelf = ?", (-key, shelf)
                ).fetchone()
                if row:
                    yield -key, row[0]
                _advance(running, following, shelf)


def _advance(running: list[_Running], found: Iterator[int], shelf: int) -> None:
    key = next(found, None)
    if key is not None:
        heapq.heappush(running, (-key, shelf, found))


def _in_shelf(connection: sqlite3.Connection, shelf: int, query: Query, above: int) -> Generator[int, None, None]:
    """The keys of a shelf's messages that have what is asked for, the newest first."""
    if (narrow := query.narrow()) and not connection.execute(
        f"SELECT 1 FROM words_{shelf} WHERE words_{shelf} MATCH ? LIMIT 1", (narrow,)
    ).fetchone():
        return
    asked = f"SELECT rowid FROM words_{shelf} WHERE words_{shelf} MATCH ? AND rowid < ? ORDER BY rowid DESC"
    with closing(connection.execute(asked, (query.match(), above))) as rows:
        for (key,) in rows:
            yield key


def read_found(connection: sqlite3.Connection, number: int) -> tuple[str, str, str, float, str] | None:
    """A message that was found: conversation id, its title, message id, when, the stored message."""
    row: tuple[str, str, str, float, str] | None = connection.execute(
        "SELECT c.id, c.title, m.id, CASE WHEN m.created > 0 THEN m.created ELSE c.updated END, m.data "
        "FROM store.messages m JOIN store.conversations c ON c.number = m.conversation WHERE m.number = ?",
        (number,),
    ).fetchone()
    return row
