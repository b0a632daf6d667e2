"""Search: whatever is stored is found, whatever was deleted is not, and no damage of the index outlives a moment."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.conversations.excerpts import Where
from core.conversations.records import (
    ConversationDeleted,
    ConversationEdited,
    ConversationInfo,
    ConversationStarted,
    JournalEnded,
    JournalStarted,
    MessagePlanted,
    MessageReplaced,
    MessagesRemoved,
)
from core.conversations.search import INDEX, Found, Search
from core.conversations.store import Store
from core.conversations.tree import Planted
from core.messages import (
    AttachmentPart,
    Message,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)


@asynccontextmanager
async def searching(folder: Path) -> AsyncIterator[tuple[Store, Search]]:
    store = await Store.open(folder)
    search = await Search.open(store, gently=False)
    try:
        yield store, search
    finally:
        await search.aclose()
        await store.aclose()


def message(key: str, *parts: Part | str, role: Role = Role.USER, at: float = 1.0) -> Message:
    return Message(key, role, tuple(TextPart(part) if isinstance(part, str) else part for part in parts), created=at)


def planted(said: Message, conversation: str = "c", position: float = 1.0) -> MessagePlanted:
    return MessagePlanted(conversation, Planted(said, None, 0), position)


async def say(store: Store, *messages: Message, conversation: str = "c", title: str = "") -> None:
    await store.commit(
        [
            ConversationStarted(ConversationInfo(conversation, title=title, updated=5.0)),
            *(planted(said, conversation, float(place)) for place, said in enumerate(messages)),
        ]
    )


def files_with(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


async def found(search: Search, query: str) -> list[str]:
    await search.settled()
    return [hit.message_id for hit in (await search.find(query)).hits]


def marked(results: Found) -> list[list[str]]:
    return [[hit.text[start:end] for start, end in hit.ranges] for hit in results.hits]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("stream", True),
        ("STREAMING", True),
        ("tream", False),
        ("cafe", True),
        ("CAFÉ", True),
        ("cafe\u0301", True),
        ('"streaming responses"', True),
        ('"streaming response"', False),
        ('"streaming respon', True),
        ("responses stream", True),
        ("stream -responses", False),
        ("stream -absent", True),
        ('stream -"responses streaming"', True),
        ("한", True),
        ("국", True),
        ("어", True),
        ("국어", True),
        ("한국어를", True),
        ("\u1112\u1161\u11ab국어", True),
        ("한어", False),
        ('"국어를 배"', True),
        ('"한국어 배"', False),
        ("GPT는", True),
        ("漢", True),
        ("字圏", True),
        ("foo_bar", True),
        ("foo-bar", True),
        ("bar", True),
        ("-stream", False),
        ("++", False),
        ("", False),
        ('"', False),
        ('NEAR("AND OR NOT ( * ^ : { }', False),
    ],
)
async def test_a_query_finds_words_phrases_and_syllables(tmp_path: Path, query: str, says: bool) -> None:
    text = "Streaming responses in a Café: 한국어를 배워요. GPT는 漢字圏 foo_bar"
    async with searching(tmp_path) as (store, search):
        await say(store, message("m", text))
        assert await found(search, query) == (["m"] if says else [])


async def test_every_kind_of_text_is_found_and_named(tmp_path: Path) -> None:
    answer = message(
        "a",
        ReasoningPart("pondering"),
        "answering",
        RefusalPart("refusing"),
        ToolCallPart("1", "weathertool", '{"city": "\\uc11c\\uc6b8"}'),
        role=Role.ASSISTANT,
    )
    result = message("t", ToolResultPart("1", "raining"), role=Role.TOOL)
    question = message("q", "asking", AttachmentPart("notes.pdf", "application/pdf", "0" * 64, 1))
    async with searching(tmp_path) as (store, search):
        await say(store, question, answer, result, title="naming")
        await search.settled()
        for word, where, key in (
            ("asking", Where.QUESTION, "q"),
            ("notes.pdf", Where.QUESTION, "q"),
            ("answering", Where.ANSWER, "a"),
            ("refusing", Where.ANSWER, "a"),
            ("pondering", Where.REASONING, "a"),
            ("weathertool", Where.TOOL, "a"),
            ("서울", Where.TOOL, "a"),
            ("raining", Where.TOOL, "t"),
            ("naming", Where.TITLE, ""),
        ):
            [hit] = (await search.find(word)).hits
            assert (hit.where, hit.message_id, hit.conversation_id, hit.title) == (where, key, "c", "naming")
            assert [hit.text[start:end] for start, end in hit.ranges] == [word]


async def test_results_come_newest_first_and_by_the_page(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, *(message(f"m{n}", "word", at=1000.0 + (n * 7) % 50) for n in range(50)))
        await search.settled()
        seen, page = list[float](), await search.find("word", limit=7)
        while True:
            assert len(page.hits) <= 7
            seen += [hit.at for hit in page.hits]
            if page.following is None:
                break
            page = await search.find("word", page.following, limit=7)
        assert seen == [float(each) for each in range(1049, 999, -1)]


async def test_an_excerpt_is_one_line_around_the_words(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, message("m", "before \n" * 300 + "the\n\n  Needle\tin\nhay " + "after " * 300))
        await search.settled()
        page = await search.find("needle in")
        assert marked(page) == [["Needle", "in"]]
        assert "the Needle in hay after" in page.hits[0].text
        assert page.hits[0].text.startswith("…before")
        assert page.hits[0].text.endswith("after…")
        assert len(page.hits[0].text) < 240


async def test_what_changes_is_found_as_it_reads_now(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, message("m", "earlier"), title="oldname")
        assert await found(search, "earlier") == ["m"]
        await store.commit([MessageReplaced("c", message("m", "later")), ConversationEdited("c", title="newname")])
        assert await found(search, "later") == ["m"]
        assert await found(search, "newname") == [""]
        assert await found(search, "earlier") == []
        assert await found(search, "oldname") == []


async def test_an_answer_is_taken_in_when_it_has_arrived(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, message("q", "question"), message("a", "half", role=Role.ASSISTANT))
        await store.commit([JournalStarted("c", "t"), MessageReplaced("c", message("a", "word", role=Role.ASSISTANT))])
        assert await found(search, "question") == ["q"]
        await store.commit([MessageReplaced("c", message("a", "word whole", role=Role.ASSISTANT)), JournalEnded("t")])
        assert await found(search, "whole") == ["a"]


@pytest.mark.parametrize("whole", [True, False])
async def test_what_was_deleted_is_neither_found_nor_in_the_files(tmp_path: Path, whole: bool) -> None:
    secret = "Zyxwvutsecret"
    async with searching(tmp_path) as (store, search):
        others = [message(f"m{n}", f"words {n} 한국어") for n in range(400)]
        await say(store, *others, message("secret", f"a {secret} 비밀번호"), title=secret)
        assert await found(search, secret) == ["", "secret"]
        if whole:
            await store.commit([ConversationDeleted("c")])
        else:
            await store.commit([MessagesRemoved("c", ("secret",)), ConversationEdited("c", title="other")])
        assert await found(search, secret) == []
        assert await found(search, "비밀") == []
        assert len(await found(search, "words")) == (0 if whole else 30)
        for trace in (secret, secret.lower(), "비밀", "밀번"):
            assert files_with(tmp_path, trace) == []


async def test_the_index_goes_on_where_it_was_after_a_restart(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, message("m", "first"))
        await search.settled()
    store = await Store.open(tmp_path)
    await say(store, message("n", "second"), conversation="d")
    await store.commit([MessagesRemoved("c", ("m",))])
    await store.aclose()
    async with searching(tmp_path) as (_, search):
        assert await found(search, "second") == ["n"]
        assert await found(search, "first") == []


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
async def test_the_index_is_readable_by_its_owner_alone(tmp_path: Path, suffix: str) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, message("m", "word"))
        await search.settled()
        mode = search.path.with_name(INDEX + suffix).stat().st_mode
        assert os.name != "posix" or mode & 0o077 == 0


async def test_a_store_without_an_index_gets_one(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, *(message(f"m{n}", f"word {n}") for n in range(700)), title="titled")
        await search.settled()
    (tmp_path / INDEX).unlink()
    async with searching(tmp_path) as (_, search):
        assert await found(search, "699") == ["m699"]
        assert await found(search, "titled") == [""]
        assert len(await found(search, "word")) == 30


def damage_start(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def damage_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(4096, len(data), 4096):
        data[place : place + 2048] = b"\xff" * 2048
    path.write_bytes(data)


def damage_words(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE words_1_data SET block = zeroblob(40) WHERE id > 10")


@pytest.mark.parametrize("damage", [damage_start, damage_middle, damage_words])
async def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, *(message(f"m{n}", f"word number{n}") for n in range(600)))
        await search.settled()
    damage(tmp_path / INDEX)
    async with searching(tmp_path) as (_, search):
        await search.settled()
        page = await search.find("number599")
        await search.settled()
        page = await search.find("number599")
        assert [hit.message_id for hit in page.hits] == ["m599"]
        assert await search.check()


async def test_a_rebuilt_index_finds_the_same(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, message("m", "word"), title="title")
        await search.settled()
        missing: list[int] = []
        search.subscribe(missing.append)
        await search.rebuild()
        assert missing[-1] == 0
        assert await found(search, "word") == ["m"]
        assert await found(search, "title") == [""]


async def test_a_restored_copy_is_searched_as_it_is(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, message("m", "earlier"))
        await search.settled()
        copy = await store.backup()
        await store.commit([MessageReplaced("c", message("m", "later"))])
        assert await found(search, "later") == ["m"]
        await store.restore(copy)
        assert await found(search, "earlier") == ["m"]
        assert await found(search, "later") == []
        await store.delete_all()
        assert await found(search, "earlier") == []


async def test_a_search_that_is_cancelled_leaves_the_next_one_alone(tmp_path: Path) -> None:
    async with searching(tmp_path) as (store, search):
        await say(store, *(message(f"m{n}", f"word number{n}") for n in range(500)))
        await search.settled()
        for length in range(1, 9):
            earlier = asyncio.get_running_loop().create_task(search.find("number49"[:length]))
            await asyncio.sleep(0)
            earlier.cancel()
            page = await search.find("word")
            assert len(page.hits) == 30
            with pytest.raises(asyncio.CancelledError):
                await earlier


# --- the law ----------------------------------------------------------------------------------------------------------

LATIN = st.text("abcé", min_size=1, max_size=5)
KOREAN = st.text("가나다라한국", min_size=1, max_size=5)
TEXTS = st.lists(st.one_of(LATIN, KOREAN), min_size=1, max_size=6).map(" ".join)


def has(text: str, piece: str, *, exact: bool = False) -> bool:
    """Whether a text has a piece, told in the simplest way."""
    plain, asked = text.replace("é", "e"), piece.replace("é", "e")
    if re.search("[가-힣]", asked):
        return asked in plain
    words = plain.split()
    return asked in words if exact else any(word.startswith(asked) for word in words)


def pieces(text: str) -> set[str]:
    asked = set[str]()
    for word in text.split():
        asked |= {word[:end] for end in range(1, len(word) + 1)}
        if re.search("[가-힣]", word):
            asked |= {word[start : start + size] for start in range(len(word)) for size in (1, 2)}
    return asked


async def obey(said: Sequence[str], gone: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with searching(Path(folder)) as (store, search):
            await say(store, *(message(str(number), text) for number, text in enumerate(said)))
            await compare(search, dict(enumerate(said)), said)
            await store.commit([MessagesRemoved("c", (str(gone),))])
            await compare(search, {number: text for number, text in enumerate(said) if number != gone}, said)


async def compare(search: Search, there: dict[int, str], said: Sequence[str]) -> None:
    for piece in sorted(set().union(*map(pieces, said))):
        expected = {str(number) for number, text in there.items() if has(text, piece)}
        assert set(await found(search, piece)) == expected, piece
    for number, text in there.items():
        assert str(number) in await found(search, f'"{text}"')
        first, *more = text.split()
        if more:
            assert str(number) in await found(search, f'"{first} {more[0]}"')
        expected = {str(key) for key, other in there.items() if not has(other, first, exact=True)}
        others = {str(key) for key, other in there.items() if has(other, text[0])} & expected
        assert set(await found(search, f'{text[0]} -"{first}"')) == others


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_whatever_is_stored_is_found_by_each_piece_of_it(said: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(said) - 1))
    asyncio.run(obey(said, gone))
