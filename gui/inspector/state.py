"""What the inspector shows of one conversation: frozen values, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import ErrorInfo
from core.events import Phase
from core.messages import FinishReason, Outcome, Timing, Usage
from core.prices import Used


class CallState(StrEnum):
    """Where a tool call stands."""

    ASSEMBLING = "assembling"
    READY = "ready"  # whole, and may be run
    WAITING = "waiting for approval"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DENIED = "denied"
    INTERRUPTED = "interrupted"
    NOT_RUN = "not run"  # reported, for others to run


class Validity(StrEnum):
    """What the arguments are, as JSON."""

    INCOMPLETE = "incomplete"
    VALID = "valid"
    INVALID = "invalid"
    UNCHECKED = "unchecked"  # too large to look at while it grows


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call. `number` counts the calls of the turn, `index` is the part's place in its response; `size` is the
    arguments' length in bytes, `started` a monotonic time, `seconds` how long the call ran. `origin`: where its tool
    comes from, as it was told; `fraction` and `step`: how far a running call is; `question`: what its tool asks."""

    number: int
    index: int
    id: str
    name: str
    arguments: str
    size: int
    validity: Validity
    state: CallState
    started: float | None = None
    seconds: float | None = None
    result: str | None = None
    origin: str = ""
    step: str = ""
    fraction: float | None = None
    question: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one phase, in monotonic seconds; `end` is None for the one that lasts."""

    phase: Phase
    start: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """The request is sent again at `due` (monotonic seconds)."""

    attempt: int
    due: float
    error: ErrorInfo


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice, `seconds` after the turn began."""

    seconds: float
    text: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second; `estimated` while the count comes from the text's length."""

    tokens_per_second: float
    estimated: bool


@dataclass(frozen=True, slots=True)
class Latency:
    """When a past turn's first and last token came, in milliseconds since it began."""

    number: int
    model: str
    outcome: Outcome
    first_token_ms: float | None
    last_token_ms: float | None


@dataclass(frozen=True, slots=True)
class InspectorState:
    """The last turn of a conversation, live or over, and the latencies of the ones before.

    `turn` counts from 1; 0 means that there was none. Times are monotonic seconds. While the turn lives, `timing`
    holds the token times so far. `usage` is the sum over the turn's responses, `last_usage` that of the last one.
    `usages` has them one by one, `history` what the whole conversation used when the last turn had ended.
    `text_characters` counts visible text alone, `characters` everything that streamed.
    """

    turn: int = 0
    provider: str = ""
    model: str = ""
    served_model: str = ""
    started: float = 0.0
    ended: float | None = None
    phase: Phase = Phase.IDLE
    phase_since: float = 0.0
    segments: tuple[Segment, ...] = ()
    retry: Retry | None = None
    calls: tuple[ToolCall, ...] = ()
    reason: FinishReason | None = None
    raw_reason: str | None = None
    outcome: Outcome | None = None
    error: ErrorInfo | None = None
    responses: int = 0
    usage: Usage | None = None
    last_usage: Usage | None = None
    usages: tuple[Usage, ...] = ()
    history: tuple[Used, ...] = ()
    timing: Timing = field(default_factory=Timing)
    last_delta: float | None = None
    rate: Rate | None = None
    characters: int = 0
    text_characters: int = 0
    deltas: int = 0
    notices: tuple[NoticeLine, ...] = ()
    latencies: tuple[Latency, ...] = ()

    @property
    def live(self) -> bool:
        return self.turn > 0 and self.ended is None

    @property
    def assembling(self) -> bool:
        """Whether the arguments of a call arrive."""
        return any(call.state is CallState.ASSEMBLING for call in self.calls)
