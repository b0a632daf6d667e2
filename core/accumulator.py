"""The fold: the events of one turn in, its messages out.

The same fold serves the running turn, the journal that is read back after a crash and the tests: whatever order of
events it is given, the messages follow from the events alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.errors import ErrorInfo
from core.events import (
    BookmarkSet,
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    RunPaused,
    Stamped,
    ToolFinished,
    TurnFinished,
    TurnStarted,
    UsageReported,
)
from core.messages import (
    Bookmark,
    FinishReason,
    Message,
    Outcome,
    PartKind,
    PickUp,
    ReasoningPart,
    RefusalPart,
    Role,
    StreamedPart,
    TextPart,
    Timing,
    ToolCallPart,
    ToolResultPart,
    Usage,
)


def build_part(kind: PartKind, text: str, *, name: str = "", call_id: str = "") -> StreamedPart:
    """The part of this kind with this text."""
    match kind:
        case PartKind.TEXT:
            return TextPart(text)
        case PartKind.REASONING:
            return ReasoningPart(text)
        case PartKind.REFUSAL:
            return RefusalPart(text)
        case PartKind.TOOL_CALL:
            return ToolCallPart(call_id, name, text)


@dataclass(slots=True)
class _OpenPart:
    """A part that still grows. Its pieces are joined when somebody looks, not at every delta."""

    started: PartStarted
    at: float  # when it began
    pieces: list[str] = field(default_factory=list)

    def value(self) -> StreamedPart:
        if len(self.pieces) > 1:
            self.pieces = ["".join(self.pieces)]
        text = self.pieces[0] if self.pieces else ""
        return build_part(self.started.kind, text, name=self.started.name, call_id=self.started.call_id)


@dataclass(slots=True)
class _Draft:
    """One assistant message while it is written, with the tool results that answer it."""

    id: str
    model: str
    parts: dict[int, StreamedPart | _OpenPart] = field(default_factory=dict)
    results: dict[str, ToolResultPart] = field(default_factory=dict)
    results_id: str = ""
    finish_reason: FinishReason | None = None
    raw_finish_reason: str | None = None
    usage: Usage | None = None
    outcome: Outcome | None = None
    timing: Timing | None = None
    error: ErrorInfo | None = None
    paused: str | None = None
    bookmark: Bookmark | None = None

    @property
    def responded(self) -> bool:
        return self.finish_reason is not None

    def values(self) -> tuple[StreamedPart, ...]:
        return tuple(part.value() if isinstance(part, _OpenPart) else part for part in self.parts.values())

    def tool_calls(self) -> list[ToolCallPart]:
        return [part for part in self.values() if isinstance(part, ToolCallPart)]


class Accumulator:
    """Feed it every event of one turn in order; read `messages` at any time."""

    def __init__(self) -> None:
        self._turn: TurnStarted | None = None
        self._drafts: list[_Draft] = []
        self._named = 0

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything so far as values: cheap for a finished turn, one join for a running one."""
        return tuple(message for draft in self._drafts for message in self._draft_messages(draft))

    def feed(self, stamped: Stamped) -> None:
        match stamped.event:
            case PartDelta(index, text):
                part = self._drafts[-1].parts[index]
                if isinstance(part, _OpenPart):
                    part.pieces.append(text)
            case PartStarted() as started:
                self._drafts[-1].parts[started.index] = _OpenPart(started, stamped.at)
            case PartFinished(index, part_value):
                self._finish_part(index, part_value, stamped.at)
            case TurnStarted() as turn:
                self._turn = turn
            case ResponseStarted(_, model):
                self._begin_response(model)
            case UsageReported(usage):
                self._drafts[-1].usage = usage
            case ResponseFinished(reason, raw_reason):
                self._drafts[-1].finish_reason = reason
                self._drafts[-1].raw_finish_reason = raw_reason
                self._drafts[-1].outcome = Outcome.FINISHED
                self._drafts[-1].bookmark = None
            case BookmarkSet(bookmark):
                self._drafts[-1].bookmark = bookmark
            case ToolFinished(call_id, result, seconds):
                self._take_result(call_id, replace(result, seconds=seconds or None))
            case RunPaused(state):
                self._drafts[-1].paused = state
            case TurnFinished() as finished:
                self._finish(finished)
            case _:
                pass  # phases, notices and approvals leave no trace in a message

    @property
    def said(self) -> bool:
        """Whether the running response has brought something."""
        return bool(self._drafts) and not self._drafts[-1].responded and bool(self._drafts[-1].parts)

    def pick_up(self) -> PickUp | None:
        """How the running response can be read on; None where it cannot."""
        draft = self._drafts[-1] if self._drafts else None
        if draft is None or draft.responded or draft.bookmark is None:
            return None
        finished = (index for index, part in draft.parts.items() if not isinstance(part, _OpenPart))
        return PickUp(draft.bookmark, draft.values(), frozenset(finished))

    def kind(self, index: int) -> PartKind | None:
        """Of a part of the last response that is open."""
        part = self._drafts[-1].parts.get(index) if self._drafts else None
        return part.started.kind if isinstance(part, _OpenPart) else None

    def open_parts(self) -> list[PartFinished]:
        """The events that close every part still open, in order of their indexes."""
        if not self._drafts:
            return []
        parts = self._drafts[-1].parts.items()
        return [PartFinished(index, part.value()) for index, part in parts if isinstance(part, _OpenPart)]

    def unanswered_calls(self) -> list[ToolCallPart]:
        """The tool calls of the last response that have no result yet."""
        if not self._drafts:
            return []
        draft = self._drafts[-1]
        return [call for call in draft.tool_calls() if call.id not in draft.results]

    def _begin_response(self, model: str) -> None:
        last = self._drafts[-1] if self._drafts else None
        if last and not last.responded and not last.parts:
            last.model = model or last.model  # the attempt before this one failed before it said anything
            return
        fallback = self._turn.model if self._turn else ""
        self._drafts.append(_Draft(self._next_id(), model or fallback))

    def _finish_part(self, index: int, part: StreamedPart, at: float) -> None:
        parts = self._drafts[-1].parts
        opened = parts.get(index)
        if isinstance(part, ReasoningPart) and part.seconds is None and isinstance(opened, _OpenPart):
            part = replace(part, seconds=at - opened.at)
        parts[index] = part

    def _take_result(self, call_id: str, result: ToolResultPart) -> None:
        draft = self._drafts[-1]
        if not draft.results:
            draft.results_id = self._next_id()
        draft.results[call_id] = result
        if draft.paused is not None and not any(
            call.id not in draft.results or draft.results[call.id].waiting for call in draft.tool_calls()
        ):
            draft.paused = None  # nothing is waited for any more

    def _finish(self, finished: TurnFinished) -> None:
        """The outcome belongs to the last response, or to an empty one where that had already ended well."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or (finished.outcome is not Outcome.FINISHED and last.responded):
            last = _Draft(self._next_id(), self._turn.model if self._turn else "")
            self._drafts.append(last)
        last.outcome = finished.outcome
        last.timing = finished.timing
        last.error = finished.error
        if finished.outcome is not Outcome.FAILED:
            last.bookmark = None  # a stop ends it at its server too

    def _next_id(self) -> str:
        self._named += 1
        return f"{self._turn.id if self._turn else 'turn'}.{self._named}"

    def _draft_messages(self, draft: _Draft) -> list[Message]:
        turn = self._turn
        created = turn.created if turn else 0.0
        answer = Message(
            id=draft.id,
            role=Role.ASSISTANT,
            parts=draft.values(),
            created=created,
            provider=turn.provider if turn else "",
            model=draft.model,
            outcome=draft.outcome,
            finish_reason=draft.finish_reason,
            raw_finish_reason=draft.raw_finish_reason,
            usage=draft.usage,
            timing=draft.timing,
            error=draft.error,
            continues=turn.continues if turn and draft is self._drafts[0] else None,
            paused=draft.paused,
            bookmark=draft.bookmark,
        )
        if not draft.results:
            return [answer]
        order = {call.id: place for place, call in enumerate(draft.tool_calls())}
        results = sorted(draft.results.values(), key=lambda result: order.get(result.call_id, len(order)))
        return [answer, Message(draft.results_id, Role.TOOL, tuple(results), created)]
