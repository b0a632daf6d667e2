"""The transcript for assistive technologies, asked through Qt; tests/e2e asks the running program over AT-SPI."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleTextInterface,
    QGuiApplication,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from core.errors import ErrorInfo, ErrorKind
from core.events import PartFinished, PartStarted, ToolApprovalRequested
from core.messages import AttachmentPart, Message, PartKind, Role, TextPart, ToolCallPart
from core.session import MessageAdded
from gui.theme.theme import Theme
from gui.transcript.accessibility import TranscriptNode, install_accessibility
from gui.transcript.accessible_message import MessageNode
from gui.transcript.accessible_text import from_units, to_units
from gui.transcript.model import TranscriptModel
from gui.transcript.view import TranscriptView
from gui.widgets.clock import FrameClock
from tests.gui.transcript.stage import TOUR, Stage, paragraphs

_PRESS = QAccessibleActionInterface.pressAction()
_FOCUS = QAccessibleActionInterface.setFocusAction()


@pytest.fixture(scope="module", autouse=True)
def _factory(qapp: QApplication) -> None:
    install_accessibility()


@pytest.fixture
def listening() -> Iterator[None]:
    """As if an assistive technology ran."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def root(stage: Stage) -> TranscriptNode:
    found = QAccessible.queryAccessibleInterface(stage.view)
    assert isinstance(found, TranscriptNode)
    return found


def message(stage: Stage, number: int) -> MessageNode:
    found = root(stage).child(number)
    assert isinstance(found, MessageNode)
    return found


def text_of(node: QAccessibleInterface) -> QAccessibleTextInterface:
    """Its text, fetched the way Qt does it."""
    return QAccessibleInterface.textInterface(node)


def child(node: QAccessibleInterface, name: str) -> QAccessibleInterface:
    found = [node.child(number) for number in range(node.childCount())]
    return next(one for one in found if one.text(QAccessible.Text.Name).startswith(name))


def press(node: QAccessibleInterface, action: str = _PRESS) -> None:
    QAccessibleInterface.actionInterface(node).doAction(action)


def everything(text: QAccessibleTextInterface) -> str:
    return text.text(0, text.characterCount())


def made() -> int:
    return sum(isinstance(thing, MessageNode) for thing in gc.get_objects())


# --- the tree ---------------------------------------------------------------------------------------------------------


def test_messages_are_a_list_with_names_and_texts(stage: Stage) -> None:
    stage.user("안녕 👋")
    stage.answer(TOUR)
    top = root(stage)
    assert (top.role(), top.text(QAccessible.Text.Name)) == (QAccessible.Role.List, "Conversation")
    question, answer = message(stage, 0), message(stage, 1)
    assert question.role() == answer.role() == QAccessible.Role.ListItem
    assert question.text(QAccessible.Text.Name) == "You"
    assert answer.text(QAccessible.Text.Name).startswith("model · ")
    assert everything(text_of(question)) == "안녕 👋"
    assert "A paragraph with bold, code and a link." in everything(text_of(answer))
    children = [found for n in range(top.childCount()) if (found := top.child(n)) is not None]
    assert [top.indexOfChild(found) for found in children] == list(range(top.childCount()))
    assert message(stage, 1) is answer


def test_ten_thousand_messages_cost_what_is_asked_for(stage: Stage) -> None:
    stage.load([(f"question {n}", f"answer {n}") for n in range(5_000)])
    gc.collect()
    before = made()
    assert root(stage).childCount() >= 10_000
    assert made() == before
    assert everything(text_of(message(stage, 9_998))) == "question 4999"
    far = message(stage, 2)
    assert far.state().offscreen
    assert (far.childCount(), made()) == (0, before + 2)


def test_a_live_answer_is_busy_and_its_text_is_current(stage: Stage) -> None:
    stage.begin()
    stage.say("One. ")
    stage.settle()
    answer = message(stage, 0)
    assert answer.state().busy
    assert everything(text_of(answer)).endswith("One.")
    stage.say("Two.")
    stage.frame()
    assert everything(text_of(answer)).endswith("One. Two.")
    stage.end("One. Two.")
    assert not answer.state().busy


