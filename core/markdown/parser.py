"""Markdown as we read it: CommonMark with tables, strikethrough and bare addresses; raw HTML is text.

Two departures. Emphasis that touches a Chinese, Japanese or Korean letter may open and close there: in those languages
a particle follows the closing quotation mark without a space, and plain CommonMark would leave the asterisks standing.
And a block is parsed alone, with the link definitions of the whole text handed in.

This module knows nothing of screens: images are tokens like any other, and nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# What markdown-it keeps for one link definition: its address, title and place.
References = Mapping[str, Any]


def _parser() -> MarkdownIt:
    # Late: the window paints before it is needed.
    from core.markdown.inline import PARSER

    return PARSER


def parse_structure(source: str, references: dict[str, Any]) -> list[Token]:
    """The blocks of `source` without their inline content; link definitions found are added to `references`."""
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(source, parser, {"references": references}, tokens)
    return tokens


def parse_blocks(source: str, references: References) -> list[Token]:
    """`source`, one or more whole blocks, as tokens with their inline content."""
    return _parser().parse(source, {"references": dict(references)})
