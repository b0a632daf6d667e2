"""The whole vocabulary of a stream, in two layers.

A provider yields `StreamEvent`s: what one response says. A `core.turn.Turn` adds the rest of `TurnEvent` and stamps
each one with a sequence number and a monotonic time. Events are frozen, JSON-serialisable by `core.codec`, and hold no
future, callback, widget or SDK object.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import ErrorInfo
from core.messages import Bookmark, FinishReason, Outcome, PartKind, StreamedPart, Timing, ToolResultPart, Usage

# --- one response -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ResponseStarted:
    """A model began to answer. `id` and `model` are the vendor's words, empty where it gives none."""

    id: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class PartStarted:
    """Part number `index` of this response begins. `name` and `call_id` belong to tool calls."""

    index: int
    kind: PartKind
    name: str = ""
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class PartDelta:
    """More text of a started part: prose, reasoning, refusal or tool arguments alike."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class PartFinished:
    """A part is whole; `part` is what its deltas add up to."""

    index: int
    part: StreamedPart


@dataclass(frozen=True, slots=True)
class UsageReported:
    """Token counts so far; a later report replaces an earlier one."""

    usage: Usage


@dataclass(frozen=True, slots=True)
class ResponseFinished:
    reason: FinishReason
    raw_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something was repaired, dropped or decided for the user, and why: one English sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class BookmarkSet:
    """The server goes on writing this response whoever reads: what follows here can be fetched after a break. It counts
    for all that was said before it. None: nothing can be fetched (any more)."""

    bookmark: Bookmark | None


StreamEvent = (
    ResponseStarted | PartStarted | PartDelta | PartFinished | UsageReported | ResponseFinished | Notice | BookmarkSet
)

# --- one turn ---------------------------------------------------------------------------------------------------------


class Phase(StrEnum):
    CONNECTING = "connecting"
    WAITING = "waiting"
    THINKING = "thinking"
    ANSWERING = "answering"
    APPROVAL = "waiting for approval"
    TOOL = "running tool"
    RETRYING = "retrying"
    FINISHING = "finishing"  # the last word was said, but the run of an agent goes on
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """`id` names the turn; the messages it makes are called `<id>.1`, `<id>.2`, … in order."""

    id: str
    provider: str
    model: str
    created: float  # seconds since the epoch
    continues: str | None = None


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    phase: Phase


@dataclass(frozen=True, slots=True)
class RetryScheduled:
    """The request will be sent again after `delay` seconds; `attempt` counts from 1."""

    attempt: int
    delay: float
    error: ErrorInfo


@dataclass(frozen=True, slots=True)
class ToolApprovalRequested:
    """A person must decide about a call before it runs. `source` and `origin` say where its tool comes from, as
    `core.tools.base.Tool` has its source and its place; `read_only` is what the tool's author claims."""

    call_id: str
    name: str
    arguments_text: str
    source: str = ""
    origin: str = ""
    title: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class ToolApprovalResolved:
    """`words` went to the model with a refusal; `arguments_text` is what a person made of the arguments, None where
    they stand as they came."""

    call_id: str
    allowed: bool
    words: str = ""
    arguments_text: str | None = None


@dataclass(frozen=True, slots=True)
class ToolStarted:
    call_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ToolProgress:
    """News of a running call: how far it is (0 to 1; None: nobody knows), what it does, and more of its live output.
    Empty words leave those before in place."""

    call_id: str
    fraction: float | None = None
    text: str = ""
    output: str = ""


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """The tool of a running call asks the user: one of `choices`, or words of their own."""

    question_id: str
    call_id: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """`answer` None: the call ended before anybody answered."""

    question_id: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class RoundsReached:
    """The model asked for tools `rounds` times in this turn; a person says whether it goes on."""

    rounds: int


@dataclass(frozen=True, slots=True)
class RoundsAnswered:
    goes_on: bool


@dataclass(frozen=True, slots=True)
class ToolFinished:
    """`seconds` is how long the call ran; 0 for one that was never run."""

    call_id: str
    result: ToolResultPart
    seconds: float


@dataclass(frozen=True, slots=True)
class AgentChanged:
    """Another agent speaks from now on; the first one too. All names of agents are their names for people."""

    name: str
    provider: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class HandedOff:
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class RunItem:
    """Something an agent's run has made, for its timeline: `name` is the SDK's word for what it is, `text` a few words
    about it."""

    name: str
    agent: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an agent's run, told when it begins and again, whole, when it ends. `kind` is the SDK's word
    ("agent", "generation", "function", "handoff", "guardrail", …), `parent` the id of the span around it, `started` a
    monotonic time; `seconds` is None until it has ended."""

    id: str
    kind: str
    name: str
    started: float
    parent: str = ""
    seconds: float | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class RunPaused:
    """An agent's run waits for a person; `state` is what its SDK needs to go on from here, also after a restart."""

    state: str


@dataclass(frozen=True, slots=True)
class TurnFinished:
    """The last event of every turn."""

    outcome: Outcome
    timing: Timing
    reason: FinishReason | None = None
    raw_reason: str | None = None
    error: ErrorInfo | None = None


TurnEvent = (
    StreamEvent
    | TurnStarted
    | PhaseChanged
    | RetryScheduled
    | ToolApprovalRequested
    | ToolApprovalResolved
    | ToolStarted
    | ToolProgress
    | ToolFinished
    | QuestionAsked
    | QuestionAnswered
    | RoundsReached
    | RoundsAnswered
    | AgentChanged
    | HandedOff
    | RunItem
    | Span
    | RunPaused
    | TurnFinished
)


@dataclass(frozen=True, slots=True)
class Stamped:
    """An event of a turn with its place and time: `seq` counts from 0 without gaps, `at` is `time.monotonic()`."""

    seq: int
    at: float
    event: TurnEvent
