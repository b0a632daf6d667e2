"""The rows of the palette and how one looks: an icon, the name with the typed letters marked, where it belongs, and its
shortcut; of what cannot be chosen, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.palette.entries import Kind, Row
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_2, SPACE_3

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ICON: Final = 16
_ICONS: Final = {
    Kind.COMMAND: "chevron-right",
    Kind.CONVERSATION: "quote",
    Kind.MODEL: "sparkle",
    Kind.SETTINGS: "settings",
    Kind.SEARCH: "search",
}


class Rows(QAbstractListModel):
    """What fits what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        entry = row.entry
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(each for each in (entry.title, entry.why_not, entry.keys, entry.detail) if each)
            case _ if role == ROW_ROLE:
                return row
        return None


class RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, round(QFontMetricsF(self._theme.font(TextRole.LABEL)).height()) + 2 * SPACE_2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colors, entry = self._theme.colors, row.entry
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(area).adjusted(SPACE_2, 1, -SPACE_2, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QColor(colors.accent) if chosen and self._theme.high_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft if chosen else colors.hover))
            painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
        inner = ground.adjusted(SPACE_3, 0, -SPACE_3, 0)
        tint = colors.text_muted if chosen else colors.text_faint
        side = self._theme.px(_ICON)
        icon = self._theme.pixmap(entry.icon or _ICONS[entry.kind], tint, side)
        painter.drawPixmap(round(inner.left()), round(inner.center().y() - side / 2), icon)
        inner.setLeft(inner.left() + side + SPACE_3)
        inner.setRight(self._draw_keys(painter, inner, entry.keys, chosen))
        self._draw_words(painter, inner, row, chosen)
        painter.restore()

    def _draw_keys(self, painter: QPainter, area: QRectF, keys: str, chosen: bool) -> float:
        """The shortcut at the right; returns where the room before it ends."""
        if not keys:
            return area.right()
        painter.setFont(self._theme.font(TextRole.SMALL))
        painter.setPen(QColor(self._theme.colors.text if chosen else self._theme.colors.text_muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
        return area.right() - QFontMetricsF(painter.font()).horizontalAdvance(keys) - SPACE_3

    def _draw_words(self, painter: QPainter, area: QRectF, row: Row, chosen: bool) -> None:
        colors, entry = self._theme.colors, row.entry
        font, small = self._theme.font(TextRole.LABEL), self._theme.font(TextRole.SMALL)
        metrics = QFontMetricsF(font)
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, area.width())
        muted = colors.text_muted if chosen else colors.text_faint
        painter.setPen(QColor(muted if entry.why_not else colors.text))
        layout = QTextLayout(title, font)
        if title == entry.title and not entry.why_not:
            layout.setFormats(self._marks(title, row.ranges))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(area.width() + 1)
        layout.endLayout()
        layout.draw(painter, QPointF(area.left(), area.center().y() - line.height() / 2))
        note = entry.why_not or entry.detail
        room = area.adjusted(line.naturalTextWidth() + SPACE_3, 0, 0, 0)
        if note and room.width() > 4 * SPACE_3:
            painter.setFont(small)
            painter.setPen(QColor(muted))
            note = QFontMetricsF(small).elidedText(note, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, note)

    def _marks(self, text: str, found: Sequence[tuple[int, int]]) -> list[QTextLayout.FormatRange]:
        marked = QTextCharFormat()
        marked.setForeground(QColor(self._theme.colors.accent))
        marked.setFontWeight(600)
        ranges = []
        for start, end in found:
            each = QTextLayout.FormatRange()
            each.start, each.length, each.format = _units(text[:start]), _units(text[start:end]), marked
            ranges.append(each)
        return ranges


def _units(text: str) -> int:
    """Its length as Qt counts: in UTF-16."""
    return len(text) + sum(letter > "\uffff" for letter in text)
