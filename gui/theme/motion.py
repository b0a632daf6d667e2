"""Whether the desktop asks programs to move less.

Windows is asked directly; Linux through the settings portal of the desktop, which answers later or never, by the key
that all desktops share or by GNOME's; everywhere, a text cursor that does not blink says it too. Qt itself does not
tell.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.theme.portal import PortalSetting

_SPI_GETCLIENTAREAANIMATION = 0x1042


class SystemMotion(QObject):
    """`reduced` is what is known so far; `changed` is emitted when an answer changes it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._animations = _windows_animates()
        self._wished = False
        self._gnome = PortalSetting("org.gnome.desktop.interface", "enable-animations", self)
        self._gnome.told.connect(self._take_animations)
        self._common = PortalSetting("org.freedesktop.appearance", "reduced-motion", self)
        self._common.told.connect(self._take_wish)

    @property
    def reduced(self) -> bool:
        return self._wished or not self._animations or QGuiApplication.styleHints().cursorFlashTime() <= 0

    def ask(self) -> None:
        """Ask the desktop, where it can be asked."""
        self._gnome.ask()
        self._common.ask()

    def _take_animations(self, value: object) -> None:
        if isinstance(value, bool) and value is not self._animations:
            self._animations = value
            self.changed.emit()

    def _take_wish(self, value: object) -> None:
        wished = value == 1
        if wished is not self._wished:
            self._wished = wished
            self.changed.emit()


def _windows_animates() -> bool:
    if sys.platform != "win32":
        return True
    import ctypes

    animates = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animates), 0)
    return bool(animates.value)
