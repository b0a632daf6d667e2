"""Whether the desktop is dark, as its settings portal says. Qt does not know all desktops, and of some that it knows
only what changes later."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from gui.theme.portal import PortalSetting

_MEANING: Final = {1: True, 2: False}


class SystemScheme(QObject):
    """`told(dark)` with each answer of the portal: True, False, or None for no preference."""

    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._portal = PortalSetting("org.freedesktop.appearance", "color-scheme", self)
        self._portal.told.connect(self._take)

    def ask(self) -> None:
        """Ask the desktop, where it can be asked."""
        self._portal.ask()

    def _take(self, value: object) -> None:
        self.told.emit(_MEANING.get(value) if isinstance(value, int) else None)
