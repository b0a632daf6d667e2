"""What a file gives: conversations, the files that belong to them, and sentences about what was odd."""

from __future__ import annotations

import hashlib
import math
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from core.conversations.records import Conversation

MOST_SENTENCES: Final = 200  # different ones; what follows is counted
LONGEST_TITLE: Final = 500
_SPACE: Final = uuid.UUID("6f0c3a0e-5d0b-4c59-9c55-7a3b1f0d2e11")
_MILLISECONDS: Final = 1e11  # a larger time is none in seconds


class ImportRefused(Exception):
    """The file cannot be imported at all; `str()` is a sentence for a person."""


class Source(StrEnum):
    RIVULET = "Rivulet"
    CHATGPT = "ChatGPT"
    CLAUDE = "Claude"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Imported:
    """One conversation. The same conversation of the same source has the same ids whenever it is read."""

    source: Source
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The bytes of an attachment, by their hash. `behind`: whatever speaks of it came before."""

    sha256: str
    data: bytes
    behind: bool = False


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One conversation of a file. Times are seconds since the epoch."""

    id: str
    title: str
    messages: int
    created: float
    updated: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring. `source` is None where nothing was found."""

    source: Source | None
    lines: tuple[PreviewLine, ...]
    problems: tuple[str, ...] = ()

    @property
    def messages(self) -> int:
        return sum(line.messages for line in self.lines)


class Notes:
    """Sentences about what was odd, each once with how often it was said."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._more = 0

    def __call__(self, sentence: str) -> None:
        if sentence in self._counts or len(self._counts) < MOST_SENTENCES:
            self._counts[sentence] = self._counts.get(sentence, 0) + 1
        else:
            self._more += 1

    def sentences(self) -> tuple[str, ...]:
        said = [words if count == 1 else f"{words} ({count} times)" for words, count in self._counts.items()]
        return (*said, f"… and {self._more} more.") if self._more else tuple(said)


# --- foreign values ---------------------------------------------------------------------------------------------------


def new_id(prefix: str, *of: object) -> str:
    """An id that is always the same for the same origin."""
    words = "\n".join(str(each) for each in of).encode(errors="replace").decode()
    return f"{prefix}-{uuid.uuid5(_SPACE, words).hex[:20]}"


def text_of(value: Any) -> str:
    """A foreign value where a text should be."""
    return value if isinstance(value, str) else ""


def title_of(value: Any) -> str:
    """A foreign title in one line."""
    return " ".join(text_of(value)[: 4 * LONGEST_TITLE].split())[:LONGEST_TITLE]


def time_of(value: Any) -> float:
    """Seconds since the epoch out of seconds, milliseconds or an ISO date; 0 where it is none."""
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value[:40])
            seconds = (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            return 0.0
    elif isinstance(value, int | float) and not isinstance(value, bool):
        try:
            seconds = float(value)
        except OverflowError:
            return 0.0
        if seconds > _MILLISECONDS:
            seconds /= 1000
    else:
        return 0.0
    return seconds if math.isfinite(seconds) and 0 < seconds < _MILLISECONDS else 0.0


def objects_in(value: Any) -> list[dict[str, Any]]:
    """The objects of a foreign list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def digest(data: bytes) -> str:
    """The hash under which the bytes of an attachment are kept."""
    return hashlib.sha256(data).hexdigest()
