"""The quiet button for the tools of a conversation: how many are switched on, and the way to their list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from gui.theme.theme import Theme


class ToolsButton(QToolButton):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toolsButton")
        self.setIconSize(QSize(18, 18))
        self.setFixedHeight(30)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme.changed.connect(self._tint)
        self._tint()
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """How many tools the next request offers."""
        self.setText(str(count) if count else "")
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setToolButtonStyle(beside if count else Qt.ToolButtonStyle.ToolButtonIconOnly)
        words = self.tr("Tools: {n} switched on") if count else self.tr("Tools: none switched on")
        words = words.replace("{n}", str(count))
        self.setToolTip(words)
        self.setAccessibleName(words)

    def _tint(self) -> None:
        self.setIcon(self._theme.icon("wrench"))
