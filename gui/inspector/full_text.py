"""A whole foreign text to read, search with the eye and copy: plain, in monospace, read-only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_3, SPACE_4
from gui.widgets.fitting import fit


class FullText(QDialog):
    """Deletes itself when closed; open it with `open()`."""

    def __init__(self, theme: Theme, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fullTextDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        view = QPlainTextEdit(self)
        view.setReadOnly(True)
        view.setAccessibleName(title)
        view.setFont(theme.mono(TextRole.LABEL))
        view.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        view.setPlainText(visible(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(view)
        column.addWidget(buttons)
        fit(self, 640, 480)
