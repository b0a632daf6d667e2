"""The packed app: what it weighs, how fast it is there beside the source tree and a bare window, and its memory.

The first paint is watched from outside: the time from the start of the process until the middle of the screen changes.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.children import ROOT, Platform
from tests.benchmarks.record import Row
from tests.e2e.screen import SIZE, Screen, wait_until

_RUNS: Final = 5
_MIDDLE: Final = (SIZE[0] // 2, SIZE[1] // 2)
_BARE: Final = (
    "from PySide6.QtWidgets import QApplication, QMainWindow;"
    "app = QApplication([]); window = QMainWindow(); window.resize(1280, 800); window.show(); app.exec()"
)


def bundle(_where: Sequence[Platform]) -> list[Row]:
    """Makes the app first, as `python3 run.py bundle` does."""
    sys.path.insert(0, str(ROOT / "packaging"))
    from bundle import folder, info, linux

    output = ROOT / "build" / "bench"
    made = folder.make_folder(output)
    parts = folder.sizes(made)
    rows = [Row("installed", f"{sum(parts.values()) / 1e6:.0f} MB")]
    rows += [Row(f"installed: {name}", f"{size / 1e6:.1f} MB") for name, size in parts.items() if size > 2e6]
    if sys.platform == "linux":
        package = linux.make_deb(made, output, info.version())
        rows.append(Row("packed, .deb", f"{package.stat().st_size / 1e6:.0f} MB"))
        rows += _starts(made)
    return rows


def _starts(made: Path) -> list[Row]:
    from core.about import distributions

    homes = {Path(str(found.locate_file(""))) for found in distributions()}
    bare = [sys.executable, "-c", _BARE]
    programs: tuple[tuple[str, list[str], set[Path]], ...] = (
        ("source tree", [sys.executable, "-m", "gui"], {ROOT / "core", ROOT / "gui", *homes}),
        ("packed app", [str(made / "rivulet")], {made}),
    )
    rows = []
    with Screen() as screen:
        time.sleep(1)  # the window manager paints the ground
        for state, cold in (("warm", False), ("cold", True)):
            theirs = _start(bare, homes if cold else set(), screen)[0]
            for name, command, places in programs:
                seconds, memory = _start(command, places if cold else set(), screen)
                rows.append(Row(f"first paint over a bare QMainWindow, {state}, {name}", _ratio(seconds, theirs), "2x"))
                if not cold:
                    rows.append(Row(f"memory a second after it, {name}", f"{memory:.0f} MB", "150 MB"))
    return rows


def _ratio(seconds: float, theirs: float) -> str:
    return f"{seconds / theirs:.2f}x ({seconds:.2f} s)"


def _start(command: Sequence[str], forgotten: set[Path], screen: Screen) -> tuple[float, float]:
    """Median of several starts in seconds, and MB of memory. The system forgets the files below `forgotten` first."""
    found = [_once(command, forgotten, screen) for _ in range(_RUNS + 1)][1:]
    return statistics.median(seconds for seconds, _ in found), statistics.median(memory for _, memory in found)


def _once(command: Sequence[str], forgotten: set[Path], screen: Screen) -> tuple[float, float]:
    for place in forgotten:
        _forget(place)
    empty = screen.pixel(*_MIDDLE)
    with tempfile.TemporaryDirectory() as data:
        environ = {**screen.environ, "RIVULET_DATA_DIR": data}
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, env=environ)
        while screen.pixel(*_MIDDLE) == empty and time.monotonic() - began < 60:
            time.sleep(0.001)
        seconds = time.monotonic() - began
        time.sleep(1)
        pages = int(Path(f"/proc/{process.pid}/statm").read_text("ascii").split()[1])
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    wait_until(lambda: screen.pixel(*_MIDDLE) == empty, 10, "the screen is empty again")
    return seconds, pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _forget(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
