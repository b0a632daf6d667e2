"""The events of one streamed answer, taken from the OpenAI SDK's own stream.

Knows how a stream ends, not what its events say.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from openai import AsyncOpenAI, AsyncStream

from core.providers.answer_body import AnswerBody
from core.providers.response_reader import ResponseReader

_TAIL_S = 1.0  # how long trailers are waited for after the closing word: some servers keep the connection open

END: Final = object()


class EventSource:
    """`next` gives plain JSON values, as the SDK decodes them."""

    def __init__(self, stream: AsyncStream[object], reader: ResponseReader) -> None:
        self._stream = stream
        self._reader = reader
        self._deadline: float | None = None

    async def next(self) -> object:
        """The next event, or `END`. Once the reader has seen the closing word, whatever breaks is no loss."""
        try:
            if not self._reader.closed:
                return await anext(self._stream)
            if self._deadline is None:
                self._deadline = asyncio.get_running_loop().time() + _TAIL_S
            async with asyncio.timeout_at(self._deadline):
                return await anext(self._stream)
        except StopAsyncIteration:
            return END
        except Exception:
            if self._reader.closed:
                return END
            raise


@asynccontextmanager
async def open_events(body: AnswerBody, client: AsyncOpenAI, reader: ResponseReader) -> AsyncGenerator[EventSource]:
    # Plain objects instead of the SDK's models: those are built without validation too, at four times the cost.
    stream = AsyncStream[object](cast_to=object, response=body.as_response(), client=client)
    try:
        yield EventSource(stream, reader)
    finally:
        # The connection first: the SDK's generators then have nothing left to wait for.
        with contextlib.suppress(Exception):
            await body.aclose()
        await stream.close()
