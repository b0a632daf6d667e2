"""The SDK's own loop on the program's event loop, deltas thrown away: `python -m tests.benchmarks.bare SCENARIO URL
[NUMBER]`.

What no window can be better than: QApplication, asyncio on Qt, and a beat for frames in which nothing is laid out.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import sys
import time
from typing import Any

import httpx2
from openai import AsyncOpenAI
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.loop import make_loop
from gui.widgets.clock import FRAME_MS, FrameClock
from tests.benchmarks.answers import WARM
from tests.benchmarks.gauges import Moment, Paints


class Empty(QWidget):
    """A window that paints one line of text with each beat."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1280, 800)
        self.paints = Paints(self)
        self._clock = FrameClock()
        self._beat()
        self.show()

    def _beat(self) -> None:
        self.update(0, 0, 700, 60)
        self._clock.request(self._beat)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.eraseRect(event.rect())
        painter.drawText(10, 40, f"{len(self.paints.moments)} frames")
        painter.end()


async def ask(client: AsyncOpenAI, prompt: str, came: asyncio.Event | None = None) -> int:
    """How many deltas came; `came` is told of each."""
    deltas = 0
    stream = await client.chat.completions.create(
        model="m", messages=[{"role": "user", "content": prompt}], stream=True
    )
    async with stream:
        async for chunk in stream:
            deltas += bool(chunk.choices and chunk.choices[0].delta.content)
            if came is not None and deltas:
                came.set()
    return deltas


async def cpu(client: AsyncOpenAI) -> dict[str, Any]:
    """Processor time of one streamed answer."""
    frames = QTimer()
    frames.setInterval(FRAME_MS)
    frames.timeout.connect(lambda: None)
    frames.start()
    spent, wall = time.process_time(), time.monotonic()
    deltas = await ask(client, "Go")
    frames.stop()
    return {"cpu_s": time.process_time() - spent, "wall_s": time.monotonic() - wall, "deltas": deltas}


async def gaps(client: AsyncOpenAI) -> dict[str, Any]:
    """Frames of an empty window while an answer streams."""
    window = Empty()
    gc.collect()
    began = time.monotonic()
    await ask(client, "Go")
    return window.paints.figures(began, time.monotonic())


async def stopping(client: AsyncOpenAI) -> dict[str, Any]:
    """NUMBER answers, each cancelled at a random moment; when, by the clock that all processes share."""
    chance, clicks = random.Random(7), []
    for _ in range(int(sys.argv[3])):
        came = asyncio.Event()
        answer = asyncio.create_task(ask(client, "Go", came))
        await came.wait()
        await asyncio.sleep(0.02 + chance.random() * 0.03)
        clicks.append(Moment.now().wall)
        answer.cancel()
        await asyncio.wait({answer})
    return {"clicks": clicks}


SCENARIOS = {each.__name__: each for each in (cpu, gaps, stopping)}


async def measure(scenario: str, url: str) -> dict[str, Any]:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key="key", http_client=httpx2.AsyncClient()) as client:
        await ask(client, WARM)  # the SDK imports much of itself at its first request
        return await SCENARIOS[scenario](client)


def main() -> None:
    loop = make_loop(QApplication([]))
    try:
        print(json.dumps(loop.run_until_complete(measure(*sys.argv[1:3]))))
    finally:
        loop.close()


if __name__ == "__main__":
    main()
