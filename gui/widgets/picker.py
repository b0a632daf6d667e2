"""A combo box as a quiet pill, with a searchable list and, where wanted, a name of one's own.

It is a real `QComboBox` (scripts and screen readers know it); only its face and its list are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_2

if TYPE_CHECKING:
    from gui.widgets.picker_popup import PickerPopup

KEY_ROLE: Final = Qt.ItemDataRole.UserRole
DETAIL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
RUNNING_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_WIDEST = 220


@dataclass(frozen=True, slots=True)
class PickerItem:
    """`key` is what the program knows it by; `detail` stands small beside the label; `running` gives it a live dot."""

    key: str
    label: str
    detail: str = ""
    running: bool = False


class Picker(QComboBox):
    """`chosen` is emitted with the key whenever the current item changes, by a person or by a script; never by
    `show_items()`."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, *, own_names: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._own_names = own_names
        self.placeholder = ""
        self.search_hint = self.tr("Search")
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.currentIndexChanged.connect(self._changed)
        theme.changed.connect(self.updateGeometry)

    # --- items --------------------------------------------------------------------------------------------------------

    def show_items(self, items: Sequence[PickerItem], key: str) -> None:
        """Replace the list and select `key`, silently; a key that is not in the list joins it where own names are
        allowed."""
        with QSignalBlocker(self):
            self.clear()
            for item in items:
                self._append(item)
            self._select(key)
        self._settle()

    def show_key(self, key: str) -> None:
        """Select `key` silently."""
        with QSignalBlocker(self):
            self._select(key)
        self._settle()

    def key(self) -> str:
        return str(self.currentData(KEY_ROLE) or "")

    def setCurrentText(self, text: str) -> None:
        """As in an editable combo box: a name that is not in the list joins it where own names are allowed."""
        place = self.findText(text)
        if place < 0 and self._own_names and text.strip():
            self._append(PickerItem(text.strip(), text.strip()))
            place = self.count() - 1
        if place >= 0:
            self.setCurrentIndex(place)

    def _append(self, item: PickerItem) -> None:
        self.addItem(item.label)
        place = self.count() - 1
        self.setItemData(place, item.key, KEY_ROLE)
        self.setItemData(place, item.detail, DETAIL_ROLE)
        self.setItemData(place, item.running, RUNNING_ROLE)
        spoken = ", ".join(word for word in (item.label, item.detail) if word)
        self.setItemData(place, spoken, Qt.ItemDataRole.AccessibleTextRole)

    def _select(self, key: str) -> None:
        place = self.findData(key, KEY_ROLE)
        if place < 0 and key and self._own_names:
            self._append(PickerItem(key, key))
            place = self.count() - 1
        self.setCurrentIndex(place)

    def _pick(self, key: str) -> None:
        place = self.findData(key, KEY_ROLE)
        if place >= 0:
            self.setCurrentIndex(place)
        else:
            self.setCurrentText(key)

    def _changed(self, place: int) -> None:
        self._settle()
        if place >= 0:
            self.chosen.emit(self.key())

    def _settle(self) -> None:
        self.setToolTip(self.currentText())
        self.updateGeometry()
        self.update()

    # --- face ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self._shown_text())
        dot = 14 if self._running() else 0
        px = self._theme.px
        return QSize(min(px(_WIDEST), text + dot + SPACE_2 + px(26)), max(px(28), self.fontMetrics().height() + 4))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(self._theme.px(72), hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lifted = self.underMouse() or self._open
        painter.setPen(QColor(colors.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.hover) if lifted else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, RADIUS_SMALL, RADIUS_SMALL)
        left = SPACE_2
        if self._running():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.done))
            painter.drawEllipse(QRectF(left, self.height() / 2 - 3, 6, 6))
            left += 14
        painter.setPen(QColor(colors.text if lifted else colors.text_muted))
        painter.setFont(self.font())
        side = self._theme.px(14)
        room = self.rect().adjusted(left, 0, -side - SPACE_2, 0)
        text = self.fontMetrics().elidedText(self._shown_text(), Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        mark = self._theme.pixmap("chevron-down", colors.text_faint, side)
        painter.drawPixmap(QPoint(self.width() - side - 6, (self.height() - side) // 2), mark)

    def _running(self) -> bool:
        return bool(self.currentData(RUNNING_ROLE))

    def _shown_text(self) -> str:
        return self.currentText() or self.placeholder

    def _closed(self) -> None:
        self._open = False
        self.update()

    # --- list ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _popup(self) -> PickerPopup:
        from gui.widgets.picker_popup import PickerPopup  # only once a person wants to see the list

        popup = PickerPopup(self._theme, self)
        popup.picked.connect(self._pick)
        popup.closed.connect(self._closed)
        return popup

    def showPopup(self) -> None:
        self.opened.emit()
        self._open = True
        items = [self._copy(place) for place in range(self.count())]
        self._popup.setFont(self._theme.font(TextRole.LABEL))
        self._popup.open_at(self, items, self.key(), hint=self.search_hint, own_names=self._own_names)

    def hidePopup(self) -> None:
        if self._open:
            self._popup.hide()
        self.update()

    def _copy(self, place: int) -> QStandardItem:
        item = QStandardItem(self.itemText(place))
        for role in (KEY_ROLE, DETAIL_ROLE, RUNNING_ROLE, Qt.ItemDataRole.AccessibleTextRole):
            item.setData(self.itemData(place, role), role)
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A plain combo box changes its value under the arrow keys and the letters; here they open the list.
        key = Qt.Key
        opening = (key.Key_Down, key.Key_Up, key.Key_Space, key.Key_Return, key.Key_Enter)
        if event.key() in opening or (event.text().isprintable() and event.text().strip()):
            self.showPopup()
            if event.text().strip():
                self._popup.search(event.text())
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not change who answers
