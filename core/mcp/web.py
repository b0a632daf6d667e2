"""A server at an address: our own HTTP client below the protocol, with bounds, and without what belongs to models.

No redirect leaves the origin (`mcp` sees to that), no key but the server's own is sent, and the exchange is told to no
inspector: it is no part of a model's answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self, cast

import httpx2

from core.mcp.lines import LONGEST
from core.wire.body import OnePass
from core.wire.client import NetworkTransport
from core.wire.proxies import environment_proxies

_CONNECT_S: Final = 20.0
_SILENCE_S: Final = 3600.0  # a server may hold a stream open; who waits for an answer has a limit of their own


class TooMuch(httpx2.TransportError):
    """The server's answer is larger than is good."""


class Refusal:
    """How the server answered last; `sign_in`: it asked who we are."""

    def __init__(self) -> None:
        self.status = 0
        self.sign_in = False


class Door(httpx2.AsyncBaseTransport):
    """The network, with a bound on each answer that is not a stream of events (these have a bound of their own)."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, refusal: Refusal, longest: int = LONGEST) -> None:
        self._inner = inner
        self._refusal = refusal
        self._longest = longest

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self._inner.handle_async_request(request)
        self._refusal.status = answer.status_code
        self._refusal.sign_in = answer.status_code == httpx2.codes.UNAUTHORIZED
        if "text/event-stream" not in answer.headers.get("content-type", ""):
            answer.stream = _Bounded(cast("httpx2.AsyncByteStream", answer.stream), self._longest)
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, source: httpx2.AsyncByteStream, longest: int) -> None:
        self._source = OnePass(source)
        self._left = longest

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        chunk = await self._source.next()
        if chunk is None:
            raise StopAsyncIteration
        self._left -= len(chunk)
        if self._left < 0:
            raise TooMuch("The answer has more than 16 MB.")
        return chunk

    async def aclose(self) -> None:
        await self._source.aclose()


def build(headers: Mapping[str, str], auth: httpx2.Auth | None = None) -> tuple[httpx2.AsyncClient, Refusal]:
    """A client for one server, and how that refuses."""
    refusal = Refusal()
    mounts: dict[str, httpx2.AsyncBaseTransport | None] = {}
    for pattern, proxy in environment_proxies().items():
        mounts[pattern] = None if proxy is None else Door(NetworkTransport(proxy), refusal)
    client = httpx2.AsyncClient(
        transport=Door(NetworkTransport(), refusal),
        mounts=mounts,
        headers=dict(headers),
        auth=auth,
        timeout=httpx2.Timeout(_CONNECT_S, read=_SILENCE_S),
    )
    return client, refusal
