"""A short quotation of foreign text that is safe to show: one line, plain, without control characters and keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from core.wire.masking import mask_text

LONGEST: Final = 160  # characters
_READ: Final = 8 * 1024  # bytes that are looked at
_UNSEEN: Final = re.compile(r"(?is)<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>|<(script|style|!--).*\Z")
_TAG: Final = re.compile(r"<[^<>]*>")


def excerpt(body: bytes, secrets: Iterable[str] = ()) -> str:
    """The first words of a body, tags of a web page left out; may be empty."""
    text = body[:_READ].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        text = _TAG.sub(" ", _UNSEEN.sub(" ", text))
    return plain(text, secrets)


def plain(text: str, secrets: Iterable[str] = (), longest: int = LONGEST) -> str:
    """`text` on one line of at most `longest` characters; what cannot be seen becomes a space."""
    seen = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in text[: longest * 16])
    words = mask_text(" ".join(seen.split()), secrets)
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
