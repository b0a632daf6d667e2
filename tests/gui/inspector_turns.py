"""Hand-made turns for the inspector's tests: events with times, put one after the other."""

from __future__ import annotations

from core.errors import ErrorInfo
from core.events import (
    PartDelta,
    PartFinished,
    PartStarted,
    Phase,
    PhaseChanged,
    ResponseFinished,
    ResponseStarted,
    Stamped,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.messages import FinishReason, Outcome, PartKind, TextPart, Timing, ToolCallPart
from gui.inspector.model import InspectorModel


class Script:
    """A conversation whose events are put by hand; `now` is the time of the last one, in seconds from 100."""

    def __init__(self) -> None:
        self.model = InspectorModel()
        self.now = 100.0
        self._seq = 0
        self._turns = 0

    def put(self, *events: TurnEvent, after: float = 0.0) -> Script:
        """Put `events` after a pause of that many seconds."""
        self.now += after
        for event in events:
            self.model.feed(Stamped(self._seq, self.now, event))
            self._seq += 1
        return self

    def begin(self, model: str = "river-1") -> Script:
        """A turn that waits for its first token, 0.1 s after its start."""
        self._seq = 0
        self._turns += 1
        self.put(TurnStarted(f"t{self._turns}", "test", model, 0.0), PhaseChanged(Phase.CONNECTING))
        return self.put(PhaseChanged(Phase.WAITING), after=0.1)

    def answer(self, *pieces: str, pause: float = 0.1) -> Script:
        """A response that begins and streams these pieces of text, and stays open."""
        self.put(ResponseStarted("r", ""), PhaseChanged(Phase.ANSWERING), PartStarted(0, PartKind.TEXT))
        for piece in pieces:
            self.put(PartDelta(0, piece), after=pause)
        return self

    def call(self, index: int, *pieces: str, name: str = "get_current_time", whole: bool = True) -> Script:
        """A tool call `call-<index>` whose arguments stream in pieces."""
        self.put(PartStarted(index, PartKind.TOOL_CALL, name, f"call-{index}"))
        self.put(*(PartDelta(index, piece) for piece in pieces))
        if whole:
            self.put(PartFinished(index, ToolCallPart(f"call-{index}", name, "".join(pieces))))
        return self

    def end(
        self,
        outcome: Outcome = Outcome.FINISHED,
        reason: FinishReason | None = None,
        raw: str | None = None,
        error: ErrorInfo | None = None,
        timing: Timing = Timing(80.0, 200.0, 900.0, 1000.0),  # noqa: B008 - a frozen value
    ) -> Script:
        if reason is not None:
            self.put(ResponseFinished(reason, raw))
        return self.put(PhaseChanged(Phase.IDLE), TurnFinished(outcome, timing, reason, raw, error))

    def finished(self, reason: FinishReason = FinishReason.STOP, raw: str = "stop") -> Script:
        """A whole short turn."""
        return self.begin().answer("Hello").put(PartFinished(0, TextPart("Hello"))).end(reason=reason, raw=raw)
