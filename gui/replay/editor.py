"""A copy of a recording as text: edited by hand, checked while it is, played or saved when it is sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.wire.tape import RecordingError, Tape, loads, total_bytes
from gui.language import phrase
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from gui.widgets.labels import sentence

LARGEST: Final = 4 * 1024 * 1024  # characters that are edited here
_CHECK_MS: Final = 300


class RecordingEditor(QDialog):
    """`play_wished(tape)`, `save_wished(text)`. Deletes itself when closed; open it with `open()`."""

    play_wished = Signal(object)
    save_wished = Signal(str)

    def __init__(self, theme: Theme, name: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recordingEditor")
        title = self.tr("A copy of {name}").replace("{name}", f"“{name}”")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tape: Tape | None = None
        self._line = 0  # of the trouble
        self.field = QPlainTextEdit(self)
        self.field.setObjectName("recordingField")
        self.field.setAccessibleName(self.tr("The recording as text"))
        self.field.setFont(theme.mono(TextRole.SMALL))
        self.field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.field.setTabChangesFocus(True)
        self.field.setPlainText(text)
        self.verdict = sentence("", "muted", self)
        self.verdict.setObjectName("recordingVerdict")
        self.go_to = self._button(self.tr("Show the line"), "showLineButton", self._show_line)
        variant(self.go_to, "link")
        self.play = self._button(self.tr("Play this"), "playEditedButton", self._play)
        variant(self.play, "primary")
        self.save = self._button(self.tr("Save as…"), "saveEditedButton", lambda: self.save_wished.emit(self.text()))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._lay_out()
        self.field.textChanged.connect(self._edited)
        self.check()
        self.resize(QSize(round(820 * theme.scale), round(600 * theme.scale)).boundedTo(self.screen().availableSize()))

    def _button(self, text: str, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        about = self.tr(
            "One line a chunk: “at” is the seconds since the request, “text” what came. Change either, leave lines "
            "out, add some. The file that you opened stays as it is."
        )
        column.addWidget(sentence(about, "muted", self))
        column.addWidget(self.field, 1)
        told = QHBoxLayout()
        told.setSpacing(SPACE_2)
        told.addWidget(self.verdict, 1)
        told.addWidget(self.go_to)
        column.addLayout(told)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self._button(self.tr("Cancel"), "cancelEditedButton", self.reject))
        row.addWidget(self.play)
        column.addSpacing(SPACE_3)
        column.addLayout(row)

    def text(self) -> str:
        return self.field.toPlainText()

    def _edited(self) -> None:
        self._tape = None
        self.play.setEnabled(False)
        self._timer.start()

    def check(self) -> None:
        """Say what the text is worth, and let it be played where it is sound."""
        self._timer.stop()
        self._line = 0
        try:
            self._tape = tape = loads(self.text())
        except RecordingError as error:
            self._tape, self._line = None, error.line
            self.verdict.setText(phrase(str(error)))
        else:
            said = self.tr("A sound recording: {n} answers, {m} bytes.").replace("{n}", str(len(tape.recordings)))
            self.verdict.setText(said.replace("{m}", f"{total_bytes(tape.recordings):,}"))
        variant(self.verdict, "muted" if self._tape is not None else "error", name="role")
        self.go_to.setVisible(self._line > 0)
        self.play.setEnabled(self._tape is not None)

    def _show_line(self) -> None:
        block = self.field.document().findBlockByNumber(self._line - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self.field.setTextCursor(cursor)
            self.field.centerCursor()
        self.field.setFocus()

    def _play(self) -> None:
        if self._tape is not None:
            self.play_wished.emit(self._tape)
            self.accept()
