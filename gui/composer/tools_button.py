"""The quiet button for the tools of a conversation: how many are switched on, and the way to their list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolButton, QWidget

from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2

_HEIGHT: Final = 30


class ToolsButton(QToolButton):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toolsButton")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme.changed.connect(self._restyle)
        self._restyle()
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

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon("wrench"))
        self.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        self.setFixedHeight(max(_HEIGHT, QFontMetrics(self._theme.font(TextRole.LABEL)).height() + SPACE_2))
