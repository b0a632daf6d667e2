"""The page behind the view: what lies where, what is selected, where the cursor stands, and how it is painted.

Coordinates are those of the whole conversation: the view subtracts its scroll position.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.transcript.blocks.formula import FormulaPiece
from gui.transcript.blocks.piece import Look, Piece, Spot
from gui.transcript.content import Item
from gui.transcript.find.found import paint_whole
from gui.transcript.layout import Layout
from gui.transcript.links import pressable
from gui.transcript.model import TranscriptModel
from gui.transcript.selection import Place, Selection, selected_text
from gui.transcript.styles import Styles

if TYPE_CHECKING:
    from gui.transcript.blocks.code import CodePiece
    from gui.transcript.blocks.folded import FoldedPiece
    from gui.transcript.find.places import Places

_MARGIN = 32.0  # beside the column, at least


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece, and a point in its coordinates."""

    item: int
    piece: Piece
    point: QPointF


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the reader is: a message, a piece of it, and how far below its top the viewport begins."""

    item: int
    piece: Piece | None
    offset: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An anchor that outlives the pieces: message, block, piece of the block, offset."""

    item: int
    block: int
    piece: int
    offset: float


class Canvas:
    """What the view shows, laid out and painted for a viewport of some width."""

    def __init__(self, styles: Styles, selection: Selection | None = None, found: Places | None = None) -> None:
        self.styles = styles
        self.layout = Layout(styles)
        self.selection = selection or Selection()
        self.found = found  # what was found, while something is looked for
        self.hovered: tuple[Piece, Spot] | None = None
        self.focused: tuple[Piece, Spot] | None = None
        self.pointed: Piece | None = None  # under the mouse, where that shows
        self.cursor_on = True
        self.cursor_rect = QRectF()
        self.left = _MARGIN  # of the column
        self.stale = False  # formulas were made since the last frame
        self.painted = 0.0  # pixels painted so far, for measuring
        self.grown = 0.0  # by how much what was written since made messages higher

    @property
    def height(self) -> float:
        return self.layout.height

    def set_items(self, items: Sequence[Item]) -> None:
        width = self.layout.width
        self.layout.set_items(items)
        self.layout.set_width(width)
        self.hovered = self.focused = self.pointed = None
        self.cursor_rect = QRectF()

    def replace_items(self, first: int, items: Sequence[Item]) -> None:
        """Other messages stand from number `first` on."""
        self.layout.replace_items(first, items)
        self.hovered = self.focused = self.pointed = None
        self.cursor_rect = QRectF()
        self.selection.cut(first)

    def set_viewport(self, width: int) -> None:
        column = float(min(self.styles.column, max(120, width - 2 * _MARGIN)))
        self.left = float(round((width - column) / 2))
        if column != self.layout.width:
            self.layout.set_width(column)

    # --- where ------------------------------------------------------------------------------------------------------

    def anchor(self, y: float) -> Anchor:
        """What stands at this height."""
        if not self.layout.items:
            return Anchor(0, None, y)
        index = self.layout.item_at(y)
        inside = y - self.layout.tops[index]
        for piece in self.layout.items[index].between(inside, inside + self.styles.em * 100):
            if piece.y + piece.height > inside:
                return Anchor(index, piece, inside - piece.y)
        return Anchor(index, None, inside)

    def anchored(self, anchor: Anchor) -> int:
        """The height at which an anchor stands now."""
        if anchor.item >= len(self.layout.items):
            return 0
        top = self.layout.tops[anchor.item]
        return round(top + (anchor.piece.y if anchor.piece is not None else 0.0) + anchor.offset)

    def bookmark(self, y: float) -> Bookmark | None:
        """Where the reader is, to come back to it later."""
        anchor = self.anchor(y)
        if anchor.piece is None:
            return None
        where = self.layout.items[anchor.item].block_of(anchor.piece)
        return Bookmark(anchor.item, *where, anchor.offset) if where is not None else None

    def marked(self, bookmark: Bookmark) -> int:
        """The height of a bookmark; what stands there is laid out for it."""
        if bookmark.item >= len(self.layout.items):
            return 0
        item = self.layout.items[bookmark.item]
        item.expand()
        item.set_width(self.layout.width)
        item.place()
        self.layout.touch(bookmark.item)
        piece = item.piece_at_block(bookmark.block, bookmark.piece)
        return round(self.layout.tops[bookmark.item] + (piece.y if piece is not None else 0.0) + bookmark.offset)

    def unfold(self, index: int, piece: FoldedPiece | CodePiece) -> None:
        """Open or close a card of a message, or wrap its code."""
        piece.toggle()
        for other in self.layout.items[index].pieces:
            if other is not piece and piece.shares(other):
                other.built = False  # laid out again where it can be seen
        self.layout.items[index].remember_fold(piece)
        self.layout.items[index].place()
        self.layout.touch(index)

    def refine(self) -> tuple[QRectF, bool]:
        """Do one piece of the work that was left out to be quick, such as colours of long code: where that was, and
        whether there is more."""
        waiting = self.layout.unfinished()
        if not waiting:
            return QRectF(), False
        item, piece = waiting[0]
        piece.refine()
        return self.piece_rect(item, piece), len(waiting) > 1 or piece.unfinished

    def hit(self, point: QPointF) -> Hit | None:
        """The piece under a point."""
        if not self.layout.items:
            return None
        index = self.layout.item_at(point.y())
        top = self.layout.tops[index]
        for piece in self.layout.items[index].between(point.y() - top, point.y() - top):
            area = QRectF(self.left + piece.x, top + piece.y, piece.width, piece.height)
            if area.contains(point):
                return Hit(index, piece, point - area.topLeft())
        return None

    def place_at(self, point: QPointF) -> Place | None:
        """The character nearest to a point."""
        best: tuple[float, int, Piece] | None = None
        for index in self.layout.overlapping(point.y() - 400, point.y() + 400):
            top = self.layout.tops[index]
            for piece in self.layout.items[index].between(point.y() - 400 - top, point.y() + 400 - top):
                if piece.document is None:
                    continue
                low, high = top + piece.y, top + piece.y + piece.height
                distance = max(low - point.y(), point.y() - high, 0.0)
                if best is None or distance < best[0]:
                    best = (distance, index, piece)
        if best is None:
            return None
        _, index, piece = best
        corner = QPointF(self.left + piece.x, self.layout.tops[index] + piece.y)
        return self.place_of(index, piece, piece.position_at(point - corner))

    def place_of(self, item: int, piece: Piece, offset: int) -> Place | None:
        where = self.layout.items[item].block_of(piece)
        return Place(item, *where, offset) if where is not None else None

    def piece_rect(self, item: int, piece: Piece) -> QRectF:
        return QRectF(self.left + piece.x, self.layout.tops[item] + piece.y, piece.width, piece.height)

    def visible_spots(self, top: float, bottom: float) -> Iterator[tuple[int, Piece, Spot]]:
        """Everything that can be pressed between two heights, in reading order."""
        for index in self.layout.overlapping(top, bottom):
            start = self.layout.tops[index]
            for piece in self.layout.items[index].between(top - start, bottom - start):
                for spot in pressable(piece) if piece.built else ():
                    y = start + piece.y + spot.rect.center().y()
                    if top <= y <= bottom:
                        yield index, piece, spot

    def select_all(self) -> None:
        if self.layout.items:
            self.selection.set(Place(0, 0, 0, 0), Place(len(self.layout.items) - 1, 1 << 30, 1 << 30, 1 << 30))

    def selected_text(self) -> str:
        return selected_text(self.selection, self.layout)

    # --- changes ------------------------------------------------------------------------------------------------------

    def sync(self, dirty: Mapping[int, set[int]]) -> QRectF:
        """Take the changed blocks; returns what looks different."""
        layout, changed = self.layout, QRectF()
        fresh = layout.refresh() if self.stale else None
        if fresh is not None:
            changed = QRectF(0, fresh - 8, 1e5, layout.height + 1e5)
        self.stale = False
        for index in sorted(dirty):
            item = layout.items[index]
            if not item.expanded:
                item.estimate(layout.width)
                layout.touch(index)
                continue
            before, top = item.height, layout.tops[index]
            pieces = [piece for block in sorted(dirty[index]) if (piece := item.block_changed(block)) is not None]
            for piece in pieces:
                self.selection.shift(index, *piece.where, piece.added)
                piece.added = ()
            moved = item.place(min((piece.order for piece in pieces), default=0))
            looks = [piece.y + piece.changed_from for piece in pieces]
            first = min((*looks, *(() if moved is None else (moved,))), default=0.0)
            changed |= QRectF(0, top + first - 4, 1e5, max(before, item.height) - first + 8)
            if item.height != before:
                self.grown += item.height - before
                layout.touch(index)
        return changed

    def move_cursor(self, model: TranscriptModel) -> QRectF:
        """Put the cursor at the end of the live text; returns what that changes."""
        before = self.cursor_rect
        self.cursor_rect = self._cursor_at(len(self.layout.items) - 1) if len(model) else QRectF()
        return before | self.cursor_rect if before != self.cursor_rect else QRectF()

    def _cursor_at(self, index: int) -> QRectF:
        if index < 0:
            return QRectF()
        piece = self.layout.items[index].live_piece()
        end = piece.end_rect() if piece is not None and piece.built else None
        if piece is None or end is None:
            return QRectF()
        em = self.styles.em
        height = float(round(em * 1.12))
        x = self.left + piece.x + min(end.left() + 2, piece.width - em * 0.4)
        y = self.layout.tops[index] + piece.y + end.center().y() - height / 2
        return QRectF(round(x), round(y), max(3.0, round(em * 0.24)), height)

    def ticking(self, top: float, room: float) -> Iterator[QRectF]:
        """The lines between two heights that show a running clock."""
        for index in self.layout.overlapping(top, top + room):
            start = self.layout.tops[index]
            for piece in self.layout.items[index].between(top - start, top + room - start):
                if piece.ticking:
                    rect = self.piece_rect(index, piece)
                    yield QRectF(rect.left(), rect.top(), rect.width(), min(rect.height(), self.styles.em * 3))

    # --- painting -----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, clip: QRectF) -> None:
        self.painted += clip.width() * clip.height()
        painter.fillRect(clip, QColor(self.styles.colors.page))
        now = time.monotonic()
        for index in self.layout.overlapping(clip.top(), clip.bottom()):
            top = self.layout.tops[index]
            for piece in self.layout.items[index].between(clip.top() - top - 6, clip.bottom() - top + 6):
                if piece.built:
                    self._paint_piece(painter, index, piece, clip, now)
        if self.cursor_on and not self.cursor_rect.isEmpty() and clip.intersects(self.cursor_rect):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.styles.colors.accent))
            painter.drawRoundedRect(self.cursor_rect, 1.5, 1.5)

    def _paint_piece(self, painter: QPainter, index: int, piece: Piece, clip: QRectF, now: float) -> None:
        rect = self.piece_rect(index, piece)
        if not rect.adjusted(-self.left, -6, self.left, 6).intersects(clip):
            return
        look = Look(
            clip.translated(-rect.topLeft()),
            now,
            self.selection.inside(index, self.layout.items[index], piece) if self.selection else None,
            self.hovered[1] if self.hovered is not None and self.hovered[0] is piece else None,
            self.focused[1] if self.focused is not None and self.focused[0] is piece else None,
            self.pointed is piece,
            self.found.on(index, self.layout.items[index], piece) if self.found is not None else None,
        )
        painter.save()
        painter.translate(rect.topLeft())
        if look.found is not None and isinstance(piece, FormulaPiece) and piece.document is None:
            paint_whole(painter, look.found, QRectF(0, 0, piece.width, piece.height), self.styles)
        piece.paint(painter, look)
        painter.restore()