def test_another_conversation_has_other_messages(stage: Stage, listening: None) -> None:
    stage.answer(TOUR)
    old = message(stage, 0)
    spot = child(old, "Copy code")
    stage.view.set_model(TranscriptModel())
    assert not old.isValid()
    QCoreApplication.processEvents()
    assert not Shiboken.isValid(old)
    assert not Shiboken.isValid(spot)
    assert root(stage).childCount() == len(stage.view.model) + 1


def test_messages_that_stay_keep_their_objects(stage: Stage, listening: None) -> None:
    stage.load([("one", "first answer"), ("two", "second answer")])
    stays, goes = message(stage, 1), message(stage, 3)
    stage.model.replace_items(2, [])
    stage.settle()
    assert message(stage, 1) is stays
    assert stays.isValid()
    assert not goes.isValid()


def test_a_view_that_goes_takes_its_objects_along(qtbot: QtBot, listening: None) -> None:
    clock = FrameClock()
    view = TranscriptView(Theme(), clock)
    view.resize(600, 400)
    view.show()
    stage = Stage(view, clock)
    stage.answer(TOUR)
    top, answer = root(stage), message(stage, 0)
    spot = child(answer, "Copy code")
    clock.set_paused(True)
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(map(Shiboken.isValid, (top, answer, spot)))
    gc.collect()


# --- text -------------------------------------------------------------------------------------------------------------


