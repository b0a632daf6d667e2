"""A look into a store that somebody else may have open: reads what was committed, and can change nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.conversations import statements
from core.conversations.migrations import STEPS, file_version, make_copy, refuse_newer
from core.conversations.opening import BACKUPS, FILE, connect_to_read
from core.conversations.records import Conversation, Entry
from core.conversations.recovery import grown
from core.conversations.trouble import StoreError, explained


class NoStore(StoreError):
    """There is nothing to look into."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There are no conversations in {folder}.")


class StoreTooOld(StoreError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"An older Rivulet wrote {path}. Start Rivulet once: it makes a copy and brings the file up.")


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look through everything found. `problems` are sentences, none where all is well."""

    conversations: int
    messages: int
    attachments: tuple[str, ...]
    problems: tuple[str, ...]


class StoreView:
    """Use it as a context manager, in one thread. Every method can raise StoreError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / FILE
        version = file_version(path)
        if not path.exists() or not path.stat().st_size:
            raise NoStore(folder)
        refuse_newer(path, version)
        if 0 < version < len(STEPS):
            raise StoreTooOld(path)
        try:
            self._connection = connect_to_read(path)
        except sqlite3.Error as error:
            raise explained(error) from error

    def __enter__(self) -> StoreView:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def entries(self) -> list[Entry]:
        """Every conversation: those of the list first, then the archived ones."""
        try:
            listed = statements.read_entries(self._connection, 0, -1, None, False)
            return listed + statements.read_entries(self._connection, 0, -1, None, True)
        except sqlite3.Error as error:
            raise explained(error) from error

    def load(self, conversation_id: str) -> Conversation | None:
        """A whole conversation, None where it is not there."""
        try:
            return load(self._connection, conversation_id)
        except sqlite3.Error as error:
            raise explained(error) from error

    def conversations(self, ids: Iterable[str]) -> Iterator[Conversation]:
        """One after the other; those that are gone meanwhile are passed over."""
        for each in ids:
            found = self.load(each)
            if found is not None:
                yield found

    def backup(self) -> Path:
        """Make a dated copy beside the others."""
        try:
            return make_copy(self._connection, self.folder / BACKUPS)
        except (sqlite3.Error, OSError) as error:
            raise explained(error) from error

    def check(self) -> Findings:
        """Look through the whole file and every message in it."""
        problems: list[str] = []
        try:
            rows = self._connection.execute("PRAGMA integrity_check(20)").fetchall()
            problems += [f"The file is damaged: {row[0]}" for row in rows if row[0] != "ok"]
            broken = self._connection.execute("PRAGMA foreign_key_check").fetchall()
            problems += [f"A row of {row[0]} belongs to nothing." for row in broken[:20]]
            hashes = statements.read_hashes(self._connection)
        except sqlite3.Error as error:
            return Findings(0, 0, (), (*problems, f"The file cannot be read: {error}"))
        entries = self.entries()
        messages = 0
        for entry in entries:
            try:
                found = self.load(entry.id)
            except (ValueError, StoreError) as error:
                problems.append(f"The conversation {entry.id} cannot be read: {error}")
                continue
            messages += len(found.tree) if found else 0
        return Findings(len(entries), messages, tuple(sorted(hashes)), tuple(problems))


def load(connection: sqlite3.Connection, conversation_id: str) -> Conversation | None:
    """A whole conversation, None where it is not there. Raises sqlite3.Error."""
    connection.execute("BEGIN")  # both questions see the same state
    try:
        info = statements.read_info(connection, conversation_id)
        stored = statements.read_planted(connection, conversation_id) if info else []
    finally:
        connection.execute("COMMIT")
    return Conversation(info, grown(planted for planted, _ in stored)) if info else None
