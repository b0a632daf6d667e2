"""Everything of a call, nothing cut: arguments, what ran, output and result, JSON as a tree, rows as a table."""

from __future__ import annotations

import json
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.markdown.foreign import visible
from core.messages import ToolTable
from gui.calls.dialog import CallDialog
from gui.theme.theme import TextRole, Theme
from gui.widgets.fitting import fit
from gui.widgets.permission_words import shown

_MOST_NODES: Final = 20_000  # of a tree; the text has the rest
_MOST_ROWS: Final = 5_000
_OPENED: Final = 2  # levels of a tree that are open at first


class DetailsDialog(CallDialog):
    """`show_text`, `show_json` and `show_table` add a page each; then `open()`."""

    def __init__(self, theme: Theme, tool: str, parent: QWidget) -> None:
        super().__init__("callDetailsDialog", "", parent)
        self.setWindowTitle(self.tr("Call of {name}").replace("{name}", shown(tool)))
        self._theme = theme
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(self.windowTitle())
        self.column.addWidget(self.tabs, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
        fit(self, 680, 520)

    def show_text(self, title: str, text: str) -> None:
        view = QPlainTextEdit(self)
        view.setReadOnly(True)
        view.setAccessibleName(title)
        view.setFont(self._theme.mono(TextRole.LABEL))
        view.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        view.setPlainText(visible(text))
        self.tabs.addTab(view, title)

    def show_json(self, title: str, text: str) -> None:
        """A tree; nothing where the text is no object or list."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(value, dict | list):
            return
        tree = QTreeWidget(self)
        tree.setObjectName("jsonTree")
        tree.setAccessibleName(title)
        tree.setColumnCount(2)
        tree.setHeaderLabels([self.tr("Name"), self.tr("Value")])
        tree.setFont(self._theme.mono(TextRole.LABEL))
        left = _fill(tree.invisibleRootItem(), value)
        if left < 0:
            tree.addTopLevelItem(QTreeWidgetItem(["…", self.tr("There is more; the text has all of it.")]))
        tree.expandToDepth(_OPENED - 1)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tabs.addTab(tree, title)

    def show_table(self, title: str, table: ToolTable) -> None:
        rows = table.rows[:_MOST_ROWS]
        view = QTableWidget(len(rows), len(table.columns), self)
        view.setObjectName("resultTable")
        view.setAccessibleName(title)
        view.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        view.setHorizontalHeaderLabels([visible(name) for name in table.columns])
        for number, row in enumerate(rows):
            for place, cell in enumerate(row[: len(table.columns)]):
                view.setItem(number, place, QTableWidgetItem(visible(cell)))
        view.verticalHeader().setVisible(False)
        view.setShowGrid(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.horizontalHeader().setHighlightSections(False)
        view.resizeColumnsToContents()
        self.tabs.addTab(view, title)


def _fill(top: QTreeWidgetItem, value: Any) -> int:
    """Put a value's parts below an item, the outer ones first; returns how many more there could be, below 0 where
    some were left out."""
    left = _MOST_NODES
    waiting: list[tuple[QTreeWidgetItem, Any]] = [(top, value)]
    for above, inner in waiting:  # it grows meanwhile
        pairs = inner.items() if isinstance(inner, dict) else ((f"[{n}]", each) for n, each in enumerate(inner))
        for name, each in pairs:
            left -= 1
            if left < 0:
                return left
            nested = isinstance(each, dict | list)
            said = _size_of(each) if nested else json.dumps(each, ensure_ascii=False)
            item = QTreeWidgetItem(above, [visible(str(name)), visible(said)])
            if nested:
                waiting.append((item, each))
    return left


def _size_of(value: dict[str, Any] | list[Any]) -> str:
    return f"{{{len(value)}}}" if isinstance(value, dict) else f"[{len(value)}]"
