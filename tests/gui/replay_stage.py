"""A window with a page, an inspector and a library, answered by the demo, in which recordings are saved and played."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.demo.provider import create, demo_spec
from core.logs import SecretMask
from core.providers.base import Provider, ProviderSpec
from core.wire.player import AS_FAST_AS_POSSIBLE
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.keeper import Keeper
from gui.chat.library import Library
from gui.chat.page import ChatPage
from gui.chat.replaying import Replaying
from gui.chat.taping import Taping
from gui.chat.tracing import WIRE, Tracing
from gui.inspector.inspector import Inspector
from gui.inspector.wire.view import WireView
from gui.loop import TaskOwner
from gui.replay.bar import ReplayBar
from gui.theme.theme import Theme
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock

Found = TypeVar("Found", bound=QWidget)


class ReplayStage:
    def __init__(self, folder: Path) -> None:
        async def build(_spec: ProviderSpec) -> Provider:
            return create(speed=AS_FAST_AS_POSSIBLE)

        self.tasks, self.clock, self.actions, self.mask = TaskOwner(), FrameClock(), Actions(), SecretMask()
        self.warmup, self.theme = Warmup(()), Theme()
        self.theme.set_reduced_motion(True)
        spawn = self.tasks.spawn
        self.answerers = Answerers([demo_spec()], build, self.warmup, spawn)
        self.answerers.begin_with(Choice("demo", "tools"))
        self.keeper = Keeper(folder)
        self.book = Book(lambda: self.library.new())
        self.library = Library(self.keeper, self.book, self.answerers, self.clock, lambda: False, spawn)
        self.window = QWidget()
        self.window.resize(1200, 760)
        self.inspector = Inspector(self.theme, self.window)
        self.page = ChatPage(self.theme, self.clock, self.actions, self.answerers, self.inspector, with_menu=True)
        row = QHBoxLayout(self.window)
        row.addWidget(self.page, 1)
        row.addWidget(self.inspector)
        self.book.shown.connect(self.page.show_conversation)
        self.page.furnish()
        self.taping = Taping(self.page.notices, self.mask, spawn, self.window)
        self.replaying = Replaying(
            self.theme, self.page, self.book, self.library, self.warmup, self.taping, self.tasks.spawn
        )
        self.tracing = Tracing(
            self.theme, self.library.log, self.book, self.page, self.inspector, self.actions, self.window
        )
        self.tracing.record_wished.connect(self.taping.offer)
        self.actions.on("replay", self.replaying.choose)
        self.book.open_new()
        self.window.show()

    async def ask(self, text: str) -> Conversation:
        conversation = self.page.conversation
        self.page.send(text)
        await conversation.session.wait_idle()
        return conversation

    async def replayed(self, path: Path) -> Conversation:
        """Drop a recording on the composer, and wait until it has begun."""
        before = self.page.conversation
        self.page.composer.files_offered.emit([path])
        await self.until(lambda: self.page.conversation is not before)
        return self.page.conversation

    def wire(self) -> WireView:
        self.inspector.show_tab(WIRE)
        view = self.found(WireView, "wireView")
        view.look()
        return view

    def bar(self) -> ReplayBar:
        return self.found(ReplayBar, "replayBar")

    def found(self, kind: type[Found], name: str) -> Found:
        found = self.window.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.005)

    async def aclose(self) -> None:
        await self.book.aclose()
        await self.replaying.aclose()
        await self.keeper.aclose()
        await self.answerers.aclose()
        await self.tasks.aclose()
        self.clock.set_paused(True)
        self.window.close()
        self.window.deleteLater()


@asynccontextmanager
async def replay_stage(folder: Path) -> AsyncIterator[ReplayStage]:
    stage = ReplayStage(folder)
    await stage.warmup.run()
    await stage.keeper.open()
    try:
        yield stage
    finally:
        await stage.aclose()
