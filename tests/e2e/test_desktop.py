"""The window among other programs: closed into the tray while an answer comes, told of, brought back by a click."""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import ANSWER_S, Rivulet
from tests.e2e.screen import Screen
from tests.support import chat
from tests.support.answers import MODELS
from tests.support.desktop import Answer as Reply
from tests.support.desktop import message_bus_of_its_own, service
from tests.support.script import Answer, whole
from tests.support.server import Received, ServerThread

NOTIFICATIONS, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
TRAY = "org.kde.StatusNotifierWatcher"
SETTINGS = "[desktop]\ntray = true\nclose_to_tray = true\n"


class Gate:
    """Answers a question once it is opened."""

    def __init__(self) -> None:
        self.asked, self.open = threading.Event(), threading.Event()

    def __call__(self, received: Received) -> Answer:
        if received.method == "GET":
            return whole(MODELS)
        self.asked.set()
        self.open.wait(ANSWER_S)
        return chat.answer("The sea.")


async def until(holds: Callable[[], object]) -> None:
    while not await asyncio.to_thread(holds):
        await asyncio.sleep(0.02)


def started(screen: Screen, bus: str, url: str, folder: Path) -> Rivulet:
    folder.mkdir()
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    target = ["--protocol", "openai-chat", "--base-url", f"{url}/v1", "--model", "m", "--api-key-env", "E2E_KEY"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gui", "--data-dir", str(folder), *target],
        env={**screen.environ, "E2E_KEY": "sk-canary-0123456789abcdef", "DBUS_SESSION_BUS_ADDRESS": bus},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    screen.window_of(process.pid)
    return Rivulet(process, screen, folder)


@pytest.mark.time_limit(40)
async def test_an_answer_that_ends_in_the_tray_is_told_and_a_click_brings_it_back(
    screen: Screen, tmp_path: Path
) -> None:
    numbers, gate = itertools.count(1), Gate()
    daemon: dict[str, Reply] = {
        "GetCapabilities": lambda: ("as", (["body"],)),
        "Notify": lambda _app, before, *_rest: ("u", (before or next(numbers),)),
        "CloseNotification": lambda _number: ("", ()),
    }
    watcher: dict[str, Reply] = {
        "Get": lambda _interface, name: ("v", (("b", True) if "Host" in name else ("i", 0),)),
        "RegisterStatusNotifierItem": lambda _name: ("", ()),
    }
    async with (
        message_bus_of_its_own() as bus,
        service(bus, NOTIFICATIONS, daemon) as desktop,
        service(bus, TRAY, watcher) as tray,
    ):
        with ServerThread(gate) as server:
            rivulet = await asyncio.to_thread(started, screen, bus, server.url, tmp_path / "data")
            process = rivulet.process

            def seen() -> bool:
                command = ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)]
                return subprocess.run(command, env=screen.environ, capture_output=True, check=False).stdout != b""

            try:
                await tray.asked("RegisterStatusNotifierItem")
                await asyncio.to_thread(rivulet.say, "Where does a river go?")
                await until(gate.asked.is_set)
                await asyncio.to_thread(screen.press, "alt+F4")
                await until(lambda: not seen())
                assert process.poll() is None, "the answer goes on"
                gate.open.set()
                _, _, _, title, text, *_ = await desktop.asked("Notify")
                assert (title, text) == ("Where does a river go?", "Answer ready: The sea.")
                while not await asyncio.to_thread(seen):  # the program may not have read yet which number it has
                    await desktop.say(PATH, "ActionInvoked", "us", 1, "default")
                    await asyncio.sleep(0.1)
                process.terminate()
                out, err = await asyncio.to_thread(process.communicate)
                assert (process.returncode, out, err) == (0, "", ""), rivulet.log
            finally:
                gate.open.set()
                if process.poll() is None:
                    process.kill()
                process.communicate()
