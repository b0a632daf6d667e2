"""A turn in figures: its spans on one axis, the gaps between deltas, how fast it came, and how long letters waited.

Pure: it reads a `TurnTrace`. Times are seconds since the turn began.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from core.events import Phase
from core.trace.turns import TurnTrace

_RATE_BINS: Final = 60
_FINEST_S: Final = 0.1  # of a bin of the rate
_LINE_POINTS: Final = 400


class SpanKind(StrEnum):
    PHASE = "phase"
    CONNECT = "connect"
    HEADERS = "headers"
    FIRST_BYTE = "first byte"
    BODY = "body"
    TOOL = "tool"
    RETRY = "retry"


class MomentKind(StrEnum):
    FIRST_TOKEN = "first token"
    LAST_TOKEN = "last token"
    CLOSED = "closed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time on a lane; `name` is what is meant (a tool, a phase's word), `open` that it still lasts."""

    kind: SpanKind
    lane: int
    start: float
    end: float
    name: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    kind: MomentKind
    lane: int
    at: float


@dataclass(frozen=True, slots=True)
class Lane:
    """`number` counts requests and tools by themselves; `name` is a tool's."""

    kind: SpanKind
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A whole turn on its axis. Lane 0 has the phases, then come requests and tools in their order."""

    seconds: float
    lanes: tuple[Lane, ...]
    spans: tuple[Span, ...]
    moments: tuple[Moment, ...]


def course_of(turn: TurnTrace, now: float) -> Course:
    """`now` (monotonic) is where what lasts ends for the moment."""
    end = turn.ended if turn.ended is not None else now
    closing = [entry.exchange.closed for entry in turn.entries if entry.exchange.closed is not None]
    whole = max([end, *closing]) - turn.started
    spans = _phases(turn, end)
    lanes, moments = [Lane(SpanKind.PHASE)], list[Moment]()
    for entry in turn.entries:
        spans += _exchange(turn, entry.place, len(lanes), now)
        closed = entry.exchange.closed
        if closed is not None:
            moments.append(Moment(MomentKind.CLOSED, len(lanes), closed - turn.started))
        lanes.append(Lane(SpanKind.BODY, entry.place + 1))
    for number, tool in enumerate(turn.tools, start=1):
        last = end if tool.ended is None else tool.ended
        start = tool.started - turn.started
        spans.append(Span(SpanKind.TOOL, len(lanes), start, last - turn.started, tool.name, open=tool.ended is None))
        lanes.append(Lane(SpanKind.TOOL, number, tool.name))
    for retry in turn.retries:
        start = retry.at - turn.started
        stop = min(start + retry.delay, end - turn.started)
        spans.append(Span(SpanKind.RETRY, 0, start, max(start, stop), retry.why))
    for kind, at in (
        (MomentKind.FIRST_TOKEN, turn.first_token),
        (MomentKind.LAST_TOKEN, turn.last_token),
        (MomentKind.ENDED, turn.ended),
    ):
        if at is not None:
            moments.append(Moment(kind, 0, at - turn.started))
    return Course(max(whole, 1e-6), tuple(lanes), tuple(spans), tuple(moments))


def _phases(turn: TurnTrace, end: float) -> list[Span]:
    spans = []
    following = [at for at, _ in turn.phases[1:]] + [end]
    for (at, phase), until in zip(turn.phases, following, strict=True):
        if phase is not Phase.IDLE and until >= at:
            spans.append(
                Span(
                    SpanKind.PHASE,
                    0,
                    at - turn.started,
                    until - turn.started,
                    phase,
                    open=turn.live and until == end,
                )
            )
    return spans


def _exchange(turn: TurnTrace, place: int, lane: int, now: float) -> list[Span]:
    """The stretches of a request, up to where it has come."""
    exchange = turn.entries[place].exchange
    first = exchange.chunks.time(0) if len(exchange.chunks) else None
    moments = (exchange.started, exchange.connected, exchange.headers_at, first, exchange.closed)
    kinds = (SpanKind.CONNECT, SpanKind.HEADERS, SpanKind.FIRST_BYTE, SpanKind.BODY)
    spans, start = [], exchange.started
    for kind, reached in zip(kinds, moments[1:], strict=True):
        stop = reached if reached is not None else exchange.closed
        lasts = stop is None
        until = now if stop is None else stop
        spans.append(Span(kind, lane, start - turn.started, until - turn.started, open=lasts))
        if reached is None:
            break
        start = until
    return spans


def gaps_of(turn: TurnTrace) -> list[float]:
    """Seconds between deltas that follow each other in one response, in order."""
    rows = turn.deltas
    return [
        rows.at[after] - rows.at[before]
        for before, after in pairwise(range(len(rows)))
        if rows.message[before] == rows.message[after]
    ]


@dataclass(frozen=True, slots=True)
class Bin:
    low: float
    high: float
    count: int


def histogram(values: list[float]) -> list[Bin]:
    """Counts between 1, 2 and 5 of each decade, from 0.1 ms up to the largest value; smaller ones are in the first."""
    edges = [1e-4]
    while edges[-1] < max(values, default=0.0):
        power = len(edges) // 3 - 4
        edges.append((1, 2, 5)[len(edges) % 3] * 10.0**power)
    counts = [0] * len(edges)
    for value in values:
        counts[min(max(0, bisect_right(edges, value) - 1), len(edges) - 2 if len(edges) > 1 else 0)] += 1
    return [Bin(low, high, count) for (low, high), count in zip(pairwise(edges), counts, strict=False)]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many characters a second came between two times."""

    start: float
    end: float
    per_second: float


