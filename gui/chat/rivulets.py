"""The picture of an empty conversation: rivulets that flow in once and become one stream, which ends in the cursor."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.theme.theme import Theme

_FLOW_MS: Final = 1800
_HEIGHT: Final = 88
_STEP: Final = 3.0  # pixels between two points of a line
_CURSOR: Final = (9.0, 26.0)
# Each rivulet: how far from the stream it springs, where, and where it has joined; the last two as parts of the width.
_SPRINGS: Final = ((-30.0, 0.02, 0.46), (-15.0, 0.0, 0.32), (17.0, 0.04, 0.40), (33.0, 0.0, 0.56))


class Rivulets(QWidget):
    """At rest it costs nothing; with reduced motion it is there at once."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._reach = 1.0
        self._flowed_in = False
        self._flow = QVariantAnimation(self)
        self._flow.setDuration(_FLOW_MS)
        self._flow.setStartValue(0.0)
        self._flow.setEndValue(1.0)
        self._flow.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._flow.valueChanged.connect(self._flowed)
        theme.changed.connect(self.update)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not (self._theme.reduced_motion or self._flowed_in):
            self._flowed_in = True  # once: it may be left out for want of room, and come back
            self._flow.start()

    def _flowed(self, reach: object) -> None:
        if isinstance(reach, float):
            self._reach = reach
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, thick = float(self.width()), _CURSOR[0]
        end = (width - thick - 10) * self._reach
        painter.save()
        painter.setClipRect(QRectF(0, 0, end, self.height()))
        for offset, spring, joined in _SPRINGS:
            self._paint_line(painter, width, offset, spring * width, joined * width)
        self._paint_stream(painter, width)
        painter.restore()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colors.accent))
        middle = self._middle(end, width)
        painter.drawRoundedRect(QRectF(end + 10, middle - _CURSOR[1] / 2, *_CURSOR), 3, 3)

    def _paint_line(self, painter: QPainter, width: float, offset: float, left: float, right: float) -> None:
        path = QPainterPath()
        x = left
        while x <= right:
            near = _eased((x - left) / (right - left))
            bend = 5 * math.sin(x / 31 + offset / 9) * (1 - near)
            point = QPointF(x, self._middle(x, width) + offset * (1 - near) + bend)
            path.lineTo(point) if path.elementCount() else path.moveTo(point)
            x += _STEP
        pen = QPen(self._ink(left, right, 0.0, 0.55), 2.25)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(path)

    def _paint_stream(self, painter: QPainter, width: float) -> None:
        """It grows from where it springs to where everything has come together."""
        above, below = [], []
        x = 0.0
        while x <= width:
            half = 0.9 + 1.9 * _eased(x / (0.6 * width))
            middle = self._middle(x, width)
            above.append(QPointF(x, middle - half))
            below.append(QPointF(x, middle + half))
            x += _STEP
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink(0, 0.6 * width, 0.1, 1.0))
        painter.drawPolygon(QPolygonF([*above, *reversed(below)]))

    def _middle(self, x: float, width: float) -> float:
        """Where the stream is at `x`: it winds less and less."""
        calm = 1 - 0.8 * _eased(x / width)
        return self.height() / 2 + 9 * calm * math.sin(x / 44)

    def _ink(self, left: float, right: float, weak: float, strong: float) -> QLinearGradient:
        ink = QLinearGradient(left, 0, right, 0)
        for place, strength in ((0.0, weak), (1.0, strong)):
            color = QColor(self._theme.colors.accent)
            color.setAlphaF(strength)
            ink.setColorAt(place, color)
        return ink


def _eased(part: float) -> float:
    """From 0 to 1, slow at both ends."""
    part = min(1.0, max(0.0, part))
    return part * part * (3 - 2 * part)
