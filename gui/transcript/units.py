"""What each piece of a Markdown text is made from: runs of prose, code, parts of tables.

The grouping is greedy from the start and depends on the blocks alone, so that a text that grew block by block has the
same pieces as one that was there at once. Runs are bounded: what is built for the screen is never a whole book. Code
in an item of a list is a piece of its own, as at the top level, so that it has its header, its colours and its scroll.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.markdown.parser import fence_language, parse_structure
from core.markdown.splitter import Block, BlockKind
from gui.transcript.blocks import grid, listing

if TYPE_CHECKING:
    from markdown_it.token import Token

RUN_LENGTH: Final = 3_000  # characters of a run of prose, roughly
RUN_BLOCKS: Final = 24
_WORDS: Final = ("inline", "hr", "code_block", "fence", "table_open", "html_block", "math_block")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A block, or some of its tokens: from number `start` to before number `stop`."""

    block: Block
    start: int = 0
    stop: int | None = None

    @property
    def whole(self) -> bool:
        return self.start == 0 and self.stop is None


@dataclass(frozen=True, slots=True)
class Unit:
    """`excerpts` of prose; else the one block. `depth` is how deep in lists code stands, `part` counts those of a table
    or of code."""

    kind: BlockKind
    first: int  # its first block, by number
    last: int
    excerpts: tuple[Excerpt, ...]
    depth: int = 0
    part: int = 0

    @property
    def block(self) -> Block:
        return self.excerpts[0].block


def units(blocks: Iterable[Block], number: int, part: int = 0, parts: int | None = None) -> Iterator[Unit]:
    """The units of `blocks`, the first of which is block `number` of its text; of a table or code that they begin with,
    from its part `part` on, to the last of `parts` where that is known."""
    run: list[Excerpt] = []
    span, length = (number, number), 0
    for place, block in enumerate(blocks, start=number):
        for unit in _own(block, place, part, parts) if place == number else _own(block, place):
            apart = unit.kind is not BlockKind.PROSE
            if run and (apart or length >= RUN_LENGTH or len(run) >= RUN_BLOCKS):
                yield Unit(BlockKind.PROSE, *span, tuple(run))
                run, length = [], 0
            if apart:
                yield unit
                continue
            span = (span[0] if run else place, place)
            run += unit.excerpts
            length += len(block.source)
    if run:
        yield Unit(BlockKind.PROSE, *span, tuple(run))


def _own(block: Block, number: int, begin: int = 0, parts: int | None = None) -> Iterator[Unit]:
    """The units of one block, before prose is put together; of a table or code from part `begin` on."""
    if block.kind in (BlockKind.TABLE, BlockKind.CODE):
        if parts is None:
            parts = grid.part_count(block) if block.kind is BlockKind.TABLE else listing.part_count(block)
        for part in range(begin, parts):
            yield Unit(block.kind, number, number, (Excerpt(block),), part=part)
    elif block.item is not None and ("```" in block.source or "~~~" in block.source):
        yield from _item(block, number)
    else:
        yield Unit(block.kind, number, number, (Excerpt(block),))


def _item(block: Block, number: int) -> Iterator[Unit]:
    """An item of a list, cut where code stands in it. Code in a quote stays in the quote."""
    tokens = parse_structure(block.source, {})
    start, depth, quotes = 0, 0, 0
    for place, token in enumerate(tokens):
        if token.type == "blockquote_open" or token.type == "blockquote_close":
            quotes += token.nesting
        elif token.type in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            depth += token.nesting
        elif token.type == "fence" and not quotes:
            if start == 0 or _has_words(tokens[start:place]):
                yield Unit(BlockKind.PROSE, number, number, (Excerpt(block, start, place),))
            code = _code(token, block)
            for part in range(listing.part_count(code)):
                yield Unit(BlockKind.CODE, number, number, (Excerpt(code),), depth=depth, part=part)
            start = place + 1
    if start == 0 or _has_words(tokens[start:]):
        yield Unit(BlockKind.PROSE, number, number, (Excerpt(block, start),))


def _has_words(tokens: list[Token]) -> bool:
    return any(token.type in _WORDS for token in tokens)


def _code(fence: Token, block: Block) -> Block:
    lines = block.source.split("\n")
    first, stop = fence.map or [0, 0]
    last = lines[stop - 1].strip() if stop - 1 < len(lines) else ""
    closed = stop - first > 1 and len(last) >= len(fence.markup) and not last.strip(fence.markup[0])
    source = "\n".join(lines[first:stop])
    return Block(BlockKind.CODE, source, fence.content, fence_language(fence), open=not closed)
