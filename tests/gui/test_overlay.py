"""Cards over the window: one at a time, and the focus goes back to where it was."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.theme.theme import Theme
from gui.widgets.overlay import Overlay


class Card(Overlay):
    def take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.close_over()


def test_one_opens_in_the_place_of_the_other_and_the_focus_goes_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.resize(800, 600)
    first, second = (Card(Theme(window), window, 400, 300) for _ in range(2))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    first.open_over()
    assert QApplication.focusWidget() is first.field
    second.open_over()
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert QApplication.focusWidget() is second.field
    QTest.keyClick(second.field, Qt.Key.Key_Escape)
    assert not second.isVisible()
    assert QApplication.focusWidget() is field
