"""Whether growing tool arguments are a JSON object: valid, not yet whole, or broken for good."""

from __future__ import annotations

import json
import re
from typing import Final

from gui.inspector.state import Validity

WHILE_GROWING: Final = 64 * 1024  # characters: a check at every frame must stay well below a millisecond
AT_THE_END: Final = 4 * 1024 * 1024

_WORDS: Final = ("true", "false", "null", "NaN", "Infinity", "-Infinity")
_NUMBER_TAIL: Final = re.compile(r"[0-9.eE+-]{1,64}\Z")


def validity_of(text: str, *, whole: bool) -> Validity:
    """Judge `text`; `whole` says that nothing more will come. No text at all then means no arguments."""
    if len(text) > (AT_THE_END if whole else WHILE_GROWING):
        return Validity.UNCHECKED
    if not text.strip():
        return Validity.VALID if whole else Validity.INCOMPLETE
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return Validity.INCOMPLETE if _may_go_on(text, error) else Validity.INVALID
    except (ValueError, RecursionError):  # a number of 5,000 digits, ten thousand brackets
        return Validity.INVALID
    return Validity.VALID if isinstance(value, dict) else Validity.INVALID


def _may_go_on(text: str, error: json.JSONDecodeError) -> bool:
    """Whether more text could still make an object of it."""
    if not text.lstrip().startswith("{") or error.msg.startswith("Extra data"):
        return False
    rest = text[error.pos :].rstrip()
    if not rest or error.msg.startswith("Unterminated string"):
        return True
    if error.msg.startswith("Invalid \\u"):
        return len(rest) < 6 and '"' not in rest
    if rest == ",":  # newer decoders point at the comma before a missing name or value
        return True
    return any(word.startswith(rest) for word in _WORDS) or _NUMBER_TAIL.match(rest) is not None
