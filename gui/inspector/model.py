"""The fold behind the inspector: the events of one conversation in, an `InspectorState` out.

It knows no widget. An event costs the same however long the answer is; texts are joined and arguments checked when
somebody looks. The listener is told once, and again only after `state()` was read: ten thousand deltas between two
frames are one call.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from core.errors import ErrorInfo
from core.events import (
    Notice,
    PartDelta,
    PartFinished,
    PartStarted,
    Phase,
    PhaseChanged,
    QuestionAnswered,
    QuestionAsked,
    ResponseFinished,
    ResponseStarted,
    RetryScheduled,
    Stamped,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolProgress,
    ToolStarted,
    TurnFinished,
    TurnStarted,
    UsageReported,
)
from core.messages import FinishReason, Outcome, PartKind, Timing, ToolCallPart, ToolStatus
from core.prices import Used
from gui.inspector.growing import GrowingCall, GrowingResponse, rate_of, summed
from gui.inspector.state import CallState, InspectorState, Latency, NoticeLine, Retry, Segment

_KEPT_LATENCIES: Final = 200
_KEPT_NOTICES: Final = 500

_ENDS: Final = {
    ToolStatus.OK: CallState.DONE,
    ToolStatus.ERROR: CallState.FAILED,
    ToolStatus.DENIED: CallState.DENIED,
    ToolStatus.INTERRUPTED: CallState.INTERRUPTED,
}


@dataclass(slots=True)
class _Turn:
    """The turn that is shown."""

    number: int = 0
    provider: str = ""
    model: str = ""
    served_model: str = ""
    started: float = 0.0
    ended: float | None = None
    phase: Phase = Phase.IDLE
    phase_since: float = 0.0
    segments: list[Segment] = field(default_factory=list)
    retry: Retry | None = None
    calls: list[GrowingCall] = field(default_factory=list)
    by_id: dict[str, GrowingCall] = field(default_factory=dict)
    open_kinds: dict[int, PartKind] = field(default_factory=dict)
    open_calls: dict[int, GrowingCall] = field(default_factory=dict)
    responses: list[GrowingResponse] = field(default_factory=list)
    reason: FinishReason | None = None
    raw_reason: str | None = None
    outcome: Outcome | None = None
    error: ErrorInfo | None = None
    timing: Timing | None = None
    characters: int = 0
    text_characters: int = 0
    deltas: int = 0
    notices: deque[NoticeLine] = field(default_factory=lambda: deque(maxlen=_KEPT_NOTICES))


class InspectorModel:
    """Feed it every `Stamped` event of a conversation in order; read `state()` at any time, from any turn on."""

    def __init__(self) -> None:
        self._turn = _Turn()
        self._latencies: deque[Latency] = deque(maxlen=_KEPT_LATENCIES)
        self._history: tuple[Used, ...] = ()
        self._listener: Callable[[], None] | None = None
        self._state: InspectorState | None = InspectorState()

    def set_listener(self, listener: Callable[[], None] | None) -> None:
        """Whom to tell, once, that `state()` has something new."""
        self._listener = listener

    def state(self) -> InspectorState:
        """Everything so far; the same object until something new has come."""
        if self._state is None:
            self._state = self._freeze()
        return self._state

    def feed(self, stamped: Stamped) -> None:
        event = stamped.event
        if isinstance(event, PartDelta):
            self._delta(event, stamped.at)
        else:
            self._take(stamped)
        self._renew()

    def tell_history(self, history: tuple[Used, ...]) -> None:
        """What all answers of the conversation used, with those that were regenerated."""
        self._history = history
        self._renew()

    def _renew(self) -> None:
        if self._state is not None:
            self._state = None
            if self._listener is not None:
                self._listener()

    # --- events -------------------------------------------------------------------------------------------------------

    def _delta(self, delta: PartDelta, at: float) -> None:
        turn = self._turn
        size = len(delta.text.encode("utf-8", "replace"))
        turn.deltas += 1
        turn.characters += len(delta.text)
        kind = turn.open_kinds.get(delta.index)
        if kind is PartKind.TEXT:
            turn.text_characters += len(delta.text)
        elif kind is PartKind.TOOL_CALL:
            turn.open_calls[delta.index].grow(delta.text, size)
        self._token(at).size += size

    def _take(self, stamped: Stamped) -> None:
        turn, at = self._turn, stamped.at
        match stamped.event:
            case TurnStarted() as started:
                self._turn = _Turn(
                    turn.number + 1, started.provider, started.model, started=at, phase_since=at, segments=[]
                )
            case PhaseChanged(phase):
                self._enter(phase, at)
            case ResponseStarted(_, model):
                self._begin_response(model)
            case PartStarted() as part:
                self._begin_part(part, at)
            case PartFinished(index, part_value):
                turn.open_kinds.pop(index, None)
                call = turn.open_calls.pop(index, None)
                if call is not None and isinstance(part_value, ToolCallPart):
                    call.complete(part_value)
                    turn.by_id[call.id] = call
            case UsageReported(usage):
                self._response().usage = usage
            case ResponseFinished(reason, raw):
                turn.reason, turn.raw_reason = reason, raw
            case RetryScheduled(attempt, delay, error):
                turn.retry = Retry(attempt, at + delay, error)
            case Notice(text):
                turn.notices.append(NoticeLine(max(0.0, at - turn.started), text))
            case TurnFinished() as finished:
                self._finish(finished, at)
            case _:
                self._take_tool(stamped)

    def _take_tool(self, stamped: Stamped) -> None:
        match stamped.event:
            case ToolApprovalRequested(call_id, _, _, source, origin):
                if call := self._turn_call(call_id, CallState.WAITING):
                    call.origin = f"{source}: {origin}" if origin else source
            case ToolApprovalResolved(call_id, allowed):
                self._turn_call(call_id, CallState.READY if allowed else CallState.DENIED)
            case ToolStarted(call_id):
                if call := self._turn_call(call_id, CallState.RUNNING):
                    call.started = stamped.at
            case ToolProgress(call_id, fraction, step):
                if call := self._turn.by_id.get(call_id):
                    call.fraction, call.step = fraction, step or call.step
                    call.turn(call.state)
            case QuestionAsked(_, call_id, question, choices):
                if call := self._turn_call(call_id, CallState.WAITING):
                    call.question, call.choices = question, choices
            case QuestionAnswered(question_id):
                if call := self._turn_call(question_id.rpartition("/")[0], CallState.RUNNING):
                    call.question, call.choices = "", ()
            case ToolFinished(call_id, result, seconds):
                if call := self._turn_call(call_id, _ENDS[result.status]):
                    call.result = result.text
                    call.seconds = seconds if call.started is not None else None
            case _:
                pass

    def _turn_call(self, call_id: str, state: CallState) -> GrowingCall | None:
        call = self._turn.by_id.get(call_id)
        if call is not None:
            call.turn(state)
        return call

    def _enter(self, phase: Phase, at: float) -> None:
        turn = self._turn
        self._close_segment(at)
        turn.phase, turn.phase_since = phase, at
        if phase is not Phase.RETRYING:
            turn.retry = None
        if phase is not Phase.IDLE:
            turn.segments.append(Segment(phase, at))

    def _close_segment(self, at: float) -> None:
        segments = self._turn.segments
        if segments and segments[-1].end is None:
            segments[-1] = Segment(segments[-1].phase, segments[-1].start, at)

    def _begin_response(self, model: str) -> None:
        turn = self._turn
        turn.responses.append(GrowingResponse())
        turn.served_model = model or turn.served_model
        turn.open_kinds.clear()
        turn.open_calls.clear()
        turn.reason = turn.raw_reason = None

    def _begin_part(self, part: PartStarted, at: float) -> None:
        turn = self._turn
        turn.open_kinds[part.index] = part.kind
        response = self._token(at)
        if part.kind is PartKind.REASONING:
            response.reasoned = True
        elif part.kind is PartKind.TOOL_CALL:
            call = GrowingCall(len(turn.calls), part)
            turn.calls.append(call)
            turn.open_calls[part.index] = call

    def _response(self) -> GrowingResponse:
        if not self._turn.responses:
            self._turn.responses.append(GrowingResponse())
        return self._turn.responses[-1]

    def _token(self, at: float) -> GrowingResponse:
        """Something of the current response arrived."""
        response = self._response()
        if response.first is None:
            response.first = at
        response.last = at
        return response

    def _finish(self, finished: TurnFinished, at: float) -> None:
        turn = self._turn
        self._close_segment(at)
        turn.phase, turn.phase_since, turn.retry = Phase.IDLE, at, None
        turn.ended = at
        turn.outcome, turn.error, turn.timing = finished.outcome, finished.error, finished.timing
        turn.reason, turn.raw_reason = finished.reason, finished.raw_reason
        for call in turn.calls:
            if call.state is CallState.READY:
                call.turn(CallState.NOT_RUN)
        timing = finished.timing
        self._latencies.append(
            Latency(turn.number, turn.model, finished.outcome, timing.first_token_ms, timing.last_token_ms)
        )

    # --- the picture --------------------------------------------------------------------------------------------------

    def _freeze(self) -> InspectorState:
        turn = self._turn
        last = next((response.last for response in reversed(turn.responses) if response.last is not None), None)
        return InspectorState(
            turn=turn.number,
            provider=turn.provider,
            model=turn.model,
            served_model=turn.served_model,
            started=turn.started,
            ended=turn.ended,
            phase=turn.phase,
            phase_since=turn.phase_since,
            segments=tuple(turn.segments),
            retry=turn.retry,
            calls=tuple(call.frozen() for call in turn.calls),
            reason=turn.reason,
            raw_reason=turn.raw_reason,
            outcome=turn.outcome,
            error=turn.error,
            responses=len(turn.responses),
            usage=summed([response.usage for response in turn.responses if response.usage is not None]),
            last_usage=next((r.usage for r in reversed(turn.responses) if r.usage is not None), None),
            usages=tuple(response.usage for response in turn.responses if response.usage is not None),
            history=self._history,
            timing=turn.timing or _timing_so_far(turn, last),
            last_delta=last,
            rate=rate_of(turn.responses),
            characters=turn.characters,
            text_characters=turn.text_characters,
            deltas=turn.deltas,
            notices=tuple(turn.notices),
            latencies=tuple(self._latencies),
        )


def _timing_so_far(turn: _Turn, last: float | None) -> Timing:
    first = next((response.first for response in turn.responses if response.first is not None), None)
    return Timing(
        first_token_ms=None if first is None else (first - turn.started) * 1000,
        last_token_ms=None if last is None else (last - turn.started) * 1000,
    )
