"""The server-sent events of an exchange, found in its bytes: where each begins and ends, when it was whole, what it is.

Only positions and short words are kept, in columns of numbers; the text of an event is cut out of the bytes when
somebody looks. Filling it takes a budget of time, so that a hundred thousand events are read between two frames, and
goes on while the exchange grows. Compressed bodies are inflated on the way.
"""

from __future__ import annotations

import re
import time
from array import array
from bisect import bisect_left, bisect_right
from typing import Final
from urllib.parse import urlsplit

from core.errors import ProtocolError
from core.wire.blocks import dialect_of
from core.wire.chunks import Chunks
from core.wire.exchange import Exchange
from core.wire.inflate import Inflater, inflater_for
from core.wire.kinds import EventKind, Seen, seen_in
from core.wire.masking import mask_bytes
from core.wire.sniff import Body, sniff
from core.wire.sse import Decoder, Event

_BLANK_LINE: Final = re.compile(rb"(?>\r\n|\r|\n)(?>\r\n|\r|\n)[\r\n]*")
_PLAIN_BLOCK: Final = re.compile(rb"(?:event: ([^\r\n]+)\n)?data: ([^\r\n]+)\n\n")
_KINDS: Final = tuple(EventKind)
_STEP: Final = 32  # events between two looks at the clock
_HEAD: Final = 4096


