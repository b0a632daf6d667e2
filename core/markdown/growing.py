"""Inline content that grows: what can no longer change is parsed once.

A long paragraph is parsed in segments. A segment ends behind a blank or a line end and is sealed when nothing in it is
open: no emphasis, bracket, code span or formula that what follows could still close. Then the segment and the rest
parse to the same as both together, but that a run of plain text may be cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from core.markdown.lines import PLAIN, QUOTE_MARK, QUOTED_PLAIN
from core.markdown.nests import Nest

if TYPE_CHECKING:
    from markdown_it.token import Token

LONG: Final = 1_000  # characters of a paragraph from which on this is worth it
SEGMENT: Final = 300

_BOUNDARY: Final = re.compile(r"[ \n](?=[^\s])")


class InlineMemory:
    """What is known of one growing block; hand it to `parse_blocks` with each state of it."""

    __slots__ = (
        "_before",
        "_children",
        "_known",
        "_nest",
        "_prefix",
        "_quoted",
        "_references",
        "_retry",
        "_sealed",
        "_source",
        "_structure",
    )

    def __init__(self) -> None:
        self._references: dict[str, Any] = {}
        self._source = ""  # the paragraph as of the last call
        self._structure: list[Token] = []  # its block tokens, where further plain lines go on with it
        self._quoted = False  # it stands in a quote
        self._known: dict[str, list[Token]] = {}  # content of the last call, where there was more than a paragraph
        self._before: dict[str, list[Token]] = {}  # and of the one before
        self._nest = Nest(self._fill)
        self._forget()

    def _forget(self) -> None:
        self._prefix = ""  # the sealed part of its content
        self._sealed: list[Token] = []
        self._children: list[Token] = []
        self._retry = 0  # how long the rest has to be for another attempt to seal

    def parse(self, source: str, references: Mapping[str, Any]) -> list[Token] | None:
        """The tokens of `source`, or None where it is short. Where it is one paragraph, in a quote or list perhaps, the
        meta of its inline token says under "kept" how many of its children, from the first on, are those of the last
        call, and under "same" how many letters of the next one, where that was the last and only went on."""
        if len(source) <= LONG:
            self._known = {}
        tokens = self._paragraph(source) if len(source) > LONG and not self._known else None
        if tokens is None:
            self._source, self._structure = "", []
            self._forget()
            return self._nested(source, references) if len(source) > LONG else None
        if self._references != references:
            self._references = dict(references)
            self._forget()
        inline = only_inline(tokens)
        if inline is None:
            raise ValueError("a paragraph has words")
        if not inline.content.startswith(self._prefix):
            self._forget()
        before, kept = self._children, len(self._sealed)
        self._seal(inline.content, self._references)
        rest, _ = _parse_inline(inline.content[len(self._prefix) :], self._references)
        children = [*self._sealed, *rest]
        while kept < len(before) and kept < len(children) and before[kept] == children[kept]:
            kept += 1
        self._children = inline.children = children
        inline.meta = {"kept": kept, "same": _same(before, children, kept)}
        return tokens

    def _nested(self, source: str, references: Mapping[str, Any]) -> list[Token]:
        """The tokens of what is no single paragraph; content that was there before is not read again."""
        if self._references != references:
            self._references = dict(references)
            self._known = {}
            self._nest.forget()
        self._before, self._known = self._known, {}
        return self._nest.parse(source, references)

    def _fill(self, tokens: list[Token]) -> None:
        """Read the content of new block tokens."""
        for token in tokens:
            if token.type == "inline":
                known = self._known.get(token.content) or self._before.get(token.content)
                token.children = known if known is not None else _parse_inline(token.content, self._references)[0]
                self._known[token.content] = token.children

    def _paragraph(self, source: str) -> list[Token] | None:
        """The block tokens of `source` if it is one paragraph and nothing else but what stands around it."""
        from markdown_it.common.utils import mdTrim

        from core.markdown.parser import parse_outline

        last_line = self._source.rfind("\n") + 1
        goes_on, mark = (QUOTED_PLAIN, QUOTE_MARK) if self._quoted else (PLAIN, None)
        if last_line and source.startswith(self._source) and self._structure and goes_on.fullmatch(source, last_line):
            tokens = [token.copy() for token in self._structure]
            lines = [(tokens[0].map or [0])[0], source.count("\n") + (not source.endswith("\n"))]
            for token in tokens:
                if token.map is not None:
                    token.map = list(lines)
                if token.type == "inline":
                    token.content = mdTrim(mark.sub("", source) if mark is not None else source)
        else:
            outline = parse_outline(source, {})
            tokens = outline.tokens
            if only_inline(tokens) is None:
                return None
            self._quoted = [token.type for token in tokens[:2]] == ["blockquote_open", "paragraph_open"]
            # A bracket may turn out to begin a definition, and a formula may make blocks of its lines.
            plain = outline.undecided is None and not source.lstrip(" >\n").startswith("[")
            plain = plain and (self._quoted or tokens[0].type == "paragraph_open")
            self._structure = [token.copy() for token in tokens] if plain else []
        self._source = source
        return tokens

    def _seal(self, content: str, references: dict[str, Any]) -> None:
        """Seal what can be sealed of `content`, segment by segment."""
        start, length = len(self._prefix), SEGMENT
        if len(content) - start < max(SEGMENT, self._retry):
            return
        while len(content) - start >= SEGMENT:
            end = _last_boundary(content, start, start + length)
            tokens, is_open = _parse_inline(content[start:end], references) if end > start else ([], True)
            if not is_open:
                self._sealed += tokens
                start, length = end, SEGMENT
            elif start + length >= len(content):
                break
            else:
                length *= 2
        self._prefix = content[:start]
        self._retry = (len(content) - start) * 5 // 4


_AROUND: Final = ("paragraph_open", "blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open")


def only_inline(tokens: list[Token]) -> Token | None:
    """The inline token of one paragraph that is all there is, perhaps in a quote or in an item of a list that is no
    task; else None."""
    place = 0
    while place < len(tokens) and tokens[place].type in _AROUND:
        place += 1
    if not place or 2 * place + 1 != len(tokens) or tokens[place].type != "inline":
        return None
    if tokens[place - 1].type != "paragraph_open" or any(token.nesting >= 0 for token in tokens[place + 1 :]):
        return None
    in_list = any(token.type == "list_item_open" for token in tokens[:place])
    return None if in_list and tokens[place].content.startswith("[") else tokens[place]


def _same(before: list[Token], after: list[Token], kept: int) -> int:
    """How many letters the child behind those that are kept has in common with the one that was the last."""
    if kept != len(before) - 1 or kept >= len(after):
        return 0
    old, new = before[kept], after[kept]
    text = old.type == new.type == "text" and not old.level
    return len(old.content) if text and new.content.startswith(old.content) else 0


def _last_boundary(content: str, start: int, end: int) -> int:
    """Behind the last blank before `end` that a letter follows; `start` where there is none."""
    end = min(end, len(content) - 1)
    while (space := max(content.rfind(" ", start, end), content.rfind("\n", start, end))) >= start:
        if _BOUNDARY.match(content, space):
            return space + 1
        end = space
    return start


def _parse_inline(content: str, references: dict[str, Any]) -> tuple[list[Token], bool]:
    from core.markdown.inline import parse_inline

    return parse_inline(content, references)
