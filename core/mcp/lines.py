"""Bytes of a pipe to lines, none of them longer than is good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 16 * 1024 * 1024  # bytes of a line
_HEAD: Final = 512


@dataclass(frozen=True, slots=True)
class TooLong:
    """A line that was not kept: how it began, and how many bytes it had."""

    head: bytes
    size: int


class Lines:
    """Feed it what comes; it gives whole lines without their end. However the bytes are cut, the lines are the same."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._parts: list[bytes] = []
        self._size = 0  # of the line so far, also of what was not kept
        self._head = b""

    def feed(self, data: bytes) -> Iterator[bytes | TooLong]:
        start = 0
        while (end := data.find(b"\n", start)) >= 0:
            self._add(data[start:end])
            yield self._take()
            start = end + 1
        self._add(data[start:])

    def rest(self) -> bytes | TooLong | None:
        """The line that has no end, once nothing more comes; None where there is none."""
        return self._take() if self._size else None

    def _add(self, piece: bytes) -> None:
        if not piece:
            return
        if len(self._head) < _HEAD:
            self._head += piece[: _HEAD - len(self._head)]
        self._size += len(piece)
        if self._size <= self._longest:
            self._parts.append(piece)
        else:
            self._parts.clear()

    def _take(self) -> bytes | TooLong:
        size, head, line = self._size, self._head, b"".join(self._parts)
        self._parts, self._size, self._head = [], 0, b""
        return line.removesuffix(b"\r") if size <= self._longest else TooLong(head, size)
