"""The list as a screen reads it: groups, pieces of them, and where a conversation stands."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.conversations.listing import Listing
from core.conversations.memory import MemoryStore
from core.conversations.outline import Kind, Span
from core.conversations.records import ConversationEdited, ConversationInfo, ConversationStarted, ConversationUsed, Told
from core.conversations.store import Store

DAY = 100_000  # a day of these tests, in milliseconds


def bucket(activity: int) -> tuple[int, int | None]:
    return activity // DAY * DAY, (activity // DAY + 1) * DAY


def info(key: str, second: int, **more: object) -> ConversationStarted:
    values: dict[str, object] = {"title": f"title of {key}", "updated": float(second), **more}
    return ConversationStarted(ConversationInfo(key, **values))  # type: ignore[arg-type]


async def shape(listing: Listing, words: str = "") -> list[tuple[Kind, list[str]]]:
    outline = await listing.outline(bucket, words)
    found = []
    for stretch in outline.stretches:
        ids = [entry.id for entry in await listing.page(stretch.span, 0, 1000)]
        assert len(ids) == stretch.count
        found.append((stretch.kind, ids))
    return found


async def test_pinned_first_then_folders_then_days_then_the_archive(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await store.commit([info("old", 10), info("new", 250), info("new2", 260), info("middle", 150)])
    await store.commit(
        [info("f", 5, folder="Work"), info("p", 7, pinned=True, folder="Work"), info("a", 9, archived=True)]
    )
    assert await shape(Listing(store)) == [
        (Kind.PINNED, ["p"]),
        (Kind.FOLDER, ["f"]),
        (Kind.DAYS, ["new2", "new"]),
        (Kind.DAYS, ["middle"]),
        (Kind.DAYS, ["old"]),
        (Kind.ARCHIVED, ["a"]),
    ]
    await store.aclose()


async def test_what_is_hidden_is_nowhere() -> None:
    store = MemoryStore()
    store.submit([info("a", 1), info("b", 2), info("c", 150)])
    listing = Listing(store)
    listing.hidden = frozenset({"a", "c"})
    assert await shape(listing) == [(Kind.DAYS, ["b"])]
    outline = await listing.outline(bucket, ids=["a", "b"])
    assert [placed.entry is None for placed in outline.placed] == [True, False]
    store.close()


@pytest.mark.parametrize(
    ("words", "found"), [("한국", ["k"]), ("RIVER", ["r"]), ("ÉCOLE", ["e"]), ("50%", ["p"]), ("5_0", []), ("zzz", [])]
)
async def test_titles_are_found_by_a_piece_of_them(words: str, found: list[str]) -> None:
    store = MemoryStore()
    titles = {"k": "맑은 한국어 질문", "r": "A river", "e": "une école", "p": "50% off", "n": "500"}
    store.submit([info(key, 1, title=title, archived=key == "r") for key, title in titles.items()])
    assert [key for _, ids in await shape(Listing(store), words) for key in ids] == found
    store.close()


async def test_the_next_title_that_begins_so_is_found_below_and_then_in_the_next_group() -> None:
    store = MemoryStore()
    store.submit([info("a", 10, title="Lake"), info("b", 20, title="lava"), info("c", 30), info("d", 40, pinned=True)])
    store.submit([ConversationEdited("d", title="Land")])
    listing = Listing(store)
    days, pinned = Span(pinned=False), Span(pinned=True)
    assert await listing.next_titled([days, pinned], "la", None) == (0, 1)
    assert await listing.next_titled([days, pinned], "la", 20_000) == (0, 2)
    assert await listing.next_titled([days, pinned], "la", 10_000) == (1, 0)
    assert await listing.next_titled([days], "x", None) is None
    store.close()


async def test_memory_tells_what_happened_in_order() -> None:
    store = MemoryStore()
    told: list[Told] = []
    leave = store.subscribe(told.extend)
    store.submit([info("a", 1)])
    store.submit([ConversationUsed("a", 2.0)])
    assert not told
    await asyncio.sleep(0)
    leave()
    leave()
    assert [type(change) for change in told] == [ConversationStarted, ConversationUsed]
    store.close()


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.booleans(), st.booleans(), st.sampled_from(["", "Work", "집"])), max_size=30
    ),
    st.sets(st.integers(0, 29)),
)
async def test_every_conversation_stands_once_and_where_it_is_said_to(
    made: list[tuple[int, bool, bool, str]], hidden: set[int]
) -> None:
    store = MemoryStore()
    store.submit(
        [
            info(str(number), second, pinned=pinned, archived=archived, folder=folder)
            for number, (second, pinned, archived, folder) in enumerate(made)
        ]
    )
    listing = Listing(store)
    listing.hidden = frozenset(map(str, hidden))
    outline = await listing.outline(bucket, ids=[str(number) for number in range(len(made))])
    stands: dict[str, tuple[int, int]] = {}
    for number, stretch in enumerate(outline.stretches):
        page = await listing.page(stretch.span, 0, stretch.count + 1)
        assert len(page) == stretch.count
        for offset, entry in enumerate(page):
            assert entry.id not in stands
            stands[entry.id] = (number, offset)
    assert set(stands) == {str(number) for number in range(len(made))} - set(listing.hidden)
    for placed in outline.placed:
        if placed.entry is not None:
            assert stands[placed.id] == (placed.stretch, placed.offset)
    store.close()
