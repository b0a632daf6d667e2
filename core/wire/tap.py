"""A transport around the real one that writes down what goes over the wire, and when. It changes nothing.

Each exchange is told to the `WireListener` of the task that sends the request (`core.wire.exchange`). Headers and
address are kept with their secrets masked; bodies are kept as they are, those of answers up to a bound.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final, Self, cast

import httpx2

from core.wire.body import OnePass
from core.wire.exchange import Exchange, WireListener, current_listener
from core.wire.masking import mask_headers, mask_text, mask_url, secrets_in, secrets_of_url

KEPT_BYTES: Final = 32 * 1024 * 1024
_CHUNK_COST: Final = 16  # bytes of memory a kept chunk takes besides its content

_GIVEN_UP: Final = ("http11.receive_response_headers.failed", "http11.receive_response_body.failed")
_GIVEN_BACK: Final = "http11.response_closed.started"
_CONNECTED: Final = ("connection.connect_tcp.complete", "connection.start_tls.complete")
_LONGEST_FAILURE: Final = 400  # characters

_Trace = Callable[[str, Mapping[str, Any]], Awaitable[None]]


class Tap(httpx2.AsyncBaseTransport):
    """Tells every exchange: started, connected, each chunk, closed. `wire_closed` comes exactly once, however the
    exchange ends, after the connection has been closed or given back."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, kept_bytes: int = KEPT_BYTES) -> None:
        self._inner = inner
        self._kept_bytes = kept_bytes

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        visit = _Visit(await _exchange_of(request), current_listener.get(), self._kept_bytes)
        request.extensions = {**request.extensions, "trace": visit.tracing(request.extensions.get("trace"))}
        visit.started()
        try:
            answer = await self._inner.handle_async_request(request)
        except BaseException as error:
            visit.failed(error)
            raise
        visit.answered(answer)
        answer.stream = _TappedStream(OnePass(cast("httpx2.AsyncByteStream", answer.stream)), visit)
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Visit:
    """One exchange and the one who listens to it."""

    def __init__(self, exchange: Exchange, listener: WireListener | None, kept_bytes: int) -> None:
        self._exchange = exchange
        self._listener = listener
        self._room = kept_bytes
        self._line: Any = None  # the connection, while it is this exchange's

    def tracing(self, outer: _Trace | None) -> _Trace:
        """A callback for the `trace` extension. Sending the request's headers is the first thing that happens on a
        connection that stands, be it new, encrypted, tunnelled or used before."""

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            if event in _GIVEN_UP:
                _hang_up(self._line)
            elif event == _GIVEN_BACK:
                self._line = None  # somebody else's from now on
            elif event in _CONNECTED:
                self._line = info.get("return_value")
            elif event.endswith(".send_request_headers.started"):
                sent = info.get("request")
                if getattr(sent, "method", b"") != b"CONNECT":  # that one only asks a proxy for the tunnel
                    self.connected()
            if outer is not None:
                await outer(event, info)

        return trace

    def started(self) -> None:
        if self._listener is not None:
            self._listener.wire_started(self._exchange)

    def connected(self) -> None:
        if self._exchange.connected is None:
            self._exchange.connected = time.monotonic()
            if self._listener is not None:
                self._listener.wire_connected(self._exchange)

    def answered(self, answer: httpx2.Response) -> None:
        self.connected()  # for transports that do not trace
        self._exchange.headers_at = time.monotonic()
        self._exchange.status = answer.status_code
        self._line = answer.extensions.get("network_stream", self._line)
        self._exchange.response_headers = mask_headers(answer.headers.multi_items(), self._exchange.secrets)

    def received(self, chunk: bytes) -> None:
        exchange = self._exchange
        self._room -= len(chunk) + _CHUNK_COST
        if self._room >= 0:
            exchange.chunks.append(time.monotonic(), chunk)
        else:
            exchange.dropped += len(chunk)
        if self._listener is not None:
            self._listener.wire_received(exchange, len(chunk))

    def failed(self, error: BaseException) -> None:
        """It ended by an error, or because nobody wants the rest."""
        if self._exchange.closed is None and isinstance(error, Exception):
            words = mask_text(f"{type(error).__name__}: {error}", self._exchange.secrets)
            self._exchange.failure = words[:_LONGEST_FAILURE]
        self.closed()

    def closed(self) -> None:
        if self._exchange.closed is None:
            self._exchange.closed = time.monotonic()
            if self._listener is not None:
                self._listener.wire_closed(self._exchange)


class _TappedStream(httpx2.AsyncByteStream):
    """Single-pass. The source closes itself at its end, on errors and when its reader is cancelled."""

    def __init__(self, source: OnePass, visit: _Visit) -> None:
        self._source = source
        self._visit = visit

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            chunk = await self._source.next()
        except BaseException as error:
            self._visit.failed(error)
            raise
        if chunk is None:
            self._visit.closed()
            raise StopAsyncIteration
        self._visit.received(chunk)
        return chunk

    async def aclose(self) -> None:
        try:
            await self._source.aclose()
        finally:
            self._visit.closed()


def _hang_up(line: Any) -> None:
    """End the connection of a request that is given up, this very moment: the event loop would close it only after
    whatever else is due, such as a frame."""
    socket_of = getattr(line, "get_extra_info", None)
    end = getattr(socket_of("socket") if socket_of is not None else None, "shutdown", None)
    if end is not None:
        with suppress(OSError):  # the other side was quicker
            end(socket.SHUT_RDWR)


async def _exchange_of(request: httpx2.Request) -> Exchange:
    headers, url = request.headers.multi_items(), str(request.url)
    secrets = (*secrets_in(headers), *secrets_of_url(url))
    return Exchange(
        method=request.method,
        url=mask_url(url, secrets),
        request_headers=mask_headers(headers, secrets),
        request_body=await request.aread(),
        started=time.monotonic(),
        secrets=secrets,
    )
