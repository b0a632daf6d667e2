"""One calm dialog about an error that nobody foresaw, with a report that can be copied."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_3, SPACE_4, SPACE_6
from gui.widgets.fitting import fit
from gui.widgets.folders import show_folder
from gui.widgets.labels import heading, sentence

_SIZE: Final = (680, 460)


class FaultDialog(QDialog):
    """Deletes itself when closed. `crashed`: the program ended by it, the last time."""

    def __init__(
        self, theme: Theme, report: str, logs: Path, parent: QWidget | None = None, *, crashed: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("faultDialog")
        title = self.tr("Rivulet ended unexpectedly") if crashed else self.tr("Something went wrong")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = (
            self.tr("The last time, a part of the program failed so badly that it ended. Your conversations are kept.")
            if crashed
            else self.tr("A part of Rivulet failed. Your conversations are kept, and you can go on working.")
        )
        self.report = QPlainTextEdit(_plain(report), self)
        self.report.setObjectName("faultReport")
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setFont(theme.mono(TextRole.SMALL))
        self.copy_button = QPushButton(self.tr("Copy the report"), self)
        self.copy_button.setObjectName("faultCopy")
        self.copy_button.clicked.connect(self._copy)
        folder = QPushButton(self.tr("Show the log"), self)
        folder.setObjectName("faultLogs")
        folder.clicked.connect(lambda: show_folder(logs))
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("faultClose")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_3)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(heading(title, self))
        column.addWidget(sentence(said, "", self))
        column.addWidget(
            sentence(
                self.tr(
                    "Nothing is sent. If you report this, the text below helps. Keys and the words of your "
                    "conversations were taken out of it."
                ),
                "muted",
                self,
            )
        )
        column.addWidget(self.report, 1)
        column.addLayout(buttons)
        fit(self, *_SIZE)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(self.tr("Copied"))


def _plain(report: str) -> str:
    return "\n".join(visible(line) for line in report.splitlines())
