"""How the rows of the events are painted: one line of text a cell, straight from the index. A style sheet would take
several times as long, and a list that runs along with a stream is painted ten times a second."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.wire.kinds import EventKind
from gui.inspector.ink import figures
from gui.inspector.wire.events_model import Column, EventsModel
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import Colors

Index = QModelIndex | QPersistentModelIndex
_PADDING = 9  # as in the head of a table
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def kind_ink(kind: EventKind, colors: Colors) -> str:
    return {
        EventKind.TEXT: colors.accent,
        EventKind.REASONING: colors.syntax_keyword,
        EventKind.TOOL: colors.syntax_function,
        EventKind.REFUSAL: colors.stopped,
        EventKind.END: colors.done,
        EventKind.DONE: colors.done,
        EventKind.ERROR: colors.failed,
        EventKind.INVALID: colors.failed,
    }.get(kind, colors.text_faint)


class EventsDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: EventsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.restyle()

    def restyle(self) -> None:
        colors = self._theme.colors
        self._font: QFont = figures(self._theme, TextRole.SMALL)
        self._metrics = QFontMetrics(self._font)
        self._text, self._muted = QColor(colors.text), QColor(colors.text_muted)
        self._faint = QColor(colors.text_faint)
        self._chosen, self._found = QColor(colors.accent_soft), QColor(colors.find)
        self._kinds = {kind: QColor(kind_ink(kind, colors)) for kind in EventKind}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, column = self._model, index.column()
        shown, event = model.index_shown, model.number(index.row())
        if shown is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._chosen)
        elif model.is_marked(event):
            painter.fillRect(rect, self._found)
        text = model.text(event, column)
        if not text:
            return
        ink = self._kinds[shown.kind(event)] if column == Column.KIND else self._muted
        if column == Column.TEXT:
            ink = self._text if shown.length(event) else self._faint  # the server's frame around it stands back
        painter.setFont(self._font)
        painter.setPen(ink)
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if column in (Column.EVENT, Column.TEXT):
            side = Qt.TextElideMode.ElideLeft if column == Column.EVENT else Qt.TextElideMode.ElideRight
            text = self._metrics.elidedText(text, side, inner.width())
        painter.drawText(inner, _RIGHT if column <= Column.BYTES else _LEFT, text)
