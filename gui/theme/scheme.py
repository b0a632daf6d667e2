"""Whether the desktop is dark, where Qt does not know: many a desktop tells it through the settings portal alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from gui.theme.portal import PortalSetting


class SystemScheme(QObject):
    """`told(dark)` with each answer of the portal, as long as Qt itself says nothing."""

    told = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._portal = PortalSetting("org.freedesktop.appearance", "color-scheme", self)
        self._portal.told.connect(self._take)

    def ask(self) -> None:
        """Ask the desktop, where it can be asked."""
        self._portal.ask()

    def _take(self, value: object) -> None:
        if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Unknown:
            self.told.emit(value == 1)
