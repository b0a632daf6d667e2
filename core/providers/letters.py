"""Letters that JSON can spell and UTF-8 cannot: halves of a surrogate pair, as careless servers send them.

A server that cuts its text by UTF-16 units sends an emoji as two halves in two pieces. A half that stays alone can be
neither written to a file nor sent back: it becomes U+FFFD.
"""

from __future__ import annotations

from typing import Any


def whole_letters(text: str) -> str:
    """`text` with halves side by side joined, and halves that stand alone replaced."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def cut_half(text: str) -> tuple[str, str]:
    """`text` without a first half at its end, and that half: the other one may be in the next piece."""
    if text and "\ud800" <= text[-1] <= "\udbff":
        return text[:-1], text[-1]
    return text, ""


def sendable(value: Any) -> Any:
    """Plain JSON data as UTF-8 can carry it."""
    if isinstance(value, str):
        return whole_letters(value)
    if isinstance(value, dict):
        return {sendable(name): sendable(inner) for name, inner in value.items()}
    return [sendable(inner) for inner in value] if isinstance(value, list) else value
