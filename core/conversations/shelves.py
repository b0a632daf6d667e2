"""The file of the search's index: which message has which words. It can be thrown away and made anew from the store.

Messages stand in shelves, each an FTS5 table of some thousands that keeps words and no texts. A query goes through the
shelves from the newest message on and stops when it has enough: what it costs does not grow with the store. A message
that went or changed is struck from the list of `docs` at once; its shelf is made anew soon after, since a table that
keeps no texts cannot forget single ones. Every function runs in the thread that owns the connection, to which the
store's file is attached as `store`.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from core.conversations.excerpts import texts
from core.conversations.migrations import make_private
from core.conversations.words import folded, indexed

FORM: Final = 1  # of the file and of the words in it; another one is made anew
FULL: Final = 16_384  # messages in a shelf
HEAVY: Final = 12_000_000  # letters in one
_TICKS: Final = 16  # of a key, in a second
_NEAR: Final = 60 * _TICKS
_LATEST: Final = 1 << 40  # seconds
BUSY_MS: Final = 2000

_TABLES: Final = (
    "CREATE TABLE state (generation TEXT NOT NULL, form INTEGER NOT NULL, messages INTEGER, conversations INTEGER)",
    "CREATE TABLE shelves (number INTEGER PRIMARY KEY, docs INTEGER NOT NULL, letters INTEGER NOT NULL,"
    " newest INTEGER NOT NULL, dirty INTEGER NOT NULL)",
    # Keys are times, so that the order of the keys is the order of results.
    "CREATE TABLE docs (key INTEGER PRIMARY KEY, message INTEGER NOT NULL UNIQUE, shelf INTEGER NOT NULL,"
    " print INTEGER NOT NULL)",
    "CREATE TABLE titles (conversation INTEGER PRIMARY KEY, words TEXT NOT NULL)",
)
_MESSAGE: Final = (
    "SELECT m.number, CASE WHEN m.created > 0 THEN m.created ELSE c.updated END, m.data FROM store.messages m "
    "JOIN store.conversations c ON c.number = m.conversation"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the index was told, to be struck from the store's list: numbers, each with what was read under it."""

    messages: tuple[tuple[int, str | None], ...] = ()
    titles: tuple[tuple[int, str | None], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.messages or self.titles)


# --- the file ---------------------------------------------------------------------------------------------------------


