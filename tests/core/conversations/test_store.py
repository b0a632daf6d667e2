"""The store: what was committed is there again, in the same order, whatever happened in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.conversations.records import (
    ConversationDeleted,
    ConversationEdited,
    ConversationInfo,
    ConversationStarted,
    ConversationUsed,
    MessagePlanted,
    NoteChanged,
    StoreReplaced,
    TitledBy,
    Told,
)
from core.conversations.store import Store
from core.conversations.tree import Planted
from core.conversations.trouble import StoreLocked
from core.messages import Message, Role, TextPart, Usage


def said(key: str, words: str = "words") -> Message:
    return Message(key, Role.USER, (TextPart(words),), created=1.0)


def started(key: str, **more: object) -> ConversationStarted:
    return ConversationStarted(ConversationInfo(key, title=f"title of {key}", **more))  # type: ignore[arg-type]


def files_with(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


async def test_what_was_committed_is_there_after_a_restart(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    message = said("m", "half a pair \ud800, a zero \0, 한국어")
    info = ConversationInfo(
        "c",
        "title",
        TitledBy.USER,
        1.5,
        2.5,
        True,
        False,
        "f",
        "p",
        "m",
        "s",
        "r",
        "d",
        "{}",
        True,
        '{"queue":[]}',
        "[]",
    )
    await store.commit([ConversationStarted(info), MessagePlanted("c", Planted(message, None, 3), 1.0)])
    await store.aclose()
    store = await Store.open(tmp_path)
    loaded = await store.load("c")
    assert loaded.info == info
    assert list(loaded.tree.planted()) == [Planted(message, None, 3)]
    assert not loaded.interrupted
    await store.aclose()


async def test_nobody_else_can_read_the_files(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "data")
    copy = await store.backup()
    modes = [path.stat().st_mode & 0o077 for path in (store.folder, store.folder / "conversations.sqlite3", copy)]
    assert modes == [0, 0, 0]
    await store.aclose()


async def test_an_edit_changes_what_it_names(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await store.commit([started("c", model="m")])
    await store.commit([ConversationEdited("c", title="", pinned=True), ConversationEdited("nobody", title="x")])
    info = (await store.load("c")).info
    assert (info.title, info.pinned, info.model) == ("", True, "m")
    await store.aclose()


async def test_the_list_is_in_the_order_of_use_whatever_the_clock_says(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await store.commit([started(key) for key in "abcd"])
    for key, at in (("a", 100.0), ("b", 50.0), ("c", 1000.0), ("a", 7.0), ("d", 1.0)):
        await store.commit([ConversationUsed(key, at)])
    await store.commit([ConversationEdited("b", pinned=True)])
    entries = await store.entries()
    assert [entry.id for entry in entries] == ["b", "d", "a", "c"]
    assert [entry.updated for entry in entries] == [50.0, 1.0, 100.0, 1000.0]
    assert [entry.id for entry in await store.entries(1, 2)] == ["d", "a"]
    assert await store.count() == 4
    await store.aclose()


async def test_a_second_opening_is_refused_until_the_first_one_ends(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    with pytest.raises(StoreLocked, match="Another Rivulet"):
        await Store.open(tmp_path)
    await store.aclose()
    await (await Store.open(tmp_path)).aclose()


async def test_followers_hear_of_what_was_written(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    told: list[Told] = []
    end = store.subscribe(told.extend)
    await store.commit([started("c")])
    await store.delete_all()
    end()
    await store.commit([started("d")])
    assert told == [started("c"), StoreReplaced()]
    await store.aclose()


async def test_deleting_takes_every_trace_out_of_the_file(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    secret = "a secret that was said"
    await store.commit([started("c"), MessagePlanted("c", Planted(said("m", secret * 500), None, 0), 1.0)])
    await store.commit([ConversationDeleted("c")])
    with pytest.raises(KeyError):
        await store.load("c")
    assert files_with(tmp_path, secret) == []
    await store.aclose()


async def test_everything_deleted_comes_back_from_its_copy(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await store.commit([started("c"), MessagePlanted("c", Planted(said("m"), None, 0), 1.0)])
    copy = await store.delete_all()
    assert copy is not None
    assert await store.count() == 0
    before = await store.restore(copy)
    assert (await store.load("c")).tree["m"] == said("m")
    assert {copy, before} == set(store.copies)
    await store.commit([started("d")])
    await store.aclose()
    store = await Store.open(tmp_path)
    assert await store.count() == 2
    await store.aclose()


async def test_tokens_are_summed_by_model(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    answers = [
        Message(
            f"m{n}", Role.ASSISTANT, (), created=float(n), provider="p", model="m", usage=Usage(n, 2 * n, None, 10**30)
        )
        for n in range(1, 5)
    ]
    plants = [MessagePlanted("c", Planted(answer, None, 0), float(n)) for n, answer in enumerate(answers)]
    await store.commit([started("c"), *plants])
    (found,) = await store.tokens(2.0, 4.0)
    assert (found.answers, found.input_tokens, found.output_tokens, found.reasoning_tokens) == (2, 5, 10, 0)
    assert await store.tokens(0, 9, "nobody") == []
    await store.aclose()


async def test_notes_are_remembered(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await store.commit([NoteChanged("last", "c"), NoteChanged("gone", "x"), NoteChanged("gone", None)])
    assert (await store.note("last"), await store.note("gone")) == ("c", None)
    await store.aclose()
