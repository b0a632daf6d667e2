"""Notifications of the desktop: on Linux by its own service, elsewhere (and where there is none) by the tray.

What is shown is plain text: services that understand markup get it escaped.
"""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from core.markdown.foreign import visible
from core.paths import APP, resource_path

if TYPE_CHECKING:
    from gui.desktop.bus import Bus

log = logging.getLogger(__name__)

_SERVICE: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"
_TITLE: Final = 120  # characters
_TEXT: Final = 240
_SHOWN_MS: Final = 10_000
_ONCE: Final = Qt.ConnectionType.UniqueConnection

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


@dataclass(frozen=True, slots=True)
class Notification:
    """`key` says what it is about: a later one takes the place of an earlier one. `action` is its button's word."""

    key: str
    title: str
    text: str
    action: str
    urgent: bool = False


class Notifier(QObject):
    """`chosen(key, token)`: a person clicked; `token` lets a window come to the front where the desktop asks for one.

    `bus()` gives the session's bus, None where there is none; `tray()` the icon that is there, if one is."""

    chosen = Signal(str, str)

    def __init__(
        self,
        bus: Callable[[], Bus | None],
        tray: Callable[[], QSystemTrayIcon | None],
        spawn: Spawn,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._tray = tray
        self._spawn = spawn
        self._one_at_a_time = asyncio.Lock()
        self._listening = False
        self._markup = False
        self._numbers: dict[str, int] = {}  # what the service calls those that are shown, by key
        self._token = ""
        self._own_tray: QSystemTrayIcon | None = None
        self._in_tray = ""  # the key of what the tray says

    def show(self, notification: Notification) -> None:
        """Show it, in the place of an earlier one with its key."""
        self._spawn(self._show(notification), "notification")

    def withdraw(self, key: str) -> None:
        """Take it back, where it is still shown."""
        if key in self._numbers:
            self._spawn(self._withdraw(key), "notification")

    def close(self) -> None:
        """Take away what the tray was borrowed for."""
        if self._own_tray is not None:
            self._own_tray.hide()
            self._own_tray.deleteLater()
            self._own_tray = None

    # --- the service --------------------------------------------------------------------------------------------------

    async def _show(self, notification: Notification) -> None:
        from gui.desktop.bus import BusError

        bus = self._bus()
        if bus is not None:
            try:
                async with self._one_at_a_time:
                    await self._listen(bus)
                    await self._notify(bus, notification)
                return
            except BusError as error:
                log.info("no notification service: %s", error)
        self._say_in_tray(notification)

    async def _listen(self, bus: Bus) -> None:
        if self._listening:
            return
        (capabilities,) = await bus.call(_SERVICE, _PATH, "GetCapabilities")
        self._markup = "body-markup" in capabilities
        await bus.listen(_PATH, _SERVICE, "ActivationToken", self._take_token)
        await bus.listen(_PATH, _SERVICE, "ActionInvoked", self._invoked)
        await bus.listen(_PATH, _SERVICE, "NotificationClosed", self._closed)
        self._listening = True

    async def _notify(self, bus: Bus, notification: Notification) -> None:
        title, text = shown(notification.title, _TITLE), shown(notification.text, _TEXT)
        (number,) = await bus.call(
            _SERVICE,
            _PATH,
            "Notify",
            "susssasa{sv}i",
            APP,
            self._numbers.get(notification.key, 0),
            resource_path("icons", "rivulet.svg").as_uri(),  # a name is known only where the program is installed
            title,
            html.escape(text, quote=False) if self._markup else text,
            ["default", notification.action],
            {
                "desktop-entry": ("s", "rivulet"),
                "category": ("s", "im.received"),
                "urgency": ("y", 2 if notification.urgent else 1),
            },
            -1,
        )
        self._numbers[notification.key] = number

    async def _withdraw(self, key: str) -> None:
        from gui.desktop.bus import BusError

        async with self._one_at_a_time:
            bus, number = self._bus(), self._numbers.pop(key, None)
            if bus is None or number is None:
                return
            try:
                await bus.call(_SERVICE, _PATH, "CloseNotification", "u", number)
            except BusError as error:
                log.info("a notification was not taken back: %s", error)

    def _key(self, number: object) -> str | None:
        return next((key for key, known in self._numbers.items() if known == number), None)

    def _take_token(self, values: tuple[Any, ...]) -> None:
        self._token = str(values[1])

    def _invoked(self, values: tuple[Any, ...]) -> None:
        key = self._key(values[0])
        token, self._token = self._token, ""
        if key is not None:
            self.chosen.emit(key, token)

    def _closed(self, values: tuple[Any, ...]) -> None:
        key = self._key(values[0])
        if key is not None:
            del self._numbers[key]

    # --- the tray -----------------------------------------------------------------------------------------------------

    def _say_in_tray(self, notification: Notification) -> None:
        tray = self._tray() or self._borrowed()
        if tray is None:
            return
        self._in_tray = notification.key
        title, text = shown(notification.title, _TITLE), shown(notification.text, _TEXT)
        tray.messageClicked.connect(self._clicked, _ONCE)
        tray.showMessage(title, text, QIcon(str(resource_path("icons", "rivulet.svg"))), _SHOWN_MS)

    def _borrowed(self) -> QSystemTrayIcon | None:
        """An icon for what has to be said, where the person wants none otherwise."""
        if self._own_tray is None and QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._own_tray = QSystemTrayIcon(QIcon(str(resource_path("icons", "rivulet.svg"))), self)
            self._own_tray.setToolTip(APP)
            self._own_tray.show()
        return self._own_tray

    def _clicked(self) -> None:
        key, self._in_tray = self._in_tray, ""
        if key:
            self.chosen.emit(key, "")


def shown(text: str, most: int) -> str:
    """Foreign text in one line, hidden characters as marks, at most so long."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
