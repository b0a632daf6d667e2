"""What happened in a turn, and when: exchanges, phases, retries, tools, every delta, and what the screen showed of it.

Deltas stand in columns of numbers: a hundred thousand of them are a few megabytes, and taking one costs well under a
microsecond. It knows no screen.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.events import Phase
from core.messages import Outcome, PartKind

if TYPE_CHECKING:
    from core.trace.log import Entry

MOST_DELTAS: Final = 400_000  # of a turn; those behind are not kept
KINDS: Final = tuple(PartKind)
NO_ENTRY: Final = 0xFFFF  # what came over no wire that is known


class Deltas:
    """One row a delta: when it came, its length in characters, the kind of its part; which exchange of the turn and
    how many of its chunks had come by then; and where its text begins: message `<turn>.<message>`, part, offset."""

    __slots__ = ("at", "chunks", "entry", "kind", "message", "offset", "part", "size")

    def __init__(self) -> None:
        self.at = array("d")
        self.size = array("I")
        self.kind = bytearray()
        self.entry = array("H")
        self.chunks = array("I")
        self.message = array("H")
        self.part = array("H")
        self.offset = array("I")

    def __len__(self) -> int:
        return len(self.at)


class Shown:
    """What of the text stood on the screen by when: one row a frame, with the characters it added."""

    __slots__ = ("at", "size")

    def __init__(self) -> None:
        self.at = array("d")
        self.size = array("I")


@dataclass(frozen=True, slots=True)
class RetryMark:
    """A request was to be sent again after `delay` seconds, because of `why`."""

    at: float
    delay: float
    why: str


@dataclass(slots=True)
class ToolMark:
    call_id: str
    name: str
    started: float
    ended: float | None = None


@dataclass(slots=True)
class TurnTrace:
    """Times are `time.monotonic()`, `created` is seconds since the epoch."""

    id: str
    conversation: str
    provider: str
    model: str
    created: float
    started: float
    ended: float | None = None
    outcome: Outcome | None = None
    characters: int = 0  # of all deltas
    tokens: int | None = None  # that the server counted for its answers
    phases: list[tuple[float, Phase]] = field(default_factory=list)
    retries: list[RetryMark] = field(default_factory=list)
    tools: list[ToolMark] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list, repr=False)
    deltas: Deltas = field(default_factory=Deltas, repr=False)
    shown: Shown = field(default_factory=Shown, repr=False)

    @property
    def live(self) -> bool:
        return self.ended is None

    @property
    def first_token(self) -> float | None:
        return self.deltas.at[0] if len(self.deltas) else None

    @property
    def last_token(self) -> float | None:
        return self.deltas.at[-1] if len(self.deltas) else None
