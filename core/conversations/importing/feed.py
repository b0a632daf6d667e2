"""JSON a piece at a time: the elements of a long list one after the other, whatever the file's length."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from core.conversations.importing.values import ImportRefused

_CHUNK: Final = 1 << 20  # characters
_LARGEST: Final = 1 << 28  # characters of one element
_NEAR_END: Final = 16  # characters: an error this close may only mean that more is to come
_BLANK: Final = re.compile("[ \\t\\r\\n\\x1e\\ufeff]+")  # the separator of JSON text sequences too
_FOLLOWING: Final = frozenset(" \t\r\n\x1e,]}")  # behind a number that does not go on
_CLOSINGS: Final = '}]"'  # what ends with one of these cannot go on

BROKEN: Final = "The file ends in the middle or is damaged; what stands before that was read."


class Broken(Exception):
    """From here on this is no JSON."""


class JsonFeed:
    """`read` gives up to so many characters more, and none at the end."""

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read = read
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self, count: int = 1) -> str:
        """The next characters behind blanks, fewer at the end; they stay."""
        while True:
            if blank := _BLANK.match(self._text, self._at):
                self._at = blank.end()
            if len(self._text) - self._at >= count or not self._more():
                return self._text[self._at : self._at + count]

    def take(self, char: str) -> bool:
        """Go behind `char` if it is next."""
        if self.peek() != char:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """The next value, whole. Raises Broken."""
        if not self.peek():
            raise Broken
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended or not self._may_go_on(error):
                    raise Broken from error
            except (RecursionError, ValueError) as error:
                raise Broken from error
            else:
                if self._ended or self._text[end - 1] in _CLOSINGS or self._text[end : end + 1] in _FOLLOWING:
                    self._at = end
                    return value
            self._more()

    def elements(self) -> Iterator[Any]:
        """The elements of the list that begins here. Raises Broken."""
        if not self.take("["):
            raise Broken
        if self.take("]"):
            return
        while True:
            yield self.value()
            if self.take("]"):
                return
            if not self.take(","):
                raise Broken

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; before the next one is asked for, its value is to be read. Raises
        Broken."""
        if not self.take("{"):
            raise Broken
        if self.take("}"):
            return
        while True:
            key = self.value()
            if not isinstance(key, str) or not self.take(":"):
                raise Broken
            yield key
            if self.take("}"):
                return
            if not self.take(","):
                raise Broken

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _NEAR_END

    def _more(self) -> bool:
        """Read on: as much again as is there already, so that a long element is looked at a few times only."""
        if self._ended:
            return False
        waiting = len(self._text) - self._at
        if waiting > _LARGEST:
            raise ImportRefused("A conversation in this file is too large to be read.")
        more = self._read(max(_CHUNK, waiting))
        self._text, self._at = self._text[self._at :] + more, 0
        self._ended = not more
        return bool(more)


def _no_number(_word: str) -> None:
    """NaN and the infinities, which are no JSON."""


_DECODER: Final = json.JSONDecoder(parse_constant=_no_number)
