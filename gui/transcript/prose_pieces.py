"""A Markdown text as pieces: prose in runs, code and tables by themselves (see `units`)."""

from __future__ import annotations

from core.markdown.parser import References
from core.markdown.splitter import Block, BlockKind, Splitter
from gui.transcript.blocks.code import CodePiece
from gui.transcript.blocks.formula import FormulaPiece
from gui.transcript.blocks.grid import ROWS, Grid
from gui.transcript.blocks.listing import Listing
from gui.transcript.blocks.piece import Piece
from gui.transcript.blocks.prose import ProsePiece
from gui.transcript.blocks.table import TablePiece
from gui.transcript.styles import Styles
from gui.transcript.units import Unit, units


class ProsePieces:
    """`sync` brings the pieces up to date; those before the first change stay the same objects."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.pieces: list[Piece] = []
        self.reshaped = False  # whether the last sync added, removed or replaced a piece
        self._spans: list[tuple[int, int]] = []  # of each piece: its first block and its last
        self._frozen = 0  # blocks that were frozen at the last sync
        self._references = 0

    def sync(self, splitter: Splitter) -> Piece | None:
        """Take what the splitter has; returns the first piece that changed."""
        self.reshaped = False
        first = 0
        if len(splitter.references) == self._references:
            first = self._unchanged()
        begin = self._spans[first][0] if self._spans else 0
        blocks = (*splitter.frozen[begin:], *splitter.tail)
        part = self._grown(first, blocks, splitter.references, growing=begin >= len(splitter.frozen))
        grown = self.pieces[first] if part else None
        parts = grown.listing.count if isinstance(grown, CodePiece) else None
        first += part
        self._frozen, self._references = len(splitter.frozen), len(splitter.references)
        del self._spans[first:]
        changed: Piece | None = None
        for place, unit in enumerate(units(blocks, begin, part, parts), start=first):
            self._spans.append((unit.first, unit.last))
            growing = unit.last >= len(splitter.frozen)
            piece, different = self._place(place, unit, splitter.references, growing=growing)
            if different and changed is None:
                changed = piece
        if len(self.pieces) > len(self._spans):
            del self.pieces[len(self._spans) :]
            self.reshaped = True
        return changed or (self.pieces[-1] if self.pieces else None)

    def _unchanged(self) -> int:
        """How many pieces cannot have changed: their blocks were frozen, with a frozen one behind them."""
        place, spans = len(self._spans) - 1, self._spans
        while place > 0 and (spans[place][0] >= self._frozen or spans[place - 1][1] >= spans[place][0]):
            piece = self.pieces[place]
            place -= max(1, piece.part) if isinstance(piece, TablePiece | CodePiece) else 1
        return max(0, place)

    def _grown(self, first: int, blocks: tuple[Block, ...], references: References, *, growing: bool) -> int:
        """How many parts of the table or code that begins at piece `first` stand as they did, but that the columns of
        a table may have become wider; 0 where there is none."""
        piece = self.pieces[first] if first < len(self.pieces) else None
        if isinstance(piece, TablePiece) and not piece.part and blocks and blocks[0].kind is BlockKind.TABLE:
            part = piece.grid.update(blocks[0], references, growing=growing) // ROWS
        elif isinstance(piece, CodePiece) and not piece.part and blocks and blocks[0].kind is BlockKind.CODE:
            part = piece.listing.update(blocks[0])
        else:
            return 0
        last = self.pieces[first + part - 1] if 0 < part <= len(self.pieces) - first else None
        if last is None or not piece.shares(last):
            return 0
        if isinstance(piece, TablePiece) and piece.grid.widened:
            for above in self.pieces[first : first + part]:
                if above.document is not None and isinstance(above, TablePiece):
                    above.update()
        return part

    def _place(self, place: int, unit: Unit, references: References, *, growing: bool) -> tuple[Piece, bool]:
        old = self.pieces[place] if place < len(self.pieces) else None
        match unit.kind, old:
            case BlockKind.PROSE, ProsePiece():
                return old, old.update(unit.excerpts, references)
            case BlockKind.MATH, FormulaPiece():
                return old, old.update(unit.block)
            case BlockKind.CODE, CodePiece() if (old.depth, old.part) == (unit.depth, unit.part):
                if unit.part == 0:
                    old.listing.update(unit.block)  # nothing to do where `_grown` has done it
                if unit.part == 0 or old.listing is self._listing(place):
                    return old, old.update()
            case BlockKind.TABLE, TablePiece() if old.part == unit.part:
                if unit.part == 0:
                    old.grid.update(unit.block, references, growing=growing)
                if unit.part == 0 or old.grid is self._grid(place):
                    return old, old.update()
        piece = self._make(place, unit, references, growing=growing)
        self.reshaped = True
        self.pieces[place : place + 1] = [piece]
        return piece, True

    def _make(self, place: int, unit: Unit, references: References, *, growing: bool) -> Piece:
        match unit.kind:
            case BlockKind.PROSE:
                return ProsePiece(self._styles, unit.excerpts, references)
            case BlockKind.CODE:
                listing = Listing(self._styles, unit.block) if unit.part == 0 else self._listing(place)
                if listing is None:
                    raise ValueError("a part of code has the part before it above")
                return CodePiece(self._styles, listing, unit.part, unit.depth)
            case BlockKind.MATH:
                return FormulaPiece(self._styles, unit.block)
            case BlockKind.TABLE:
                if unit.part == 0:
                    return TablePiece(self._styles, Grid(self._styles, unit.block, references, growing=growing), 0)
                grid = self._grid(place)
                if grid is None:
                    raise ValueError("a part of a table has the part before it above")
                return TablePiece(self._styles, grid, unit.part)

    def _grid(self, place: int) -> Grid | None:
        """The grid of the table whose part stands before this place."""
        above = self.pieces[place - 1] if place else None
        return above.grid if isinstance(above, TablePiece) else None

    def _listing(self, place: int) -> Listing | None:
        """The code whose part stands before this place."""
        above = self.pieces[place - 1] if place else None
        return above.listing if isinstance(above, CodePiece) else None
