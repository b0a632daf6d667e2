"""A long list or quote that grows: only its last item, or the last block in its quote, is read again.

What stands before an item of a nested list that has a finished line, or before a block in a quote, can no longer
change, but for one thing: a blank line further below may make its list loose. So the end is read alone, behind a few
lines that open what it stands in, and joined to what was read before. Where the two do not meet, all of it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from core.markdown.parser import parse_structure

if TYPE_CHECKING:
    from markdown_it.token import Token

_LISTS: Final = ("bullet_list_open", "ordered_list_open")
_AROUND: Final = ("blockquote_open", "list_item_open", *_LISTS)
_WHOLE: Final = re.compile(r"\]:|\$\$|\\\[|\t")  # definitions and formulas reach across lines, tabs across columns
_MARKS: Final = re.compile(r"(?: *(?:>|(?:[-+*]|[0-9]{1,9}[.)])(?= )))* *")
_NUMBER: Final = re.compile(r"[0-9]+(?=[.)] )")
_BLANK: Final = re.compile(r"[ >]*>[ >]*")


@dataclass(slots=True)
class _Start:
    """Where the end begins: behind the tokens `kept`, at this line. `opening` are the lines that open the tokens
    `around` it; what is new begins with a token of this type in line `first` of what is read. `loose` says of lists
    around it whether they are, by their places."""

    kept: list[Token] = field(default_factory=list)
    line: int = 0
    opening: list[str] = field(default_factory=list)
    first: int = 0
    type: str = ""
    around: list[Token] = field(default_factory=list)
    loose: dict[int, bool] = field(default_factory=dict)


class Nest:
    """What is known of one growing list or quote. `fill` is given block tokens that are new."""

    __slots__ = ("_fill", "_finished", "_lines", "_start")

    def __init__(self, fill: Callable[[list[Token]], None]) -> None:
        self._fill = fill
        self.forget()

    def forget(self) -> None:
        self._finished = ""  # the lines that were read before
        self._lines: list[str] = []
        self._start = _Start()

    def parse(self, source: str, references: Mapping[str, Any]) -> list[Token]:
        """The block tokens of `source`; those that stand since an earlier call are the same objects."""
        if _WHOLE.search(source):
            self.forget()
            return self._all(source, references)
        if not source.startswith(self._finished):
            self.forget()
        end = source.rfind("\n") + 1
        if end > len(self._finished):
            tokens = self._end(source[len(self._finished) : end], references)
            if tokens is None:
                self._start = _Start()
                tokens = self._all(source[:end], references)
            self._lines += source[len(self._finished) : end].splitlines(keepends=True)
            self._finished = source[:end]
            self._go_on(tokens)
            if end == len(source):
                return tokens
        tokens = self._end(source[end:], references)
        return tokens if tokens is not None else self._all(source, references)

    def _all(self, source: str, references: Mapping[str, Any]) -> list[Token]:
        tokens = parse_structure(source, dict(references))
        self._fill(tokens)
        return tokens

    def _end(self, further: str, references: Mapping[str, Any]) -> list[Token] | None:
        """The tokens of the finished lines and what follows them; None where all of it has to be read."""
        start = self._start
        if not start.kept:
            return None
        text = "".join([*start.opening, *self._lines[start.line :], further])
        tokens = parse_structure(text, dict(references))
        begin, around = _meeting(tokens, start)
        if begin < 0 or not _alike_loose(tokens, begin, around, start):
            return None
        shift = start.line - len(start.opening)
        for token in tokens[begin:]:
            if token.map is not None:
                token.map = [line + shift for line in token.map]
        for known, read in zip(start.around, around, strict=True):
            if known.map is not None and read.map is not None:
                known.map = [known.map[0], read.map[1] + shift]
        self._fill(tokens[begin:])
        return start.kept + tokens[begin:]

    def _go_on(self, tokens: list[Token]) -> None:
        """Let the end begin as late as can be, now that these are the tokens of the finished lines."""
        start = self._start
        stack, loose = list(start.around), dict(start.loose)
        begin, around, known = -1, list(stack), dict(loose)
        for index in range(len(start.kept), len(tokens)):
            token = tokens[index]
            if token.nesting < 0:
                stack.pop()
                loose.pop(len(stack), None)
                continue
            above = stack[-1].type if stack else ""
            item = token.type == "list_item_open" and tokens[index - 1].type == "list_item_close"
            if token.map is not None and (item or above == "blockquote_open") and index > len(start.kept):
                begin, around, known = index, list(stack), dict(loose)
            if token.type == "paragraph_open" and len(stack) > 1 and stack[-2].type in _LISTS:
                loose[len(stack) - 2] = not token.hidden
            if token.nesting > 0:
                stack.append(token)
        if begin >= 0 and all(token.type in _AROUND for token in around):
            self._begin(tokens, begin, around, known)

    def _begin(self, tokens: list[Token], begin: int, around: list[Token], loose: dict[int, bool]) -> None:
        token, above = tokens[begin], [token for token in around if token.type not in _LISTS]
        if token.type == "list_item_open":  # behind another item of its list
            above.append(next(t for t in reversed(tokens[:begin]) if t.level == token.level and t.nesting > 0))
        line = token.map[0] if token.map is not None else 0
        lines = sorted({other.map[0] for other in above if other.map is not None})
        opening = [_bare(self._lines[number], first=number == lines[0]) for number in lines]
        first = len(opening)
        if token.type != "list_item_open" and _BLANK.fullmatch(self._lines[line - 1].rstrip("\n")):
            line, first = line - 1, first + 1
        if not lines or line <= lines[-1]:
            return
        self._start = _Start(tokens[:begin], line, opening, first, token.type, around, loose)


def _bare(line: str, *, first: bool) -> str:
    """What a line opens, with a letter in it. A number that may stand below other words becomes a one: no other list
    may begin there."""
    marks = _MARKS.match(line)
    end = marks.end() if marks is not None else 0
    if not line[end:].strip():
        return line
    opening = line[:end]
    if not first:
        opening = _NUMBER.sub(lambda found: "1".rjust(len(found[0]), "0"), opening)
    return f"{opening}x\n"


def _meeting(tokens: list[Token], start: _Start) -> tuple[int, list[Token]]:
    """Where in these tokens the first new one stands, and what is open around it; -1 where that is something else."""
    stack: list[Token] = []
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            stack.pop()
            continue
        if token.type == start.type and token.map is not None and token.map[0] >= start.first:
            right = token.map[0] == start.first and _kinds(stack) == _kinds(start.around)
            return (index if right else -1), stack
        if token.nesting > 0:
            stack.append(token)
    return -1, stack


def _kinds(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(token.type, token.markup) for token in tokens]


def _alike_loose(tokens: list[Token], begin: int, around: list[Token], start: _Start) -> bool:
    """Whether the lists around the end are as loose as they were before it; what was loose is made so in the end."""
    places = {id(token): place for place, token in enumerate(around)}
    said: set[int] = set()
    stack: list[Token] = []
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            stack.pop()
            continue
        place = places.get(id(stack[-2])) if token.type == "paragraph_open" and len(stack) > 1 else None
        if place is not None and around[place].type in _LISTS:
            said.add(place)
            if start.loose.get(place) is None or (not start.loose[place] and not token.hidden):
                return False
            if start.loose[place] and index >= begin:
                token.hidden = tokens[index + 2].hidden = False
        if token.nesting > 0:
            stack.append(token)
    return all(place in said for place, token in enumerate(around) if token.type in _LISTS)
