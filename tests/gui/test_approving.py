"""A person decides: by the buttons of a card, by the rows of the inspector, by key; before a restart and after it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QPushButton, QRadioButton, QTreeWidget, QWidget

from core.conversations.tree import Tree
from core.limits import Limits
from core.messages import Message, Role, TextPart, ToolCallPart, ToolResultPart, ToolStatus, waiting_result
from core.providers.base import Provider, ProviderSpec, ToolSpec
from core.session import Session
from core.tools.approval import Likeness
from core.tools.base import Call, Tool, Toolbox, ToolOutput
from core.tools.permissions import Permissions
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.attention import Attention
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.page import ChatPage
from gui.inspector.inspector import Inspector
from gui.loop import TaskOwner
from gui.shelves import Shelves
from gui.theme.theme import Theme
from gui.transcript.blocks.tool import ToolPiece
from gui.transcript.content import Action, RoundsQuestion, State, ToolCard
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock
from tests.support.playwright import Line, Playwright

W = TypeVar("W", bound=QWidget)


class World:
    """A page whose answers a test writes down, with tools that note what they did."""

    def __init__(self, *lines: Line, tree: Tree | None = None, permissions: Permissions | None = None) -> None:
        self.play = Playwright(*lines)
        self.done: list[dict[str, Any]] = []
        self.tasks, self.clock, self.actions = TaskOwner(), FrameClock(), Actions()

        async def build(spec: ProviderSpec) -> Provider:
            return self.play

        self.answerers = Answerers([self.play.spec], build, Warmup(()), self.tasks.spawn)
        theme = Theme()
        theme.set_reduced_motion(True)
        self.window = QWidget()
        self.window.resize(1000, 700)
        inspector = Inspector(theme, self.window)
        self.page = ChatPage(theme, self.clock, self.actions, self.answerers, inspector, with_menu=True)
        self.page.setParent(self.window)
        self.page.resize(1000, 700)
        self.permissions = permissions or Permissions()
        self.session = Session(toolbox=Toolbox(self._tools()), tree=tree, permissions=self.permissions)
        made = Conversation(self.session, Choice("play", "m"), self.clock)
        self.book = Book(lambda: made)
        self.book.shown.connect(self.page.show_conversation)
        self.attention = Attention(self.book, self.window)
        self.book.open_new()
        if tree is not None:
            self.book.admit(made, show=True)
        self.page.choose(Choice("play", "m"))
        self.window.show()

    def _tools(self) -> list[Tool]:
        async def act(arguments: dict[str, Any], call: Call) -> ToolOutput:
            self.done.append(arguments)
            return ToolOutput("acted", json_text='{"deep": {"list": [1, 2]}}')

        async def ask(arguments: dict[str, Any], call: Call) -> str:
            return await call.ask("Which river?", ("Han", "Rhine"))

        async def hang(arguments: dict[str, Any], call: Call) -> str:
            call.progress(0.5, "half way")
            call.output("some output")
            await asyncio.Event().wait()
            return "never"

        spec = {"type": "object"}
        return [
            Tool(ToolSpec("act", "", spec), act, source="mcp:files", origin="0f3a", place="run files"),
            Tool(ToolSpec("ask", "", spec), ask, asks=False),
            Tool(ToolSpec("hang", "", spec), hang, asks=False),
        ]

    def send(self) -> None:
        self.page.composer.set_text("do it")
        self.page.composer.field.request_submit()

    def cards(self) -> list[ToolCard]:
        items = self.page.conversation.transcript.items
        return [block.content for item in items for block in item.blocks if isinstance(block.content, ToolCard)]

    def states(self) -> list[State]:
        return [card.state for card in self.cards()]

    def results(self) -> list[ToolResultPart]:
        parts = (part for message in self.session.messages for part in message.parts)
        return [part for part in parts if isinstance(part, ToolResultPart)]

    def press(self, action: str, number: int = 0) -> None:
        """Click a button of a card, as a person would."""
        view = self.page.transcript
        view.flush()
        pieces = [piece for piece in view.canvas.layout.items[-1].pieces if isinstance(piece, ToolPiece)]
        spot = next(spot for spot in pieces[number].spots() if spot.action == action)
        rect = view.canvas.piece_rect(len(view.canvas.layout.items) - 1, pieces[number])
        point = spot.rect.center() + rect.topLeft()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=self._on_screen(point.x(), point.y()))

    def _on_screen(self, x: float, y: float) -> QPoint:
        bar = self.page.transcript.verticalScrollBar()
        bar.setValue(round(y) - 200)
        return QPoint(round(x), round(y) - bar.value())

    def dialog(self, kind: str) -> QDialog:
        found = self.page.findChild(QDialog, kind)
        assert isinstance(found, QDialog), kind
        return found

    async def aclose(self) -> None:
        await self.book.aclose()
        await self.answerers.aclose()
        await self.tasks.aclose()
        self.clock.set_paused(True)
        self.window.close()
        self.window.deleteLater()


@asynccontextmanager
async def world(*lines: Line, **more: Any) -> AsyncIterator[World]:
    made = World(*lines, **more)
    try:
        yield made
    finally:
        await made.aclose()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


def child(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


ACT, DONE = Line([], ["act"]), Line(["all done"])


async def test_a_card_says_where_its_tool_comes_from_and_allows_once() -> None:
    async with world(ACT, DONE) as w:
        w.send()
        await until(lambda: State.WAITING in w.states())
        assert "From the tool server files: run files" in w.page.transcript.toPlainText()
        assert w.page.conversation.waits
        assert w.actions["allow_call"].isEnabled()
        assert w.attention.alerts == (0 if w.window.isActiveWindow() else 1)
        w.press(Action.ALLOW)
        await w.session.wait_idle()
        assert w.done == [{}]
        assert w.states() == [State.DONE]
        assert not w.page.conversation.waits
        assert not w.actions["allow_call"].isEnabled()
        assert w.permissions.items == ()


async def test_keys_answer_what_waits() -> None:
    async with world(Line([], ["act", "act"]), DONE) as w:
        w.send()
        await until(lambda: w.states() == [State.WAITING] * 2)
        w.actions["allow_call"].trigger()
        await until(lambda: w.states()[0] is State.DONE)
        w.actions["refuse_call"].trigger()
        await w.session.wait_idle()
        assert w.states() == [State.DONE, State.DENIED]


async def test_always_is_chosen_in_words_and_holds_for_the_next_call() -> None:
    async with world(ACT, ACT, DONE) as w:
        w.send()
        await until(lambda: State.WAITING in w.states())
        w.press(Action.ALWAYS)
        dialog = w.dialog("alwaysDialog")
        child(dialog, QRadioButton, "alwaysThisTool").click()
        child(dialog, QPushButton, "alwaysAllowButton").click()
        await w.session.wait_idle()
        assert len(w.done) == 2
        assert [each.pattern.rules for each in w.permissions.items] == [None]


async def test_a_pattern_is_made_from_the_arguments() -> None:
    from gui.calls.always import AlwaysDialog

    parent = QWidget()
    dialog = AlwaysDialog("read", "mcp:files", {"path": "/home/mira/notes/a.md", "n": 1}, 3, parent)
    assert dialog.summary.text() == (
        "When path is a file or folder below /home/mira/notes, n is exactly 1; and nothing else is given."
    )
    field = child(dialog, QComboBox, "rule-1")
    field.setCurrentIndex(field.findText("anything"))
    assert [rule.likeness for rule in dialog.pattern().rules or ()] == [Likeness.FOLDER, Likeness.ANY]
    assert not dialog.trust.isHidden()
    parent.deleteLater()


async def test_arguments_are_edited_before_they_run() -> None:
    async with world(ACT, DONE) as w:
        w.send()
        await until(lambda: State.WAITING in w.states())
        w.press(Action.EDIT_CALL)
        dialog = w.dialog("argumentsDialog")
        field, run = child(dialog, QPlainTextEdit, "argumentsField"), child(dialog, QPushButton, "runEditedButton")
        for wrong in ("", "[1]", "{", '{"a": 1'):
            field.setPlainText(wrong)
            assert not run.isEnabled(), wrong
        field.setPlainText('{"a": 1}')
        run.click()
        await w.session.wait_idle()
        assert w.done == [{"a": 1}]
        assert 'Ran with your arguments\n{"a": 1}' in w.page.transcript.toPlainText()
        assert w.session.messages[1].tool_calls()[0].arguments_text == "{}"  # as the model wrote it


async def test_a_refusal_in_words_reaches_the_model() -> None:
    async with world(ACT, DONE) as w:
        w.send()
        await until(lambda: State.WAITING in w.states())
        w.press(Action.DENY_IN_WORDS)
        dialog = w.dialog("wordsDialog")
        child(dialog, QPlainTextEdit, "wordsField").setPlainText("use the copy")
        child(dialog, QPushButton, "sayWordsButton").click()
        await w.session.wait_idle()
        assert w.done == []
        assert w.play.requests[1].messages[-1].parts == (w.results()[0],)
        assert w.results()[0].text.endswith("The user says: use the copy")


async def test_a_tool_asks_and_is_answered_from_its_card() -> None:
    async with world(Line([], ["ask", "ask"]), DONE) as w:
        w.send()
        await until(lambda: w.states() == [State.WAITING] * 2)
        assert "Which river?" in w.page.transcript.toPlainText()
        assert not any(spot.action == Action.ALLOW for spot in _spots(w))
        w.press("choice 1")
        w.press(Action.ANSWER, 1)
        dialog = w.dialog("wordsDialog")
        button = child(dialog, QPushButton, "sayWordsButton")
        assert not button.isEnabled()
        child(dialog, QPlainTextEdit, "wordsField").setPlainText("the Danube")
        button.click()
        await w.session.wait_idle()
        assert [part.text for part in w.results()] == ["Rhine", "the Danube"]


def _spots(w: World) -> list[Any]:
    w.page.transcript.flush()
    return [spot for piece in w.page.transcript.canvas.layout.items[-1].pieces for spot in piece.spots()]


async def test_a_running_call_shows_how_far_it_is_and_is_stopped_alone() -> None:
    async with world(Line([], ["hang", "hang"]), DONE) as w:
        w.send()
        await until(lambda: [card.fraction for card in w.cards()] == [0.5, 0.5])
        assert "running · 50 %" in w.page.transcript.toPlainText()
        await until(lambda: "some output" in w.page.transcript.toPlainText())
        w.press(Action.CANCEL_CALL)
        await until(lambda: w.states()[0] is State.STOPPED)
        assert w.states()[1] is State.LIVE
        w.page.approving.act(Action.CANCEL_CALL, w.cards()[1].call_id)
        await w.session.wait_idle()
        assert "all done" in w.page.transcript.toPlainText()


async def test_a_result_is_looked_at_as_a_tree() -> None:
    async with world(ACT, DONE) as w:
        w.send()
        await until(lambda: State.WAITING in w.states())
        w.press(Action.ALLOW)
        await w.session.wait_idle()
        w.press(Action.SHOW_ALL)
        dialog = w.dialog("callDetailsDialog")
        top = child(dialog, QTreeWidget, "jsonTree").topLevelItem(0)
        assert top is not None
        inner = top.child(0)
        assert inner is not None
        assert (top.text(0), top.text(1), inner.text(0)) == ("deep", "{1}", "list")
        dialog.reject()


async def test_the_limit_on_rounds_is_a_question_with_two_buttons() -> None:
    async with world(Line([], ["act"])) as w:
        w.answerers.set_limits(Limits(max_tool_rounds=1))
        w.send()
        for expected in (1, 2):
            await until(lambda: State.WAITING in w.states())
            w.page.approving.answer_first(allowed=True)
            await until(lambda: bool(_rounds(w)) and _rounds(w)[-1].goes_on is None)
            assert len(_rounds(w)) == expected
            w.page.approving.act(Action.GO_ON if expected == 1 else Action.END_HERE, "")
        await w.session.wait_idle()
        assert [question.goes_on for question in _rounds(w)] == [True, False]
        assert len(w.done) == 2


def _rounds(w: World) -> list[RoundsQuestion]:
    blocks = (block for item in w.page.conversation.transcript.items for block in item.blocks)
    return [block.content for block in blocks if isinstance(block.content, RoundsQuestion)]


def waiting_tree() -> Tree:
    """What a restart finds: one call done, one that waits."""
    calls = (ToolCallPart("a", "act", "{}"), ToolCallPart("b", "act", '{"n": 1}'))
    results = (ToolResultPart("a", "acted", ToolStatus.OK, 1.0), waiting_result("b"))
    tree, above = Tree(), None
    for message in (
        Message("u", Role.USER, (TextPart("do it"),)),
        Message("t.1", Role.ASSISTANT, (TextPart("Let me see."), *calls), model="m"),
        Message("t.2", Role.TOOL, results),
    ):
        tree.add(above, message)
        above = message.id
    return tree


async def test_after_a_restart_the_card_waits_and_the_answer_goes_on() -> None:
    async with world(DONE, tree=waiting_tree()) as w:
        assert w.states() == [State.DONE, State.WAITING]
        assert w.page.conversation.waits
        assert not w.page.conversation.live
        assert "From the tool server files: run files" in w.page.transcript.toPlainText()
        w.press(Action.ALLOW, 1)
        await w.session.wait_idle()
        assert w.done == [{"n": 1}]
        assert w.states() == [State.DONE, State.DONE]
        assert len(w.page.conversation.transcript.items) == 2
        text = w.page.transcript.toPlainText()
        assert text.count("Let me see.") == 1
        assert "all done" in text


async def test_a_waiting_call_whose_tool_is_not_there_waits_on() -> None:
    async with world(DONE, tree=waiting_tree()) as w:
        w.session.toolbox = Toolbox()
        w.press(Action.ALLOW, 1)
        assert not w.page.conversation.live
        assert w.states() == [State.DONE, State.WAITING]
        w.press(Action.DENY, 1)  # that needs no tool
        await w.session.wait_idle()
        assert w.states() == [State.DONE, State.DENIED]


async def test_who_writes_on_gives_the_waiting_call_up() -> None:
    async with world(DONE, tree=waiting_tree()) as w:
        w.send()
        await w.session.wait_idle()
        assert w.states() == [State.DONE, State.STOPPED]
        assert w.done == []
        assert not w.page.conversation.waits


async def test_permissions_are_on_the_disk_and_taken_back_on_their_page(tmp_path: Path) -> None:
    from gui.settings.permissions_page import PermissionsPage

    tasks = TaskOwner()
    shelves = Shelves(tmp_path, tmp_path, tasks.spawn)
    book = shelves.permissions.book
    async with world(ACT, DONE, permissions=book) as w:
        w.send()
        await until(lambda: State.WAITING in w.states())
        w.press(Action.ALWAYS)
        child(w.dialog("alwaysDialog"), QPushButton, "alwaysAllowButton").click()
        await w.session.wait_idle()
    await shelves.flush()
    (kept,) = json.loads((tmp_path / "permissions.json").read_text())["permissions"]
    assert (kept["tool"], kept["source"], kept["arguments"]) == ("act", "mcp:files", [])
    later = Shelves(tmp_path, tmp_path, tasks.spawn)
    again = later.permissions.book
    assert again.items == book.items
    page = PermissionsPage(lambda: again.items, again.revoke)
    child(page, QPushButton, "revokeButton").click()
    assert again.items == ()
    await later.flush()
    assert json.loads((tmp_path / "permissions.json").read_text()) == {"permissions": []}
    page.deleteLater()
    await tasks.aclose()
