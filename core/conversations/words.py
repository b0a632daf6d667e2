"""How words are compared in a search: what an index keeps of a text, what a query asks, where a text has it.

Letters count without their case and accents, in whatever way they are put together. Latin and its like is found by the
beginnings of words. Hangul, Han and Kana are found anywhere inside a word, one letter too: a run of them is indexed as
overlapping pairs (한국어 as 한국 국어 어), so that a longer piece is a phrase of pairs, one letter a pair's start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final
from unicodedata import normalize

Span = tuple[int, int]

_LETTERS: Final = (
    "\u1100-\u11ff\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f\U00020000-\U0002fa1f"
)
_RUN: Final = re.compile(f"[{_LETTERS}]+")
_TOKEN: Final = re.compile(rf"[{_LETTERS}]+|[^\W_{_LETTERS}]+")
_WORD_LETTER: Final = rf"[^\W_{_LETTERS}]"
_MARKS: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_TERM: Final = re.compile(r'(-?)(?:"([^"]*)("?)|([^\s"]+))')
_QUOTES: Final = str.maketrans("“”„«»", '"""""')

BREAK: Final = " \ue000 "  # between two texts: a word that no phrase goes over


class _Folds(dict[int, str]):
    """What stands for each letter; grows with the letters that are met."""

    def __missing__(self, code: int) -> str:
        if code == 0 or 0xD800 <= code <= 0xDFFF:
            self[code] = " "
        else:
            bare = _MARKS.sub("", normalize("NFD", chr(code))).casefold()
            self[code] = normalize("NFC", _MARKS.sub("", normalize("NFD", bare)))
        return self[code]


_FOLDS: Final = _Folds()


def composed(text: str) -> str:
    """The text in the form whose positions `spans` speaks of."""
    return normalize("NFC", text)


def folded(text: str) -> str:
    """The text as it is compared."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    return composed(text).translate(_FOLDS)


def indexed(texts: Iterable[str]) -> str:
    """What an index keeps of the texts of one message: words between spaces."""
    return BREAK.join(_RUN.sub(_pairs, folded(text)) for text in texts)


def _pairs(run: re.Match[str]) -> str:
    return _paired(run[0])


@lru_cache(1 << 14)
def _paired(run: str) -> str:
    return f" {' '.join(first + second for first, second in pairwise(run))} {run[-1]} "


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for: `tokens` follow each other in the text. The last one may be the beginning of a
    longer word, unless it is `exact`. `without`: texts that have it are left out."""

    words: str
    tokens: tuple[str, ...]
    exact: bool = False
    without: bool = False

    @property
    def broad(self) -> bool:
        """Whether it may stand for a great many words, which an index is slow to gather."""
        last = self.tokens[-1]
        return len(last) == 1 if _RUN.fullmatch(last) else not self.exact and len(last) <= 2

    def phrase(self) -> str:
        """The term in the words of FTS5."""
        *before, last = self.tokens
        begun = " ".join(_pairs_of(token) for token in before)
        if not _RUN.fullmatch(last):
            return f'"{begun} {last}"{"" if self.exact else " *"}'
        if len(last) == 1:
            return f'"{begun} {last}" *'
        return f'"{begun} {" ".join(last[place : place + 2] for place in range(len(last) - 1))}"'

    def pattern(self) -> str:
        """The term as a regular expression for folded text."""
        between = r"[\W_]*"
        first = "" if _RUN.match(self.tokens[0]) else f"(?<!{_WORD_LETTER})"
        last = f"(?!{_WORD_LETTER})" if self.exact and not _RUN.match(self.tokens[-1]) else ""
        return first + between.join(re.escape(token) for token in self.tokens) + last


def _pairs_of(token: str) -> str:
    return _RUN.sub(_pairs, token).strip()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every one of `wanted`, none of `unwanted`."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def match(self) -> str:
        """The query in the words of FTS5."""
        return _all_of(self.wanted, self.unwanted)

    def narrow(self) -> str:
        """What of it is quick to look for, where other terms are not; else empty."""
        terms = tuple(term for term in self.wanted if not term.broad)
        return _all_of(terms, ()) if len(terms) < len(self.wanted) and terms else ""


def _all_of(wanted: Sequence[Term], unwanted: Sequence[Term]) -> str:
    found = " AND ".join(term.phrase() for term in wanted)
    return f"({found}) NOT ({' OR '.join(term.phrase() for term in unwanted)})" if unwanted else found


def parsed(text: str) -> Query:
    """What a person wrote: words, "exact phrases", -words and -"phrases" that are not wanted. A quotation that is not
    closed yet may go on."""
    wanted, unwanted = list[Term](), list[Term]()
    for found in _TERM.finditer(text.translate(_QUOTES)):
        minus, quoted, closed, plain = found.groups()
        words = folded(quoted if plain is None else plain).strip()
        tokens = tuple(_TOKEN.findall(words))
        if tokens:
            term = Term(words, tokens, exact=bool(closed), without=bool(minus))
            (unwanted if minus else wanted).append(term)
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def spans(text: str, terms: Sequence[Term]) -> list[tuple[Span, int]]:
    """Where a composed text has the terms, each place with the number of its term; in order and apart."""
    if not terms:
        return []
    pattern = re.compile("|".join(f"({term.pattern()})" for term in terms))
    if text.isascii():
        compared, at = text.lower(), None
    else:
        compared = text.translate(_FOLDS)
        at = None if len(compared) == len(text) and _one_for_one(text) else _places(text)
    found = []
    for hit in pattern.finditer(compared):
        start, end = hit.span()
        place = (start, end) if at is None else (at[start], at[end - 1] + 1)
        found.append((place, (hit.lastindex or 1) - 1))
    return found


def _one_for_one(text: str) -> bool:
    return all(len(_FOLDS[ord(letter)]) == 1 for letter in set(text))


def _places(text: str) -> list[int]:
    """The place in `text` of each letter of the folded text."""
    return [place for place, letter in enumerate(text) for _ in _FOLDS[ord(letter)]]
