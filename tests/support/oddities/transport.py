"""Oddities below the protocol: how bytes are cut, framed, packed, marked up as events, and how connections end."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.errors import ErrorKind
from core.limits import Limits, Timeouts
from core.providers.base import WireProtocol
from tests.support.oddities.oddity import (
    PIECES,
    TEXT,
    Expected,
    Oddity,
    everywhere,
    fails,
    plain,
    plain_events,
    plain_whole,
    streamed,
    unstreamed,
    until_close,
)
from tests.support.script import Answer, End, Framing, Pause, Repeat, Stall, Step, cut, whole

_WELL = Expected(text=TEXT)
_HASTY_START = Limits(Timeouts(connect=5.0, first_token=0.4, idle=10.0, total=20.0), max_retries=0)
_HASTY_LATER = Limits(Timeouts(connect=5.0, first_token=10.0, idle=0.4, total=20.0), max_retries=0)
_PATIENT = Limits(Timeouts(connect=5.0, first_token=50.0, idle=50.0, total=60.0), max_retries=0)
_KILOBYTES = b"0123456789abcdef" * 4096
_TEN = (_KILOBYTES * 160).decode()
_TOO_MUCH = fails(ErrorKind.PROTOCOL)
_NOVELTY = b'event: novelty\ndata: {"type":"novelty","choices":null,"nested":{"deep":[1]}}\n\n'


def _between(stream: bytes, inserted: bytes) -> bytes:
    """`inserted` before every event."""
    return b"".join(inserted + event + b"\n\n" for event in stream.split(b"\n\n") if event)


def _broken_lines(stream: bytes) -> bytes:
    """Each event's data on several lines, cut where JSON allows a line break."""
    return re.sub(rb'data: \{"', b'data: {\ndata: "', stream)


_EVENT_MARKUP: dict[str, Callable[[bytes], bytes]] = {
    "crlf": lambda stream: stream.replace(b"\n", b"\r\n"),
    "cr": lambda stream: stream.replace(b"\n", b"\r"),
    "bom": lambda stream: b"\xef\xbb\xbf" + stream,
    "comments": lambda stream: _between(stream, b": keep-alive\n\n:\n"),
    "comment-first": lambda stream: b": OPENROUTER PROCESSING\n\n" + stream,
    "field-without-space": lambda stream: stream.replace(b"data: ", b"data:").replace(b"event: ", b"event:"),
    "multi-line-data": _broken_lines,
    "retry-alone": lambda stream: _between(stream, b"retry: 3000\n\n"),
    "id-alone": lambda stream: _between(stream, b"id: 7\n\n"),
    "unknown-field": lambda stream: _between(stream, b"colour: blue\n"),
    "unknown-event": lambda stream: _between(stream, _NOVELTY),
    "blank-lines": lambda stream: b"\n\n\n" + stream.replace(b"\n\n", b"\n\n\n\n"),
    "event-after-data": lambda stream: re.sub(rb"(event: .+\n)(data: .+\n)", rb"\2\1", stream),
}


def _markup(protocol: WireProtocol) -> list[Oddity]:
    stream = plain(protocol)
    return [streamed(protocol, name, change(stream), _WELL) for name, change in _EVENT_MARKUP.items()]


def _cuts(protocol: WireProtocol) -> list[Oddity]:
    stream = plain(protocol)
    crlf, cr = stream.replace(b"\n", b"\r\n"), stream.replace(b"\n", b"\r")
    wave = stream.index("🌊".encode())
    return [
        streamed(protocol, "byte-by-byte", Answer(cut(stream, 1)), _WELL),
        streamed(protocol, "crlf-byte-by-byte", Answer(cut(crlf, 1)), _WELL),
        streamed(protocol, "cr-byte-by-byte", Answer(cut(cr, 1)), _WELL),
        streamed(protocol, "letter-cut", Answer((stream[: wave + 2], Pause(0.05), stream[wave + 2 :])), _WELL),
        streamed(protocol, "gzip", Answer((stream,), gzip=True), _WELL),
        streamed(protocol, "gzip-in-pieces", Answer(cut(stream, 100), gzip=True), _WELL),
        streamed(protocol, "with-length", Answer((stream,), framing=Framing.LENGTH), _WELL),
        streamed(protocol, "until-close", until_close(stream), _WELL),
        streamed(protocol, "no-content-type", Answer((stream,), content_type=""), _WELL),
        streamed(protocol, "labelled-text", Answer((stream,), content_type="text/plain"), _WELL),
        streamed(protocol, "labelled-json", Answer((stream,), content_type="application/json"), _WELL),
    ]


def _letters(protocol: WireProtocol) -> list[Oddity]:
    bad = plain(protocol, text=("before ", "MARK", " after")).replace(b"MARK", b"\xff\xfe")
    surrogate = plain(protocol, text=("before ", "MARK", " after")).replace(b"MARK", rb"\ud83c\udf0a")
    return [
        streamed(protocol, "bad-utf8", bad, Expected(text="before \ufffd\ufffd after")),
        streamed(protocol, "escaped-surrogates", surrogate, Expected(text="before 🌊 after")),
    ]


def _holding(stream: bytes, filling: Repeat) -> tuple[Step, ...]:
    """The stream with `filling` in each place of MARK."""
    first, *rest = stream.split(b"MARK")
    return (first, *(step for after in rest for step in (filling, after)))


