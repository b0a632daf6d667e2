"""What the inspector says before the first turn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_6


class EmptyState(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._title = QLabel(self.tr("Nothing has streamed yet"), self)
        self._text = QLabel(
            self.tr("While an answer arrives, this side shows its phases, tool calls, tokens and times."), self
        )
        self._text.setWordWrap(True)
        variant(self._title, "strong", name="role")
        variant(self._text, "muted", name="role")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_2)
        column.addStretch(2)
        for label in (self._icon, self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)

    def restyle(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("wave", self._theme.colors.text_faint, self._theme.px(28)))
        self._title.setFont(self._theme.font(TextRole.LABEL, strong=True))
        self._text.setFont(self._theme.font(TextRole.LABEL))
