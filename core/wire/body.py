"""The body of an answer as a source to pull from: inflated, in small pieces, bounded, and closed exactly once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from typing import Final

import httpx2

from core.wire.inflate import STEP_BYTES, Inflater
from core.wire.pace import Pace

_DRAINED_CHUNKS: Final = 64


class OnePass:
    """The chunks of a response's stream, once: after the end it stays ended, and closing it leaves nothing behind.

    An async generator that is dropped half-way needs the loop's help to finish, which not every loop gives; so the
    iterator is closed by hand, after the stream, when nothing in it has to wait any more.
    """

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream
        self._chunks: AsyncIterator[bytes] | None = None
        self._busy = False
        self._closed = False

    async def next(self) -> bytes | None:
        """The next chunk; None at the end. Closes itself at the end, on an error and when cancelled."""
        if self._closed:
            return None
        if self._chunks is None:
            self._chunks = self._stream.__aiter__()
        self._busy = True
        try:
            return await self._chunks.__anext__()
        except BaseException as error:
            self._busy = False
            await self.aclose()
            if isinstance(error, StopAsyncIteration):
                return None
            raise
        finally:
            self._busy = False

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            await self._stream.aclose()
        finally:
            if isinstance(self._chunks, AsyncGenerator) and not self._busy:
                await self._chunks.aclose()


class TooLargeError(Exception):
    """The body is larger than its limit."""


class Source:
    """A body, inflated, in pieces of at most `STEP_BYTES`; gives the loop back where bytes come without a wait."""

    def __init__(self, stream: httpx2.AsyncByteStream, inflater: Inflater | None, max_bytes: int) -> None:
        self._raw = OnePass(stream)
        self._inflater = inflater
        self._left = max_bytes
        self._pieces: Iterator[bytes] | None = None  # what is left of a chunk
        self._pace = Pace()

    async def next(self) -> bytes | None:
        """The next piece, never empty; None at the end. Raises TooLargeError, ProtocolError for damaged compression,
        and what reading raises; close it then."""
        piece = None if self._pieces is None else await self._next_piece()
        while piece is None:
            before = time.monotonic()
            chunk = await self._raw.next()
            if self._pace.is_due(before):
                await self._pace.breathe()
            if chunk is None:
                if self._inflater is not None:
                    self._inflater.finish()
                return None
            if self._inflater is None and 0 < len(chunk) <= STEP_BYTES:
                piece = chunk
            else:
                self._pieces = _cut(chunk) if self._inflater is None else self._inflater.feed(chunk)
                piece = await self._next_piece()
        self._left -= len(piece)
        if self._left < 0:
            raise TooLargeError
        return piece

    async def drain(self, seconds: float) -> None:
        """Read to the end if that takes no longer than `seconds`, so that the connection can serve again; close."""
        try:
            async with asyncio.timeout(seconds):
                for _ in range(_DRAINED_CHUNKS):
                    if await self._raw.next() is None:
                        break
        except (TimeoutError, httpx2.TransportError):
            pass  # the answer is whole; how its connection ends is of no interest
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        await self._raw.aclose()

    async def _next_piece(self) -> bytes | None:
        await self._pace.breathe()
        piece = None if self._pieces is None else next(self._pieces, None)
        if piece is None:
            self._pieces = None
        return piece


def _cut(chunk: bytes) -> Iterator[bytes]:
    return (chunk[at : at + STEP_BYTES] for at in range(0, len(chunk), STEP_BYTES))