def _size(protocol: WireProtocol) -> list[Oddity]:
    marked = plain(protocol, text=("MARK",))
    ten, eighteen = Repeat(_KILOBYTES, 160), Repeat(_KILOBYTES, 288)
    bomb = (plain_events(protocol)[0], Repeat(b": " + _KILOBYTES + b"\n", 2000))
    slow = {"limits": _PATIENT, "prompt_seconds": 60.0}
    return [
        streamed(protocol, "ten-megabytes-in-a-line", Answer(_holding(marked, ten)), Expected(text=_TEN), **slow),
        streamed(protocol, "line-beyond-the-limit", Answer(_holding(marked, eighteen)), _TOO_MUCH, **slow),
        streamed(protocol, "compressed-bomb", Answer(bomb, gzip=True), _TOO_MUCH, **slow),
        unstreamed(
            protocol,
            "compressed-bomb",
            Answer((b'{"x": "', Repeat(_KILOBYTES, 2000)), content_type="application/json", gzip=True),
            _TOO_MUCH,
            **slow,
        ),
    ]


def _endings(protocol: WireProtocol) -> list[Oddity]:
    stream = plain(protocol)
    events = plain_events(protocol)
    half = b"".join(events[: next(n for n, event in enumerate(events) if PIECES[1].strip().encode() in event) + 1])
    begun = "".join(PIECES[:2])
    broken = (ErrorKind.TRUNCATED, ErrorKind.CONNECTION)
    return [
        streamed(protocol, "kept-open-after-end", Answer((stream,), end=End.OPEN), _WELL, prompt_seconds=5),
        streamed(protocol, "dropped-after-end", Answer((stream,), end=End.DROP), _WELL),
        streamed(protocol, "closed-halfway", Answer((half,)), fails(ErrorKind.TRUNCATED, text=begun)),
        streamed(protocol, "dropped-halfway", Answer((half,), end=End.DROP), fails(*broken, text=begun)),
        streamed(protocol, "reset-halfway", Answer((half, Pause(0.1)), end=End.RESET), fails(*broken, text=begun)),
        streamed(protocol, "cut-inside-an-event", Answer((half[:-9],)), fails(ErrorKind.TRUNCATED, text=PIECES[0])),
        streamed(protocol, "empty-stream", Answer(()), fails(ErrorKind.TRUNCATED, ErrorKind.PROTOCOL)),
        streamed(protocol, "reset-at-once", Answer(before=(Pause(0.05),), end=End.RESET, head=False), fails(*broken)),
    ]


def _whole_endings(protocol: WireProtocol) -> list[Oddity]:
    answer = plain_whole(protocol)
    broken = (ErrorKind.TRUNCATED, ErrorKind.CONNECTION)
    return [
        unstreamed(protocol, "plain", answer, _WELL),
        unstreamed(protocol, "gzip", Answer((answer,), content_type="application/json", gzip=True), _WELL),
        unstreamed(protocol, "bom", b"\xef\xbb\xbf" + answer, _WELL),
        unstreamed(protocol, "byte-by-byte", Answer(cut(answer, 1), content_type="application/json"), _WELL),
        unstreamed(protocol, "labelled-text", whole(answer, content_type="text/plain"), _WELL),
        unstreamed(protocol, "no-content-type", whole(answer, content_type=""), _WELL),
        unstreamed(protocol, "dropped-halfway", Answer((answer[:60],), end=End.DROP), fails(*broken)),
        unstreamed(protocol, "reset-halfway", Answer((answer[:60], Pause(0.1)), end=End.RESET), fails(*broken)),
        unstreamed(protocol, "half-of-the-json", answer[:60], fails(ErrorKind.PROTOCOL, ErrorKind.TRUNCATED)),
    ]


def _silence(protocol: WireProtocol) -> list[Oddity]:
    events = plain_events(protocol)
    first = next(n for n, event in enumerate(events) if PIECES[0].strip().encode() in event)
    begun, head = b"".join(events[: first + 1]), b"".join(events[:first])
    pings = tuple(step for _ in range(40) for step in (b": ping\n\n", Pause(0.05)))
    early = fails(ErrorKind.TIMEOUT, says=("first",))
    late = fails(ErrorKind.TIMEOUT, says=("idle",), text=PIECES[0])
    start = {"limits": _HASTY_START, "prompt_seconds": 10}
    later = {"limits": _HASTY_LATER, "prompt_seconds": 10}
    return [
        streamed(protocol, "silent-before-headers", Answer(before=(Stall(),)), early, **start),
        streamed(protocol, "silent-after-headers", Answer((Stall(),)), early, **start),
        streamed(protocol, "silent-after-start", Answer((head, Stall())), early, **start),
        streamed(protocol, "silent-halfway", Answer((begun, Stall())), late, **later),
        streamed(protocol, "pings-are-no-progress", Answer((begun, *pings, Stall())), late, **later),
        unstreamed(protocol, "silent-before-headers", Answer(before=(Stall(),)), early, **start),
        unstreamed(protocol, "silent-halfway", Answer((b"{", Stall())), early, **start),
    ]


TRANSPORT_ODDITIES = (
    *everywhere(_markup),
    *everywhere(_cuts),
    *everywhere(_letters),
    *everywhere(_size),
    *everywhere(_endings),
    *everywhere(_whole_endings),
    *everywhere(_silence),
)
