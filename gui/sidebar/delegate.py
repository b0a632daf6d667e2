"""How a row looks: a heading above its group; a conversation with its title and, at the right, what is to be known of
it: a small wave while it answers, a dot when an answer is new, a word for a draft, a pin while it is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractItemModel, QLocale, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget

from core.markdown.foreign import visible
from gui.sidebar.model import ConversationRows, Index
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from core.conversations.records import Entry
    from gui.sidebar.groups import Group

_MARK: Final = 16
_CHEVRON: Final = 14
_WORD_WANTS: Final = 3  # times its width: else it would leave a title no room
_FILLED: Final = "filled"


def row_height(theme: Theme) -> int:
    """Every row has it."""
    return round(theme.font(TextRole.LABEL).pointSizeF()) + 26


def pin_area(row: QRect, theme: Theme) -> QRect:
    """Where the pin of a row is, in the coordinates of the row."""
    side = theme.px(_MARK)
    return QRect(row.right() - SPACE_2 - side - SPACE_2, row.top(), side + 2 * SPACE_2, row.height())


class ConversationDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, rows: ConversationRows, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._icons: dict[tuple[str, str, int], QPixmap] = {}
        theme.changed.connect(self._icons.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, row_height(self._theme))

    # --- painting -----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        from PySide6.QtWidgets import QStyle  # 10 ms at its first use, which an empty list can do without

        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        flag = QStyle.StateFlag
        chosen, hovered = bool(state & flag.State_Selected), bool(state & flag.State_MouseOver)
        group, entry = self._rows.groups.heading(index.row()), self._rows.groups.entry(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(area).adjusted(SPACE_2, 1, -SPACE_2, -1)
        if group is None or group.can_fold:
            self._paint_ground(painter, ground, chosen, hovered)
            focused = state & flag.State_HasFocus and state & flag.State_KeyboardFocusChange
            if focused:
                painter.setPen(QColor(self._theme.colors.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)
        if group is not None:
            self._paint_heading(painter, ground.toRect(), group)
        elif entry is not None:
            inside = self._rows.groups.within_folder(index.row())
            text = ground.toRect().adjusted((SPACE_3 if inside else 0) + SPACE_2, 0, -SPACE_2, 0)
            self._paint_entry(painter, text, entry, chosen, hovered)
        painter.restore()

    def _paint_ground(self, painter: QPainter, ground: QRectF, chosen: bool, hovered: bool) -> None:
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.colors.accent_soft if chosen else self._theme.colors.hover))
            painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)

    def _paint_heading(self, painter: QPainter, area: QRect, group: Group) -> None:
        colors, middle = self._theme.colors, Qt.AlignmentFlag.AlignVCenter
        area = area.adjusted(SPACE_2, 0, -SPACE_2, 0)
        words = visible(group.heading)
        if not group.can_fold:
            painter.setFont(self._theme.font(TextRole.SMALL, strong=True))
            painter.setPen(QColor(colors.text_faint))
            painter.drawText(area.adjusted(0, 0, 0, -SPACE_1), Qt.AlignmentFlag.AlignBottom, words)
            return
        side = self._theme.px(_CHEVRON)
        chevron = self._icon("chevron-right" if group.folded else "chevron-down", colors.text_faint, side)
        painter.drawPixmap(QPoint(area.left() - SPACE_1, area.center().y() - side // 2 + 1), chevron)
        area.setLeft(area.left() + side)
        painter.setFont(self._theme.font(TextRole.SMALL))
        painter.setPen(QColor(colors.text_faint))
        count = QLocale().toString(len(group.entries))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, count)
        area.setRight(area.right() - painter.fontMetrics().horizontalAdvance(count) - SPACE_2)
        painter.setFont(self._theme.font(TextRole.LABEL, strong=True))
        painter.setPen(QColor(colors.text_muted))
        painter.drawText(area, middle, painter.fontMetrics().elidedText(words, _RIGHT, area.width()))

    def _paint_entry(self, painter: QPainter, area: QRect, entry: Entry, chosen: bool, hovered: bool) -> None:
        colors, middle = self._theme.colors, Qt.AlignmentFlag.AlignVCenter
        live, waits = entry.id in self._rows.live, entry.id in self._rows.waiting
        side = self._theme.px(_MARK)
        spot = QPoint(area.right() - side + 1, area.center().y() - side // 2 + 1)
        if hovered:
            painter.drawPixmap(spot, self._icon("pin", colors.accent if entry.pinned else colors.text_muted, side))
        elif waits:
            painter.drawPixmap(spot, self._icon("pause", colors.waiting, side))
        elif live:
            painter.drawPixmap(spot, self._icon("wave", colors.running, side))
        elif entry.unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            dot = self._theme.px(7)
            painter.drawEllipse(QRectF(spot.x() + (side - dot) / 2, area.center().y() + 0.5 - dot / 2, dot, dot))
        area = area.adjusted(0, 0, -side - SPACE_2, 0)  # the place is kept: a title does not change when pointed at
        if waits or entry.drafted:
            word = self.tr("Waits for you") if waits else self.tr("Draft")
            painter.setFont(self._theme.font(TextRole.SMALL))
            painter.setPen(QColor(colors.waiting if waits else colors.text_faint))
            taken = painter.fontMetrics().horizontalAdvance(word) + SPACE_2
            if not waits or area.width() >= _WORD_WANTS * taken:  # the mark says that it waits, the title what does
                painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, word)
                area.setRight(area.right() - taken)
        strong = waits or (entry.unread and not live)
        painter.setFont(self._theme.font(TextRole.LABEL, strong=strong))
        painter.setPen(QColor(colors.text if chosen or strong else colors.text_muted))
        words = self._rows.title(entry)
        painter.drawText(area, middle, painter.fontMetrics().elidedText(words, _RIGHT, area.width()))

    def _icon(self, name: str, color: str, size: int) -> QPixmap:
        key = (name, color, size)
        if key not in self._icons:
            self._icons[key] = self._theme.pixmap(name, color, size)
        return self._icons[key]

    # --- renaming in place --------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("titleEditor")
        editor.setAccessibleName(self.tr("Title"))
        editor.setMaxLength(300)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        if editor.property(_FILLED):  # the row changed meanwhile; what is being typed stays
            return
        editor.setProperty(_FILLED, True)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        editor.setGeometry(area.adjusted(SPACE_1, 1, -SPACE_1, -1))


_RIGHT: Final = Qt.TextElideMode.ElideRight
