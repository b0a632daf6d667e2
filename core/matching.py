"""Finds what somebody types in a name: words in any order, initials, letters left out; Hangul by syllable, by the part
of a syllable that is typed so far, and by first consonants (초성)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_FIRST: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_LAST: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
# What an input method joins while one types first consonants.
_PAIRS: Final = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
_BASE: Final = 0xAC00
_MOST: Final = 200  # letters of a name that are looked at
_WHOLE: Final = 100
_START: Final = 80  # of the text
_WORD: Final = 60  # the beginning of a word
_INSIDE: Final = 40
_LOOSE: Final = 20  # letters with others between them


@dataclass(frozen=True, slots=True)
class Match:
    """`score`: the higher, the better. `ranges` are the letters of the text that fit, as (start, end)."""

    score: int
    ranges: tuple[tuple[int, int], ...] = ()


def match(typed: str, text: str, beside: str = "") -> Match | None:
    """How well every typed word fits into `text`, or less well into what stands `beside` it; None where one does not.
    Nothing typed fits everything."""
    score, found = 0, set[int]()
    name, more = _folded(text), _folded(beside)
    for word in typed.split():
        best = max((_word(form, name) for form in _forms(word)), key=lambda each: each[0])
        if best[0] == 0:
            other = max(_word(form, more)[0] for form in _forms(word))
            if other <= _LOOSE:  # scattered letters of what is not shown would be a riddle
                return None
            best = (other // 2, ())
        score += best[0]
        found.update(best[1])
    return Match(score, _ranges(found))


def _folded(text: str) -> str:
    """Small letters, one for each of the text's."""
    text = unicodedata.normalize("NFC", text)[:_MOST]
    return "".join(small if len(small := letter.casefold()) == 1 else letter for letter in text)


def _forms(word: str) -> tuple[str, ...]:
    """What may be meant: an input method takes the next syllable's first consonant for the last one of this."""
    word = _folded(word)
    plain = "".join(_PAIRS.get(letter, letter) for letter in word)
    last = ord(word[-1]) - _BASE
    if 0 <= last < 11172 and last % 28:
        below = _LAST[last % 28]
        return plain, word[:-1] + chr(_BASE + last - last % 28) + _PAIRS.get(below, below)
    return (plain,)


def _word(word: str, text: str) -> tuple[int, tuple[int, ...]]:
    """The score of one word, 0 where it does not fit, and the places of its letters."""
    best: tuple[int, tuple[int, ...]] = (0, ())
    for start in range(len(text) - len(word) + 1):
        if all(_fits(letter, text[start + at]) for at, letter in enumerate(word)):
            places = tuple(range(start, start + len(word)))
            if start == 0:
                return (_WHOLE if len(word) == len(text) else _START), places
            score = _WORD if _begins(text, start) else _INSIDE
            if score > best[0]:
                best = (score, places)
    if best[0] or len(word) < 2:
        return best
    return max(
        (_loose(word, text, start) for start in range(len(text)) if _fits(word[0], text[start])),
        default=best,
        key=lambda each: each[0],
    )


def _loose(word: str, text: str, start: int) -> tuple[int, tuple[int, ...]]:
    """The letters of a word one after the other from `start` on: the beginnings of words first, few letters between."""
    places, gaps = [start], 0
    for letter in word[1:]:
        here = places[-1] + 1
        fitting = [at for at in range(here, len(text)) if _fits(letter, text[at])]
        if not fitting:
            return 0, ()
        place = next((at for at in fitting if at == here or _begins(text, at)), fitting[0])
        if not (place == here or _begins(text, place)):
            gaps += place - here
        places.append(place)
    allowed = len(word) // 3 if _begins(text, start) else 0
    return (0, ()) if gaps > allowed else (_LOOSE - min(_LOOSE - 1, 4 * gaps), tuple(places))


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _fits(typed: str, letter: str) -> bool:
    if typed == letter:
        return True
    syllable = ord(letter) - _BASE
    if not 0 <= syllable < 11172:
        return False
    if typed in _FIRST:
        return _FIRST[syllable // 588] == typed
    open_syllable = ord(typed) - _BASE
    return 0 <= open_syllable < 11172 and open_syllable % 28 == 0 and open_syllable // 28 == syllable // 28


def _ranges(places: set[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    for place in sorted(places):
        if ranges and ranges[-1][1] == place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return tuple(ranges)
