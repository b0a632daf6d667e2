"""`python3 run.py bundle --smoke`: the package as a person meets it. Debian, as root; a home of its own, so that no
data is touched. Pictures go beside the package.

Install an older version, talk with it; install the new one over it: the conversation is there. Double-click it in a
file manager, ask the demo, stop it in the middle of an answer, quit, remove it: nothing is left but the person's data.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bundle import info, linux
from PySide6.QtGui import QImage

from tests.bundle.packed import ask_served, clean, wait_turns
from tests.e2e.screen import SIZE, Screen, wait_until

OLDER = "0.0.9"
PROGRAM = Path("/usr/lib/rivulet/rivulet")
WATCHED = ("/usr", "/etc", "/opt", "/root")
# What Debian itself keeps of what is or was installed, and caches that anybody's package changes.
NOT_OURS = ("/etc/ld.so.cache", "/usr/share/mime", "/usr/share/applications/mimeinfo.cache", "icon-theme.cache")


class Smoke:
    def __init__(self, output: Path, home: Path, screen: Screen) -> None:
        self._output = output
        self._home = home
        self._screen = screen
        self.data = home / ".local" / "share" / "Rivulet"
        self._manager: subprocess.Popen[bytes] | None = None
        self._environ = clean() | screen.environ | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            self._environ.pop(name, None)

    def talk_to_the_older_one(self) -> None:
        """One answer, started from a terminal."""
        window = subprocess.Popen(["rivulet", "--prompt", "refusal", "--send"], env=self._environ)
        try:
            wait_turns(self.data, 1)
            self._screen.window_of(window.pid)
            self._screen.press("ctrl+q")
            assert window.wait(30) == 0
        finally:
            window.kill()

    def double_click(self) -> int:
        """The program's process, started by a real double-click in the file manager."""
        desk = self._home / "Desktop"
        desk.mkdir(exist_ok=True)
        (desk / "rivulet.desktop").symlink_to("/usr/share/applications/rivulet.desktop")
        settings = self._home / ".config" / "libfm"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "libfm.conf").write_text("[config]\nquick_exec=1\nsingle_click=0\n", "utf-8")
        command = ["dbus-run-session", "pcmanfm", str(desk)]
        self._manager = subprocess.Popen(command, env=self._environ, stderr=subprocess.DEVNULL)
        window = self._screen_window("Desktop")
        self._screen.xdotool("windowsize", "--sync", window, "700", "500")
        self._screen.xdotool("windowmove", "--sync", window, "100", "100")
        time.sleep(2)  # icons are drawn when the manager finds the time; nobody tells
        self.picture("1-file-manager")
        place = self._icon(window)
        self._screen.xdotool("mousemove", *map(str, place), "click", "--repeat", "2", "--delay", "80", "1")
        found: list[int] = []

        def started() -> bool:
            found[:] = running()
            return bool(found)

        wait_until(started, 20, "the double-click has started the program")
        self._screen.window_of(found[0])
        return found[0]

    def _screen_window(self, name: str) -> str:
        found: list[str] = []

        def seen() -> bool:
            try:
                found[:] = self._screen.xdotool("search", "--onlyvisible", "--name", name).split()
            except RuntimeError:
                return False
            return bool(found)

        wait_until(seen, 20, f"a window named {name}")
        return found[-1]

    def _icon(self, window: str) -> tuple[int, int]:
        """The middle of our icon, found by its colour: the file manager shows nothing else like it."""
        picture = self._image()

        def deep_teal(x: int, y: int) -> bool:
            color = picture.pixelColor(x, y)
            return color.red() < 50 < 80 < color.green() and abs(color.green() - color.blue()) < 40

        places = [(x, y) for y in range(100, 600, 2) for x in range(100, 800, 2) if deep_teal(x, y)]
        assert places, f"no icon of ours in window {window}"
        return sum(x for x, _ in places) // len(places), sum(y for _, y in places) // len(places)

    def chat(self, process: int) -> None:
        """One answer whole, one stopped in the middle, and the end."""
        self._screen.type("refusal")
        self._screen.press("Return")
        assert wait_turns(self.data, 2) == "finished"
        self.picture("2-answer")
        self._screen.type("long")
        self._screen.press("Return")
        time.sleep(3)  # in the middle of twenty seconds of answer
        self.picture("3-streaming")
        self._screen.press("Escape")
        assert wait_turns(self.data, 3) == "stopped"
        time.sleep(0.5)
        self.picture("4-stopped")
        self._screen.press("ctrl+q")
        wait_until(lambda: process not in running(), 20, "the program has ended")
        assert self._manager is not None
        self._manager.terminate()
        self._manager.wait(10)

    def serve(self) -> None:
        """The same core for another program."""
        ask_served("rivulet-serve", self._environ)

    def conversations(self) -> int:
        done = subprocess.run(
            ["rivulet-data", "list", "--json"], env=self._environ, capture_output=True, text=True, check=True
        )
        return len(json.loads(done.stdout))

    def picture(self, name: str) -> None:
        self._image().save(str(self._output / f"smoke-{name}.png"))

    def _image(self) -> QImage:
        pixels = self._screen.picture()
        return QImage(pixels, *SIZE, len(pixels) // SIZE[1], QImage.Format.Format_RGB32).copy()


def running() -> list[int]:
    """The processes of the installed program."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "exe").readlink() == PROGRAM:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def traces() -> set[str]:
    """Every path on the system, but for what changes by itself."""
    found: set[str] = set()
    for top in WATCHED:
        for folder, _, files in os.walk(top):
            found.update(f"{folder}/{name}" for name in files)
    return {path for path in found if not any(part in path for part in NOT_OURS)}


def dpkg(*arguments: str) -> None:
    subprocess.run(["dpkg", *arguments], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def step(words: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"{words} ...", end="", flush=True)
    yield
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def main(output: Path) -> int:
    """The whole story; returns the exit code."""
    if os.geteuid() != 0 or not shutil.which("dpkg-deb") or not shutil.which("pcmanfm"):
        print("The smoke test installs a Debian package: it needs root, dpkg and pcmanfm.", file=sys.stderr)
        return 1
    older = linux.make_deb(output / "rivulet", output / "work", OLDER, fast=True)
    newer = output / f"rivulet_{info.version()}_{linux.architecture()}.deb"
    before = {path for path in traces() if "rivulet" in path.lower()}
    with tempfile.TemporaryDirectory(prefix="rivulet-home-") as folder, Screen() as screen:
        smoke = Smoke(output, Path(folder), screen)
        with step(f"install {OLDER}"):
            dpkg("--install", str(older))
        with step("talk with it"):
            smoke.talk_to_the_older_one()
        with step(f"install {info.version()} over it"):
            dpkg("--install", str(newer))
        assert smoke.conversations() == 1, "the conversation is there after the upgrade"
        with step("double-click"):
            process = smoke.double_click()
        with step("chat, stop, quit"):
            smoke.chat(process)
        assert smoke.conversations() == 2, "both conversations are there"
        with step("serve"):
            smoke.serve()
        with step("remove"):
            dpkg("--purge", "rivulet")
        left = {path for path in traces() if "rivulet" in path.lower()} - before
        assert not left, f"left behind: {sorted(left)}"
        assert (smoke.data / "conversations.sqlite3").is_file(), "the person's data stays"
    print("The package does what it should.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
