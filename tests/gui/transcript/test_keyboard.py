"""The keyboard over the transcript: from message to message, what can be pressed, selecting without a mouse."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui.transcript.clipboard import MARKDOWN
from gui.transcript.selection import Selection, selected_text
from tests.gui.transcript.stage import Stage, drag, mouse, paragraphs, place_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


def press(stage: Stage, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        QTest.keyClick(stage.view, key, mods)


def click(stage: Stage, words: str) -> None:
    point = place_of(stage, words)
    mouse(stage.view, QEvent.Type.MouseButtonPress, point)
    mouse(stage.view, QEvent.Type.MouseButtonRelease, point)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def asked_of(stage: Stage) -> list[tuple[str, str]]:
    asked: list[tuple[str, str]] = []
    stage.view.actionRequested.connect(lambda action, message: asked.append((action, message)))
    return asked


@pytest.fixture
def talk(stage: Stage) -> Stage:
    stage.user("First question")
    stage.answer("The **first** answer.")
    stage.user("Second question")
    stage.answer("The second answer.")
    stage.view.setFocus()
    return stage


def test_the_focus_goes_from_message_to_message_and_is_seen(talk: Stage) -> None:
    view = talk.view
    press(talk, Key.Key_Down, mods=CTRL)
    assert view.focused_message == 0
    bare = view.viewport().grab().toImage()
    press(talk, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, mods=CTRL)
    assert view.focused_message == 3
    assert view.viewport().grab().toImage() != bare
    press(talk, Key.Key_Up, mods=Qt.KeyboardModifier.AltModifier)
    assert view.focused_message == 2
    press(talk, Key.Key_Escape)
    assert view.focused_message == -1


def test_a_long_message_is_shown_from_its_beginning(stage: Stage) -> None:
    for _ in range(3):
        stage.user("Question")
        stage.answer(paragraphs(40))
    stage.view.setFocus()
    press(stage, Key.Key_Up, Key.Key_Up, Key.Key_Up, mods=CTRL)
    top = stage.view.canvas.layout.tops[stage.view.focused_message]
    assert stage.view.verticalScrollBar().value() <= top < stage.view.verticalScrollBar().value() + 600
    assert not stage.view.following
    press(stage, *[Key.Key_Down] * 9, mods=CTRL)
    assert stage.view.following


def test_the_focus_stays_with_its_message_while_text_streams(talk: Stage) -> None:
    press(talk, Key.Key_Up, Key.Key_Up, mods=CTRL)
    at = talk.view.focused_message
    talk.user("Third")
    talk.begin()
    for _ in range(10):
        talk.say("More words. ")
        talk.frame()
    talk.end("")
    assert talk.view.focused_message == at


def test_letters_act_on_the_focused_message_only(talk: Stage) -> None:
    asked, quoted = asked_of(talk), list[str]()
    talk.view.quoteRequested.connect(quoted.append)
    press(talk, Key.Key_C, Key.Key_E, Key.Key_R, Key.Key_Q, Key.Key_Delete)
    assert (asked, quoted) == ([], [])
    press(talk, Key.Key_Down, Key.Key_Down, mods=CTRL)
    press(talk, Key.Key_C)
    assert clipboard() == "The first answer."
    press(talk, Key.Key_C, mods=CTRL | SHIFT)
    assert clipboard() == "The **first** answer."
    press(talk, Key.Key_Q)
    assert quoted == ["> The **first** answer."]
    press(talk, Key.Key_E, Key.Key_R)
    press(talk, Key.Key_Up, mods=CTRL)
    press(talk, Key.Key_R, Key.Key_E)
    question, answer = talk.model.items[:2]
    assert asked == [("regenerate", answer.last_message_id), ("edit", question.id)]


def test_the_focus_goes_on_when_its_message_is_deleted(talk: Stage) -> None:
    asked = asked_of(talk)
    press(talk, Key.Key_Down, Key.Key_Down, mods=CTRL)
    press(talk, Key.Key_Delete)
    assert asked == [("delete", talk.model.items[1].blocks[0].message_id)]
    assert talk.view.focused_message == 2


def test_quoting_takes_the_selected_words_of_the_message(talk: Stage) -> None:
    quoted: list[str] = []
    talk.view.quoteRequested.connect(quoted.append)
    drag(talk.view, place_of(talk, "question"), place_of(talk, "answer."))
    press(talk, Key.Key_Down, mods=CTRL)
    press(talk, Key.Key_Q)
    press(talk, Key.Key_Down, mods=CTRL)
    press(talk, Key.Key_Q)
    press(talk, Key.Key_Down, mods=CTRL)
    press(talk, Key.Key_Q)
    assert quoted == ["> question", "> The first", "> Second question"]


def test_tab_goes_through_links_in_reading_order_and_enter_follows(stage: Stage) -> None:
    stage.answer(
        "A [first](https://one.example) and **[bold](https://two.example)**.\n\n```py\nx\n```\n\n[last](x.html)"
    )
    followed: list[str] = []
    stage.view.linkActivated.connect(followed.append)
    stage.view.setFocus()
    for _ in range(2):
        assert stage.view.focusNextPrevChild(True)
        press(stage, Key.Key_Return)
    assert stage.view.overlays.address.text() == "https://two.example"
    assert stage.view.focusNextPrevChild(True)  # the button of the code; what leads nowhere is no link
    press(stage, Key.Key_Return)
    assert clipboard() == "x"
    assert stage.view.focusNextPrevChild(False)
    press(stage, Key.Key_Return)
    assert followed == ["https://one.example", "https://two.example", "https://two.example"]
    press(stage, Key.Key_Escape)
    assert stage.view.canvas.focused is None
    assert stage.view.overlays.address.isHidden()


def test_enter_on_a_message_opens_its_menu(talk: Stage) -> None:
    asked = asked_of(talk)
    press(talk, Key.Key_Down, mods=CTRL)
    press(talk, Key.Key_Return)
    menu = talk.view.findChild(QMenu, "transcriptMenu")
    assert isinstance(menu, QMenu)
    names = [entry.text().partition("\t")[0] for entry in menu.actions() if entry.text()]
    assert names == [
        "Select all",
        "Copy the message",
        "Copy the message as Markdown",
        "Quote the message",
        "Edit",
        "Delete",
    ]
    QTest.keyClick(menu, Key.Key_Up)
    QTest.keyClick(menu, Key.Key_Up)
    QTest.keyClick(menu, Key.Key_Return)
    assert asked == [("edit", talk.model.items[0].id)]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert talk.view.findChild(QMenu, "transcriptMenu") is None


def test_the_keys_of_the_transcript_come_before_shortcuts_of_the_window_only_when_they_mean_something(
    talk: Stage,
) -> None:
    def takes(key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, mods)
        event.ignore()
        QApplication.sendEvent(talk.view, event)
        return event.isAccepted()

    assert not takes(Key.Key_Escape)
    assert not takes(Key.Key_C, CTRL | SHIFT)
    press(talk, Key.Key_Down, mods=CTRL)
    assert takes(Key.Key_Escape)
    assert takes(Key.Key_C, CTRL | SHIFT)
    assert takes(Key.Key_C, CTRL)


def test_a_click_sets_where_keys_select_from(talk: Stage) -> None:
    click(talk, "first answer")
    press(talk, *[Key.Key_Right] * 5, mods=SHIFT)
    assert talk.view.selectedText() == "first"
    press(talk, Key.Key_Right, mods=SHIFT | CTRL)
    assert talk.view.selectedText() == "first "
    press(talk, Key.Key_End, mods=SHIFT)
    assert talk.view.selectedText() == "first answer."
    press(talk, Key.Key_Right, mods=SHIFT)  # into the next message
    press(talk, Key.Key_Right, mods=SHIFT | CTRL)
    assert talk.view.selectedText() == "first answer.\n\nSecond "
    press(talk, Key.Key_Left, mods=SHIFT | CTRL)
    press(talk, Key.Key_Left, mods=SHIFT)
    assert talk.view.selectedText() == "first answer."
    press(talk, Key.Key_Home, mods=SHIFT | CTRL)
    assert talk.view.selectedText() == "First question\n\nThe "
    press(talk, Key.Key_End, mods=SHIFT | CTRL)
    assert talk.view.selectedText().endswith("The second answer.")


def test_without_a_click_keys_select_from_the_focused_message(talk: Stage) -> None:
    press(talk, Key.Key_Right, mods=SHIFT)
    assert talk.view.selectedText() == ""
    press(talk, Key.Key_Up, mods=CTRL)
    press(talk, Key.Key_Right, mods=SHIFT | CTRL)
    assert talk.view.selectedText() == "The "


def test_lines_are_crossed_in_one_column_and_through_pieces(stage: Stage) -> None:
    stage.answer("first line here\n\nx\n\n```\ncode line there\n```\n\nlast line of all")
    stage.view.setFocus()
    click(stage, "line here")
    press(stage, Key.Key_Down, Key.Key_Down, Key.Key_Down, mods=SHIFT)
    chosen = stage.view.selectedText()
    assert chosen.startswith("line here\n\nx\n\ncode line there\n\nlas")
    press(stage, Key.Key_Up, Key.Key_Up, Key.Key_Up, mods=SHIFT)
    assert stage.view.selectedText() == ""


def test_pages_extend_a_selection_and_the_page_follows(stage: Stage) -> None:
    stage.answer(paragraphs(200))
    stage.view.setFocus()
    press(stage, Key.Key_Home)
    click(stage, "number 2 ")
    press(stage, Key.Key_PageDown, Key.Key_PageDown, mods=SHIFT)
    assert stage.view.selectedText().count("\n\n") > 15
    assert stage.view.verticalScrollBar().value() > 600
    press(stage, Key.Key_PageUp, Key.Key_PageUp, Key.Key_PageUp, mods=SHIFT)
    assert stage.view.selectedText().startswith("Paragraph number 0")


def test_a_selection_by_keyboard_grows_while_text_streams(stage: Stage) -> None:
    stage.begin()
    stage.say("Some words are here.")
    stage.frame()
    stage.view.setFocus()
    click(stage, "words")
    for _ in range(3):
        press(stage, Key.Key_Right, mods=SHIFT | CTRL)
        stage.say(" And more come.")
        stage.frame()
    assert stage.view.selectedText() == "words are here"
    stage.end("")


def test_select_all_twice_is_select_all(talk: Stage) -> None:
    press(talk, Key.Key_A, mods=CTRL)
    once = talk.view.selectedText()
    press(talk, Key.Key_A, mods=CTRL)
    assert talk.view.selectedText() == once
    press(talk, Key.Key_Left, mods=SHIFT)
    assert talk.view.selectedText() == once.removesuffix(".")


def test_a_copy_has_plain_text_and_markdown(stage: Stage) -> None:
    source = "# Title\n\nSome **bold** words.\n\n- one\n- two\n\n```py\nx = 1\n```\n\n| a |\n|---|\n| 1 |"
    stage.answer(source)
    stage.view.setFocus()
    press(stage, Key.Key_A, mods=CTRL)
    press(stage, Key.Key_C, mods=CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("Title\n\nSome bold words.")
    assert bytes(data.data(MARKDOWN).data()).decode() == source
    press(stage, Key.Key_C, mods=CTRL | SHIFT)
    assert clipboard() == source


def test_a_part_of_a_block_is_plain_text_in_markdown_too(stage: Stage) -> None:
    stage.answer("Some **bold** words.\n\nA *whole* one.\n\nAnd `code` at the end.")
    stage.view.setFocus()
    drag(stage.view, place_of(stage, "bold"), place_of(stage, "at the end"))
    press(stage, Key.Key_C, mods=CTRL | SHIFT)
    assert clipboard() == "bold words.\n\nA *whole* one.\n\nAnd code "


def test_copies_are_stripped_of_hidden_characters(stage: Stage) -> None:
    stage.answer("safe\u202eevil\u2066 `a\u0007b`")
    stage.view.setFocus()
    press(stage, Key.Key_A, mods=CTRL)
    for mods in (CTRL, CTRL | SHIFT):
        press(stage, Key.Key_C, mods=mods)
        data = QGuiApplication.clipboard().mimeData()
        for text in (data.text(), bytes(data.data(MARKDOWN).data()).decode()):
            assert not set(text) & set("\u202e\u2066\u0007")


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_PageDown]
        ),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_however_one_goes_the_selection_is_part_of_what_is_there(
    stage: Stage, steps: list[tuple[Qt.Key, bool]]
) -> None:
    stage.clear()
    stage.user("질문 하나 👩‍👩‍👧 here")
    stage.answer("One.\n\n- two\n- three\n\n```\nfour\n\nfive\n```\n\n| six | 7 |\n|--|--|\n| 한글 | 9 |\n\n> ten")
    stage.view.setFocus()
    click(stage, "three")
    everything = Selection()
    stage.view.canvas.select_all()
    everything.anchor, everything.cursor = stage.view.canvas.selection.anchor, stage.view.canvas.selection.cursor
    whole = selected_text(everything, stage.view.canvas.layout).split()
    click(stage, "three")
    for key, words in steps:
        press(stage, key, mods=SHIFT | CTRL if words and key != Key.Key_PageDown else SHIFT)
        found = stage.view.selectedText().split()
        assert all(any(word in known for known in whole) for word in found)


def test_steps_forth_and_back_come_home(stage: Stage) -> None:
    stage.user("Hello there")
    stage.answer("One two.\n\n```\nthree\n```\n\n| a | b |\n|--|--|\n| c | d |\n\nend 😀 here")
    stage.view.setFocus()
    click(stage, "Hello")
    seen = [stage.view.canvas.selection.cursor]
    while len(seen) < 200:
        press(stage, Key.Key_Right, mods=SHIFT)
        if stage.view.canvas.selection.cursor == seen[-1]:
            break
        seen.append(stage.view.canvas.selection.cursor)
    assert all(before is not None and after is not None and before < after for before, after in pairwise(seen))
    for place in reversed(seen[:-1]):
        press(stage, Key.Key_Left, mods=SHIFT)
        assert stage.view.canvas.selection.cursor == place


def test_what_is_selected_ends_with_its_messages(talk: Stage) -> None:
    click(talk, "first answer")
    press(talk, Key.Key_Right, mods=SHIFT | CTRL)
    talk.model.replace_items(2, [])
    assert talk.view.selectedText() == "first "
    press(talk, Key.Key_End, mods=SHIFT | CTRL)
    assert talk.view.selectedText() == "first answer."
    talk.model.replace_items(1, [])
    assert talk.view.selectedText() == ""
    press(talk, Key.Key_Right, mods=SHIFT)  # the place that was clicked is gone too
    assert talk.view.selectedText() == ""


def test_another_conversation_has_nothing_selected(talk: Stage) -> None:
    press(talk, Key.Key_A, mods=CTRL)
    talk.clear()
    talk.user("New")
    talk.settle()
    assert talk.view.selectedText() == ""
