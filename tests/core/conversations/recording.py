"""A session that is written down, for tests: session, recorder and store in one hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.conversations.recorder import Recorder
from core.conversations.store import Store
from core.conversations.tree import Tree
from core.events import PartDelta, Stamped
from core.session import Session, SessionEvent, Target
from core.tools.base import Tool, Toolbox
from core.tools.registry import BUILTIN
from tests.support.playwright import Line, Playwright


@dataclass(slots=True)
class Recording:
    store: Store
    recorder: Recorder
    session: Session
    play: Playwright
    troubles: list[str]
    log: list[SessionEvent] = field(default_factory=list)

    async def ask(self, text: str = "question") -> None:
        self.session.send(text)
        await self.session.wait_idle()

    async def until(self, seen: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not seen():
                await asyncio.sleep(0.002)

    def heard(self) -> str:
        """All text that arrived."""
        events = (each.event for each in self.log if isinstance(each, Stamped))
        return "".join(event.text for event in events if isinstance(event, PartDelta))


@asynccontextmanager
async def recording(
    folder: Path, *lines: Line, session_id: str = "c", attended: bool = False, tools: Iterable[Tool] = BUILTIN.values()
) -> AsyncIterator[Recording]:
    """Go on with conversation `c` of the folder, or begin it; all is written on the way out."""
    store = await Store.open(folder)
    troubles: list[str] = []
    recorder = Recorder(troubles.append)
    recorder.begin(store)
    found = await store.load(session_id) if await store.entry(session_id) else None
    session = Session(
        session_id,
        toolbox=Toolbox(tools),
        tree=found.tree if found else None,
        title=found.info.title if found else "",
        system=found.info.system if found else "",
        attended=attended,
    )
    play = Playwright(*(lines or (Line(["an ", "answer"]),)))
    session.target = Target(play, "m")
    recorder.follow(session, found)
    made = Recording(store, recorder, session, play, troubles)
    session.subscribe(made.log.append)
    try:
        yield made
    finally:
        await session.aclose()
        await recorder.flush(5)
        recorder.close()
        await store.aclose()


def state(tree: Tree) -> str:
    return json.dumps(tree.to_json())


async def stored(folder: Path, session_id: str = "c") -> Tree:
    """The tree that a new start finds."""
    store = await Store.open(folder)
    try:
        return (await store.load(session_id)).tree
    finally:
        await store.aclose()