def rates_of(turn: TurnTrace) -> list[Rate]:
    """From the first delta to the last, in stretches of one length."""
    rows = turn.deltas
    if len(rows) < 2:
        return []
    first, last = rows.at[0], rows.at[-1]
    width = max(_FINEST_S, (last - first) / _RATE_BINS)
    sums = [0] * (int((last - first) / width) + 1)
    for at, size in zip(rows.at, rows.size, strict=True):
        sums[int((at - first) / width)] += size
    start = first - turn.started
    return [Rate(start + place * width, start + (place + 1) * width, size / width) for place, size in enumerate(sums)]


@dataclass(frozen=True, slots=True)
class Waited:
    """A frame that brought text to the screen: how many characters stood there by then, and how long the one that had
    waited longest had been there."""

    at: float
    characters: int
    seconds: float


def waits_of(turn: TurnTrace) -> list[Waited]:
    """Arrival against what was shown, frame by frame."""
    rows, shown = turn.deltas, turn.shown
    found: list[Waited] = []
    row, arrived, total = 0, 0, 0
    for at, size in zip(shown.at, shown.size, strict=True):
        while row < len(rows) and arrived + rows.size[row] <= total:
            arrived += rows.size[row]
            row += 1
        if row == len(rows):
            break
        total += size
        found.append(Waited(at - turn.started, total, max(0.0, at - rows.at[row])))
    return found


def arrivals_of(turn: TurnTrace) -> list[tuple[float, int]]:
    """How many characters had come by when, thinned out where there are very many."""
    rows, total = turn.deltas, 0
    step = max(1, len(rows) // _LINE_POINTS)
    found: list[tuple[float, int]] = []
    for number, (at, size) in enumerate(zip(rows.at, rows.size, strict=True), start=1):
        total += size
        if number % step == 0 or number == len(rows):
            found.append((at - turn.started, total))
    return found


def thinned(waits: list[Waited]) -> list[Waited]:
    """As many as a plot can show, the last one among them."""
    step = max(1, len(waits) // _LINE_POINTS)
    return [wait for number, wait in enumerate(waits, start=1) if number % step == 0 or number == len(waits)]


def percentile(values: list[float], part: float) -> float:
    """The value that `part` percent of `values` do not exceed, by rank. `values` must not be empty."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * part / 100) - 1)]
