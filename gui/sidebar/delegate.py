"""How a conversation looks in the list: its title, a small wave while it answers, a dot and weight when it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from gui.sidebar.model import LIVE_ROLE, UNREAD_ROLE, Index
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

_MARK: Final = 16


class ConversationDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.font(TextRole.LABEL).pointSize() + 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        from PySide6.QtWidgets import QStyle  # 10 ms at its first use, which an empty list can do without

        colors = self._theme.colors
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(area).adjusted(SPACE_2, 1, -SPACE_2, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft if chosen else colors.hover))
            painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
        if chosen and state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QColor(colors.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)
        text = ground.toRect().adjusted(SPACE_3 - SPACE_1, 0, -SPACE_2, 0)
        unread = bool(index.data(UNREAD_ROLE))
        if index.data(LIVE_ROLE):
            mark = self._theme.pixmap("wave", colors.running, _MARK)
            painter.drawPixmap(text.right() - _MARK + 1, text.center().y() - _MARK // 2 + 1, mark)
            text.setRight(text.right() - _MARK - SPACE_2)
        elif unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(QRectF(text.right() - 9, text.center().y() - 3, 7, 7))
            text.setRight(text.right() - _MARK - SPACE_2)
        painter.setFont(self._theme.font(TextRole.LABEL, strong=unread))
        painter.setPen(QColor(colors.text if chosen or unread else colors.text_muted))
        title = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()
