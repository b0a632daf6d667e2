"""A recording as its events: what each one is, and the pieces to play, none of which holds more than one."""

from __future__ import annotations

from bisect import bisect_left

from core.wire.chunks import Chunks
from core.wire.exchange import Exchange
from core.wire.index import EventIndex
from core.wire.kinds import EventKind
from core.wire.recording import Recording, borders, recut


class Score:
    """`kinds` has every event's; `recording` is cut where chunks ended and where events begin. An answer that is no
    stream of events has none, and its chunks are the pieces."""

    def __init__(self, recording: Recording) -> None:
        index = EventIndex(_exchange(recording))
        while index.update(1.0):
            pass
        starts = [index.span(number)[0] for number in range(index.count)]
        self.kinds: tuple[EventKind, ...] = tuple(index.kind(number) for number in range(index.count))
        self.recording = recut(recording, [*starts, *borders(recording)])
        self._begins: dict[int, int] = {}  # piece: event
        place, numbers = 0, {start: number for number, start in enumerate(starts)}
        for piece, chunk in enumerate(self.recording.chunks):
            if place in numbers:
                self._begins[piece] = numbers[place]
            place += len(chunk.data)
        self._firsts = sorted(self._begins)

    def event_at(self, piece: int) -> int | None:
        """The event that begins with this piece; without events, the piece itself."""
        return self._begins.get(piece) if self.kinds else piece

    def events_before(self, piece: int) -> int:
        """How many events have begun before this piece."""
        return bisect_left(self._firsts, piece) if self.kinds else piece

    @property
    def count(self) -> int:
        """How many steps it takes."""
        return len(self.kinds) or len(self.recording.chunks)


def _exchange(recording: Recording) -> Exchange:
    chunks = Chunks()
    for chunk in recording.chunks:
        chunks.append(chunk.at, chunk.data)
    return Exchange(
        method=recording.method,
        url=f"https://recording.invalid{recording.path}",
        request_headers=[],
        request_body=b"",
        started=0.0,
        headers_at=recording.headers_at,
        closed=recording.ended_at or 0.0,
        status=recording.status,
        response_headers=list(recording.headers),
        chunks=chunks,
    )
