"""The arguments of a call as a person wants them: edited as JSON, run only where they are an object."""

from __future__ import annotations

import json

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.calls.dialog import CallDialog
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.widgets.fitting import fit
from gui.widgets.permission_words import shown


class ArgumentsDialog(CallDialog):
    """Emits `edited(text)`."""

    edited = Signal(str)

    def __init__(self, theme: Theme, tool: str, arguments: str, parent: QWidget) -> None:
        super().__init__("argumentsDialog", "", parent)
        self.setWindowTitle(self.tr("Edit the arguments of {name}").replace("{name}", shown(tool)))
        self.say(self.tr("The model is told what was run. The arguments as it wrote them stay visible."))
        self.field = QPlainTextEdit(self)
        self.field.setObjectName("argumentsField")
        self.field.setAccessibleName(self.tr("Arguments as JSON"))
        self.field.setFont(theme.mono(TextRole.LABEL))
        self.field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.field.setTabChangesFocus(True)
        self.field.setPlainText(_in_lines(arguments))
        self.column.addWidget(self.field, 1)
        self.verdict = self.say("", "muted")
        self.verdict.setObjectName("argumentsVerdict")
        self.run_button = self.add_foot(self.tr("Run with these"), "runEditedButton")
        self.run_button.clicked.connect(self._run)
        self.field.textChanged.connect(self._check)
        self._check()
        fit(self, 560, 420)

    def _check(self) -> None:
        trouble = self._trouble()
        self.verdict.setText(trouble or self.tr("A JSON object."))
        variant(self.verdict, "error" if trouble else "muted", name="role")
        self.run_button.setEnabled(not trouble)

    def _trouble(self) -> str:
        """Why it cannot run; empty where it can."""
        try:
            value = json.loads(self.field.toPlainText())
        except json.JSONDecodeError as error:
            return self.tr("This is not JSON yet: line {n}.").replace("{n}", str(error.lineno))
        except (ValueError, RecursionError):
            return self.tr("This is not JSON yet.")
        return "" if isinstance(value, dict) else self.tr("It must be an object in curly brackets.")

    def _run(self) -> None:
        self.edited.emit(self.field.toPlainText())
        self.accept()


def _in_lines(text: str) -> str:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return text
    return json.dumps(value, ensure_ascii=False, indent=2)
