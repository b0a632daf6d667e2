"""The list that a `Picker` drops: a search field above, rows with a live dot and a small detail below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_1, SPACE_2
from gui.widgets.picker import DETAIL_ROLE, KEY_ROLE, RUNNING_ROLE
from gui.widgets.popup import Popup

_ROW = 32
_MOST_ROWS = 9
_WIDTH = 320
Index = QModelIndex | QPersistentModelIndex


class PickerPopup(Popup):
    """`picked` carries the key of the row, or the typed name."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._own_names = False
        self._items = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._items)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._search = QLineEdit(self)
        variant(self._search, "search")
        self._search.textChanged.connect(self._filter)
        self._search.installEventFilter(self)
        self._list = QListView(self)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setModel(self._shown)
        self._list.setItemDelegate(_Rows(theme, self._list))
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Choices"))
        self._list.clicked.connect(self._take)
        self._list.entered.connect(self._list.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(self._search)
        column.addWidget(self._list)

    def open_at(self, anchor: QWidget, items: Sequence[QStandardItem], key: str, *, hint: str, own_names: bool) -> None:
        """Drop the list at `anchor`, above it where there is no room below."""
        self._own_names = own_names
        self._items.clear()
        for item in items:
            self._items.appendRow(item)
        self._search.setPlaceholderText(hint)
        self._search.setAccessibleName(hint)
        self._search.clear()
        self._filter("")
        self._go_to(key)
        self._place(anchor)
        self.show()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)

    def search(self, text: str) -> None:
        """Begin with `text` already typed."""
        self._search.setText(text)

    def typed(self) -> str:
        """What stands in the search field."""
        return self._search.text()

    # --- search -------------------------------------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        wanted = text.strip()
        self._drop_own()
        names = {self._items.item(row).text().casefold() for row in range(self._items.rowCount())}
        if self._own_names and wanted and wanted.casefold() not in names:
            own = QStandardItem(wanted)
            own.setData(wanted, KEY_ROLE)
            own.setData(self.tr("Use this name"), DETAIL_ROLE)
            own.setData(True, _OWN_ROLE)
            self._items.appendRow(own)
        self._shown.setFilterFixedString(wanted)
        self._list.setCurrentIndex(self._shown.index(0, 0))

    def _drop_own(self) -> None:
        last = self._items.item(self._items.rowCount() - 1) if self._items.rowCount() else None
        if last is not None and last.data(_OWN_ROLE):
            self._items.removeRow(last.row())

    def _go_to(self, key: str) -> None:
        for row in range(self._shown.rowCount()):
            place = self._shown.index(row, 0)
            if place.data(KEY_ROLE) == key:
                self._list.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self._list.scrollTo(place, QListView.ScrollHint.PositionAtCenter)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key
            if event.key() in (key.Key_Return, key.Key_Enter):
                self._take(self._list.currentIndex())
                return True
            if event.key() in (key.Key_Down, key.Key_Up, key.Key_PageDown, key.Key_PageUp):
                self._list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _take(self, place: Index) -> None:
        if place.isValid():
            key = str(place.data(KEY_ROLE))
            self.hide()
            self.picked.emit(key)

    # --- place --------------------------------------------------------------------------------------------------------

    def _place(self, anchor: QWidget) -> None:
        rows = max(2 if self._own_names else 1, min(_MOST_ROWS, self._items.rowCount()))
        row, wide = self._theme.px(_ROW), self._theme.px(_WIDTH)
        size = QSize(max(wide, anchor.width()), rows * row + self._search.sizeHint().height() + 3 * SPACE_2)
        self._list.setFixedHeight(rows * row + 2)
        self.place_at(anchor, size)


_OWN_ROLE: Final = Qt.ItemDataRole.UserRole + 3


class _Rows(QStyledItemDelegate):
    """One line: a dot where it runs, the label, the detail in small type at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(_WIDTH) - 3 * SPACE_2, self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = self._theme.colors
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(QRectF(area).adjusted(0, 1, 0, -1), RADIUS_SMALL, RADIUS_SMALL)
        inner = area.adjusted(SPACE_2, 0, -SPACE_2, 0)
        detail = str(index.data(DETAIL_ROLE) or "")
        if detail:
            painter.setFont(self._theme.font(TextRole.SMALL))
            width = painter.fontMetrics().horizontalAdvance(detail)
            running = bool(index.data(RUNNING_ROLE))
            painter.setPen(QColor(colors.done if running else colors.text_faint))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, detail)
            if running:
                painter.setBrush(QColor(colors.done))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(QRectF(inner.right() - width - 12, inner.center().y() - 2.5, 6, 6))
                width += 14
            inner.setRight(inner.right() - width - SPACE_2)
        painter.setFont(self._theme.font(TextRole.LABEL))
        painter.setPen(QColor(colors.text))
        label = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        painter.restore()
