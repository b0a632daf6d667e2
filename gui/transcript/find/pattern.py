"""What is looked for, and where it stands in a text: blind to case, and to how letters are put together.

Text and words are compared composed (NFC) and case-folded, so that Hangul and accents are found in either form, and
found as they stand: a hit begins and ends between letters, never inside a syllable or between a letter and its accent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final
from unicodedata import category, is_normalized, normalize

Span = tuple[int, int]

# No hit goes over one of these: line breaks in a document, and the edges of its tables and cells.
_BREAKS: Final = ("\u2028", "\u2029", "\ufdd0", "\ufdd1")
# Markdown that shows other letters than it has: addresses of links (plain ones are put aside), entities, footnotes,
# addresses that are spelled for machines.
_ADDRESS: Final = re.compile(r"\]\([^()\[\]<>\"'\\\s]*\)")
_HIDING: Final = re.compile(r"\]\(|\]\[|&#?\w+;|\[\^|%[0-9A-Fa-f]{2}|xn--")
_BETWEEN: Final = r"[\W_]*"


class Pattern:
    """Words to find. Empty words are found nowhere."""

    def __init__(self, words: str, *, match_case: bool = False, whole_words: bool = False) -> None:
        self.words = words
        self.match_case = match_case
        self.whole_words = whole_words
        self._needle = (
            normalize("NFC", _even(words) if match_case else _even(_caseless(words))) if words.strip() else ""
        )
        letters = [re.escape(char) for char in self._needle if char.isalnum()]
        self._loose = re.compile(_BETWEEN.join(letters)) if letters else None

    def __bool__(self) -> bool:
        return bool(self._needle)

    def spans(self, text: str) -> list[Span]:
        """Where the words stand, in order and apart, as positions in `text`."""
        needle, found = self._needle, list[Span]()
        if not needle:
            return found
        folded, at = _folded(text, match_case=self.match_case)
        start = folded.find(needle)
        while start >= 0:
            end = start + len(needle)
            first, last = (start, end) if at is None else (at[start], at[end])
            if first < 0 or last < 0 or not self._apart(folded, start, end):
                start = folded.find(needle, start + 1)
                continue
            found.append((first, last))
            start = folded.find(needle, end)
        return found

    def possible(self, source: str) -> bool:
        """Whether the words may stand in what this Markdown shows; False is certain, and quick to say."""
        if self._loose is None:
            return True
        shown = _ADDRESS.sub("]", source)
        if _HIDING.search(shown):
            return True
        return any(
            self._loose.search(_folded(text, match_case=self.match_case, exact=False)[0])
            for text in ((source,) if shown == source else (shown, source))
        )

    def _apart(self, text: str, start: int, end: int) -> bool:
        """Whether the text between two positions is cut off at the edges of letters, or of words."""
        if end < len(text) and _joins(text[end]):
            return False
        if start and text[start - 1] != "\n" and _joins(text[start]):
            return False
        if not self.whole_words:
            return True
        return not (start and _in_word(text[start - 1])) and not (end < len(text) and _in_word(text[end]))


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _joins(char: str) -> bool:
    """Whether a character belongs to the letter before it: accents, the later jamo of a Hangul syllable."""
    if char < "\u0300":
        return False
    if "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb":
        return True
    return category(char)[0] == "M" and not ("\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100")


def _caseless(text: str) -> str:
    return normalize("NFD", text).casefold()


def _even(text: str) -> str:
    """The characters that look alike as one: breaks of lines, spaces. The length stays."""
    if text.isascii():
        return text
    for char in _BREAKS:
        text = text.replace(char, "\n")
    return text.replace("\u00a0", " ")


def _folded(text: str, *, match_case: bool, exact: bool = True) -> tuple[str, list[int] | None]:
    """`text` in the form in which it is compared, and the place in `text` of each of its positions.

    Without a list the positions are the same; -1 in the list is inside a letter. Not `exact`, positions may be off.
    """
    if text.isascii():
        return (text if match_case else text.lower()), None
    text = _even(text)
    if is_normalized("NFC", text):
        folded = text if match_case else text.casefold()
        # Folding only ever adds characters: the same number of them means one for one.
        if len(folded) == len(text) and (match_case or is_normalized("NFC", folded)):
            return folded, None
    if not exact:
        return normalize("NFC", text if match_case else _caseless(text)), None
    return _folded_by_letters(text, match_case=match_case)


def _folded_by_letters(text: str, *, match_case: bool) -> tuple[str, list[int]]:
    parts: list[str] = []
    at: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and text[start] != "\n" and _joins(text[end]):
            end += 1
        letter = text[start:end]
        if not (letter.isascii() and match_case):
            letter = (
                letter.lower() if letter.isascii() else normalize("NFC", letter if match_case else _caseless(letter))
            )
        parts.append(letter)
        at += [start, *(-1 for _ in letter[1:])]
        start = end
    at.append(len(text))
    return "".join(parts), at


class Units:
    """Positions in Python's letters as positions in Qt's UTF-16 units."""

    def __init__(self, text: str) -> None:
        wide = not text.isascii() and max(text) > "\uffff"
        self._astral = [place for place, char in enumerate(text) if char > "\uffff"] if wide else []

    def at(self, position: int) -> int:
        return position + bisect_left(self._astral, position)
