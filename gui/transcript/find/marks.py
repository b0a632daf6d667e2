"""Thin lines in the scroll bar at the heights of all hits; they take no clicks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from gui.theme.theme import Theme
from gui.transcript.blocks.folded import FoldedPiece
from gui.transcript.find.finder import Finder, FoundHit
from gui.transcript.find.texts import PieceHits

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_SAME_ROW: Final = 1.5  # pixels of the bar within which nothing is told apart
_REFRESH_MS: Final = 120  # heights change often while text streams; the marks may come a moment later


class Marks(QWidget):
    """`rows` are heights in the bar, in pixels; `current` is that of the current hit, -1 without one."""

    def __init__(self, theme: Theme, view: TranscriptView, finder: Finder) -> None:
        self._bar: QScrollBar = view.verticalScrollBar()
        super().__init__(self._bar)
        self._theme = theme
        self._view = view
        self._finder = finder
        self.rows: tuple[int, ...] = ()
        self.current = -1
        self.setObjectName("findMarks")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        self._bar.installEventFilter(self)
        self._bar.rangeChanged.connect(self.refresh_soon)
        finder.changed.connect(self.refresh_soon)
        self.hide()

    def refresh_soon(self) -> None:
        if self.isVisibleTo(self._bar) and not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Read the heights of all hits anew."""
        self.setGeometry(self._bar.rect())
        rows = tuple(sorted(set(self._rows())))
        current = self._current()
        if (rows, current) != (self.rows, self.current):
            self.rows, self.current = rows, current
            self.update()

    def _rows(self) -> Iterator[int]:
        layout, scale = self._view.canvas.layout, self._scale()
        tops, count = layout.tops, len(layout.items)
        for item, hits in self._finder.hits():
            if item >= count:
                return
            if layout.items[item].height * scale < _SAME_ROW:
                yield int(tops[item] * scale)
                continue
            for hit in hits:
                top, height = self._stretch(item, hit, tops[item])
                if height * scale < _SAME_ROW:
                    yield int(top * scale)
                else:
                    yield from (int((top + place * height) * scale) for place in hit.places)

    def _stretch(self, item: int, hit: PieceHits, top: float) -> tuple[float, float]:
        """Where a piece begins and how high it is: laid out, or guessed from its share of the message's text."""
        layout = self._view.canvas.layout.items[item]
        piece = layout.piece_at_block(hit.block, hit.piece) if layout.expanded else None
        if piece is None or piece.y < 0:
            return top + hit.top * layout.height, (hit.bottom - hit.top) * layout.height
        return top + piece.y, piece.head if isinstance(piece, FoldedPiece) and not piece.is_open else piece.height

    def _current(self) -> int:
        current = self._finder.current
        if current is None:
            return -1
        y = self._view.canvas.layout.tops[current.item] + self._inside(current)
        return int(y * self._scale())

    def _inside(self, current: FoundHit) -> float:
        """How far below the top of its message the current hit stands."""
        layout, places = self._view.canvas.layout.items[current.item], self._view.canvas.found
        piece = layout.piece_at_block(current.block, current.piece)
        if piece is None or places is None:
            return 0.0
        rect = places.rect(piece, current.number)
        return piece.y + (rect.center().y() if rect is not None else 0.0)

    def _scale(self) -> float:
        return self._bar.height() / max(1.0, self._view.canvas.height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.refresh_soon()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = QColor(self._theme.colors.accent)
        color.setAlphaF(0.55)
        for row in self.rows:
            painter.fillRect(2, row, self.width() - 4, 2, color)
        if self.current >= 0:
            painter.fillRect(0, self.current - 1, self.width(), 4, QColor(self._theme.colors.accent))
        painter.end()
