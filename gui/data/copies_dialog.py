"""The dated copies: when and why each was made, how much is in it; restore one, delete one, make one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.conversations.inventory import Copy
from core.filetypes import size_text
from gui.data.steps import Step, StepDialog, button
from gui.data.words import conversations_words, number, reason_words, tr, when
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_3
from gui.widgets.labels import sentence

_SIZE: Final = QSize(680, 460)
_FIGURES: Final = 2  # from this column on
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_KEPT: Final = 10  # core keeps so many; the dialog only says it


class CopiesDialog(StepDialog):
    """`restore_wished(Copy)` and `delete_wished(Copy)` come after a question; `copy_wished`: make one now."""

    restore_wished = Signal(object)
    delete_wished = Signal(object)
    copy_wished = Signal()
    show_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(theme, "copiesDialog", tr("Dated copies"), parent, _SIZE)
        self._copies: Sequence[Copy] = ()
        self._there = 0  # conversations that are there now
        self.choice = Step(tr("Dated copies"))
        lead = tr(
            "A copy has all conversations as they were. Restoring one sets aside what is there now, as a copy too. "
            "The {n} newest are kept."
        )
        self.choice.column.addWidget(sentence(lead.replace("{n}", str(_KEPT)), "muted", self.choice))
        self._nothing = sentence(tr("There are no copies yet."), "faint", self.choice)
        self.table = self._make_table()
        self.restore = button(tr("Restore…"), "restoreCopyButton", "primary")
        self.remove = button(tr("Delete…"), "deleteCopyButton", "danger")
        self.make = button(tr("Back up now"), "makeCopyButton")
        close = button(tr("Close"), "closeCopiesButton")
        self.restore.clicked.connect(self._ask_to_restore)
        self.remove.clicked.connect(self._ask_to_delete)
        self.make.clicked.connect(self.copy_wished)
        close.clicked.connect(self.reject)
        self.choice.column.addWidget(self._nothing)
        self.choice.column.addWidget(self.table, 100)
        self.choice.column.addStretch(1)  # where there is no table
        self.choice.end(self.remove, self.restore, close, aside=self.make)
        self.choice.first = self.table
        self.ended.acted.connect(self.show_wished)
        self.add_step(self.choice)
        self.begin_work(tr("Looking for copies"), can_stop=False)
        self.running = False

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4, self.choice)
        table.setObjectName("copiesTable")
        table.setAccessibleName(tr("Dated copies"))
        table.setHorizontalHeaderLabels([tr("Made"), tr("Why"), tr("Conversations"), tr("Size")])
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        for column in range(_FIGURES, table.columnCount()):
            table.model().setHeaderData(
                column, Qt.Orientation.Horizontal, int(_RIGHT), Qt.ItemDataRole.TextAlignmentRole
            )
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + SPACE_3)
        table.itemSelectionChanged.connect(self._choose)
        table.itemActivated.connect(lambda _item: self._ask_to_restore())
        return table

    def show_copies(self, copies: Sequence[Copy], there: int) -> None:
        """`there`: how many conversations there are now."""
        self._copies, self._there = copies, there
        self.table.setRowCount(len(copies))
        for row, copy in enumerate(copies):
            count = tr("unreadable") if copy.conversations is None else number(copy.conversations)
            count = tr("of a newer Rivulet") if copy.too_new else count
            for column, text in enumerate((when(copy.made), reason_words(copy.reason), count, size_text(copy.size))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column >= _FIGURES:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(copies))
        self._nothing.setVisible(not copies)
        self.choice.first = self.table if copies else self.make
        self.go(self.choice)
        if copies:
            self.table.selectRow(0)
        self._choose()

    @property
    def chosen(self) -> Copy | None:
        rows = self.table.selectionModel().selectedRows()
        return self._copies[rows[0].row()] if rows and rows[0].row() < len(self._copies) else None

    def _choose(self) -> None:
        copy = self.chosen
        self.restore.setEnabled(copy is not None and copy.conversations is not None)
        self.remove.setEnabled(copy is not None)

    # --- questions ----------------------------------------------------------------------------------------------------

    def _ask_to_restore(self) -> None:
        copy = self.chosen
        if copy is None or copy.conversations is None:
            return
        text = tr("Restore the copy of {when}?").replace("{when}", when(copy.made))
        more = tr(
            "It has {copied}. What is there now, {there}, is kept as a copy first. Running answers are stopped, and "
            "what they said is kept there too."
        )
        more = more.replace("{copied}", conversations_words(copy.conversations))
        self._ask(text, more.replace("{there}", conversations_words(self._there)), tr("Restore"), self._restore)

    def _ask_to_delete(self) -> None:
        copy = self.chosen
        if copy is not None:
            text = tr("Delete the copy of {when}?").replace("{when}", when(copy.made))
            more = tr("It cannot be brought back. Files that only it has are deleted too.")
            self._ask(text, more, tr("Delete"), self._delete, "danger")

    def _restore(self) -> None:
        if self.chosen is not None:
            self.restore_wished.emit(self.chosen)

    def _delete(self) -> None:
        if self.chosen is not None:
            self.delete_wished.emit(self.chosen)

    def _ask(self, text: str, more: str, act: str, then: object, kind: str = "primary") -> None:
        box = QMessageBox(self)
        box.setObjectName("copyQuestion")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("Dated copies"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(more)
        yes: QPushButton = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
        yes.setObjectName("copyYesButton")
        variant(yes, kind)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        yes.clicked.connect(then)
        box.open()
