"""What a view of the inspector says while it has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_6


class EmptyState(QWidget):
    """`icon` is a name of the theme's; `title` and `text` say what comes here, and when."""

    def __init__(self, theme: Theme, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = icon
        self._icon = QLabel(self)
        self._title = QLabel(title, self)
        self._text = QLabel(text, self)
        variant(self._title, "strong", name="role")
        variant(self._text, "muted", name="role")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_2)
        column.addStretch(2)
        for label in (self._icon, self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(label is not self._icon)
            column.addWidget(label)
        column.addStretch(3)

    def restyle(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._name, self._theme.colors.text_faint, self._theme.px(28)))
        self._title.setFont(self._theme.font(TextRole.LABEL, strong=True))
        self._text.setFont(self._theme.font(TextRole.LABEL))
