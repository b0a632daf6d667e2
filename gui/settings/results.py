"""What the search of the settings found: each with the page that it is on, quieter and below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.language import FOREIGN
from gui.settings.finding import Finding
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2

_PAGE: Final = int(Qt.ItemDataRole.UserRole)
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_Index = QModelIndex | QPersistentModelIndex


class Results(QListWidget):
    """The best first. `taken(finding)` when a person goes there."""

    taken = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settingsResults")
        self.setAccessibleName(self.tr("Found settings"))
        self.setProperty(FOREIGN, True)  # they are in the language of the moment already
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Lines(theme, self))
        self._found: list[Finding] = []
        self.itemClicked.connect(lambda _item: self.take())
        self.itemActivated.connect(lambda _item: self.take())

    def show_findings(self, found: list[Finding], pages: list[str]) -> None:
        self._found = found
        self.clear()
        for each in found:
            page = pages[each.page]
            item = QListWidgetItem(each.title)
            item.setData(_PAGE, "" if each.title == page else page)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.title}, {page}")
            self.addItem(item)
        if not found:
            item = QListWidgetItem(self.tr("Nothing was found."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        else:
            self.setCurrentRow(0)

    def move_by(self, by: int) -> None:
        if self._found:
            self.setCurrentRow((self.currentRow() + by) % len(self._found))

    def take(self) -> None:
        """Go to the one that is chosen."""
        if 0 <= self.currentRow() < len(self._found):
            self.taken.emit(self._found[self.currentRow()])


class _Lines(QStyledItemDelegate):
    """The name, on as many lines as it needs, and the page on one."""

    def __init__(self, theme: Theme, view: Results) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        # As narrow as a scroll bar makes it, whether there is one or not yet.
        width = self._view.width() - self._view.verticalScrollBar().sizeHint().width()
        height = self._name(str(index.data()), width - 2 * SPACE_2).height() + 2 * SPACE_1
        if index.data(_PAGE):
            height += self._small().height()
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = self._view.style() or QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        colors, inside = self._theme.colors, option.rect.adjusted(SPACE_2, SPACE_1, -SPACE_2, -SPACE_1)
        there = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.save()
        painter.setFont(self._theme.font(TextRole.LABEL))
        painter.setPen(QColor(colors.text if there else colors.text_muted))
        painter.drawText(inside, _WRAPPED, str(index.data()))
        page = index.data(_PAGE)
        if page:
            painter.setFont(self._theme.font(TextRole.SMALL))
            painter.setPen(QColor(colors.text_muted))  # on the ground of the chosen one too
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), str(page))
        painter.restore()

    def _name(self, text: str, width: int) -> QRect:
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        return metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, text)

    def _small(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(TextRole.SMALL))
