"""Conversations that last: written down as they happen, opened again from the store, or kept in memory without one."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

from core.conversations.memory import MemoryStore
from core.conversations.store import Store
from core.session import Session, Target
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice, Directory
from gui.chat.keeper import Keeper
from gui.chat.library import Library
from gui.loop import TaskOwner
from gui.transcript.content import Action, ErrorStrip
from gui.widgets.clock import FrameClock
from gui.widgets.picker import PickerItem
from tests.support.playwright import Line, Playwright


class Answers(Directory):
    """One provider that says what the test wrote down."""

    def __init__(self, *lines: Line) -> None:
        super().__init__()
        self.play = Playwright(*lines)

    def providers(self) -> Sequence[PickerItem]:
        return ()

    def models(self, provider: str) -> Sequence[PickerItem]:
        return ()

    def refresh_models(self, provider: str) -> None:
        return

    def usual_model(self, provider: str) -> str:
        return ""

    def first_choice(self) -> Choice:
        return Choice("play", "m")

    def remember(self, choice: Choice) -> None:
        return

    def aim(self, session: Session, choice: Choice) -> None:
        session.target = Target(self.play, choice.model)


class House:
    """What one start of the program has of all this."""

    def __init__(self, folder: Path, *lines: Line) -> None:
        self.tasks = TaskOwner()
        self.clock = FrameClock()
        self.keeper = Keeper(folder)
        self.book = Book(lambda: self.library.new())
        self.directory = Answers(*lines)
        self.library = Library(
            self.keeper,
            self.book,
            self.directory,
            clock=self.clock,
            spread=lambda: False,
            spawn=self.tasks.spawn,
        )
        self.shown: list[Conversation] = []
        self.notices: list[str] = []
        self.sources: list[object] = []
        self.book.shown.connect(self.shown.append)
        self.keeper.notice.connect(self.notices.append)
        self.keeper.opened.connect(self.sources.append)

    async def ask(self, words: str) -> Conversation:
        conversation = self.shown[-1]
        self.directory.aim(conversation.session, conversation.choice)
        conversation.session.send(words)
        await conversation.session.wait_idle()
        return conversation

    async def open(self, conversation_id: str) -> Conversation:
        self.book.open(conversation_id)
        async with asyncio.timeout(10):
            while not self.shown or self.shown[-1].id != conversation_id:
                await asyncio.sleep(0.005)
        return self.shown[-1]

    async def aclose(self) -> None:
        await self.book.aclose()
        await self.keeper.aclose()
        await self.tasks.aclose()
        self.clock.set_paused(True)


LINE = Line(["an ", "answer"])


async def test_a_conversation_is_opened_again_after_a_restart_and_goes_on(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    house.book.open_new()
    await house.keeper.open()
    first = await house.ask("first")
    await house.aclose()
    house = House(tmp_path, LINE)
    house.book.open_new()
    await house.keeper.open()
    again = await house.open(first.id)
    assert (again.title, again.choice) == ("first", Choice("play", "m"))
    assert again.transcript.plain_text() == first.transcript.plain_text()
    await house.ask("second")
    await house.aclose()
    store = await Store.open(tmp_path)
    loaded = await store.load(first.id)
    assert [message.text() for message in loaded.tree.path()] == ["first", "an answer", "second", "an answer"]
    await store.aclose()


async def test_the_turns_of_all_conversations_share_one_time(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    first = house.library.new()
    house.library.open_temporary()
    assert first.session.shares is house.shown[-1].session.shares is house.library.shares
    await house.aclose()


async def test_of_two_wishes_the_later_one_is_shown(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    await house.keeper.open()
    ids = []
    for words in ("first", "second"):
        house.book.open_new()
        ids.append((await house.ask(words)).id)
    await house.aclose()
    house = House(tmp_path, LINE)
    await house.keeper.open()
    house.book.open(ids[0])
    house.book.open(ids[1])
    async with asyncio.timeout(10):
        while not all(house.book.find(key) for key in ids):
            await asyncio.sleep(0.005)
    assert [conversation.id for conversation in house.shown] == [ids[1]]
    assert (await house.open(ids[0])).title == "first"
    await house.aclose()


async def test_a_message_sent_before_the_store_is_open_waits_for_it(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    house.book.open_new()
    asked = asyncio.ensure_future(house.ask("early"))
    for _ in range(20):
        await asyncio.sleep(0)
    assert house.directory.play.requests == []
    await house.keeper.open()
    await asked
    assert len(house.directory.play.requests) == 1
    await house.aclose()


async def test_a_second_start_is_told_and_works_in_memory(tmp_path: Path) -> None:
    owner = await Store.open(tmp_path)
    house = House(tmp_path, LINE)
    house.book.open_new()
    await house.keeper.open()
    (notice,) = house.notices
    assert "Another Rivulet" in notice
    assert isinstance(house.sources[0], MemoryStore)
    assert house.keeper.store is None
    await house.ask("hello")
    assert house.shown[-1].last_answer() == "an answer"
    await house.aclose()
    assert await owner.count() == 0
    await owner.aclose()


async def test_trouble_is_told_and_taken_back_when_it_is_over(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    over: list[str] = []
    house.keeper.relieved.connect(over.append)
    house.book.open_new()
    await house.keeper.open()
    store = house.keeper.store
    assert store is not None
    await store.write(lambda db: db.execute("PRAGMA query_only = ON").fetchall())
    await house.ask("first")
    assert house.shown[-1].last_answer() == "an answer"
    assert len(house.notices) == 1
    assert over == []
    await store.write(lambda db: db.execute("PRAGMA query_only = OFF").fetchall())
    await house.ask("second")
    assert over == house.notices
    await house.aclose()


async def test_an_untouched_or_temporary_conversation_leaves_nothing_in_the_store(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    house.book.open_new()
    await house.keeper.open()
    house.library.open_temporary()
    temporary = house.shown[-1]
    assert temporary.title == "Temporary chat"
    await house.ask("nobody shall ever read this")
    assert house.book.open_new() is not temporary
    house.library.open_temporary()
    assert house.shown[-1] is temporary
    house.library.open_temporary()
    assert house.shown[-1].empty
    assert house.book.find(temporary.id) is None
    assert house.book.open_new() is not house.shown[-2]
    await house.aclose()
    store = await Store.open(tmp_path)
    assert await store.count() == 0
    await store.aclose()
    assert found_in(tmp_path, "ever read this") == []


def found_in(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


async def test_an_answer_that_ends_unseen_stays_unread_over_a_restart(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    house.book.open_new()
    await house.keeper.open()
    conversation = await house.ask("first")
    house.book.open_new()
    house.directory.aim(conversation.session, conversation.choice)
    conversation.session.retry()
    await conversation.session.wait_idle()
    await house.aclose()
    store = await Store.open(tmp_path)
    (entry,) = await store.entries()
    assert entry.unread
    await store.aclose()
    house = House(tmp_path, LINE)
    await house.keeper.open()
    again = await house.open(conversation.id)
    again.set_shown(True)
    await house.aclose()
    store = await Store.open(tmp_path)
    assert not (await store.entries())[0].unread
    await store.aclose()


async def test_a_conversation_that_is_let_go_is_written_first_and_another_one_shown(tmp_path: Path) -> None:
    house = House(tmp_path, Line(["half"], stalls=True))
    house.book.open_new()
    await house.keeper.open()
    conversation = house.shown[-1]
    house.directory.aim(conversation.session, conversation.choice)
    conversation.session.send("first")
    house.library.close(conversation.id)
    assert house.shown[-1] is not conversation
    again = await house.open(conversation.id)
    assert again is not conversation
    assert len(again.session.messages) == 2
    await house.aclose()


async def test_an_answer_that_the_programs_end_interrupted_offers_what_can_be_done(tmp_path: Path) -> None:
    house = House(tmp_path / "life", Line(["half of it"], stalls=True))
    house.book.open_new()
    await house.keeper.open()
    conversation = house.shown[-1]
    house.directory.aim(conversation.session, conversation.choice)
    conversation.session.send("first")
    while conversation.last_answer() != "half of it":
        await asyncio.sleep(0.002)
    store = house.keeper.store
    assert store is not None
    await house.keeper.load(conversation.id)  # after which all is written
    shutil.copytree(tmp_path / "life", tmp_path / "after", ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    await house.aclose()
    house = House(tmp_path / "after", Line([", and the rest"]))
    await house.keeper.open()
    again = await house.open(conversation.id)
    strip = again.transcript.items[-1].blocks[-1].content
    assert isinstance(strip, ErrorStrip)
    assert strip.actions == (Action.CONTINUE, Action.RETRY, Action.DISCARD)
    house.directory.aim(again.session, again.choice)
    again.session.continue_answer()
    await again.session.wait_idle()
    assert [message.text() for message in again.session.messages] == ["first", "half of it", ", and the rest"]
    await house.aclose()


async def test_the_preset_of_a_conversation_is_there_after_a_restart(tmp_path: Path) -> None:
    house = House(tmp_path, LINE)
    house.book.open_new()
    await house.keeper.open()
    house.shown[-1].preset = "terse"  # before there is anything to store
    first = await house.ask("first")
    await house.aclose()
    house = House(tmp_path, LINE)
    await house.keeper.open()
    again = await house.open(first.id)
    assert again.preset == "terse"
    again.preset = ""
    again.changed.emit()
    await house.aclose()
    house = House(tmp_path, LINE)
    await house.keeper.open()
    assert (await house.open(first.id)).preset == ""
    await house.aclose()
