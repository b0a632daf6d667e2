"""The events of one streamed answer, taken from an SDK's own stream.

Knows how a stream ends, not what its events say.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final, Protocol

from core.providers.answer_body import AnswerBody
from core.providers.response_reader import ResponseReader

_TAIL_S = 1.0  # how long trailers are waited for after the closing word: some servers keep the connection open

END: Final = object()


class SDKStream(Protocol):
    """Either SDK's `AsyncStream`, asked for plain objects."""

    async def __anext__(self) -> object: ...

    async def close(self) -> None: ...


class EventSource:
    """`next` gives plain JSON values, as the SDK decodes them."""

    def __init__(self, stream: SDKStream, reader: ResponseReader) -> None:
        self._stream = stream
        self._reader = reader
        self._deadline: float | None = None

    async def next(self) -> object:
        """The next event, or `END`. Once the reader has seen the closing word, whatever breaks is no loss."""
        try:
            if not self._reader.closed:
                return await self._stream.__anext__()
            if self._deadline is None:
                self._deadline = asyncio.get_running_loop().time() + _TAIL_S
            async with asyncio.timeout_at(self._deadline):
                return await self._stream.__anext__()
        except StopAsyncIteration:
            return END
        except Exception:
            if self._reader.closed:
                return END
            raise


@asynccontextmanager
async def open_events(body: AnswerBody, stream: SDKStream, reader: ResponseReader) -> AsyncGenerator[EventSource]:
    """The events of `stream`, which reads `body`; both are closed on the way out."""
    try:
        yield EventSource(stream, reader)
    finally:
        # The connection first: the SDK's generators then have nothing left to wait for.
        with contextlib.suppress(Exception):
            await body.aclose()
        await stream.close()
