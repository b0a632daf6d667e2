"""A Markdown text as pieces: prose in runs, code and tables by themselves (see `units`)."""

from __future__ import annotations

from core.markdown.parser import References
from core.markdown.splitter import BlockKind, Splitter
from gui.transcript.blocks.code import CodePiece
from gui.transcript.blocks.formula import FormulaPiece
from gui.transcript.blocks.grid import Grid
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
        self._units: list[Unit] = []  # of each piece
        self._frozen = 0  # blocks that were frozen at the last sync
        self._references = 0

    def sync(self, splitter: Splitter) -> Piece | None:
        """Take what the splitter has; returns the first piece that changed."""
        self.reshaped = False
        first = 0
        if len(splitter.references) == self._references:
            first = self._unchanged()
        begin = self._units[first].first if self._units else 0
        fresh = list(units((*splitter.frozen[begin:], *splitter.tail), begin))
        self._frozen, self._references = len(splitter.frozen), len(splitter.references)
        changed: Piece | None = None
        for place, unit in enumerate(fresh, start=first):
            piece, different = self._place(place, unit, splitter.references)
            if different and changed is None:
                changed = piece
        self._units[first:] = fresh
        if len(self.pieces) > len(self._units):
            del self.pieces[len(self._units) :]
            self.reshaped = True
        return changed or (self.pieces[-1] if self.pieces else None)

    def _unchanged(self) -> int:
        """How many pieces cannot have changed: their blocks were frozen, with a frozen one behind them."""
        place = len(self._units) - 1
        while place > 0 and (
            self._units[place].first >= self._frozen or self._units[place - 1].last >= self._units[place].first
        ):
            place -= 1
        return max(0, place)

    def _place(self, place: int, unit: Unit, references: References) -> tuple[Piece, bool]:
        old = self.pieces[place] if place < len(self.pieces) else None
        match unit.kind, old:
            case BlockKind.PROSE, ProsePiece():
                return old, old.update(unit.excerpts, references)
            case BlockKind.MATH, FormulaPiece():
                return old, old.update(unit.block)
            case BlockKind.CODE, CodePiece() if old.depth == unit.depth:
                return old, old.update(unit.block)
            case BlockKind.TABLE, TablePiece() if old.part == unit.part:
                if unit.part == 0:
                    old.grid.update(unit.block, references)
                if unit.part == 0 or old.grid is self._grid(place):
                    return old, old.update()
        piece = self._make(place, unit, references)
        self.reshaped = True
        self.pieces[place : place + 1] = [piece]
        return piece, True

    def _make(self, place: int, unit: Unit, references: References) -> Piece:
        match unit.kind:
            case BlockKind.PROSE:
                return ProsePiece(self._styles, unit.excerpts, references)
            case BlockKind.CODE:
                return CodePiece(self._styles, unit.block, unit.depth)
            case BlockKind.MATH:
                return FormulaPiece(self._styles, unit.block)
            case BlockKind.TABLE:
                grid = Grid(self._styles, unit.block, references) if unit.part == 0 else self._grid(place)
                if grid is None:
                    raise ValueError("a part of a table has the part before it above")
                return TablePiece(self._styles, grid, unit.part)

    def _grid(self, place: int) -> Grid | None:
        """The grid of the table whose part stands before this place."""
        above = self.pieces[place - 1] if place else None
        return above.grid if isinstance(above, TablePiece) else None
