"""A sidebar over a real listing, for its tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from core.conversations.listing import Listing, Source
from core.conversations.memory import MemoryStore
from core.conversations.records import ConversationEdited, ConversationInfo, ConversationStarted, Entry
from core.conversations.store import Store
from gui.loop import TaskOwner
from gui.sidebar.keeper import Keeper
from gui.sidebar.sidebar import Sidebar
from gui.theme.theme import Theme

NOON = datetime.now().replace(hour=12, minute=0, second=0, microsecond=0)


def ago(days: float) -> float:
    """A moment so many days before today's noon, in seconds since the epoch."""
    return (NOON - timedelta(days=days)).timestamp()


def started(key: str, title: str = "", days: float = 0, **more: object) -> ConversationStarted:
    values: dict[str, object] = {"title": title or f"Title {key}", "updated": ago(days), **more}
    return ConversationStarted(ConversationInfo(key, **values))  # type: ignore[arg-type]  # every field by its name


@dataclass
class Stage:
    sidebar: Sidebar
    listing: Listing
    tasks: TaskOwner
    wishes: list[str] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def keeper(self) -> Keeper:
        assert self.sidebar.keeper is not None
        return self.sidebar.keeper

    async def settle(self) -> None:
        """Until nothing is being read any more."""
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        while self.tasks.names:
            await asyncio.sleep(0.001)

    async def submit(self, *changes: ConversationStarted | ConversationEdited) -> None:
        await self.listing.source.submit(changes)
        await self.settle()

    def lines(self) -> list[str]:
        """What stands in the list; headings in brackets."""
        return [self.line(row) for row in range(self.sidebar.rows.rowCount())]

    def line(self, row: int) -> str:
        """What stands in a row; a heading in brackets, a mark where nothing is loaded."""
        words = self.sidebar.rows.index(row, 0).data()
        return f"[{words}]" if self.sidebar.rows.groups.heading(row) else str(words or "…")

    def entry(self, key: str) -> Entry:
        entry = self.sidebar.rows.groups.entry(self.row(key))
        assert entry is not None
        return entry

    def row(self, key: str) -> int:
        return self.sidebar.rows.row_of_id(key)

    def middle(self, key: str) -> QPoint:
        view = self.sidebar.list
        return view.visualRect(self.sidebar.rows.index(self.row(key), 0)).center()

    def click(self, key: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.sidebar.list.viewport(), Qt.MouseButton.LeftButton, keys, self.middle(key))

    def click_row(self, row: int) -> None:
        index = self.sidebar.rows.index(row, 0)
        self.sidebar.list.scrollTo(index)
        place = self.sidebar.list.visualRect(index).center()
        QTest.mouseClick(self.sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    async def until_told(self, store: Store) -> None:
        """Until what was submitted to a store is told and shown."""
        await store.commit([])
        await self.settle()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.sidebar.list, key, keys)

    def selected(self) -> list[str]:
        model = self.sidebar.list.selectionModel()
        found = (self.sidebar.rows.groups.entry(index.row()) for index in model.selectedIndexes())
        return sorted(entry.id for entry in found if entry is not None)


@asynccontextmanager
async def staged(*changes: ConversationStarted, source: Source | None = None) -> AsyncIterator[Stage]:
    """A sidebar that shows these conversations, or those of a source."""
    memory = MemoryStore()
    if changes:
        memory.submit(changes)
    sidebar = Sidebar(Theme(), new_chat=QAction("New"), settings=QAction("Settings"))
    stage = Stage(sidebar, Listing(source or memory), TaskOwner())
    sidebar.resize(256, 600)
    sidebar.show()
    sidebar.conversation_wished.connect(stage.wishes.append)
    keeper = sidebar.show_listing(stage.listing, stage.tasks.spawn)
    keeper.notice_wished.connect(lambda text, action, _act: stage.notices.append((text, action)))
    try:
        await stage.settle()
        yield stage
    finally:
        sidebar.close_listing()
        await stage.tasks.aclose()
        memory.close()
        sidebar.close()
        sidebar.deleteLater()
