"""Pieces that scroll sideways alone where they are wider than the column."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.transcript.blocks.piece import Piece
from gui.transcript.styles import Styles


@dataclass(slots=True)
class Scroll:
    """How far something is scrolled, in pixels; pieces may share it."""

    offset: float = 0.0


class SidewaysPiece(Piece):
    """`inset` is what stays free at both sides of what scrolls."""

    inset = 0.0

    def __init__(self, styles: Styles, scroll: Scroll | None = None) -> None:
        super().__init__(styles)
        self.scroll = scroll or Scroll()

    def overflow(self) -> float:
        """How much wider it is than what can be seen of it."""
        raise NotImplementedError

    def keep_inside(self) -> None:
        """It became narrower, perhaps: do not show what lies beyond its end."""
        self.scroll.offset = min(self.scroll.offset, self.overflow())

    def wheel_sideways(self, pixels: float) -> bool:
        moved = min(max(0.0, self.scroll.offset + pixels), self.overflow())
        changed = moved != self.scroll.offset
        self.scroll.offset = moved
        return changed

    def paint_handle(self, painter: QPainter, above: float) -> None:
        """A thin bar that shows which part is seen, so far above the lower edge."""
        overflow = self.overflow()
        if overflow <= 0:
            return
        room = self.width - 2 * self.inset
        length = max(32.0, room * room / (room + overflow))
        left = self.inset + (room - length) * (self.scroll.offset / overflow)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.styles.colors.line))
        painter.drawRoundedRect(QRectF(left, self.height - above, length, 4), 2, 2)
