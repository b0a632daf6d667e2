"""First-token and last-token times of a conversation's answers, one column an answer, with axes and a value to read."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.inspector import words
from gui.inspector.ink import figures
from gui.inspector.state import Latency
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.access import DRAWN

_SHOWN: Final = 40
_HEIGHT: Final = 96
_WIDEST: Final = 28.0


class LatencyPlot(QWidget):
    """Shows the last 40 answers. A column is read with the mouse, or with the arrow keys."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("latencyPlot")
        self.setProperty(DRAWN, True)
        self.setAccessibleName(self.tr("Latency of the answers"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._latencies: tuple[Latency, ...] = ()
        self._pointed: int | None = None

    def show_latencies(self, latencies: tuple[Latency, ...]) -> None:
        shown = latencies[-_SHOWN:]
        if shown == self._latencies:
            return
        self._latencies = shown
        if self._pointed is not None and self._pointed >= len(shown):
            self._pointed = None
        self.setAccessibleDescription(self.caption())
        self.update()

    def restyle(self) -> None:
        self.setFont(figures(self._theme, TextRole.SMALL))
        self.setAccessibleDescription(self.caption())
        self.updateGeometry()
        self.update()

    def caption(self) -> str:
        """The value in words: of the column pointed at, else of the last one."""
        if not self._latencies:
            return ""
        one = self._latencies[-1 if self._pointed is None else self._pointed]
        parts = [self.tr("Answer {n}").replace("{n}", str(one.number))]
        if one.first_token_ms is None:
            parts.append(self.tr("no token came"))
        else:
            parts.append(self.tr("first {time}").replace("{time}", words.duration(one.first_token_ms / 1000)))
            last = one.first_token_ms if one.last_token_ms is None else one.last_token_ms
            parts.append(self.tr("last {time}").replace("{time}", words.duration(last / 1000)))
        if one.model:
            parts.append(words.one_line(one.model))
        return " · ".join(parts)

    # --- geometry -----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT + 2 * self._line() + SPACE_1)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _ticks(self) -> tuple[float, ...]:
        """The axis' values in seconds, from 0: three or four round steps that hold every time."""
        highest = max(
            (max(one.first_token_ms or 0.0, one.last_token_ms or 0.0) / 1000 for one in self._latencies), default=0.0
        )
        highest = highest or 1.0
        rough = highest / 3
        magnitude = 10.0 ** math.floor(math.log10(rough))
        step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough - 1e-12)
        count = math.ceil(highest / step - 1e-9)
        return tuple(step * place for place in range(count + 1))

    def _axis(self, ticks: tuple[float, ...]) -> float:
        return max(self.fontMetrics().horizontalAdvance(words.tick(tick)) for tick in ticks) + SPACE_2

    def _field(self, ticks: tuple[float, ...]) -> QRectF:
        left = self._axis(ticks)
        top = self._line() + SPACE_1
        return QRectF(left, top + 4, self.width() - left, _HEIGHT - 8)

    def _column(self, field: QRectF) -> float:
        return min(_WIDEST, field.width() / max(1, len(self._latencies)))

    # --- events -------------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        field = self._field(self._ticks())
        place = math.floor((event.position().x() - field.left()) / self._column(field))
        self._point(place if 0 <= place < len(self._latencies) else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._latencies:
            super().keyPressEvent(event)
            return
        last = len(self._latencies) - 1
        self._point(min(last, max(0, (last if self._pointed is None else self._pointed) + step)))

    def _point(self, place: int | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.setAccessibleDescription(self.caption())
            self.update()

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._theme.colors
        line = self._line()
        painter.setPen(QColor(colors.text_muted))
        caption = self.fontMetrics().elidedText(self.caption(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignVCenter, caption)
        ticks = self._ticks()
        field = self._field(ticks)
        self._paint_axis(painter, field, ticks)
        column = self._column(field)
        for place, one in enumerate(self._latencies):
            x = field.left() + (place + 0.5) * column
            if place == self._pointed:
                ground = QRectF(x - column / 2, field.top(), column, field.height())
                painter.fillRect(ground, QColor(colors.hover))
            self._paint_answer(painter, one, x, field, ticks[-1])
        self._paint_key(painter, QRectF(field.left(), field.bottom() + 4, field.width(), line), column)
        if self.hasFocus():
            painter.setPen(QColor(colors.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_axis(self, painter: QPainter, field: QRectF, ticks: tuple[float, ...]) -> None:
        colors = self._theme.colors
        line = self._line()
        for tick in ticks:
            y = round(field.bottom() - tick / ticks[-1] * field.height()) + 0.5
            painter.setPen(QPen(QColor(colors.line), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(QColor(colors.text_faint))
            area = QRectF(0, y - line / 2, field.left() - SPACE_2, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words.tick(tick))

    def _paint_answer(self, painter: QPainter, one: Latency, x: float, field: QRectF, highest: float) -> None:
        """A filled dot for the first token, a hollow one for the last, a stem between; a cross where nothing came."""
        colors = self._theme.colors

        def y(ms: float) -> float:
            return field.bottom() - ms / 1000 / highest * field.height()

        if one.first_token_ms is None:
            painter.setPen(QPen(QColor(colors.failed), 1.5))
            base = field.bottom() - 4
            painter.drawLine(QPointF(x - 3, base - 3), QPointF(x + 3, base + 3))
            painter.drawLine(QPointF(x - 3, base + 3), QPointF(x + 3, base - 3))
            return
        first = y(one.first_token_ms)
        last = y(one.last_token_ms if one.last_token_ms is not None else one.first_token_ms)
        painter.setPen(QPen(QColor(colors.accent), 1.5))
        painter.drawLine(QPointF(x, first), QPointF(x, last))
        painter.setBrush(QColor(colors.side))
        painter.drawEllipse(QPointF(x, last), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent))
        painter.drawEllipse(QPointF(x, first), 3.5, 3.5)

    def _paint_key(self, painter: QPainter, area: QRectF, column: float) -> None:
        """Below the axis: what the marks mean."""
        colors = self._theme.colors
        metrics = self.fontMetrics()
        x, middle = area.left(), area.center().y()
        for hollow, text in ((False, self.tr("first token")), (True, self.tr("last token"))):
            painter.setPen(QPen(QColor(colors.accent), 1.5))
            painter.setBrush(QColor(colors.side if hollow else colors.accent))
            painter.drawEllipse(QPointF(x + 4, middle), 3, 3)
            painter.setPen(QColor(colors.text_muted))
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x + 12, base), text)
            x += 12 + metrics.horizontalAdvance(text) + SPACE_2 * 2
        painter.setPen(QColor(colors.text_faint))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if area.right() - x > metrics.horizontalAdvance(self.tr("answers →")):
            painter.drawText(area, right, self.tr("answers →"))
