"""The real window, driven and measured from inside: `python -m tests.benchmarks.window SCENARIO URL [NUMBER]`.

Prints one line of JSON. Everything is the program's own, but for what drives it and the instruments.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.conversations.records import JournalAppended, Told
from core.conversations.tree import Tree
from core.events import PartDelta, Stamped, TurnFinished
from core.logs import SecretMask
from core.providers.base import ProviderSpec, WireProtocol
from core.providers.registry import ad_hoc_spec
from core.session import Session, SessionEvent
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from gui.app import Shell
from gui.chat.conversation import Conversation
from gui.loop import run_program
from gui.options import Options
from gui.theme.fonts import choose_family
from gui.transcript.content import Prose
from tests.benchmarks.answers import WARM, conversation
from tests.benchmarks.gauges import Heartbeat, Moment, Paints, rss_mb, waited_for_cpu_s

Result = dict[str, Any]
KEY = "RIVULET_BENCHMARK_KEY"


class Driven(Shell):
    """The program's window; `drive` runs once it is painted and everything is imported."""

    def __init__(
        self, app: QApplication, options: Options, own: ProviderSpec, drive: Callable[[Driven], Awaitable[Result]]
    ) -> None:
        super().__init__(app, options, own, SecretMask(), options.data_dir or Path(), "")
        self._drive = drive
        self.result: Result = {}

    async def _complete(self) -> None:
        await super()._complete()
        self._tasks.spawn(self._run(), "benchmark")

    async def _run(self) -> None:
        try:
            await self._warmup.ready()
            await asyncio.sleep(0.5)
            self.paints = Paints(self._page.transcript.viewport())
            self.result = await self._drive(self)
        finally:
            self._quit()

    # --- what a person does -------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Conversation:
        return self._page.conversation

    def send(self, text: str) -> None:
        self._page.send(text)

    async def ask(self, text: str) -> None:
        """Send, and wait until the answer has ended."""
        self.send(text)
        await self.shown.session.wait_idle()

    def open_new(self) -> None:
        self._book.open_new()

    def fresh(self, tree: Tree | None = None) -> Conversation:
        """A conversation as it is opened from what was kept; not shown yet."""
        session = Session(toolbox=Toolbox(BUILTIN.values()), tree=tree)
        return Conversation(session, self._answerers.first_choice(), self._clock, self._spreads)

    def show(self, which: Conversation) -> None:
        self._show(which)

    def resize(self, width: int, height: int) -> None:
        self._window.resize(width, height)

    def show_tab(self, name: str) -> None:
        """Turn to a view of the inspector, which then can be seen."""
        self._actions["inspector"].setChecked(True)
        self._inspector.show_tab(name)
        view = self._inspector.findChild(QWidget, f"{name}View")
        assert view is not None, f"there is no view {name}"
        assert view.isVisible(), f"the view {name} cannot be seen"

    def stop_button(self) -> QAbstractButton:
        found = self._window.findChild(QAbstractButton, "stopButton")
        assert isinstance(found, QAbstractButton)
        return found

    def text_came(self) -> bool:
        """Whether some of the running answer's text is there."""
        items = self.shown.transcript.items
        return bool(items) and any(isinstance(b.content, Prose) and bool(b.content.text) for b in items[-1].blocks)

    async def until_text(self) -> None:
        while not self.text_came():
            await asyncio.sleep(0.002)


# --- scenarios --------------------------------------------------------------------------------------------------------


async def cpu(shell: Driven) -> Result:
    """CPU of one streamed answer, nothing else measured on the way."""
    await shell.ask(WARM)
    shell.open_new()
    await asyncio.sleep(0.5)
    shell.paints.on = False
    spent, wall = time.process_time(), time.monotonic()
    await shell.ask("Go")
    return {"cpu_s": time.process_time() - spent, "wall_s": time.monotonic() - wall}


async def wire(shell: Driven) -> Result:
    """The same with the wire view open."""
    shell.show_tab("wire")
    return await cpu(shell)


async def timeline(shell: Driven) -> Result:
    """The same with the timeline open."""
    shell.show_tab("timeline")
    return await cpu(shell)


async def frames(shell: Driven) -> Result:
    """Frames and blocks while an answer streams; NUMBER messages are in the conversation already."""
    await shell.ask(WARM)
    shell.show(shell.fresh(conversation(number())))
    await asyncio.sleep(1)
    return await _watched(shell, lambda: shell.send("Go"))


async def eight(shell: Driven) -> Result:
    """The same while NUMBER conversations stream; the last one is shown. Gaps count from when it has text to show."""
    await shell.ask(WARM)
    for _ in range(number() - 1):
        shell.open_new()
        shell.send("Go")
        await asyncio.sleep(0.05)  # nobody sends faster than that

    def begin() -> None:
        shell.open_new()
        shell.send("Go")
        shell.shown.session.subscribe(note)

    def note(event: SessionEvent) -> None:
        if isinstance(event, Stamped) and isinstance(event.event, PartDelta):
            shell.paints.want()

    return await _watched(shell, begin)


