"""The form of the store's file, version by version, and the dated copies that are made before it changes.

`PRAGMA user_version` counts the steps that a file has taken; a step and its number are one transaction, so that a
process killed in between leaves the older file whole.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from core.conversations.trouble import StoreTooNew

Step = Callable[[sqlite3.Connection], None]

MAGIC: Final = b"SQLite format 3\x00"
INDEX_NOTE: Final = "search-index"  # names the search index that fits; without it one is made anew
COPIES: Final = 10  # of the dated ones, the youngest
_VERSION_AT: Final = 60  # where the header of the file has the version

_FIRST = """
CREATE TABLE conversations (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  titled_by TEXT NOT NULL,
  created REAL NOT NULL,
  updated REAL NOT NULL,
  activity INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  folder TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  system TEXT NOT NULL,
  preset TEXT NOT NULL,
  draft TEXT NOT NULL,
  view TEXT NOT NULL,
  unread INTEGER NOT NULL
) STRICT;
CREATE INDEX conversations_in_order ON conversations (archived, pinned DESC, activity DESC);
CREATE INDEX conversations_in_folders ON conversations (folder, archived, pinned DESC, activity DESC);
CREATE INDEX conversations_by_activity ON conversations (activity);

-- The message itself is JSON (core/codec.py); the columns beside it are what queries look for.
CREATE TABLE messages (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
  id TEXT NOT NULL,
  parent TEXT,
  seen INTEGER NOT NULL,
  position REAL NOT NULL,
  role TEXT NOT NULL,
  created REAL NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  cached_tokens INTEGER,
  data TEXT NOT NULL,
  UNIQUE (conversation, id)
) STRICT;
CREATE INDEX messages_with_usage ON messages (created, provider, model, input_tokens, output_tokens, reasoning_tokens,
  cached_tokens) WHERE input_tokens IS NOT NULL OR output_tokens IS NOT NULL;

-- Numbers of messages that came, changed or went since an index of their words last looked; they are never given again.
CREATE TABLE unindexed (number INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER message_came AFTER INSERT ON messages BEGIN
  INSERT OR IGNORE INTO unindexed VALUES (new.number);
END;
CREATE TRIGGER message_changed AFTER UPDATE OF data ON messages BEGIN
  INSERT OR IGNORE INTO unindexed VALUES (new.number);
END;
CREATE TRIGGER message_went AFTER DELETE ON messages BEGIN
  INSERT OR IGNORE INTO unindexed VALUES (old.number);
END;

CREATE TABLE attached (
  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (message, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX attached_files ON attached (sha256);

CREATE TABLE journals (
  turn TEXT PRIMARY KEY,
  conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX journals_of_conversations ON journals (conversation);
CREATE TABLE journal_rows (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  turn TEXT NOT NULL REFERENCES journals ON DELETE CASCADE,
  events TEXT NOT NULL
) STRICT;
CREATE INDEX journal_rows_of_turns ON journal_rows (turn, number);

CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

# The same list for titles: numbers of conversations, below zero.
_TITLES = """
CREATE TRIGGER conversation_came AFTER INSERT ON conversations BEGIN
  INSERT OR IGNORE INTO unindexed VALUES (-new.number);
END;
CREATE TRIGGER conversation_renamed AFTER UPDATE OF title ON conversations WHEN old.title IS NOT new.title BEGIN
  INSERT OR IGNORE INTO unindexed VALUES (-new.number);
END;
CREATE TRIGGER conversation_went AFTER DELETE ON conversations BEGIN
  INSERT OR IGNORE INTO unindexed VALUES (-old.number);
END;
"""

# What was written and not sent: JSON (core/conversations/unsent.py).
_UNSENT = """
ALTER TABLE conversations ADD COLUMN unsent TEXT NOT NULL DEFAULT '';
"""

# Which tools are switched on: JSON (core/tools/selection.py).
_TOOLS = """
ALTER TABLE conversations ADD COLUMN tools TEXT NOT NULL DEFAULT '';
"""


def script(text: str) -> Step:
    """A step that runs SQL statements, in the transaction that is open."""

    def run(connection: sqlite3.Connection) -> None:
        for statement in statements(text):
            connection.execute(statement)

    return run


def statements(text: str) -> list[str]:
    """The single statements of a script; `executescript` would commit in between."""
    found, begun = [], ""
    for line in text.splitlines():
        begun += line + "\n"
        if sqlite3.complete_statement(begun):
            found.append(begun.strip())
            begun = ""
    return found


STEPS: Final[tuple[Step, ...]] = (script(_FIRST), script(_TITLES), script(_UNSENT), script(_TOOLS))


def file_version(path: Path) -> int:
    """The version that the file's header tells; 0 for a file that is empty, missing or none of SQLite's. It opens no
    database: a file of a newer program stays as it is to the byte."""
    try:
        with path.open("rb") as file:
            header = file.read(_VERSION_AT + 4)
    except OSError:
        return 0
    if len(header) < _VERSION_AT + 4 or not header.startswith(MAGIC):
        return 0
    return int.from_bytes(header[_VERSION_AT:], "big")


def refuse_newer(path: Path, version: int, steps: Sequence[Step] = STEPS) -> None:
    """Raise StoreTooNew for a version beyond the steps that are known."""
    if version > len(steps):
        raise StoreTooNew(path, version, len(steps))


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps the open file has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, backups: Path, steps: Sequence[Step] = STEPS) -> Path | None:
    """Bring the open file to the newest form; returns the dated copy that was made before, None where nothing was to be
    kept. A step that fails leaves the file as it was before that step."""
    version = version_of(connection)
    if version >= len(steps):
        return None
    copy = make_copy(connection, backups, f"before-version-{len(steps)}") if version else None
    for number in range(version, len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            steps[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the header shall tell the version
    return copy


def make_copy(connection: sqlite3.Connection, backups: Path, why: str = "", *, keep: Path | None = None) -> Path:
    """Copy the whole open file into the folder, under the date and the reason; only the youngest copies are kept, and
    `keep`. Raises OSError and sqlite3.Error; a copy that was not completed is taken away."""
    backups.mkdir(parents=True, exist_ok=True)
    path = free_name(backups, f"conversations-{dated()}{why and '-'}{why}", ".sqlite3")
    unfinished = path.with_suffix(".part")
    try:
        make_private(unfinished)
        with closing(sqlite3.connect(unfinished)) as target:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in copies(backups)[COPIES:]:
        if old not in (keep, path):  # by its date it need not be the youngest: clocks are set back
            old.unlink(missing_ok=True)
    return path


def make_private(path: Path) -> None:
    """Make an empty file that nobody else can read, where there is none. What SQLite keeps beside it is as private."""
    if os.name == "posix":
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def copies(backups: Path) -> list[Path]:
    """The dated copies, the youngest first."""
    return sorted(backups.glob("conversations-*.sqlite3"), key=lambda path: path.name, reverse=True)


def dated() -> str:
    """The local date and time, to the millisecond, as a piece of a file's name that sorts."""
    now = time.time()
    return f"{time.strftime('%Y-%m-%d-%H%M%S', time.localtime(now))}-{int(now % 1 * 1000):03}"


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name in the folder that nothing has yet."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path
