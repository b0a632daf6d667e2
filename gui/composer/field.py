"""The text field of the composer: grows with its text, and knows when Enter means "send".

An input method composes on its own time. Enter while a Korean syllable is still open first lets the input method
commit it and sends once it has arrived; Enter while a Japanese or Chinese candidate is open only confirms it.
"""

from __future__ import annotations

import math
import unicodedata

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from gui.composer.offered import files_of, has_files

_MOST_LINES = 10


class ComposerField(QPlainTextEdit):
    """`submitted` is emitted when the person asks to send; the text is then complete and no composition is open."""

    submitted = Signal()
    files_pasted = Signal(list)  # as `files_of` gives them
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAccessibleName(self.tr("Message"))
        self.setPlaceholderText(self.tr("Write a message"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(
            "QPlainTextEdit, QPlainTextEdit:focus { background: transparent; border: none; padding: 0; }"
        )
        self._preedit = ""
        self._send_after_commit = False
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    @property
    def composing(self) -> bool:
        """Whether an input method has text open that is not yet part of the message."""
        return bool(self._preedit)

    def request_submit(self) -> None:
        """Send, after an open Korean syllable has been committed; an open candidate is only confirmed."""
        if not self._preedit:
            self.submitted.emit()
            return
        self._send_after_commit = _is_hangul(self._preedit)
        QGuiApplication.inputMethod().commit()

    def fit(self) -> None:
        """Take the height of the text, from one line to ten."""
        block = self.document().firstBlock()
        lines = max(1, block.layout().lineCount())
        line = max(float(self.fontMetrics().lineSpacing()), self.blockBoundingRect(block).height() / lines)
        most = line * _MOST_LINES
        wanted = 0.0
        while block.isValid() and wanted <= most:
            wanted += max(line, self.blockBoundingRect(block).height())
            block = block.next()
        height = math.ceil(min(wanted, most)) + 2
        scrolls = wanted > most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().lineSpacing() + 2)

    # --- events -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.accept()
            if not event.isAutoRepeat():
                self.request_submit()
            return
        self._send_after_commit = False
        if enter:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._preedit = event.preeditString()
        if self._send_after_commit and not self._preedit:
            self._send_after_commit = False
            self.submitted.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if has_files(source):
            self.files_pasted.emit(files_of(source))
        elif source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n").replace("\r", "\n"))
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or has_files(source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_files(event.mimeData()):
            event.ignore()  # for the composer around it
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if has_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


def _is_hangul(text: str) -> bool:
    return all("HANGUL" in unicodedata.name(char, "") for char in text)
