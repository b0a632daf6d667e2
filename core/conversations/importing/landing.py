"""Imported conversations into the store: nothing is overwritten, and an import can be taken back as a whole.

Each batch is one transaction with the note that says what it brought, so that whatever a kill leaves can be undone.
Notes: `imports` lists the imports; `import:ID:N` has the conversations of batch N, each as id, time and whether it had
a draft, by which a conversation that somebody went on with is told.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from core.attachments import AttachmentLost, Files
from core.background import in_background
from core.conversations import statements
from core.conversations.importing.reading import Found, read
from core.conversations.importing.values import Imported, ImportedFile, Notes
from core.conversations.ledger import Ledger
from core.conversations.records import Change, Conversation, ConversationDeleted, ConversationStarted, NoteChanged
from core.conversations.store import Store
from core.conversations.tree import Planted, Tree

_BATCH_MESSAGES: Final = 500
_BATCH_FILES: Final = 8
_DELETED_AT_ONCE: Final = 200
_IMPORTS: Final = "imports"

_Brought = tuple[str, float, bool]  # id, when it was last used, whether it had a draft
Progress = Callable[[int], None]
"""Told how many conversations were looked at so far."""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """An import that can be undone. `at` is in seconds since the epoch."""

    id: str
    at: float
    file: str


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did. `id` undoes it, empty where nothing came; `skipped` were there already."""

    id: str
    imported: int
    skipped: int
    lost_files: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoDone:
    """`kept` were gone on with since they came, and stay."""

    deleted: int
    kept: int


@dataclass(slots=True)
class _Landing:
    """An import under way."""

    id: str
    record: ImportRecord
    again: bool
    only: Collection[str] | None
    batches: int = 0
    imported: int = 0
    skipped: int = 0
    lost_files: int = 0
    held: list[str] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)


async def import_file(
    store: Store,
    files: Files,
    path: Path,
    *,
    only: Collection[str] | None = None,
    again: bool = False,
    progress: Progress | None = None,
) -> ImportDone:
    """Bring in the conversations of a file, or those with the ids in `only` (those of its preview). What is there
    already is skipped; with `again` it comes once more under new ids. Raises ImportRefused, OSError and StoreError; the
    batches that were written by then stay, and `imports` has them."""
    notes = Notes()
    record = ImportRecord(uuid.uuid4().hex[:8], time.time(), path.name)
    landing = _Landing(record.id, record, again, only)
    found = read(path, notes)
    looked_at = 0
    try:
        while batch := await in_background(lambda: _next_batch(found), "import"):
            await in_background(lambda: _keep_files(batch, files, landing), "import")
            await _land(store, [each.conversation for each in batch if isinstance(each, Imported)], landing)
            looked_at += sum(isinstance(each, Imported) for each in batch)
            if progress is not None:
                progress(looked_at)
    finally:
        files.release(landing.held)
        with contextlib.suppress(ValueError):  # cancelled while a thread is in it: it ends with that thread
            found.close()
    missing = landing.wanted - landing.arrived
    lost = await in_background(lambda: sum(not _is_kept(files, each) for each in missing), "import") if missing else 0
    brought = landing.id if landing.imported else ""
    return ImportDone(brought, landing.imported, landing.skipped, lost, notes.sentences())


async def already_there(store: Store, ids: Collection[str]) -> set[str]:
    """Which of these conversations the store has: an import skips them."""
    return await store.read(partial(_there, list(ids)))


async def imports(store: Store) -> list[ImportRecord]:
    """The imports that can be undone, the oldest first."""
    data = json.loads(await store.note(_IMPORTS) or "[]")
    return [ImportRecord(each["id"], each["at"], each["file"]) for each in data]


async def brought(store: Store, import_id: str) -> int:
    """How many conversations an import brought."""
    number = count = 0
    while (note := await store.note(_batch_name(import_id, number))) is not None:
        count += len(json.loads(note))
        number += 1
    return count


async def undo_import(store: Store, import_id: str) -> UndoDone:
    """Delete what an import brought, but for conversations that somebody went on with. Raises KeyError where there is
    no such import."""
    records = await imports(store)
    if not any(each.id == import_id for each in records):
        raise KeyError(import_id)
    deleted = kept = 0
    names: list[str] = []
    for number in itertools.count():
        name = _batch_name(import_id, number)
        note = await store.note(name)
        if note is None:
            break
        names.append(name)
        came: list[_Brought] = [(each[0], each[1], each[2]) for each in json.loads(note)]
        untouched = await store.read(partial(_untouched, came))
        for start in range(0, len(untouched), _DELETED_AT_ONCE):
            await store.commit([ConversationDeleted(key) for key in untouched[start : start + _DELETED_AT_ONCE]])
        deleted += len(untouched)
        kept += len(await store.read(partial(_there, [each[0] for each in came])))
    rest = [each for each in records if each.id != import_id]
    await store.commit([*(NoteChanged(name, None) for name in names), _imports_note(rest)])
    return UndoDone(deleted, kept)


