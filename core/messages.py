"""What a conversation consists of: messages and their parts. Pure values.

This module knows no storage, no wire format and no screen. Every class here is frozen and can be written to JSON and
read back by `core.codec`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.errors import ErrorInfo


class Role(StrEnum):
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


class PartKind(StrEnum):
    """The kinds of part that can stream."""

    TEXT = "text"
    REASONING = "reasoning"
    REFUSAL = "refusal"
    TOOL_CALL = "tool_call"


class FinishReason(StrEnum):
    """Why a response ended. The vendor's own word travels beside it."""

    STOP = "stop"
    LENGTH = "length"
    CONTEXT_EXCEEDED = "context_exceeded"
    TOOL_CALLS = "tool_calls"
    CONTENT_FILTER = "content_filter"
    REFUSAL = "refusal"
    PAUSE = "pause"
    OTHER = "other"  # a word we do not know
    UNKNOWN = "unknown"  # closed properly, without a word


class Outcome(StrEnum):
    """How a turn ended."""

    FINISHED = "finished"
    STOPPED = "stopped"  # by the user
    FAILED = "failed"


class ToolStatus(StrEnum):
    OK = "ok"
    ERROR = "error"
    DENIED = "denied"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Opaque:
    """Vendor data that is echoed back unread (a thinking signature, encrypted reasoning).

    Only the provider that wrote `payload` understands it; it goes back byte-equal to the same provider and model and
    is left out for every other.
    """

    provider: str
    model: str
    payload: str


@dataclass(frozen=True, slots=True)
class TextPart:
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningPart:
    """`seconds`: how long the model took for it, where that is known."""

    text: str
    opaque: Opaque | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class RefusalPart:
    text: str


def _no_json(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


def _finite(number: str) -> float:
    """Python takes 1e999 for infinity, which could not be sent back."""
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number} is too large")
    return value


@dataclass(frozen=True, slots=True)
class ToolCallPart:
    """A call the model asks for. `arguments_text` is what arrived, to the letter."""

    id: str
    name: str
    arguments_text: str

    def arguments(self) -> dict[str, Any] | None:
        """The arguments as an object, or None where the text is not a JSON object. No text means no arguments."""
        if not self.arguments_text.strip():
            return {}
        try:
            value = json.loads(self.arguments_text, parse_constant=_no_json, parse_float=_finite)
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict) else None


@dataclass(frozen=True, slots=True)
class AttachmentPart:
    """A file that the user sent along. Its bytes are kept elsewhere, by their hash; `size` is in bytes."""

    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ToolTable:
    """Rows of text under their headings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ToolResultPart:
    """What a call brought: `text` is what the model gets; the rest is the same for people, where the tool made it.

    `seconds`: how long the call ran; None for one that was never run. `json_text`: a structured result as JSON text.
    `pictures`: kept by their hash, as attachments are. `ran_with`: the arguments that it ran with, where a person
    changed them. `waiting`: a person had not decided about the call when the program ended; it can be taken up again.
    """

    call_id: str
    text: str
    status: ToolStatus = ToolStatus.OK
    seconds: float | None = None
    json_text: str = ""
    table: ToolTable | None = None
    pictures: tuple[AttachmentPart, ...] = ()
    ran_with: str | None = None
    waiting: bool = False


def waiting_result(call_id: str) -> ToolResultPart:
    """What stands for the result of a call that a person has not decided about yet."""
    text = "Interrupted: nobody has decided about this call yet; it was not run."
    return ToolResultPart(call_id, text, ToolStatus.INTERRUPTED, waiting=True)


StreamedPart = TextPart | ReasoningPart | RefusalPart | ToolCallPart
Part = StreamedPart | ToolResultPart | AttachmentPart


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts as the vendor reports them; None where it says nothing.

    `input_tokens` counts everything that was read, cached tokens included; `output_tokens` includes reasoning.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds since the turn started; None where the moment never came.

    `close_ms` is different: the milliseconds from the user's Stop until the connection was closed.
    """

    first_byte_ms: float | None = None
    first_token_ms: float | None = None
    last_token_ms: float | None = None
    total_ms: float | None = None
    close_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far an answer was read that its server goes on writing by itself: who reads on from here loses nothing.

    `response` is the server's id for it and `address` where that server is. `after` is the number of the last event
    that was read, None where none has come. `state` is what the provider needs to read on; nobody else reads it.
    """

    response: str
    address: str
    after: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class PickUp:
    """A response that is read on from its bookmark. `parts` are what has arrived of it, by index, those at `finished`
    whole: as much as at the bookmark, or more."""

    bookmark: Bookmark
    parts: tuple[StreamedPart, ...] = ()
    finished: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation.

    An assistant message is one response of a model; a turn with a tool round has two of them, with a tool message
    between that holds the results. `outcome` is None while it is being written. `continues` is the id of the cut-off
    message that this one goes on from. `paused` is the state of an agent's run that waits for a person here.
    `bookmark`: the rest of this cut-off answer may be had from its server.
    """

    id: str
    role: Role
    parts: tuple[Part, ...]
    created: float = 0.0  # seconds since the epoch
    provider: str = ""
    model: str = ""
    outcome: Outcome | None = None
    finish_reason: FinishReason | None = None
    raw_finish_reason: str | None = None
    usage: Usage | None = None
    timing: Timing | None = None
    error: ErrorInfo | None = None
    continues: str | None = None
    paused: str | None = None
    bookmark: Bookmark | None = None

    def text(self) -> str:
        """The visible text of all text parts."""
        return "".join(part.text for part in self.parts if isinstance(part, TextPart))

    def attachments(self) -> tuple[AttachmentPart, ...]:
        return tuple(part for part in self.parts if isinstance(part, AttachmentPart))

    def files(self) -> tuple[AttachmentPart, ...]:
        """Everything of it that is kept by its hash: attachments, and the pictures of tools."""
        results = (part for part in self.parts if isinstance(part, ToolResultPart))
        return (*self.attachments(), *(picture for result in results for picture in result.pictures))

    def tool_calls(self) -> tuple[ToolCallPart, ...]:
        return tuple(part for part in self.parts if isinstance(part, ToolCallPart))
