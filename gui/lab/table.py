"""A small table of texts: names on the left, figures right-aligned, read by keyboard, copied with Ctrl+C."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from core.markdown.foreign import stripped
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2

_LEAST_ROWS: Final = 3  # that are always in sight


class FiguresTable(QTableView):
    """`names` says how many columns from the left hold words."""

    def __init__(
        self, theme: Theme, name: str, header: Sequence[str], names: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._theme = theme
        self._names = names
        self._rows = QStandardItemModel(0, len(header), self)
        self._rows.setHorizontalHeaderLabels(list(header))
        for column in range(len(header)):
            self._rows.horizontalHeaderItem(column).setTextAlignment(self._alignment(column))
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(max(0, names - 1), QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QStandardItem(text)
                item.setTextAlignment(self._alignment(column))
                self._rows.setItem(number, column, item)

    def texts(self) -> list[list[str]]:
        """What is shown, row by row."""
        return [
            [self._rows.item(row, column).text() for column in range(self._rows.columnCount())]
            for row in range(self._rows.rowCount())
        ]

    def restyle(self) -> None:
        font = self._theme.font(TextRole.LABEL)
        font.setFeature(font.Tag("tnum"), 1)
        self.setFont(font)
        self.horizontalHeader().setFont(self._theme.font(TextRole.SMALL))
        line = QFontMetrics(font).height() + 10
        self.verticalHeader().setDefaultSectionSize(line)
        self.setMinimumHeight(line * (_LEAST_ROWS + 1) + SPACE_2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
            lines = ["\t".join(row) for number, row in enumerate(self.texts()) if number in chosen]
            QGuiApplication.clipboard().setText(stripped("\n".join(lines)))
            return
        super().keyPressEvent(event)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column < self._names else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter
