"""The pickers: combo boxes for scripts, searchable pills for people."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from gui.theme.theme import Theme
from gui.widgets.picker import Picker, PickerItem
from gui.widgets.picker_popup import PickerPopup

ITEMS = [PickerItem("demo", "Demo"), PickerItem("ollama", "Ollama", "running", True), PickerItem("openai", "OpenAI")]


@pytest.fixture(params=[False, True], ids=["listed only", "own names"])
def picker(qtbot: QtBot, request: pytest.FixtureRequest) -> Picker:
    made = Picker(Theme(), own_names=request.param)
    qtbot.addWidget(made)
    made.show_items(ITEMS, "demo")
    made.show()
    return made


@pytest.fixture
def chosen(picker: Picker) -> list[str]:
    keys: list[str] = []
    picker.chosen.connect(keys.append)
    return keys


def popup(picker: Picker) -> tuple[QLineEdit, QListView]:
    frame = picker.findChild(PickerPopup)
    assert isinstance(frame, PickerPopup)
    assert frame.isVisible()
    search, rows = frame.findChild(QLineEdit), frame.findChild(QListView)
    assert isinstance(search, QLineEdit)
    assert isinstance(rows, QListView)
    return search, rows


def shown(rows: QListView) -> list[str]:
    return [str(rows.model().index(row, 0).data()) for row in range(rows.model().rowCount())]


def test_a_script_chooses_as_in_any_combo_box(picker: Picker, chosen: list[str]) -> None:
    picker.setCurrentIndex(picker.findText("OpenAI"))
    assert picker.currentText() == "OpenAI"
    assert picker.key() == "openai"
    assert chosen == ["openai"]


def test_being_told_is_no_choice(picker: Picker, chosen: list[str]) -> None:
    picker.show_items(ITEMS, "ollama")
    picker.show_key("openai")
    assert picker.currentText() == "OpenAI"
    assert chosen == []


def test_search_and_enter(picker: Picker, chosen: list[str]) -> None:
    picker.showPopup()
    search, rows = popup(picker)
    assert shown(rows) == ["Demo", "Ollama", "OpenAI"]
    QTest.keyClicks(search, "open")
    assert shown(rows)[0] == "OpenAI"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert chosen == ["openai"]


def test_the_arrow_keys_walk_the_list_while_typing(picker: Picker, chosen: list[str]) -> None:
    picker.showPopup()
    search, _ = popup(picker)
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert chosen == ["ollama"]


def test_a_click_chooses(picker: Picker, chosen: list[str]) -> None:
    picker.showPopup()
    _, rows = popup(picker)
    place = rows.visualRect(rows.model().index(2, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["openai"]


@pytest.mark.parametrize("picker", [True], indirect=True)
def test_a_name_of_ones_own(picker: Picker, chosen: list[str]) -> None:
    picker.showPopup()
    search, rows = popup(picker)
    QTest.keyClicks(search, "qwen3:14b")
    assert shown(rows) == ["qwen3:14b"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert chosen == ["qwen3:14b"]
    assert picker.currentText() == "qwen3:14b"
    picker.show_items(ITEMS, "qwen3:14b")
    assert picker.currentText() == "qwen3:14b"


@pytest.mark.parametrize("picker", [False], indirect=True)
def test_without_own_names_nothing_unknown_is_chosen(picker: Picker, chosen: list[str]) -> None:
    picker.showPopup()
    search, rows = popup(picker)
    QTest.keyClicks(search, "nobody")
    assert shown(rows) == []
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert chosen == []
    picker.hidePopup()


def test_typing_on_the_pill_opens_the_list_and_scrolling_past_changes_nothing(
    picker: Picker, chosen: list[str]
) -> None:
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picker, wheel)
    assert picker.key() == "demo"
    QTest.keyClick(picker, Qt.Key.Key_O)
    search, _ = popup(picker)
    assert search.text() == "o"
    assert chosen == []
    picker.hidePopup()
