"""The store's SQL: changes into rows, rows into values. Every function runs in the thread that owns the connection."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from core.codec import from_json, to_json
from core.conversations.records import (
    Change,
    ConversationDeleted,
    ConversationEdited,
    ConversationInfo,
    ConversationStarted,
    ConversationUsed,
    Entry,
    JournalAppended,
    JournalEnded,
    JournalStarted,
    MessagePlanted,
    MessageReplaced,
    MessagesRemoved,
    NoteChanged,
    SeenChanged,
    TitledBy,
    TokenCount,
)
from core.conversations.tree import Planted
from core.conversations.unsent import NEW_CHAT, NewChat, Unsent
from core.events import PartDelta, Stamped
from core.messages import Message, Role, TextPart, Usage
from core.prices import Used

log = logging.getLogger(__name__)

_INFO: Final = tuple(field.name for field in fields(ConversationInfo))
_EDITED: Final = tuple(field.name for field in fields(ConversationEdited) if field.name != "id")
ENTRY_COLUMNS: Final = "id, title, updated, activity, pinned, archived, folder, model, unread, draft <> ''"
_NOW_OR_LATER: Final = "max(?, (SELECT coalesce(max(activity), 0) + 1 FROM conversations))"

_START: Final = (
    f"INSERT INTO conversations ({', '.join(_INFO)}, activity) VALUES ({', '.join('?' * len(_INFO))}, ?) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _INFO if name != 'id')}"
)
_EDIT: Final = f"UPDATE conversations SET {', '.join(f'{name} = coalesce(?, {name})' for name in _EDITED)} WHERE id = ?"
_PLANT: Final = (
    "INSERT INTO messages (conversation, id, parent, seen, position, role, created, provider, model, "
    "input_tokens, output_tokens, reasoning_tokens, cached_tokens, data) "
    "SELECT number, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM conversations WHERE id = ? "
    "ON CONFLICT (conversation, id) DO UPDATE SET parent = excluded.parent, seen = excluded.seen, "
    "position = excluded.position, role = excluded.role, created = excluded.created, "
    "provider = excluded.provider, model = excluded.model, input_tokens = excluded.input_tokens, "
    "output_tokens = excluded.output_tokens, reasoning_tokens = excluded.reasoning_tokens, "
    "cached_tokens = excluded.cached_tokens, data = excluded.data"
)
_REPLACE: Final = (
    "UPDATE messages SET role = ?, created = ?, provider = ?, model = ?, "
    "input_tokens = ?, output_tokens = ?, reasoning_tokens = ?, cached_tokens = ?, data = ? "
    "WHERE conversation = (SELECT number FROM conversations WHERE id = ?) AND id = ?"
)
_THIS: Final = "conversation = (SELECT number FROM conversations WHERE id = ?)"

_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LARGEST: Final = 1 << 62  # what a server counts is not always a sane number
_UNREADABLE: Final = "This message cannot be read by this version of Rivulet. It is kept as it is."


# --- writing ----------------------------------------------------------------------------------------------------------


def write(connection: sqlite3.Connection, change: Change) -> None:
    """Carry out one change, in the transaction that is open. A conversation that is not there is left alone."""
    match change:
        case JournalAppended(turn_id, events):
            words = _json([to_json(event) for event in joined(events)])
            connection.execute(
                "INSERT INTO journal_rows (turn, events) SELECT turn, ? FROM journals WHERE turn = ?", (words, turn_id)
            )
        case JournalStarted(conversation_id, turn_id):
            connection.execute(
                "INSERT OR IGNORE INTO journals SELECT ?, number FROM conversations WHERE id = ?",
                (turn_id, conversation_id),
            )
        case JournalEnded(turn_id):
            connection.execute("DELETE FROM journals WHERE turn = ?", (turn_id,))
        case NoteChanged(name, None):
            connection.execute("DELETE FROM notes WHERE name = ?", (name,))
        case NoteChanged(name, value):
            connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))
        case MessagePlanted() | MessageReplaced() | MessagesRemoved() | SeenChanged():
            _write_messages(connection, change)
        case _:
            _write_conversation(connection, change)


def _write_conversation(
    connection: sqlite3.Connection,
    change: ConversationStarted | ConversationEdited | ConversationUsed | ConversationDeleted,
) -> None:
    match change:
        case ConversationStarted(info):
            values = [_plain(getattr(info, name)) for name in _INFO]
            connection.execute(_START, (*values, _milliseconds(info.updated)))
        case ConversationEdited():
            values = [_plain(getattr(change, name)) for name in _EDITED]
            connection.execute(_EDIT, (*values, change.id))
        case ConversationUsed(conversation_id, at):
            connection.execute(
                f"UPDATE conversations SET updated = max(updated, ?), activity = {_NOW_OR_LATER} WHERE id = ?",
                (at, _milliseconds(at), conversation_id),
            )
        case ConversationDeleted(conversation_id):
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))


def _write_messages(
    connection: sqlite3.Connection, change: MessagePlanted | MessageReplaced | MessagesRemoved | SeenChanged
) -> None:
    match change:
        case MessagePlanted(conversation_id, Planted(message, parent, seen), position):
            place = (message.id, parent, seen, position)
            connection.execute(_PLANT, (*place, *_columns(message), conversation_id))
            _attach(connection, conversation_id, message)
        case MessageReplaced(conversation_id, message):
            connection.execute(_REPLACE, (*_columns(message), conversation_id, message.id))
            _attach(connection, conversation_id, message)
        case MessagesRemoved(conversation_id, ids):
            connection.executemany(
                f"DELETE FROM messages WHERE {_THIS} AND id = ?", [(conversation_id, key) for key in ids]
            )
        case SeenChanged(conversation_id, changed):
            connection.executemany(
                f"UPDATE messages SET seen = ? WHERE {_THIS} AND id = ?",
                [(seen, conversation_id, key) for key, seen in changed],
            )


def _attach(connection: sqlite3.Connection, conversation_id: str, message: Message) -> None:
    """Note which files a message refers to."""
    which = f"SELECT number FROM messages WHERE {_THIS} AND id = ?"
    connection.execute(f"DELETE FROM attached WHERE message = ({which})", (conversation_id, message.id))
    hashes = {file.sha256 for file in message.files()}
    connection.executemany(
        f"INSERT OR IGNORE INTO attached SELECT number, ? FROM ({which})",
        [(each, conversation_id, message.id) for each in sorted(hashes)],
    )


def _columns(message: Message) -> tuple[object, ...]:
    usage = message.usage or Usage()
    counts = (usage.input_tokens, usage.output_tokens, usage.reasoning_tokens, usage.cached_tokens)
    return (
        str(message.role),
        message.created,
        _plain(message.provider),
        _plain(message.model),
        *(count if count is None or abs(count) < _LARGEST else None for count in counts),
        _json(to_json(message)),
    )


def _json(value: object) -> str:
    words = _WRITER.encode(value)
    try:
        words.encode()
    except UnicodeEncodeError:  # half a pair of surrogates, which some servers send: only escaped it can be written
        return json.dumps(value, separators=(",", ":"))
    return words


def _plain(value: object) -> object:
    if isinstance(value, TitledBy):
        return value.value
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)


def joined(events: Sequence[Stamped]) -> list[Stamped]:
    """The same events with deltas of one part that follow each other as one: a journal needs the text, not the beat."""
    found: list[Stamped] = []
    pieces: list[str] = []
    for stamped in events:
        last = found[-1].event if found else None
        event = stamped.event
        if isinstance(event, PartDelta) and isinstance(last, PartDelta) and last.index == event.index:
            pieces.append(event.text)
            continue
        _close(found, pieces)
        found.append(stamped)
        pieces = [event.text] if isinstance(event, PartDelta) else []
    _close(found, pieces)
    return found


def _close(found: list[Stamped], pieces: list[str]) -> None:
    if len(pieces) > 1:
        first = found[-1]
        assert isinstance(first.event, PartDelta)
        found[-1] = Stamped(first.seq, first.at, PartDelta(first.event.index, "".join(pieces)))


# --- reading ----------------------------------------------------------------------------------------------------------


def read_entries(
    connection: sqlite3.Connection, offset: int, limit: int, folder: str | None, archived: bool
) -> list[Entry]:
    """Lines of the list: the pinned ones, then the others, the last used first."""
    where, values = _which(folder, archived)
    rows = connection.execute(
        f"SELECT {ENTRY_COLUMNS} FROM conversations WHERE {where} ORDER BY pinned DESC, activity DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [entry_of(row) for row in rows]


def read_entry(connection: sqlite3.Connection, conversation_id: str) -> Entry | None:
    """The line of one conversation."""
    row = connection.execute(f"SELECT {ENTRY_COLUMNS} FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
    return entry_of(row) if row else None


def count_entries(connection: sqlite3.Connection, folder: str | None, archived: bool) -> int:
    """How many lines the list has."""
    where, values = _which(folder, archived)
    return int(connection.execute(f"SELECT count(*) FROM conversations WHERE {where}", values).fetchone()[0])


def _which(folder: str | None, archived: bool) -> tuple[str, tuple[object, ...]]:
    if folder is None:
        return "archived = ?", (int(archived),)
    return "folder = ? AND archived = ?", (folder, int(archived))


def entry_of(row: Sequence[Any]) -> Entry:
    """A row of ENTRY_COLUMNS as a value."""
    key, title, updated, activity, pinned, archived, folder, model, unread, drafted = row
    return Entry(
        key, title, updated, activity, bool(pinned), bool(archived), folder, model, bool(unread), bool(drafted)
    )


def read_folders(connection: sqlite3.Connection) -> list[str]:
    """The names of the folders that have something in them, in order."""
    rows = connection.execute("SELECT DISTINCT folder FROM conversations WHERE folder <> '' ORDER BY folder")
    return [row[0] for row in rows]


def read_info(connection: sqlite3.Connection, conversation_id: str) -> ConversationInfo | None:
    """A conversation without its messages."""
    row = connection.execute(
        f"SELECT {', '.join(_INFO)} FROM conversations WHERE id = ?", (conversation_id,)
    ).fetchone()
    if row is None:
        return None
    values = dict(zip(_INFO, row, strict=True))
    for name in ("pinned", "archived", "unread"):
        values[name] = bool(values[name])
    known = {str(each) for each in TitledBy}
    values["titled_by"] = TitledBy(values["titled_by"]) if values["titled_by"] in known else TitledBy.FIRST
    return ConversationInfo(**values)


def read_planted(connection: sqlite3.Connection, conversation_id: str) -> list[tuple[Planted, float]]:
    """All messages of a conversation with their positions, in that order: parents and elder siblings first."""
    rows = connection.execute(
        f"SELECT id, role, data, parent, seen, position FROM messages WHERE {_THIS} ORDER BY position, number",
        (conversation_id,),
    )
    return [
        (Planted(_message(key, role, data), parent, seen), position) for key, role, data, parent, seen, position in rows
    ]


def _message(key: str, role: str, data: str) -> Message:
    try:
        return from_json(json.loads(data), Message)
    except ValueError:
        log.info("message %s cannot be read", key)
        known = {str(each): each for each in Role}
        return Message(key, known.get(role, Role.ASSISTANT), (TextPart(_UNREADABLE),))


def read_journals(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The answers that did not end: conversation and turn, in the order in which they began."""
    return connection.execute(
        "SELECT conversations.id, turn FROM journals JOIN conversations ON conversations.number = conversation "
        "ORDER BY (SELECT min(number) FROM journal_rows WHERE journal_rows.turn = journals.turn), turn"
    ).fetchall()


