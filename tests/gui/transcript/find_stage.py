"""A stage with the finder on it, and short words for what a reader does with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from gui.transcript.blocks.piece import Piece
from gui.transcript.find.control import Find
from gui.transcript.find.finder import Finder, FoundHit
from gui.transcript.find.texts import Search
from tests.gui.transcript.stage import Stage

Wait = Callable[[Callable[[], bool]], None]


class FindStage:
    """`wait` lets the event loop run until something is true."""

    def __init__(self, stage: Stage, find: Find, wait: Wait) -> None:
        self.stage = stage
        self.view = stage.view
        self.find = find
        self._wait = wait

    @property
    def finder(self) -> Finder:
        return self.find.parts.finder

    @property
    def current(self) -> FoundHit:
        assert self.finder.current is not None
        return self.finder.current

    def look_for(self, words: str) -> int:
        """Type words into the bar, and wait until all was searched; returns how often they were found."""
        self.find.open()
        self.find.parts.bar.field.setText(words)
        self.settle()
        return self.finder.total

    def settle(self) -> None:
        self._wait(lambda: not self.finder.searching and not self.finder.stale)
        QApplication.processEvents()

    def piece(self, hit: FoundHit | None = None) -> Piece:
        """The piece of a hit, by default of the current one."""
        hit = hit or self.current
        found = self.view.canvas.layout.items[hit.item].piece_at_block(hit.block, hit.piece)
        assert found is not None
        return found

    def rect(self) -> QRectF:
        """Where the current hit is drawn, in the viewport."""
        piece, canvas = self.piece(), self.view.canvas
        rect = self.find.parts.places.rect(piece, self.current.number)
        assert rect is not None
        corner = canvas.piece_rect(self.current.item, piece).topLeft()
        return rect.translated(corner).translated(0, -self.view.verticalScrollBar().value())

    def words(self) -> str:
        """The letters of the current hit, as its document has them."""
        piece = self.piece()
        span = self.find.parts.places.span(piece, self.current.number)
        assert span is not None
        return piece.copied(*span)

    def painted(self) -> dict[tuple[int, int, int], int]:
        """How many hits are painted in each piece, with everything built and open."""
        layout, places = self.view.canvas.layout, self.find.parts.places
        found: dict[tuple[int, int, int], int] = {}
        for index, item in enumerate(layout.items):
            item.expand()
            item.set_width(layout.width)
            for piece in item.pieces:
                if hasattr(piece, "is_open"):
                    piece.is_open = True
                    piece.built = False
                if not piece.built:
                    piece.build(layout.width)
                hits = len(places.title(piece)) + len(places.spans(piece))
                if hits:
                    found[(index, *piece.where)] = hits
        return found

    def counted(self) -> dict[tuple[int, int, int], int]:
        """How many hits the search has counted in each piece."""
        return {(item, hit.block, hit.piece): hit.count for item, hits in self.finder.hits() for hit in hits}


def run(search: Search) -> int:
    """Carry a search of one message through; returns its hits."""
    while True:
        try:
            next(search)
        except StopIteration as end:
            return sum(hit.count for hit in end.value)
