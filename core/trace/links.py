"""From an event on the wire to the text that it brought, and back.

An SDK is given one chunk after the other, and everything that a chunk brings is told before the next one. So the
deltas of a chunk are known; inside it they are matched by the length of their texts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from core.trace.log import Entry
from core.trace.turns import NO_ENTRY, TurnTrace
from core.wire.index import EventIndex
from core.wire.kinds import EventKind

_TEXTS = (EventKind.TEXT, EventKind.REASONING, EventKind.REFUSAL, EventKind.TOOL)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Characters of a message's part. `part` counts from 0."""

    message_id: str
    part: int
    offset: int
    length: int


def anchor_of(entry: Entry, index: EventIndex, event: int) -> Anchor | None:
    """The text that an event brought; None where it brought none."""
    if index.kind(event) not in _TEXTS or not index.length(event):
        return None
    deltas, (first, stop) = entry.turn.deltas, _rows(entry, index.chunk(event))
    if first == stop:
        return None
    before = sum(index.length(each) for each in index.of_chunk(index.chunk(event)) if each < event)
    row = first
    while row < stop - 1 and before >= deltas.size[row]:
        before -= deltas.size[row]
        row += 1
    inside = min(before, deltas.size[row])
    length = min(index.length(event), deltas.size[row] - inside) or deltas.size[row]
    message_id = f"{entry.turn.id}.{deltas.message[row]}"
    return Anchor(message_id, deltas.part[row], deltas.offset[row] + min(inside, deltas.size[row] - length), length)


def event_of(entry: Entry, index: EventIndex, anchor: Anchor) -> int | None:
    """The event that brought the first of these characters; None where the exchange did not."""
    row = row_of(entry, anchor)
    if row is None:
        return None
    deltas = entry.turn.deltas
    chunk = deltas.chunks[row] - 1
    first, _ = _rows(entry, chunk)
    before = sum(deltas.size[first:row]) + anchor.offset - deltas.offset[row]
    found: int | None = None
    for event in index.of_chunk(chunk):
        if index.kind(event) in _TEXTS and index.length(event):
            found = event
            if before < index.length(event):
                break
            before -= index.length(event)
    if found is None and index.count:
        found = max(0, min(index.of_chunk(chunk).stop, index.count) - 1)
    return found


def first_of(turn: TurnTrace, message: int) -> Anchor | None:
    """The first characters that came over the wire of a turn's message, which counts from 1."""
    deltas = turn.deltas
    for row in range(bisect_left(deltas.message, message), bisect_right(deltas.message, message)):
        if deltas.entry[row] != NO_ENTRY:
            return Anchor(f"{turn.id}.{message}", deltas.part[row], deltas.offset[row], deltas.size[row])
    return None


def row_of(entry: Entry, anchor: Anchor) -> int | None:
    """The delta of this exchange that holds the first of these characters."""
    turn, deltas = entry.turn, entry.turn.deltas
    start, stop = bisect_left(deltas.entry, entry.place), bisect_right(deltas.entry, entry.place)
    for row in range(start, stop):
        if (
            deltas.part[row] == anchor.part
            and deltas.offset[row] <= anchor.offset < deltas.offset[row] + deltas.size[row]
            and f"{turn.id}.{deltas.message[row]}" == anchor.message_id
        ):
            return row
    return None


def _rows(entry: Entry, chunk: int) -> tuple[int, int]:
    """The deltas that were told after this chunk and before the next one."""
    deltas = entry.turn.deltas
    start, stop = bisect_left(deltas.entry, entry.place), bisect_right(deltas.entry, entry.place)
    return (
        bisect_left(deltas.chunks, chunk + 1, start, stop),
        bisect_right(deltas.chunks, chunk + 1, start, stop),
    )
