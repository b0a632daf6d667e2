"""The program itself, with a hand at its window that imports a file and then closes it: `python -m tests.crash.bringing
FOLDER FILE`. It says on stdout when the import begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from gui import app as program
from gui.data.import_dialog import ImportDialog
from gui.main_window import MainWindow
from gui.options import read_options
from tests.crash.migrating import BEGIN

_LOOK_MS: Final = 5


class Handled(MainWindow):
    """Looks again and again whether the next thing can be done."""

    def __init__(self, sidebar: QWidget, page: QWidget, inspector: QWidget) -> None:
        super().__init__(sidebar, page, inspector)
        self._steps: Iterator[bool] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.painted.connect(self._begin)

    def _begin(self) -> None:
        self._steps = self._import(sys.argv[2])
        self._timer.start()

    def _look(self) -> None:
        if next(self._steps, None) is None:
            self._timer.stop()
            self.close()

    def _import(self, path: str) -> Iterator[bool]:
        command = next(each for each in self.actions() if each.objectName() == "import_chatsAction")
        while self.findChild(ImportDialog) is None:  # the store is not open at once
            command.trigger()
            yield True
        yield from self._wait(lambda: self._pressed("chooseImportButton"))
        chooser = self.findChild(QFileDialog, "importFileDialog")
        assert chooser is not None
        chooser.fileSelected.emit(path)
        chooser.reject()
        yield from self._wait(lambda: self._can_press("importButton"))
        print(BEGIN, flush=True)
        self._pressed("importButton")
        yield from self._wait(lambda: any(each.isVisible() for each in self.findChildren(QLabel, "endedText")))
        yield from self._wait(lambda: self._pressed("closeDataButton"))

    @staticmethod
    def _wait(done: Callable[[], bool]) -> Iterator[bool]:
        while not done():
            yield True

    def _can_press(self, name: str) -> bool:
        button = self.findChild(QPushButton, name)
        return button is not None and button.isVisible() and button.isEnabled()

    def _pressed(self, name: str) -> bool:
        button = self.findChild(QPushButton, name)
        if button is None or not self._can_press(name):
            return False
        button.click()
        return True


if __name__ == "__main__":
    setattr(program, "MainWindow", Handled)  # noqa: B010  # a hand at it, no other behaviour
    code = program.run(read_options(["--data-dir", sys.argv[1], "--provider", "demo"]))
    sys.stdout.flush()
    os._exit(code)
