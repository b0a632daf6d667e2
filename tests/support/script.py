"""What a scripted answer is made of: steps, cuts, framings, endings. Values; `tests.support.server` sends them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class Pause:
    """Send nothing for so many seconds (ends early when the client leaves)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class At:
    """Send what follows no earlier than so many seconds after the body began: a steady pace, whatever a step costs."""

    seconds: float


class Stall:
    """Send nothing more until the client leaves."""


class Reset:
    """Kill the connection with an RST here."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same bytes many times: a large body without holding it."""

    data: bytes
    times: int


Step = bytes | Pause | At | Stall | Reset | Repeat


class Framing(Enum):
    CHUNKED = "chunked"
    LENGTH = "content-length"
    UNTIL_CLOSE = "until close"  # no length: the body ends with the connection


class End(Enum):
    """What happens after the last step."""

    FINISH = "finish"  # the body ends properly and the connection waits for the next request
    OPEN = "open"  # the body never ends and the connection stays open until the client leaves
    DROP = "drop"  # the connection is closed without the end of the body
    RESET = "reset"  # the same, with an RST


@dataclass(frozen=True, slots=True)
class Answer:
    """One response. `before` runs ahead of the status line, `after_head` between headers and body. With `head` False
    nothing but the steps is sent: the script writes the status line itself (or sends no HTTP at all)."""

    body: tuple[Step, ...] = ()
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "text/event-stream; charset=utf-8"
    framing: Framing = Framing.CHUNKED
    gzip: bool = False
    before: tuple[Step, ...] = ()
    head: bool = True
    end: End = End.FINISH


def whole(content: bytes, *, content_type: str = "application/json", status: int = 200, **more: Any) -> Answer:
    """An answer with a Content-Length, sent at once."""
    return Answer((content,), status=status, content_type=content_type, framing=Framing.LENGTH, **more)


def cut(data: bytes, size: int, pause: float = 0.0) -> tuple[Step, ...]:
    """`data` in pieces of `size` bytes, each its own packet, with `pause` seconds between two."""
    steps: list[Step] = []
    for at in range(0, len(data), size):
        if at and pause:
            steps.append(Pause(pause))
        steps.append(data[at : at + size])
    return tuple(steps)


class Frame:
    """Wraps body bytes as the answer's framing and encoding ask."""

    def __init__(self, chunked: bool, gzip: bool) -> None:
        self._chunked = chunked
        self._packer = zlib.compressobj(wbits=31) if gzip else None

    def __call__(self, data: bytes) -> bytes:
        if self._packer is not None:
            data = self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        return self._chunk(data)

    def end(self) -> bytes:
        """What ends the body."""
        rest = self._chunk(self._packer.flush()) if self._packer is not None else b""
        return rest + (b"0\r\n\r\n" if self._chunked else b"")

    def _chunk(self, data: bytes) -> bytes:
        return b"%x\r\n%s\r\n" % (len(data), data) if self._chunked and data else data


def framed(answer: Answer) -> Frame:
    if answer.gzip and answer.framing is Framing.LENGTH:
        raise ValueError("A length is not known ahead of streamed gzip: use another framing.")
    return Frame(answer.head and answer.framing is Framing.CHUNKED, answer.gzip)


def head_of(answer: Answer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} Scripted"]
    if answer.content_type:
        lines.append(f"Content-Type: {answer.content_type}")
    if answer.gzip:
        lines.append("Content-Encoding: gzip")
    if answer.framing is Framing.CHUNKED:
        lines.append("Transfer-Encoding: chunked")
    elif answer.framing is Framing.LENGTH:
        lines.append(f"Content-Length: {sum(len(step) for step in answer.body if isinstance(step, bytes))}")
    else:
        lines.append("Connection: close")
    lines += [f"{name}: {value}" for name, value in answer.headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
