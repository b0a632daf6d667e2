"""The SDK's own loop on the program's event loop, deltas thrown away: `python -m tests.benchmarks.bare URL`.

What no window can be cheaper than: QApplication, asyncio on Qt, a 16 ms timer, and nothing that is drawn.
"""

from __future__ import annotations

import json
import sys
import time

import httpx2
from openai import AsyncOpenAI
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui.loop import make_loop
from gui.widgets.clock import FRAME_MS
from tests.benchmarks.answers import WARM


async def ask(client: AsyncOpenAI, prompt: str) -> int:
    """How many deltas came."""
    deltas = 0
    stream = await client.chat.completions.create(
        model="m", messages=[{"role": "user", "content": prompt}], stream=True
    )
    async with stream:
        async for chunk in stream:
            deltas += bool(chunk.choices and chunk.choices[0].delta.content)
    return deltas


async def measure(url: str) -> dict[str, float]:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key="key", http_client=httpx2.AsyncClient()) as client:
        await ask(client, WARM)  # the SDK imports much of itself at its first request
        cpu, wall = time.process_time(), time.monotonic()
        deltas = await ask(client, "Go")
        return {"cpu_s": time.process_time() - cpu, "wall_s": time.monotonic() - wall, "deltas": deltas}


def main() -> None:
    app = QApplication([])
    frames = QTimer()
    frames.setInterval(FRAME_MS)
    frames.timeout.connect(lambda: None)
    frames.start()
    loop = make_loop(app)
    try:
        print(json.dumps(loop.run_until_complete(measure(sys.argv[1]))))
    finally:
        loop.close()


if __name__ == "__main__":
    main()
