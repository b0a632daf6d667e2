"""What drops from a control: a frame with round corners, below it or above it where there is no room below."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.theme.theme import Theme
from gui.theme.tokens import RADIUS, SPACE_1, SPACE_2


class Popup(QFrame):
    """`closed` whenever it goes away."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme

    def place_at(self, anchor: QWidget, size: QSize) -> None:
        """Take the place for `size` at a control, on its screen."""
        screen = anchor.screen().availableGeometry()
        size = size.boundedTo(screen.size() - QSize(2 * SPACE_2, 2 * SPACE_2))
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + SPACE_1))
        above = anchor.mapToGlobal(QPoint(0, -SPACE_1 - size.height()))
        origin = below if below.y() + size.height() <= screen.bottom() else above
        left = max(screen.left(), min(origin.x(), screen.right() - size.width()))
        self.setGeometry(QRect(QPoint(left, max(screen.top(), origin.y())), size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.colors.raised))
        painter.setPen(QColor(self._theme.colors.line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()
