"""What an oddity is: something a real server does that is not in the book, and what must come of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.demo.encoders import encode_stream, encode_whole
from core.demo.script import Script
from core.errors import ErrorKind
from core.limits import Limits, Timeouts
from core.messages import FinishReason, Usage
from core.providers.base import WireProtocol
from tests.support.script import Answer, Framing, whole

KEY = "key-for-tests-0123456789"
TEXT = "Hello, 세계 🌊 — fine."
PIECES = ("Hello, ", "세계 ", "🌊", " — fine.")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a turn must end with. `calls` are (name, arguments as an object, or None where they are not one). `errors`
    are the kinds of error that are right; empty means that the turn finishes. `says` must all be in the error's
    message. `notice` is whether something must be said to have been repaired; None leaves that open."""

    text: str = ""
    reasoning: str = ""
    refusal: str = ""
    calls: tuple[tuple[str, dict[str, Any] | None], ...] = ()
    reason: FinishReason | None = FinishReason.STOP
    raw_reason: str | None = None
    errors: tuple[ErrorKind, ...] = ()
    says: tuple[str, ...] = ()
    retry_after_s: float | None = None
    usage: Usage | None = None
    notice: bool | None = None


def fails(*errors: ErrorKind, **more: Any) -> Expected:
    return Expected(reason=None, errors=errors, **more)


# Never retried unless an oddity is about that, and never waited for longer than a test may last.
LIMITS = Limits(Timeouts(connect=5.0, first_token=10.0, idle=10.0, total=20.0), max_retries=0)


@dataclass(frozen=True, slots=True)
class Oddity:
    """`answers` are sent to the requests in order (the last one repeats). `prompt_seconds` bounds how long the turn
    may take."""

    name: str
    protocol: WireProtocol
    stream: bool
    answers: tuple[Answer, ...]
    expected: Expected
    limits: Limits = field(default=LIMITS)
    prompt_seconds: float = 15.0

    @property
    def id(self) -> str:
        return f"{self.protocol}-{'stream' if self.stream else 'whole'}-{self.name}"


def streamed(protocol: WireProtocol, name: str, answer: Answer | bytes, expected: Expected, **more: Any) -> Oddity:
    answer = Answer((answer,)) if isinstance(answer, bytes) else answer
    return Oddity(name, protocol, True, (answer,), expected, **more)


def unstreamed(protocol: WireProtocol, name: str, answer: Answer | bytes, expected: Expected, **more: Any) -> Oddity:
    answer = whole(answer) if isinstance(answer, bytes) else answer
    return Oddity(name, protocol, False, (answer,), expected, **more)


def plain(protocol: WireProtocol, **changes: Any) -> bytes:
    """A faultless stream that says TEXT."""
    return b"".join(data for _, data in encode_stream(_script(changes), protocol))


def plain_events(protocol: WireProtocol, **changes: Any) -> list[bytes]:
    """The same, event by event."""
    return [data for _, data in encode_stream(_script(changes), protocol)]


def plain_whole(protocol: WireProtocol, **changes: Any) -> bytes:
    """A faultless JSON answer that says TEXT."""
    return encode_whole(_script(changes), protocol)


def data(*values: Any, done: bool = False) -> bytes:
    """Values as server-sent events without names."""
    events = [f"data: {json.dumps(value, ensure_ascii=False)}\n\n" for value in values]
    return "".join((*events, "data: [DONE]\n\n" if done else "")).encode()


def named(*values: dict[str, Any]) -> bytes:
    """Values as server-sent events, each named by its type."""
    return "".join(
        f"event: {value['type']}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n" for value in values
    ).encode()


def everywhere(
    make: Callable[[WireProtocol], Sequence[Oddity]], protocols: Sequence[WireProtocol] = tuple(WireProtocol)
) -> tuple[Oddity, ...]:
    """The oddities of `make` for each protocol."""
    return tuple(oddity for protocol in protocols for oddity in make(protocol))


def until_close(content: bytes, **more: Any) -> Answer:
    return Answer((content,), framing=Framing.UNTIL_CLOSE, **more)


def _script(changes: dict[str, Any]) -> Script:
    return Script(**{"id": "1", "model": "odd", "text": PIECES, **changes})
