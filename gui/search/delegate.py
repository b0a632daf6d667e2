"""How a result looks: title and date in one line, below them two lines of the text with the words marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.search.results import RESULT_ROLE, Index, Result
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_1, SPACE_2, SPACE_3

_LINES: Final = 2


class ResultDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title = QFontMetricsF(self._theme.font(TextRole.LABEL, strong=True)).height()
        line = QFontMetricsF(self._theme.font(TextRole.LABEL)).lineSpacing()
        result = index.data(RESULT_ROLE)
        below = _LINES * line + SPACE_1 if isinstance(result, Result) and result.excerpt else 0
        return QSize(240, round(title + below) + 2 * SPACE_2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        result = index.data(RESULT_ROLE)
        if not isinstance(result, Result):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colors = self._theme.colors
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(area).adjusted(SPACE_2, 1, -SPACE_2, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft if chosen else colors.hover))
            painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
        inner = ground.adjusted(SPACE_3, SPACE_2 - 1, -SPACE_3, -SPACE_1)
        below = self._draw_head(painter, inner, result)
        self._draw_text(painter, QRectF(inner.left(), below, inner.width(), inner.bottom() - below), result)
        painter.restore()

    def _draw_head(self, painter: QPainter, area: QRectF, result: Result) -> float:
        """The first line; returns where the next one begins."""
        small, strong = self._theme.font(TextRole.SMALL), self._theme.font(TextRole.LABEL, strong=True)
        note, height = QFontMetricsF(small).horizontalAdvance(result.note), QFontMetricsF(strong).height()
        line = QRectF(area.left(), area.top(), area.width(), height)
        painter.setFont(small)
        painter.setPen(QColor(self._theme.colors.text_muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, result.note)
        room = line.width() - note - SPACE_3
        title = QFontMetricsF(strong).elidedText(result.title, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(self._theme.colors.text))
        layout = QTextLayout(title, strong)
        if not result.excerpt:
            layout.setFormats(self._marks(title, result.ranges))
        _set(layout, room, 1)
        layout.draw(painter, line.topLeft())
        return line.bottom() + SPACE_1 / 2

    def _draw_text(self, painter: QPainter, area: QRectF, result: Result) -> None:
        layout = QTextLayout(result.excerpt, self._theme.font(TextRole.LABEL))
        layout.setFormats(self._marks(result.excerpt, result.ranges))
        _set(layout, area.width(), _LINES)
        painter.setPen(QColor(self._theme.colors.text_muted))
        layout.draw(painter, area.topLeft())

    def _marks(self, text: str, found: Sequence[tuple[int, int]]) -> list[QTextLayout.FormatRange]:
        marked = QTextCharFormat()
        marked.setBackground(QColor(self._theme.colors.find))
        marked.setForeground(QColor(self._theme.colors.text))
        units = _units(text)
        ranges = []
        for start, end in found:
            each = QTextLayout.FormatRange()
            each.start, each.length, each.format = units(start), units(end) - units(start), marked
            ranges.append(each)
        return ranges


def _set(layout: QTextLayout, width: float, most: int) -> None:
    """Break a text into so many lines at most; the rest is not shown."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * QFontMetricsF(layout.font()).lineSpacing()))
    layout.endLayout()


def _units(text: str) -> Callable[[int], int]:
    """Positions in Python's letters as positions in Qt's UTF-16 units."""
    astral = [place for place, char in enumerate(text) if char > "\uffff"]
    return lambda position: position + bisect_left(astral, position)
