"""The list of conversations as a screen needs it: what groups there are and how long, and any piece of any of them.

Nothing here reads more than was asked for: a list of a hundred thousand lines costs its outline (a few counts over an
index) and the pieces that are looked at. Within a group the last used conversation comes first.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from asyncio import Future
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from core.conversations.outline import Bucket, Kind, Outline, Placed, Span, Stretch
from core.conversations.records import Change, Entry, Told
from core.conversations.statements import ENTRY_COLUMNS, entry_of, read_entry, read_folders, read_note

T = TypeVar("T")


class Source(Protocol):
    """Where conversations are: a `Store`, or a `MemoryStore` where there is none."""

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T: ...

    def submit(self, changes: Sequence[Change]) -> Future[None]: ...

    def subscribe(self, follower: Callable[[Sequence[Told]], None]) -> Callable[[], None]: ...


class Listing:
    """Reads the list of a source. `hidden` are the ids of conversations that are left out of everything."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.hidden: frozenset[str] = frozenset()

    async def outline(self, bucket: Bucket, words: str = "", ids: Iterable[str] = ()) -> Outline:
        """The groups. `bucket` tells which milliseconds (since, before) stand together with one; with `words` there is
        one group, of the conversations that have these words in their titles."""
        hidden, wanted = self.hidden, tuple(ids)

        def work(db: sqlite3.Connection) -> Outline:
            db.execute("BEGIN")
            try:
                stretches = tuple(_found(db, words, hidden) if words else _stretches(db, bucket, hidden))
                return Outline(stretches, tuple(_placed(db, each, stretches, hidden) for each in wanted))
            finally:
                db.execute("COMMIT")

        return await self.source.read(work)

    async def page(self, span: Span, offset: int, limit: int) -> list[Entry]:
        """A piece of a group."""
        hidden = self.hidden
        return await self.source.read(lambda db: _page(db, span, hidden, offset, limit))

    async def next_titled(self, spans: Sequence[Span], start: str, after: int | None) -> tuple[int, int] | None:
        """The first conversation whose title begins with `start`, as the number of its span and its place there. In
        the first span it is looked for below the activity `after`."""
        hidden = self.hidden

        def work(db: sqlite3.Connection) -> tuple[int, int] | None:
            for number, span in enumerate(spans):
                below = replace(span, before=after) if number == 0 and after is not None else span
                where, values = _where(below, hidden)
                row = db.execute(
                    f"SELECT id, activity FROM conversations WHERE {where} AND ({_like(start, '')[0]}) "
                    "ORDER BY activity DESC, number LIMIT 1",
                    (*values, *_like(start, "")[1]),
                ).fetchone()
                if row is not None:
                    return number, _place(db, span, row[0], row[1], hidden)
            return None

        return await self.source.read(work)

    async def folders(self) -> list[str]:
        """The names of the folders that have something in them, in order."""
        return await self.source.read(read_folders)

    async def ids_in(self, folder: str) -> list[str]:
        """All conversations of a folder, the pinned and the archived ones too."""
        return await self.source.read(
            lambda db: [row[0] for row in db.execute("SELECT id FROM conversations WHERE folder = ?", (folder,))]
        )

    async def note(self, name: str) -> str | None:
        """A value that was submitted as NoteChanged."""
        return await self.source.read(lambda db: read_note(db, name))


def _stretches(db: sqlite3.Connection, bucket: Bucket, hidden: frozenset[str]) -> list[Stretch]:
    pinned = Span(pinned=True)
    found = [Stretch(Kind.PINNED, pinned, _count(db, pinned, hidden))]
    for name in read_folders(db):
        span = Span(pinned=False, folder=name)
        found.append(Stretch(Kind.FOLDER, span, _count(db, span, hidden), name))
    loose, before = Span(pinned=False, folder=""), None
    while True:
        where, values = _where(replace(loose, before=before), frozenset())
        newest = db.execute(f"SELECT max(activity) FROM conversations WHERE {where}", values).fetchone()[0]
        if newest is None:
            break
        since, until = bucket(newest)
        span = replace(loose, since=since, before=until)
        found.append(Stretch(Kind.DAYS, span, _count(db, span, hidden)))
        before = since
    archived = Span(archived=True)
    found.append(Stretch(Kind.ARCHIVED, archived, _count(db, archived, hidden)))
    return [stretch for stretch in found if stretch.count]


