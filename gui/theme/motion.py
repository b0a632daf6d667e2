"""Whether the desktop asks programs to move less.

Windows is asked directly; Linux through the settings portal of the desktop, which answers later or never; everywhere,
a text cursor that does not blink says it too. Qt itself does not tell.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from PySide6.QtGui import QGuiApplication

_SPI_GETCLIENTAREAANIMATION = 0x1042


class SystemMotion(QObject):
    """`reduced` is what is known so far; `changed` is emitted when an answer changes it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._animations = _windows_animates()

    @property
    def reduced(self) -> bool:
        return not self._animations or QGuiApplication.styleHints().cursorFlashTime() <= 0

    def ask(self) -> None:
        """Ask the desktop, where it can be asked; after the first paint, as it takes a few milliseconds."""
        bus = QDBusConnection.sessionBus()
        if not sys.platform.startswith("linux") or not bus.isConnected():
            return
        call = QDBusMessage.createMethodCall(
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
            "Read",
        )
        call.setArguments(["org.gnome.desktop.interface", "enable-animations"])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        value = reply.arguments()[0] if reply.type() == QDBusMessage.MessageType.ReplyMessage else None
        while isinstance(value, QDBusVariant):  # the portal wraps its answer twice
            value = value.variant()
        watcher.deleteLater()
        if isinstance(value, bool) and value is not self._animations:
            self._animations = value
            self.changed.emit()


def _windows_animates() -> bool:
    if sys.platform != "win32":
        return True
    import ctypes

    animates = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animates), 0)
    return bool(animates.value)
