"""The setting that lets other programs of this computer be answered: its switch, and what they need to know."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from gui.settings.numbers import WholeNumber
from gui.settings.rows import Setting, sentence
from gui.settings.served import Served
from gui.theme.tokens import SPACE_1, SPACE_2

_PORT: Final = 8377
_HIGHEST: Final = 65535
_COPIED_MS: Final = 1_400


class ServedRow(QWidget):
    """`start_wished(port)`, `stop_wished`; `page_wished(url)` asks for the page in a browser."""

    start_wished = Signal(int)
    stop_wished = Signal()
    page_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._served = Served()
        self.port = WholeNumber(self)
        self.port.setObjectName("servedPort")
        self.port.setAccessibleName(self.tr("Port"))
        self.port.setPrefix(f"{self.tr('Port')} ")
        self.port.setToolTip(self.tr("0 takes any free port."))
        self.port.setRange(0, _HIGHEST)
        self.port.setValue(_PORT)
        self.switch = QPushButton(self)
        self.switch.setObjectName("servedSwitch")
        self.switch.setAutoDefault(False)
        self.switch.clicked.connect(self._turn)
        self.trouble = sentence("", "error", self)
        self.trouble.setObjectName("servedTrouble")
        self.answers = sentence("", "muted", self)
        self.details = QWidget(self)
        self._grid = QGridLayout(self.details)
        self._grid.setContentsMargins(0, 0, 0, SPACE_2)
        self._grid.setSpacing(SPACE_2)
        self._grid.setColumnStretch(1, 1)
        self.address = self._line(self.tr("Base URL"), "servedAddress")
        self.token = self._line(self.tr("Token, in place of an API key"), "servedToken")
        self.page = QPushButton(self.tr("Open the page in a browser"), self)
        self.page.setObjectName("servedPage")
        self.page.setAutoDefault(False)
        self.page.clicked.connect(lambda: self.page_wished.emit(f"{self._served.address}/?token={self._served.token}"))
        self._lay_out()
        self.show_served(self._served)

    def _line(self, name: str, object_name: str) -> QLineEdit:
        """Something to be copied, under its name."""
        row = self._grid.rowCount()
        label = QLabel(name, self.details)
        label.setTextFormat(Qt.TextFormat.PlainText)
        line = QLineEdit(self.details)
        line.setObjectName(object_name)
        line.setAccessibleName(name)
        line.setReadOnly(True)
        label.setBuddy(line)
        copy = QPushButton(self.tr("Copy"), self.details)
        copy.setAccessibleName(self.tr("Copy: {name}").replace("{name}", name))
        copy.setAutoDefault(False)
        restore = QTimer(copy)
        restore.setSingleShot(True)
        restore.timeout.connect(lambda: copy.setText(self.tr("Copy")))

        def take() -> None:
            QGuiApplication.clipboard().setText(line.text())
            copy.setText(self.tr("Copied"))
            restore.start(_COPIED_MS)

        copy.clicked.connect(take)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(line, row, 1)
        self._grid.addWidget(copy, row, 2)
        return line

    def _lay_out(self) -> None:
        control = QWidget(self)
        row = QHBoxLayout(control)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.port)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)
        meaning = self.tr(
            "Programs and a browser on this computer are answered by your models, with a token, in the form of Chat "
            "Completions. Only until Rivulet ends."
        )
        self._grid.addWidget(self.page, self._grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(Setting(self.tr("Answer other programs"), meaning, control, self))
        column.addWidget(self.trouble)
        column.addWidget(self.answers)
        column.addWidget(self.details)

    def show_served(self, served: Served) -> None:
        self._served = served
        on = served.port > 0
        self.switch.setText(self.tr("Stop") if on or served.starting else self.tr("Start"))
        self.port.setEnabled(not on and not served.starting)
        self.trouble.setText(served.trouble)
        self.trouble.setVisible(bool(served.trouble))
        said = self.tr("{model} of {provider} answers where a program names no other model.")
        said = said.replace("{provider}", visible(served.provider)).replace("{model}", visible(served.model))
        self.answers.setText(said)
        self.answers.setVisible(on)
        self.address.setText(f"{served.address}/v1" if on else "")
        self.token.setText(served.token)
        self.details.setVisible(on)

    def _turn(self) -> None:
        if self._served.port or self._served.starting:
            self.stop_wished.emit()
        else:
            self.start_wished.emit(self.port.value())
