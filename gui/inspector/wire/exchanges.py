"""The list of exchanges: the newest at the top, one line each."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.trace.log import Entry
from gui.inspector.ink import figures
from gui.inspector.wire import terms
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_2

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_DOT: Final = 7


class ExchangesModel(QAbstractListModel):
    """Rows are entries; only what changed is told to the view, so that a choice stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._texts: list[str] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Newest first."""
        kept = set(map(id, entries))
        for row in range(len(self._entries) - 1, -1, -1):
            if id(self._entries[row]) not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row], self._texts[row]
                self.endRemoveRows()
        for row, entry in enumerate(entries):
            if row >= len(self._entries) or self._entries[row] is not entry:
                self.beginInsertRows(QModelIndex(), row, row)
                self._entries.insert(row, entry)
                self._texts.insert(row, terms.line_of(entry))
                self.endInsertRows()
        for row, entry in enumerate(entries):
            text = terms.line_of(entry)
            if text != self._texts[row]:
                self._texts[row] = text
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, entry: Entry) -> int:
        return next((row for row, each in enumerate(self._entries) if each is entry), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts[index.row()]
        return None


class ExchangeDelegate(QStyledItemDelegate):
    """A dot for how it stands, the time, what was asked, and at the right how it went."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        self._font = figures(self._theme, TextRole.SMALL)
        self._height = QFontMetrics(self._font).height() + SPACE_2

    @property
    def height(self) -> int:
        """Of a row."""
        return self._height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        colors, rect = self._theme.colors, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
        live = entry.exchange.closed is None
        ink = colors.failed if terms.broke(entry) else colors.running if live else colors.done
        middle = rect.center().y() + 1
        painter.setBrush(Qt.BrushStyle.NoBrush if live else QColor(ink))
        painter.setPen(QColor(ink))
        dot = self._theme.px(_DOT)
        painter.drawEllipse(rect.left() + SPACE_2, middle - dot // 2, dot - 1, dot - 1)
        painter.setFont(self._font)
        self._write(painter, entry, rect.adjusted(SPACE_2 + dot + SPACE_2, 0, -SPACE_2, 0))
        painter.restore()

    def _write(self, painter: QPainter, entry: Entry, inner: QRect) -> None:
        """How it went, what was asked, and when; where there is not room for all, the clock goes, then the method."""
        colors, metrics = self._theme.colors, QFontMetrics(self._font)
        right = terms.summary_of(entry)
        painter.setPen(QColor(colors.failed if terms.broke(entry) else colors.text_muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)
        inner.setRight(inner.right() - metrics.horizontalAdvance(right) - SPACE_2)
        clock = time.strftime("%H:%M:%S", time.localtime(entry.created))
        before = metrics.horizontalAdvance(clock) + SPACE_2
        asked = terms.request_of(entry)
        if before + metrics.horizontalAdvance(asked) <= inner.width():
            painter.setPen(QColor(colors.text_faint))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, clock)
            inner.setLeft(inner.left() + before)
        elif metrics.horizontalAdvance(asked) > inner.width():
            asked = metrics.elidedText(terms.path_of(entry), Qt.TextElideMode.ElideLeft, inner.width())
        painter.setPen(QColor(colors.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, asked)
