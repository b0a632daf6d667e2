"""The list of conversations: rows, marks, search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.sidebar.model import LIVE_ROLE, UNREAD_ROLE, ConversationRows, Row
from gui.sidebar.sidebar import Sidebar
from gui.theme.theme import Theme


@pytest.fixture
def rows() -> ConversationRows:
    made = ConversationRows()
    for row in (Row("a", "Rivers"), Row("b", "한국어 질문"), Row("c", "Lakes", unread=True)):
        made.put(row)
    return made


@pytest.fixture
def sidebar(qtbot: QtBot, rows: ConversationRows) -> Sidebar:
    made = Sidebar(Theme(), rows, new_chat=QAction("New"), settings=QAction("Settings"))
    qtbot.addWidget(made)
    made.resize(256, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def titles(sidebar: Sidebar) -> list[str]:
    model = sidebar.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_newest_first_and_updates_stay_in_place(rows: ConversationRows, sidebar: Sidebar) -> None:
    assert titles(sidebar) == ["Lakes", "한국어 질문", "Rivers"]
    rows.put(Row("a", "Rivers and streams", live=True))
    assert titles(sidebar) == ["Lakes", "한국어 질문", "Rivers and streams"]
    assert rows.index(2, 0).data(LIVE_ROLE) is True
    assert rows.index(0, 0).data(UNREAD_ROLE) is True
    rows.remove("b")
    assert titles(sidebar) == ["Lakes", "Rivers and streams"]


def test_state_is_spoken_too(rows: ConversationRows) -> None:
    rows.put(Row("a", "Rivers", live=True))
    spoken = [str(rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]
    assert spoken[0] != "Lakes"
    assert spoken[1] == "한국어 질문"
    assert spoken[2] != "Rivers"


def test_a_click_is_a_wish_and_being_told_is_none(sidebar: Sidebar) -> None:
    wishes: list[str] = []
    sidebar.conversation_wished.connect(wishes.append)
    sidebar.show_current("a")
    assert wishes == []
    place = sidebar.list.visualRect(sidebar.list.model().index(1, 0)).center()
    QTest.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wishes == ["b"]


def test_search_finds_korean_and_wishes_nothing_while_typing(sidebar: Sidebar) -> None:
    wishes: list[str] = []
    sidebar.conversation_wished.connect(wishes.append)
    sidebar.show_current("a")
    sidebar.search.setText("한국")
    assert titles(sidebar) == ["한국어 질문"]
    sidebar.search.setText("LAKE")
    assert titles(sidebar) == ["Lakes"]
    assert wishes == []
    QTest.keyClick(sidebar.search, Qt.Key.Key_Return)
    assert wishes == ["c"]


def test_nothing_found_says_so_and_esc_brings_all_back(sidebar: Sidebar) -> None:
    sidebar.search.setText("mountain")
    assert not sidebar.list.isVisible()
    QTest.keyClick(sidebar.search, Qt.Key.Key_Escape)
    assert sidebar.list.isVisible()
    assert len(titles(sidebar)) == 3


def test_a_new_row_appears_during_a_search_only_if_it_fits(rows: ConversationRows, sidebar: Sidebar) -> None:
    sidebar.search.setText("river")
    rows.put(Row("d", "Mountains"))
    rows.put(Row("e", "River deltas"))
    assert titles(sidebar) == ["River deltas", "Rivers"]


@pytest.mark.parametrize("name", ["conversationList", "searchField", "newChatButton"])
def test_names_for_scripts_and_screen_readers(sidebar: Sidebar, name: str) -> None:
    widgets = [widget for widget in sidebar.findChildren(QWidget) if widget.objectName() == name]
    assert len(widgets) == 1
    assert widgets[0].accessibleName()
