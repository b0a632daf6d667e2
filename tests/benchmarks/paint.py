"""From the start of the process to the first paint: `python -m tests.benchmarks.paint bare|app STARTED` prints seconds.

STARTED is the parent's `time.monotonic()` just before it started this process (one clock for all on Linux and macOS).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


def tell(started: float) -> None:
    print(time.monotonic() - started, flush=True)
    os._exit(0)  # what comes after the first paint is not measured


def bare(started: float) -> None:
    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            tell(started)

    app = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    app.exec()  # the bare window has nothing else to do


def app(started: float) -> None:
    from core.logs import SecretMask
    from gui.app import Shell
    from gui.loop import run_program
    from gui.options import Options

    class Timed(Shell):
        def _after_paint(self) -> None:
            tell(started)

    with tempfile.TemporaryDirectory() as folder:
        application = QApplication(["Rivulet"])
        run_program(application, Timed(application, Options(data_dir=Path(folder)), None, SecretMask()))


if __name__ == "__main__":
    {"bare": bare, "app": app}[sys.argv[1]](float(sys.argv[2]))
