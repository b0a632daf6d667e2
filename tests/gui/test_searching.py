"""From what was found to the message on the screen, with a real store, index, page and transcript."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.conversations.records import ConversationInfo, ConversationStarted, MessagePlanted
from core.conversations.tree import Planted
from core.messages import Message, Outcome, Role, TextPart
from gui.actions import Actions
from gui.chat.page import ChatPage
from gui.chat.searching import Searching
from gui.inspector.inspector import Inspector
from gui.theme.theme import Theme
from tests.gui.test_library import House

LONG = "\n\n".join(f"Paragraph {number} of a long answer." for number in range(60))


def said(key: str, role: Role, text: str) -> Message:
    return Message(key, role, (TextPart(text),), created=1e9, outcome=Outcome.FINISHED)


class Stage:
    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        theme, tasks = Theme(), self.house.tasks
        theme.set_reduced_motion(True)
        self.window = QWidget()
        self.window.resize(900, 700)
        inspector = Inspector(theme, self.window)
        self.page = ChatPage(theme, self.house.clock, Actions(), self.house.directory, inspector, with_menu=False)
        QVBoxLayout(self.window).addWidget(self.page)
        self.house.book.shown.connect(self.page.show_conversation)
        self.searching = Searching(theme, self.house.book, self.page, tasks.spawn, self.window)
        self.house.keeper.opened.connect(self.searching.begin)

    async def fill(self) -> None:
        await self.house.keeper.open()
        store = self.house.keeper.store
        if store is None:
            return
        await store.commit(
            [
                ConversationStarted(ConversationInfo("c", title="Long", updated=1e9)),
                MessagePlanted("c", Planted(said("q", Role.USER, "A question"), None, 1), 1.0),
                MessagePlanted("c", Planted(said("a.1", Role.ASSISTANT, f"{LONG}\n\n찾을말 here."), "q", 1), 2.0),
                MessagePlanted("c", Planted(said("b.1", Role.ASSISTANT, "Another version."), "q", 2), 3.0),
            ]
        )

    async def until(self, seen: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not seen():
                await asyncio.sleep(0.005)

    async def look_for(self, words: str) -> None:
        """As a person would, until there are results; then Enter."""
        panel = self.searching.panel
        await self.until(lambda: self.searching._search is not None)
        assert self.searching._search is not None
        await self.searching._search.settled()
        self.searching.open(words)
        await self.until(panel.results.rowCount)
        await self.until(lambda: panel._running is None and not panel._pause.isActive())
        QTest.keyClick(panel.field, Qt.Key.Key_Return)


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    stage = Stage(folder)
    try:
        stage.window.show()
        stage.house.book.open_new()
        await stage.fill()
        yield stage
    finally:
        stage.searching.panel.close_over()
        stage.page.finding.close()
        await stage.searching.aclose()
        await stage.house.aclose()
        stage.window.close()
        stage.window.deleteLater()


async def test_enter_leads_to_the_message_in_whatever_version_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.look_for("찾을")
        await stage.until(lambda: stage.page.conversation.id == "c")
        assert [message.id for message in stage.page.conversation.session.messages] == ["q", "a.1"]
        finder = stage.page.finding.parts.finder
        await stage.until(lambda: finder.total)
        assert stage.page.finding.parts.bar.field.text() == "찾을"
        assert finder.current is not None
        assert finder.current.item == 1
        bar = stage.page.transcript.verticalScrollBar()
        await stage.until(lambda: bar.value() > bar.maximum() / 2)


async def test_a_title_opens_its_conversation(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.look_for("Long")
        await stage.until(lambda: stage.page.conversation.id == "c")
        assert not stage.page.finding.is_open
        assert [message.id for message in stage.page.conversation.session.messages] == ["q", "b.1"]


async def test_without_a_store_it_is_said_that_there_is_nothing_to_search(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite3").mkdir()
    async with staged(tmp_path) as stage:
        stage.searching.open("words")
        await stage.until(lambda: "kept in memory" in stage.searching.panel.words.text())
