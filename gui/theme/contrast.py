"""Whether the desktop asks programs for high contrast: as Qt knows it, and on Linux as the settings portal says, by the
key that all desktops share or, where that is not known yet, by GNOME's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from gui.theme.portal import PortalSetting


class SystemContrast(QObject):
    """`high` is what is known so far; `changed` is emitted when an answer changes it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[str] = set()  # by which keys
        self._style = QGuiApplication.styleHints()  # held: the hints below are gone with it
        self._hints = self._style.accessibility()
        self._hints.contrastPreferenceChanged.connect(self.changed)
        self._common = PortalSetting("org.freedesktop.appearance", "contrast", self)
        self._common.told.connect(lambda value: self._take("common", value == 1))
        self._gnome = PortalSetting("org.gnome.desktop.a11y.interface", "high-contrast", self)
        self._gnome.told.connect(lambda value: self._take("gnome", value is True))

    @property
    def high(self) -> bool:
        return bool(self._told) or self._hints.contrastPreference() is Qt.ContrastPreference.HighContrast

    def ask(self) -> None:
        """Ask the desktop, where it can be asked."""
        self._common.ask()
        self._gnome.ask()

    def _take(self, key: str, told: bool) -> None:
        if told is not (key in self._told):
            self._told ^= {key}
            self.changed.emit()
