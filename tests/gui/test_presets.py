"""Presets in the window: kept in a file, edited in the settings, chosen per conversation, sent with the next turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from core.prices import PriceList
from core.settings.presets import Parameters, Preset, load_presets
from gui.chat.desk import Desk
from gui.chat.directory import Choice
from gui.settings.presets_page import PresetsPage
from gui.shelves import Shelves
from gui.theme.theme import Theme
from tests.gui.test_page import OLLAMA, World, world

TERSE = Preset("terse", "Terse", "Be short.", "ollama", "qwen3", Parameters(0.2, None, 500))


@asynccontextmanager
async def furnished(folder: Path) -> AsyncIterator[tuple[World, Shelves, Desk]]:
    async with world() as w:
        shelves = Shelves(folder, folder, w.tasks.spawn)
        desk = Desk(Theme(), w.page, shelves, w.actions)
        desk.presetting.show(w.page.conversation)
        yield w, shelves, desk


async def test_a_preset_brings_its_words_its_model_and_its_parameters(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (w, shelves, desk):
        shelves.presets.put([TERSE, Preset("plain", "Plain")])
        desk.presetting.picker.setCurrentText("Terse")
        conversation = w.page.conversation
        assert conversation.choice == Choice("ollama", "qwen3")
        w.page.choosing.aim(conversation)
        assert conversation.session.system == "Be short."
        assert conversation.session.parameters == {"temperature": 0.2, "max_tokens": 500}
        desk.presetting.picker.setCurrentText("No preset")
        w.page.choosing.aim(conversation)
        assert conversation.session.system == ""
        assert conversation.session.parameters == {}


async def test_a_preset_belongs_to_its_conversation_and_new_ones_have_none(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (w, shelves, desk):
        shelves.presets.put([Preset("terse", "Terse", "Be short.")])
        desk.presetting.choose("terse")
        first = w.ask("tour")
        await first.session.wait_idle()
        w.book.open_new()
        assert desk.presetting.picker.currentText() == "No preset"
        assert w.page.conversation.session.system == ""
        w.book.open(first.id)
        assert desk.presetting.picker.currentText() == "Terse"


async def test_an_edited_preset_holds_for_the_next_turn_and_a_deleted_one_leaves_its_words(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (w, shelves, desk):
        shelves.presets.put([Preset("terse", "Terse", "Be short.")])
        desk.presetting.choose("terse")
        shelves.presets.put([Preset("terse", "Terser", "Be shorter.", parameters=Parameters(1.0))])
        assert desk.presetting.picker.currentText() == "Terser"
        w.page.choosing.aim(w.page.conversation)
        assert w.page.conversation.session.system == "Be shorter."
        shelves.presets.put([])
        w.page.choosing.aim(w.page.conversation)
        assert w.page.conversation.session.system == "Be shorter."
        assert w.page.conversation.session.parameters == {}


async def test_a_provider_that_is_gone_changes_nobody(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (w, shelves, desk):
        before = w.page.conversation.choice
        shelves.presets.put([Preset("old", "Old", provider="gone", model="m")])
        desk.presetting.choose("old")
        assert w.page.conversation.choice == before


async def test_the_last_entry_leads_to_the_settings(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (_, _library, desk):
        wishes: list[str] = []
        desk.edit_wished.connect(wishes.append)
        picker = desk.presetting.picker
        picker.setCurrentIndex(picker.count() - 1)
        assert wishes == ["presets"]
        assert picker.currentText() == "No preset"


async def test_presets_are_written_a_moment_later_and_read_again(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (w, shelves, _):
        shelves.presets.put([TERSE])
        await shelves.flush()
        assert load_presets(tmp_path / "presets.toml")[0] == (TERSE,)
        again = Shelves(tmp_path, tmp_path, w.tasks.spawn)
        assert again.presets.items == (TERSE,)
        again.presets.put([])
        await again.flush()
        assert load_presets(tmp_path / "presets.toml")[0] == ()


@pytest.mark.usefixtures("qapp")
async def test_trouble_with_a_file_is_said(tmp_path: Path) -> None:
    async with world() as w:
        (tmp_path / "prices.toml").write_text("nonsense", encoding="utf-8")
        (tmp_path / "presets.toml").write_text("[[", encoding="utf-8")
        shelves = Shelves(tmp_path, tmp_path, w.tasks.spawn, specs=lambda: (OLLAMA,))
        said: list[str] = []
        shelves.said.connect(said.append)
        assert shelves.presets.items == ()
        prices = shelves.prices()
        assert prices.free == {"ollama"}
        assert all(isinstance(each, PriceList) for each in prices.lists)
        assert ["presets.toml" in said[0], "prices.toml" in said[1]] == [True, True]
        await asyncio.sleep(0)


# --- the page of the settings -----------------------------------------------------------------------------------------


class Editor:
    """The presets' page with a list to put into."""

    def __init__(self, qtbot: QtBot, *items: Preset) -> None:
        self.kept = items
        self.page = PresetsPage(Theme(), items, self._put, {"ollama": OLLAMA})
        qtbot.addWidget(self.page)
        self.page.show()

    def _put(self, items: tuple[Preset, ...]) -> None:
        self.kept = items

    def write(self, name: str, text: str) -> None:
        field = self.page.findChild(QLineEdit, name) or self.page.findChild(QPlainTextEdit, name)
        assert field is not None
        field.clear()
        QTest.keyClicks(field, text)

    def press(self, name: str) -> None:
        button = self.page.findChild(QToolButton, name) or self.page.findChild(QPushButton, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_preset_is_made_by_typing(qtbot: QtBot) -> None:
    editor = Editor(qtbot)
    assert not editor.page.form.isVisible()
    editor.press("addPresetButton")
    editor.write("presetName", "Terse")
    editor.write("presetSystem", "Be short.")
    editor.write("presetModel", "qwen3")
    editor.write("presetTemperature", "0,2")
    editor.write("presetMaxTokens", "500")
    editor.page.provider.setCurrentIndex(1)
    editor.page.background.click()
    (made,) = editor.kept
    wanted = Parameters(0.2, None, 500, background=True)
    assert made == Preset(made.id, "Terse", "Be short.", "ollama", "qwen3", wanted)
    assert editor.page.list.item(0).text() == "Terse"


def test_a_number_that_is_none_is_told_and_not_kept(qtbot: QtBot) -> None:
    editor = Editor(qtbot, TERSE)
    editor.write("presetTemperature", "5")
    assert editor.kept[0].parameters.temperature == 0.2
    trouble = editor.page.troubles[editor.page.temperature]
    assert "from 0 to 2" in trouble.text()
    assert not trouble.isHidden()
    assert editor.page.troubles[editor.page.top_p].isHidden()
    editor.write("presetTemperature", "0.7")
    assert editor.kept[0].parameters.temperature == 0.7
    assert trouble.isHidden()


def test_switching_shows_the_other_one_and_changes_nothing(qtbot: QtBot) -> None:
    other = Preset("other", "Other", provider="gone", parameters=Parameters(reasoning_effort="max", other={"seed": 1}))
    editor = Editor(qtbot, TERSE, other)
    names = editor.page.findChild(QListWidget, "presetList")
    assert names is not None
    QTest.keyClick(names, Qt.Key.Key_Down)
    assert editor.page.name.text() == "Other"
    editor.write("presetModel", "m")
    assert editor.kept == (
        TERSE,
        Preset("other", "Other", "", "gone", "m", Parameters(reasoning_effort="max", other={"seed": 1})),
    )


def test_a_deleted_preset_can_be_brought_back(qtbot: QtBot) -> None:
    editor = Editor(qtbot, TERSE, Preset("b", "B"))
    editor.press("removePresetButton")
    assert [preset.id for preset in editor.kept] == ["b"]
    QTest.mouseClick(editor.page.undo, Qt.MouseButton.LeftButton)
    assert [preset.id for preset in editor.kept] == ["terse", "b"]
    assert editor.page.undo.isHidden()
