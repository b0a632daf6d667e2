"""What the desktop's portal is asked: the proxy of the system, and a shortcut that works everywhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from core.network import proxy_complaint
from gui.desktop.bus import BusError

if TYPE_CHECKING:
    from gui.desktop.bus import Bus

log = logging.getLogger(__name__)

SERVICE: Final = "org.freedesktop.portal.Desktop"
PATH: Final = "/org/freedesktop/portal/desktop"
PROXIES: Final = "org.freedesktop.portal.ProxyResolver"
SHORTCUTS: Final = "org.freedesktop.portal.GlobalShortcuts"
REQUEST: Final = "org.freedesktop.portal.Request"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_ASKED_OF: Final = "https://example.com/"  # any address outside: which proxy would it take
_PERSON_S: Final = 300.0  # the desktop may ask the person


async def system_proxy(bus: Bus) -> str:
    """The proxy that the desktop names for the web; empty for none, and where it does not say."""
    try:
        (found,) = await bus.call(SERVICE, PATH, "Lookup", "s", _ASKED_OF, interface=PROXIES)
    except BusError as error:
        log.info("the desktop names no proxy: %s", error)
        return ""
    return next((str(each).rstrip("/") for each in found if not proxy_complaint(str(each))), "")


class GlobalShortcut(QObject):
    """One shortcut that works in every program. `pressed(token)`; `changed` tells that `available` or `keys` did.
    The person chooses the keys, in a window of the desktop's own; `keys` are in its words."""

    pressed = Signal(str)
    changed = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.available = False
        self.keys = ""
        self._session = ""
        self._listening = False

    async def look(self, bus: Bus) -> None:
        """Find out whether the desktop offers it."""
        try:
            await bus.call(SERVICE, PATH, "Get", "ss", SHORTCUTS, "version", interface=_PROPERTIES)
        except BusError:
            return
        self.available = True
        self.changed.emit()

    async def bind(self, bus: Bus, meaning: str, usual: str) -> None:
        """Ask for the shortcut; `usual` is what is proposed. Raises BusError."""
        if not self._listening:
            await bus.listen(PATH, SHORTCUTS, "Activated", self._activated)
            self._listening = True
        words = {"handle_token": ("s", "rivulet_1"), "session_handle_token": ("s", "rivulet")}
        made = await _request(bus, "rivulet_1", "CreateSession", "a{sv}", words)
        self._session = str(made["session_handle"][1])
        shortcut = (self._name, {"description": ("s", meaning), "preferred_trigger": ("s", usual)})
        bound = await _request(
            bus,
            "rivulet_2",
            "BindShortcuts",
            "oa(sa{sv})sa{sv}",
            self._session,
            [shortcut],
            "",
            {"handle_token": ("s", "rivulet_2")},
        )
        _, shortcuts = bound.get("shortcuts", ("", []))
        found: dict[str, Any] = next((values for name, values in shortcuts if name == self._name), {})
        self.keys = str(found["trigger_description"][1]) if "trigger_description" in found else ""
        self.changed.emit()

    async def release(self, bus: Bus) -> None:
        """Have it no more."""
        session, self._session, self.keys = self._session, "", ""
        if session:
            try:
                await bus.call(SERVICE, session, "Close", interface="org.freedesktop.portal.Session")
            except BusError as error:
                log.info("the shortcut was not given back: %s", error)
            self.changed.emit()

    def _activated(self, values: tuple[Any, ...]) -> None:
        session, name, _, options = values
        if (session, name) == (self._session, self._name):
            self.pressed.emit(str(options["activation_token"][1]) if "activation_token" in options else "")


async def _request(bus: Bus, token: str, member: str, signature: str, *values: Any) -> dict[str, tuple[str, Any]]:
    """What the portal answers once the person has decided. Raises BusError."""
    answer: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()
    hear: Callable[[tuple[Any, ...]], object] = lambda said: None if answer.done() else answer.set_result(said)  # noqa: E731
    sender = bus.unique_name.lstrip(":").replace(".", "_")
    await bus.listen(f"{PATH}/request/{sender}/{token}", REQUEST, "Response", hear)
    await bus.call(SERVICE, PATH, member, signature, *values, interface=SHORTCUTS)
    try:
        async with asyncio.timeout(_PERSON_S):
            code, results = await answer
    except TimeoutError as error:
        raise BusError("nobody answered") from error
    if code:
        raise BusError("it was declined")
    return dict(results)
