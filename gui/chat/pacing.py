"""Arrival apart from paint: text that came in a burst is shown evenly over the next frames.

A burst is spread over as long as it was quiet before it, and never over more than `LONGEST_S`: text that arrives evenly
is not held back at all, and text that comes in packets flows from one to the next. Times are monotonic seconds.
"""

from __future__ import annotations

import math
import unicodedata
from collections import deque
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

LONGEST_S: Final = 0.150
_FRAME_S: Final = 0.016
_LEAST: Final = 8  # characters a frame: slower than that only looks slow
_FADE: Final = 0.7  # how fast a pause is forgotten; a packet may come in several pieces
_LONGEST_GRAPHEME: Final = 64  # characters; who stacks more than that sees them at once

Place = TypeVar("Place")


@dataclass(slots=True)
class _Batch:
    """What came between two frames. `end` counts all characters up to its last."""

    due: float
    end: int = 0


class Pacer(Generic[Place]):
    """A queue of text with its places: `put` what arrives, `take` what the next frame shows. Nothing is lost, doubled
    or overtaken; a grapheme that has come whole is not cut."""

    def __init__(self) -> None:
        self._queue: deque[tuple[Place, str]] = deque()
        self._batches: deque[_Batch] = deque()
        self._arrived = 0
        self._shown = 0
        self._open = False  # whether the last batch still grows: no frame since it began
        self._began = -math.inf  # the last batch
        self._framed = -math.inf  # the last frame
        self._spread = 0.0

    @property
    def waiting(self) -> int:
        """Characters that have arrived and are not shown."""
        return self._arrived - self._shown

    def put(self, place: Place, text: str, now: float) -> None:
        """Text has arrived."""
        if not text:
            return
        if not self._open:
            self._begin(now)
        self._queue.append((place, text))
        self._arrived += len(text)

    def take(self, now: float) -> list[tuple[Place, str]]:
        """What is shown with the frame at `now`, in the order it came; neighbours of one place are one text."""
        step = min(max(now - self._framed, _FRAME_S), LONGEST_S) if self._batches and not self._open_alone else _FRAME_S
        self._framed = now
        self._close()
        return self._pop(self._share(now, step))

    def drain(self) -> list[tuple[Place, str]]:
        """Everything that waits, now."""
        self._close()
        return self._pop(self.waiting)

    @property
    def _open_alone(self) -> bool:
        """Whether nothing was left over by the last frame: then the time since says nothing about frames."""
        return self._open and len(self._batches) == 1

    def _begin(self, now: float) -> None:
        quiet = now - self._began
        self._spread = min(LONGEST_S, max(quiet, self._spread * _FADE))
        self._began = now
        self._batches.append(_Batch(now + self._spread))
        self._open = True

    def _close(self) -> None:
        if self._open:
            self._batches[-1].end = self._arrived
            self._open = False

    def _share(self, now: float, step: float) -> int:
        """As many characters as let every batch be out in time with frames of one size, `step` seconds apart."""
        share = _LEAST
        for batch in self._batches:
            frames = max(1, math.floor((batch.due - now) / step) + 1)
            share = max(share, math.ceil((batch.end - self._shown) / frames))
        return share

    def _pop(self, share: int) -> list[tuple[Place, str]]:
        taken: list[tuple[Place, list[str]]] = []
        size = 0
        while self._queue and (size < share or self._tears(taken)):
            place, text = self._queue.popleft()
            wanted = max(1, share - size)
            if len(text) > wanted + _LEAST:  # a small delta is shown whole
                cut = _boundary(text, wanted)
                if cut < len(text):
                    self._queue.appendleft((place, text[cut:]))
                    text = text[:cut]
            if taken and taken[-1][0] == place:
                taken[-1][1].append(text)
            else:
                taken.append((place, [text]))
            size += len(text)
        self._shown += size
        while self._batches and self._batches[0].end <= self._shown:
            self._batches.popleft()
        return [(place, "".join(pieces)) for place, pieces in taken]

    def _tears(self, taken: list[tuple[Place, list[str]]]) -> bool:
        """Whether what waits goes on with the grapheme that was taken last."""
        place, text = self._queue[0]
        return bool(taken) and taken[-1][0] == place and belong_together(taken[-1][1][-1][-1], text[0])


def _boundary(text: str, near: int) -> int:
    """The first place from `near` on where the text may be cut; its end where there is none."""
    for place in range(near, min(len(text), near + _LONGEST_GRAPHEME)):
        if not belong_together(text[place - 1], text[place]):
            return place
    return len(text)


def belong_together(left: str, right: str) -> bool:
    """Whether two neighbours may be of one grapheme: a quick look at the two alone, which rather says yes."""
    if left < "\u0300" and right < "\u0300":
        return left == "\r" and right == "\n"
    return (
        unicodedata.category(right) in ("Mn", "Mc", "Me")
        or right in "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f"  # joiners, Thai and Lao am, half-width voicing
        or unicodedata.category(left) == "Cf"  # joiners again, number signs
        or unicodedata.combining(left) == 9  # a virama ties the next consonant
        or "\U0001f3fb" <= right <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= right <= "\U000e007f"  # tags of flags
        or ("\U0001f1e6" <= left <= "\U0001f1ff" and "\U0001f1e6" <= right <= "\U0001f1ff")
        or ("\ud800" <= left <= "\udbff" and "\udc00" <= right <= "\udfff")
        or _same_syllable(left, right)
    )


def _same_syllable(left: str, right: str) -> bool:
    """Hangul in letters: leading ones go with any that follow, a vowel or an ending always with what is before it."""
    if "\u1160" <= right <= "\u11ff" or "\ud7b0" <= right <= "\ud7fb":
        return True
    leading = "\u1100" <= left <= "\u115f" or "\ua960" <= left <= "\ua97c"
    follows = "\u1100" <= right <= "\u115f" or "\ua960" <= right <= "\ua97c" or "\uac00" <= right <= "\ud7a3"
    return leading and follows
