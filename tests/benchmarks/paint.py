"""From the start of the process to the first paint: `python -m tests.benchmarks.paint bare|app STARTED FOLDER` prints
seconds.

STARTED is the parent's `time.monotonic()` just before it started this process (one clock for all on Linux and macOS).
"""

from __future__ import annotations

import os
import sys
import time


def tell(started: float) -> None:
    print(time.monotonic() - started, flush=True)
    os._exit(0)  # what comes after the first paint is not measured


def bare(started: float, _folder: str) -> None:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            tell(started)

    app = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    app.exec()  # the bare window has nothing else to do


def app(started: float, folder: str) -> None:
    from gui.imports import quicken_imports
    from gui.options import read_options

    options = read_options(["--data-dir", folder])
    quicken_imports()
    from gui import app as program

    class Timed(program.Shell):
        def show_window(self) -> None:
            super().show_window()
            tell(started)

    program.Shell = Timed  # type: ignore[misc]  # the program's own start, to its end
    program.run(options)


if __name__ == "__main__":
    {"bare": bare, "app": app}[sys.argv[1]](float(sys.argv[2]), sys.argv[3])
