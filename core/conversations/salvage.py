"""What can still be read of a damaged file, row by row, into a new one."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.codec import from_json
from core.conversations.migrations import MAGIC
from core.messages import Message

log = logging.getLogger(__name__)

Row = tuple[Any, ...]

_SPAN: Final = 256  # rows that are read at once
_GIVE_UP: Final = 5_000  # failures in a row after which the rest of a table counts as lost
_UNKNOWN_END: Final = 1 << 16  # how far is looked in a table that does not tell its last number

# Parents first.
_TABLES: Final = ("conversations", "messages", "attached", "journals", "journal_rows", "notes")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How much came through. `lost` counts rows that are known to have been there."""

    conversations: int = 0
    messages: int = 0
    lost: int = 0


def salvage(damaged: Path, target: sqlite3.Connection) -> Salvaged:
    """Copy what can be read into the new, empty file of the same version. The damaged one is left as it is."""
    with tempfile.TemporaryDirectory(dir=damaged.parent, prefix="salvage-") as folder:
        copy = _readable_copy(damaged, Path(folder))
        with closing(sqlite3.connect(copy, isolation_level=None)) as source:
            source.text_factory = _lenient
            return _copy_all(source, target)


def _lenient(data: bytes) -> str:
    return data.decode(errors="replace")


def _readable_copy(damaged: Path, folder: Path) -> Path:
    """Work on a copy, since reading would already write beside the file; the first bytes are mended where they are
    not SQLite's."""
    copy = folder / damaged.name
    shutil.copyfile(damaged, copy)
    for suffix in ("-wal", "-journal"):
        beside = damaged.with_name(damaged.name + suffix)
        if beside.exists():
            shutil.copyfile(beside, copy.with_name(copy.name + suffix))
    with copy.open("r+b") as file:
        if file.read(len(MAGIC)) != MAGIC:
            file.seek(0)
            file.write(MAGIC)
    return copy


def _copy_all(source: sqlite3.Connection, target: sqlite3.Connection) -> Salvaged:
    counts, lost = dict.fromkeys(_TABLES, 0), 0
    target.execute("BEGIN IMMEDIATE")
    for table in _TABLES:
        reader = _TableReader(source, table, _shared(source, target, table))
        for row in reader.rows():
            if _put(target, table, reader.columns, row):
                counts[table] += 1
            else:
                lost += 1
        lost += reader.lost
    target.execute("COMMIT")
    return Salvaged(_count(target, "conversations"), counts["messages"], lost)


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Names and types."""
    return [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]


def _shared(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """The columns that both have: those that came later begin with their default."""
    wanted = _columns(target, table)
    try:
        known = {name for name, _ in _columns(source, table)}
    except sqlite3.Error as error:
        log.info("the columns of %s cannot be read: %s", table, error)
        return wanted
    return [column for column in wanted if column[0] in known] or wanted


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _put(target: sqlite3.Connection, table: str, columns: list[str], row: Row) -> bool:
    """Whether a row made sense and was put in."""
    values = dict(zip(columns, row, strict=True))
    if table == "messages":
        try:
            from_json(json.loads(values["data"]), Message)
        except (ValueError, TypeError):
            return False
        _house(target, values["conversation"])
    try:
        marks = ", ".join("?" * len(columns))
        target.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)
    except sqlite3.Error as error:
        log.info("a row of %s was left out: %s", table, error)
        return False
    return True


def _house(target: sqlite3.Connection, conversation: object) -> None:
    """Make a conversation for messages whose own was lost."""
    if target.execute("SELECT 1 FROM conversations WHERE number = ?", (conversation,)).fetchone():
        return
    values: dict[str, object] = {name: "" if kind == "TEXT" else 0 for name, kind in _columns(target, "conversations")}
    values |= {"number": conversation, "id": f"recovered-{conversation}", "title": "Recovered", "titled_by": "first"}
    marks = ", ".join("?" * len(values))
    with suppress(sqlite3.Error):  # then its messages will not go in either, and are counted there
        target.execute(f"INSERT INTO conversations ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


class _TableReader:
    """Reads a table in spans; one that fails is halved until the rows that cannot be read stand alone."""

    def __init__(self, source: sqlite3.Connection, table: str, wanted: list[tuple[str, str]]) -> None:
        self._source = source
        self._table = table
        self.columns = [name for name, _ in wanted]
        self._numbered = "number" in self.columns
        self.lost = 0

    def rows(self) -> Iterator[Row]:
        if not self._numbered:
            yield from self._until_failure()
            return
        if not self._answers():
            return
        end, lost = self._end(), 0
        spans = [(first, first + _SPAN - 1) for first in range(1, (end or _UNKNOWN_END) + 1, _SPAN)][::-1]
        failures = 0
        while spans and failures < _GIVE_UP:
            first, last = spans.pop()
            try:
                yield from self._span(first, last)
                failures = 0
            except sqlite3.Error:
                failures += 1
                if first == last:
                    lost += 1
                else:
                    middle = (first + last) // 2
                    spans += [(middle + 1, last), (first, middle)]
        if end:
            self.lost = lost + sum(min(last, end) - first + 1 for first, last in spans if first <= end)

    def _answers(self) -> bool:
        """Whether the file knows the table at all."""
        try:
            self._source.execute(f"{self._question()} LIMIT 0")
        except sqlite3.Error as error:
            log.info("%s cannot be read: %s", self._table, error)
            return False
        return True

    def _span(self, first: int, last: int) -> list[Row]:
        question = f"{self._question()} WHERE number BETWEEN ? AND ? ORDER BY number"
        return self._source.execute(question, (first, last)).fetchall()

    def _until_failure(self) -> Iterator[Row]:
        try:
            yield from self._source.execute(self._question())
        except sqlite3.Error as error:
            log.info("%s was read only in part: %s", self._table, error)

    def _question(self) -> str:
        return f"SELECT {', '.join(self.columns)} FROM {self._table}"

    def _end(self) -> int:
        """The last number that the table gave away; 0 where that cannot be told."""
        ends = []
        for question, values in (
            (f"SELECT max(number) FROM {self._table}", ()),
            ("SELECT seq FROM sqlite_sequence WHERE name = ?", (self._table,)),
        ):
            try:
                row = self._source.execute(question, values).fetchone()
            except sqlite3.Error as error:
                log.info("%s does not tell its end: %s", self._table, error)
            else:
                ends.append(int(row[0]) if row and row[0] else 0)
        return max(ends, default=0)