def _found(db: sqlite3.Connection, words: str, hidden: frozenset[str]) -> list[Stretch]:
    span = Span(archived=None, words=words)
    count = _count(db, span, hidden)
    return [Stretch(Kind.FOUND, span, count)] if count else []


def _placed(db: sqlite3.Connection, key: str, stretches: Sequence[Stretch], hidden: frozenset[str]) -> Placed:
    entry = None if key in hidden else read_entry(db, key)
    if entry is None:
        return Placed(key)
    for number, stretch in enumerate(stretches):
        if stretch.span.holds(entry) and (not stretch.span.words or _matches(db, key, stretch.span.words)):
            return Placed(key, entry, number, _place(db, stretch.span, key, entry.activity, hidden))
    return Placed(key, entry)


def _place(db: sqlite3.Connection, span: Span, key: str, activity: int, hidden: frozenset[str]) -> int:
    """How many stand before it: those that were used later, and the elder ones of the same moment."""
    later = replace(span, since=max(activity + 1, span.since if span.since is not None else activity + 1))
    where, values = _where(replace(span, since=activity, before=activity + 1), hidden)
    same = f"SELECT count(*) FROM conversations WHERE {where} AND number < "
    elder = db.execute(f"{same}(SELECT number FROM conversations WHERE id = ?)", (*values, key)).fetchone()[0]
    return _count(db, later, hidden) + int(elder)


def _count(db: sqlite3.Connection, span: Span, hidden: frozenset[str]) -> int:
    where, values = _where(span, frozenset())
    count = int(db.execute(f"SELECT count(*) FROM conversations WHERE {where}", values).fetchone()[0])
    if hidden and count:  # counted apart: asking every line for its id would cost far more
        row = db.execute(f"SELECT count(*) FROM conversations WHERE {_IN} AND {where}", (_json(hidden), *values))
        count -= int(row.fetchone()[0])
    return count


def _page(db: sqlite3.Connection, span: Span, hidden: frozenset[str], offset: int, limit: int) -> list[Entry]:
    where, values = _where(span, hidden)
    rows = db.execute(
        f"SELECT {ENTRY_COLUMNS} FROM conversations WHERE {where} ORDER BY activity DESC, number LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [entry_of(row) for row in rows]


_IN = "id IN (SELECT value FROM json_each(?))"


def _where(span: Span, hidden: frozenset[str]) -> tuple[str, tuple[object, ...]]:
    clauses: list[str] = []
    values: list[object] = []
    for clause, value in (
        ("pinned = ?", span.pinned if span.pinned is None else int(span.pinned)),
        ("folder = ?", span.folder),
        ("archived = ?", span.archived if span.archived is None else int(span.archived)),
        ("activity >= ?", span.since),
        ("activity < ?", span.before),
        (f"NOT {_IN}", _json(hidden) if hidden else None),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    if span.words:
        clause, patterns = _like(span.words, "%")
        clauses.append(f"({clause})")
        values += patterns
    return " AND ".join(clauses) or "true", tuple(values)


def _like(words: str, before: str) -> tuple[str, list[str]]:
    """The condition that a title has these words. SQLite folds the case of ASCII alone, so others are asked for as they
    were typed, small and capital."""
    words = unicodedata.normalize("NFC", words)
    forms = {words} if words.isascii() else {words, words.lower(), words.upper(), words.capitalize()}
    escaped = [form.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for form in sorted(forms)]
    return " OR ".join(["title LIKE ? ESCAPE '\\'"] * len(forms)), [f"{before}{form}%" for form in escaped]


def _matches(db: sqlite3.Connection, key: str, words: str) -> bool:
    clause, patterns = _like(words, "%")
    return (
        db.execute(f"SELECT 1 FROM conversations WHERE id = ? AND ({clause})", (key, *patterns)).fetchone() is not None
    )


def _json(ids: Iterable[str]) -> str:
    return json.dumps(sorted(ids))
