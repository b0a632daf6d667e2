"""A row of tabs folds into a list before any of its words is cut, and both say and choose the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.widgets.folding_tabs import FoldingTabs

NAMES = ("Answer", "Tools", "Agents", "Wire", "Timeline")


@pytest.fixture
def tabs(qtbot: QtBot) -> FoldingTabs:
    made = FoldingTabs("views", "Views")
    qtbot.addWidget(made)
    for name in NAMES:
        made.bar.addTab(name)
    made.resize(900, 40)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def narrow(tabs: FoldingTabs, width: int) -> None:
    tabs.resize(width, 40)
    QApplication.processEvents()


def test_where_there_is_room_tabs_are_tabs(tabs: FoldingTabs) -> None:
    assert not tabs.folded
    assert tabs.bar.isVisible()


def test_without_room_a_list_has_all_of_them_and_goes_again(tabs: FoldingTabs) -> None:
    tabs.bar.setCurrentIndex(2)
    narrow(tabs, 160)
    assert tabs.folded
    assert tabs.list is not None
    assert not tabs.bar.isVisible()
    assert [tabs.list.itemText(place) for place in range(tabs.list.count())] == list(NAMES)
    assert tabs.list.currentText() == "Agents"
    assert tabs.list.accessibleName() == "Views"
    narrow(tabs, 900)
    assert tabs.bar.isVisible()
    assert not tabs.list.isVisible()


def test_choosing_in_the_list_turns_the_tabs_and_the_other_way(tabs: FoldingTabs) -> None:
    narrow(tabs, 160)
    assert tabs.list is not None
    tabs.list.setFocus()
    QTest.keyClick(tabs.list, Qt.Key.Key_Down)
    assert tabs.bar.currentIndex() == 1
    tabs.bar.setCurrentIndex(3)
    assert tabs.list.currentText() == "Wire"


def test_longer_words_and_one_more_tab_fold_it_too(tabs: FoldingTabs) -> None:
    narrow(tabs, tabs.bar.sizeHint().width() + 40)
    assert not tabs.folded
    tabs.bar.setTabText(0, "An answer with a much longer name")
    tabs.bar.addTab("Another")
    QApplication.processEvents()
    assert tabs.folded
    assert tabs.list is not None
    assert tabs.list.itemText(0) == "An answer with a much longer name"
    assert tabs.list.count() == len(NAMES) + 1


def test_the_focus_goes_along(tabs: FoldingTabs) -> None:
    tabs.bar.setFocus()
    narrow(tabs, 160)
    assert tabs.list is not None
    assert tabs.list.hasFocus()
    narrow(tabs, 900)
    assert tabs.bar.hasFocus()


def test_the_height_stays_as_it_is(tabs: FoldingTabs) -> None:
    narrow(tabs, 160)
    high = tabs.sizeHint().height()
    narrow(tabs, 900)
    assert tabs.sizeHint().height() == high
