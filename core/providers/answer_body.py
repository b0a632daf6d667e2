"""The body of an answer, looked at before anybody reads it: an event stream, JSON, or something else.

Servers label their answers wrongly, so the first bytes decide. Knows no API: what the events mean is up to others.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import deque
from collections.abc import AsyncIterator
from enum import Enum, auto

import httpx2

_LOOKED_AT = 4096  # bytes kept from the beginning, for the message about a wrong answer
_BLANK = b"\xef\xbb\xbf \t\r\n"
_EVENT_FIELD = re.compile(rb"(?:data|event|id|retry)?\s*:")
_LONGEST_FIELD = len(b"event: ")
_DONE = re.compile(rb"(?<=[\r\n])data: {0,3}\[DONE\]")
_LONGEST_DONE = len(b"\ndata:   [DONE]")
_DRAIN_S = 0.05  # reading the rest of a finished answer lets its connection be used again


class BodyKind(Enum):
    EVENTS = auto()
    JSON = auto()
    OTHER = auto()


class AnswerBody(httpx2.AsyncByteStream):
    """A single-pass stream over the decoded bytes of `response`. It ends before `data: [DONE]`: `done` tells whether
    that was seen, which an SDK does not say."""

    def __init__(self, response: httpx2.Response) -> None:
        self.done = False
        self.head = b""
        self._response = response
        self._source = response.aiter_bytes()
        self._waiting: deque[bytes] = deque()  # read while looking
        self._tail = b"\n"  # what may be the beginning of the mark, which stands at the beginning of a line
        self._closed = False

    @property
    def has_events(self) -> bool:
        """Whether the body began like an event stream, or not at all."""
        return not self.head or _kind(self.head + b"\n") is BodyKind.EVENTS

    async def kind(self) -> BodyKind:
        """Waits for the first bytes that say something."""
        while True:
            kind = _kind(self.head)
            if kind is BodyKind.OTHER and self._labelled_events() and not self.head.startswith(b"<"):
                return BodyKind.EVENTS
            if kind is not None:
                return kind
            chunk = await anext(self._source, None)
            if chunk is None:
                return BodyKind.EVENTS if self._labelled_events() else BodyKind.OTHER
            self._waiting.append(chunk)
            self._look(chunk)

    async def read(self) -> bytes:
        """The whole body."""
        chunks: list[bytes] = []
        while (chunk := await self._pull()) is not None:
            chunks.append(chunk)
        return b"".join(chunks)

    def as_response(self) -> httpx2.Response:
        """An answer with this body, as an SDK's stream class wants it."""
        headers = {"content-type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, stream=self, request=self._response.request)

    # No generator: nobody can be made to close one that an SDK iterates over.
    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        chunk = None if self.done else await self._pull()
        if chunk is None:
            raise StopAsyncIteration
        seen = self._tail + chunk
        mark = _DONE.search(seen)
        if mark is None:
            self._tail = seen[1 - _LONGEST_DONE :]
            return chunk
        self.done = True
        await self._drain()
        return chunk[: max(0, mark.start() - len(self._tail))]

    async def aclose(self) -> None:
        self._closed = True
        await self._response.aclose()
        await self._source.aclose()

    async def _pull(self) -> bytes | None:
        if self._closed:
            return None
        if self._waiting:
            return self._waiting.popleft()
        chunk = await anext(self._source, None)
        if chunk is not None:
            self._look(chunk)
        return chunk

    async def _drain(self) -> None:
        with contextlib.suppress(TimeoutError, httpx2.HTTPError, httpx2.StreamError):
            async with asyncio.timeout(_DRAIN_S):
                while await anext(self._source, None) is not None:
                    pass

    def _look(self, chunk: bytes) -> None:
        if len(self.head) < _LOOKED_AT:
            self.head = (self.head + chunk).lstrip(_BLANK)[:_LOOKED_AT]

    def _labelled_events(self) -> bool:
        return self._response.headers.get("content-type", "").lower().startswith("text/event-stream")


def _kind(begun: bytes) -> BodyKind | None:
    """What a body is by its first bytes; None where they do not tell yet."""
    if not begun:
        return None
    if begun[:1] in b"{[":
        return BodyKind.JSON
    if _EVENT_FIELD.match(begun):
        return BodyKind.EVENTS
    undecided = len(begun) < _LONGEST_FIELD and b"\n" not in begun
    return None if undecided and begun[:1] in b"deir" else BodyKind.OTHER
