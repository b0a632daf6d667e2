"""How the turn ended, in words, with the button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.inspector.labels import SentenceLabel
from gui.inspector.words import Ending, Remedy
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2


class EndingCard(QWidget):
    """Emits `wished(remedy)`."""

    wished = Signal(Remedy)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ending: Ending | None = None
        self.sentence = SentenceLabel(theme, self)
        self.sentence.setObjectName("finishReasonLabel")
        self.sentence.setAccessibleName(self.tr("How the answer ended"))
        self._more = QLabel(self)
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        self._more.setWordWrap(True)
        variant(self._more, "muted", name="role")
        names = {
            Remedy.CONTINUE: (self.tr("Continue"), "continueButton"),
            Remedy.SETTINGS: (self.tr("Open settings"), "openSettingsButton"),
            Remedy.RETRY: (self.tr("Retry"), "inspectorRetryButton"),
        }
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE_1, 0, 0)
        row.setSpacing(SPACE_2)
        self._buttons: dict[Remedy, QPushButton] = {}
        for remedy, (text, name) in names.items():
            self._buttons[remedy] = button = QPushButton(text, self)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, chosen=remedy: self.wished.emit(chosen))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.sentence)
        column.addWidget(self._more)
        column.addLayout(row)
        self.hide()

    def show_ending(self, ending: Ending | None) -> None:
        if ending == self._ending:
            return
        self._ending = ending
        self.setVisible(ending is not None)
        if ending is None:
            self.sentence.say("", "")
            return
        self.sentence.say(ending.sentence, ending.raw)
        self._more.setText(ending.more)
        self._more.setVisible(bool(ending.more))
        for remedy, button in self._buttons.items():
            button.setVisible(remedy in ending.remedies)

    def restyle(self) -> None:
        self.sentence.restyle()
        self._more.setFont(self._theme.font(TextRole.SMALL))