class EventIndex:
    """`count` events so far; each has a number from 0. Times are seconds since the request."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.dialect = dialect_of(urlsplit(exchange.url).path)
        self.body: Body | None = None  # what the answer is; None while that is open
        self.damaged = False  # it is compressed and cannot be read
        self._inflater: Inflater | None = None
        self._plain: Chunks | None = None  # inflated, where it was compressed; else None until the headers are there
        self._taken = 0  # chunks of the exchange that were inflated
        self._names = [""]
        self._numbers = {"": 0}
        self.named = False  # an event has a name
        self.parted = False  # an event is about a part with a number
        self._clear()

    def _clear(self) -> None:
        self._ends = array("Q")
        self._chunks = array("I")  # by which chunk an event was whole
        self._name = array("H")
        self._part = array("H")
        self._kind = bytearray()
        self._size = array("I")  # characters of text
        self._scanned = 0  # no blank line ends before this
        self._flushed = False

    # --- reading ------------------------------------------------------------------------------------------------------

    @property
    def plain(self) -> Chunks:
        """The body as it is meant, in its chunks."""
        return self.exchange.chunks if self._plain is None else self._plain

    def update(self, budget_s: float = 0.004) -> bool:
        """Read what has come; returns whether there is more to read at once."""
        until = time.monotonic() + budget_s
        if self.exchange.headers_at is None:
            return False
        self._inflate()
        closed = self.exchange.closed is not None
        if self.body is None:
            kind = next((v for n, v in self.exchange.response_headers if n.lower() == "content-type"), "")
            self.body = sniff(self.plain.slice(0, _HEAD), kind, whole=closed)
        if self.body is not Body.EVENTS:
            return False
        while self._find(closed):
            if len(self._ends) % _STEP == 0 and time.monotonic() >= until:
                return True
        return False

    def _inflate(self) -> None:
        if self._taken == 0 and self._plain is None and not self.damaged:
            encoding = next((v for n, v in self.exchange.response_headers if n.lower() == "content-encoding"), "")
            try:
                self._inflater = inflater_for(encoding)
            except ProtocolError:
                self.damaged = True
            if self._inflater is not None:
                self._plain = Chunks()
        if self._inflater is None or self._plain is None:
            return
        chunks = self.exchange.chunks
        while self._taken < len(chunks) and not self.damaged:
            at, data = chunks[self._taken]
            self._taken += 1
            try:
                self._plain.append(at, b"".join(self._inflater.feed(data)))
            except ProtocolError:
                self.damaged = True

    def _find(self, closed: bool) -> bool:
        """Find the next event; False where none is whole."""
        plain, start = self.plain, self._ends[-1] if self._ends else 0
        found = plain.search(_BLANK_LINE, max(start, self._scanned))
        if found is None:
            self._scanned = max(start, plain.size - 2)
            if not closed or start >= plain.size or self._flushed:
                return False
            self._flushed = True
            stop = plain.size
        else:
            stop = found[1]
            if stop == plain.size and not closed and plain.slice(stop - 1) == b"\r":
                return False  # a line feed may follow, which belongs to it
        block = plain.slice(start, stop)
        if self._ends and not block.strip(b"\r\n"):
            self._ends[-1] = stop  # more blank lines
        else:
            self._add(block, stop)
        self._scanned = stop
        return True

    def _add(self, block: bytes, stop: int) -> None:
        event = _event_in(block)
        seen = Seen(EventKind.COMMENT) if event is None else seen_in(self.dialect, *event)
        self.named = self.named or bool(event and event.name)
        self.parted = self.parted or bool(seen.part)
        self._ends.append(stop)
        self._chunks.append(self.plain.number_at(stop - 1))
        self._name.append(self._number(event.name if event is not None else ""))
        self._part.append(self._number(seen.part))
        self._kind.append(_KINDS.index(seen.kind))
        self._size.append(len(seen.text))

    def _number(self, word: str) -> int:
        """Words that come again and again are kept once."""
        known = self._numbers.get(word)
        if known is None:
            if len(self._names) >= 0xFFFF:
                return 0
            known = self._numbers[word] = len(self._names)
            self._names.append(word)
        return known

    # --- what there is ------------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        return len(self._ends)

    def span(self, number: int) -> tuple[int, int]:
        """Where the event stands in the plain body."""
        return (self._ends[number - 1] if number else 0), self._ends[number]

    def event_at(self, place: int) -> int:
        """The event that holds the byte at `place` of the plain body; the last one behind the end."""
        return min(bisect_right(self._ends, place), len(self._ends) - 1)

    def at(self, number: int) -> float:
        """When it was whole, in seconds since the request."""
        return self.plain.time(self._chunks[number]) - self.exchange.started

    def gap(self, number: int) -> float:
        """Seconds since the event before, or since the request."""
        return self.at(number) - (self.at(number - 1) if number else 0.0)

    def size(self, number: int) -> int:
        """Its bytes, blank line included."""
        start, stop = self.span(number)
        return stop - start

    def name(self, number: int) -> str:
        return self._names[self._name[number]]

    def kind(self, number: int) -> EventKind:
        return _KINDS[self._kind[number]]

    def part(self, number: int) -> str:
        return self._names[self._part[number]]

    def length(self, number: int) -> int:
        """Characters of text that it brought."""
        return self._size[number]

    def chunk(self, number: int) -> int:
        return self._chunks[number]

    def of_chunk(self, chunk: int) -> range:
        """The events that became whole with this chunk."""
        return range(bisect_left(self._chunks, chunk), bisect_right(self._chunks, chunk))

    def raw(self, number: int) -> bytes:
        """Its bytes as they came, but for keys, whose letters are stars."""
        return mask_bytes(self.plain.slice(*self.span(number)), self.exchange.secrets)

    def borders(self, number: int) -> list[int]:
        """Where chunks end inside its bytes."""
        start, stop = self.span(number)
        return [border - start for border in self.plain.borders(start, stop)]

    def data(self, number: int) -> str:
        """What stands in its data lines."""
        event = _event_in(self.raw(number))
        return event.data if event is not None else ""

    def text(self, number: int) -> str:
        """The text that it brought, keys masked; empty where it brought none."""
        event = _event_in(self.raw(number)) if self.length(number) else None
        return seen_in(self.dialect, *event).text if event is not None else ""

    def whole(self) -> bytes:
        """The plain body, keys masked."""
        return mask_bytes(self.plain.slice(0), self.exchange.secrets)


def _event_in(block: bytes) -> Event | None:
    plain = _PLAIN_BLOCK.fullmatch(block)
    if plain is not None:  # nearly all of them
        return Event((plain[1] or b"").decode("utf-8", "replace"), plain[2].decode("utf-8", "replace"))
    decoder = Decoder()
    try:
        return next(iter(decoder.decode(block) or decoder.flush()), None)
    except ProtocolError:
        return Event("", "")
