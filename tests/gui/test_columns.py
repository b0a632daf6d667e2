"""The columns beside the page: what a person folded stays folded, over narrow windows and restarts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.columns import Columns
from gui.inspector.inspector import Inspector
from gui.main_window import NARROW, MainWindow
from gui.theme.theme import Theme
from gui.theme.tokens import TEXT_LABEL


class Stage:
    """The window as a start makes it, with what `path` has from the time before."""

    def __init__(self, qtbot: QtBot, path: Path, *, width: int = NARROW + 100) -> None:
        self.sidebar, self.side = QWidget(), QWidget()
        self.window = MainWindow(self.sidebar, QWidget(), self.side)
        qtbot.addWidget(self.window)
        self.actions = QAction(self.window), QAction(self.window)
        for action in self.actions:
            action.setCheckable(True)
        self.columns = Columns(self.window, *self.actions, path)
        self.window.resize(width, 600)
        self.window.show()
        qtbot.waitExposed(self.window)

    @property
    def shown(self) -> tuple[bool, bool]:
        return self.sidebar.isVisible(), self.side.isVisible()

    @property
    def checked(self) -> tuple[bool, bool]:
        return self.actions[0].isChecked(), self.actions[1].isChecked()


def test_at_first_both_columns_are_there(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(qtbot, tmp_path / "window.ini")
    assert stage.shown == stage.checked == (True, True)


def test_what_was_folded_is_folded_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    for column in (0, 1):
        path = tmp_path / f"{column}.ini"
        first = Stage(qtbot, path)
        first.actions[column].setChecked(False)
        again = Stage(qtbot, path)
        assert again.shown == again.checked == (column == 1, column == 0)
        again.actions[column].setChecked(True)
        third = Stage(qtbot, path)
        assert third.shown == (True, True)


def test_a_narrow_window_folds_the_inspector_for_its_time_alone(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(qtbot, tmp_path / "window.ini", width=NARROW - 100)
    assert stage.shown == (True, False)
    stage.actions[1].setChecked(True)  # for now
    stage.window.resize(NARROW + 100, 600)
    assert stage.shown == (True, True)
    stage.window.resize(NARROW - 100, 600)
    again = Stage(qtbot, tmp_path / "window.ini")
    assert again.shown == (True, True)


def test_an_inspector_that_was_folded_stays_so_when_the_window_grows(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(qtbot, tmp_path / "window.ini")
    stage.actions[1].setChecked(False)
    stage.window.resize(NARROW - 100, 600)
    stage.window.resize(NARROW + 100, 600)
    assert stage.shown == stage.checked == (True, False)


def test_the_view_of_the_inspector_that_was_open_is_open_again(qtbot: QtBot, tmp_path: Path) -> None:
    stages: list[Stage] = []

    def start() -> Inspector:
        inspector = Inspector(Theme())
        qtbot.addWidget(inspector)
        for name in ("wire", "timeline"):
            inspector.add_tab(name, name.title(), lambda: QLabel())
        stages.append(Stage(qtbot, tmp_path / "window.ini"))
        stages[-1].columns.follow(inspector)
        return inspector

    first = start()
    assert first.tabs.currentIndex() == 0
    first.show_tab("timeline")
    second = start()
    assert second.tabs.tabData(second.tabs.currentIndex()) == "timeline"
    second.show_tab("")
    third = start()
    assert third.tabs.currentIndex() == 0


def test_where_text_is_large_a_small_window_folds_the_sidebar_for_its_time_alone(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(qtbot, tmp_path / "window.ini", width=700)
    assert stage.shown == (True, False)
    font = stage.window.font()
    font.setPointSizeF(2 * TEXT_LABEL)
    stage.window.setFont(font)
    assert stage.shown == stage.checked == (False, False)
    stage.window.resize(NARROW + 100, 600)
    assert stage.shown == (True, True)
