"""The fold behind the view of agents: the events of one conversation in, its last runs out. It knows no widget.

The listener is told once, and again only after `runs` was read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from core.events import (
    AgentChanged,
    HandedOff,
    PartDelta,
    ResponseFinished,
    ResponseStarted,
    RetryScheduled,
    RunItem,
    Span,
    Stamped,
    ToolApprovalRequested,
    ToolApprovalResolved,
    TurnFinished,
    TurnStarted,
)
from core.messages import Outcome

_KEPT_RUNS: Final = 20
_MOST_ENTRIES: Final = 2_000  # of one run
_MOST_SPANS: Final = 2_000


class EntryKind(StrEnum):
    AGENT = "agent"
    HANDOFF = "handoff"
    RESPONSE = "response"
    ITEM = "item"
    ASKED = "asked"
    ANSWERED = "answered"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, `seconds` after the run began. `name` is the SDK's word, or what the kind is about;
    `events` counts the raw events of a response."""

    seconds: float
    kind: EntryKind
    agent: str
    name: str = ""
    text: str = ""
    events: int = 0


@dataclass(slots=True)
class AgentsRun:
    """One run: `started` is a monotonic time, `seconds` how long it took, None while it lives."""

    id: str
    started: float
    entries: list[Entry] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)
    agent: str = ""
    seconds: float | None = None
    outcome: Outcome | None = None
    dropped: int = 0  # entries that were too many


class AgentsModel:
    """Feed it every event of a conversation in order. Turns without agents leave no run."""

    def __init__(self) -> None:
        self._runs: deque[AgentsRun] = deque(maxlen=_KEPT_RUNS)
        self._turn: TurnStarted | None = None
        self._began = 0.0
        self._live: AgentsRun | None = None
        self._raw = 0
        self._model = ""
        self._listener: Callable[[], None] | None = None
        self._told = False

    def set_listener(self, listener: Callable[[], None] | None) -> None:
        self._listener = listener
        self._told = False

    @property
    def runs(self) -> tuple[AgentsRun, ...]:
        """The last runs, the newest last."""
        self._told = False
        return tuple(self._runs)

    def feed(self, stamped: Stamped) -> None:
        event = stamped.event
        if isinstance(event, PartDelta):  # the hot path
            self._raw += 1
            return
        if isinstance(event, TurnStarted):
            self._turn, self._began, self._live = event, stamped.at, None
            return
        if self._live is None:
            if not isinstance(event, AgentChanged | Span) or self._turn is None:
                return
            self._live = AgentsRun(self._turn.id, self._began)
            self._runs.append(self._live)
        self._take(self._live, stamped)
        if not self._told and self._listener is not None:
            self._told = True
            self._listener()

    def _take(self, run: AgentsRun, stamped: Stamped) -> None:
        seconds, agent = stamped.at - run.started, run.agent
        self._raw += 1
        match stamped.event:
            case AgentChanged(name, provider, model):
                run.agent = name
                self._add(run, Entry(seconds, EntryKind.AGENT, name, provider, model))
            case HandedOff(source, target):
                self._add(run, Entry(seconds, EntryKind.HANDOFF, source, "handoff", target))
            case RunItem(name, item_agent, text):
                self._add(run, Entry(seconds, EntryKind.ITEM, item_agent, name, text))
            case ResponseStarted(_, model):
                self._raw, self._model = 1, model
            case ResponseFinished(reason, _):
                self._add(run, Entry(seconds, EntryKind.RESPONSE, agent, self._model, reason.value, self._raw))
            case ToolApprovalRequested() as asked:
                self._add(run, Entry(seconds, EntryKind.ASKED, agent, asked.name, asked.arguments_text))
            case ToolApprovalResolved() as answered:
                self._add(run, Entry(seconds, EntryKind.ANSWERED, agent, "yes" if answered.allowed else "no"))
            case RetryScheduled(_, delay, error):
                self._add(run, Entry(seconds, EntryKind.RETRY, agent, f"{delay:.0f}", error.message))
            case Span() as span:
                if span.id in run.spans or len(run.spans) < _MOST_SPANS:
                    run.spans[span.id] = span
            case TurnFinished(outcome):
                run.seconds, run.outcome, self._live = seconds, outcome, None
            case _:
                return

    def _add(self, run: AgentsRun, entry: Entry) -> None:
        if len(run.entries) < _MOST_ENTRIES:
            run.entries.append(entry)
        else:
            run.dropped += 1
