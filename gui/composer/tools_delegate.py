"""The face of a row in the list of tools: a mark, a name, and below it what it does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_1, SPACE_2

KEY_ROLE: Final = Qt.ItemDataRole.UserRole
SOURCE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
DETAIL_ROLE: Final = Qt.ItemDataRole.UserRole + 2
NOTE_ROLE: Final = Qt.ItemDataRole.UserRole + 3
_MARK: Final = 16
Index = QModelIndex | QPersistentModelIndex


class ToolsDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        label = QFontMetrics(self._theme.font(TextRole.LABEL)).height()
        small = QFontMetrics(self._theme.font(TextRole.SMALL)).height()
        if index.data(SOURCE_ROLE):
            return QSize(100, label + 2 * SPACE_2)
        return QSize(100, small + SPACE_1 if index.data(NOTE_ROLE) else label + small + SPACE_2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colors = self._theme.colors
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_note, is_head = bool(index.data(NOTE_ROLE)), bool(index.data(SOURCE_ROLE))
        if state & QStyle.StateFlag.State_Selected and not is_note:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(QRectF(area).adjusted(0, 1, 0, -1), RADIUS_SMALL, RADIUS_SMALL)
        left = area.left() + SPACE_2
        if not is_note:
            self._mark(painter, QRect(left, area.center().y() - _MARK // 2 + 1, _MARK, _MARK), index)
        left += _MARK + SPACE_2
        inner = QRect(left, area.top(), area.right() - left - SPACE_2, area.height())
        if is_note:
            self._line(painter, inner, str(index.data()), TextRole.SMALL, colors.waiting)
        elif is_head:
            self._line(painter, inner, str(index.data()), TextRole.LABEL, colors.text, strong=True)
        else:
            height = QFontMetrics(self._theme.font(TextRole.LABEL)).height()
            top = QRect(inner.left(), inner.top() + SPACE_1, inner.width(), height)
            self._line(painter, top, str(index.data()), TextRole.LABEL, colors.text)
            below = QRect(inner.left(), top.bottom(), inner.width(), inner.bottom() - top.bottom() - SPACE_1 + 2)
            self._line(painter, below, str(index.data(DETAIL_ROLE) or ""), TextRole.SMALL, colors.text_faint)
        painter.restore()

    def _line(
        self, painter: QPainter, area: QRect, text: str, role: TextRole, color: str, *, strong: bool = False
    ) -> None:
        painter.setFont(self._theme.font(role, strong=strong))
        painter.setPen(QColor(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _mark(self, painter: QPainter, area: QRect, index: Index) -> None:
        """A check box as those of the style sheet: on by ground and tick, partly by a bar."""
        colors = self._theme.colors
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole) or 0)
        empty = state == Qt.CheckState.Unchecked
        painter.setPen(QColor(colors.text_faint if empty else colors.accent))
        painter.setBrush(QColor(colors.raised if empty else colors.accent))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if not empty:
            icon = "check" if state == Qt.CheckState.Checked else "minus"
            size = _MARK - 4
            painter.drawPixmap(area.left() + 2, area.top() + 2, self._theme.pixmap(icon, colors.on_accent, size))
