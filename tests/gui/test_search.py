"""The search panel, from a letter that is typed to the message on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.conversations.excerpts import Where
from core.conversations.search import Found, Hit
from core.conversations.trouble import StoreFailed
from core.settings.schema import Appearance
from gui.loop import TaskOwner
from gui.search.panel import SearchPanel
from gui.search.results import RESULT_ROLE, Result
from gui.theme.theme import Theme

key = Qt.Key


def hit(number: int, text: str = "some words", ranges: tuple[tuple[int, int], ...] = ((5, 10),)) -> Hit:
    return Hit("c", f"m{number}", Where.ANSWER, f"title {number}", 1e9, text, ranges)


class Index:
    """Answers after as long as the test wants."""

    def __init__(self, number: int = 3) -> None:
        self.hits = [hit(each) for each in range(number)]
        self.asked: list[str] = []
        self.stopped: list[str] = []
        self.missing = 0
        self.go = asyncio.Event()
        self.go.set()
        self.trouble = ""

    async def find(self, text: str, after: int | None) -> Found:
        self.asked.append(text)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.stopped.append(text)
            raise
        if self.trouble:
            raise StoreFailed(self.trouble)
        start = after or 0
        page = self.hits[start : start + 30] if "nothing" not in text else []
        return Found(tuple(page), start + 30 if page and start + 30 < len(self.hits) else None, self.missing)


class Stage:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.tasks = TaskOwner()
        self.window = QWidget()
        self.window.resize(QSize(1000, 700))
        self.other = QLineEdit(self.window)
        QVBoxLayout(self.window).addWidget(self.other)
        self.panel = SearchPanel(Theme(), index.find, self.tasks.spawn, self.window)
        self.chosen: list[tuple[str, str, str]] = []
        self.panel.chosen.connect(lambda *found: self.chosen.append(found))
        self.window.show()
        self.other.setFocus()

    async def settle(self) -> None:
        async with asyncio.timeout(10):
            while self.panel._pause.isActive() or (self.panel._running is not None and self.index.go.is_set()):
                await asyncio.sleep(0.002)

    async def type(self, text: str) -> None:
        QTest.keyClicks(self.panel.field, text)
        await self.settle()

    def press(self, which: Qt.Key) -> None:
        QTest.keyClick(self.panel.field, which)

    def rows(self) -> list[Result]:
        model = self.panel.results
        return [model.index(row, 0).data(RESULT_ROLE) for row in range(model.rowCount())]


@asynccontextmanager
async def staged(number: int = 3) -> AsyncIterator[Stage]:
    stage = Stage(Index(number))
    try:
        stage.panel.open()
        await stage.settle()
        yield stage
    finally:
        stage.panel.close_over()
        await stage.tasks.aclose()
        stage.window.close()
        stage.window.deleteLater()


async def test_results_come_while_one_types_and_enter_opens_the_chosen_one(qtbot: QtBot) -> None:
    async with staged() as stage:
        await stage.type("wor")
        assert [row.title for row in stage.rows()] == ["title 0", "title 1", "title 2"]
        assert stage.panel.count.text() == "3 results"
        stage.press(key.Key_Down)
        stage.press(key.Key_Return)
        assert stage.chosen == [("c", "m1", "words")]
        assert not stage.panel.isVisible()


async def test_a_letter_ends_the_search_for_those_before_it(qtbot: QtBot) -> None:
    async with staged() as stage:
        stage.index.go.clear()
        await stage.type("w")
        async with asyncio.timeout(10):
            while stage.panel.count.text() != "Searching…":
                await asyncio.sleep(0.002)
        QTest.keyClicks(stage.panel.field, "o")
        async with asyncio.timeout(10):
            while stage.index.asked[-1] != "wo":
                await asyncio.sleep(0.002)
        assert stage.index.stopped == ["w"]
        stage.index.go.set()
        await stage.settle()
        assert len(stage.rows()) == 3


async def test_a_syllable_is_looked_for_while_it_is_composed(qtbot: QtBot) -> None:
    async with staged() as stage:
        QApplication.sendEvent(stage.panel.field, QInputMethodEvent("한", []))
        await stage.settle()
        assert stage.index.asked[-1] == "한"
        done = QInputMethodEvent("", [])
        done.setCommitString("한")
        QApplication.sendEvent(stage.panel.field, done)
        await stage.settle()
        assert stage.index.asked[-1] == "한"
        assert stage.panel.field.text() == "한"


async def test_further_pages_come_when_the_end_is_near(qtbot: QtBot) -> None:
    async with staged(75) as stage:
        await stage.type("word")
        assert stage.panel.count.text() == "30+ results"
        for _ in range(80):
            stage.press(key.Key_PageDown)
            await stage.settle()
        assert stage.panel.count.text() == "75 results"
        assert [row.message_id for row in stage.rows()] == [f"m{number}" for number in range(75)]


async def test_nothing_found_and_trouble_are_said_in_words(qtbot: QtBot) -> None:
    async with staged() as stage:
        assert "exact phrases" in stage.panel.words.text()
        await stage.type("nothing")
        assert stage.panel.words.isVisible()
        assert stage.panel.words.text().startswith("Nothing was found")
        stage.index.trouble = "no disk"
        stage.panel.field.selectAll()
        await stage.type("word")
        assert "no disk" in stage.panel.words.text()


async def test_what_the_index_does_not_have_yet_is_told(qtbot: QtBot) -> None:
    async with staged() as stage:
        stage.index.missing = 1200
        await stage.type("word")
        assert stage.panel.note.isVisible()
        assert "1,200" in stage.panel.note.text()
        stage.index.missing = 0
        stage.panel.search_again()
        await stage.settle()
        assert not stage.panel.note.isVisible()


@pytest.mark.parametrize("way", ["escape", "click"])
async def test_closing_gives_the_focus_back(qtbot: QtBot, way: str) -> None:
    async with staged() as stage:
        await stage.type("word")
        if way == "escape":
            stage.press(key.Key_Escape)
        else:
            QTest.mouseClick(stage.panel, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        assert not stage.panel.isVisible()
        assert stage.other.hasFocus()
        assert stage.chosen == []


async def test_hidden_characters_are_marks_and_the_ranges_stay_in_place(qtbot: QtBot) -> None:
    async with staged() as stage:
        stage.index.hits = [hit(0, "a\u202e b word c", ((5, 9),))]
        await stage.type("word")
        [row] = stage.rows()
        assert row.excerpt == "a⟨U+202E⟩ b word c"
        assert [row.excerpt[start:end] for start, end in row.ranges] == ["word"]


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
async def test_rows_are_painted_with_their_marks(qtbot: QtBot, appearance: Appearance) -> None:
    async with staged(9) as stage:
        stage.panel._theme.set_appearance(appearance)
        await stage.type("word")
        picture = stage.panel.list.grab().toImage()
        found = stage.panel._theme.colors.find
        colors = {picture.pixelColor(x, y).name() for x in range(0, 300, 3) for y in range(0, 200, 3)}
        assert found in colors


async def test_a_narrow_window_shows_the_panel_whole(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged() as stage:
        stage.window.resize(QSize(420, 300))
        assert stage.panel.rect().contains(stage.panel.card.geometry())
