"""A text cut into its top-level blocks, once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.markdown.blocks import Block, BlockKind, ListItem
from core.markdown.parser import fence_language, parse_outline

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Fence:
    """An open code fence at the left margin. `head` is everything up to and with its first line."""

    head: str
    language: str
    marker: str
    length: int

    def closing(self) -> re.Pattern[str]:
        return closing(self.marker, self.length)


def closing(marker: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{re.escape(marker)}{{{length},}}[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    block: Block
    type: str = ""  # of its first token; empty for no block at all: blank lines and link definitions at the end
    fence: Fence | None = None
    undecided: bool = False  # it, or what follows, may turn out to be a formula


def split(text: str, references: dict[str, Any], item: ListItem | None) -> list[Piece]:
    """`text` as its top-level blocks; what is left behind the last one becomes a block of its own. `item` is the place
    of the item that it begins with, where that is the rest of a list."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    pieces: list[Piece] = []
    begin = 0
    outline = parse_outline(text, references)
    undecided = len(text) if outline.undecided is None else starts[outline.undecided]
    for index, token in enumerate(outline.tokens):
        is_item = token.type == "list_item_open"
        if token.map is None or token.nesting < 0 or token.level != is_item or token.type in _LISTS:
            continue
        first, last = (starts[line] if line < len(starts) else len(text) for line in token.map)
        if is_item:
            item = _place(outline.tokens[index - 1], token, item, continues=not pieces)
        if is_item or token.type == "footnote_open":
            last = _inside_end(outline.tokens, index, text, starts, last)
        if last > begin:
            block, fence = _block(token, text[begin:last], first - begin, item if is_item else None)
            pieces.append(Piece(block, token.type, fence, undecided=last > undecided))
            begin = last
    if begin < len(text):
        pieces.append(Piece(Block(BlockKind.PROSE, text[begin:])))
    return pieces


_LISTS = ("bullet_list_open", "ordered_list_open")


def _place(before: Token, token: Token, item: ListItem | None, *, continues: bool) -> ListItem:
    """The place of the item `token`: behind `item`, or first in the list that `before` opens. `continues`: it is the
    item at the start of the text, so that `item`, where there is one, is its own place."""
    if continues and item is not None:
        return item
    if item is not None and before.type not in _LISTS:
        return item.following()
    return ListItem(bool(token.info), int(token.info or 0), first=True)


def _inside_end(tokens: list[Token], index: int, text: str, starts: list[int], end: int) -> int:
    """Where the item or footnote at `index` ends: blank lines behind it are not its own, but in an unclosed fence."""
    line = 0
    for token in tokens[index + 1 :]:
        if token.level <= tokens[index].level:
            break
        if token.type == "fence" and token.map is not None:
            line = max(line, token.map[1])
    least = starts[line] if line < len(starts) else len(text)
    while end > least:
        begin = text.rfind("\n", 0, end - 1) + 1
        if text[begin:end].strip(" \t\n"):
            break
        end = begin
    return max(end, least)


def _block(token: Token, source: str, gap: int, item: ListItem | None) -> tuple[Block, Fence | None]:
    """`gap` is how much of `source` stands before the block."""
    match token.type:
        case "table_open":
            return Block(BlockKind.TABLE, source), None
        case "math_block":
            return Block(BlockKind.MATH, source, token.content), None
        case "code_block":
            return Block(BlockKind.CODE, source, token.content), None
        case "fence":
            return _code(token, source, gap)
        case _:
            return Block(BlockKind.PROSE, source, item=item), None


def _code(token: Token, source: str, gap: int) -> tuple[Block, Fence | None]:
    language = fence_language(token)
    body = source[gap:]
    head_end = body.find("\n") + 1
    closed = closing(token.markup[0], len(token.markup)).search(body, head_end) if head_end else None
    fence = None
    if not closed and head_end and body.startswith(token.markup):
        fence = Fence(source[: gap + head_end], language, token.markup[0], len(token.markup))
    return Block(BlockKind.CODE, source, token.content, language, open=closed is None), fence
