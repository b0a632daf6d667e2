"""Where the window stood and how wide its columns were, over a restart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from gui.main_window import MainWindow


class Frame:
    def __init__(self, window: MainWindow, path: Path) -> None:
        self._window = window
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    def restore(self) -> None:
        geometry, columns = self._kept.value("geometry"), self._kept.value("columns")
        if geometry is not None:
            self._window.restoreGeometry(geometry)
        if columns is not None:
            self._window.restore_columns(columns)

    def remember(self) -> None:
        self._kept.setValue("geometry", self._window.saveGeometry())
        self._kept.setValue("columns", self._window.columns())
        self._kept.sync()
