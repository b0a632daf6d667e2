"""What was asked aside of conversations (a title, say) and paid for: it stands in no message, and counts all the same.

Kept as one note of the store; what is older than a year goes.
"""

from __future__ import annotations

import json
from typing import Final

from core.messages import Usage
from core.prices import Used

NOTE: Final = "asides"
_KEPT_S: Final = 366 * 86_400.0


def with_aside(note: str | None, used: Used) -> str:
    """The note with one more response."""
    kept = [each for each in asides(note) if each.created > used.created - _KEPT_S]
    return json.dumps([_row(each) for each in (*kept, used)], separators=(",", ":"))


def asides(note: str | None) -> list[Used]:
    """The responses in a note; what cannot be read is left out."""
    try:
        rows = json.loads(note or "[]")
    except ValueError:
        return []
    return [used for row in rows if (used := _used(row)) is not None] if isinstance(rows, list) else []


def _row(used: Used) -> list[object]:
    usage = used.usage
    counts = (usage.input_tokens, usage.output_tokens, usage.reasoning_tokens, usage.cached_tokens)
    return [used.created, used.provider, used.model, *counts]


def _used(row: object) -> Used | None:
    match row:
        case [int() | float() as created, str(provider), str(model), *counts] if len(counts) == 4:
            known = [count for count in counts if count is None or isinstance(count, int)]
            if len(known) == 4:
                return Used(created, provider, model, Usage(*known))
    return None
