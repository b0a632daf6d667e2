"""A screen for the tests of this folder, and the program on it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gui.theme.tokens import LIGHT
from tests.e2e.screen import Screen, wait_until

START_S = 30.0
ANSWER_S = 20.0


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with Screen() as opened:
        yield opened


@dataclass(slots=True)
class Rivulet:
    """The program as a process, with hands on its window."""

    process: subprocess.Popen[str]
    screen: Screen
    folder: Path

    def say(self, text: str) -> None:
        """Type into the composer and press Enter."""
        self.screen.type(text)
        self.screen.press("Return")

    def button(self) -> tuple[int, int]:
        """Where Send and Stop are: one place. There must be text in the composer, or an answer running."""
        place: list[tuple[int, int]] = []

        def seen() -> bool:
            found = self.screen.find_block(LIGHT.accent)
            place.extend([found] if found else [])
            return bool(place)

        wait_until(seen, 10, "the button of the composer is on the screen")
        return place[0]

    @property
    def log(self) -> str:
        path = self.folder / "logs" / "rivulet.log"
        return path.read_text("utf-8") if path.exists() else ""

    def turns(self) -> list[dict[str, str]]:
        """The log's line of each turn that has ended, as its fields."""
        found = re.findall(r"INFO core\.session: turn \S+ (.*)", self.log)
        return [dict(field.split("=", 1) for field in line.split(" ")) for line in found]

    def wait_turns(self, count: int = 1) -> dict[str, str]:
        """Until so many turns have ended; returns the last one's fields."""
        wait_until(lambda: len(self.turns()) >= count, ANSWER_S, f"{count} turns have ended; log: {self.log[-2000:]}")
        return self.turns()[-1]

    def quit(self, keys: str = "ctrl+q") -> float:
        """Quit by keyboard; returns the seconds it took. Exit code 0, nothing said."""
        began = time.monotonic()
        self.screen.press(keys)
        out, err = self.process.communicate(timeout=30)
        took = time.monotonic() - began
        assert (self.process.returncode, out, err) == (0, "", ""), self.log[-2000:]
        assert not re.search(r" (ERROR|CRITICAL) ", self.log), self.log[-4000:]
        return took


class Launcher:
    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen = screen
        self._folder = folder
        self.processes: list[subprocess.Popen[str]] = []

    def __call__(self, url: str, *arguments: str) -> Rivulet:
        """Start the program against a server; returns when its window is active."""
        target = ["--protocol", "openai-chat", "--base-url", f"{url}/v1", "--model", "m", "--api-key-env", "E2E_KEY"]
        process = subprocess.Popen(
            [sys.executable, "-m", "gui", "--data-dir", str(self._folder), *target, *arguments],
            env={**self._screen.environ, "E2E_KEY": "sk-canary-0123456789abcdef"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        self._screen.window_of(process.pid)
        return Rivulet(process, self._screen, self._folder)


@pytest.fixture
def launch(screen: Screen, tmp_path: Path) -> Iterator[Launcher]:
    launcher = Launcher(screen, tmp_path / "data")
    yield launcher
    for process in launcher.processes:
        if process.poll() is None:
            process.kill()
        process.communicate()
