"""The bar that finds in the conversation: a field, a count, back and forth."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.transcript.find.pattern import Pattern
from gui.widgets.icon_button import IconButton

WIDTH = 440
_ROOMY = 0.75  # of that width: room for all buttons


class FindBar(QFrame):
    """`changed`: other words or options; `stepped(1)` the next, `stepped(-1)` the previous; `closed`: it is enough."""

    changed = Signal()
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName(self.tr("Find in conversation"))
        variant(self, "card", name="role")
        self._theme = theme
        self.field = QLineEdit(self)
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(self.tr("Find in conversation"))
        self.field.setAccessibleName(self.tr("Find in conversation"))
        self.field.setMaxLength(200)
        variant(self.field, "search")
        self.field.textChanged.connect(self.changed)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setObjectName("findCount")
        variant(self.count, "muted", name="role")
        self.match_case = self._option("match-case", self.tr("Match case"))
        self.whole_words = self._option("whole-word", self.tr("Whole words"))
        self.previous = IconButton(theme, "chevron-up", self.tr("Previous"), self)
        self.next = IconButton(theme, "chevron-down", self.tr("Next"), self)
        self.close_button = IconButton(theme, "x", self.tr("Close"), self)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()
        self.say("")
        self.hide()

    def pattern(self) -> Pattern:
        """What is looked for. Letters that an input method still composes do not count yet."""
        options = {"match_case": self.match_case.isChecked(), "whole_words": self.whole_words.isChecked()}
        return Pattern(self.field.text(), **options)

    def say(self, text: str, *, any_found: bool = False) -> None:
        """Show a count, or that there is nothing."""
        self.count.setText(text)
        self.count.setVisible(bool(text))
        for button in (self.previous, self.next):
            button.setEnabled(any_found)

    def say_count(self, rank: int, total: int, *, searching: bool) -> None:
        """`rank` of `total`; while it is still searched there may be more."""
        if not total:
            self.say(self.tr("Searching…") if searching else self.tr("No results"))
            return
        shown = f"{total:,}+" if searching else f"{total:,}"
        text = self.tr("{n} of {total}").replace("{n}", f"{rank:,}") if rank else "{total}"
        self.say(text.replace("{total}", shown), any_found=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.px(WIDTH) * _ROOMY  # else the field comes before what is rarely wanted
        for button in (self.match_case, self.whole_words):
            button.setVisible(roomy or button.isChecked())

    def event(self, event: QEvent) -> bool:
        # Escape is also the shortcut that stops an answer: here it closes the bar.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.field.hasFocus():
                self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case _:
                super().keyPressEvent(event)

    def _option(self, icon: str, name: str) -> IconButton:
        made = IconButton(self._theme, icon, name, self)
        made.setCheckable(True)
        made.toggled.connect(self.changed)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_1 + 2, SPACE_1 + 1, SPACE_1 + 1, SPACE_1 + 1)
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addSpacing(SPACE_2)
        row.addWidget(self.count)
        row.addSpacing(SPACE_1)
        for button in (self.match_case, self.whole_words, self.previous, self.next, self.close_button):
            button.set_side(28)
            row.addWidget(button)

    def _dress(self) -> None:
        font = self._theme.font(TextRole.LABEL)
        font.setFeature(QFont.Tag("tnum"), 1)  # a growing count stands still
        self.count.setFont(font)
