"""A window with a list, open conversations and all that can be done with data, for its tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from shiboken6 import Shiboken

from core.conversations.store import Store
from gui.chat.data import Data
from gui.chat.listed import Listed
from gui.sidebar.sidebar import Sidebar
from gui.theme.theme import Theme
from gui.widgets.notice_bar import NoticeBar
from tests.gui.test_library import House
from tests.support.playwright import Line

W = TypeVar("W", bound=QWidget)


@dataclass
class Stage:
    house: House
    window: QWidget
    sidebar: Sidebar
    notices: NoticeBar
    data: Data

    @property
    def store(self) -> Store:
        assert self.house.keeper.store is not None
        return self.house.keeper.store

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(30):
            while not true():
                await asyncio.sleep(0.002)

    async def found(self, kind: type[W], name: str) -> W:
        """The widget with this name, as soon as it is there."""
        await self.until(lambda: self.window.findChild(kind, name))
        widget = self.window.findChild(kind, name)
        assert isinstance(widget, kind)
        return widget

    async def press(self, name: str) -> None:
        """Press a button that can be seen, as soon as it can be."""

        def ready() -> QPushButton | None:
            buttons = self.window.findChildren(QPushButton, name)
            return next((each for each in buttons if each.isVisible() and each.isEnabled()), None)

        await self.until(ready)
        button = ready()
        assert button is not None
        button.click()

    async def choose(self, name: str, path: Path) -> None:
        """Choose a file or a folder in the dialog with this name."""
        dialog = await self.found(QFileDialog, name)
        dialog.fileSelected.emit(str(path))
        dialog.reject()

    async def ended(self) -> str:
        """What is told at the end."""
        label = await self.found(QLabel, "endedText")
        await self.until(label.isVisible)
        return label.text()

    async def close(self, dialog: QWidget) -> None:
        await self.press("closeDataButton")
        await self.until(lambda: not Shiboken.isValid(dialog) or not dialog.isVisible())

    async def titles(self) -> list[str]:
        return sorted(entry.title for entry in await self.store.entries())


@asynccontextmanager
async def staged(folder: Path, *lines: Line) -> AsyncIterator[Stage]:
    house, theme, window = House(folder, *lines), Theme(), QWidget()
    sidebar = Sidebar(theme, new_chat=QAction("New"), settings=QAction("Settings"), parent=window)
    notices = NoticeBar(theme, window)
    listed = Listed(sidebar, house.book, notices, house.library.close, lambda: None, sidebar)
    spawn = house.tasks.spawn
    data = Data(theme, house.keeper, house.book, house.library, sidebar, notices, spawn, folder, window)
    house.keeper.opened.connect(lambda source: listed.begin(source, spawn))
    window.resize(900, 700)
    window.show()
    house.book.open_new()
    await house.keeper.open()
    try:
        yield Stage(house, window, sidebar, notices, data)
    finally:
        listed.end()
        await data.aclose()
        await house.aclose()
        window.close()
        window.deleteLater()
