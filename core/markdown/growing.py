"""Inline content that grows: what can no longer change is parsed once.

A long paragraph is parsed in segments. A segment ends behind a blank or a line end and is sealed when nothing in it is
open: no emphasis, bracket, code span or formula that what follows could still close. Then the segment and the rest
parse to the same as both together, but that a run of plain text may be cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from core.markdown.lines import PLAIN

if TYPE_CHECKING:
    from markdown_it.token import Token

LONG: Final = 1_000  # characters of a paragraph from which on this is worth it
SEGMENT: Final = 300

_BOUNDARY: Final = re.compile(r"[ \n](?=[^\s])")


class InlineMemory:
    """What is known of one growing paragraph; hand it to `parse_blocks` with each state of it."""

    __slots__ = ("_children", "_length", "_prefix", "_references", "_retry", "_sealed", "_source", "_structure")

    def __init__(self) -> None:
        self._references: dict[str, Any] = {}
        self._source = ""  # the paragraph as of the last call
        self._structure: list[Token] = []  # its block tokens, where further plain lines go on with it
        self._forget()

    def _forget(self) -> None:
        self._prefix = ""  # the sealed part of its content
        self._sealed: list[Token] = []
        self._children: list[Token] = []
        self._retry = 0  # how long the rest has to be for another attempt to seal

    def parse(self, source: str, references: Mapping[str, Any]) -> list[Token] | None:
        """The tokens of `source`, or None where it is not one single long paragraph. The meta of its inline token
        says under "kept" how many of its children, from the first on, are those of the last call."""
        tokens = self._paragraph(source) if len(source) > LONG else None
        if tokens is None:
            self._source, self._structure, self._references = "", [], {}
            self._forget()
            return None
        if self._references != references:
            self._references = dict(references)
            self._forget()
        inline = tokens[1]
        if not inline.content.startswith(self._prefix):
            self._forget()
        before, kept = self._children, len(self._sealed)
        self._seal(inline.content, self._references)
        rest, _ = _parse_inline(inline.content[len(self._prefix) :], self._references)
        children = [*self._sealed, *rest]
        while kept < len(before) and kept < len(children) and before[kept] == children[kept]:
            kept += 1
        self._children = inline.children = children
        inline.meta = {"kept": kept}
        return tokens

    def _paragraph(self, source: str) -> list[Token] | None:
        """The block tokens of `source` if it is one paragraph and nothing else."""
        from markdown_it.common.utils import mdTrim

        from core.markdown.parser import parse_outline

        last_line = self._source.rfind("\n") + 1
        if last_line and source.startswith(self._source) and PLAIN.fullmatch(source, last_line) and self._structure:
            opening, inline, closing = (token.copy() for token in self._structure)
            lines = [(opening.map or [0])[0], source.count("\n") + (not source.endswith("\n"))]
            opening.map, inline.map, inline.content = lines, list(lines), mdTrim(source)
            tokens = [opening, inline, closing]
        else:
            outline = parse_outline(source, {})
            tokens = outline.tokens
            if len(tokens) != 3 or tokens[0].type != "paragraph_open":
                return None
            # A bracket may turn out to begin a definition, and a formula may make blocks of its lines.
            plain = outline.undecided is None and not source.lstrip().startswith("[")
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
