"""Markdown as we read it: CommonMark with tables, strikethrough, footnotes, formulas and bare addresses; raw HTML is
text.

Two departures. Emphasis that touches a Chinese, Japanese or Korean letter may open and close there: in those languages
a particle follows the closing quotation mark without a space, and plain CommonMark would leave the asterisks standing.
And a block is parsed alone, with the link definitions of the whole text handed in.

This module knows nothing of screens: images are tokens like any other, and nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.markdown.lines import QUOTE_MARKS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from core.markdown.growing import InlineMemory

FOOTNOTE = "footnote:"  # what the key of one begins with: labels of links are kept in capitals

# What is kept for one definition. Of a link: its address, title and place; of a footnote: its number.
References = Mapping[str, Any]


def _parser() -> MarkdownIt:
    # Late: the window paints before it is needed.
    from core.markdown.inline import PARSER

    return PARSER


@dataclass(frozen=True, slots=True)
class Outline:
    """Blocks without their inline content. `undecided` is the first line that may turn out to begin a formula when
    more lines follow."""

    tokens: list[Token]
    undecided: int | None


def parse_outline(source: str, references: dict[str, Any]) -> Outline:
    """The blocks of `source`; definitions found are added to `references`."""
    from core.markdown.math import UNDECIDED

    tokens: list[Token] = []
    parser = _parser()
    env: dict[str, Any] = {"references": references}
    parser.block.parse(source, parser, env, tokens)
    return Outline(tokens, env.get(UNDECIDED))


def parse_structure(source: str, references: dict[str, Any]) -> list[Token]:
    """The tokens of `parse_outline`."""
    return parse_outline(source, references).tokens


def parse_blocks(source: str, references: References, memory: InlineMemory | None = None) -> list[Token]:
    """`source`, one or more whole blocks, as tokens with their inline content. With `memory`, a long block that only
    grew since the last call costs little more than what is new; neighbouring text tokens are then not always joined."""
    grown = memory.parse(source, references) if memory is not None else None
    return grown if grown is not None else _parser().parse(source, {"references": dict(references)})


def fence_language(fence: Token) -> str:
    """The word after a code fence; empty where there is none."""
    from markdown_it.common.utils import unescapeAll

    words: list[str] = unescapeAll(fence.info).split()
    return words[0] if words else ""


def mentions(source: str, labels: Iterable[str]) -> bool:
    """Whether `source` may refer to one of these definitions, by their keys among `References`."""
    if "[" not in source:
        return False
    from markdown_it.common.utils import normalizeReference

    shown = normalizeReference(QUOTE_MARKS.sub("", source)).replace("[ ", "[").replace(" ]", "]")
    names = (label.removeprefix(FOOTNOTE) for label in labels)
    return any(f"[{name}]" in shown or f"[^{name}]" in shown for name in names)
