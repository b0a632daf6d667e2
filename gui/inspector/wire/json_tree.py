"""A JSON value as a tree: names on the left, values on the right. Rows are made where somebody looks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView, QWidget

from core.markdown.foreign import stripped
from gui.inspector import words
from gui.inspector.full_text import FullText
from gui.theme.theme import TextRole, Theme

Index = QModelIndex | QPersistentModelIndex
VALUE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_LONGEST: Final = 400  # characters of a value in its row
_OPENED: Final = 60  # rows that are open at first, at most


@dataclass(slots=True, eq=False)
class _Node:
    name: str
    value: Any
    parent: _Node | None
    row: int
    children: list[_Node] | None = field(default=None, repr=False)

    def count(self) -> int:
        return len(self.value) if isinstance(self.value, dict | list) else 0

    def below(self) -> list[_Node]:
        if self.children is None:
            value = self.value
            pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
            self.children = [_Node(str(name), each, self, row) for row, (name, each) in enumerate(pairs)]
        return self.children


class JsonModel(QAbstractItemModel):
    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._root = _Node("", {}, None, 0)

    def show_value(self, value: Any) -> None:
        self.beginResetModel()
        self._root = _Node("", value if isinstance(value, dict | list) else [value], None, 0)
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        below = self._node(parent).below()
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - two in one
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return self._node(parent).count() if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - likewise
        return 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Name"), self.tr("Value"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == VALUE_ROLE:
            return as_text(node.value)
        if role == Qt.ItemDataRole.DisplayRole:
            return words.one_line(node.name) if index.column() == 0 else self._shown(node.value)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(self._ink(index.column(), node.value)))
        return None

    def _shown(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{…}" if value else "{}"
        if isinstance(value, list):
            return f"[{len(value)}]"
        if isinstance(value, str):
            return words.one_line(value[:_LONGEST]) + ("…" if len(value) > _LONGEST else "")
        return json.dumps(value)

    def _ink(self, column: int, value: Any) -> str:
        colors = self._theme.colors
        if column == 0:
            return colors.text_muted
        if isinstance(value, dict | list):
            return colors.text_faint
        if isinstance(value, str):
            return colors.syntax_string
        return colors.syntax_number if isinstance(value, int | float) else colors.syntax_keyword

    def _node(self, index: Index) -> _Node:
        node: _Node = index.internalPointer() if index.isValid() else self._root
        return node


class JsonTree(QTreeView):
    """Enter or a double click shows the whole of a value, Ctrl+C copies it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._theme = theme
        self._shown = JsonModel(theme, self)
        self.setModel(self._shown)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        self.activated.connect(self._open_value)

    def show_value(self, value: Any) -> None:
        """Show a JSON value, its first levels open."""
        self._shown.show_value(value)
        room, waiting = _OPENED, [self._shown.index(row, 0) for row in range(self._shown.rowCount())]
        while waiting and room > 0:
            index = waiting.pop(0)
            count = self._shown.rowCount(index)
            if 0 < count <= room:
                room -= count
                self.expand(index)
                waiting += [self._shown.index(row, 0, index) for row in range(count)]
        self.resizeColumnToContents(0)
        self.setColumnWidth(0, min(self.columnWidth(0) + 12, 180))

    def restyle(self) -> None:
        self.setFont(self._theme.mono(TextRole.SMALL))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            value = self.currentIndex().data(VALUE_ROLE)
            QGuiApplication.clipboard().setText(stripped(value if isinstance(value, str) else ""))
            return
        super().keyPressEvent(event)

    def _open_value(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(0)
        if self._shown.rowCount(first):
            self.setExpanded(first, not self.isExpanded(first))
            return
        title = self._shown.data(first)
        FullText(self._theme, str(title), str(index.data(VALUE_ROLE)), self).open()


def as_text(value: Any) -> str:
    """A value as text: strings as they are, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
