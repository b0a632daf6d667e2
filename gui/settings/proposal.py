"""What a file of settings would change, for a look before it does."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from core.settings.transfer import Proposal
from gui.language import FOREIGN, phrase
from gui.settings.rows import heading, sentence
from gui.settings.terms import name_of, said
from gui.theme.style import variant
from gui.theme.tokens import SPACE_2, SPACE_4

_MOST_NAMED = 8
_Row = tuple[str, str, str, str]  # what it is in the file, its name, now, then


class ProposalDialog(QDialog):
    """`agreed(Proposal)` once a person says so. `kinds` are what the named things of a section are called."""

    agreed = Signal(object)

    def __init__(self, proposal: Proposal, name: str, kinds: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("proposalDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import settings"))
        self.setAccessibleName(self.tr("Import settings"))
        self._proposal = proposal
        self._rows = (*self._changes(), *self._pieces(kinds))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        title = heading(self.tr("What “{file}” changes").replace("{file}", visible(name)), self)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(sentence(self._lead(), "muted", self))
        self.table = self._table()
        self.table.setVisible(bool(self._rows))
        column.addWidget(self.table, 1)
        for words in self._remarks():
            column.addWidget(sentence(words, "warning", self))
        column.addStretch(0)
        column.addWidget(self._buttons())
        line = self.fontMetrics().height()
        wished = QSize(max(560, 24 * line), max(420, 18 * line) if self._rows else 160)
        self.resize(wished.boundedTo(self.screen().availableSize() * 0.85))
        self._use.setFocus()

    def _lead(self) -> str:
        if not self._rows:
            return self.tr("Nothing: the settings are like that already.")
        return self.tr("Keys come from no file; everything that is not named here stays as it is.")

    def _remarks(self) -> list[str]:
        remarks = [visible(phrase(notice)) for notice in self._proposal.notices]
        if self._proposal.unknown:
            names = ", ".join(visible(each) for each in self._proposal.unknown[:_MOST_NAMED])
            if len(self._proposal.unknown) > _MOST_NAMED:
                names += ", …"
            said = self.tr("This version does not know these entries and leaves them out: {names}")
            remarks.append(said.replace("{names}", names))
        return remarks

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._rows), 3, self)
        table.setObjectName("proposalTable")
        table.setAccessibleName(self.tr("Changes"))
        table.setProperty(FOREIGN, True)
        table.setHorizontalHeaderLabels([self.tr("Setting"), self.tr("Now"), self.tr("Then")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, row in enumerate(self._rows):
            for place, text in enumerate(row[1:]):
                item = QTableWidgetItem(visible(text))
                item.setToolTip(visible(f"{row[0]}: {text}")[:400])
                table.setItem(number, place, item)
        return table

    def _changes(self) -> list[_Row]:
        changes = self._proposal.changes
        return [
            (each.path, name_of(each.path), said(each.path, each.before), said(each.path, each.after))
            for each in changes
        ]

    def _pieces(self, kinds: Mapping[str, str]) -> list[_Row]:
        rows = []
        for piece in self._proposal.pieces:
            name = self.tr("{kind} “{name}”").replace("{kind}", kinds.get(piece.section, piece.section))
            before = "–" if piece.new else self.tr("another form")
            after = self.tr("added") if piece.new else self.tr("as in the file")
            rows.append((f"{piece.section}.{piece.id}", name.replace("{name}", piece.name), before, after))
        return rows

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._use = use = QPushButton(self.tr("Use these settings"), self)
        use.setObjectName("useSettingsButton")
        use.setEnabled(bool(self._rows))
        use.setDefault(True)
        variant(use, "primary")
        box.addButton(use, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.agreed.emit(self._proposal))
        return box
