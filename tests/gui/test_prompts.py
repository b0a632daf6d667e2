"""The prompt library in the window: "/" in an empty message, a form for what is open, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.settings.prompts import Prompt
from gui.chat.desk import Desk
from gui.composer.prompt_form import PromptForm
from gui.settings.prompts_page import PromptsPage
from gui.shelves import Shelves
from gui.theme.theme import Theme
from tests.gui.test_page import World, until, world

PROMPTS = (
    Prompt("sum", "Summary", "Sum this up:"),
    Prompt("tr", "번역", "{{언어|영어}}로 옮겨요: {{글}} ({{언어}})"),
)


@asynccontextmanager
async def furnished(folder: Path, *prompts: Prompt) -> AsyncIterator[tuple[World, Desk]]:
    async with world() as w:
        shelves = Shelves(folder, folder, w.tasks.spawn)
        shelves.prompts.put(prompts)
        desk = Desk(Theme(), w.page, shelves, w.actions)
        w.window.activateWindow()
        await until(w.page.composer.field.hasFocus)
        yield w, desk
        await shelves.flush()


def commit(widget: QWidget, text: str) -> None:
    """Write as an input method does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def type_(w: World, text: str) -> None:
    QTest.keyClicks(w.page.composer.field, text)


def search_field(desk: Desk) -> QLineEdit:
    field = desk.prompting.popup.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


async def test_a_slash_in_an_empty_message_drops_the_list_and_enter_inserts(tmp_path: Path) -> None:
    async with furnished(tmp_path, *PROMPTS) as (w, desk):
        type_(w, "/")
        assert desk.prompting.popup.isVisible()
        QTest.keyClicks(search_field(desk), "summ")
        QTest.keyClick(search_field(desk), Qt.Key.Key_Return)
        assert not desk.prompting.popup.isVisible()
        assert w.page.composer.text() == "Sum this up:"


async def test_escape_keeps_the_slash_and_what_was_typed_behind_it(tmp_path: Path) -> None:
    async with furnished(tmp_path, *PROMPTS) as (w, desk):
        type_(w, "/")
        QTest.keyClicks(search_field(desk), "etc")
        QTest.keyClick(search_field(desk), Qt.Key.Key_Escape)
        assert w.page.composer.text() == "/etc"
        assert not desk.prompting.popup.isVisible()


async def test_a_slash_elsewhere_or_without_prompts_is_a_slash(tmp_path: Path) -> None:
    async with furnished(tmp_path, *PROMPTS) as (w, desk):
        type_(w, "a/")
        assert not desk.prompting.popup.isVisible()
        assert w.page.composer.text() == "a/"
    async with furnished(tmp_path / "none") as (w, desk):
        type_(w, "/")
        assert not desk.prompting.popup.isVisible()
        assert w.page.composer.text() == "/"


async def test_what_is_open_in_a_prompt_is_asked_for_with_its_usual_answer(tmp_path: Path) -> None:
    async with furnished(tmp_path, *PROMPTS) as (w, desk):
        commit(w.page.composer.field, "앞: ")
        w.actions["insert_prompt"].trigger()
        commit(search_field(desk), "번역")
        QTest.keyClick(search_field(desk), Qt.Key.Key_Return)
        form = w.page.findChild(PromptForm)
        assert form is not None
        assert list(form.fields) == ["언어", "글"]
        assert form.fields["언어"].text() == "영어"
        QTest.keyClick(form.fields["언어"], Qt.Key.Key_Tab)
        commit(form.fields["글"], "{{언어}}")
        QTest.keyClick(form.fields["글"], Qt.Key.Key_Return)
        assert w.page.composer.text() == "앞: 영어로 옮겨요: {{언어}} (영어)"
        await until(lambda: w.page.findChild(PromptForm) is None)


async def test_a_cancelled_form_inserts_nothing(tmp_path: Path) -> None:
    async with furnished(tmp_path, *PROMPTS) as (w, desk):
        form = desk.prompting.insert(PROMPTS[1])
        assert form is not None
        QTest.keyClick(form, Qt.Key.Key_Escape)
        assert w.page.composer.text() == ""
        await until(lambda: w.page.findChild(PromptForm) is None)
        assert QApplication.activeModalWidget() is None


async def test_without_prompts_the_menu_leads_to_the_settings(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (w, desk):
        wishes: list[str] = []
        desk.edit_wished.connect(wishes.append)
        w.actions["insert_prompt"].trigger()
        assert wishes == ["prompts"]


def test_a_prompt_is_written_on_its_page_which_tells_what_will_be_asked(qtbot: QtBot) -> None:
    kept: list[tuple[Prompt, ...]] = []
    page = PromptsPage(Theme(), PROMPTS, kept.append)
    qtbot.addWidget(page)
    page.show()
    assert "{{name}}" in page.asked.text()
    text = page.findChild(QPlainTextEdit, "promptText")
    assert text is not None
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClicks(text, " {{what|this}}")
    assert kept[-1] == (Prompt("sum", "Summary", "Sum this up: {{what|this}}"), PROMPTS[1])
    assert page.asked.text() == "Asked for when it is used: what"
