"""One answer that is given: its turn, what it has said so far, and those who read it."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from typing import Any

from core.errors import ErrorInfo
from core.events import Stamped, TurnFinished
from core.limits import Limits
from core.order import Order
from core.providers.base import Provider
from core.serve.asked import Asked
from core.serve.chunks import Writer
from core.tools.base import Toolbox
from core.turn import Turn


class Answer:
    """Begins at once. `chunks` grows until `ended`; `error` is why it failed. Tools that were offered are reported,
    never run."""

    def __init__(self, asked: Asked, provider: Provider, model: str, limits: Limits) -> None:
        self.id = f"chatcmpl-{uuid.uuid4().hex}"
        self.chunks: list[dict[str, Any]] = []
        self.ended = False
        self.error: ErrorInfo | None = None
        self.readers = 0
        self._writer = Writer(self.id, model, with_usage=asked.with_usage)
        self._news = asyncio.Event()
        order = Order(
            provider=provider,
            model=model,
            messages=asked.messages,
            system=asked.system,
            toolbox=Toolbox(reported=asked.tools),
            limits=limits,
            stream=asked.stream,
            parameters=asked.parameters,
            attended=False,
        )
        self._turn = Turn(f"t-{uuid.uuid4().hex[:12]}", order, self._take)
        self._turn.start()

    def _take(self, stamped: Stamped) -> None:
        event = stamped.event
        self.chunks += self._writer.take(event)
        if isinstance(event, TurnFinished):
            self.ended, self.error = True, event.error
        self._news.set()
        self._news = asyncio.Event()

    @property
    def began(self) -> bool:
        """Whether there is something to read."""
        return bool(self.chunks) or self.ended

    async def beginning(self) -> None:
        """Wait until it `began`."""
        while not self.began:
            await self._news.wait()

    async def read(self, position: int = 0) -> AsyncGenerator[tuple[int, dict[str, Any]]]:
        """Every chunk from `position` on with the position behind it, as they come, to the end."""
        self.readers += 1
        try:
            while True:
                while position < len(self.chunks):
                    position += 1
                    yield position, self.chunks[position - 1]
                if self.ended:
                    return
                await self._news.wait()
        finally:
            self.readers -= 1

    def stop(self) -> None:
        self._turn.stop()

    async def wait(self) -> None:
        """Until it has ended, and its connection is closed."""
        await self._turn.wait()

    def whole(self) -> dict[str, Any]:
        return self._writer.whole(self.chunks)
