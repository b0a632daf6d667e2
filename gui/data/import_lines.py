"""The conversations of a file as rows of a table, each with a box to choose it. There can be a hundred thousand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from core.conversations.importing.values import PreviewLine
from gui.data.words import number, shown, tr, when
from gui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    TITLE = 0
    MESSAGES = 1
    USED = 2


class ImportLines(QAbstractTableModel):
    """At first everything is chosen that is not there already; what is there can be chosen once it may come again."""

    chosen_changed = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: Sequence[PreviewLine] = ()
        self._there: Collection[str] = frozenset()
        self._left_out: set[int] = set()  # rows
        self._again = False
        self._open = 0  # rows that can be chosen

    def show(self, lines: Sequence[PreviewLine], there: Collection[str]) -> None:
        self.beginResetModel()
        self._lines, self._there, self._left_out, self._again = lines, there, set(), False
        self._open = sum(line.id not in there for line in lines)
        self.endResetModel()

    def set_again(self, again: bool) -> None:
        """Whether what is there already may come again."""
        self.beginResetModel()
        self._again = again
        self._left_out = {row for row in self._left_out if self._can_choose(row)}
        self._open = sum(self._can_choose(row) for row in range(len(self._lines)))
        self.endResetModel()
        self.chosen_changed.emit()

    def chosen(self) -> tuple[str, ...]:
        return tuple(line.id for row, line in enumerate(self._lines) if self._is_chosen(row))

    @property
    def chosen_count(self) -> int:
        return self._open - len(self._left_out)

    def _can_choose(self, row: int) -> bool:
        return self._again or self._lines[row].id not in self._there

    def _is_chosen(self, row: int) -> bool:
        return self._can_choose(row) and row not in self._left_out

    # --- as Qt asks ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Title"), tr("Messages"), tr("Last used"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.MESSAGES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not self._can_choose(index.row()):
            return flag.ItemIsSelectable | flag.ItemIsEnabled
        box = flag.ItemIsUserCheckable if index.column() == Column.TITLE else flag.NoItemFlags
        return flag.ItemIsSelectable | flag.ItemIsEnabled | box

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, line = index.row(), self._lines[index.row()]
        there = line.id in self._there
        match role:
            case Qt.ItemDataRole.DisplayRole:
                used = tr("There already") if there and not self._again else when(line.updated)
                return (shown(line.title) or tr("Conversation"), number(line.messages), used)[index.column()]
            case Qt.ItemDataRole.CheckStateRole if index.column() == Column.TITLE and self._can_choose(row):
                return Qt.CheckState.Checked if self._is_chosen(row) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if not self._can_choose(row):
                return QColor(self._theme.colors.text_faint)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == Column.MESSAGES:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._can_choose(index.row()):
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._left_out.discard(index.row())
        else:
            self._left_out.add(index.row())
        self.dataChanged.emit(index, index)
        self.chosen_changed.emit()
        return True
