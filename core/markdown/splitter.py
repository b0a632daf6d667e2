"""Growing Markdown to frozen blocks and an open tail.

A `Splitter` takes text as it arrives. Everything before the last top-level block can no longer change, whatever comes:
it is frozen, and only the tail (the last block and the unfinished line) is looked at again. Inside an open code fence
not even that: only the closing line is looked for; a row goes onto an open table unread. So a delta costs the same at
the start and at the end of a long answer.

The law: cut the text anywhere, feed it piece by piece, and the blocks are the same as those of the text fed whole.
Only finished lines freeze anything (`***` is a rule until `bold***` follows it), and what stands between two blocks,
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
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.markdown.parser import parse_structure

if TYPE_CHECKING:
    from markdown_it.token import Token


_ROWS = re.compile(r"(?: {0,3}\|[^\n]*\n)+")  # no other block begins with a bar


class BlockKind(StrEnum):
    PROSE = "prose"  # paragraphs, headings, items of lists, quotes, rules
    CODE = "code"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class ListItem:
    """The place of an item in its list. `number` is what is shown before it (the start of the list and on from there,
    whatever the source says), 0 for a bullet; `first` begins a new list."""

    ordered: bool
    number: int
    first: bool

    def following(self) -> ListItem:
        return ListItem(self.ordered, self.number + 1 if self.ordered else 0, first=False)


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block, or one item of a top-level list, with all that is nested in it.

    `source` is its Markdown, with what stands between it and the block before; the sources of all blocks add up to the
    text, but for blank lines at its very end. `text` and `language` belong to code: what stands inside, and the word
    after the fence. `open` code waits for its closing fence. `item` is there for the item of a list, whose `source`
    parses as a list of its own.
    """

    kind: BlockKind
    source: str
    text: str = ""
    language: str = ""
    open: bool = False
    item: ListItem | None = None


@dataclass(frozen=True, slots=True)
class _Fence:
    """An open code fence at the left margin. `head` is everything up to and with its first line."""

    head: str
    language: str
    marker: str
    length: int

    def closing(self) -> re.Pattern[str]:
        return _closing(self.marker, self.length)


def _closing(marker: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{re.escape(marker)}{{{length},}}[ \t]*(?:\n|\Z)", re.MULTILINE)


class Splitter:
    """`feed` is cheap and may be called for every delta; `settle` does the work, once a frame is enough."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._frozen: list[Block] = []
        self._tail = ""  # what may still change; inside a fence: the lines since its head
        self._seen = 0  # how far the finished lines of the tail were looked at
        self._table = -1  # how much of the tail is one open table, when that is all there is of it
        self._fence: _Fence | None = None
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
            self._freeze(_split(self._tail, {}, self._item))
        self._fence, self._item, self._tail, self._open = None, None, "", ()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _step(self) -> bool:
        """Freeze what the finished lines allow; returns whether there may be more to freeze."""
        end = self._tail.rfind("\n") + 1
        if end <= self._seen:
            return False
        if self._fence is not None:
            return self._close(self._fence, end)
        if self._table == self._seen and _ROWS.fullmatch(self._tail, self._seen, end):
            self._table = self._seen = end
            return False
        pieces = _split(self._tail[:end], dict(self._references), self._item)
        if pieces and pieces[-1].gap:
            pieces.pop()
        self._seen = end
        self._freeze(pieces[:-1])
        last = pieces[-1].block if pieces else None
        self._item = last.item if last is not None else None
        open_table = last is not None and last.kind is BlockKind.TABLE and len(last.source) == self._seen
        self._table = self._seen if open_table else -1
        return bool(pieces) and self._enter_fence(pieces[-1], end)

    def _freeze(self, pieces: list[_Piece]) -> None:
        for piece in pieces:
            if "]:" in piece.block.source:
                parse_structure(piece.block.source, self._references)
            if piece.block.source.strip():
                self._frozen.append(piece.block)
        length = sum(len(piece.block.source) for piece in pieces)
        self._tail = self._tail[length:]
        self._seen -= length

    def _enter_fence(self, last: _Piece, end: int) -> bool:
        fence = last.fence
        if fence is None:
            return False
        if "]:" in fence.head:
            parse_structure(fence.head, self._references)
        self._fence, self._seen = fence, 0
        self._tail = self._tail[len(fence.head) :]
        return True

    def _close(self, fence: _Fence, end: int) -> bool:
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
            if self._table == self._seen and _ROWS.fullmatch(f"|\n{self._tail[self._seen :]}\n".replace("\n\n", "\n")):
                return (Block(BlockKind.TABLE, self._tail),)
            pieces = _split(self._tail, dict(self._references), self._item) if self._tail else []
            return tuple(piece.block for piece in pieces if piece.block.source.strip())
        start = self._tail.rfind("\n") + 1
        closing = self._tail[start:].strip(" ").strip(self._fence.marker) == ""  # the closing line, perhaps
        return (self._open_code(self._fence, self._tail[:start] if closing else self._tail),)

    def _open_code(self, fence: _Fence, text: str) -> Block:
        return Block(BlockKind.CODE, fence.head + self._tail, text, fence.language, open=True)


@dataclass(frozen=True, slots=True)
class _Piece:
    block: Block
    fence: _Fence | None = None
    gap: bool = False  # no block at all: blank lines and link definitions at the end


def _split(text: str, references: dict[str, Any], item: ListItem | None) -> list[_Piece]:
    """`text` as its top-level blocks; what is left behind the last one becomes a block of its own. `item` is the place
    of the item that it begins with, where that is the rest of a list."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    pieces: list[_Piece] = []
    begin = 0
    tokens = parse_structure(text, references)
    for index, token in enumerate(tokens):
        is_item = token.type == "list_item_open"
        if token.map is None or token.nesting < 0 or token.level != is_item or token.type in _LISTS:
            continue
        first, last = (starts[line] if line < len(starts) else len(text) for line in token.map)
        if is_item:
            last = _item_end(tokens, index, text, starts, last)
            item = _place(tokens[index - 1], token, item, continues=not pieces)
        if last > begin:
            pieces.append(_piece(token, text[begin:last], first - begin, item if is_item else None))
            begin = last
    if begin < len(text):
        pieces.append(_Piece(Block(BlockKind.PROSE, text[begin:]), gap=True))
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


def _item_end(tokens: list[Token], index: int, text: str, starts: list[int], end: int) -> int:
    """Where the item at `index` ends without the blank lines behind it, but for those inside its unclosed fence."""
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


def _piece(token: Token, source: str, gap: int, item: ListItem | None) -> _Piece:
    """`gap` is how much of `source` stands before the block."""
    if item is not None:
        return _Piece(Block(BlockKind.PROSE, source, item=item))
    if token.type == "table_open":
        return _Piece(Block(BlockKind.TABLE, source))
    if token.type == "code_block":
        return _Piece(Block(BlockKind.CODE, source, token.content))
    if token.type != "fence":
        return _Piece(Block(BlockKind.PROSE, source))
    language = (token.info.split() or [""])[0]
    body = source[gap:]
    head_end = body.find("\n") + 1
    closed = _closing(token.markup[0], len(token.markup)).search(body, head_end) if head_end else None
    fence = None
    if not closed and head_end and body.startswith(token.markup):
        fence = _Fence(source[: gap + head_end], language, token.markup[0], len(token.markup))
    return _Piece(Block(BlockKind.CODE, source, token.content, language, open=closed is None), fence)
