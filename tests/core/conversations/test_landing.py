"""Imports into a store: nothing is overwritten, everything can be taken back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from core.attachments import Attachments
from core.conversations.exporting.writing import Export, ExportFormat, export_archive
from core.conversations.importing.landing import import_file, imports, undo_import
from core.conversations.importing.reading import preview
from core.conversations.records import (
    Conversation,
    ConversationEdited,
    ConversationInfo,
    ConversationStarted,
    ConversationUsed,
)
from core.conversations.store import Store
from core.conversations.tree import Planted, Tree
from core.conversations.unsent import Unsent
from core.messages import AttachmentPart, Message, Role, TextPart, ToolResultPart

SAMPLES = Path(__file__).parent / "samples"
PRIMES = "Primes below 100"


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[Store, Attachments]]:
    store = await Store.open(folder)
    try:
        yield store, Attachments(folder / "attachments")
    finally:
        await store.aclose()


async def titles(store: Store) -> list[str]:
    return sorted(entry.title for entry in await store.entries())


async def test_what_is_imported_is_in_the_store(tmp_path: Path) -> None:
    async with opened(tmp_path) as (store, files):
        done = await import_file(store, files, SAMPLES / "rivulet-1.json")
        found = await store.load("c-0123456789ab")
        assert [message.text() for message in found.tree.path()] == ["안녕", "", "", "It is noon."]
        assert found.info.draft == "next"
        part = next(part for planted in found.tree.planted() for part in planted.message.attachments())
        assert files.read(part.sha256) == b"words\n"
    assert (done.imported, done.skipped, done.lost_files, done.problems) == (1, 0, 0, ())


async def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as (store, files):
        await store.commit([ConversationStarted(ConversationInfo("c-0123456789ab", "Mine"))])
        done = await import_file(store, files, SAMPLES / "rivulet-1.json")
        assert (done.id, done.imported, done.skipped) == ("", 0, 1)
        assert await titles(store) == ["Mine"]
        assert await imports(store) == []


async def test_wanted_again_it_comes_under_new_ids(tmp_path: Path) -> None:
    async with opened(tmp_path) as (store, files):
        await import_file(store, files, SAMPLES / "rivulet-1.json")
        done = await import_file(store, files, SAMPLES / "rivulet-1.json", again=True)
        assert (done.imported, done.skipped) == (1, 0)
        trees = [(await store.load(entry.id)).tree for entry in await store.entries()]
        ids = [{planted.message.id for planted in tree.planted()} for tree in trees]
        assert not ids[0] & ids[1]
        assert [m.text() for m in trees[0].path()] == [m.text() for m in trees[1].path()]


async def test_foreign_conversations_are_known_when_they_come_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as (store, files):
        first = await import_file(store, files, SAMPLES / "chatgpt.json")
        second = await import_file(store, files, SAMPLES / "chatgpt.json")
    assert (first.imported, second.imported, second.skipped) == (2, 0, 2)


async def test_a_selection_is_imported_alone(tmp_path: Path) -> None:
    wanted = [line.id for line in preview(SAMPLES / "chatgpt.json").lines if line.title == PRIMES]
    async with opened(tmp_path) as (store, files):
        await import_file(store, files, SAMPLES / "chatgpt.json", only=wanted)
        assert await titles(store) == [PRIMES]


async def test_an_import_is_undone_as_a_whole(tmp_path: Path) -> None:
    async with opened(tmp_path) as (store, files):
        await store.commit([ConversationStarted(ConversationInfo("c-mine", "Mine"))])
        done = await import_file(store, files, SAMPLES / "chatgpt.json")
        other = await import_file(store, files, SAMPLES / "claude.json")
        assert [each.id for each in await imports(store)] == [done.id, other.id]
        undone = await undo_import(store, done.id)
        assert (undone.deleted, undone.kept) == (2, 0)
        assert await titles(store) == ["Mine", "Report", "What is an old export like?"]
        assert [each.file for each in await imports(store)] == ["claude.json"]
        with pytest.raises(KeyError):
            await undo_import(store, done.id)


async def test_what_somebody_went_on_with_is_not_undone(tmp_path: Path) -> None:
    async with opened(tmp_path) as (store, files):
        done = await import_file(store, files, SAMPLES / "chatgpt.json")
        entries = {entry.title: entry for entry in await store.entries()}
        used, drafted = entries[PRIMES], entries["안녕하세요"]
        await store.commit([ConversationUsed(used.id, used.updated + 1), ConversationEdited(drafted.id, draft="half")])
        undone = await undo_import(store, done.id)
        assert (undone.deleted, undone.kept) == (0, 2)
        assert len(await store.entries()) == 2


async def test_many_conversations_come_in_batches_and_progress_is_told(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    lines = [json.dumps({"messages": [{"role": "user", "content": f"{n}"}]}) for n in range(700)]
    path.write_text("\n".join(lines), "utf-8")
    told: list[int] = []
    async with opened(tmp_path / "data") as (store, files):
        done = await import_file(store, files, path, progress=told.append)
        assert await store.count() == done.imported == 700
        assert told == sorted(told)
        assert told[-1] == 700
        assert len(told) > 1
        assert (await undo_import(store, done.id)).deleted == 700
        assert await store.count() == 0


async def test_a_file_that_the_export_lacks_is_counted(tmp_path: Path) -> None:
    conversation = Conversation(ConversationInfo("c-1", "Lost", updated=1.0))
    part = AttachmentPart("a.txt", "text/plain", "0" * 64, 1)
    conversation.tree.add(None, Message("m", Role.USER, (part, TextPart("See this."))))
    path = tmp_path / "all.json"
    written = export_archive(path, [conversation], Export(ExportFormat.JSON, lambda _: None))
    async with opened(tmp_path / "data") as (store, files):
        done = await import_file(store, files, path)
        assert (written.lost_files, done.lost_files, done.imported) == (1, 1, 1)


async def test_files_of_tools_and_of_what_is_not_sent_go_out_and_come_back(tmp_path: Path) -> None:
    files = Attachments(tmp_path / "there")
    drawn, drafted = (AttachmentPart(name, "image/png", files.keep(name.encode()), 4) for name in ("drawn", "draft"))
    result = ToolResultPart("call", "", pictures=(drawn,))
    tree = Tree.grown([Planted(Message("m", Role.TOOL, (result,)), None, 1)])
    conversation = Conversation(ConversationInfo("c", unsent=Unsent((drafted,)).to_text()), tree)
    assert conversation.hashes() == (drawn.sha256, drafted.sha256)
    export_archive(tmp_path / "all.json", [conversation], Export(ExportFormat.JSON, files.read))
    async with opened(tmp_path / "here") as (store, brought):
        done = await import_file(store, brought, tmp_path / "all.json")
        assert (done.imported, done.lost_files) == (1, 0)
        assert [brought.read(each.sha256) for each in (drawn, drafted)] == [b"drawn", b"draft"]
        assert await store.attached() == {drawn.sha256, drafted.sha256}
