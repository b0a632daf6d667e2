"""Versions in the window: the transcript follows every change of the path, and the arrows lead from one to another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from gui.chat.conversation import Conversation
from gui.chat.history import items_of
from gui.transcript.blocks.piece import Piece, Spot
from gui.transcript.content import Action
from gui.transcript.view import TranscriptView
from tests.gui.test_page import World, world
from tests.gui.transcript.stage import mouse
from tests.gui.transcript.test_feed import shape

_STEPS = (Action.PREVIOUS_VERSION, Action.NEXT_VERSION)


def as_stored(conversation: Conversation) -> None:
    """What is shown is what the session's messages would be shown as, every word and version."""
    model, session = conversation.transcript, conversation.session
    fresh = items_of(session.messages, session.versions)
    assert shape(list(model.items)) == shape(fresh)
    assert [item.version for item in model.items] == [item.version for item in fresh]
    assert [item.id for item in model.items] == [item.id for item in fresh]


async def said(w: World, scene: str, *questions: str) -> Conversation:
    for question in questions:
        await w.ask(scene, question).session.wait_idle()
    return w.page.conversation


def versions(conversation: Conversation) -> list[tuple[int, int]]:
    return [item.version for item in conversation.transcript.items]


async def test_the_transcript_follows_whatever_the_path_becomes() -> None:
    async with world() as w:
        conversation = await said(w, "tools", "one", "two")
        session = conversation.session
        as_stored(conversation)
        session.regenerate(session.messages[-1].id)
        await session.wait_idle()
        as_stored(conversation)
        assert versions(conversation) == [(1, 1), (1, 1), (1, 1), (2, 2)]
        session.edit(session.messages[0].id, "one, better")
        assert versions(conversation) == [(2, 2), (1, 1)]  # at once, not only when the answer has ended
        await session.wait_idle()
        as_stored(conversation)
        assert versions(conversation) == [(2, 2), (1, 1)]
        session.choose_version(session.messages[0].id, 0)
        as_stored(conversation)
        assert versions(conversation) == [(1, 2), (1, 1), (1, 1), (2, 2)]
        session.delete(session.messages[-1].id)
        as_stored(conversation)
        session.delete(session.messages[0].id)
        as_stored(conversation)
        session.undo_delete()
        session.undo_delete()
        as_stored(conversation)
        assert versions(conversation) == [(1, 2), (1, 1), (1, 1), (2, 2)]


async def test_a_continued_answer_asked_for_anew_and_chosen_again() -> None:
    async with world() as w:
        conversation = await said(w, "length", "go on")
        session = conversation.session
        session.continue_answer()
        await session.wait_idle()
        as_stored(conversation)
        assert len(conversation.transcript.items) == 2
        before = conversation.transcript.plain_text()
        session.regenerate(session.messages[-1].id)
        await session.wait_idle()
        as_stored(conversation)
        session.choose_version(session.messages[-1].id, 0)
        as_stored(conversation)
        assert conversation.transcript.plain_text().replace(" · 1 / 2", "") == before


async def test_what_is_above_a_change_is_not_made_anew() -> None:
    async with world() as w:
        conversation = await said(w, "tour", "one", "two", "three")
        before = list(conversation.transcript.items)
        conversation.session.regenerate(before[3].last_message_id)
        assert all(one is other for one, other in zip(conversation.transcript.items, before[:3], strict=False))
        await conversation.session.wait_idle()
        assert len(conversation.transcript.items) == 4
        as_stored(conversation)


async def test_opening_a_stored_tree_shows_its_path_and_how_long_things_took() -> None:
    async with world() as w:
        await said(w, "tools", "one")
        conversation = await said(w, "reasoning", "two")
        assert "Thought for" in conversation.transcript.plain_text()
        conversation.session.retry()
        await conversation.session.wait_idle()
        again = Conversation(conversation.session, conversation.choice, w.clock)
        assert again.transcript.plain_text() == conversation.transcript.plain_text()
        assert versions(again) == [(1, 1), (1, 1), (1, 1), (2, 2)]


def arrow(view: TranscriptView, action: Action) -> tuple[int, Piece, Spot]:
    return next(found for found in view.canvas.visible_spots(0, 1e6) if found[2].action is action)


def place(view: TranscriptView, action: Action) -> QPoint:
    index, piece, spot = arrow(view, action)
    corner = view.canvas.piece_rect(index, piece).topLeft() - QPoint(0, view.verticalScrollBar().value())
    return (corner + spot.rect.center()).toPoint()


def click(view: TranscriptView, action: Action) -> None:
    point = place(view, action)
    mouse(view, QEvent.Type.MouseMove, point)
    mouse(view, QEvent.Type.MouseButtonPress, point)
    mouse(view, QEvent.Type.MouseButtonRelease, point)


