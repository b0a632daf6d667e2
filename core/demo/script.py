"""What the demo plays as one response, before any protocol: text in pieces, calls, an ending, a pace. Pure values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.messages import FinishReason

Beat = tuple[float, bytes]
"""Seconds of silence, then bytes."""

# About what tokenisers do: a word or a few letters with the space before it, one or two syllables of Korean, a mark.
_PIECE = re.compile(r" ?[가-힣]{1,2}| ?[A-Za-z0-9]{1,7}| ?[^\w\s]|.", re.DOTALL)


def pieces(text: str) -> tuple[str, ...]:
    """`text` cut as a model's tokens would cut it; joined again it is the same."""
    return tuple(_PIECE.findall(text))


@dataclass(frozen=True, slots=True)
class ScriptedCall:
    id: str
    name: str
    arguments: Mapping[str, Any]

    def arguments_text(self) -> str:
        return json.dumps(self.arguments, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Script:
    """One response: reasoning, then text, then a refusal, then calls.

    `id` makes the vendor's ids; `model` is what the answer claims as its model. `wait` is the silence before the first
    piece and `gap` the one between two, in seconds. With `error` set the response breaks off with that message instead
    of ending by `finish`. `input_pieces` counts what was read.
    """

    id: str
    model: str
    reasoning: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    refusal: tuple[str, ...] = ()
    calls: tuple[ScriptedCall, ...] = ()
    finish: FinishReason = FinishReason.STOP
    error: str | None = None
    wait: float = 0.0
    gap: float = 0.0
    input_pieces: int = 0

    @property
    def output_pieces(self) -> int:
        called = sum(len(pieces(call.arguments_text())) for call in self.calls)
        return len(self.reasoning) + len(self.text) + len(self.refusal) + called


@dataclass(frozen=True, slots=True)
class Rejection:
    """An answer that is no response: an HTTP error."""

    status: int
    message: str
    retry_after_s: int | None = None


class Pacer:
    """Gives each event of a stream the silence before it: `wait` before the first piece, `gap` before the others, none
    before the events around them."""

    def __init__(self, script: Script) -> None:
        self._gap = script.gap
        self._next = script.wait

    def frame(self, data: bytes) -> Beat:
        """An event that carries no piece."""
        return 0.0, data

    def piece(self, data: bytes) -> Beat:
        silence, self._next = self._next, self._gap
        return silence, data


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compact(value: Any) -> str:
    """JSON as servers write it: no spaces, no escapes for letters."""
    return _ENCODE(value)


class Mould:
    """An event that is sent many times: what stays the same is written out once, and `"$NAME"` stands for each value
    that changes."""

    def __init__(self, value: Any, event: str = "") -> None:
        name = f"event: {event}\n" if event else ""
        first, *rest = re.split(r'"\$([A-Z]+)"', compact(value))
        self._first = f"{name}data: {first}"
        self._rest = [(mark.lower(), fixed) for mark, fixed in zip(rest[::2], rest[1::2], strict=True)]

    def fill(self, **values: object) -> bytes:
        """The event with these values."""
        filled = "".join(f"{_ENCODE(values[mark])}{fixed}" for mark, fixed in self._rest)
        return f"{self._first}{filled}\n\n".encode()


def sse(value: Any, event: str = "") -> bytes:
    """One server-sent event."""
    name = f"event: {event}\n" if event else ""
    return f"{name}data: {compact(value)}\n\n".encode()
