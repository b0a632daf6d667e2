"""Selecting and copying by mouse and keyboard, also while text streams."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.transcript.deeds import copy_selection
from tests.gui.transcript.stage import Stage, drag, mouse, place_of


def test_dragging_selects_across_messages_and_survives_streaming(stage: Stage) -> None:
    stage.user("First question")
    stage.answer("The first answer has words.")
    stage.user("Second")
    stage.begin()
    stage.say("Streaming begins here. ")
    stage.frame()
    drag(stage.view, place_of(stage, "answer has"), place_of(stage, "begins"))
    chosen = stage.view.selectedText()
    assert chosen.startswith("answer has words.")
    assert "Second" in chosen
    assert chosen.endswith("Streaming ")
    for _ in range(20):
        stage.say("More words come. ")
        stage.frame()
    stage.say("\n\nA new paragraph.\n\n```py\nx = 1\n```\n")
    stage.end("")
    assert stage.view.selectedText() == chosen


def test_double_click_selects_a_word_and_a_third_click_the_paragraph(stage: Stage) -> None:
    stage.answer("Some simple words here.\n\nOther.")
    point = place_of(stage, "simple") + QPoint(6, 0)
    mouse(stage.view, QEvent.Type.MouseButtonPress, point)
    mouse(stage.view, QEvent.Type.MouseButtonRelease, point)
    mouse(stage.view, QEvent.Type.MouseButtonDblClick, point)
    assert stage.view.selectedText() == "simple"
    mouse(stage.view, QEvent.Type.MouseButtonPress, point)
    assert stage.view.selectedText() == "Some simple words here."


def test_select_all_and_copy_by_keys(stage: Stage) -> None:
    stage.user("Question")
    stage.answer("- one\n- two\n\nText.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    QTest.keyClick(stage.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(stage.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Question")
    assert "• one\n• two\n\nText." in copied
    assert "a\tb\n1\t2" in copied


def test_a_message_is_copied_as_text_and_as_markdown(stage: Stage) -> None:
    stage.answer("**bold** and\n\n```py\nx = 1\n```\n")
    stage.view.setFocus()
    bar = stage.view.overlays.bar
    for button, expected in zip(list(bar.buttons.values())[:2], ("bold and\n\nx = 1", "**bold** and"), strict=True):
        button.click()
        assert QGuiApplication.clipboard().text().startswith(expected)


async def test_a_long_conversation_is_copied_without_the_window_waiting_for_it(stage: Stage) -> None:
    stage.clear()
    for number in range(30):
        stage.user(f"Question {number}")
        stage.answer(f"**Answer** {number} 답.\n\n- one\n- two\n\n```python\nx = {number}\n```\n\n" * 40)
    stage.view.canvas.select_all()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    copy_selection(stage.view)
    assert stage.view.slices.busy, "it takes longer than one may wait"
    stage.view.canvas.selection.clear()
    while stage.view.slices.busy:
        await asyncio.sleep(0)
    text = clipboard.text()
    assert text.startswith("Question 0\n\nAnswer 0 답.")
    assert text.count("Question") == 30
    assert text.count("Answer") == 1200
    assert "**" not in text
    stage.clear()
    for number in range(12):
        stage.answer(f"**Answer** {number} 답.\n\n- one\n- two\n\n```python\nx = {number}\n```\n\n" * 40)
    stage.view.canvas.select_all()
    copy_selection(stage.view)
    while stage.view.slices.busy and not clipboard.text().startswith("**Answer**"):
        await asyncio.sleep(0)
    assert stage.view.slices.busy, "the source stands in for the words"
    clipboard.setText("something else")
    while stage.view.slices.busy:
        await asyncio.sleep(0)
    assert clipboard.text() == "something else"
    clipboard.clear()
