"""Asking for a file and writing a text into it, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from core.files import whole_file


def ask_for_csv(parent: QWidget, name: str, text: Callable[[], str], say: Callable[[str], None]) -> None:
    """Ask where the table shall go and put it there; `say` is told how that went."""

    def write(chosen: str) -> None:
        say(save_text(Path(chosen), text()))

    dialog = QFileDialog(parent, _tr("Save as CSV"))
    dialog.setObjectName("saveCsvDialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([_tr("CSV table (*.csv)")])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(name)
    dialog.fileSelected.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def save_text(path: Path, text: str) -> str:
    """Write it; returns the sentence about how that went."""
    try:
        with whole_file(path) as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        return _tr("The file was not saved: {why}").replace("{why}", error.strerror or str(error))
    return _tr("Saved.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LatencyLab", text)
