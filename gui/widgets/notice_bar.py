"""A strip that says one thing about the program itself, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gui.language import phrase
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from gui.widgets.icon_button import IconButton


class NoticeBar(QFrame):
    """Hidden until `say()`; a later notice takes the place of an earlier one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setAccessibleName(self.tr("Notice"))
        variant(self, "card", name="role")
        self._theme = theme
        self._act: Callable[[], object] | None = None
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._pressed)
        close = IconButton(theme, "x", self.tr("Close the notice"), self)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_1, SPACE_1, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        theme.changed.connect(self._tint)
        self._tint()
        self.hide()

    def say(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Show `text`, with a button named `action` that runs `act` and closes the strip."""
        self._text.setText(phrase(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._act = act
        self.show()

    def take_back(self, text: str) -> None:
        """Close the strip if it still says `text`."""
        if self._text.text() == phrase(text):
            self._act = None
            self.hide()

    def text(self) -> str:
        return self._text.text()

    def _pressed(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _tint(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("info", self._theme.colors.accent, self._theme.px(18)))
