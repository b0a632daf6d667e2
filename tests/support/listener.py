"""A wire listener that writes down what it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.wire.exchange import Exchange, current_listener


@dataclass(slots=True)
class Noted:
    """What was told, in order: started, connected, received, closed (`received` once for a run of chunks)."""

    words: list[str] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    received: int = 0

    @property
    def exchange(self) -> Exchange:
        return self.exchanges[-1]

    def wire_started(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        self.words.append("started")

    def wire_connected(self, exchange: Exchange) -> None:
        assert exchange is self.exchange
        self.words.append("connected")

    def wire_received(self, exchange: Exchange, size: int) -> None:
        assert exchange is self.exchange
        self.received += size
        if self.words[-1] != "received":
            self.words.append("received")

    def wire_closed(self, exchange: Exchange) -> None:
        assert exchange is self.exchange
        self.words.append("closed")


@contextmanager
def listening() -> Iterator[Noted]:
    """Listen to every exchange of the running task."""
    noted = Noted()
    token = current_listener.set(noted)
    try:
        yield noted
    finally:
        current_listener.reset(token)
