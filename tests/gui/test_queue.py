"""Messages written while an answer runs: the queue itself, its rows, and that nothing of it is lost or sent twice."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.messages import Outcome, Role
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.queue import Held, Queue
from gui.composer.queue_row import QueueItem, QueueRows
from gui.theme.theme import TextRole, Theme
from gui.widgets.elided_label import ElidedLabel
from tests.gui.test_page import World, until, world

# --- the queue itself -------------------------------------------------------------------------------------------------


def test_an_answer_that_ends_well_lets_the_first_one_go() -> None:
    queue = Queue()
    queue.add("one")
    queue.add("two")
    queue.ended(Outcome.FINISHED)
    sent = queue.next()
    assert sent is not None
    assert sent.text == "one"
    assert [queued.text for queued in queue.waiting] == ["two"]


@pytest.mark.parametrize(
    ("outcome", "held"), [(Outcome.STOPPED, Held.STOPPED), (Outcome.FAILED, Held.FAILED)], ids=lambda value: value.name
)
def test_a_stop_or_a_failure_holds_the_queue_until_an_answer_ends_well(outcome: Outcome, held: Held) -> None:
    queue = Queue()
    queue.add("one")
    queue.ended(outcome)
    assert queue.held is held
    assert queue.next() is None
    queue.begun()
    assert queue.held is Held.NO
    queue.ended(Outcome.FINISHED)
    assert queue.next() is not None


def test_the_one_that_an_answer_is_stopped_for_goes_first_and_the_rest_after_it() -> None:
    queue = Queue()
    queue.add("one")
    second = queue.add("two")
    assert queue.hurry(second.id)
    queue.ended(Outcome.STOPPED)
    assert queue.next() == second
    queue.begun()
    assert queue.held is Held.NO
    queue.ended(Outcome.FINISHED)
    assert queue.next() is not None


def test_one_that_was_dropped_while_the_answer_stops_holds_the_rest() -> None:
    queue = Queue()
    first, second = queue.add("one"), queue.add("two")
    queue.hurry(second.id)
    queue.take(second.id)
    queue.ended(Outcome.STOPPED)
    assert queue.next() is None
    assert queue.waiting == (first,)
    assert not queue.hurry(second.id)


_STEPS = st.lists(
    st.one_of(
        st.just(("add", 0)),
        st.tuples(st.sampled_from(["take", "hurry"]), st.integers(1, 6)),
        st.tuples(st.sampled_from(["finished", "stopped", "failed"]), st.just(0)),
    ),
    max_size=30,
)


@given(_STEPS)
def test_every_message_is_waiting_or_was_handed_out_once(steps: list[tuple[str, int]]) -> None:
    queue, added, out = Queue(), 0, []
    for step, number in steps:
        match step:
            case "add":
                queue.add(str(added))
                added += 1
            case "take":
                out.append(queue.take(number))
            case "hurry":
                queue.hurry(number)
            case _:
                queue.ended(Outcome(step))
                out.append(queue.next())
                queue.begun()
    ids = [queued.id for queued in (*queue.waiting, *out) if queued is not None]
    assert sorted(ids) == list(range(1, added + 1))


# --- with a page ------------------------------------------------------------------------------------------------------


def write(w: World, text: str) -> None:
    """Type and press Enter."""
    QTest.keyClicks(w.page.composer.field, text)
    QTest.keyClick(w.page.composer.field, Qt.Key.Key_Return)


def said(conversation: Conversation) -> list[str]:
    return [message.text() for message in conversation.session.messages if message.role is Role.USER]


def press(w: World, name: str, row: int = 0) -> None:
    """Press a button of a row with the keyboard."""
    buttons = [found for found in w.page.queueing.rows.findChildren(QPushButton, name) if found.isVisible()]
    buttons[row].setFocus()
    QTest.keyClick(buttons[row], Qt.Key.Key_Space)


async def test_queued_messages_go_one_by_one_when_the_answers_end_well() -> None:
    async with world() as w:
        conversation = w.ask("tour")
        write(w, "two")
        write(w, "three")
        assert w.page.composer.text() == ""
        assert w.page.queueing.rows.texts() == ["Queued: two", "Queued: three"]
        assert w.page.queueing.rows.isVisible()
        await until(lambda: said(conversation) == ["Hello", "two", "three"] and not conversation.live)
        assert [m.outcome for m in conversation.session.messages if m.role is Role.ASSISTANT] == [Outcome.FINISHED] * 3
        assert not w.page.queueing.rows.isVisible()


async def test_a_stopped_answer_keeps_the_queue_and_says_so() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("silence")
        write(w, "two")
        w.actions["stop"].trigger()
        await conversation.session.wait_idle()
        await until(lambda: bool(w.page.queueing.rows.held()))
        assert "stopped" in w.page.queueing.rows.held()
        assert said(conversation) == ["Hello"]
        press(w, "sendQueuedButton")
        assert said(conversation) == ["Hello", "two"]
        assert not w.page.queueing.rows.isVisible()


async def test_a_failed_answer_keeps_the_queue_until_one_ends_well() -> None:
    async with world() as w:
        conversation = w.ask("failure")
        write(w, "two")
        await conversation.session.wait_idle()
        await until(lambda: "failed" in w.page.queueing.rows.held())
        w.page.choose(Choice("demo", "tour"))
        w.page.retry()
        await until(lambda: said(conversation) == ["Hello", "two"] and not conversation.live)


async def test_send_now_stops_the_answer_first_and_the_rest_follows_in_order() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("silence")
        write(w, "two")
        write(w, "three")
        press(w, "sendQueuedButton", row=1)
        await until(lambda: said(conversation) == ["Hello", "three"])
        assert conversation.session.messages[1].outcome is Outcome.STOPPED
        assert conversation.live
        assert w.page.queueing.rows.texts() == ["Queued: two"]
        assert w.page.queueing.rows.held() == ""


async def test_the_keyboard_goes_from_the_composer_to_the_way_out_of_an_edit_and_to_what_waits() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("tour")
        await until(lambda: bool(conversation.session.messages))
        write(w, "two")
        write(w, "three")
        w.page.editing.begin(conversation.session.messages[0].id)
        names: list[str] = []
        widget: QWidget | None = w.page.composer.findChild(QWidget, "stopButton")
        while len(names) < 7 and widget is not None:
            widget = widget.nextInFocusChain()
            if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.objectName():
                names.append(widget.objectName())
        row = ["sendQueuedButton", "editQueuedButton", "dropQueuedButton"]
        assert names == ["cancelEditButton", *row, *row]


async def test_edit_brings_it_back_above_what_is_written() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("silence")
        write(w, "two")
        write(w, "three")
        QTest.keyClicks(w.page.composer.field, "half a thought")
        press(w, "editQueuedButton")
        assert w.page.composer.text() == "two\n\nhalf a thought"
        assert w.page.queueing.rows.texts() == ["Queued: three"]
        press(w, "dropQueuedButton")
        assert not conversation.queue.waiting
        assert not w.page.queueing.rows.isVisible()


async def test_dropping_by_keyboard_leads_to_the_next_row_and_then_to_the_composer() -> None:
    async with world(speed=1.0) as w:
        w.window.activateWindow()
        await until(w.window.isActiveWindow)
        w.ask("silence")
        write(w, "two")
        write(w, "three")
        press(w, "dropQueuedButton")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == "Drop: three"
        QTest.keyClick(focused, Qt.Key.Key_Space)
        assert w.page.composer.field.hasFocus()


async def test_a_queue_belongs_to_its_conversation_and_goes_on_unseen() -> None:
    async with world() as w:
        first = w.ask("tour")
        write(w, "two")
        w.book.open_new()
        assert not w.page.queueing.rows.isVisible()
        await until(lambda: said(first) == ["Hello", "two"] and not first.live)
        w.book.open(first.id)
        assert not w.page.queueing.rows.isVisible()


async def test_many_are_counted() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("silence")
        for number in range(7):
            w.page.send(f"message {number}")
        assert len(w.page.queueing.rows.texts()) == 4
        assert len(conversation.queue.waiting) == 7


async def test_closing_sends_nothing_more() -> None:
    made = World(math.inf)
    await made.warmup.run()
    conversation = made.ask("tour")
    made.page.send("two")
    await made.aclose()
    assert said(conversation) == ["Hello"]
    assert [queued.text for queued in conversation.queue.waiting] == ["two"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_words_of_what_waits_can_be_read_beside_or_above_the_buttons(qtbot: QtBot, scale: float) -> None:
    theme = Theme()
    theme.set_scale(scale)
    rows = QueueRows(theme)
    qtbot.addWidget(rows)
    rows.setFont(theme.font(TextRole.LABEL))
    rows.resize(380, 200)
    rows.show_items([QueueItem(1, "And how does it find the sea?")])
    label = rows.findChild(ElidedLabel)
    assert label is not None
    qtbot.waitUntil(lambda: label.width() >= theme.px(130))
