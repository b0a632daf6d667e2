"""Messages that are there: editing, asking again, quoting, deleting and taking that back, from the transcript."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.messages import Message, Role
from gui.chat.conversation import Conversation
from tests.gui.test_page import World, until, world


def said(conversation: Conversation) -> list[str]:
    return [message.text() for message in conversation.session.messages if message.role is Role.USER]


def first_of(conversation: Conversation, role: Role) -> Message:
    return next(message for message in conversation.session.messages if message.role is role)


def ask_for(w: World, action: str, role: Role) -> None:
    w.page.transcript.actionRequested.emit(action, first_of(w.page.conversation, role).id)


async def two_questions(w: World) -> Conversation:
    await w.ask("tour", "First").session.wait_idle()
    conversation = w.ask("tour", "Second")
    await conversation.session.wait_idle()
    return conversation


async def test_an_earlier_question_is_edited_and_sent_anew() -> None:
    async with world() as w:
        conversation = await two_questions(w)
        w.page.composer.set_text("half a thought")
        ask_for(w, "edit", Role.USER)
        assert w.page.editing.strip.isVisible()
        assert w.page.composer.text() == "First"
        w.page.composer.set_text("First, but better")
        w.page.composer.field.request_submit()
        assert not w.page.editing.strip.isVisible()
        assert w.page.composer.text() == "half a thought"
        await conversation.session.wait_idle()
        assert said(conversation) == ["First, but better"]
        assert "Second" not in w.page.transcript.toPlainText()


async def test_editing_can_be_left_by_button_and_key() -> None:
    async with world() as w:
        conversation = await two_questions(w)
        w.page.composer.set_text("draft")
        for leave in ("button", "key"):
            ask_for(w, "edit", Role.USER)
            assert w.page.editing.strip.isVisible()
            if leave == "button":
                button = w.page.findChild(QPushButton, "cancelEditButton")
                assert isinstance(button, QPushButton)
                button.click()
            else:
                w.window.activateWindow()
                w.page.composer.take_focus()
                await until(w.page.composer.field.hasFocus)
                QTest.keyClick(w.page.composer.field, Qt.Key.Key_Escape)
            assert not w.page.editing.strip.isVisible()
            assert w.page.composer.text() == "draft"
        assert said(conversation) == ["First", "Second"]


async def test_each_conversation_keeps_its_own_edit() -> None:
    async with world() as w:
        first = await two_questions(w)
        ask_for(w, "edit", Role.USER)
        w.page.composer.set_text("First, half changed")
        w.book.open_new()
        assert not w.page.editing.strip.isVisible()
        assert w.page.composer.text() == ""
        w.book.open(first.id)
        assert w.page.editing.strip.isVisible()
        assert w.page.composer.text() == "First, half changed"
        w.page.editing.cancel()
        assert w.page.composer.text() == ""


async def test_an_edit_ends_with_its_message() -> None:
    async with world() as w:
        await two_questions(w)
        ask_for(w, "edit", Role.USER)
        ask_for(w, "delete", Role.USER)
        assert not w.page.editing.strip.isVisible()
        assert w.page.composer.text() == ""


async def test_an_earlier_answer_is_asked_for_again() -> None:
    async with world() as w:
        conversation = await two_questions(w)
        before = first_of(conversation, Role.ASSISTANT).id
        ask_for(w, "regenerate", Role.ASSISTANT)
        assert conversation.live
        ask_for(w, "delete", Role.USER)  # while it lives: harmless
        await conversation.session.wait_idle()
        assert said(conversation) == ["First"]
        assert first_of(conversation, Role.ASSISTANT).id != before


async def test_what_was_deleted_comes_back_with_undo() -> None:
    async with world() as w:
        conversation = await two_questions(w)
        whole = conversation.session.messages
        w.page.transcript.actionRequested.emit("delete", whole[-1].id)
        assert w.page.notices.isVisible()
        assert w.page.notices.text() == "Deleted"
        ask_for(w, "delete", Role.USER)
        assert w.page.notices.text() == "Deleted, with what followed"
        assert w.page.welcome.isVisible()
        undo = next(button for button in w.page.notices.findChildren(QPushButton) if button.text() == "Undo")
        undo.click()
        assert said(conversation) == ["First", "Second"]
        assert "First" in w.page.transcript.toPlainText()
        assert w.page.notices.isHidden()


async def test_ctrl_z_in_the_transcript_brings_back_what_was_deleted_last() -> None:
    async with world() as w:
        conversation = await two_questions(w)
        view, mods = w.page.transcript, Qt.KeyboardModifier
        whole = conversation.session.messages
        w.page.composer.set_text("a draft")
        view.actionRequested.emit("delete", whole[-1].id)
        view.actionRequested.emit("delete", whole[2].id)
        assert conversation.session.messages == whole[:2]
        QTest.keyClick(view, Qt.Key.Key_Z, mods.ControlModifier)
        assert conversation.session.messages == whole[:3]
        assert w.page.notices.isHidden()  # its button would bring back the one before
        QTest.keyClick(view, Qt.Key.Key_Z, mods.ControlModifier)
        assert conversation.session.messages == whole
        QTest.keyClick(view, Qt.Key.Key_Z, mods.ControlModifier)  # nothing is left: harmless
        assert conversation.session.messages == whole
        assert w.page.composer.text() == "a draft"


async def test_a_quote_goes_behind_what_is_written() -> None:
    async with world() as w:
        w.page.transcript.quoteRequested.emit("> one\n> two")
        assert w.page.composer.text() == "> one\n> two\n\n"
        w.page.composer.set_text("About this:")
        w.page.transcript.quoteRequested.emit("> three")
        assert w.page.composer.text() == "About this:\n\n> three\n\n"
        assert w.page.composer.field.textCursor().atEnd()
        w.page.composer.field.undo()
        assert w.page.composer.text() == "About this:"


async def test_the_wheel_is_a_command_for_the_text_size() -> None:
    async with world() as w:
        done: list[str] = []
        for name in ("zoom_in", "zoom_out"):
            w.actions.on(name, partial(done.append, name))
        w.page.transcript.zoomRequested.emit(2)
        w.page.transcript.zoomRequested.emit(-1)
        assert done == ["zoom_in", "zoom_in", "zoom_out"]


async def test_a_message_is_edited_and_deleted_by_keys_alone() -> None:
    async with world() as w:
        conversation = await two_questions(w)
        view, mods = w.page.transcript, Qt.KeyboardModifier
        w.window.activateWindow()
        view.setFocus(Qt.FocusReason.TabFocusReason)
        await until(view.hasFocus)
        assert view.focused_message >= 0
        while view.focused_message != 2:
            QTest.keyClick(view, Qt.Key.Key_Up, mods.ControlModifier)
        QTest.keyClick(view, Qt.Key.Key_E)
        assert w.page.composer.text() == "Second"
        w.page.editing.cancel()
        view.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(view, Qt.Key.Key_Delete)
        assert said(conversation) == ["First"]
        assert len(view.model.items) == 2