# --- inside -----------------------------------------------------------------------------------------------------------


def _next_batch(found: Iterator[Found]) -> list[Found]:
    """Conversations for one transaction, with the files between them; empty at the end."""
    batch: list[Found] = []
    messages = files = 0
    for each in found:
        batch.append(each)
        if isinstance(each, Imported):
            messages += 1 + len(each.conversation.tree)
        else:
            files += 1
        if messages >= _BATCH_MESSAGES or files >= _BATCH_FILES:
            break
    return batch


def _keep_files(batch: list[Found], files: Files, landing: _Landing) -> None:
    """Hold the bytes. Of those that come behind everything that speaks of them, only what is wanted."""
    spoken_of = landing.wanted | {
        sha256 for found in batch if isinstance(found, Imported) for sha256 in found.conversation.hashes()
    }
    for each in batch:
        if isinstance(each, ImportedFile) and not (each.behind and each.sha256 not in spoken_of):
            landing.held.append(files.keep(each.data))
            landing.arrived.add(each.sha256)


async def _land(store: Store, conversations: list[Conversation], landing: _Landing) -> None:
    chosen = [each for each in conversations if landing.only is None or each.info.id in landing.only]
    there = await store.read(partial(_there, [each.info.id for each in chosen]))
    changes, brought = await in_background(lambda: _changes(chosen, there, landing), "import")
    if not brought:
        return
    changes.append(NoteChanged(_batch_name(landing.id, landing.batches), json.dumps(brought)))
    if not landing.batches:
        changes.append(_imports_note([*await imports(store), landing.record]))
    await store.commit(changes)
    landing.batches += 1
    landing.imported += len(brought)


def _changes(
    conversations: list[Conversation], there: set[str], landing: _Landing
) -> tuple[list[Change], list[_Brought]]:
    """What brings them into a store that has those which are `there`."""
    changes: list[Change] = []
    brought: list[_Brought] = []
    for each in conversations:
        conversation = each
        if conversation.info.id in there:
            if not landing.again:
                landing.skipped += 1
                continue
            conversation = _copied(conversation)
        info = conversation.info if conversation.info.updated else replace(conversation.info, updated=landing.record.at)
        there.add(info.id)
        changes += [ConversationStarted(info), *Ledger(info.id).catch_up(conversation.tree)]
        brought.append((info.id, info.updated, bool(info.draft)))
        landing.wanted.update(conversation.hashes())
    return changes, brought


def _copied(conversation: Conversation) -> Conversation:
    """The same conversation under new ids."""
    ids = {planted.message.id: f"m-{uuid.uuid4().hex[:12]}" for planted in conversation.tree.planted()}
    planted = (
        Planted(
            replace(each.message, id=ids[each.message.id], continues=ids.get(each.message.continues or "")),
            None if each.parent is None else ids[each.parent],
            each.seen,
        )
        for each in conversation.tree.planted()
    )
    info = replace(conversation.info, id=f"c-{uuid.uuid4().hex[:12]}", view="")
    return Conversation(info, Tree.grown(planted))


def _untouched(brought: list[_Brought], connection: sqlite3.Connection) -> list[str]:
    """Those that are there and nobody went on with."""
    found = []
    for conversation_id, updated, drafted in brought:
        entry = statements.read_entry(connection, conversation_id)
        if entry is not None and entry.updated <= updated and entry.drafted <= drafted:
            found.append(conversation_id)
    return found


def _there(ids: Sequence[str], connection: sqlite3.Connection) -> set[str]:
    return {each for each in ids if statements.read_entry(connection, each) is not None}


def _is_kept(files: Files, sha256: str) -> bool:
    try:
        files.read(sha256)
    except AttachmentLost:
        return False
    return True


def _batch_name(import_id: str, number: int) -> str:
    return f"import:{import_id}:{number}"


def _imports_note(records: list[ImportRecord]) -> NoteChanged:
    data = [{"id": each.id, "at": each.at, "file": each.file} for each in records]
    return NoteChanged(_IMPORTS, json.dumps(data) if data else None)
