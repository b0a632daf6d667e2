"""What kind of body an answer has, by its first bytes. Servers label bodies wrongly; bytes do not lie. No I/O."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from core.wire.sse import BOM

_BLANK: Final = b" \t\r\n"
_FIELDS: Final = (b"data", b"event", b"id", b"retry")
_FIELD: Final = re.compile(rb":|(?:data|event|id|retry)(?:[:\r\n]|\Z)")


class Body(Enum):
    EVENTS = "server-sent events"
    JSON = "JSON"
    PAGE = "a web page"
    OTHER = "something else"
    EMPTY = "nothing"


def sniff(head: bytes, content_type: str, *, whole: bool) -> Body | None:
    """The kind of a body that begins with `head`, or None while more bytes are needed. `whole`: there are no more.

    The first byte that is not blank decides; the content type only where the bytes leave it open.
    """
    kind = content_type.partition(";")[0].strip().lower()
    start = blankless(head)
    if not start or (not whole and BOM.startswith(start)):
        if not whole:
            return None
        return Body.EVENTS if kind == "text/event-stream" else Body.EMPTY
    if start[0] in b"{[":
        return Body.JSON
    if start[0] in b"<":
        return Body.PAGE
    if not whole and any(field.startswith(start) for field in _FIELDS):
        return None
    if _FIELD.match(start) or kind == "text/event-stream":
        return Body.EVENTS
    if "json" in kind and start[0] in b'"-0123456789tfn':
        return Body.JSON
    return Body.OTHER


def blankless(head: bytes) -> bytes:
    """`head` without a byte order mark and blank bytes at its start."""
    return head.lstrip(_BLANK).removeprefix(BOM).lstrip(_BLANK)
