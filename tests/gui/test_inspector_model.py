"""The fold behind the inspector: hand-made turns, and any prefix of any valid one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ErrorInfo, ErrorKind
from core.events import (
    Notice,
    PartDelta,
    PartStarted,
    Phase,
    PhaseChanged,
    ResponseFinished,
    ResponseStarted,
    RetryScheduled,
    StreamEvent,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolStarted,
    TurnEvent,
    TurnFinished,
    TurnStarted,
    UsageReported,
)
from core.messages import FinishReason, Outcome, PartKind, Timing, ToolResultPart, ToolStatus, Usage
from gui.inspector.model import InspectorModel
from gui.inspector.state import CallState, InspectorState, Validity
from gui.inspector.validity import AT_THE_END, WHILE_GROWING, validity_of
from tests.gui.inspector_turns import Script
from tests.support.sequences import responses, stamp


def test_nothing_before_the_first_turn() -> None:
    assert InspectorModel().state() == InspectorState()
    assert not InspectorModel().state().live


def test_phases_are_stretches_without_gaps() -> None:
    script = Script().begin("river-1").answer("a", "b")
    state = script.model.state()
    assert state.model == "river-1"
    assert state.phase is Phase.ANSWERING
    assert [segment.phase for segment in state.segments] == [Phase.CONNECTING, Phase.WAITING, Phase.ANSWERING]
    assert [before.end for before in state.segments[:-1]] == [after.start for after in state.segments[1:]]
    assert state.segments[-1].end is None
    assert script.end().model.state().segments[-1].end == script.now


def test_a_call_grows_fragment_by_fragment() -> None:
    script = Script().begin().put(ResponseStarted(), PartStarted(0, PartKind.TOOL_CALL, "lookup", "c1"))
    seen = []
    for piece in ('{"city": ', '"서울"', "}"):
        script.put(PartDelta(0, piece))
        (call,) = script.model.state().calls
        seen.append((call.arguments, call.size, call.validity, call.state))
    assert seen == [
        ('{"city": ', 9, Validity.INCOMPLETE, CallState.ASSEMBLING),
        ('{"city": "서울"', 17, Validity.INCOMPLETE, CallState.ASSEMBLING),
        ('{"city": "서울"}', 18, Validity.VALID, CallState.ASSEMBLING),
    ]


def test_two_calls_side_by_side() -> None:
    script = Script().begin().put(ResponseStarted()).call(0, '{"a": 1}').call(1, "{oops")
    script.put(ResponseFinished(FinishReason.TOOL_CALLS, "tool_calls"), PhaseChanged(Phase.TOOL))
    script.put(ToolApprovalRequested("call-0", "get_current_time", '{"a": 1}'))
    first, second = script.model.state().calls
    assert (first.state, second.state) == (CallState.WAITING, CallState.READY)
    assert second.validity is Validity.INVALID
    script.put(ToolApprovalResolved("call-0", True), ToolStarted("call-0", "get_current_time"))
    assert script.model.state().calls[0].state is CallState.RUNNING
    script.put(ToolFinished("call-0", ToolResultPart("call-0", "12:00"), 0.25))
    script.put(ToolFinished("call-1", ToolResultPart("call-1", "No JSON.", ToolStatus.ERROR), 0.0))
    first, second = script.model.state().calls
    assert (first.state, first.result, first.seconds) == (CallState.DONE, "12:00", 0.25)
    assert (second.state, second.result, second.seconds) == (CallState.FAILED, "No JSON.", None)


@pytest.mark.parametrize(
    ("status", "state"),
    [(ToolStatus.DENIED, CallState.DENIED), (ToolStatus.INTERRUPTED, CallState.INTERRUPTED)],
)
def test_calls_that_never_ran(status: ToolStatus, state: CallState) -> None:
    script = Script().begin().put(ResponseStarted()).call(0, "{}")
    script.put(ToolFinished("call-0", ToolResultPart("call-0", "no", status), 0.0))
    (call,) = script.model.state().calls
    assert (call.state, call.seconds) == (state, None)


def test_reported_calls_are_told_apart_from_ready_ones() -> None:
    script = Script().begin().put(ResponseStarted()).call(0, "{}")
    assert script.model.state().calls[0].state is CallState.READY
    script.end(reason=FinishReason.TOOL_CALLS, raw="tool_calls")
    assert script.model.state().calls[0].state is CallState.NOT_RUN


def test_the_same_id_in_a_later_round_is_the_later_call() -> None:
    script = Script().begin().put(ResponseStarted()).call(0, "{}")
    script.put(ToolStarted("call-0", "x"), ToolFinished("call-0", ToolResultPart("call-0", "one"), 0.1))
    script.put(ResponseStarted()).call(0, '{"n": 2}')
    script.put(ToolStarted("call-0", "x"))
    assert [call.state for call in script.model.state().calls] == [CallState.DONE, CallState.RUNNING]


def test_retry_counts_down_and_goes_away() -> None:
    error = ErrorInfo(ErrorKind.RATE_LIMIT, "Too fast.", 429, True)
    script = Script().begin().put(RetryScheduled(1, 4.0, error), PhaseChanged(Phase.RETRYING))
    retry = script.model.state().retry
    assert retry is not None
    assert (retry.attempt, retry.due, retry.error) == (1, script.now + 4.0, error)
    script.put(PhaseChanged(Phase.CONNECTING), after=4.0)
    assert script.model.state().retry is None


def test_usage_is_summed_over_responses_and_the_last_is_kept() -> None:
    script = Script().begin().put(ResponseStarted(), UsageReported(Usage(9, 1)), UsageReported(Usage(10, 5, 2, None)))
    script.put(ResponseFinished(FinishReason.TOOL_CALLS), ResponseStarted(), UsageReported(Usage(30, 7, None, 4)))
    state = script.model.state()
    assert state.usage == Usage(40, 12, 2, 4)
    assert state.last_usage == Usage(30, 7, None, 4)
    assert state.responses == 2


def test_rate_is_estimated_until_usage_comes() -> None:
    script = Script().begin().answer(*["four"] * 10, pause=0.1)
    rate = script.model.state().rate
    assert rate is not None
    assert rate.estimated
    assert rate.tokens_per_second == pytest.approx(10.0)
    script.put(UsageReported(Usage(5, 50)))
    rate = script.model.state().rate
    assert rate is not None
    assert not rate.estimated
    assert rate.tokens_per_second == pytest.approx(50.0)


def test_what_comes_at_once_has_no_speed() -> None:
    assert Script().begin().answer(*["four"] * 10, pause=0.00001).model.state().rate is None


def test_silent_reasoning_does_not_make_the_answer_look_faster() -> None:
    script = Script().begin().answer(*["four"] * 10, pause=0.1).put(UsageReported(Usage(5, 1050, 1000)))
    rate = script.model.state().rate
    assert rate is not None
    assert rate.tokens_per_second == pytest.approx(50.0)


def test_time_between_responses_is_no_streaming_time() -> None:
    script = Script().begin().answer(*["four"] * 10, pause=0.1).put(ResponseFinished(FinishReason.TOOL_CALLS))
    script.now += 30
    script.answer(*["four"] * 10, pause=0.1)
    rate = script.model.state().rate
    assert rate is not None
    assert rate.tokens_per_second == pytest.approx(10.0)


def test_a_finished_turn_leaves_its_latency_and_the_next_begins_anew() -> None:
    script = Script().finished(FinishReason.LENGTH, "max_tokens").put(Notice("late"))
    state = script.model.state()
    assert (state.outcome, state.reason, state.raw_reason) == (Outcome.FINISHED, FinishReason.LENGTH, "max_tokens")
    assert [(one.number, one.first_token_ms, one.last_token_ms) for one in state.latencies] == [(1, 200.0, 900.0)]
    script.begin("river-2")
    state = script.model.state()
    assert (state.turn, state.model, state.calls, state.notices, state.reason) == (2, "river-2", (), (), None)
    assert len(state.latencies) == 1


def test_the_listener_is_told_once_until_somebody_looks() -> None:
    script = Script().begin()
    script.model.state()
    told: list[int] = []
    script.model.set_listener(lambda: told.append(1))
    script.answer(*["x"] * 1000, pause=0.0)
    assert told == [1]
    first = script.model.state()
    assert script.model.state() is first
    script.put(PartDelta(0, "x"))
    assert told == [1, 1]


def test_characters_and_pieces() -> None:
    script = Script().begin().answer("한국어", "ab")
    state = script.model.state()
    assert (state.characters, state.text_characters, state.deltas) == (5, 5, 2)


@pytest.mark.parametrize(
    ("text", "growing", "whole"),
    [
        ("", Validity.INCOMPLETE, Validity.VALID),
        ("{", Validity.INCOMPLETE, Validity.INCOMPLETE),
        ('{"a": tr', Validity.INCOMPLETE, Validity.INCOMPLETE),
        ('{"a": 1.', Validity.INCOMPLETE, Validity.INCOMPLETE),
        ('{"a": -', Validity.INCOMPLETE, Validity.INCOMPLETE),
        ('{"a": "\\u12', Validity.INCOMPLETE, Validity.INCOMPLETE),
        ('{"a": "x\\', Validity.INCOMPLETE, Validity.INCOMPLETE),
        ('{"a": 1,', Validity.INCOMPLETE, Validity.INCOMPLETE),
        ('{"a": 1}', Validity.VALID, Validity.VALID),
        ('{"a": 1} {', Validity.INVALID, Validity.INVALID),
        ("[1", Validity.INVALID, Validity.INVALID),
        ("[1]", Validity.INVALID, Validity.INVALID),
        ('{"a" 1}', Validity.INVALID, Validity.INVALID),
        ("{'a': 1}", Validity.INVALID, Validity.INVALID),
        ("{" * 100_000, Validity.UNCHECKED, Validity.INVALID),
        (" " * (WHILE_GROWING + 1), Validity.UNCHECKED, Validity.VALID),
        (" " * (AT_THE_END + 1), Validity.UNCHECKED, Validity.UNCHECKED),
    ],
)
def test_validity(text: str, growing: Validity, whole: Validity) -> None:
    assert validity_of(text, whole=False) is growing
    assert validity_of(text, whole=True) is whole


json_objects = st.dictionaries(
    st.text(max_size=4),
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=6),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


@given(json_objects, st.booleans(), st.data())
def test_a_prefix_of_an_object_is_never_called_broken(value: object, ascii_only: bool, data: st.DataObject) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    cut = data.draw(st.integers(0, len(text) - 1))
    assert validity_of(text[:cut], whole=False) is Validity.INCOMPLETE
    assert validity_of(text, whole=True) is Validity.VALID


@st.composite
def turns(draw: st.DrawFn) -> list[TurnEvent]:
    """A turn of one to three responses, the calls of each answered before the next."""
    events: list[TurnEvent] = [TurnStarted("t", "p", "m", 0.0), PhaseChanged(Phase.CONNECTING)]
    for _ in range(draw(st.integers(1, 3))):
        response: list[StreamEvent] = draw(responses())
        events.extend(response)
        calls = [e.call_id for e in response if isinstance(e, PartStarted) and e.kind is PartKind.TOOL_CALL]
        for call_id in calls:
            if draw(st.booleans()):
                events += [ToolApprovalRequested(call_id, "", ""), ToolApprovalResolved(call_id, True)]
            result = ToolResultPart(call_id, "r", draw(st.sampled_from(ToolStatus)))
            events += [ToolStarted(call_id, "x"), ToolFinished(call_id, result, 0.5)]
        events.append(PhaseChanged(draw(st.sampled_from(Phase))))
    outcome = draw(st.sampled_from(Outcome))
    return [*events, PhaseChanged(Phase.IDLE), TurnFinished(outcome, Timing(total_ms=1.0))]


@given(turns(), st.data())
def test_any_prefix_gives_a_consistent_state(events: list[TurnEvent], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(events)))
    model = InspectorModel()
    for stamped in stamp(events[:cut]):
        model.feed(stamped)
        if data.draw(st.booleans()):  # looking in between changes nothing
            model.state()
    state = model.state()
    fresh = InspectorModel()
    for stamped in stamp(events[:cut]):
        fresh.feed(stamped)
    assert fresh.state() == state
    shown = events[:cut]
    assert state.live == (0 < cut < len(events))
    assert state.deltas == sum(isinstance(event, PartDelta) for event in shown)
    assert state.characters == sum(len(event.text) for event in shown if isinstance(event, PartDelta))
    starts = [event for event in shown if isinstance(event, PartStarted) and event.kind is PartKind.TOOL_CALL]
    assert [call.name for call in state.calls] == [start.name for start in starts]
    assert [call.number for call in state.calls] == list(range(len(starts)))
    assert all(call.size == len(call.arguments.encode()) for call in state.calls)
    assert all(segment.end is not None for segment in state.segments[:-1])
    if not state.live:
        assert all(segment.end is not None for segment in state.segments)
        assert state.retry is None
