"""What stands below a call in the tree: the question to a person with its buttons, or a running call's news."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.inspector import words
from gui.inspector.state import ToolCall
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2

_BESIDE: Final = 16  # letters of choices that have buttons of their own; longer ones are in a menu


class CallSeat(QWidget):
    """Emits `acted(word, call_id)`; the words are those of the transcript's cards."""

    acted = Signal(str, str)

    def __init__(self, theme: Theme, call: ToolCall, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._call = call
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_2, SPACE_1, SPACE_2, SPACE_2 + SPACE_1)
        self._column.setSpacing(SPACE_1)

    def _say(self, text: str, *, wrap: bool = True) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(wrap)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(self._theme.font(TextRole.SMALL))
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setToolTip("")
        self._column.addWidget(label)
        return label

    def _button(self, text: str, name: str, word: str) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"), self)
        button.setObjectName(name)
        button.setAccessibleName(f"{text}: {words.one_line(self._call.name)}")
        button.setAutoDefault(False)
        if word:
            button.clicked.connect(lambda: self.acted.emit(word, self._call.id))
        return button

    def _menu_button(self, text: str, entries: list[tuple[str, str]]) -> QPushButton:
        """Answers in a menu."""
        button = self._button(text, "moreAnswersButton", "")
        menu = QMenu(button)
        for name, word in entries:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, chosen=word: self.acted.emit(chosen, self._call.id))
        button.setMenu(menu)
        return button

    def _row(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)


class ApprovalSeat(CallSeat):
    """May it run?"""

    def __init__(self, theme: Theme, call: ToolCall, parent: QWidget) -> None:
        super().__init__(theme, call, parent)
        self._say(words.question())
        allow = self._button(self.tr("Allow"), "allowButton", "allow")
        variant(allow, "primary")
        self._deny = self._button(self.tr("Deny"), "denyButton", "deny")
        more = [
            (self.tr("Deny"), "deny"),
            (self.tr("Always…"), "always"),
            (self.tr("Edit the arguments…"), "edit_call"),
            (self.tr("Deny and say why…"), "deny_in_words"),
        ]
        others = self._menu_button(self.tr("More"), more)
        self._deny_too = others.menu().actions()[0]
        self._buttons = (allow, self._deny, others)
        self._row(*self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all three buttons, refusing is in the menu."""
        super().resizeEvent(event)
        margins = self._column.contentsMargins()
        needed = sum(button.sizeHint().width() + SPACE_2 for button in self._buttons)
        fits = needed <= event.size().width() - margins.left() - margins.right() + SPACE_2
        self._deny.setVisible(fits)
        self._deny_too.setVisible(not fits)


class QuestionSeat(CallSeat):
    """What the tool asks."""

    def __init__(self, theme: Theme, call: ToolCall, parent: QWidget) -> None:
        super().__init__(theme, call, parent)
        self._say(words.one_line(call.question))
        texts = [(words.one_line(choice)[:60], f"choice {number}") for number, choice in enumerate(call.choices)]
        short = len(texts) < 3 and sum(len(text) for text, _ in texts) <= _BESIDE
        buttons = [self._button(text, "choiceButton", word) for text, word in texts if short]
        if texts and not short:
            buttons.append(self._menu_button(self.tr("Choose"), texts))
        self._row(*buttons, self._button(self.tr("Answer…"), "answerButton", "answer"))


class RunningSeat(CallSeat):
    """What a running call does, and the button that ends it."""

    def __init__(self, theme: Theme, call: ToolCall, parent: QWidget) -> None:
        super().__init__(theme, call, parent)
        self._news = self._say("", wrap=False)
        self._row(self._button(self.tr("Stop this call"), "cancelCallButton", "cancel_call"))
        self.show_call(call)

    def show_call(self, call: ToolCall) -> None:
        text = words.call_news(call)
        if text != self._news.text():
            self._news.setText(text)