def read_journal(connection: sqlite3.Connection, turn_id: str) -> list[Stamped]:
    """What arrived of an answer, as far as it can be read."""
    rows = connection.execute("SELECT events FROM journal_rows WHERE turn = ? ORDER BY number", (turn_id,)).fetchall()
    found: list[Stamped] = []
    try:
        for (events,) in rows:
            found += [from_json(event, Stamped) for event in json.loads(events)]
    except ValueError:
        log.info("the journal of turn %s can be read in part", turn_id)
    return found


def read_note(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def read_hashes(connection: sqlite3.Connection) -> set[str]:
    """The files that some message refers to, sent or not."""
    found = {row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM attached")}
    columns = {row[1] for row in connection.execute("PRAGMA table_info(conversations)")}
    if "unsent" in columns:  # an older copy has none
        for (text,) in connection.execute("SELECT unsent FROM conversations WHERE unsent <> ''"):
            found |= Unsent.from_text(text).hashes()
    for (text,) in connection.execute("SELECT value FROM notes WHERE name = ?", (NEW_CHAT,)):
        found |= Unsent.from_text(NewChat.from_text(text).unsent).hashes()
    return found


def read_tokens(
    connection: sqlite3.Connection, since: float, until: float, conversation_id: str | None
) -> list[TokenCount]:
    """What answers from `since` to before `until` took, by model; of one conversation or of all."""
    where, values = "created >= ? AND created < ?", [since, until]
    named: Iterable[object] = values if conversation_id is None else (*values, conversation_id)
    if conversation_id is not None:
        where += f" AND {_THIS}"
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in _COUNTS)
    rows = connection.execute(
        f"SELECT provider, model, count(*), {sums} FROM messages WHERE {where} "
        "AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL) GROUP BY provider, model ORDER BY provider, model",
        tuple(named),
    )
    return [TokenCount(*row) for row in rows]


def read_used(connection: sqlite3.Connection, since: float, until: float) -> list[Used]:
    """Every answer from `since` to before `until` (seconds since the epoch) that reported tokens."""
    rows = connection.execute(
        f"SELECT created, provider, model, {', '.join(_COUNTS)} FROM messages WHERE created >= ? AND created < ? "
        "AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL)",
        (since, until),
    )
    return [
        Used(created, provider, model, Usage(read, written, reasoned, cached))
        for created, provider, model, read, written, reasoned, cached in rows
    ]


_COUNTS: Final = ("input_tokens", "output_tokens", "reasoning_tokens", "cached_tokens")
