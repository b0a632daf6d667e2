"""A display of its own with a window manager; keyboard and mouse through the X server, eyes on its pixels."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

SIZE = (1400, 950)
_SOLID = 16  # pixels of one colour in a row and rows of them: a filled button, not a line


class Screen:
    """An Xvfb with openbox, as a context manager."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="rivulet-screen-"))
        self._server: subprocess.Popen[bytes] | None = None
        self._manager: subprocess.Popen[bytes] | None = None
        self.environ: dict[str, str] = {}

    def __enter__(self) -> Self:
        reader, writer = os.pipe()
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-fbdir", str(self._folder), "-nolisten", "tcp"],
            pass_fds=[writer],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as said:
            number = said.readline().strip()
        self.environ = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        self.environ["DISPLAY"] = f":{number}"
        self._manager = subprocess.Popen(
            ["openbox"],
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self._manager, self._server):
            if process is not None:
                process.terminate()
                process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environ, capture_output=True, text=True, timeout=30, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"xdotool {' '.join(arguments)}: {done.stderr}")
        return done.stdout.strip()

    def window_of(self, pid: int) -> str:
        """The window of a process, waited for and active."""
        found: list[str] = []

        def activated() -> bool:
            try:
                found[:] = self.xdotool("search", "--onlyvisible", "--pid", str(pid)).split()
                self.xdotool("windowactivate", "--sync", found[-1])
            except (RuntimeError, IndexError):  # not there yet, or a helper window that is gone again
                return False
            return True

        self.xdotool("mousemove", "0", "0")  # a button under the pointer looks different
        wait_until(activated, 30, f"the window of process {pid}")
        return found[-1]

    def type(self, text: str) -> None:
        self.xdotool("type", "--delay", "12", text)

    def press(self, keys: str) -> None:
        self.xdotool("key", keys)

    def click(self, place: tuple[int, int]) -> None:
        self.xdotool("mousemove", str(place[0]), str(place[1]), "click", "1")

    def find_block(self, color: str) -> tuple[int, int] | None:
        """A place inside the lowest solid block of this colour (`#rrggbb`); None where there is none."""
        width, height, stride, pixels = self._pixels()
        red, green, blue = bytes.fromhex(color.removeprefix("#"))
        run = bytes((blue, green, red, 0)) * _SOLID
        for y in range(height - 1, _SOLID, -1):
            at = pixels.find(run, y * stride, y * stride + width * 4)
            while at >= 0 and at % 4:
                at = pixels.find(run, at + 1, y * stride + width * 4)
            above = at - 3 * stride
            if at >= 0 and pixels[above : above + len(run)] == run:
                return at % stride // 4 + _SOLID // 2, y - 4
        return None

    def pixel(self, x: int, y: int) -> bytes:
        """Blue, green and red of one place; cheap enough to be asked each millisecond."""
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            fields = struct.unpack(">25I", file.read(100))
            file.seek(fields[0] + fields[19] * 12 + y * fields[12] + x * 4)
            return file.read(3)

    def picture(self) -> bytes:
        """What the screen shows, for comparing."""
        return self._pixels()[3]

    def _pixels(self) -> tuple[int, int, int, bytes]:
        """Width, height, bytes a row and the pixels (blue, green, red, unused) of the X server's framebuffer."""
        data = (self._folder / "Xvfb_screen0").read_bytes()
        fields = struct.unpack(">25I", data[:100])
        start = fields[0] + fields[19] * 12
        width, height, stride = fields[4], fields[5], fields[12]
        pixels = bytearray(data[start : start + stride * height])
        pixels[3::4] = bytes(len(pixels) // 4)  # where a window has transparency, it is written there
        return width, height, stride, bytes(pixels)


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Look until it is so. Raises TimeoutError that says what was waited for."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(f"Not within {seconds:g} s: {what}")
        time.sleep(0.02)
