"""A turn in figures: nothing is lost between the columns and what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.events import Phase
from core.trace.figures import (
    MomentKind,
    SpanKind,
    arrivals_of,
    course_of,
    gaps_of,
    histogram,
    percentile,
    rates_of,
    waits_of,
)
from core.trace.log import TraceLog
from core.trace.turns import ToolMark, TurnTrace
from core.wire.exchange import Exchange


def turn_of(deltas: Sequence[tuple[float, int]], shown: Sequence[tuple[float, int]] = ()) -> TurnTrace:
    turn = TurnTrace("t", "c", "p", "m", 0.0, 100.0)
    for at, size in deltas:
        turn.deltas.at.append(100.0 + at)
        turn.deltas.size.append(size)
        turn.deltas.message.append(1)
        turn.characters += size
    for at, size in shown:
        turn.shown.at.append(100.0 + at)
        turn.shown.size.append(size)
    return turn


DELTAS = st.lists(st.tuples(st.floats(0, 100), st.integers(1, 50)), min_size=2, max_size=60).map(sorted)


@given(st.lists(st.floats(0, 1e5)))
def test_each_gap_is_in_one_bin(values: list[float]) -> None:
    bins = histogram(values)
    assert sum(one.count for one in bins) == (len(values) if bins else 0)
    assert bins or all(value <= 1e-4 for value in values)
    for before, after in pairwise(bins):
        assert before.high == after.low
    for value in values:
        if value > 1e-4:
            assert any(one.count and one.low <= value <= one.high for one in bins)


@given(DELTAS)
def test_the_rate_adds_up_to_all_characters(deltas: list[tuple[float, int]]) -> None:
    turn = turn_of(deltas)
    rates = rates_of(turn)
    assert sum(rate.per_second * (rate.end - rate.start) for rate in rates) == pytest.approx(turn.characters)
    last, characters = arrivals_of(turn)[-1]
    assert last == pytest.approx(deltas[-1][0])
    assert characters == turn.characters
    assert sum(gaps_of(turn)) == pytest.approx(deltas[-1][0] - deltas[0][0])


@given(DELTAS, st.floats(0, 5))
def test_a_letter_waits_from_its_arrival_to_its_frame(deltas: list[tuple[float, int]], late: float) -> None:
    shown = [(at + late, size) for at, size in deltas]
    waits = waits_of(turn_of(deltas, shown))
    assert [wait.seconds for wait in waits] == pytest.approx([late] * len(deltas), abs=1e-6)
    assert waits[-1].characters == sum(size for _, size in deltas)


def test_letters_of_one_frame_wait_as_long_as_the_oldest() -> None:
    waits = waits_of(turn_of([(0.0, 3), (0.01, 3), (0.02, 3)], [(0.016, 4), (0.032, 5)]))
    assert [(wait.characters, round(wait.seconds, 3)) for wait in waits] == [(4, 0.016), (9, 0.022)]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0, 100))
def test_a_percentile_is_one_of_the_values_and_exceeded_by_the_rest_alone(values: list[float], part: float) -> None:
    found = percentile(values, part)
    assert found in values
    assert sum(value <= found for value in values) >= len(values) * part / 100 - 1e-6


def test_the_course_has_each_stretch_of_a_request_in_order() -> None:
    turn, log = turn_of([(1.2, 3), (1.8, 4)]), TraceLog()
    exchange = Exchange("POST", "http://h/v1", [], b"", 100.1, connected=100.3, headers_at=100.9)
    exchange.chunks.append(101.0, b"x")
    log.begin(exchange, turn, 0.0)
    turn.phases = [(100.0, Phase.CONNECTING), (100.3, Phase.WAITING), (101.2, Phase.ANSWERING)]
    turn.tools = [ToolMark("c", "clock", 101.3, 101.5)]
    live = course_of(turn, 102.0)
    assert [span.open for span in live.spans if span.kind is SpanKind.BODY] == [True]
    exchange.closed, turn.ended = 102.1, 102.2
    turn.phases.append((102.2, Phase.IDLE))
    course = course_of(turn, 999.0)
    assert course.seconds == pytest.approx(2.2)
    request = [(span.kind, round(span.start, 3), round(span.end, 3)) for span in course.spans if span.lane == 1]
    assert request == [
        (SpanKind.CONNECT, 0.1, 0.3),
        (SpanKind.HEADERS, 0.3, 0.9),
        (SpanKind.FIRST_BYTE, 0.9, 1.0),
        (SpanKind.BODY, 1.0, 2.1),
    ]
    assert not any(span.open for span in course.spans)
    phases = [span for span in course.spans if span.kind is SpanKind.PHASE]
    assert [phase.name for phase in phases] == [Phase.CONNECTING, Phase.WAITING, Phase.ANSWERING]
    assert phases[-1].end == pytest.approx(2.2)
    moments = {moment.kind: round(moment.at, 3) for moment in course.moments}
    assert moments == {
        MomentKind.FIRST_TOKEN: 1.2,
        MomentKind.LAST_TOKEN: 1.8,
        MomentKind.CLOSED: 2.1,
        MomentKind.ENDED: 2.2,
    }
