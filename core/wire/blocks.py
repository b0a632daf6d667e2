"""Event streams as the SDKs read them right: canonical blocks, each API's missing pieces put in, ended where they end.

Pure: bytes in, bytes out. It knows as much of the three APIs as that takes (how a stream says that it is over, that
Anthropic's SDK needs every event named), and nothing of what the events mean.
"""

from __future__ import annotations

import json
import re
from enum import Enum
from typing import Final

from core.wire.sse import Decoder, Event, encode


class Dialect(Enum):
    CHAT = "/chat/completions"
    RESPONSES = "/responses"
    MESSAGES = "/messages"
    OTHER = ""


_LAST_TYPES: Final[dict[Dialect, tuple[str, ...]]] = {
    Dialect.CHAT: (),
    Dialect.RESPONSES: ("response.completed", "response.failed", "response.incomplete"),
    Dialect.MESSAGES: ("message_stop",),
    Dialect.OTHER: (),
}
_NAMED: Final = (Dialect.RESPONSES, Dialect.MESSAGES)  # whose events have names

_PLAIN_BLOCKS: Final = re.compile(rb"(?:data: [^\n ][^\n]*\n\n)+")
_NAMED_BLOCKS: Final = re.compile(rb"(?:event: [^\n]+\ndata: [^\n ][^\n]*\n\n)+")
_TYPE_FIRST: Final = re.compile(r'\s*\{\s*"type"\s*:\s*"([\w.]{1,80})"')


def dialect_of(path: str) -> Dialect:
    """The API that a request's path belongs to."""
    path = path.rstrip("/")
    if path.rpartition("/")[0].endswith(Dialect.RESPONSES.value):
        return Dialect.RESPONSES  # one that is there already, by its id
    return next((dialect for dialect in Dialect if dialect.value and path.endswith(dialect.value)), Dialect.OTHER)


class BlockMender:
    """Mends one stream.

    - Every block that has data comes out canonical; comments, blank data, `id` and `retry` do not come out at all.
    - `[DONE]`, or the event that closes a response of the API, is the last block: `ended` is set and the rest ignored.
    - Responses and Messages: a block without a name gets the name that its JSON calls its type.
    - Chat: an event named `error` whose data is not of the form `{"error": …}` gets that form, which the SDK reads.
    - A block cut off by the stream's end is kept if it is whole JSON, and dropped otherwise.
    """

    def __init__(self, dialect: Dialect) -> None:
        self.ended = False
        self._dialect = dialect
        self._decoder = Decoder()
        self._last_words = (b"[DONE]", *(word.encode() for word in _LAST_TYPES[dialect]))
        self._is_blocks = _is_named_blocks if dialect in _NAMED else _is_plain_blocks

    def feed(self, chunk: bytes) -> bytes:
        """The mended bytes of `chunk`: whole blocks, perhaps none. Raises ProtocolError by the decoder's limits."""
        if self.ended:
            return b""
        if self._decoder.idle and self._is_canonical(chunk):
            return chunk
        return self._mend(self._decoder.decode(chunk))

    def finish(self) -> bytes:
        """The last block, where no blank line followed it."""
        if self.ended:
            return b""
        return self._mend([event for event in self._decoder.flush() if _is_whole(event.data)])

    def _is_canonical(self, chunk: bytes) -> bool:
        """Whether `chunk` passes as it is: whole canonical blocks, none of which ends the stream."""
        if b"\r" in chunk or not self._is_blocks(chunk):
            return False
        for word in self._last_words:
            if word in chunk:
                return False
        return chunk.isascii() or _is_utf8(chunk)

    def _mend(self, events: list[Event]) -> bytes:
        blocks: list[bytes] = []
        for event in events:
            if not event.data or event.data.isspace():
                continue
            blocks.append(encode(self._mended(event)))
            if self.ended:
                break
        return b"".join(blocks)

    def _mended(self, event: Event) -> Event:
        name, data = event
        if data.lstrip().startswith("[DONE]"):
            self.ended = True
            return Event("", "[DONE]")
        if self._dialect is Dialect.CHAT:
            return _chat_error(data) if name == "error" else event
        last = _LAST_TYPES[self._dialect]
        if name and name not in last and not any(word in data for word in last):
            return event
        kind = _type_of(data) or name
        self.ended = kind in last
        return Event(name or kind, data) if self._dialect is not Dialect.OTHER else event


# Nearly every chunk is a single block. Counting its line ends tells so in a fraction of the time of the expression.


def _is_plain_blocks(chunk: bytes) -> bool:
    if chunk.count(b"\n") == 2 and chunk[:6] == b"data: " and chunk[-2:] == b"\n\n":
        return chunk[6] not in b" \n"
    return _PLAIN_BLOCKS.fullmatch(chunk) is not None


def _is_named_blocks(chunk: bytes) -> bool:
    return _NAMED_BLOCKS.fullmatch(chunk) is not None


def _type_of(data: str) -> str:
    """The top-level `type` of a JSON object; empty where there is none, or none that can be an event's name."""
    found = _TYPE_FIRST.match(data)
    if found is not None:
        return found[1]
    value = _parsed(data)
    kind = value.get("type") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) and kind.isprintable() else ""


def _chat_error(data: str) -> Event:
    value = _parsed(data)
    if isinstance(value, dict) and value.get("error"):
        return Event("", data)
    return Event("", json.dumps({"error": value if isinstance(value, dict) else {"message": data}}))


def _is_whole(data: str) -> bool:
    return data.lstrip().startswith("[DONE]") or _parsed(data) is not None


def _parsed(data: str) -> object:
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value


def _is_utf8(chunk: bytes) -> bool:
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True
