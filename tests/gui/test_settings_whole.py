"""The settings as a whole: looked through, set back, taken to a file and from one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from core.limits import Limits
from core.network import ProxyUse
from core.prices import parse_prices
from core.settings.presets import Preset
from core.settings.prompts import Prompt
from core.settings.schema import Appearance, Contrast, Language, Settings
from core.settings.store import load, save
from core.settings.transfer import changes
from gui.language import Speech
from gui.settings.contents import PageName
from gui.settings.dialog import SettingsDialog
from gui.settings.finding import Mark, find
from gui.settings.proposal import ProposalDialog
from gui.settings.rows import Setting
from gui.settings.terms import name_of, said
from gui.shelves import Shelves
from tests.gui.settings_house import OWN, House, field, opened, retype
from tests.support.server import ServerThread

CHANGED = Settings(
    provider="gate",
    providers=(OWN,),
    appearance=Appearance.DARK,
    contrast=Contrast.HIGH,
    scale=1.2,
    limits=replace(Limits(), max_retries=5),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    houses: list[House] = []
    with ServerThread(lambda request: houses[0].answer(request)) as server:
        houses.append(House(tmp_path / "settings.toml", server))
        yield houses[0]
        houses[0].secrets.close()


def pages_of(dialog: SettingsDialog) -> list[tuple[str, QWidget]]:
    widgets = (dialog.stack.widget(place) for place in range(dialog.stack.count()))
    return [(dialog.pages.item(place).text(), widget) for place, widget in enumerate(widgets) if widget is not None]


def found(dialog: SettingsDialog) -> list[str]:
    return [dialog.results.item(row).text() for row in range(dialog.results.count())]


def box(dialog: QWidget) -> QMessageBox:
    boxes = [each for each in dialog.findChildren(QMessageBox) if each.isVisible()]
    assert len(boxes) == 1
    return boxes[0]


def answer(dialog: QWidget, role: QMessageBox.ButtonRole) -> None:
    asked = box(dialog)
    button = next(each for each in asked.buttons() if asked.buttonRole(each) is role)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(dialog: SettingsDialog, words: str) -> None:
    action = next(each for each in dialog.upkeep.menu.actions() if each.text() == words)
    dialog.upkeep.menu.aboutToShow.emit()
    action.trigger()


async def test_names_and_explanations_are_found_on_every_page(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    retype(dialog.search, "motion")
    assert found(dialog)[0] == "Motion"
    retype(dialog.search, "blink")  # from its explanation
    assert "Motion" in found(dialog)
    retype(dialog.search, "dark")  # from what can be chosen
    assert found(dialog) == ["Theme"]
    retype(dialog.search, "Silence")
    assert found(dialog)[0] == "Silence"
    retype(dialog.search, "presets")
    assert found(dialog)[0] == "Presets"
    retype(dialog.search, "zebra")
    assert found(dialog) == ["Nothing was found."]
    retype(dialog.search, "")
    assert dialog.results.isHidden()
    assert dialog.pages.isVisible()


async def test_enter_goes_there_marks_it_and_puts_the_keyboard_there(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    retype(dialog.search, "retries")
    while found(dialog)[dialog.results.currentRow()] != "Retries":
        QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.pages.currentRow() == PageName.TIMEOUTS
    assert QApplication.focusWidget() is dialog.timeouts.retries
    (mark,) = dialog.timeouts.findChildren(Mark)
    row = next(each for each in dialog.timeouts.findChildren(Setting) if each.isAncestorOf(dialog.timeouts.retries))
    assert mark.geometry().contains(row.geometry().center())
    dialog.search.setFocus()
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.search.text() == ""
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.timeouts.findChildren(Mark))


async def test_letters_far_from_each_other_are_meant_only_where_nothing_else_fits(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    retype(dialog.search, "time")
    titles = found(dialog)
    assert "Timeouts" in titles
    assert all("time" in f"{each.title} {each.words}".lower() for each in find("time", pages_of(dialog)))
    retype(dialog.search, "tmouts")
    assert found(dialog) == ["Timeouts"]
    dialog.reject()
    await house.settle()


async def test_korean_words_are_found_by_name_explanation_and_first_consonants(
    qtbot: QtBot, house: House, speech: Speech
) -> None:
    speech.use(Language.KOREAN)
    dialog = await opened(qtbot, house)
    for typed, title in (("글자 크기", "글자 크기"), ("깜박", "움직임"), ("어둡", "테마"), ("ㅇㅈㅇ", "움직임")):
        dialog.search.setText(typed)
        assert title in found(dialog), typed
    dialog.reject()
    await house.settle()


async def test_every_setting_is_explained(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    settings = dialog.findChildren(Setting)
    assert len(settings) > 12
    for setting in settings:
        name, meaning = (label.text() for label in setting.findChildren(QLabel)[:2])
        assert name, setting
        assert len(meaning) > 10, name


async def test_every_setting_that_was_changed_offers_its_usual_value_alone(qtbot: QtBot, house: House) -> None:
    save(house.path, replace(CHANGED, as_it_arrives=True, limits=replace(Limits(), max_retries=5, tool_timeout=None)))
    dialog = await opened(qtbot, house)
    offered = {}
    for setting in dialog.findChildren(Setting):
        if setting.reset is not None and not setting.reset.isHidden():
            offered[setting.reset.accessibleName()] = setting.reset
    hints = {name: reset.toolTip() for name, reset in offered.items()}
    assert hints == {
        "Reset: Theme": "Usual value: System",
        "Reset: Contrast": "Usual value: System",
        "Reset: Text size": "Usual value: 100 %",
        "Reset: Show text as it arrives": "Usual value: off",
        "Reset: Retries": "Usual value: 2",
        "Reset: Tool call": "Usual value: 60 s",
    }
    dialog.show_page(PageName.APPEARANCE)
    offered["Reset: Theme"].click()
    assert house.settings.appearance is Appearance.SYSTEM
    assert (house.settings.contrast, house.settings.as_it_arrives) == (Contrast.HIGH, True), "the others stay"
    assert offered["Reset: Theme"].isHidden()
    for reset in offered.values():
        reset.click()
    dialog.appearance.flush()
    assert house.settings == Settings(provider="gate", providers=(OWN,))
    assert all(reset.isHidden() for reset in offered.values())
    dialog.reject()
    await house.settle()


async def test_the_wheel_over_a_page_changes_nothing_that_has_not_the_keyboard(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    dialog.show_page(PageName.TIMEOUTS)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    retries = dialog.timeouts.retries
    dialog.search.setFocus()
    turn_wheel(retries)
    assert retries.value() == 2
    assert not retries.hasFocus()
    retries.setFocus()
    turn_wheel(retries)
    assert retries.value() == 3
    dialog.reject()
    await house.settle()


def turn_wheel(widget: QWidget) -> None:
    """One step away from the person."""
    place = QPointF(widget.rect().center())
    modifiers, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifiers, phase, False
    )
    QApplication.sendEvent(widget, turn)


def test_every_setting_of_the_file_has_a_name_and_its_values_words() -> None:
    other = Settings(
        limits=replace(Limits(), tool_timeout=None, max_tool_output=2_000_000),
        network=replace(Settings().network, proxy=ProxyUse.NONE),
        desktop=replace(Settings().desktop, tray=True),
    )
    found = changes(Settings(), other)
    told = {name_of(each.path): (said(each.path, each.before), said(each.path, each.after)) for each in found}
    assert told == {
        "Tool call": ("60 s", "never"),
        "Longest result": ("262 KB", "2 MB"),
        "Proxy": ("As the system says", "None"),
        "Icon in the tray": ("off", "on"),
    }
    everything = changes(Settings(), replace(CHANGED, scale=2.0, language=Language.KOREAN, titles_by_model=True))
    unnamed = [each.path for each in everything if name_of(each.path) == each.path]
    assert [path for path in unnamed if not path.startswith("providers.")] == []


async def test_one_page_is_set_back_after_a_question(qtbot: QtBot, house: House) -> None:
    save(house.path, CHANGED)
    dialog = await opened(qtbot, house)
    dialog.show_page(PageName.APPEARANCE)
    choose(dialog, "Reset this page…")
    lines = box(dialog).informativeText().split("\n")
    assert lines[2:] == ["Theme: Dark → System", "Contrast: High → System", "Text size: 120 % → 100 %"]
    answer(dialog, QMessageBox.ButtonRole.RejectRole)
    assert house.settings == CHANGED
    choose(dialog, "Reset this page…")
    answer(dialog, QMessageBox.ButtonRole.AcceptRole)
    usual = Settings()
    assert house.settings == replace(CHANGED, appearance=usual.appearance, contrast=usual.contrast, scale=usual.scale)
    assert dialog.pages.currentRow() == PageName.APPEARANCE
    assert dialog.appearance.theme.value() == usual.appearance
    assert dialog.appearance.isVisible()
    await house.settle()


async def test_all_is_set_back_but_providers_stay(qtbot: QtBot, house: House) -> None:
    save(house.path, CHANGED)
    dialog = await opened(qtbot, house)
    choose(dialog, "Reset all settings…")
    assert "Providers, keys and conversations stay" in box(dialog).informativeText()
    answer(dialog, QMessageBox.ButtonRole.AcceptRole)
    assert house.settings == Settings(provider="gate", providers=(OWN,))
    assert dialog.timeouts.retries.value() == Limits().max_retries
    await house.settle()


async def test_a_page_without_settings_cannot_be_set_back(qtbot: QtBot, house: House) -> None:
    save(house.path, CHANGED)
    dialog = await opened(qtbot, house)
    dialog.show_page(PageName.PROMPTS)
    dialog.upkeep.menu.aboutToShow.emit()
    assert not dialog.upkeep.menu.actions()[0].isEnabled()


async def test_what_is_typed_and_not_saved_is_not_thrown_away(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house, "openai")
    name = field(dialog, "providerName")
    retype(name, "Mine")
    choose(dialog, "Reset all settings…")
    assert "first" in box(dialog).informativeText()
    box(dialog).done(0)
    assert name.text() == "Mine"
    dialog.presenter.save_all()
    await house.settle()


async def test_they_go_to_a_file_and_come_from_one_after_a_look(qtbot: QtBot, house: House, tmp_path: Path) -> None:
    save(house.path, CHANGED)
    dialog = await opened(qtbot, house)
    file = tmp_path / "mine.toml"
    dialog.upkeep.export_to(str(file))
    await house.settle()
    assert load(file).settings == CHANGED
    box(dialog).done(0)
    save(house.path, Settings())
    file.write_text(file.read_text("utf-8") + "\n[strange]\nx = 1\n", "utf-8")
    dialog.upkeep.import_from(str(file))
    await house.settle()
    (proposal,) = dialog.findChildren(ProposalDialog)
    assert house.settings == Settings(), "nothing is changed before it is agreed to"
    table = proposal.findChild(QTableWidget, "proposalTable")
    assert table is not None
    cells = [[table.model().index(row, place).data() for place in range(3)] for row in range(table.rowCount())]
    assert ["Theme", "System", "Dark"] in cells
    assert ["Text size", "100 %", "120 %"] in cells
    assert ["Retries", "2", "5"] in cells
    assert any("strange.x" in label.text() for label in proposal.findChildren(QLabel))
    use = proposal.findChild(QPushButton, "useSettingsButton")
    assert use is not None
    QTest.mouseClick(use, Qt.MouseButton.LeftButton)
    assert house.settings == CHANGED
    assert dialog.appearance.contrast.value() == Contrast.HIGH
    await house.settle()


async def test_presets_prompts_and_agents_go_along_and_come_back(qtbot: QtBot, house: House, tmp_path: Path) -> None:
    shelves = house.services().shelves
    assert shelves is not None
    poet, short = Preset("p-1", "Poet", "Rhyme."), Prompt("q-1", "Short", "Be short.")
    shelves.presets.put([poet])
    shelves.prompts.put([short])
    await shelves.flush()
    dialog = await opened(qtbot, house)
    file = tmp_path / "mine.toml"
    dialog.upkeep.export_to(str(file))
    await house.settle()
    assert "agents, tool servers, shortcuts and prices of your own" in box(dialog).informativeText()
    box(dialog).done(0)
    dialog.done(0)
    shelves.presets.put([replace(poet, system="Speak."), Preset("p-2", "Mine")])
    shelves.prompts.put([])
    await shelves.flush()
    await house.settle()
    dialog = await opened(qtbot, house)
    dialog.upkeep.import_from(str(file))
    await house.settle()
    (proposal,) = dialog.findChildren(ProposalDialog)
    table = proposal.table.model()
    cells = [[table.index(row, place).data() for place in range(3)] for row in range(table.rowCount())]
    assert cells == [["Preset “Poet”", "another form", "as in the file"], ["Prompt “Short”", "–", "added"]]
    proposal.accept()
    await house.settle()
    kept = Shelves(house.path.parent, house.path.parent, lambda _work, _name: None)
    assert kept.presets.items == (poet, Preset("p-2", "Mine"))
    assert kept.prompts.items == (short,)
    names = [dialog.shelf_pages[0].list.item(row).text() for row in range(dialog.shelf_pages[0].list.count())]
    assert names == ["Poet", "Mine"], "the pages show what came"


async def test_prices_of_ones_own_go_along(qtbot: QtBot, house: House, tmp_path: Path) -> None:
    own = house.path.parent / "prices.toml"
    own.write_text('date = 2026-11-21\n[[list]]\nproviders = ["gate"]\n', "utf-8")
    dialog, file = await opened(qtbot, house), tmp_path / "mine.toml"
    dialog.upkeep.export_to(str(file))
    await house.settle()
    box(dialog).done(0)
    own.unlink()
    dialog.upkeep.import_from(str(file))
    await house.settle()
    (proposal,) = dialog.findChildren(ProposalDialog)
    assert "2026-11-21" in proposal.table.model().index(0, 0).data()
    assert not own.exists(), "nothing is changed before it is agreed to"
    proposal.accept()
    await house.settle()
    assert parse_prices(own.read_text("utf-8")).as_of == date(2026, 11, 21)


async def test_an_odd_file_is_refused_with_a_sentence(qtbot: QtBot, house: House, tmp_path: Path) -> None:
    dialog = await opened(qtbot, house)
    odd = tmp_path / "odd.toml"
    odd.write_text("not = = toml", "utf-8")
    for path, words in ((odd, "not a file of settings"), (tmp_path / "gone.toml", "No such file")):
        dialog.upkeep.import_from(str(path))
        await house.settle()
        assert box(dialog).text() == "The settings were not imported."
        assert words in box(dialog).informativeText()
        box(dialog).done(0)
        QTest.qWait(1)
    assert house.settings == Settings()
