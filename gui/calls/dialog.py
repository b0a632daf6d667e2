"""What the dialogs about a tool call share: a column, foreign words as plain text, buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.style import variant
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4


class CallDialog(QDialog):
    """Deletes itself when closed; open it with `open()`."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self.column.setSpacing(SPACE_2)

    def setWindowTitle(self, title: str) -> None:
        super().setWindowTitle(title)
        self.setAccessibleName(title)

    def say(self, text: str, role: str = "") -> QLabel:
        """A sentence that wraps."""
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label.setWordWrap(True)
        if role:
            variant(label, role, name="role")
        self.column.addWidget(label)
        return label

    def add_foot(self, do: str, name: str) -> QPushButton:
        """Cancel, and the button that does it, which is returned; Enter presses neither by itself in a text field."""
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        button = QPushButton(do, self)
        button.setObjectName(name)
        button.setDefault(True)
        variant(button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(button)
        self.column.addSpacing(SPACE_3)
        self.column.addLayout(foot)
        return button
