"""A page with an inspector that shows the wire, answered by a scripted server over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.limits import Limits
from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.openai_chat import OpenAIChat
from core.session import Session
from core.trace.log import TraceLog
from core.wire.client import build_client
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.page import ChatPage
from gui.chat.tracing import TIMELINE, WIRE, Tracing
from gui.inspector.inspector import Inspector
from gui.inspector.timeline_view import TimelineView
from gui.inspector.wire.view import WireView
from gui.loop import TaskOwner
from gui.theme.theme import Theme
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock
from tests.support.oddities.oddity import KEY
from tests.support.server import Script, Server


class WireStage:
    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        spec = ProviderSpec("test", "Test", WireProtocol.OPENAI_CHAT, url, headers=headers)

        async def build(_spec: ProviderSpec) -> Provider:
            return OpenAIChat(spec, KEY, build_client())

        self.tasks, self.clock, self.actions, self.log = TaskOwner(), FrameClock(), Actions(), TraceLog()
        self.warmup = Warmup(())
        self.answerers = Answerers([spec], build, self.warmup, self.tasks.spawn)
        self.answerers.begin_with(Choice("test", "m"))
        self.answerers.set_limits(Limits(max_retries=0))
        theme = Theme()
        theme.set_reduced_motion(True)
        self.window = QWidget()
        self.window.resize(1300, 760)
        self.inspector = Inspector(theme, self.window)
        self.inspector.setFixedWidth(380)
        self.page = ChatPage(theme, self.clock, self.actions, self.answerers, self.inspector, with_menu=True)
        row = QHBoxLayout(self.window)
        row.addWidget(self.page, 1)
        row.addWidget(self.inspector)
        self.book = Book(self._make)
        self.book.shown.connect(self.page.show_conversation)
        self.tracing = Tracing(theme, self.log, self.book, self.page, self.inspector, self.actions, self.window)
        self.book.open_new()
        self.window.show()

    def _make(self) -> Conversation:
        return Conversation(Session(), self.answerers.first_choice(), self.clock, log=self.log)

    async def ask(self, text: str = "hi") -> Conversation:
        """Send it, and wait for the end of the answer and for its last frame."""
        conversation = self.page.conversation
        self.page.send(text)
        while conversation.live:
            await asyncio.sleep(0.005)
            self.clock.beat()
        self.clock.beat()
        return conversation

    def wire(self) -> WireView:
        """The wire view, turned to and up to date."""
        self.inspector.show_tab(WIRE)
        view = self.inspector.findChild(WireView, "wireView")
        assert view is not None
        view.look()
        return view

    def timeline(self) -> TimelineView:
        self.inspector.show_tab(TIMELINE)
        view = self.inspector.findChild(TimelineView, "timelineView")
        assert view is not None
        view.look()
        return view

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.005)

    async def aclose(self) -> None:
        await self.book.aclose()
        await self.answerers.aclose()
        await self.tasks.aclose()
        self.clock.set_paused(True)
        self.window.close()
        self.window.deleteLater()


@asynccontextmanager
async def wire_stage(script: Script, *, headers: Mapping[str, str] | None = None) -> AsyncIterator[WireStage]:
    async with Server(script) as server:
        stage = WireStage(f"{server.url}/v1", headers or {})
        await stage.warmup.run()
        try:
            yield stage
        finally:
            await stage.aclose()
