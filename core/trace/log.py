"""The last exchanges of the program, whatever conversation they belong to: always kept, within bounds of memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.trace.turns import TurnTrace
    from core.wire.exchange import Exchange

KEPT: Final = 50
KEPT_BYTES: Final = 64 * 1024 * 1024  # of bodies, in all; exchanges that run come on top


@dataclass(slots=True, eq=False)
class Entry:
    """One exchange. `number` counts all of them from 1, `place` those of its turn from 0; `created` is seconds since
    the epoch. `released` says that its bytes were let go to save memory."""

    number: int
    exchange: Exchange
    turn: TurnTrace
    place: int
    created: float
    released: bool = False

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        return len(self.exchange.request_body) + self.exchange.chunks.size

    def release(self) -> None:
        """Let the bytes go; what is known about them stays."""
        self.released = True
        self.exchange.request_body = b""
        self.exchange.chunks.clear()


class TraceLog:
    """`entries` are the exchanges, the oldest first."""

    def __init__(self, kept: int = KEPT, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept = kept
        self._kept_bytes = kept_bytes
        self._entries: deque[Entry] = deque()
        self._count = 0
        self._followers: list[Callable[[], None]] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries)

    def subscribe(self, follower: Callable[[], None]) -> Callable[[], None]:
        """Call `follower` whenever something came; it must cost next to nothing. Returns the way to end that."""
        self._followers.append(follower)

        def unsubscribe() -> None:
            if follower in self._followers:
                self._followers.remove(follower)

        return unsubscribe

    def tell(self) -> None:
        for follower in self._followers:
            follower()

    def begin(self, exchange: Exchange, turn: TurnTrace, created: float) -> Entry:
        """A request is sent."""
        self._count += 1
        entry = Entry(self._count, exchange, turn, len(turn.entries), created)
        turn.entries.append(entry)
        self._entries.append(entry)
        while len(self._entries) > self._kept:
            self._entries.popleft().release()
        self.tell()
        return entry

    def ended(self) -> None:
        """An exchange has come to its end: what it brought counts from now on."""
        room = self._kept_bytes
        for entry in reversed(self._entries):
            room -= entry.size
            if room < 0 and entry.exchange.closed is not None and not entry.released:
                room += entry.size
                entry.release()
        self.tell()
