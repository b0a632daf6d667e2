"""One request and its answer as they went over the wire: bytes and times, nothing parsed.

`core.wire.tap` fills an `Exchange` and tells the listener of the running task; a Turn listens to know the phase, the
first byte and the moment the connection was closed.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

from core.wire.chunks import Chunks


@dataclass(slots=True)
class Exchange:
    """Times are `time.monotonic()`; None until the moment came. `chunks` are the response's body as received (still
    compressed if the server compressed it), each with its arrival time; `dropped` counts the bytes of the body that
    came after more had been kept than memory should hold. `failure` says in words why there is no answer, or no end of
    one. `secrets` are the keys that the request carried: whoever shows the exchange masks them."""

    method: str
    url: str
    request_headers: list[tuple[str, str]]
    request_body: bytes = field(repr=False)
    started: float
    connected: float | None = None
    headers_at: float | None = None
    closed: float | None = None
    status: int | None = None
    response_headers: list[tuple[str, str]] = field(default_factory=list)
    chunks: Chunks = field(default_factory=Chunks, repr=False)
    dropped: int = 0
    failure: str = ""
    secrets: tuple[str, ...] = field(default=(), repr=False)


class WireListener(Protocol):
    """Told about every exchange of the task that set it. Must return fast and must not raise."""

    def wire_started(self, exchange: Exchange) -> None: ...

    def wire_connected(self, exchange: Exchange) -> None: ...

    def wire_received(self, exchange: Exchange, size: int) -> None: ...

    def wire_closed(self, exchange: Exchange) -> None: ...


# A context variable, because the SDKs sit between the Turn and its transport and pass nothing of ours through.
current_listener: ContextVar[WireListener | None] = ContextVar("current_listener", default=None)


class Listeners:
    """Tells several listeners, in order."""

    def __init__(self, *listeners: WireListener) -> None:
        self._listeners = listeners

    def wire_started(self, exchange: Exchange) -> None:
        for listener in self._listeners:
            listener.wire_started(exchange)

    def wire_connected(self, exchange: Exchange) -> None:
        for listener in self._listeners:
            listener.wire_connected(exchange)

    def wire_received(self, exchange: Exchange, size: int) -> None:
        for listener in self._listeners:
            listener.wire_received(exchange, size)

    def wire_closed(self, exchange: Exchange) -> None:
        for listener in self._listeners:
            listener.wire_closed(exchange)
