"""The program on Wayland: the compositor's screen is a window on X, so hands and eyes are those of the other tests."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.theme.tokens import LIGHT
from tests.e2e.conftest import START_S, Rivulet
from tests.e2e.screen import Screen, wait_until
from tests.e2e.test_window import HALF, Always, asked, wait_asked
from tests.support.server import ServerThread

# Names of both old and new versions: what one does not know it passes by.
WESTON = """
[core]
backend=x11-backend.so
use-pixman=true
renderer=pixman
idle-time=0
[shell]
panel-position=none
locking=false
[input-method]
path=
[output]
name=X1
mode=1380x900
"""


@pytest.fixture
def wayland(screen: Screen, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of programs there."""
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    config = tmp_path / "weston.ini"
    config.write_text(WESTON, "utf-8")
    environ = {**screen.environ, "XDG_RUNTIME_DIR": str(folder)}
    said = tmp_path / "weston.log"
    with said.open("wb") as log:
        weston = subprocess.Popen(
            ["weston", f"--config={config}", "--socket=wayland-test"], env=environ, stdout=log, stderr=log
        )
    try:
        wait_until(lambda: bool(_window(said)) or weston.poll() is not None, START_S, "the compositor runs")
        assert weston.poll() is None, said.read_text("utf-8")
        wait_until(lambda: _activated(screen, _window(said)), START_S, "it has the keyboard")
        environ |= {"WAYLAND_DISPLAY": "wayland-test", "XDG_SESSION_TYPE": "wayland", "QT_QPA_PLATFORM": "wayland"}
        del environ["DISPLAY"]
        yield environ
    finally:
        weston.terminate()
        weston.wait(10)


def test_a_question_is_typed_and_its_answer_stopped_on_wayland(
    screen: Screen, wayland: dict[str, str], tmp_path: Path
) -> None:
    with ServerThread(Always(HALF)) as server:
        target = ["--protocol", "openai-chat", "--base-url", f"{server.url}/v1", "--model", "m"]
        process = subprocess.Popen(
            [sys.executable, "-m", "gui", "--data-dir", str(tmp_path / "data"), *target],
            env={**wayland, "OPENAI_API_KEY": "sk-canary-0123456789abcdef"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            rivulet = Rivulet(process, screen, tmp_path / "data")
            wait_until(lambda: _typed(screen), START_S, "the window takes what is typed")
            place = rivulet.button()
            rivulet.screen.press("Return")
            wait_asked(server)
            time.sleep(0.5)
            screen.click(place)
            assert rivulet.wait_turns()["outcome"] == "stopped"
            [question] = asked(server)
            wait_until(lambda: question.visit.closed is not None, 5, "the client has left")
            rivulet.quit()
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


def _window(log: Path) -> str:
    """The compositor's own, as soon as programs can come."""
    found = re.search(r"window id (\d+)", log.read_text("utf-8"))
    return found[1] if found and (log.parent / "run" / "wayland-test").exists() else ""


def _activated(screen: Screen, window: str) -> bool:
    try:
        screen.xdotool("windowactivate", "--sync", window)
    except RuntimeError:  # the window manager is not there yet
        return False
    return True


def _typed(screen: Screen) -> bool:
    """The compositor gives the window the keyboard when it likes. With text in the composer there is a button."""
    screen.type("h")
    return screen.find_block(LIGHT.accent) is not None
