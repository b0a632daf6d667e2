"""Folders in the list: renamed, put together, removed; nothing in them is lost, and all of it can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.sidebar_stage import Stage, staged, started

RIVERS = [
    started("a", "Nile", folder="Rivers"),
    started("b", "Rhine", folder="Rivers", archived=True),
    started("c", "Seoul", folder="Towns"),
    started("d", "Loose"),
]


def menu_at(stage: Stage, line: str) -> QMenu:
    """The menu that the right button opens on a heading."""
    view = stage.sidebar.list
    spot = view.visualRect(stage.sidebar.rows.index(stage.lines().index(line), 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=spot)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu, "folderHeadMenu")
    assert isinstance(menu, QMenu)
    return menu


def name_it(stage: Stage, name: str) -> None:
    dialog = stage.sidebar.list.findChild(QInputDialog, "folderDialog")
    assert isinstance(dialog, QInputDialog)
    assert dialog.textValue() == "Rivers"
    dialog.setTextValue(name)
    dialog.accept()


async def focused(stage: Stage) -> None:
    while not stage.sidebar.list.hasFocus():
        await stage.settle()


async def test_a_folder_is_renamed_with_all_that_is_in_it_and_stays_folded(qtbot: QtBot) -> None:
    async with staged(*RIVERS) as stage:
        stage.click_row(stage.lines().index("[Rivers]"))
        menu = menu_at(stage, "[Rivers]")
        menu.actions()[0].trigger()
        menu.close()
        name_it(stage, " Streams  and more ")
        await stage.settle()
        assert "[Streams and more]" in stage.lines()
        assert "[Rivers]" not in stage.lines()
        assert "Nile" not in stage.lines()  # it was folded, and still is
        assert sorted(await stage.listing.ids_in("Streams and more")) == ["a", "b"]


async def test_a_folder_that_is_removed_leaves_its_conversations_and_undo_brings_it_back(qtbot: QtBot) -> None:
    async with staged(*RIVERS) as stage:
        undo: list[Callable[[], object]] = []
        stage.keeper.notice_wished.connect(lambda _text, _action, act: undo.append(act))
        menu = menu_at(stage, "[Rivers]")
        menu.actions()[1].trigger()
        menu.close()
        await stage.settle()
        assert "[Rivers]" not in stage.lines()
        assert "Nile" in stage.lines()
        assert stage.notices == [("Folder removed; its conversations are in the list", "Undo")]
        undo[0]()
        await stage.settle()
        assert "[Rivers]" in stage.lines()
        assert sorted(await stage.listing.ids_in("Rivers")) == ["a", "b"]


async def test_a_name_that_another_folder_has_puts_both_together_and_undo_parts_them(qtbot: QtBot) -> None:
    async with staged(*RIVERS) as stage:
        undo: list[Callable[[], object]] = []
        stage.keeper.notice_wished.connect(lambda _text, _action, act: undo.append(act))
        stage.keeper.popup.rename_folder("Rivers")
        name_it(stage, "Towns")
        await stage.settle()
        assert sorted(await stage.listing.ids_in("Towns")) == ["a", "b", "c"]
        undo[0]()
        await stage.settle()
        assert sorted(await stage.listing.ids_in("Towns")) == ["c"]


async def test_the_key_that_renames_asks_for_the_folders_name_at_its_heading(qtbot: QtBot) -> None:
    async with staged(*RIVERS) as stage:
        view = stage.sidebar.list
        stage.sidebar.activateWindow()
        view.setFocus()
        stage.click_row(stage.lines().index("[Rivers]"))
        await focused(stage)
        stage.press(Qt.Key.Key_F2)
        name_it(stage, "Rivers")
        await stage.settle()
        assert stage.notices == []  # it is the same name


async def test_a_days_heading_has_no_menu_and_the_chosen_ones_can_be_exported(qtbot: QtBot) -> None:
    async with staged(*RIVERS) as stage:
        wished: list[list[str]] = []
        stage.keeper.export_wished.connect(wished.append)
        stage.keeper.popup.show_folder(stage.lines().index("[Today]"), stage.sidebar.pos())
        assert stage.sidebar.list.findChild(QMenu, "folderHeadMenu") is None
        stage.click("a")
        stage.click("c", Qt.KeyboardModifier.ControlModifier)
        stage.sidebar.list.menu_wished.emit(stage.sidebar.pos())
        await stage.settle()
        menu = stage.sidebar.list.findChild(QMenu, "conversationMenu")
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == "&Export…").trigger()
        menu.close()
        assert [sorted(ids) for ids in wished] == [["a", "c"]]
        assert sorted(entry.id for entry in await stage.keeper.chosen()) == ["a", "c"]
