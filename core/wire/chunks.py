"""The body of an answer as it came: one run of bytes, where its chunks end, and when each of them came.

A hundred thousand small chunks take little more memory than their bytes, and any part of the body is a slice.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator


class Chunks:
    """A sequence of `(at, bytes)`; `at` is `time.monotonic()`."""

    __slots__ = ("_body", "_ends", "_times")

    def __init__(self) -> None:
        self._body = bytearray()
        self._ends = array("Q")
        self._times = array("d")

    def append(self, at: float, data: bytes) -> None:
        self._body += data
        self._ends.append(len(self._body))
        self._times.append(at)

    def clear(self) -> None:
        """Let go of everything."""
        self._body = bytearray()
        self._ends, self._times = array("Q"), array("d")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> tuple[float, bytes]:
        end = self._ends[number]
        start = self._ends[number - 1] if number % len(self._ends) else 0
        return self._times[number], bytes(self._body[start:end])

    def __iter__(self) -> Iterator[tuple[float, bytes]]:
        start = 0
        for at, end in zip(self._times, self._ends, strict=True):
            yield at, bytes(self._body[start:end])
            start = end

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return len(self._body)

    def slice(self, start: int, stop: int | None = None) -> bytes:
        """The bytes of the body from `start` to before `stop`."""
        return bytes(self._body[start:stop])

    def search(self, pattern: re.Pattern[bytes], start: int) -> tuple[int, int] | None:
        """Where `pattern` stands next, from `start` on."""
        found = pattern.search(self._body, start)
        return found.span() if found is not None else None

    def number_at(self, place: int) -> int:
        """The chunk that holds the byte at `place`; the last one behind the end."""
        return min(bisect_right(self._ends, place), len(self._ends) - 1)

    def time(self, number: int) -> float:
        """When chunk `number` came."""
        return self._times[number]

    def end(self, number: int) -> int:
        """Where chunk `number` ends in the body."""
        return self._ends[number]

    def borders(self, start: int, stop: int) -> list[int]:
        """Where chunks end inside the body from `start` to `stop`, both ends left out."""
        return list(self._ends[bisect_right(self._ends, start) : bisect_left(self._ends, stop)])
