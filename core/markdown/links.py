"""Bare addresses in text: linkify-it, one word at a time.

An address has no blank in it. Looking at words by themselves makes what is found independent of how much text there
is around them, and words of thousands of letters, which are no address, cost nothing. (An address with `://` in it is
found by the parser before this, at any length.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from linkify_it import LinkifyIt, main  # type: ignore[import-untyped]
from linkify_it.main import Match  # type: ignore[import-untyped]

LONGEST_WORD: Final = 2_000

_WORD: Final = re.compile(r"\S+")
_SIGN: Final = re.compile(r"[.:@/](?=\S)")


class _Patterns:
    """What linkify-it takes from `re`. It gives its patterns as text, which `re` forgets after 512 others, such as
    those of a few lexers; compiling them again takes 50 ms, in the middle of an answer."""

    def search(self, pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
        return _compiled(pattern, flags).search(text)

    def finditer(self, pattern: str, text: str, flags: int = 0) -> Iterator[re.Match[str]]:
        return _compiled(pattern, flags).finditer(text)

    def __getattr__(self, name: str) -> object:
        return getattr(re, name)


@cache
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)


main.re = _Patterns()


class WordLinks(LinkifyIt):  # type: ignore[misc]  # the package has no types
    def pretest(self, text: str) -> bool:
        return _SIGN.search(text) is not None

    def test(self, text: str) -> bool:
        return bool(_candidates(text))  # `match` is to say

    def match(self, text: str) -> list[Match] | None:
        found: list[Match] = []
        for word in _candidates(text):
            for link in super().match(word[0]) or ():
                link.index += word.start()
                link.last_index += word.start()
                found.append(link)
        return found or None


def _candidates(text: str) -> list[re.Match[str]]:
    return [word for word in _WORD.finditer(text) if len(word[0]) <= LONGEST_WORD and _SIGN.search(word[0])]
