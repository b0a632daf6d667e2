"""Tool calls and responses while they stream: cheap to feed, joined and judged when somebody looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.events import PartStarted
from core.messages import ToolCallPart, Usage
from gui.inspector.state import CallState, Rate, ToolCall, Validity
from gui.inspector.validity import validity_of

_LEAST_S: Final = 0.05  # what comes faster came at once: that has no speed
_BYTES_PER_TOKEN: Final = 4.0  # a rough rule that holds for English and, by bytes, for Korean


class GrowingCall:
    """A tool call as it grows; its frozen picture is made when somebody looks and something changed."""

    def __init__(self, number: int, started: PartStarted) -> None:
        self.number = number
        self.index = started.index
        self.id = started.call_id
        self.name = started.name
        self.pieces: list[str] = []
        self.size = 0
        self.state = CallState.ASSEMBLING
        self.started: float | None = None
        self.seconds: float | None = None
        self.result: str | None = None
        self.origin = self.step = self.question = ""
        self.fraction: float | None = None
        self.choices: tuple[str, ...] = ()
        self.picture: ToolCall | None = None
        self._judged = (-1, False, Validity.INCOMPLETE)  # size and wholeness that the last verdict is about

    def grow(self, text: str, size: int) -> None:
        self.pieces.append(text)
        self.size += size
        self.picture = None

    def complete(self, part: ToolCallPart) -> None:
        self.id, self.name = part.id, part.name
        self.pieces = [part.arguments_text]
        self.size = len(part.arguments_text.encode("utf-8", "replace"))
        self.turn(CallState.READY)

    def turn(self, state: CallState) -> None:
        self.state = state
        self.picture = None

    def frozen(self) -> ToolCall:
        if self.picture is None:
            if len(self.pieces) > 1:
                self.pieces = ["".join(self.pieces)]
            text = self.pieces[0] if self.pieces else ""
            self.picture = ToolCall(
                self.number,
                self.index,
                self.id,
                self.name,
                text,
                self.size,
                self._validity(text),
                self.state,
                self.started,
                self.seconds,
                self.result,
                self.origin,
                self.step,
                self.fraction,
                self.question,
                self.choices,
            )
        return self.picture

    def _validity(self, text: str) -> Validity:
        whole = self.state is not CallState.ASSEMBLING
        if self._judged[:2] != (self.size, whole):
            self._judged = (self.size, whole, validity_of(text, whole=whole))
        return self._judged[2]


@dataclass(slots=True)
class GrowingResponse:
    """One response: what it used, and how long its tokens took to arrive."""

    usage: Usage | None = None
    first: float | None = None
    last: float | None = None
    size: int = 0
    reasoned: bool = False  # its reasoning streamed, so its tokens took visible time

    @property
    def seconds(self) -> float:
        return 0.0 if self.first is None or self.last is None else self.last - self.first


def summed(usages: list[Usage]) -> Usage | None:
    """The sum; a count that no response reports stays None."""
    if not usages:
        return None

    def total(counts: list[int | None]) -> int | None:
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    return Usage(
        total([usage.input_tokens for usage in usages]),
        total([usage.output_tokens for usage in usages]),
        total([usage.reasoning_tokens for usage in usages]),
        total([usage.cached_tokens for usage in usages]),
    )


def rate_of(responses: list[GrowingResponse]) -> Rate | None:
    """Tokens per second over the time in which tokens arrived: waits and tools between responses do not count.

    Reasoning that was done in silence took its time before the first token, so its tokens are left out.
    """
    tokens, seconds, estimated = 0.0, 0.0, False
    for response in responses:
        usage = response.usage
        if response.seconds <= 0:
            continue
        if usage is not None and usage.output_tokens:
            hidden = 0 if response.reasoned else usage.reasoning_tokens or 0
            tokens += max(0, usage.output_tokens - hidden)
        else:
            tokens += response.size / _BYTES_PER_TOKEN
            estimated = True
        seconds += response.seconds
    return Rate(tokens / seconds, estimated) if tokens and seconds >= _LEAST_S else None
