"""Asks for what a prompt leaves open: one line for each placeholder. Opened with `open()`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from core.settings.prompts import Placeholder
from gui.theme.style import variant
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4


class PromptForm(QDialog):
    """Emits `answered` with the answers by name; deletes itself when closed."""

    answered = Signal(object)

    def __init__(self, title: str, questions: Sequence[Placeholder], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("promptForm")
        self.setWindowTitle(visible(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: dict[str, QLineEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_1)
        for question in questions:
            name = visible(question.name)
            label = QLabel(name, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            field = self.fields[question.name] = QLineEdit(question.default, self)
            field.setAccessibleName(name)
            field.setMinimumWidth(320)
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            column.addSpacing(SPACE_2)
        insert = QPushButton(self.tr("Insert"), self)
        insert.setObjectName("insertPromptButton")
        insert.setDefault(True)
        variant(insert, "primary")
        insert.clicked.connect(self._insert)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(insert)
        column.addLayout(foot)

    def _insert(self) -> None:
        self.answered.emit({name: field.text() for name, field in self.fields.items()})
        self.accept()
