"""The frame and its commands: columns, closing, the first paint, menus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.main_window import NARROW, MainWindow


class Columns:
    def __init__(self) -> None:
        self.sidebar, self.page, self.inspector = QWidget(), QWidget(), QWidget()
        self.window = MainWindow(self.sidebar, self.page, self.inspector)


@pytest.fixture
def columns(qtbot: QtBot) -> Columns:
    made = Columns()
    # Closing is a wish here, so the window is taken away by hand.
    qtbot.addWidget(made.window, before_close_func=lambda window: window.hide())
    return made


def test_closing_is_a_wish(columns: Columns, qtbot: QtBot) -> None:
    wishes: list[bool] = []
    columns.window.close_wished.connect(lambda: wishes.append(True))
    columns.window.show()
    assert not columns.window.close()
    assert columns.window.isVisible()
    assert wishes == [True]
    columns.window.hide()


def test_the_first_paint_is_told_once(columns: Columns, qtbot: QtBot) -> None:
    paints: list[bool] = []
    columns.window.painted.connect(lambda: paints.append(True))
    columns.window.show()
    qtbot.waitUntil(lambda: bool(paints))
    columns.window.resize(900, 700)
    QTest.qWait(50)
    assert paints == [True]
    columns.window.hide()


def test_who_shows_it_painted_goes_on_when_it_is(columns: Columns) -> None:
    paints: list[bool] = []
    columns.window.painted.connect(lambda: paints.append(True))
    columns.window.show_painted()
    assert paints == [True]
    assert columns.window.isVisible()


def test_a_window_that_nobody_sees_is_painted_for_the_program(columns: Columns, qtbot: QtBot) -> None:
    paints: list[bool] = []
    columns.window.painted.connect(lambda: paints.append(True))
    columns.window.showMinimized()
    qtbot.waitUntil(lambda: bool(paints))
    columns.window.hide()


def test_it_tells_when_three_columns_no_longer_fit(columns: Columns, qtbot: QtBot) -> None:
    told: list[bool] = []
    columns.window.narrowed.connect(told.append)
    columns.window.resize(NARROW + 200, 700)
    columns.window.show()
    columns.window.resize(NARROW - 100, 700)
    columns.window.resize(NARROW - 150, 700)
    columns.window.resize(NARROW + 100, 700)
    QTest.qWait(20)
    assert told == [False, True, False]
    columns.window.hide()


def test_the_columns_fold(columns: Columns, qtbot: QtBot) -> None:
    columns.window.show()
    columns.window.show_sidebar(False)
    columns.window.show_inspector(False)
    assert not columns.sidebar.isVisible()
    assert not columns.inspector.isVisible()
    qtbot.waitUntil(lambda: columns.page.width() == columns.window.width())
    columns.window.hide()


# What is done now and then; keys would only be pressed by mistake.
RARE = {
    "about",
    "shortcuts",
    "replay",
    "race",
    "resources",
    "save_pdf",
    "export_all",
    "import_chats",
    "back_up",
    "restore_copy",
    "delete_all",
    "show_data",
}


def carried_out(menu: QMenu) -> Iterator[QAction]:
    """The commands of a menu and of the menus in it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from carried_out(inner)
        elif not action.isSeparator():
            yield action


def test_every_command_is_in_the_menus_once_and_the_usual_ones_have_keys(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.attach(window)
    listed = [action for menu in actions.menus(window) for action in carried_out(menu)]
    assert len(listed) == len(set(listed)) == len(window.actions())
    keys = [key.toString() for action in listed for key in action.shortcuts()]
    assert {action.objectName() for action in listed if not action.shortcuts()} <= {f"{each}Action" for each in RARE}
    assert len(keys) == len(set(keys))
    assert all(action.text() for action in listed)


@pytest.mark.parametrize(
    ("live", "answered", "stop", "retry"),
    [(False, False, False, False), (True, False, True, False), (True, True, True, False), (False, True, False, True)],
)
def test_commands_are_enabled_when_they_make_sense(
    qtbot: QtBot, live: bool, answered: bool, stop: bool, retry: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.attach(window)
    actions.set_state(live=live, answered=answered)
    assert actions["stop"].isEnabled() is stop
    assert actions["retry"].isEnabled() is retry
    assert actions["new_chat"].isEnabled()


def test_a_shortcut_carries_out_its_command(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.attach(window)
    done: list[str] = []
    actions.on("new_chat", lambda: done.append("new"))
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new"]
