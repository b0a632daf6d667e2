"""Growing Markdown to frozen blocks and an open tail.

A `Splitter` takes text as it arrives. Everything before the last top-level block can no longer change, whatever comes:
it is frozen, and only the tail (the last block and the unfinished line) is looked at again. Inside an open code fence
not even that: only the closing line is looked for; and a line that can only go on with the last block (a row of a
table, a plain line of a paragraph) is taken unread. So a delta costs the same at
the start and at the end of a long answer.

The law: cut the text anywhere, feed it piece by piece, and the blocks are the same as those of the text fed whole.
Only finished lines freeze anything (`***` is a rule until `bold***` follows it), nothing is frozen from a line on that
may yet begin a formula, and what stands between two blocks,
blank lines and link definitions, belongs to the block behind it, so that it freezes with that one.

A list is not one block but one for each of its items, so that a long list costs what its last item costs. Whether it
is loose shows in the blank lines in front of its items (and between the paragraphs inside one).

Link definitions (`[1]: https://…`) count once they are frozen, for the whole text: the first definition of a label
wins, as everywhere in CommonMark. `references` only grows; whoever drew a block with brackets in it before that draws
it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.markdown import lines
from core.markdown.blocks import Block, BlockKind, ListItem
from core.markdown.parser import parse_structure
from core.markdown.pieces import Fence, Piece, split

__all__ = ["Block", "BlockKind", "ListItem", "Splitter"]


@dataclass(frozen=True, slots=True)
class _Growing:
    """The tail is this one block, and finished lines that match `further` only make it longer."""

    block: Block
    further: re.Pattern[str]


class Splitter:
    """`feed` is cheap and may be called for every delta; `settle` does the work, once a frame is enough."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._frozen: list[Block] = []
        self._tail = ""  # what may still change; inside a fence: the lines since its head
        self._seen = 0  # how far the finished lines of the tail were looked at
        self._growing: _Growing | None = None
        self._fence: Fence | None = None
        self._item: ListItem | None = None  # the place of the item that the tail begins with
        self._open: tuple[Block, ...] = ()
        self._references: dict[str, Any] = {}
        self._finished = False

    @property
    def frozen(self) -> list[Block]:
        """The blocks that stay as they are. Only ever grows; not to be changed by the caller."""
        return self._frozen

    @property
    def tail(self) -> tuple[Block, ...]:
        """The blocks of the open tail as of the last `settle`, a guess until more has arrived."""
        return self._open

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self._frozen, *self._open)

    @property
    def references(self) -> Mapping[str, Any]:
        """The link definitions of all frozen blocks."""
        return self._references

    @property
    def finished(self) -> bool:
        return self._finished

    def feed(self, text: str) -> None:
        """Take more text; costs nothing but keeping it. Raises ValueError after `finish`."""
        if self._finished:
            raise ValueError("This text was finished before")
        self._pending.append(text)

    def settle(self) -> bool:
        """Bring `frozen` and `tail` up to date; returns whether there was anything to do."""
        text = "".join(self._pending)
        self._pending.clear()
        if text.endswith("\r") and not self._finished:  # half of a line end, perhaps
            self._pending.append("\r")
            text = text[:-1]
        if not text:
            return False
        self._tail += text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        while self._step():
            pass
        self._open = self._guess()
        return True

    def finish(self) -> None:
        """No more text: what is open is frozen as it stands."""
        if self._finished:
            return
        self._finished = True
        self.settle()
        if self._fence is not None and not self._close(self._fence, len(self._tail)):
            self._frozen.append(self._open_code(self._fence, self._tail))
            self._tail = ""
        if self._tail:
            self._freeze(split(self._tail, {}, self._item))
        self._fence, self._item, self._tail, self._open = None, None, "", ()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _step(self) -> bool:
        """Freeze what the finished lines allow; returns whether there may be more to freeze."""
        end = self._tail.rfind("\n") + 1
        if end <= self._seen:
            return False
        if self._fence is not None:
            return self._close(self._fence, end)
        growing = self._growing
        if growing is not None and growing.further.fullmatch(self._tail, self._seen, end):
            self._growing = replace(growing, block=replace(growing.block, source=self._tail[:end]))
            self._seen = end
            return False
        pieces = split(self._tail[:end], dict(self._references), self._item)
        if pieces and not pieces[-1].type:
            pieces.pop()
        self._seen = end
        certain = next((n for n, piece in enumerate(pieces) if piece.undecided), len(pieces) - 1)
        self._freeze(pieces[:certain])
        left = pieces[certain:]
        self._item = left[0].block.item if left else None
        self._growing = self._what_grows(left[0]) if len(left) == 1 else None
        return len(left) == 1 and self._enter_fence(left[0])

    def _what_grows(self, piece: Piece) -> _Growing | None:
        """How the one piece of the tail can go on without another look at all of it."""
        source = piece.block.source
        further: re.Pattern[str] | None = None
        if piece.undecided or self._tail[len(source) : self._seen].strip(" \t\n"):
            return None
        if piece.type == "list_item_open":
            further = lines.inside_item(source)
        elif piece.type == "footnote_open":
            further = lines.INDENTED
        elif len(source) == self._seen:
            further = _FURTHER.get(piece.type)
            if piece.type == "paragraph_open" and source.lstrip().startswith("["):
                further = None  # a definition, perhaps
        return _Growing(piece.block, further) if further is not None else None

    def _freeze(self, pieces: list[Piece]) -> None:
        """Freeze these pieces, which the tail begins with."""
        for piece in pieces:
            if "]:" in piece.block.source:
                parse_structure(piece.block.source, self._references)
            if piece.block.source.strip():
                self._frozen.append(piece.block)
        length = sum(len(piece.block.source) for piece in pieces)
        self._tail = self._tail[length:]
        self._seen -= length

    def _enter_fence(self, last: Piece) -> bool:
        fence = last.fence
        if fence is None:
            return False
        if "]:" in fence.head:
            parse_structure(fence.head, self._references)
        self._fence, self._growing, self._seen = fence, None, 0
        self._tail = self._tail[len(fence.head) :]
        return True

    def _close(self, fence: Fence, end: int) -> bool:
        """Look for the closing line up to `end`; freeze the block where it is found."""
        found = fence.closing().search(self._tail, self._seen, end)
        if found is None:
            self._seen = end
            return False
        source = fence.head + self._tail[: found.end()]
        self._frozen.append(Block(BlockKind.CODE, source, self._tail[: found.start()], fence.language))
        self._tail = self._tail[found.end() :]
        self._fence, self._seen = None, 0
        return True

    def _guess(self) -> tuple[Block, ...]:
        if self._fence is None:
            growing = self._growing
            if growing is not None and not self._tail[self._seen :].strip(" \t"):
                return (growing.block,)
            if growing is not None and growing.further.fullmatch(self._tail, self._seen):
                return (replace(growing.block, source=self._tail),)
            pieces = split(self._tail, dict(self._references), self._item) if self._tail else []
            return tuple(piece.block for piece in pieces if piece.block.source.strip())
        start = self._tail.rfind("\n") + 1
        closing = self._tail[start:].strip(" ").strip(self._fence.marker) == ""  # the closing line, perhaps
        return (self._open_code(self._fence, self._tail[:start] if closing else self._tail),)

    def _open_code(self, fence: Fence, text: str) -> Block:
        return Block(BlockKind.CODE, fence.head + self._tail, text, fence.language, open=True)


_FURTHER = {"paragraph_open": lines.PLAIN, "blockquote_open": lines.QUOTED, "table_open": lines.ROWS}