async def saving(shell: Driven) -> Result:
    """`eight`, with what the store takes meanwhile."""
    store = shell._kept.store if shell._kept is not None else None
    assert store is not None
    counts = {"commits": 0, "journal_kb": 0.0}

    def note(told: Sequence[Told]) -> None:
        counts["commits"] += 1
        events = (stamped.event for change in told if isinstance(change, JournalAppended) for stamped in change.events)
        counts["journal_kb"] += sum(len(event.text) for event in events if isinstance(event, PartDelta)) / 1000

    leave = store.subscribe(note)
    result = await eight(shell)
    leave()
    return {**result, **counts}


async def unsaved(shell: Driven) -> Result:
    """`eight`, with nobody who writes it down."""
    assert shell._kept is not None
    shell._kept.follow = lambda session, conversation=None: None  # type: ignore[method-assign]  # what is left out
    return await eight(shell)


async def _watched(shell: Driven, begin: Callable[[], None]) -> Result:
    gc.collect()
    heart, waited = Heartbeat(), waited_for_cpu_s()
    heart.start()
    begin()
    began = time.monotonic()
    await shell.until_text()
    first = time.monotonic()
    live = [talk.session for talk in shell._book.live] or [shell.shown.session]
    await asyncio.gather(*(session.wait_idle() for session in {*live, shell.shown.session}))
    last = time.monotonic()
    blocks = heart.stop()
    done = await shell.paints.quiet()
    gaps = shell.paints.figures(first, last)
    return {**gaps, **blocks, "shown_s": done - began, "wall_s": last - began, "waited_s": waited_for_cpu_s() - waited}


async def memory(shell: Driven) -> Result:
    """Idle; then NUMBER messages opened, or an answer streamed where NUMBER is 0."""
    await asyncio.sleep(0.5)
    idle = rss_mb()
    if number():
        shell.show(shell.fresh(conversation(number())))
    else:
        await shell.ask("Go")
    await shell.paints.quiet(1.0)
    gc.collect()
    return {"idle_mb": idle, "after_mb": rss_mb()}


async def opening(shell: Driven) -> Result:
    """From the messages to the first screen painted, three conversations one after the other."""
    await shell.ask(WARM)
    times = []
    for _ in range(3):
        tree = conversation(number())
        gc.collect()
        began = time.monotonic()
        shell.show(shell.fresh(tree))
        await shell.paints.next()
        times.append((time.monotonic() - began) * 1000)
        await shell.paints.quiet()
    return {"times": times}


async def resizing(shell: Driven) -> Result:
    """From a new width to the first paint with it, and to the last one it brings."""
    shell.show(shell.fresh(conversation(number())))
    await shell.paints.quiet()
    first, last = [], []
    for width in (1500, 1180, 1380, 1250, 1420):
        began = time.monotonic()
        shell.resize(width, 800)
        await shell.paints.next()
        first.append((time.monotonic() - began) * 1000)
        last.append(max(first[-1], (await shell.paints.quiet() - began) * 1000))
    return {"first": first, "last": last}


async def stopping(shell: Driven) -> Result:
    """NUMBER answers, each stopped by a click at a random moment; when, by the clock that all processes share."""
    await shell.ask(WARM)
    chance, clicks, works, walls = random.Random(7), [], [], []
    ends: list[Moment] = []

    def note(event: SessionEvent) -> None:
        if isinstance(event, Stamped) and isinstance(event.event, TurnFinished):
            ends.append(Moment.now())

    shell.shown.session._audience.members.insert(0, note)  # told first: before anything is drawn anew
    for _ in range(number()):
        shell.send("Go")
        await shell.until_text()
        await asyncio.sleep(0.02 + chance.random() * 0.03)
        button = shell.stop_button()
        clicked = Moment.now()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await shell.shown.session.wait_idle()
        clicks.append(clicked.wall)
        works.append((ends[-1].work - clicked.work) * 1000)
        walls.append((ends[-1].wall - clicked.wall) * 1000)
    return {"clicks": clicks, "works": works, "walls": walls}


def number() -> int:
    return int(sys.argv[3]) if len(sys.argv) > 3 else 0


SCENARIOS = {
    each.__name__: each
    for each in (cpu, wire, timeline, frames, eight, saving, unsaved, memory, opening, resizing, stopping)
}


def run_driven(
    drive: Callable[[Driven], Awaitable[Result]],
    url: str,
    data: Path | None = None,
    kind: type[Driven] | None = None,
) -> Result:
    """Run the program with a window against a server until `drive` is through; with what is in `data`, if told."""
    os.environ[KEY] = "sk-benchmark"
    address = f"{url}/v1"
    own = ad_hoc_spec(WireProtocol.OPENAI_CHAT, address, KEY)
    with tempfile.TemporaryDirectory(prefix="rivulet-bench-") as folder:
        own_data = data or Path(folder)
        options = Options(own_data, protocol=WireProtocol.OPENAI_CHAT, base_url=address, model="m", api_key_env=KEY)
        app = QApplication(["Rivulet"])
        choose_family()
        shell = (kind or Driven)(app, options, own, drive)
        shell.show_window()
        run_program(app, shell)
    return shell.result


if __name__ == "__main__":
    print(json.dumps(run_driven(SCENARIOS[sys.argv[1]], sys.argv[2])))