def connect_to_index(path: Path, store: Path, generation: str) -> sqlite3.Connection:
    """The connection that writes the index; a file that is of no use is emptied."""
    make_private(path)
    connection = sqlite3.connect(path, isolation_level=None, uri=True)
    try:
        for setting in (f"busy_timeout = {BUSY_MS}", "journal_mode = WAL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("ATTACH ? AS store", (f"{store.resolve().as_uri()}?mode=ro",))
        if not _serves(connection, generation):
            _begin(connection, generation)
    except BaseException:
        connection.close()
        raise
    return connection


def _serves(connection: sqlite3.Connection, generation: str) -> bool:
    if not connection.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'state'").fetchone():
        return False
    row = connection.execute("SELECT generation, form FROM state").fetchone()
    return row is not None and tuple(row) == (generation, FORM)


def _begin(connection: sqlite3.Connection, generation: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    names = connection.execute("SELECT name, sql FROM main.sqlite_schema WHERE type = 'table'").fetchall()
    for name, sql in names:
        if str(sql).startswith("CREATE VIRTUAL"):
            connection.execute(f"DROP TABLE main.{name}")
    for name, _ in names:
        connection.execute(f"DROP TABLE IF EXISTS main.{name}")
    for table in _TABLES:
        connection.execute(table)
    connection.execute(
        "INSERT INTO state SELECT ?, ?, (SELECT coalesce(max(number), 0) FROM store.messages),"
        " (SELECT coalesce(max(number), 0) FROM store.conversations)",
        (generation, FORM),
    )
    connection.execute("COMMIT")


def check_index(connection: sqlite3.Connection) -> None:
    """Look through the whole index; raises sqlite3.DatabaseError where it is damaged."""
    found = connection.execute("PRAGMA main.quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(str(found))
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    shelf: int | None = 0
    while shelf is not None:
        shelf = check_shelf(connection, shelf)


def check_shelf(connection: sqlite3.Connection, after: int) -> int | None:
    """Look through the words of the shelf with the next number; returns it, None where there is none. Raises
    sqlite3.DatabaseError where it is damaged."""
    shelf: int | None = connection.execute("SELECT min(number) FROM shelves WHERE number > ?", (after,)).fetchone()[0]
    if shelf is not None:
        connection.execute(f"INSERT INTO words_{shelf} (words_{shelf}) VALUES ('integrity-check')")
    return shelf


def forget_walked(connection: sqlite3.Connection) -> Callable[[sqlite3.Connection], None] | None:
    """What of the store's list a new index need not be told, since it will walk over it: to be run on the store."""
    messages, conversations = connection.execute("SELECT messages, conversations FROM state").fetchone()
    if not messages and not conversations:
        return None
    if connection.execute("SELECT 1 FROM docs LIMIT 1").fetchone():
        return None  # it has walked some of the way
    return partial(_forget, messages=messages, conversations=conversations)


def _forget(connection: sqlite3.Connection, messages: int, conversations: int) -> None:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM unindexed WHERE number BETWEEN ? AND ?", (-conversations, messages))


# --- reading the store ------------------------------------------------------------------------------------------------


def walk(connection: sqlite3.Connection, limit: int) -> bool:
    """Take in the next messages and titles of a new index, the newest first; False when it has all."""
    messages, conversations = connection.execute("SELECT messages, conversations FROM state").fetchone()
    if conversations:
        rows = connection.execute(
            "SELECT number, title FROM store.conversations WHERE number <= ? ORDER BY number DESC LIMIT ?",
            (conversations, limit),
        ).fetchall()
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _put_titles(connection, rows)
            connection.execute("UPDATE state SET conversations = ?", (rows[-1][0] - 1 if rows else 0,))
        return True
    if messages:
        rows = connection.execute(
            f"{_MESSAGE} WHERE m.number <= ? ORDER BY m.number DESC LIMIT ?", (messages, limit)
        ).fetchall()
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _put(connection, rows)
            connection.execute("UPDATE state SET messages = ?", (rows[-1][0] - 1 if rows else 0,))
        return True
    return False


def take_in(connection: sqlite3.Connection, limit: int) -> Told:
    """Take in what the store tells to have come, changed or gone. An answer that still arrives is left for later."""
    rows = connection.execute(
        "SELECT u.number, CASE WHEN m.created > 0 THEN m.created ELSE c.updated END, m.data FROM store.unindexed u "
        "LEFT JOIN store.messages m ON m.number = u.number LEFT JOIN store.conversations c "
        "ON c.number = m.conversation WHERE u.number > 0 AND (m.role IS NULL OR m.role = 'user' OR NOT EXISTS "
        "(SELECT 1 FROM store.journals j WHERE j.conversation = m.conversation)) ORDER BY u.number DESC LIMIT ?",
        (limit,),
    ).fetchall()
    titles = connection.execute(
        "SELECT -u.number, c.title FROM store.unindexed u LEFT JOIN store.conversations c ON c.number = -u.number "
        "WHERE u.number < 0 LIMIT ?",
        (limit,),
    ).fetchall()
    if rows or titles:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _put_titles(connection, titles)
            _put(connection, rows)
    return Told(tuple((number, data) for number, _, data in rows), tuple(titles))


def strike(connection: sqlite3.Connection, told: Told) -> None:
    """Strike from the store's list what the index has been told; what changed since stays on it."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "DELETE FROM unindexed WHERE number = ?1 AND (SELECT data FROM messages WHERE number = ?1) IS ?2",
            told.messages,
        )
        connection.executemany(
            "DELETE FROM unindexed WHERE number = -?1 AND (SELECT title FROM conversations WHERE number = ?1) IS ?2",
            told.titles,
        )


def backlog(connection: sqlite3.Connection, at_most: int = 100_000) -> int:
    """How many messages, about, the index does not have yet."""
    walking = connection.execute("SELECT messages FROM state").fetchone()[0] or 0
    counted = connection.execute("SELECT count(*) FROM (SELECT 1 FROM store.unindexed LIMIT ?)", (at_most,))
    return int(walking or counted.fetchone()[0])


# --- writing ----------------------------------------------------------------------------------------------------------


def _put_titles(connection: sqlite3.Connection, rows: Sequence[tuple[int, str | None]]) -> None:
    for number, title in rows:
        if title:
            connection.execute("INSERT OR REPLACE INTO titles VALUES (?, ?)", (number, folded(title)))
        else:
            connection.execute("DELETE FROM titles WHERE conversation = ?", (number,))


def _put(connection: sqlite3.Connection, rows: Sequence[tuple[int, float, str | None]]) -> None:
    """Take in messages: number, when, and the message as it is stored, None where it is gone."""
    new = []
    for number, at, data in rows:
        words = indexed(text for _, text in texts(data)) if data is not None else ""
        print_ = zlib.crc32(words.encode(errors="replace"))
        old = connection.execute("SELECT key, shelf, print FROM docs WHERE message = ?", (number,)).fetchone()
        if old and old[2] == print_ and words:
            continue
        if old:
            connection.execute("DELETE FROM docs WHERE key = ?", (old[0],))
            connection.execute("UPDATE shelves SET dirty = 1, docs = docs - 1 WHERE number = ?", (old[1],))
        if words:
            wished = int(max(-_LATEST, min(_LATEST, at or 0.0)) * _TICKS)
            new.append((wished, number, words, print_))
    new.sort(reverse=True)
    while new:
        _shelve(connection, new)


def _shelve(connection: sqlite3.Connection, new: list[tuple[int, int, str, int]]) -> None:
    """Put the earliest of the messages, which are the last in the list, into a shelf, as many as it takes."""
    shelf, room, weight = _open_shelf(connection)
    docs, words = list[tuple[int, int, int, int]](), list[tuple[int, str]]()
    key = -(1 << 62)
    while new and len(docs) < room and weight <= HEAVY:
        wished, number, text, print_ = new.pop()
        key = _free_key(connection, max(wished, key + 1))
        docs.append((key, number, shelf, print_))
        words.append((key, text))
        weight += len(text)
    connection.executemany("INSERT INTO docs VALUES (?, ?, ?, ?)", docs)
    # Keys ascend: otherwise the table would write out its words after each message.
    connection.executemany(f"INSERT INTO words_{shelf} (rowid, words) VALUES (?, ?)", words)
    connection.execute(
        "UPDATE shelves SET docs = docs + ?, letters = ?, newest = max(newest, ?) WHERE number = ?",
        (len(docs), weight, key, shelf),
    )
    if len(docs) == room or weight > HEAVY:
        _pack(connection, shelf)


def _free_key(connection: sqlite3.Connection, wished: int) -> int:
    """The wished key, or one soon after it."""
    key = wished
    while connection.execute("SELECT 1 FROM docs WHERE key = ?", (key,)).fetchone():
        found = connection.execute("SELECT max(key) FROM docs WHERE key BETWEEN ? AND ?", (key, key + _NEAR)).fetchone()
        key = found[0] + 1
    return key


def _open_shelf(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """A shelf with room: its number, for how many, and the letters in it."""
    row = connection.execute(
        "SELECT number, ? - docs, letters FROM shelves WHERE docs < ? AND letters <= ? AND dirty = 0 "
        "ORDER BY number DESC LIMIT 1",
        (FULL, FULL, HEAVY),
    ).fetchone()
    if row:
        return int(row[0]), int(row[1]), int(row[2])
    number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM shelves").fetchone()[0]
    connection.execute("INSERT INTO shelves VALUES (?, 0, 0, ?, 0)", (number, -(1 << 62)))
    _make_table(connection, f"words_{number}")
    return int(number), FULL, 0


def _make_table(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5 (words, content = '', columnsize = 0, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )


def _pack(connection: sqlite3.Connection, shelf: int) -> None:
    """Make a shelf quick to read, since nothing more comes into it."""
    connection.execute(f"INSERT INTO words_{shelf} (words_{shelf}) VALUES ('optimize')")


def tidy(connection: sqlite3.Connection, wanted: Callable[[], bool] = lambda: True) -> bool:
    """Make one shelf anew from which messages went, so that their words are in the file no more; False when there was
    none. Given up where it is not `wanted` any longer."""
    row = connection.execute("SELECT number FROM shelves WHERE dirty = 1 LIMIT 1").fetchone()
    if row is None:
        return False
    (shelf,) = row
    letters = 0
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"DROP TABLE words_{shelf}")
        _make_table(connection, f"words_{shelf}")
        docs = connection.execute("SELECT key, message FROM docs WHERE shelf = ? ORDER BY key", (shelf,)).fetchall()
        for key, number in docs:
            found = connection.execute("SELECT data FROM store.messages WHERE number = ?", (number,)).fetchone()
            if found is None or not wanted():
                continue
            words = indexed(text for _, text in texts(found[0]))
            connection.execute(f"INSERT INTO words_{shelf} (rowid, words) VALUES (?, ?)", (key, words))
            letters += len(words)
        connection.execute("UPDATE shelves SET dirty = 0, letters = ? WHERE number = ?", (letters, shelf))
        if not docs:
            connection.execute(f"DROP TABLE words_{shelf}")
            connection.execute("DELETE FROM shelves WHERE number = ?", (shelf,))
        else:
            _pack(connection, shelf)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT" if wanted() else "ROLLBACK")
    return True
