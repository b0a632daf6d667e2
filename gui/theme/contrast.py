"""Whether the desktop asks programs for high contrast: as Qt knows it, and on Linux as the settings portal says."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from gui.theme.portal import PortalSetting


class SystemContrast(QObject):
    """`high` is what is known so far; `changed` is emitted when an answer changes it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = False
        self._style = QGuiApplication.styleHints()  # held: the hints below are gone with it
        self._hints = self._style.accessibility()
        self._hints.contrastPreferenceChanged.connect(self.changed)
        self._portal = PortalSetting("org.freedesktop.appearance", "contrast", self)
        self._portal.told.connect(self._take)

    @property
    def high(self) -> bool:
        return self._told or self._hints.contrastPreference() is Qt.ContrastPreference.HighContrast

    def ask(self) -> None:
        """Ask the desktop, where it can be asked."""
        self._portal.ask()

    def _take(self, value: object) -> None:
        told = value == 1
        if told is not self._told:
            self._told = told
            self.changed.emit()