@given(st.text())
def test_units_count_as_qt_counts(text: str) -> None:
    units = to_units(text)
    assert len(units) == len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert from_units(units) == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def test_a_letter_is_found_where_it_stands(stage: Stage) -> None:
    stage.answer("👋 Some words of prose.\n\n```python\nx = 'code'\n```\n\nAnd the end 끝.")
    text = text_of(message(stage, 0))
    units = to_units(everything(text))
    for words in ("Some words", "x = 'code'", "And the end", "끝"):
        at = units.index(words)
        for offset in range(at, at + len(words)):
            rect = text.characterRect(offset)
            assert rect.height() > 5
            assert text.offsetAtPoint(rect.center() - QPoint(rect.width() // 4, 0)) == offset, (words, offset)


def test_words_can_be_selected_and_scrolled_to(stage: Stage) -> None:
    stage.user("question")
    stage.answer(paragraphs(100) + "needle\n\n" + paragraphs(100))
    text = text_of(message(stage, 1))
    at = everything(text).index("needle")
    text.scrollToSubstring(0, 1)
    assert stage.view.verticalScrollBar().value() < 200
    first = everything(text).index("Paragraph")
    text.setSelection(0, first, first + len("Paragraph number"))
    assert stage.view.selectedText() == "Paragraph number"
    assert text.cursorPosition() == first + len("Paragraph number")
    text.removeSelection(0)
    assert stage.view.selectedText() == ""
    assert text.selectionCount() == 0
    assert text.characterRect(at).isNull()  # far away: nothing is laid out for a question


# --- what can be pressed ----------------------------------------------------------------------------------------------


def test_spots_are_pressed(stage: Stage, qtbot: QtBot) -> None:
    stage.begin()
    stage.think("Hm.")
    stage.say(TOUR)
    stage.end(TOUR)
    answer = message(stage, 0)
    with qtbot.waitSignal(stage.view.linkActivated) as link:
        press(child(answer, "link"))
    assert link.args == ["https://example.org/x"]
    press(child(answer, "Copy code"))
    assert QGuiApplication.clipboard().text().startswith("def add")
    fold = child(answer, "Thought")
    assert fold.state().collapsed
    press(fold)
    assert fold.state().expanded
    assert child(answer, "Thought") is fold


def test_attached_files_have_buttons_with_names(stage: Stage) -> None:
    wishes: list[tuple[str, int]] = []
    stage.view.fileRequested.connect(lambda message_id, number: wishes.append((message_id, number)))
    files = (
        AttachmentPart("a.txt", "text/plain", "0" * 64, 9),
        AttachmentPart("b\u202e.pdf", "application/pdf", "", 9),
    )
    stage.feed.handle(MessageAdded(Message("m1", Role.USER, (TextPart("Look"), *files))))
    stage.settle()
    node = message(stage, 0)
    assert "a.txt (9 bytes)" in everything(text_of(node))
    press(child(node, "Save b"))
    assert wishes == [("m1", 1)]
    assert "\u202e" not in child(node, "Save b").text(QAccessible.Text.Name)


def test_the_focus_is_known(stage: Stage, listening: None) -> None:
    stage.user("question")
    stage.answer(TOUR)
    answer = message(stage, 1)
    press(answer, _FOCUS)
    stage.view.activateWindow()
    stage.settle()
    assert stage.view.focused_message == 1
    assert answer.state().focused
    assert root(stage).focusChild() is answer
    press(child(answer, "Copy code"), _FOCUS)
    stage.settle()
    assert root(stage).focusChild() is child(answer, "Copy code")
    assert not answer.state().focused


# --- announcements ----------------------------------------------------------------------------------------------------


class Ear:
    """Everything that is announced."""

    def __init__(self, stage: Stage) -> None:
        self.heard: list[str] = []
        self.urgent: list[str] = []
        stage.view.announcer.told.connect(self._hear)

    def _hear(self, text: str, now: bool) -> None:
        self.heard.append(text)
        if now:
            self.urgent.append(text)


def test_an_answer_is_announced_sentence_by_sentence(stage: Stage, listening: None) -> None:
    ear = Ear(stage)
    stage.user("question")
    stage.begin()
    stage.think("Hm.")
    for piece in ("It ra", "ins. N", "ow. 해가 떠요. ", "끝", "났다."):
        stage.say(piece)
        stage.frame()
    assert ear.heard == ["Thinking…", "It rains.", "Now.", "해가 떠요."]
    stage.end("")
    assert ear.heard[4:] == ["끝났다.", "Answer finished"]
    assert ear.urgent == []


def test_code_and_tables_are_told_by_size(stage: Stage, listening: None) -> None:
    ear = Ear(stage)
    stage.begin()
    stage.say("```python\nx = 1\ny = 2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nDone.")
    stage.end("")
    assert " ".join(ear.heard) == "Code, python, 2 lines. Table, 1 row. Done. Answer finished"


def test_how_it_ends_is_announced(stage: Stage, listening: None) -> None:
    ear = Ear(stage)
    stage.begin()
    stage.say("Half of it")
    stage.stop(1.0)
    assert ear.heard == ["Half of it", "Stopped"]
    stage.begin()
    stage.fail(ErrorInfo(ErrorKind.CONNECTION, "The connection broke."))
    assert ear.heard[2:] == ["The connection broke."] == ear.urgent


def test_a_tool_that_waits_for_a_person_is_urgent(stage: Stage, listening: None) -> None:
    ear = Ear(stage)
    stage.begin()
    part = ToolCallPart("c1", "get_time", "{}")
    stage.tell(PartStarted(0, PartKind.TOOL_CALL, "get_time", "c1"), PartFinished(0, part))
    stage.tell(ToolApprovalRequested("c1", "get_time", "{}"))
    stage.frame()
    assert ear.urgent == ["get_time: waits for you"]
    stage.stop(1.0)


def test_nothing_is_announced_where_nobody_listens(stage: Stage) -> None:
    ear = Ear(stage)
    stage.answer("One. Two. ")
    assert ear.heard == []


def test_who_comes_late_hears_what_comes_then(stage: Stage) -> None:
    ear = Ear(stage)
    stage.begin()
    stage.say("One. Two. Th")
    stage.frame()
    QAccessible.setActive(True)
    try:
        stage.say("ree. F")
        stage.frame()
        stage.say("our. ")
        stage.end("")
    finally:
        QAccessible.setActive(False)
    assert "One." not in ear.heard
    assert ear.heard == ["Four.", "Answer finished"]
