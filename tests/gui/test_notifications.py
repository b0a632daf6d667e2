"""Notifications over a real message bus: what is shown, when, and where a click leads."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from core.paths import resource_path
from core.providers.base import Provider, ProviderSpec, ToolSpec
from core.session import Session
from core.settings.schema import DesktopSettings
from core.tools.base import Call, Tool, Toolbox
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.page import ChatPage
from gui.chat.telling import Telling
from gui.desktop.bus import Bus
from gui.desktop.notifier import Notification, Notifier
from gui.inspector.inspector import Inspector
from gui.loop import TaskOwner
from gui.main_window import MainWindow
from gui.theme.theme import Theme
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock
from tests.support.desktop import Service, message_bus_of_its_own, service
from tests.support.playwright import Line, Playwright

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


def daemon(*capabilities: str) -> dict[str, Any]:
    numbers = itertools.count(1)
    return {
        "GetCapabilities": lambda: ("as", (list(capabilities),)),
        "Notify": lambda _app, before, *_rest: ("u", (before or next(numbers),)),
        "CloseNotification": lambda _number: ("", ()),
    }


@asynccontextmanager
async def notifying(*capabilities: str) -> AsyncIterator[tuple[Notifier, Service]]:
    tasks = TaskOwner()
    async with message_bus_of_its_own() as address, service(address, NAME, daemon(*capabilities)) as desktop:
        bus = Bus(address)
        notifier = Notifier(lambda: bus, lambda: None, tasks.spawn)
        yield notifier, desktop
        await tasks.aclose()
        await bus.aclose()


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


async def test_a_notification_is_shown_replaced_clicked_and_taken_back() -> None:
    async with notifying("actions", "body") as (notifier, desktop):
        chosen: list[tuple[str, str]] = []
        notifier.chosen.connect(lambda key, token: chosen.append((key, token)))
        notifier.show(Notification("c-1", "한강", "Answer ready", "Open"))
        app, before, icon, title, text, actions, hints, _ = await desktop.asked("Notify")
        await until(lambda: notifier._numbers)
        assert (app, before, icon, title, text) == (
            "Rivulet",
            0,
            resource_path("icons", "rivulet.svg").as_uri(),
            "한강",
            "Answer ready",
        )
        assert actions == ["default", "Open"]
        assert hints["desktop-entry"] == ("s", "rivulet")
        notifier.show(Notification("c-1", "한강", "The answer failed", "Open"))
        assert (await desktop.asked("Notify", 2))[1] == 1  # in the place of the first
        await desktop.say(PATH, "ActivationToken", "us", 1, "token")
        await desktop.say(PATH, "ActionInvoked", "us", 1, "default")
        await until(lambda: chosen)
        assert chosen == [("c-1", "token")]
        notifier.withdraw("c-1")
        assert await desktop.asked("CloseNotification") == (1,)


async def test_one_that_was_closed_is_a_new_one_the_next_time() -> None:
    async with notifying("body") as (notifier, desktop):
        notifier.show(Notification("c", "t", "one", "Open"))
        await until(lambda: notifier._numbers)
        await desktop.say(PATH, "NotificationClosed", "uu", 1, 2)
        await until(lambda: not notifier._numbers)
        notifier.show(Notification("c", "t", "two", "Open"))
        assert (await desktop.asked("Notify", 2))[1] == 0


async def test_what_others_wrote_is_plain_text() -> None:
    evil = '<img src="file:///etc/passwd"> \u202eeman & <b>bold</b>\n' + "x" * 900
    for capabilities, begin in (
        (("body-markup",), '&lt;img src="file:///etc/passwd"&gt; ⟨U+202E⟩eman &amp; &lt;b&gt;'),
        ((), '<img src="file:///etc/passwd"> ⟨U+202E⟩eman & <b>'),
    ):
        async with notifying(*capabilities) as (notifier, desktop):
            notifier.show(Notification("c", evil, evil, "Open"))
            _, _, _, title, text, *_ = await desktop.asked("Notify")
            assert text.startswith(begin)
            assert "\n" not in text + title
            assert len(title) <= 120
            assert len(text) <= 300


async def test_without_a_service_nothing_breaks() -> None:
    tasks = TaskOwner()
    async with message_bus_of_its_own() as address:
        for bus in (Bus(address), Bus("unix:path=/nowhere"), None):
            notifier = Notifier(lambda bus=bus: bus, lambda: None, tasks.spawn)  # type: ignore[misc]
            notifier.show(Notification("c", "t", "words", "Open"))
            await until(lambda: not tasks.names)
            if bus is not None:
                await bus.aclose()
    await tasks.aclose()


# --- when something is told -------------------------------------------------------------------------------------------


class World:
    """A window with one conversation, whose answers a test writes down."""

    def __init__(self, notifier: Notifier, *lines: Line, temporary: bool = False) -> None:
        self.play = Playwright(*lines)
        self.tasks, self.clock, actions = TaskOwner(), FrameClock(), Actions()
        self.looked_at = False
        self.notifier = notifier
        self.settings = DesktopSettings()

        async def build(spec: ProviderSpec) -> Provider:
            return self.play

        async def ask(arguments: dict[str, Any], call: Call) -> str:
            return "done"

        self.answerers = Answerers([self.play.spec], build, Warmup(()), self.tasks.spawn)
        theme = Theme()
        theme.set_reduced_motion(True)
        inspector = Inspector(theme)
        self.page = ChatPage(theme, self.clock, actions, self.answerers, inspector, with_menu=True)
        self.window = MainWindow(QWidget(), self.page, inspector)
        self.session = Session(toolbox=Toolbox([Tool(ToolSpec("act", "", {"type": "object"}), ask, source="mcp:x")]))
        made = Conversation(self.session, Choice("play", "m"), self.clock)
        made.temporary = temporary
        self.book = Book(lambda: made)
        self.book.shown.connect(self.page.show_conversation)
        self.telling = Telling(
            self.book, self.page, notifier, lambda: self.settings, self.window, lambda: self.looked_at
        )
        self.book.open_new()
        self.page.choose(Choice("play", "m"))
        self.window.show()

    async def answer(self, words: str = "How do rivers find the sea?") -> None:
        self.page.send(words)
        await until(lambda: not self.session.live)

    async def aclose(self) -> None:
        await self.book.aclose()
        await self.answerers.aclose()
        await self.tasks.aclose()
        self.clock.set_paused(True)
        self.window.hide()
        self.window.deleteLater()


@asynccontextmanager
async def world(*lines: Line, temporary: bool = False) -> AsyncIterator[tuple[World, Service]]:
    async with notifying("body") as (notifier, desktop):
        made = World(notifier, *lines, temporary=temporary)
        try:
            yield made, desktop
        finally:
            await made.aclose()


async def test_an_answer_that_nobody_watches_is_told_and_a_click_leads_to_it() -> None:
    async with world(Line(["## Down", "hill\n\n**by** `<b>` & gravity"]), Line(["Second " * 400])) as (made, desktop):
        await made.answer()
        _, _, _, title, text, *_ = await desktop.asked("Notify")
        assert (title, text) == ("How do rivers find the sea?", "Answer ready: Downhill by <b> & gravity")
        await until(lambda: made.notifier._numbers)
        made.looked_at = True
        await made.answer("and then?")
        made.window.hide()
        await desktop.say(PATH, "ActionInvoked", "us", 1, "default")
        await until(made.window.isVisible)
        assert made.page.transcript.focused_message == 1, "the answer that was told, not the newest"
        assert len(desktop.of("Notify")) == 1, "what is looked at is not told"


async def test_a_call_that_waits_is_told_once_and_urgent() -> None:
    async with world(Line(calls=["act"])) as (made, desktop):
        made.page.send("act")
        *_, text, _, hints, _ = await desktop.asked("Notify")
        assert (text, hints["urgency"]) == ("Waiting for you", ("y", 2))
        made.session.stop()
        await until(lambda: not made.session.live)
    assert len(desktop.of("Notify")) == 1, "stopping is the person's own deed"


async def test_a_failure_is_told_with_its_reason() -> None:
    async with world(Line(["Dow"], fails=True)) as (made, desktop):
        await made.answer()
        *_, text, _, _, _ = await desktop.asked("Notify")
        assert text == "The answer failed: the line broke"


async def test_nothing_is_quoted_from_a_temporary_chat() -> None:
    async with world(Line(["secret"]), temporary=True) as (made, desktop):
        await made.answer("my secret question")
        _, _, _, title, text, *_ = await desktop.asked("Notify")
        assert (title, text) == ("Temporary chat", "Answer ready")


async def test_each_kind_can_be_switched_off() -> None:
    async with world(Line(["a"]), Line(["b"], fails=True), Line(["c"])) as (made, desktop):
        made.settings = DesktopSettings(tell_done=False, tell_failed=False)
        await made.answer()
        await made.answer()
        made.settings = replace(made.settings, tell_done=True)
        await made.answer()
        *_, text, _, _, _ = await desktop.asked("Notify")
        assert text == "Answer ready: c"
        assert len(desktop.of("Notify")) == 1
