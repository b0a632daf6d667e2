"""The feed: events in, transcript out; the same picture as from the stored messages."""

from __future__ import annotations

import itertools
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.accumulator import Accumulator
from core.errors import ErrorInfo, ErrorKind
from core.events import (
    AgentChanged,
    HandedOff,
    Notice,
    PartDelta,
    PartFinished,
    PartStarted,
    Phase,
    PhaseChanged,
    ResponseFinished,
    ResponseStarted,
    RetryScheduled,
    Stamped,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolStarted,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.messages import (
    FinishReason,
    Message,
    Outcome,
    PartKind,
    ReasoningPart,
    Role,
    TextPart,
    Timing,
    ToolCallPart,
    ToolResultPart,
    ToolStatus,
)
from core.session import MessageAdded
from gui.chat.feed import TurnFeed
from gui.chat.history import items_of
from gui.transcript.content import (
    Action,
    Attached,
    Content,
    ErrorStrip,
    FinishNote,
    Header,
    Item,
    Note,
    Prose,
    Reasoning,
    Refusal,
    RoundsQuestion,
    Seam,
    State,
    StopMark,
    ToolCard,
    UserText,
)
from gui.transcript.model import TranscriptModel
from gui.widgets.clock import FRAME_MS, FrameClock


class Play:
    """A feed beside the fold that stores; both take the same events."""

    def __init__(self) -> None:
        self.clock = FrameClock()
        self.clock.set_paused(True)
        self.model = TranscriptModel()
        self.feed = TurnFeed(self.model, self.clock)
        self.messages: list[Message] = []
        self._seq = 0

    def user(self, text: str) -> None:
        message = Message(f"m{len(self.messages)}", Role.USER, (TextPart(text),))
        self.messages.append(message)
        self.feed.handle(MessageAdded(message))

    def turn(self, *events: TurnEvent, turn_id: str = "t1", continues: str | None = None) -> None:
        fold = Accumulator()
        for event in (TurnStarted(turn_id, "demo", "model", 5.0, continues), *events):
            stamped = Stamped(self._seq, float(self._seq), event)
            self._seq += 1
            fold.feed(stamped)
            self.feed.handle(stamped)
        self.messages += fold.messages


def text_part(index: int, text: str) -> list[TurnEvent]:
    deltas = [PartDelta(index, char) for char in text]
    return [PartStarted(index, PartKind.TEXT), *deltas, PartFinished(index, TextPart(text))]


def call_part(index: int, call_id: str, arguments: str) -> list[TurnEvent]:
    return [
        PartStarted(index, PartKind.TOOL_CALL, "get_time", call_id),
        PartDelta(index, arguments),
        PartFinished(index, ToolCallPart(call_id, "get_time", arguments)),
    ]


def end(outcome: Outcome = Outcome.FINISHED, reason: FinishReason | None = FinishReason.STOP) -> list[TurnEvent]:
    closing: list[TurnEvent] = [ResponseFinished(reason)] if outcome is Outcome.FINISHED and reason else []
    error = ErrorInfo(ErrorKind.AUTH, "The key was refused.") if outcome is Outcome.FAILED else None
    timing = Timing(close_ms=0.5) if outcome is Outcome.STOPPED else Timing()
    return [*closing, TurnFinished(outcome, timing, reason if closing else None, None, error)]


def shape(items: list[Item]) -> list[list[tuple[str, object]]]:
    """What the items show, without clocks."""
    return [[(block.message_id, _value(block.content)) for block in item.blocks] for item in items]


def _value(content: Content) -> object:
    match content:
        case Header(model, created, state):
            return "header", model, created, state
        case Prose(text) | Refusal(text):
            return type(content).__name__, text.text
        case Reasoning(text, state):
            return "reasoning", text.text, state
        case ToolCard():
            return "tool", content.call_id, content.name, content.arguments.text, content.state, content.result
        case UserText() | Attached() | Note() | ErrorStrip() | StopMark() | Seam() | FinishNote() | RoundsQuestion():
            return content


def same_as_stored(play: Play) -> None:
    play.feed.flush()
    live = list(play.model.items)
    assert shape(live) == shape(items_of(play.messages))
    assert not any(item.live for item in live)


def tool_round() -> list[TurnEvent]:
    return [
        ResponseStarted("r1", "model-1"),
        PartStarted(0, PartKind.REASONING),
        PartDelta(0, "hm"),
        PartFinished(0, ReasoningPart("hm")),
        *call_part(1, "c1", '{"zone": "a"}'),
        *call_part(2, "c2", '{"zone": "b"}'),
        ResponseFinished(FinishReason.TOOL_CALLS),
        PhaseChanged(Phase.TOOL),
        ToolStarted("c1", "get_time"),
        ToolStarted("c2", "get_time"),
        ToolFinished("c2", ToolResultPart("c2", "noon"), 0.5),
        ToolFinished("c1", ToolResultPart("c1", "bad zone", ToolStatus.ERROR), 0.1),
    ]


def test_a_turn_with_tools_is_one_answer() -> None:
    play = Play()
    play.user("time?")
    play.turn(*tool_round(), ResponseStarted("r2", "model-1"), *text_part(0, "It is noon."), *end())
    same_as_stored(play)
    answer = play.model.items[1]
    kinds = [type(block.content).__name__ for block in answer.blocks]
    assert kinds == ["Header", "Reasoning", "ToolCard", "ToolCard", "Prose"]
    first, second = (block.content for block in answer.blocks[2:4])
    assert isinstance(first, ToolCard)
    assert isinstance(second, ToolCard)
    assert (first.state, first.result, first.seconds) == (State.FAILED, "bad zone", 0.1)
    assert (second.state, second.result, second.seconds) == (State.DONE, "noon", 0.5)
    assert answer.blocks[-1].message_id == "t1.3"


def test_arguments_grow_and_the_card_follows_its_call() -> None:
    play = Play()
    feed, model = play.feed, play.model
    for number, event in enumerate(
        (TurnStarted("t", "p", "m", 0.0), ResponseStarted(), *call_part(0, "c", '{"a"')[:2])
    ):
        feed.handle(Stamped(number, 1.0, event))
    play.clock.beat()
    card = model.items[0].blocks[1].content
    assert isinstance(card, ToolCard)
    assert (card.arguments.text, card.state, card.running) == ('{"a"', State.LIVE, False)
    later = (
        ToolApprovalRequested("c", "get_time", "{}"),
        ToolApprovalResolved("c", True),
        ToolStarted("c", "get_time"),
    )
    states = []
    for event in later:
        feed.handle(Stamped(9, 2.0, event))
        card = model.items[0].blocks[1].content
        assert isinstance(card, ToolCard)
        states.append((card.state, card.running))
    assert states == [(State.WAITING, False), (State.LIVE, False), (State.LIVE, True)]


@pytest.mark.parametrize(
    ("events", "offered"),
    [([ResponseStarted(), *text_part(0, "text")], (Action.CONTINUE,)), ([], ()), (tool_round(), ())],
    ids=["in its text", "before it", "in a tool"],
)
def test_an_answer_that_was_stopped_in_its_text_can_be_gone_on_with(
    events: list[TurnEvent], offered: tuple[Action, ...]
) -> None:
    play = Play()
    play.user("hello")
    play.turn(*events, *end(Outcome.STOPPED))
    mark = play.model.items[-1].blocks[-1].content
    assert isinstance(mark, StopMark)
    assert mark.actions == offered


def test_every_ending_is_the_one_of_the_stored_messages() -> None:
    endings: list[tuple[list[TurnEvent], list[TurnEvent]]] = [
        ([ResponseStarted(), *text_part(0, "text")], end(Outcome.STOPPED)),
        ([ResponseStarted(), *text_part(0, "text")], end(Outcome.FAILED)),
        ([ResponseStarted(), *text_part(0, "text")], end(reason=FinishReason.LENGTH)),
        ([ResponseStarted(), *text_part(0, "text")], end(reason=FinishReason.OTHER)),
        ([], end(Outcome.FAILED)),
        ([], end(Outcome.STOPPED)),
        ([ResponseStarted()], end()),
        (tool_round(), end(Outcome.STOPPED)),
        (tool_round(), end(Outcome.FAILED)),
        ([ResponseStarted(), ResponseStarted(), *text_part(0, "second try")], end()),
    ]
    for events, closing in endings:
        play = Play()
        play.user("hello")
        play.turn(*events, *closing)
        same_as_stored(play)
        assert play.model.items[-1].role is Role.ASSISTANT


def test_what_went_wrong_and_what_to_do() -> None:
    play = Play()
    play.turn(ResponseStarted(), *text_part(0, "half"), *end(Outcome.FAILED))
    blocks = play.model.items[0].blocks
    assert isinstance(blocks[1].content, Prose)
    assert blocks[2].content == ErrorStrip("The key was refused.", (Action.ENTER_KEY, Action.RETRY))
    header = play.model.header(0)
    assert header is not None
    assert header.state is State.FAILED


def test_a_continuation_goes_on_in_the_same_answer() -> None:
    play = Play()
    play.user("long?")
    play.turn(ResponseStarted(), *text_part(0, "first"), *end(reason=FinishReason.LENGTH))
    play.turn(ResponseStarted(), *text_part(0, "second"), *end(), turn_id="t2", continues="t1.1")
    same_as_stored(play)
    assert len(play.model.items) == 2
    assert [type(block.content).__name__ for block in play.model.items[1].blocks] == [
        "Header",
        "Prose",
        "FinishNote",
        "Seam",
        "Prose",
    ]


def test_a_retry_scheduled_counts_down_and_says_why() -> None:
    play = Play()
    error = ErrorInfo(ErrorKind.OVERLOADED, "The provider is overloaded.")
    play.feed.handle(Stamped(0, 1.0, TurnStarted("t", "p", "m", 0.0)))
    play.feed.handle(Stamped(1, 2.0, RetryScheduled(1, 3.0, error)))
    header = play.model.header(0)
    assert header is not None
    assert header.until == 5.0
    assert play.model.items[0].blocks[-1].content == Note("The provider is overloaded.")
    play.feed.handle(Stamped(2, 2.0, PhaseChanged(Phase.RETRYING)))
    counting = play.model.header(0)
    assert counting is not None
    assert counting.until == 5.0
    play.feed.handle(Stamped(3, 5.0, PhaseChanged(Phase.CONNECTING)))
    again = play.model.header(0)
    assert again is not None
    assert again.until is None
    play.feed.handle(Stamped(4, 6.0, RetryScheduled(2, 3.0, error)))
    assert len(play.model.items[0].blocks) == 2  # the header and the reason, which is said once
    play.feed.handle(Stamped(2, 5.0, Notice("Something was repaired.")))
    assert play.model.items[0].blocks[-1].content == Note("Something was repaired.")


def test_deltas_are_told_once_a_frame() -> None:
    play = Play()
    told: list[tuple[int, int]] = []
    play.model.textGrew.connect(lambda item, block: told.append((item, block)))
    play.feed.handle(Stamped(0, 1.0, TurnStarted("t", "p", "m", 0.0)))
    play.feed.handle(Stamped(1, 1.0, ResponseStarted()))
    play.feed.handle(Stamped(2, 1.0, PartStarted(0, PartKind.TEXT)))
    began = time.perf_counter()
    for _ in range(10_000):
        play.feed.handle(Stamped(3, 1.0, PartDelta(0, "words ")))
    assert time.perf_counter() - began < 2.0  # some 50 ms on an idle machine
    assert told == []
    play.clock.beat()
    assert told == [(0, 1)]
    assert play.model.items[0].size == 60_000


def test_unknown_places_are_ignored() -> None:
    play = Play()
    play.feed.handle(Stamped(0, 1.0, PartDelta(7, "x")))
    play.feed.handle(Stamped(1, 1.0, TurnStarted("t", "p", "m", 0.0)))
    play.feed.handle(Stamped(2, 1.0, PartDelta(7, "x")))
    play.feed.handle(Stamped(3, 1.0, ToolFinished("nobody", ToolResultPart("nobody", "x"), 0.0)))
    assert len(play.model.items) == 1


# --- the clock ------------------------------------------------------------------------------------------------------


def test_the_clock_runs_only_while_something_is_asked_for(qtbot: QtBot) -> None:
    clock = FrameClock()
    calls: list[int] = []

    def once() -> None:
        calls.append(1)

    assert not clock.running
    for _ in range(100):
        clock.request(once)
    assert clock.running
    qtbot.waitUntil(lambda: calls == [1])
    assert not clock.running


def test_who_asks_again_inside_a_frame_waits_for_the_next(qtbot: QtBot) -> None:
    clock = FrameClock()
    moments: list[float] = []

    def again() -> None:
        moments.append(time.monotonic())
        if len(moments) < 4:
            clock.request(again)

    clock.request(again)
    qtbot.waitUntil(lambda: len(moments) == 4)
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert min(gaps) > FRAME_MS / 1000 / 2


def test_a_request_of_another_inside_a_frame_is_met_in_it() -> None:
    clock = FrameClock()
    calls: list[str] = []
    clock.request(lambda: clock.request(lambda: calls.append("second")))
    clock.beat()
    assert calls == ["second"]
    assert not clock.running


def test_nothing_is_called_while_the_window_is_hidden(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    clock = FrameClock()
    clock.watch(window)
    calls: list[int] = []
    clock.request(lambda: calls.append(1))
    with qtbot.waitSignal(_after(window, 3 * FRAME_MS).timeout):
        pass
    assert calls == []
    window.show()
    qtbot.waitUntil(lambda: calls == [1])
    window.hide()
    clock.request(lambda: calls.append(2))
    assert not clock.running


def _after(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.start(milliseconds)
    return timer


def test_the_header_names_the_agent_that_speaks_and_a_handoff_is_a_note(qtbot: QtBot) -> None:
    play = Play()
    play.user("A trip?")
    play.turn(
        AgentChanged("Desk"),
        ResponseStarted("r1", "small"),
        ResponseFinished(FinishReason.TOOL_CALLS),
        HandedOff("Desk", "Guide"),
        AgentChanged("Guide"),
        ResponseStarted("r2", "large"),
        *text_part(0, "By train."),
        *end(),
    )
    blocks = [block.content for block in play.model.items[-1].blocks]
    assert isinstance(blocks[0], Header)
    assert blocks[0].model == "Guide · large"
    assert [block.text for block in blocks if isinstance(block, Note)] == ["Desk hands over to Guide."]
