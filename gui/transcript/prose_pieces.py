"""A Markdown text as pieces: prose in runs, code and tables by themselves.

The grouping is greedy from the start and depends on the blocks alone, so that a text that grew block by block has the
same pieces as one that was there at once. Runs are bounded: what is built for the screen is never a whole book.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from core.markdown.splitter import Block, BlockKind, Splitter
from gui.transcript.blocks.code import CodePiece
from gui.transcript.blocks.piece import Piece
from gui.transcript.blocks.prose import ProsePiece
from gui.transcript.blocks.table import TablePiece
from gui.transcript.styles import Styles

RUN_LENGTH: Final = 3_000  # characters of a run of prose, roughly
RUN_BLOCKS: Final = 24

Group = tuple[BlockKind, tuple[Block, ...]]


class ProsePieces:
    """`sync` brings the pieces up to date; those before the first change stay the same objects."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.pieces: list[Piece] = []
        self._starts: list[int] = []  # of each piece: its first block
        self._frozen = 0  # blocks that were frozen at the last sync
        self._references = 0

    def sync(self, splitter: Splitter) -> Piece | None:
        """Take what the splitter has; returns the first piece that changed."""
        first = 0
        if len(splitter.references) == self._references:
            # A piece whose blocks were frozen, with a frozen one behind it, cannot have changed.
            while first + 1 < len(self._starts) and self._starts[first + 1] < self._frozen:
                first += 1
        begin = self._starts[first] if self._starts else 0
        blocks = (*splitter.frozen[begin:], *splitter.tail)
        groups = group(blocks)
        self._frozen, self._references = len(splitter.frozen), len(splitter.references)
        del self._starts[first:]
        changed: Piece | None = None
        for number, (kind, members) in enumerate(groups, start=first):
            self._starts.append(begin)
            begin += len(members)
            piece, different = self._place(number, kind, members, splitter.references)
            if different and changed is None:
                changed = piece
        del self.pieces[first + len(groups) :]
        return changed or (self.pieces[-1] if self.pieces else None)

    def _place(
        self, number: int, kind: BlockKind, members: tuple[Block, ...], references: Mapping[str, Any]
    ) -> tuple[Piece, bool]:
        old = self.pieces[number] if number < len(self.pieces) else None
        match kind, old:
            case BlockKind.PROSE, ProsePiece():
                return old, old.update(members, references)
            case BlockKind.CODE, CodePiece():
                return old, old.update(members[0])
            case BlockKind.TABLE, TablePiece():
                return old, old.update(members[0], references)
        piece = self._make(kind, members, references)
        self.pieces[number : number + 1] = [piece]
        return piece, True

    def _make(self, kind: BlockKind, members: tuple[Block, ...], references: Mapping[str, Any]) -> Piece:
        match kind:
            case BlockKind.PROSE:
                return ProsePiece(self._styles, members, references)
            case BlockKind.CODE:
                return CodePiece(self._styles, members[0])
            case BlockKind.TABLE:
                return TablePiece(self._styles, members[0], references)


def group(blocks: tuple[Block, ...]) -> list[Group]:
    """Blocks as they share a piece."""
    groups: list[Group] = []
    run: list[Block] = []
    length = 0
    for block in blocks:
        if run and (block.kind is not BlockKind.PROSE or length >= RUN_LENGTH or len(run) >= RUN_BLOCKS):
            groups.append((BlockKind.PROSE, tuple(run)))
            run, length = [], 0
        if block.kind is BlockKind.PROSE:
            run.append(block)
            length += len(block.source)
        else:
            groups.append((block.kind, (block,)))
    if run:
        groups.append((BlockKind.PROSE, tuple(run)))
    return groups
