"""Answers without a network: an `httpx2` transport that gives scripted bodies, each readable once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2


@dataclass(frozen=True, slots=True)
class Played:
    """One answer: `chunks` arrive one by one; `failure` is raised after them."""

    chunks: Sequence[bytes] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "text/event-stream"})
    failure: Exception | None = None


class _Once(httpx2.AsyncByteStream):
    def __init__(self, answer: Played, closed: Callable[[], None]) -> None:
        self._answer = answer
        self._chunks = iter(answer.chunks)
        self._closed = closed

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        for chunk in self._chunks:
            return chunk
        if self._answer.failure is not None:
            raise self._answer.failure
        raise StopAsyncIteration

    async def aclose(self) -> None:
        self._closed()


class PlayedTransport(httpx2.AsyncBaseTransport):
    """Gives the answers in order, the last one again and again; keeps the requests."""

    def __init__(self, *answers: Played | Exception) -> None:
        self._answers = answers
        self.requests: list[httpx2.Request] = []
        self.bodies: list[Any] = []
        self.closed = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        self.bodies.append(await request.aread())
        answer = self._answers[min(len(self.requests), len(self._answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Once(answer, self._count))

    def _count(self) -> None:
        self.closed += 1
