"""The fold: what the messages are follows from the events alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.accumulator import Accumulator, build_part
from core.errors import ErrorInfo, ErrorKind
from core.events import (
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    Stamped,
    StreamEvent,
    ToolFinished,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.messages import (
    FinishReason,
    Message,
    Outcome,
    Part,
    PartKind,
    ReasoningPart,
    Role,
    TextPart,
    Timing,
    ToolCallPart,
    ToolResultPart,
    ToolStatus,
)
from tests.support.sequences import responses, stamp

STARTED = TurnStarted("t", "provider", "model", 1.0)


def timeless(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The messages without how long the model thought."""

    def bare(part: Part) -> Part:
        return replace(part, seconds=None) if isinstance(part, ReasoningPart) else part

    return tuple(replace(message, parts=tuple(map(bare, message.parts))) for message in messages)


def fold(events: list[TurnEvent]) -> tuple[Message, ...]:
    accumulator = Accumulator()
    for stamped in stamp(events):
        accumulator.feed(stamped)
    return accumulator.messages


@given(responses())
def test_deltas_add_up_to_the_finished_parts(events: list[StreamEvent]) -> None:
    without_ends = [event for event in events if not isinstance(event, PartFinished)]
    assert timeless(fold([STARTED, *events])) == fold([STARTED, *without_ends])


@given(responses(whole=False))
def test_closing_what_is_open_finishes_every_part_once(events: list[StreamEvent]) -> None:
    accumulator = Accumulator()
    stamped = stamp([STARTED, *events])
    for each in stamped:
        accumulator.feed(each)
    before = timeless(accumulator.messages)
    closing = accumulator.open_parts()
    for event in closing:
        accumulator.feed(Stamped(0, 0.0, event))
    started = [event.index for event in events if isinstance(event, PartStarted)]
    finished = [event.index for event in events if isinstance(event, PartFinished)]
    assert sorted(finished + [event.index for event in closing]) == started
    assert timeless(accumulator.messages) == before
    assert accumulator.open_parts() == []


@given(responses(), st.data())
def test_looking_at_a_running_fold_changes_nothing(events: list[StreamEvent], data: st.DataObject) -> None:
    looked = Accumulator()
    for stamped in stamp([STARTED, *events]):
        looked.feed(stamped)
        if data.draw(st.booleans()):
            assert isinstance(looked.messages, tuple)
    assert looked.messages == fold([STARTED, *events])


def call_round(*results: ToolFinished) -> list[TurnEvent]:
    return [
        STARTED,
        ResponseStarted("r", "m"),
        PartStarted(0, PartKind.TOOL_CALL, "clock", "a"),
        PartStarted(1, PartKind.TOOL_CALL, "clock", "b"),
        PartDelta(1, "{}"),
        PartFinished(0, ToolCallPart("a", "clock", "")),
        PartFinished(1, ToolCallPart("b", "clock", "{}")),
        ResponseFinished(FinishReason.TOOL_CALLS),
        *results,
    ]


def test_results_stand_in_the_order_of_the_calls() -> None:
    late = ToolFinished("a", ToolResultPart("a", "later"), 1.0)
    early = ToolFinished("b", ToolResultPart("b", "sooner"), 0.5)
    messages = fold(call_round(early, late))
    assert [m.id for m in messages] == ["t.1", "t.2"]
    assert messages[1].parts == (replace(late.result, seconds=1.0), replace(early.result, seconds=0.5))


def test_thoughts_and_calls_know_how_long_they_took() -> None:
    events: list[TurnEvent] = [
        STARTED,
        ResponseStarted(),
        PartStarted(0, PartKind.REASONING),  # at 2 s
        PartDelta(0, "hm"),
        PartFinished(0, ReasoningPart("hm")),
        PartFinished(1, ReasoningPart("told whole")),
    ]
    first, second = fold(events)[0].parts
    assert (first, second) == (ReasoningPart("hm", seconds=2.0), ReasoningPart("told whole"))
    never_run = ToolFinished("a", ToolResultPart("a", "no", ToolStatus.DENIED), 0.0)
    assert fold(call_round(never_run))[1].parts == (never_run.result,)


def test_calls_without_a_result_are_named() -> None:
    accumulator = Accumulator()
    for stamped in stamp(call_round(ToolFinished("a", ToolResultPart("a", "x"), 0.0))):
        accumulator.feed(stamped)
    assert [call.id for call in accumulator.unanswered_calls()] == ["b"]


def test_an_attempt_that_said_nothing_leaves_no_message() -> None:
    finished = TurnFinished(Outcome.FINISHED, Timing(), FinishReason.STOP)
    part = TextPart("hello")
    messages = fold(
        [
            STARTED,
            ResponseStarted("first", "m1"),
            ResponseStarted("second", "m2"),
            PartStarted(0, PartKind.TEXT),
            PartFinished(0, part),
            ResponseFinished(FinishReason.STOP),
            finished,
        ]
    )
    assert len(messages) == 1
    assert messages[0].parts == (part,)
    assert messages[0].model == "m2"


def test_a_turn_that_failed_before_any_answer_still_says_so() -> None:
    error = ErrorInfo(ErrorKind.AUTH, "no")
    messages = fold([STARTED, TurnFinished(Outcome.FAILED, Timing(), error=error)])
    assert messages == (
        Message("t.1", Role.ASSISTANT, (), 1.0, "provider", "model", Outcome.FAILED, error=error, timing=Timing()),
    )


def test_a_failure_after_a_tool_round_does_not_mark_the_round() -> None:
    results = [ToolFinished(i, ToolResultPart(i, "x"), 0.0) for i in ("a", "b")]
    messages = fold([*call_round(*results), TurnFinished(Outcome.FAILED, Timing())])
    assert [(m.role, m.outcome) for m in messages] == [
        (Role.ASSISTANT, Outcome.FINISHED),
        (Role.TOOL, None),
        (Role.ASSISTANT, Outcome.FAILED),
    ]


def test_a_stop_inside_the_arguments_marks_that_message_and_answers_the_call() -> None:
    interrupted = ToolResultPart("a", "interrupted", ToolStatus.INTERRUPTED)
    messages = fold(
        [
            STARTED,
            ResponseStarted(),
            PartStarted(0, PartKind.TOOL_CALL, "clock", "a"),
            PartDelta(0, '{"time'),
            PartFinished(0, ToolCallPart("a", "clock", '{"time')),
            ToolFinished("a", interrupted, 0.0),
            TurnFinished(Outcome.STOPPED, Timing()),
        ]
    )
    assert [(m.role, m.outcome) for m in messages] == [(Role.ASSISTANT, Outcome.STOPPED), (Role.TOOL, None)]


def test_every_kind_of_part_can_be_built() -> None:
    for kind in PartKind:
        assert build_part(kind, "x", name="n", call_id="i") is not None
