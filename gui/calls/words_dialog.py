"""A few words of a person: why a call is refused, or the answer to what a tool asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.markdown.foreign import visible
from gui.calls.dialog import CallDialog
from gui.widgets.fitting import fit


class WordsDialog(CallDialog):
    """Emits `said(text)`; without `needed`, no words are words too. `lead` is foreign text."""

    said = Signal(str)

    def __init__(self, title: str, lead: str, do: str, parent: QWidget, *, needed: bool) -> None:
        super().__init__("wordsDialog", title, parent)
        self._needed = needed
        self.say(visible(lead)[:2000])
        self.field = QPlainTextEdit(self)
        self.field.setObjectName("wordsField")
        self.field.setAccessibleName(title)
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(90)
        self.column.addWidget(self.field, 1)
        self.button = self.add_foot(do, "sayWordsButton")
        self.button.clicked.connect(self._say)
        self.field.textChanged.connect(self._check)
        self._check()
        fit(self, 460, 260)
        self.field.setFocus()

    def _check(self) -> None:
        self.button.setEnabled(not self._needed or bool(self.field.toPlainText().strip()))

    def _say(self) -> None:
        self.said.emit(self.field.toPlainText().strip())
        self.accept()