async def test_the_arrows_switch_by_mouse_and_stay_where_they_are() -> None:
    async with world() as w:
        w.window.resize(900, 700)
        conversation = await said(w, "reasoning", "one")
        session, view = conversation.session, w.page.transcript
        w.page.choose(type(conversation.choice)("demo", "tour"))  # longer by far
        w.page.regenerate(session.messages[-1].id)
        await session.wait_idle()
        view.verticalScrollBar().setValue(0)
        assert " · 2 / 2" in view.toPlainText()
        click(view, Action.PREVIOUS_VERSION)
        assert " · 1 / 2" in view.toPlainText()
        top = place(view, Action.NEXT_VERSION).y()
        click(view, Action.NEXT_VERSION)
        assert " · 2 / 2" in view.toPlainText()
        assert place(view, Action.PREVIOUS_VERSION).y() == top


async def test_an_edited_question_has_its_arrows_below_the_card() -> None:
    async with world() as w:
        w.window.resize(900, 700)
        conversation = await said(w, "reasoning", "hi")
        session, view = conversation.session, w.page.transcript
        session.edit(session.messages[0].id, "hello")
        await session.wait_idle()
        view.verticalScrollBar().setValue(0)
        click(view, Action.PREVIOUS_VERSION)
        assert session.messages[0].text() == "hi"
        index, piece, spot = arrow(view, Action.NEXT_VERSION)
        assert index == 0
        assert piece.length() == 2  # the words alone can be selected
        assert 0 <= spot.rect.left() <= spot.rect.right() <= piece.width
        assert piece.text_origin.y() + 10 < spot.rect.top()


async def test_versions_by_keyboard() -> None:
    async with world() as w:
        w.window.resize(900, 700)
        conversation = await said(w, "reasoning", "one")
        session, view = conversation.session, w.page.transcript
        for _ in range(2):
            w.page.regenerate(session.messages[-1].id)
            await session.wait_idle()
        view.put_focus(1)
        for key, expected in ((Qt.Key.Key_Left, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Right, 2)):
            QTest.keyClick(view, key)
            assert versions(conversation)[-1] == (expected, 3)
            assert view.focused_message == 1
        _, piece, spot = arrow(view, Action.NEXT_VERSION)
        view.canvas.focused = (piece, spot)
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert versions(conversation)[-1] == (3, 3)
        focused = view.canvas.focused
        assert focused is not None
        assert focused[1].action is Action.PREVIOUS_VERSION  # there is no next one


async def test_while_an_answer_runs_the_arrows_lead_nowhere() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("silence", "one")
        session = conversation.session
        session.stop()
        await session.wait_idle()
        w.page.retry()
        assert versions(conversation)[-1] == (2, 2)
        w.page.transcript.actionRequested.emit(Action.PREVIOUS_VERSION, session.messages[0].id)
        assert session.live
        session.stop()
        await session.wait_idle()
        w.page.transcript.actionRequested.emit(Action.PREVIOUS_VERSION, session.messages[-1].id)
        assert versions(conversation)[-1] == (1, 2)


async def test_the_reader_stays_above_a_change_and_follows_a_new_answer_from_the_end() -> None:
    async with world() as w:
        w.window.resize(900, 700)
        conversation = await said(w, "tour", "one", "two")
        session, view = conversation.session, w.page.transcript
        view.follow()
        w.page.regenerate(session.messages[-1].id)
        await session.wait_idle()
        view.flush()
        bar = view.verticalScrollBar()
        assert view.following
        assert bar.value() == bar.maximum() > 0
        bar.setValue(300)
        before = view.canvas.anchor(300)
        session.choose_version(session.messages[-1].id, 0)
        session.delete(session.messages[-1].id)
        view.flush()
        after = view.canvas.anchor(bar.value())
        assert (after.item, after.piece, after.offset) == (before.item, before.piece, before.offset)
        assert not view.following


async def test_a_path_that_changes_while_nobody_looks_is_there_afterwards() -> None:
    async with world() as w:
        conversation = await said(w, "tour", "one", "two")
        session = conversation.session
        w.window.hide()
        session.delete(session.messages[2].id)
        session.regenerate(session.messages[0].id)
        await session.wait_idle()
        w.window.show()
        as_stored(conversation)
        assert len(w.page.transcript.canvas.layout.items) == 2


async def test_while_an_answer_runs_the_arrows_rest_and_say_why() -> None:
    async with world() as w:
        w.window.resize(900, 700)
        conversation = await said(w, "reasoning", "one")
        session, view = conversation.session, w.page.transcript
        w.page.regenerate(session.messages[-1].id)
        await session.wait_idle()
        view.flush()
        view.verticalScrollBar().setValue(0)
        where = place(view, Action.PREVIOUS_VERSION)
        w.ask("tour", "and on")
        view.verticalScrollBar().setValue(0)
        assert not [spot for _, _, spot in view.canvas.visible_spots(0, 1e6) if spot.action in _STEPS]
        QApplication.sendEvent(
            view.viewport(), QHelpEvent(QEvent.Type.ToolTip, where, view.viewport().mapToGlobal(where))
        )
        assert QToolTip.text() == "Other versions can be shown once this answer has ended"
        QToolTip.hideText()
        session.stop()
        await session.wait_idle()
        view.flush()
        assert place(view, Action.PREVIOUS_VERSION) == where
