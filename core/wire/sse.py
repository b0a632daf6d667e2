"""Server-sent events by the WHATWG clauses: bytes in, events out, and events back into canonical bytes.

No I/O, and no knowledge of any API. A decoder takes its bytes in any cut, in time linear in their number.

One deviation, on purpose: WHATWG drops a last block that no blank line follows. Real servers close right after their
last line, so `flush` keeps such a block when it has data.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from core.errors import ProtocolError

MAX_LINE_BYTES: Final = 16 * 1024 * 1024
MAX_EVENT_BYTES: Final = 32 * 1024 * 1024
BOM: Final = b"\xef\xbb\xbf"


class Event(NamedTuple):
    """`name` is empty where the block has no `event` field; `data` has its lines joined by a line feed."""

    name: str
    data: str


class Decoder:
    """Incremental decoder of one stream.

    Line ends are LF, CRLF and CR, also where a chunk border cuts them; one byte order mark at the start is dropped;
    comments, `id`, `retry` and unknown fields are skipped; a block without a `data` line is no event; bytes that are
    not UTF-8 become U+FFFD. Raises ProtocolError when a line or an event is larger than its limit, in bytes; events
    that came before it in the same chunk are still given, and the error with the next call.
    """

    def __init__(self, *, max_line: int = MAX_LINE_BYTES, max_event: int = MAX_EVENT_BYTES) -> None:
        self._max_line = max_line
        self._max_event = max_event
        self._head: bytes | None = b""  # the first bytes, until it is clear whether they are a byte order mark
        self._skip_lf = False  # the last line ended in CR: a line feed that follows belongs to it
        self._tail = bytearray()  # a line whose end has not come
        self._name = ""
        self._data: list[bytes] = []
        self._size = 0  # bytes of the fields of the open block
        self._broken: ProtocolError | None = None

    @property
    def idle(self) -> bool:
        """Whether the stream stands between two blocks: nothing has been read that is not dealt with."""
        return self._head is None and not (self._tail or self._skip_lf or self._size)

    def decode(self, chunk: bytes) -> list[Event]:
        """The events that `chunk` completes."""
        if self._head is not None:
            chunk = self._strip_mark(chunk)
        if self._skip_lf and chunk:
            self._skip_lf = False
            if chunk[0] == 0x0A:
                chunk = chunk[1:]
        if not chunk:
            return []
        lines = chunk.splitlines()  # of bytes, this knows CR, LF and CRLF and no other line end
        last = chunk[-1]
        self._skip_lf = last == 0x0D
        rest = b"" if last in b"\r\n" else lines.pop()
        if self._tail and lines:
            self._tail += lines[0]
            lines[0] = bytes(self._tail)
            self._tail.clear()
        events = self._read(lines)
        if rest:
            self._tail += rest
            self._check_line(len(self._tail))
        return self._given(events)

    def flush(self) -> list[Event]:
        """The block that the end of the stream cut off, if it has data. Nothing may be decoded after it."""
        lines = [bytes(self._tail) + (self._head or b""), b""]
        return self._given(self._read(lines[1:] if not lines[0] else lines))

    def _given(self, events: list[Event]) -> list[Event]:
        if self._broken is not None and not events:
            raise self._broken
        return events

    def _strip_mark(self, chunk: bytes) -> bytes:
        head = (self._head or b"") + chunk
        if len(head) < len(BOM) and BOM.startswith(head):
            self._head = head
            return b""
        self._head = None
        return head.removeprefix(BOM)

    def _read(self, lines: list[bytes]) -> list[Event]:
        events: list[Event] = []
        for line in lines:
            if self._broken is not None:
                break
            if not line:
                if self._data:
                    events.append(Event(self._name, b"\n".join(self._data).decode("utf-8", "replace")))
                    self._data = []
                self._name = ""
                self._size = 0
            else:
                self._read_line(line)
        return events

    def _read_line(self, line: bytes) -> None:
        self._check_line(len(line))
        if line[0] == 0x3A:  # a colon starts a comment
            return
        self._size += len(line) + 1
        if self._size > self._max_event:
            self._broken = ProtocolError(f"The server sent an event larger than {_in_mb(self._max_event)}.")
        colon = line.find(b":")
        field = line if colon < 0 else line[:colon]
        if field == b"data":
            self._data.append(_value(line, colon))
        elif field == b"event":
            self._name = _value(line, colon).decode("utf-8", "replace")

    def _check_line(self, size: int) -> None:
        if size > self._max_line:
            self._broken = ProtocolError(f"The server sent a line longer than {_in_mb(self._max_line)}.")


def encode(event: Event) -> bytes:
    """The canonical block of an event: LF, an `event` line where there is a name, one `data` line a line.

    `name` must be a single line. Decoding the block gives the event back (CR in the data has become LF).
    """
    name, data = event
    if "\r" in data:
        data = data.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in data:
        data = data.replace("\n", "\ndata: ")
    if not name:
        return f"data: {data}\n\n".encode()
    if "\n" in name or "\r" in name:
        raise ValueError("The name of an event is a single line.")
    return f"event: {name}\ndata: {data}\n\n".encode()


def _value(line: bytes, colon: int) -> bytes:
    """What follows the colon and the one space after it; copied once, as it may be long."""
    if colon < 0:
        return b""
    return line[colon + 2 :] if line[colon + 1 : colon + 2] == b" " else line[colon + 1 :]


def _in_mb(size: int) -> str:
    return f"{size / (1024 * 1024):.0f} MB" if size >= 1024 * 1024 else f"{size} bytes"
