"""What reaches beyond the window, in the real program: tray, quick question, sleep, proxy, help."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from core.settings.schema import DesktopSettings, Settings
from gui.desktop.bus import Bus, BusError
from gui.desktop.portal import PATH as PORTAL
from gui.desktop.portal import REQUEST, SERVICE, SHORTCUTS, GlobalShortcut, system_proxy
from gui.desktop.quick import QuickAsk
from gui.desktop.sleep import MANAGER, PATH, Sleep
from gui.desktop.tray import Tray
from gui.help import HelpWindow, help_text
from gui.settings.desktop_page import DesktopPage
from gui.settings.network_page import NetworkPage
from gui.theme.theme import Theme
from tests.support.desktop import Service, message_bus_of_its_own, service

ROOT = Path(__file__).parents[2]


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


# --- the message bus --------------------------------------------------------------------------------------------------


async def test_sleep_and_wake_are_heard() -> None:
    async with message_bus_of_its_own() as address, service(address, "org.freedesktop.login1", {}) as logind:
        bus, sleep = Bus(address), Sleep()
        heard: list[bool] = []
        sleep.changed.connect(heard.append)
        await sleep.begin(bus)
        await logind.say(PATH, "PrepareForSleep", "b", True, interface=MANAGER)
        await logind.say(PATH, "PrepareForSleep", "b", False, interface=MANAGER)
        await until(lambda: len(heard) == 2)
        assert heard == [True, False]
        await bus.aclose()


async def test_the_desktop_s_proxy_is_taken_where_it_names_one() -> None:
    for named, wanted in (
        (["direct://"], ""),
        (["http://proxy.test:3128"], "http://proxy.test:3128"),
        (["socks://proxy.test:1", "http://second.test:8080/"], "http://second.test:8080"),
    ):
        answers = {"Lookup": lambda _url, named=named: ("as", (named,))}
        async with message_bus_of_its_own() as address, service(address, SERVICE, answers):
            bus = Bus(address)
            assert await system_proxy(bus) == wanted
            await bus.aclose()
    silent = Bus("unix:path=/nowhere")
    assert await system_proxy(silent) == ""


@asynccontextmanager
async def portal(code: int = 0) -> AsyncIterator[tuple[Bus, Service]]:
    """A desktop that offers shortcuts; `code` is what the person answers, 0 for yes."""
    async with message_bus_of_its_own() as address:
        replies: set[asyncio.Task[None]] = set()
        tokens = itertools.count(1)
        bus = Bus(address)

        def answer(results: dict[str, Any]) -> Callable[..., tuple[str, tuple[Any, ...]]]:
            def respond(*_values: Any) -> tuple[str, tuple[Any, ...]]:
                sender = bus.unique_name.lstrip(":").replace(".", "_")
                path = f"{PORTAL}/request/{sender}/rivulet_{next(tokens)}"
                said = desktop.say(path, "Response", "ua{sv}", code, results, interface=REQUEST)
                task = asyncio.ensure_future(said)
                replies.add(task)
                return "o", (path,)

            return respond

        shortcuts = [("ask", {"trigger_description": ("s", "Ctrl+Alt+Space")})]
        answers: dict[str, Any] = {
            "Get": lambda *_: ("v", (("u", 1),)),
            "CreateSession": answer({"session_handle": ("s", "/session/1")}),
            "BindShortcuts": answer({"shortcuts": ("a(sa{sv})", shortcuts)}),
            "Close": lambda: ("", ()),
        }
        async with service(address, SERVICE, answers) as desktop:
            yield bus, desktop
            await asyncio.gather(*replies)
            await bus.aclose()


async def test_a_shortcut_of_the_desktop_is_bound_pressed_and_given_back() -> None:
    async with portal() as (bus, desktop):
        shortcut = GlobalShortcut("ask")
        await shortcut.look(bus)
        assert shortcut.available
        await shortcut.bind(bus, "Ask", "CTRL+ALT+space")
        assert shortcut.keys == "Ctrl+Alt+Space"
        (session, bound, _, _) = desktop.of("BindShortcuts")[0]
        assert (session, bound[0][0]) == ("/session/1", "ask")
        pressed: list[str] = []
        shortcut.pressed.connect(pressed.append)
        for session, name in (("/other", "ask"), ("/session/1", "other"), ("/session/1", "ask")):
            values = (session, name, 5, {"activation_token": ("s", "token")})
            await desktop.say(PORTAL, "Activated", "osta{sv}", *values, interface=SHORTCUTS)
        await until(lambda: pressed)
        assert pressed == ["token"]
        await shortcut.release(bus)
        assert shortcut.keys == ""
        assert len(desktop.of("Close")) == 1


async def test_a_person_who_declines_is_heard() -> None:
    async with portal(code=1) as (bus, _):
        with pytest.raises(BusError, match="declined"):
            await GlobalShortcut("ask").bind(bus, "Ask", "CTRL+ALT+space")


async def test_a_desktop_without_shortcuts_says_so() -> None:
    async with message_bus_of_its_own() as address:
        bus, shortcut = Bus(address), GlobalShortcut("ask")
        await shortcut.look(bus)
        assert not shortcut.available
        await bus.aclose()


# --- small windows and pages ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("qapp")
def test_the_quick_question_sends_by_enter_and_keeps_its_words_on_escape() -> None:
    window = QuickAsk(Theme())
    sent: list[str] = []
    window.sent.connect(sent.append)
    window.open("<b>Demo</b>")
    assert "<b>Demo</b> will answer" in " ".join(label.text() for label in window.findChildren(QLabel))
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert sent == []
    QTest.keyClicks(window.field, " rivers ")
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert not window.isVisible()
    window.open("Demo")
    assert window.field.text() == " rivers "
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert sent == ["rivers"]
    assert not window.isVisible()
    window.deleteLater()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # the offscreen platform has no tray
@pytest.mark.usefixtures("qapp")
def test_the_tray_s_menu_says_what_is_wished() -> None:
    tray = Tray()
    wishes: list[str] = []
    for name in ("asked", "new_wished", "opened", "quit_wished"):
        getattr(tray, name).connect(lambda name=name: wishes.append(name))
    for action in tray.menu.actions():
        action.trigger()
    assert wishes == ["asked", "new_wished", "opened", "quit_wished"]
    tray.close()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
@pytest.mark.usefixtures("qapp")
def test_a_tray_that_stays_away_is_told_once_its_panel_had_time_to_start_again() -> None:
    tray = Tray()
    lost: list[bool] = []
    tray.lost.connect(lambda: lost.append(True))
    tray.watch.timeout.emit()  # offscreen there is none
    assert not lost
    tray.watch.timeout.emit()
    assert lost
    tray.close()


@pytest.mark.usefixtures("qapp")
def test_the_switches_of_the_desktop_are_kept() -> None:
    kept = Settings()

    def put(settings: Settings) -> None:
        nonlocal kept
        kept = settings

    page = DesktopPage(Theme(), lambda: kept, tray=True, shortcut="words", binds=True)
    page.changed.connect(put)
    assert not page.close_to_tray.isEnabled()
    for box in (page.done, page.tray, page.close_to_tray, page.quick):
        box.click()
    assert kept.desktop == replace(DesktopSettings(), tell_done=False, tray=True, close_to_tray=True, quick_ask=True)
    page.tray.click()
    assert not kept.desktop.close_to_tray, "nobody could come back"
    page.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_what_a_desktop_does_not_offer_stays_chosen_for_one_that_does() -> None:
    chosen: list[Settings] = []
    kept = Settings(desktop=DesktopSettings(tray=True, close_to_tray=True, quick_ask=True))
    page = DesktopPage(Theme(), lambda: kept, tray=False, shortcut="words", binds=False)
    page.changed.connect(chosen.append)
    page.failed.click()
    assert chosen == [replace(kept, desktop=replace(kept.desktop, tell_failed=False))]
    page.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_a_proxy_holds_once_it_can_be_used(tmp_path: Path) -> None:
    kept = Settings()

    def put(settings: Settings) -> None:
        nonlocal kept
        kept = settings

    page = NetworkPage(lambda: kept, "none")
    page.changed.connect(put)
    use, address, trouble = page.use, page.address, page.address_trouble
    assert isinstance(use, QComboBox)
    assert isinstance(address, QLineEdit)
    use.setCurrentIndex(2)
    use.activated.emit(2)
    assert kept.network == Settings().network
    for typed, holds in (("proxy:80", False), ("http://me:pass@p:1", False), ("http://p.test:1", True)):
        address.setText(typed)
        address.editingFinished.emit()
        assert (kept.network.address != "") is holds
        assert bool(trouble.text()) is not holds
    (tmp_path / "ca.pem").write_text("no", encoding="utf-8")
    page.ca_file.setText(str(tmp_path / "ca.pem"))
    page.ca_file.editingFinished.emit()
    assert kept.network.ca_file == ""
    assert page.ca_trouble.text()
    page.deleteLater()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", ["", "ko"])
def test_help_is_a_local_page_with_its_contents(language: str) -> None:
    window = HelpWindow(Theme(), language)
    titles = [line[3:] for line in help_text(language).splitlines() if line.startswith("## ")]
    assert [window.contents.item(row).text() for row in range(window.contents.count())] == titles
    window.show()
    window.contents.setCurrentRow(len(titles) - 2)
    assert window.page.verticalScrollBar().value() > 0
    assert window.page.loadResource(2, "file:///etc/passwd") is None
    window.close()


def test_both_languages_help_with_the_same() -> None:
    english, korean = (help_text(code).splitlines() for code in ("", "ko"))
    assert len(english) > 50
    assert [line[:2] in ("# ", "##", "- ") for line in english] == [line[:2] in ("# ", "##", "- ") for line in korean]


# --- the real program -------------------------------------------------------------------------------------------------

RUN = """
    import json, os, subprocess, sys
    from PySide6.QtCore import QTimer
    from gui import app as program
    from gui import __main__ as entry
    from gui.desktop.quick import QuickAsk

    class Shell(program.Shell):
        async def _complete(self):
            await super()._complete()
            self.later = subprocess.Popen([sys.executable, "-m", "gui", *sys.argv[1:], "--ask"])
            self.timer = QTimer()
            self.timer.timeout.connect(self.look)
            self.timer.start(10)

        def look(self):
            window = self._window
            quick = window.findChild(QuickAsk)
            if quick is None or not quick.isVisible() or self.later.poll() is None:
                return
            self.timer.stop()
            seen = {"proxy": os.environ.get("https_proxy"), "direct": os.environ.get("no_proxy")}
            seen["later"] = self.later.poll()
            quick.field.setText("What time is it?")
            quick.field.returnPressed.emit()
            seen["said"] = [message.text() for message in self._page.conversation.session.messages]
            seen["live"] = self._page.conversation.live
            window.stays = lambda: True
            window.close()
            seen["hidden"] = not window.isVisible()
            window.come_forward()
            seen["back"] = window.isVisible()
            print(json.dumps(seen))
            self._quit()

    program.Shell = Shell
    entry.main(sys.argv[1:])
"""


def test_the_program_asks_quickly_stays_in_the_tray_and_takes_its_proxy(tmp_path: Path) -> None:
    settings = '[network]\nproxy = "own"\naddress = "http://127.0.0.1:9"\n'
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-c", textwrap.dedent(RUN), "--data-dir", str(tmp_path)]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HTTPS_PROXY": "http://127.0.0.1:8"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=50, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    assert seen["later"] == 0, "the later start has handed its wish over"
    assert seen["proxy"] == "http://127.0.0.1:9"
    assert "127.0.0.1" in seen["direct"]
    assert seen["said"][0] == "What time is it?"
    assert (seen["live"], seen["hidden"], seen["back"]) == (True, True, True)
