"""What the window has around it: notifications, the tray, the quick question, sleep, and the way out to the network."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from core.network import proxy_complaint, use, variables
from gui.chat.companion import Companion
from gui.chat.telling import Telling
from gui.desktop.notifier import Notifier
from gui.desktop.sleep import Sleep

if TYPE_CHECKING:
    from core.settings.schema import Settings
    from gui.desktop.bus import Bus
    from gui.desktop.portal import GlobalShortcut
    from gui.desktop.quick import QuickAsk
    from gui.desktop.tray import Tray
    from gui.parts import Parts

log = logging.getLogger(__name__)

_USUAL_KEYS: Final = "CTRL+ALT+space"


class Surroundings(QObject):
    """Belongs to the window. Follows the settings; `aclose` takes back all that reaches beyond the window."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._given = dict(os.environ)  # what it says of the network, as the program was started
        self._session_bus: Bus | None = None
        self._system_bus: Bus | None = None
        self._tray: Tray | None = None
        self._quick: QuickAsk | None = None
        self._shortcut: GlobalShortcut | None = None
        self._system_proxy = ""
        self._known = parts.preferences.value
        self._notifier = Notifier(self._session, lambda: self._tray.icon if self._tray else None, parts.spawn, self)
        self._companion = Companion(
            parts.answerers, lambda: parts.preferences.value.limits, parts.mask, parts.open_link, parts.spawn, self
        )
        self._sleep = Sleep(self)
        self._sleep.changed.connect(self._slept)
        Telling(parts.book, parts.page, self._notifier, lambda: parts.preferences.value.desktop, parts.window)
        parts.window.stays = self._stays
        parts.actions.on("quick_ask", self.ask)
        self._use_network(self._known)
        self._show_tray(self._known)
        parts.preferences.changed.connect(self._follow)
        if sys.platform.startswith("linux"):
            parts.spawn(self._begin(), "the desktop's services")

    async def _begin(self) -> None:
        from gui.desktop.bus import SYSTEM, Bus, BusError
        from gui.desktop.portal import GlobalShortcut, system_proxy

        self._system_bus = Bus(SYSTEM)
        await self._sleep.begin(self._system_bus)
        session = self._session()
        if session is None:
            return
        self._system_proxy = await system_proxy(session)
        if self._system_proxy:
            self._use_network(self._parts.preferences.value)
        self._shortcut = GlobalShortcut("ask", self)
        self._shortcut.pressed.connect(self.ask_with)
        await self._shortcut.look(session)
        if self._shortcut.available and self._parts.preferences.value.desktop.quick_ask:
            try:
                await self._bind()
            except BusError as error:
                log.info("no shortcut from everywhere: %s", error)

    async def aclose(self) -> None:
        self._parts.window.stays = None
        await self._companion.aclose()
        self._notifier.close()
        self._show_tray(None)
        if self._quick is not None:
            self._quick.close()
        for bus in (self._session_bus, self._system_bus):
            if bus is not None:
                await bus.aclose()
        use(variables(type(self._known.network)(), self._given), os.environ)

    def _session(self) -> Bus | None:
        if not sys.platform.startswith("linux"):
            return None
        from gui.desktop.bus import SESSION, Bus

        if self._session_bus is None:
            self._session_bus = Bus(SESSION)
        return self._session_bus

    # --- the settings -------------------------------------------------------------------------------------------------

    def _follow(self, settings: Settings) -> None:
        before, self._known = self._known, settings
        if settings.network != before.network:
            self._use_network(settings)
        if settings.desktop.tray is not before.desktop.tray:
            self._show_tray(settings)
        if settings.desktop.quick_ask is not before.desktop.quick_ask and self._shortcut is not None:
            self._parts.spawn(self._switch_shortcut(settings.desktop.quick_ask), "shortcut from everywhere")

    def make_desktop_page(self) -> QWidget:
        from gui.settings.desktop_page import DesktopPage

        preferences = self._parts.preferences
        tray = QSystemTrayIcon.isSystemTrayAvailable()
        binds = self._shortcut is not None and self._shortcut.available
        words = self._shortcut_words()
        page = DesktopPage(self._parts.theme, lambda: preferences.value, tray=tray, shortcut=words, binds=binds)
        page.changed.connect(preferences.put)
        return page

    def make_network_page(self) -> QWidget:
        from gui.settings.network_page import NetworkPage

        preferences = self._parts.preferences
        page = NetworkPage(lambda: preferences.value, self._proxy_words())
        page.changed.connect(preferences.put)
        page.add(self._companion.make_row())
        return page

    def _shortcut_words(self) -> str:
        if self._shortcut is None or not self._shortcut.available:
            return self.tr(
                "This desktop gives programs no shortcut that works everywhere. In its keyboard settings, let keys of "
                "your choice start “rivulet --ask”."
            )
        if self._shortcut.keys:
            return self.tr("Opens a small window for one question: {keys}.").replace("{keys}", self._shortcut.keys)
        return self.tr("Opens a small window for one question. The desktop asks you for the keys.")

    def _proxy_words(self) -> str:
        named = variables(type(self._known.network)(), self._given, self._system_proxy)
        address = next((value for name, value in named.items() if name.lower() in ("https_proxy", "all_proxy")), "")
        if not address:
            return self.tr("The system names none.")
        if proxy_complaint(address):  # it may hold a password
            return self.tr("The system names one.")
        return self.tr("The system names {address}.").replace("{address}", address)

    # --- the network --------------------------------------------------------------------------------------------------

    def _use_network(self, settings: Settings) -> None:
        """From now on; connections that stand already are not used again."""
        words = variables(settings.network, self._given, self._system_proxy)
        before = dict(os.environ)
        use(words, os.environ)
        if dict(os.environ) != before:
            self._parts.answerers.network_changed()

    # --- sleep --------------------------------------------------------------------------------------------------------

    def _slept(self, asleep: bool) -> None:
        for conversation in self._parts.book.live:
            conversation.session.sleep(asleep)
        if not asleep and not self._parts.book.live:
            self._parts.answerers.network_changed()  # what was kept open is dead

    # --- tray and quick question --------------------------------------------------------------------------------------

    def _show_tray(self, settings: Settings | None) -> None:
        wished = settings is not None and settings.desktop.tray
        if wished and self._tray is None:
            from gui.desktop.tray import Tray

            tray = self._tray = Tray(self)
            tray.toggled.connect(self._toggle)
            tray.opened.connect(self._parts.window.come_forward)
            tray.asked.connect(self.ask)
            tray.new_wished.connect(self._new)
            tray.quit_wished.connect(self._parts.quit)
            tray.lost.connect(self._return)
        elif not wished and self._tray is not None:
            self._tray.close()
            self._tray = None

    def _stays(self) -> bool:
        """Whether the program goes on without its window."""
        return self._parts.preferences.value.desktop.close_to_tray and self._tray is not None and self._tray.visible

    def _toggle(self) -> None:
        window = self._parts.window
        if window.isVisible() and not window.isMinimized() and self._tray is not None:
            window.hide()
        else:
            window.come_forward()

    def _return(self) -> None:
        """Nothing else leads back to a hidden window without a tray."""
        if not self._parts.window.isVisible():
            self._parts.window.show()

    def _new(self) -> None:
        self._parts.window.come_forward()
        self._parts.book.open_new()

    def ask(self) -> None:
        """Open the small window for one question."""
        self.ask_with("")

    def ask_with(self, token: str) -> None:
        """The same; `token` lets it come to the front where the desktop asks for one."""
        from gui.desktop.quick import QuickAsk

        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt hands it to the desktop, and forgets it
        if self._quick is None:
            self._quick = QuickAsk(self._parts.theme, self._parts.window)
            self._quick.sent.connect(self._send)
        first = self._parts.answerers.first_choice()
        names = {item.key: item.label for item in self._parts.answerers.providers()}
        self._quick.open(names.get(first.provider, first.provider))

    def _send(self, text: str) -> None:
        self._parts.window.come_forward()
        self._parts.book.open_new()
        self._parts.page.send(text)

    async def _switch_shortcut(self, on: bool) -> None:
        from gui.desktop.bus import BusError

        shortcut, bus = self._shortcut, self._session()
        if shortcut is None or bus is None or not shortcut.available:
            return
        try:
            await (self._bind() if on else shortcut.release(bus))
        except BusError as error:
            log.info("no shortcut from everywhere: %s", error)
            self._parts.notices.say(self.tr("The desktop did not give Rivulet a shortcut. The tray can be used."))

    async def _bind(self) -> None:
        bus = self._session()
        if self._shortcut is not None and bus is not None:
            await self._shortcut.bind(bus, self.tr("Ask Rivulet a quick question"), _USUAL_KEYS)
