"""The list beside the open conversations: what happens in one shows in the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.chat.listed import Listed
from gui.sidebar.delegate import row_height
from gui.sidebar.sidebar import Sidebar
from gui.theme.theme import Theme
from gui.widgets.notice_bar import NoticeBar
from tests.gui.sidebar_stage import staged, started
from tests.gui.test_library import LINE, House
from tests.support.playwright import Line


@dataclass
class Rooms:
    """A house with a sidebar and a notice bar."""

    house: House
    sidebar: Sidebar
    notices: NoticeBar
    listed: Listed

    def titles(self) -> list[str]:
        rows = self.sidebar.rows
        found = (rows.groups.entry(row) for row in range(rows.rowCount()))
        return [entry.title for entry in found if entry is not None]

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not true():
                await asyncio.sleep(0.005)

    @property
    def shown(self) -> str:
        return self.house.shown[-1].id


@asynccontextmanager
async def rooms(folder: Path, *lines: Line) -> AsyncIterator[Rooms]:
    house, theme = House(folder, *lines), Theme()
    sidebar = Sidebar(theme, new_chat=QAction("New"), settings=QAction("Settings"))
    notices = NoticeBar(theme)
    listed = Listed(sidebar, house.book, notices, house.library.close, lambda: None, sidebar)
    house.keeper.opened.connect(lambda source: listed.begin(source, house.tasks.spawn))
    sidebar.resize(256, 600)
    sidebar.show()
    house.book.open_new()
    await house.keeper.open()
    try:
        yield Rooms(house, sidebar, notices, listed)
    finally:
        listed.end()
        await house.aclose()
        for widget in (sidebar, notices):
            widget.close()
            widget.deleteLater()


async def test_a_conversation_is_listed_with_its_first_message_and_live_while_it_is_answered(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with rooms(tmp_path, Line(["an "], stalls=True)) as r:
        conversation = r.house.shown[-1]
        r.house.directory.aim(conversation.session, conversation.choice)
        conversation.session.send("강은 왜 굽이치나요")
        await r.until(lambda: r.titles() == ["강은 왜 굽이치나요"])
        assert r.sidebar.rows.live == {conversation.id}
        assert r.sidebar.list.selectionModel().hasSelection()
        conversation.session.stop()
        await conversation.session.wait_idle()
        assert not r.sidebar.rows.live


async def test_choosing_opens_and_the_steps_follow_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    async with rooms(tmp_path, LINE) as r:
        first = await r.house.ask("first")
        r.house.book.open_new()
        second = await r.house.ask("second")
        await r.until(lambda: r.titles() == ["second", "first"])
        r.listed.step(1)
        await r.until(lambda: r.shown == first.id)
        r.listed.step(1)
        await r.until(lambda: r.shown == second.id)


async def test_a_new_title_reaches_the_open_conversation(qtbot: QtBot, tmp_path: Path) -> None:
    async with rooms(tmp_path, LINE) as r:
        conversation = await r.house.ask("first")
        await r.until(lambda: r.titles() == ["first"])
        r.listed.rename()
        editor = r.sidebar.findChild(QLineEdit, "titleEditor")
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, "Rivers")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await r.until(lambda: conversation.title == "Rivers")
        await r.house.ask("again")
        await r.until(lambda: r.titles() == ["Rivers"])


async def test_what_is_deleted_gives_way_and_undo_brings_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    async with rooms(tmp_path, LINE) as r:
        conversation = await r.house.ask("first")
        await r.until(lambda: r.titles() == ["first"])
        r.listed.delete()
        await r.until(lambda: r.titles() == [] and r.shown != conversation.id)
        undo = next(button for button in r.notices.findChildren(QPushButton) if button.text())
        undo.click()
        await r.until(lambda: r.titles() == ["first"])
        assert r.shown == conversation.id


async def test_what_is_deleted_for_good_is_closed_while_it_is_answered(qtbot: QtBot, tmp_path: Path) -> None:
    async with rooms(tmp_path, Line(["an "], stalls=True)) as r:
        conversation = r.house.shown[-1]
        r.house.directory.aim(conversation.session, conversation.choice)
        conversation.session.send("first")
        await r.until(lambda: r.titles() == ["first"])
        r.listed.delete()
        await r.until(lambda: r.titles() == [])
        assert not r.notices.isHidden()
        assert r.sidebar.keeper is not None
        r.sidebar.keeper.deeds.empty()
        await conversation.session.wait_idle()
        assert r.house.book.find(conversation.id) is None
        assert r.notices.isHidden()
        source = r.sidebar.keeper.loader.listing
        await r.until(lambda: not source.hidden)
        assert r.house.keeper.store is not None
        assert await r.house.keeper.store.count() == 0


async def test_assistive_technologies_are_told_title_and_state(qtbot: QtBot) -> None:
    async with staged(started("a", "Rivers", unread=True)) as stage:
        face = QAccessible.queryAccessibleInterface(stage.sidebar.list)
        assert face.role() is QAccessible.Role.List
        names = [face.child(row).text(QAccessible.Text.Name) for row in range(face.childCount())]
        assert names[0] == "Today"
        assert names[1].startswith("Rivers, new answer, ")
        assert face.child(1).role() is QAccessible.Role.ListItem


async def test_rows_grow_with_the_text(qtbot: QtBot) -> None:
    async with staged(started("a", "Rivers")) as stage:
        stage.sidebar._theme.set_scale(1.6)
        index = stage.sidebar.rows.index(1, 0)
        assert stage.sidebar.list.visualRect(index).height() == row_height(stage.sidebar._theme) > 36
