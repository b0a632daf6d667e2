"""A flat button with an icon of ours, a tooltip and an accessible name; its icon follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from gui.language import unmarked
from gui.theme.theme import Theme


class IconButton(QToolButton):
    """`name` is both tooltip and accessible name: an icon says nothing to a screen reader."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._side, self._inner = 30, 18
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(name)
        theme.changed.connect(self._tint)
        self._tint()

    def set_side(self, side: int, icon: int = 18) -> None:
        """Pixels beside text of 100 %: of the button, and of what is drawn on it, which grows with the text."""
        self._side, self._inner = side, icon
        self._tint()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self._tint()

    def set_name(self, name: str) -> None:
        self.setToolTip(name)
        self.setAccessibleName(name)

    def follow(self, action: QAction) -> None:
        """Trigger `action`, and show its name and shortcut, whether it is enabled and whether it is checked."""
        self.clicked.connect(action.trigger)

        def refresh() -> None:
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            name = unmarked(action.text())
            self.setToolTip(f"{name}  {keys}" if keys else name)
            self.setAccessibleName(name)
            self.setEnabled(action.isEnabled())

        action.changed.connect(refresh)
        refresh()

    def _tint(self) -> None:
        self.setIcon(self._theme.icon(self._icon))
        inner = self._theme.px(self._inner)
        self.setIconSize(QSize(inner, inner))
        side = inner + self._side - self._inner  # the margin around it stays
        self.setFixedSize(side, side)
