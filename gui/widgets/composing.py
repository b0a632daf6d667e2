"""A field to search in, which also tells the letters that an input method still composes: a Korean syllable is looked
for before it is finished."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class ComposingField(QLineEdit):
    """`edited(text)`: other letters are shown, typed or being composed."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composed = ""
        self.textChanged.connect(lambda: self.edited.emit(self.shown_text()))

    def shown_text(self) -> str:
        """The text with the letters that are being composed."""
        text, place = self.text(), self.cursorPosition()
        return text[:place] + self._composed + text[place:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        before, self._composed = self._composed, event.preeditString()  # first: what is committed is told by then
        super().inputMethodEvent(event)
        if self._composed != before:
            self.edited.emit(self.shown_text())
