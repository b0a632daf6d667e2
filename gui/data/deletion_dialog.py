"""Deleting every conversation: how much that is, what stays, and a second step before it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.conversations.inventory import Inventory
from gui.data.steps import Step, StepDialog, button
from gui.data.words import conversations_words, messages_words, number, tr
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2
from gui.widgets.labels import sentence
from gui.widgets.note import note

_SIZE: Final = QSize(520, 320)


class DeletionDialog(StepDialog):
    """`wished(keep copies)`: a person has said it twice."""

    wished = Signal(bool)

    def __init__(self, theme: Theme, there: Inventory, parent: QWidget | None) -> None:
        super().__init__(theme, "deletionDialog", tr("Delete all conversations"), parent, _SIZE)
        form = Step(tr("Delete all conversations"))
        much = tr("This deletes {conversations} with {messages}, also what is pinned, in folders and in the archive.")
        much = much.replace("{conversations}", conversations_words(there.conversations))
        form.column.addWidget(sentence(much.replace("{messages}", messages_words(there.messages)), "", form))
        form.column.addSpacing(SPACE_2)
        self.copies = QCheckBox(tr("Delete the dated copies and all attached files too"), form)
        self.copies.setObjectName("deleteCopiesToo")
        self._after = note("", self.copies, form)
        self._after.setObjectName("deletionAfter")
        self.sure = QCheckBox(form)
        self.sure.setObjectName("deletionSure")
        sure = tr("Yes, delete {n} conversations") if there.conversations != 1 else tr("Yes, delete the conversation")
        self.sure.setText(sure.replace("{n}", number(there.conversations)))
        self.delete = button(tr("Delete all"), "deleteAllButton", "danger")
        cancel = button(tr("Cancel"), "cancelDeletionButton")
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.copies)
        both.addWidget(self._after)
        form.column.addLayout(both)
        form.column.addSpacing(SPACE_2)
        form.column.addWidget(self.sure)
        form.column.addStretch(1)
        form.end(cancel, self.delete)
        form.first = cancel
        self.sure.toggled.connect(self.delete.setEnabled)
        self.copies.toggled.connect(self._say_after)
        self.delete.setEnabled(False)
        self.delete.clicked.connect(lambda: self.wished.emit(not self.copies.isChecked()))
        cancel.clicked.connect(self.reject)
        self._say_after(False)
        self.add_step(form)
        self.go(form)

    def _say_after(self, copies_too: bool) -> None:
        kept = tr("A dated copy is made before, with which all of it can be brought back. It keeps attached files.")
        gone = tr("Nothing of it is left then, and nothing can be brought back.")
        said = gone if copies_too else kept
        self._after.setText(said)
        self.copies.setAccessibleDescription(said)
        self.sure.setChecked(False)  # it was said of something else
