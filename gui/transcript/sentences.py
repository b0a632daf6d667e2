"""Sentences out of growing Markdown, to be read aloud: each once, as soon as it has certainly ended.

Latin sentences end with a mark and a space, a line's end or the text's end; those of Chinese and Japanese with their
own marks; Korean ones with a period. Code and tables are told by their size, not read out. How the text was cut on its
way makes no difference: what cannot be decided yet waits for the next letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.markdown.foreign import stripped

LIMIT: Final = 400  # characters that are read without a pause at most
_SIGHT: Final = 20  # characters of a line that tell what it is, where it begins with one of these:
_SIGNS: Final = "-*+#0123456789`~|=_:"  # (or is empty so far)

_CLOSERS = "\"'’”»›)\\]}」』）】》*_~`"
_END: Final = re.compile(rf"[.!?…]+[{_CLOSERS}]*(?=\s)|[。！？｡．]+[{_CLOSERS}]*")
_PREFIX: Final = re.compile(r"[ \t>]*")
_MARKER: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}(?:\[[ xX]\][ \t])?|#{1,6}[ \t]")
_FENCE: Final = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_RULE: Final = re.compile(r"[-*_=:| \t]+$")
_SHORT: Final = re.compile(
    r"(?:^|[\s(\[“\"'*_])(?:[A-HJ-Z]|(?:[a-z]\.)+[a-z]|Dr|Mrs?|Ms|Prof|St|vs|cf|al|No|Fig|approx)\.$"
)
_MARKUP: Final = re.compile(
    r"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])|\[\^[^\]\n]+\]|`+|\*+(?=\S)|(?<=\S)\*+|~~|(?<!\w)_+|_+(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code that has ended. `language` is empty where none was said."""

    language: str
    lines: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table that has ended; `rows` below its header."""

    rows: int


Spoken = str | Code | Table


class SentenceReader:
    """`feed` takes text as it comes and gives what has ended with it; `finish` gives the rest."""

    def __init__(self) -> None:
        self._rest = ""  # not decided yet
        self._open = ""  # of the running sentence, its lines before this one
        self._at_line = True  # `_rest` begins a line
        self._heading = False  # the line ends the sentence
        self._fence = ""  # what closes the open block of code
        self._language = ""
        self._lines = 0  # of the open block of code, or of the open table
        self._in_table = False

    def feed(self, text: str) -> list[Spoken]:
        """Take the next piece of the text."""
        self._rest += text
        return list(self._take(final=False))

    def finish(self) -> list[Spoken]:
        """The text has ended."""
        found = list(self._take(final=True))
        return [*found, *self._close_sentence(), *self._close_block()]

    def _take(self, *, final: bool) -> Iterator[Spoken]:
        while self._rest:
            before = len(self._rest), self._at_line, self._in_table
            if self._fence or self._in_table:
                yield from self._block_line(final=final)
            elif self._at_line:
                yield from self._begin_line(final=final)
            else:
                yield from self._read_on(final=final)
            if before == (len(self._rest), self._at_line, self._in_table):
                return

    # --- lines --------------------------------------------------------------------------------------------------------

    def _line(self, start: int = 0, *, final: bool) -> str | None:
        """The whole line from `start`, without its end; None while it is still coming."""
        end = self._rest.find("\n", start)
        return self._rest[start:end] if end >= 0 else self._rest[start:] if final else None

    def _drop(self, line: str) -> None:
        self._rest = self._rest[len(line) + 1 :]

    def _block_line(self, *, final: bool) -> Iterator[Spoken]:
        """The next line of an open block of code or table."""
        line = self._line(final=final)
        if line is None:
            return
        words = _PREFIX.sub("", line, count=1).rstrip()
        if self._in_table and not words.startswith("|"):
            yield from self._close_block()
            return
        self._drop(line)
        if self._fence and words.startswith(self._fence) and not words.strip(self._fence[0]):
            yield from self._close_block()
        else:
            self._lines += 1

    def _close_block(self) -> Iterator[Spoken]:
        if self._fence:
            yield Code(self._language, self._lines)
        elif self._in_table:
            yield Table(self._lines)
        self._fence, self._in_table, self._lines = "", False, 0

    def _begin_line(self, *, final: bool) -> Iterator[Spoken]:
        """Find out what the next line is."""
        line = self._line(final=final)
        known = self._rest if line is None else line
        prefix = _PREFIX.match(known)
        start = prefix.end() if prefix is not None else 0
        if line is None and len(known) - start < _SIGHT and known[start : start + 1] in _SIGNS:
            return
        marker = _MARKER.match(known, start)
        words = known[marker.end() if marker is not None else start :]
        if line is None and not self._is_plain(words):
            return
        opens = line is not None and self._opens_block(line, words, final=final)
        if opens is None:
            return
        if opens or marker is not None:
            yield from self._close_sentence()
        if not opens:
            self._heading = marker is not None and known[start] == "#"
            self._open += " " if self._open else ""
            self._rest = self._rest[len(known) - len(words) :]
            self._at_line = False

    @staticmethod
    def _is_plain(words: str) -> bool:
        """Whether the beginning of a line tells that it is no fence, table or rule."""
        return bool(words.strip("`~")) and not words.startswith(("```", "~~~", "|")) and _RULE.match(words) is None

    def _opens_block(self, line: str, words: str, *, final: bool) -> bool | None:
        """Whether a whole line is no sentence's: it is dropped, and a block of code or a table opened by it is open.

        None while that cannot be known.
        """
        fence = _FENCE.match(words)
        if fence is not None:
            self._fence = fence[1] or fence[3]
            self._language = (fence[2] or fence[4] or "").strip().partition(" ")[0]
        elif words.startswith("|"):
            table = self._table_head(line, final=final)
            if not table:
                return table
            self._in_table = True
            self._drop(line)
            line = self._line(final=final) or ""
        elif words.strip() and _RULE.match(words) is None:
            return False
        self._drop(line)
        return True

    def _table_head(self, line: str, *, final: bool) -> bool | None:
        """Whether the line after this one makes it a table's header; None while that cannot be known."""
        if len(self._rest) <= len(line):
            return False
        below = self._line(len(line) + 1, final=final)
        if below is None:
            return None
        cells = _PREFIX.sub("", below, count=1)
        return "-" in cells and "|" in cells and _RULE.match(cells) is not None

    # --- sentences ----------------------------------------------------------------------------------------------------

    def _read_on(self, *, final: bool) -> Iterator[Spoken]:
        """Read inside a line up to the next sentence's end, or to the line's."""
        end = self._rest.find("\n")
        complete = final or end >= 0
        words = self._rest if end < 0 else self._rest[:end]
        room = LIMIT - len(self._open)
        stop = self._sentence_end(words, complete=complete)
        if stop is None:
            return
        if 0 < stop <= room:
            self._open += words[:stop]
            rest = words[stop:].lstrip(" \t")
            self._rest = rest + self._rest[len(words) :]
            yield from self._close_sentence()
        elif len(words) > room:
            whole = self._open + words
            space = whole.rfind(" ", LIMIT // 2, LIMIT)
            cut = space if space > 0 else LIMIT
            self._rest = whole[cut:].lstrip(" ") + self._rest[len(words) :]
            self._open = whole[:cut]
            yield from self._close_sentence()
        elif complete:
            self._open += words
            self._rest = self._rest[len(words) + 1 :]
            self._at_line = True
            if self._heading:
                self._heading = False
                yield from self._close_sentence()

    def _sentence_end(self, words: str, *, complete: bool) -> int | None:
        """Where the first sentence in `words` ends; 0 where none does, None while that cannot be known."""
        for found in _END.finditer(words if not complete else words + "\n"):
            stop = found.end()
            after = stop
            while after < len(words) and words[after] in " \t":
                after += 1
            if after >= len(words):
                return stop if complete else None
            cjk = found[0][0] in "。！？｡．"
            if cjk or not (words[after].islower() or self._is_short(words[: found.end()])):
                return stop
        return 0

    def _is_short(self, words: str) -> bool:
        """Whether a period only shortens the word before it."""
        return _SHORT.search((self._open + words)[-24:]) is not None

    def _close_sentence(self) -> Iterator[Spoken]:
        words = readable(self._open)
        self._open = ""
        if any(letter.isalnum() for letter in words):
            yield words


def readable(markdown: str) -> str:
    """A sentence without the marks of Markdown and without hidden characters."""
    words = _MARKUP.sub(lambda found: found[1] or "", markdown)
    return stripped(" ".join(words.split()))
