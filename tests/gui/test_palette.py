"""The palette: everything by its name, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.paths import resource_path
from gui.actions import Actions
from gui.chat.signs import SIGNS
from gui.palette.entries import MOST, Entry, Kind, ordered
from gui.palette.panel import Palette
from gui.theme.theme import Theme

KEY = Qt.Key


@dataclass
class Stage:
    host: QWidget
    before: QLineEdit
    palette: Palette
    done: list[str] = field(default_factory=list)

    def entry(self, key: str, title: str, kind: Kind = Kind.COMMAND, why_not: str = "", keys: str = "") -> Entry:
        return Entry(kind, key, title, lambda: self.done.append(key), "File", keys, why_not, key.replace("_", " "))

    def titles(self) -> list[str]:
        rows = self.palette.rows
        return [str(rows.data(rows.index(row, 0))) for row in range(rows.rowCount())]

    def type(self, text: str) -> None:
        QTest.keyClicks(self.palette.field, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.host, key)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    host = QWidget()
    qtbot.addWidget(host)
    before = QLineEdit(host)
    QVBoxLayout(host).addWidget(before)
    made: list[Stage] = []

    def gather() -> list[Entry]:
        stage = made[0]
        return [
            stage.entry("new_chat", "New chat", keys="Ctrl+N"),
            stage.entry("settings", "Settings"),
            stage.entry("stop", "Stop the answer", why_not="No answer is running."),
            stage.entry("korean", "새 대화"),
            stage.entry("model", "tour", Kind.MODEL),
        ]

    palette = Palette(Theme(), gather, lambda typed: made[0].entry("search", f"Search for {typed}", Kind.SEARCH), host)
    made.append(Stage(host, before, palette))
    host.resize(900, 600)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    before.setFocus()
    yield made[0]
    host.hide()


def test_it_opens_types_runs_and_gives_the_focus_back(stage: Stage) -> None:
    stage.palette.toggle()
    assert QApplication.focusWidget() is stage.palette.field
    stage.type("setings")
    assert stage.titles()[0] == "Settings"
    stage.press(KEY.Key_Return)
    assert stage.done == ["settings"]
    assert not stage.palette.isVisible()
    assert QApplication.focusWidget() is stage.before


def test_esc_and_the_same_keys_close_it_and_do_nothing(stage: Stage) -> None:
    stage.palette.toggle()
    stage.press(KEY.Key_Escape)
    assert not stage.palette.isVisible()
    stage.palette.toggle()
    stage.palette.toggle()
    assert not stage.palette.isVisible()
    assert stage.done == []


def test_arrows_and_tab_go_through_the_rows(stage: Stage) -> None:
    stage.palette.toggle()
    stage.press(KEY.Key_Down)
    stage.press(KEY.Key_Tab)
    stage.press(KEY.Key_Backtab)
    assert QApplication.focusWidget() is stage.palette.field
    stage.press(KEY.Key_Return)
    assert stage.done == ["settings"]


def test_what_cannot_be_done_says_why_and_is_not_done(stage: Stage) -> None:
    stage.palette.toggle()
    stage.type("stop")
    rows = stage.palette.rows
    words = rows.data(rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Stop the answer, No answer is running., File"
    stage.press(KEY.Key_Return)
    assert stage.done == []
    assert stage.palette.isVisible()


@pytest.mark.parametrize("typed", ["새대", "ㅅㄷㅎ", "대화"])
def test_korean_is_found_by_syllables_and_first_consonants(stage: Stage, typed: str) -> None:
    stage.palette.toggle()
    stage.palette.field.setText(typed)
    assert stage.titles()[0] == "새 대화"


def test_letters_that_are_being_composed_count(stage: Stage) -> None:
    stage.palette.toggle()
    QApplication.sendEvent(stage.palette.field, QInputMethodEvent("댛", []))
    assert stage.titles()[0] == "새 대화"


def test_what_is_not_found_is_looked_for_in_all_messages(stage: Stage) -> None:
    stage.palette.toggle()
    stage.type("zebra")
    assert stage.titles() == ["Search for zebra"]
    stage.press(KEY.Key_Return)
    assert stage.done == ["search"]


def test_what_came_later_is_offered_too_and_the_chosen_row_stays(stage: Stage) -> None:
    stage.palette.toggle()
    stage.press(KEY.Key_Down)
    stage.palette.add([stage.entry("c1", "About rivers", Kind.CONVERSATION)])
    assert "About rivers" in stage.titles()
    stage.press(KEY.Key_Return)
    assert stage.done == ["settings"]


def test_what_was_used_last_comes_first(stage: Stage) -> None:
    stage.palette.toggle()
    stage.type("tour")
    stage.press(KEY.Key_Return)
    stage.palette.toggle()
    assert stage.titles()[0] == "tour"


def test_a_click_beside_the_card_closes_and_one_on_it_does_not(stage: Stage) -> None:
    stage.palette.toggle()
    QTest.mouseClick(stage.palette, Qt.MouseButton.LeftButton, pos=stage.palette.card.geometry().center())
    assert stage.palette.isVisible()
    QTest.mouseClick(stage.palette, Qt.MouseButton.LeftButton, pos=stage.palette.rect().bottomRight())
    assert not stage.palette.isVisible()


def test_a_long_list_is_bounded(stage: Stage) -> None:
    many = [stage.entry(f"c{number}", f"Conversation {number}") for number in range(1000)]
    assert len(ordered(many, "conv", ())) == MOST


def test_every_command_has_a_sign_and_every_sign_is_there() -> None:
    commands = {name for name, _ in Actions().places()} - {"palette"}
    assert commands <= set(SIGNS)
    assert [icon for icon in SIGNS.values() if not resource_path("icons", f"{icon}.svg").is_file()] == []
