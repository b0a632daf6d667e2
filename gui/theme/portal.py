"""One setting of the desktop, asked through its settings portal and followed from then on; Linux alone has one."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_CHANGED: Any = SLOT("changed(QDBusMessage)")  # the stubs say bytes, which `connect` does not take
_INTERFACE = "org.freedesktop.portal.Settings"


class PortalSetting(QObject):
    """`told(value)` carries each answer: a bool, a number or a text. Many desktops never answer."""

    told = Signal(object)

    def __init__(self, space: str, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._space = space
        self._key = key

    def ask(self) -> None:
        """Ask the desktop, where it can be asked; after the first paint, as it takes a few milliseconds."""
        bus = QDBusConnection.sessionBus()
        if not sys.platform.startswith("linux") or not bus.isConnected():
            return
        bus.connect(_SERVICE, _PATH, _INTERFACE, "SettingChanged", self, _CHANGED)
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
        call.setArguments([self._space, self._key])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(self._answered)

    @Slot(QDBusMessage)
    def changed(self, message: QDBusMessage) -> None:
        """The portal tells of every setting that changes."""
        arguments = message.arguments()
        if arguments[:2] == [self._space, self._key]:
            self.told.emit(_inside(arguments[2]))

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        watcher.deleteLater()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            self.told.emit(_inside(reply.arguments()[0]))


def _inside(value: object) -> object:
    while isinstance(value, QDBusVariant):  # the portal wraps its answer twice
        value = value.variant()
    return value
