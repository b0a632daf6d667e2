"""The last lines that a server said: its log messages, its standard error, and what was done with it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_LINES: Final = 1000
LONGEST_LINE: Final = 2000  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """`at` in seconds since the epoch; `level` is the server's word, "stderr", or "rivulet" for what we note."""

    at: float
    level: str
    text: str


class Journal:
    """Keeps the last lines; `number` counts all there ever were, `tell` is called after each."""

    def __init__(self, tell: Callable[[], None] = lambda: None) -> None:
        self._lines: deque[Line] = deque(maxlen=MOST_LINES)
        self._tell = tell
        self.number = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    def add(self, level: str, text: str) -> None:
        cut = text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + "…"
        self._lines.append(Line(time.time(), level[:20], cut))
        self.number += 1
        self._tell()

    def note(self, text: str) -> None:
        """Something that was done with the server."""
        self.add("rivulet", text)

    def last(self, level: str) -> str:
        """The last line of that level that says something; empty where there is none."""
        return next((line.text for line in reversed(self._lines) if line.level == level and line.text.strip()), "")
