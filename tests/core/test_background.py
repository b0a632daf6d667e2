"""Work in a thread beside the loop; and a turn that is stopped while its files are still being read."""

from __future__ import annotations

import asyncio
import threading

import pytest

from core.attachments import MemoryAttachments, Prepared, prepare
from core.background import in_background
from core.events import Stamped, TurnFinished
from core.messages import Outcome
from core.session import Session, SessionEvent, Target
from tests.support.chat import provider
from tests.support.samples import png


def boom() -> None:
    raise LookupError("not there")


async def test_results_and_errors_come_back() -> None:
    assert await in_background(lambda: 41 + 1, "sum") == 42
    with pytest.raises(LookupError, match="not there"):
        await in_background(boom, "boom")


async def test_a_cancelled_wait_leaves_the_work_to_end_by_itself() -> None:
    gate = threading.Event()
    waiting = asyncio.create_task(in_background(gate.wait, "gate"))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.set()


class GatedShelf(MemoryAttachments):
    """A disk that does not answer until it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.gate = threading.Event(), threading.Event()

    def read(self, sha256: str) -> bytes:
        self.asked.set()
        self.gate.wait(20)
        return super().read(sha256)


async def test_stop_works_while_files_are_read() -> None:
    shelf = GatedShelf()
    prepared = prepare(png(), "a.png", shelf)
    assert isinstance(prepared, Prepared)
    log: list[SessionEvent] = []
    async with provider("http://127.0.0.1:9") as made:
        session = Session(files=shelf)
        session.subscribe(log.append)
        session.target = Target(made, "m")
        session.send("Look", [prepared.part])
        while not shelf.asked.is_set():
            await asyncio.sleep(0.002)
        session.stop()
        await session.wait_idle()
        shelf.gate.set()
    (finished,) = (e.event for e in log if isinstance(e, Stamped) and isinstance(e.event, TurnFinished))
    assert finished.outcome is Outcome.STOPPED
