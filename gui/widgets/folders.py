"""The way to a folder of this machine: it is shown in the desktop's own program for files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def show_folder(path: Path) -> bool:
    """Show a folder, or the one that a file is in; whether the desktop could. Nothing in it is opened or run."""
    folder = path if path.is_dir() else path.parent
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def usual_folder(place: QStandardPaths.StandardLocation) -> Path:
    """A folder of the person's own, such as the one for documents; their home where there is none."""
    named = QStandardPaths.writableLocation(place)
    return Path(named) if named and Path(named).is_dir() else Path.home()
