"""Large values of a request's body that JSON need not look at.

Writing 20 MB of base64 as JSON takes 0.2 s of the window's thread. So the body is written with a short word in its
place, and the bytes are put in afterwards: as they are, which is right for base64 alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, Final

import httpx2

_NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})

# What the requests of this task are filled with: by the word that stands for it.
current_filling: ContextVar[Mapping[str, bytes]] = ContextVar("filling", default=_NOTHING)


class FillingClient(httpx2.AsyncClient):
    """A client that fills in the bodies it is given as bytes."""

    def build_request(self, *arguments: Any, **named: Any) -> httpx2.Request:
        content, filling = named.get("content"), current_filling.get()
        if filling and isinstance(content, bytes):
            named["content"] = filled(content, filling)
        return super().build_request(*arguments, **named)


def filled(body: bytes, filling: Mapping[str, bytes]) -> bytes:
    """`body` with the bytes in the place of each word."""
    words = re.compile(b"(" + b"|".join(re.escape(word.encode()) for word in filling) + b")")
    by_word = {word.encode(): value for word, value in filling.items()}
    pieces = words.split(body)
    return b"".join(by_word[piece] if place % 2 else piece for place, piece in enumerate(pieces))
