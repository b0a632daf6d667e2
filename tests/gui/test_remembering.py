"""How conversations were left, over a restart: a real store, book, page and transcript, made twice over one folder."""

from __future__ import annotations

import asyncio
import gc
import json
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.conversations.branching import branch_title, branched
from core.conversations.records import ConversationInfo, ConversationStarted, MessagePlanted
from core.conversations.store import Store
from core.conversations.tree import Planted, Tree
from core.conversations.unsent import Edit, NewChat, Unsent, Written
from core.messages import AttachmentPart, Message, Outcome, ReasoningPart, Role, TextPart
from gui.actions import Actions
from gui.chat.branching import Branching
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.page import ChatPage
from gui.chat.queue import Held
from gui.chat.remembering import Remembering
from gui.inspector.inspector import Inspector
from gui.theme.theme import Theme
from gui.transcript.blocks.folded import FoldedPiece
from tests.core.conversations.test_store import files_with
from tests.gui.test_library import LINE, House

LONG = "\n\n".join(f"Paragraph {number} of a long answer." for number in range(80))


class Stay:
    """One start of the program, as far as it concerns what is left behind."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder, LINE)
        theme, house = Theme(), self.house
        theme.set_reduced_motion(True)
        self.window = QWidget()
        self.window.resize(900, 700)
        inspector = Inspector(theme, self.window)
        self.page = ChatPage(theme, house.clock, Actions(), house.directory, inspector, with_menu=False)
        QVBoxLayout(self.window).addWidget(self.page)
        house.book.shown.connect(self.page.show_conversation)
        spawn = house.tasks.spawn
        self.remembering = Remembering(house.keeper, house.book, self.page, spawn, self.window)
        self.branching = Branching(house.book, house.library, house.keeper, house.directory, spawn, self.window)
        house.keeper.opened.connect(self.remembering.begin)
        self.window.show()
        house.book.open_new()

    @property
    def shown(self) -> Conversation:
        return self.page.conversation

    @property
    def text(self) -> str:
        return self.page.composer.text()

    async def until(self, seen: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not seen():
                await asyncio.sleep(0.005)

    async def ask(self, words: str) -> Conversation:
        self.page.send(words)
        await self.shown.session.wait_idle()
        return self.shown

    async def settled(self) -> None:
        """Until what was left has come back."""
        await self.until(lambda: "what was left" not in self.house.tasks.names)
        await self.until(lambda: not any(name.startswith("loading") for name in self.house.tasks.names))

    async def fall(self) -> None:
        """End as a killed program does: nothing more is written."""
        await self.house.book.aclose()
        self.remembering._timer.stop()
        await self._leave()

    async def aclose(self) -> None:
        await self.house.book.aclose()
        await self.remembering.aclose()
        await self._leave()

    async def _leave(self) -> None:
        await self.house.keeper.aclose()
        await self.house.tasks.aclose()
        self.house.clock.set_paused(True)
        self.window.close()
        self.window.deleteLater()


@asynccontextmanager
async def staying(folder: Path) -> AsyncIterator[Stay]:
    stay = Stay(folder)
    try:
        await stay.house.keeper.open()
        await stay.settled()
        yield stay
    finally:
        await stay.aclose()


def said(key: str, role: Role, *parts: TextPart | ReasoningPart) -> Message:
    return Message(key, role, parts, created=1e9, outcome=Outcome.FINISHED)


async def with_long_answer(folder: Path) -> None:
    store = await Store.open(folder)
    answer = said("t.1", Role.ASSISTANT, ReasoningPart("A thought", seconds=3.0), TextPart(LONG))
    await store.commit(
        [
            ConversationStarted(ConversationInfo("c", title="Long", updated=1e9, provider="play", model="m")),
            MessagePlanted("c", Planted(said("q", Role.USER, TextPart("A question")), None, 1), 1.0),
            MessagePlanted("c", Planted(answer, "q", 1), 2.0),
        ]
    )
    await store.aclose()


async def test_the_conversation_that_was_shown_is_opened_again_with_its_draft(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        await stay.ask("first")
        first = stay.shown.id
        stay.house.book.open_new()
        await stay.ask("second")
        stay.page.composer.set_text("half a thought 반쯤")
        second = stay.shown.id
        stay.house.book.open(first)
        stay.page.composer.set_text("another one")
        stay.house.book.open(second)
    async with staying(tmp_path) as stay:
        await stay.until(lambda: stay.shown.id == second)
        assert stay.text == "half a thought 반쯤"
        assert (await stay.house.open(first)).draft == "another one"
        assert stay.text == "another one"


async def test_a_killed_program_loses_no_draft_that_is_a_second_old(tmp_path: Path) -> None:
    stay = Stay(tmp_path)
    await stay.house.keeper.open()
    await stay.settled()
    await stay.ask("first")
    stay.page.composer.set_text("typed")
    store = stay.house.keeper.store
    assert store is not None
    seen: list[str] = []

    async def stored() -> None:
        while "typed" not in seen:
            seen.append((await store.load(stay.shown.id)).info.draft)
            await asyncio.sleep(0.02)

    async with asyncio.timeout(10):
        await stored()
    stay.page.composer.set_text("typed a moment before")
    await stay.fall()
    async with staying(tmp_path) as stay:
        await stay.until(lambda: not stay.shown.empty)
        assert stay.text == "typed"


async def test_a_key_is_not_a_write(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        await stay.ask("first")
        await stay.until(lambda: not stay.remembering._timer.isActive())
        written: list[object] = []
        store = stay.house.keeper.store
        assert store is not None
        store.subscribe(written.extend)
        for number in range(200):
            stay.page.composer.set_text("a" * number)
        await stay.until(lambda: written)
        assert len(written) == 1


async def test_the_draft_of_the_new_chat_comes_back_and_goes_once_it_is_sent(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        stay.page.composer.set_text("not yet")
    async with staying(tmp_path) as stay:
        assert (stay.shown.empty, stay.text) == (True, "not yet")
        await stay.ask("not yet")
    async with staying(tmp_path) as stay:
        await stay.until(lambda: not stay.shown.empty)
        assert (stay.shown.title, stay.text) == ("not yet", "")
        stay.house.book.open_new()
        assert stay.text == ""


async def test_who_starts_with_a_prompt_keeps_the_draft_of_before_for_the_next_new_chat(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        stay.page.composer.set_text("of before")
    stay = Stay(tmp_path)
    stay.page.composer.set_text("a prompt")
    await stay.house.keeper.open()
    await stay.settled()
    assert stay.text == "a prompt"
    await stay.ask("a prompt")
    stay.house.book.open_new()
    assert stay.text == "of before"
    await stay.aclose()


async def test_files_of_a_draft_come_back_and_are_not_swept_away(tmp_path: Path) -> None:
    picture = tmp_path / "notes.txt"
    picture.write_text("words in a file", "utf-8")
    data = tmp_path / "data"
    async with staying(data) as stay:
        await stay.ask("first")
        stay.page.attaching.add([picture])
        await stay.until(lambda: stay.page.attaching.parts)
        (part,) = stay.page.attaching.parts
    async with staying(data) as stay:
        await stay.until(lambda: not stay.shown.empty)
        assert stay.page.attaching.parts == (part,)
        store = stay.house.keeper.store
        assert store is not None
        assert part.sha256 in await store.attached()
        await stay.ask("")
        assert stay.shown.session.messages[-2].attachments() == (part,)
        assert not stay.page.attaching.parts


async def test_messages_that_wait_come_back_and_do_not_go_by_themselves(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        conversation = await stay.ask("first")
        conversation.queue.add("second")
        stay.page.queueing.changed.emit(conversation)
    async with staying(tmp_path) as stay:
        await stay.until(lambda: not stay.shown.empty)
        queue = stay.shown.queue
        assert ([each.text for each in queue.waiting], queue.held) == (["second"], Held.ENDED)
        assert "Rivulet ended" in stay.page.queueing.rows.held()
        stay.page.queueing.send_now(queue.waiting[0].id)
        await stay.shown.session.wait_idle()
    async with staying(tmp_path) as stay:
        await stay.until(lambda: not stay.shown.empty)
        assert [m.text() for m in stay.shown.session.messages] == ["first", "an answer", "second", "an answer"]
        assert stay.shown.queue.waiting == ()


async def test_an_edit_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        await stay.ask("first")
        stay.page.composer.set_text("draft")
        stay.page.editing.begin(stay.shown.session.messages[0].id)
        stay.page.composer.set_text("first, but better")
    async with staying(tmp_path) as stay:
        await stay.until(lambda: not stay.shown.empty)
        assert (stay.page.editing.active, stay.text) == (True, "first, but better")
        stay.page.editing.cancel()
        assert (stay.page.editing.active, stay.text) == (False, "draft")


async def test_the_reader_comes_back_to_the_same_words_and_to_what_was_open(tmp_path: Path) -> None:
    await with_long_answer(tmp_path)
    async with staying(tmp_path) as stay:
        await stay.house.open("c")
        view = stay.page.transcript
        thought = next(piece for piece in view.canvas.layout.items[1].pieces if isinstance(piece, FoldedPiece))
        view.unfold(1, thought)
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
        before = view.canvas.bookmark(view.verticalScrollBar().value())
        assert before is not None
        assert before.block > 1
    async with staying(tmp_path) as stay:
        await stay.until(lambda: stay.shown.id == "c")
        view = stay.page.transcript
        view.arrange()
        after = view.canvas.bookmark(view.verticalScrollBar().value())
        assert after is not None
        assert (after.item, after.block, after.piece) == (before.item, before.block, before.piece)
        assert abs(after.offset - before.offset) <= 1
        assert not view.following
        thought = next(piece for piece in view.canvas.layout.items[1].pieces if isinstance(piece, FoldedPiece))
        assert thought.is_open


async def test_who_answers_is_kept_also_where_nothing_was_sent(tmp_path: Path) -> None:
    await with_long_answer(tmp_path)
    async with staying(tmp_path) as stay:
        conversation = await stay.house.open("c")
        stay.page.choose(Choice("play", "another model"))
        assert conversation.choice.model == "another model"
    async with staying(tmp_path) as stay:
        await stay.until(lambda: stay.shown.id == "c")
        assert stay.shown.choice == Choice("play", "another model")


async def test_a_temporary_chat_leaves_nothing(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        stay.house.library.open_temporary()
        stay.page.composer.set_text("a secret draft")
    assert not files_with(tmp_path, "secret draft")


# --- letting go -------------------------------------------------------------------------------------------------------


async def test_conversations_that_nobody_needs_are_let_go_of(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        first = weakref.ref(await stay.ask("number 0"))
        for number in range(1, 12):
            stay.house.book.open_new()
            conversation = await stay.ask(f"number {number}")
            if number == 1:
                stay.page.composer.set_text("a draft")
                kept = conversation
        del conversation
        stay.house.shown.clear()
        open_ones = [each.title for each in stay.house.book.opened]
        assert "number 0" not in open_ones
        assert kept.title in open_ones
        assert len(open_ones) == 9
        await stay.until(lambda: not any(name.startswith("closing") for name in stay.house.tasks.names))
        await asyncio.sleep(0)
        gc.collect()
        assert first() is None
        store = stay.house.keeper.store
        assert store is not None
        (key,) = [each.id for each in await store.entries() if each.title == "number 0"]
        again = await stay.house.open(key)
        assert [message.text() for message in again.session.messages] == ["number 0", "an answer"]


# --- branches ---------------------------------------------------------------------------------------------------------


async def test_a_branch_goes_on_alone_and_the_old_one_stays_as_it_is(tmp_path: Path) -> None:
    async with staying(tmp_path) as stay:
        old = await stay.ask("first")
        await stay.ask("second")
        before = old.session.tree.to_json()
        stay.branching.branch(old.id, old.session.messages[1].id)
        branch = stay.shown
        assert branch is not old
        assert branch.title == "first (2)"
        assert [message.text() for message in branch.session.messages] == ["first", "an answer"]
        await stay.ask("elsewhere")
        assert old.session.tree.to_json() == before
        old_id, branch_id = old.id, branch.id
    async with staying(tmp_path) as stay:
        await stay.until(lambda: stay.shown.id == branch_id)
        texts = [message.text() for message in stay.shown.session.messages]
        assert texts == ["first", "an answer", "elsewhere", "an answer"]
        assert stay.shown.choice == Choice("play", "m")
        stay.branching.branch(old_id)  # one that is not open
        await stay.until(lambda: stay.shown.title == "first (2)" and stay.shown.id != branch_id)
        assert len(stay.shown.session.messages) == 4


def test_titles_of_branches_are_counted() -> None:
    assert [branch_title(each) for each in ("A", "A (2)", "A (9)", "f(1)")] == ["A (2)", "A (3)", "A (10)", "f(1) (2)"]


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30), st.integers(0, 30))
def test_a_branch_is_the_path_to_its_message(grown: list[tuple[int, bool]], which: int) -> None:
    tree = Tree()
    for number, (above, answers) in enumerate(grown):
        parent = f"m{above % number}" if number else None
        role = Role.ASSISTANT if answers else Role.USER
        tree.add(parent, Message(f"m{number}", role, (TextPart(str(number)),)))
    for message_id in ("", *([f"m{which % len(grown)}"] if grown else [])):
        found = branched(tree, message_id)
        path = tree.path() if not message_id else tuple(tree.upwards(message_id))[::-1]
        assert found.path() == path
        assert len(found) == len(path)


# --- values -----------------------------------------------------------------------------------------------------------

FILES = st.builds(AttachmentPart, st.text(), st.text(), st.text(), st.integers(0, 1 << 40))
WRITTEN = st.builds(Written, st.text(), st.lists(FILES, max_size=2).map(tuple))
UNSENT = st.builds(
    Unsent,
    st.lists(FILES, max_size=3).map(tuple),
    st.lists(WRITTEN, max_size=3).map(tuple),
    st.none() | st.builds(Edit, st.text(), WRITTEN),
)


@given(UNSENT)
def test_what_was_not_sent_is_written_without_loss(unsent: Unsent) -> None:
    assert Unsent.from_text(unsent.to_text()) == unsent
    assert (unsent == Unsent()) == (unsent.to_text() == "")


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_whatever_stands_there_is_read_without_an_error(value: object) -> None:
    for text in (json.dumps(value), json.dumps({"queue": value, "attachments": value, "edit": value}), str(value)):
        assert isinstance(Unsent.from_text(text), Unsent)
        assert isinstance(NewChat.from_text(text), NewChat)
