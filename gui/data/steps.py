"""A dialog that goes step by step, and the two steps that all of them share: something runs, something has ended."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from gui.data.words import number, shown, tr
from gui.language import phrase
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.labels import heading, sentence

_PROBLEM_LINES: Final = 5


def button(text: str, name: str, kind: str = "") -> QPushButton:
    """A button of a dialog; Enter presses the one that has the focus."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(True)
    if kind:
        variant(made, kind)
    return made


class Step(QWidget):
    """A heading, what there is to say and to choose, and a row of buttons below. `first` gets the focus."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = heading(title, self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_4)
        self.column.setSpacing(SPACE_2)
        self.column.addWidget(self.title)
        self.first: QWidget | None = None

    def end(self, *buttons: QWidget, aside: QWidget | None = None) -> None:
        """Close the column with its buttons; `aside` stands at the left."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        if aside is not None:
            row.addWidget(aside)
        row.addStretch(1)
        for each in buttons:
            row.addWidget(each)
        self.column.addSpacing(SPACE_3)
        self.column.addLayout(row)


class Working(Step):
    """`stop_wished`: a person wants it to end."""

    stop_wished = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.detail = sentence("", "muted", self)
        self.detail.setObjectName("workDetail")
        self.stop = button(tr("Stop"), "stopWorkButton")
        self.stop.clicked.connect(self._stop)
        self.first = self.stop
        self.column.addSpacing(SPACE_2)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.detail)
        self.column.addStretch(1)
        self.end(self.stop)

    def begin(self, title: str, *, can_stop: bool = True) -> None:
        self.title.setText(title)
        self.stop.setVisible(can_stop)
        self.stop.setEnabled(True)
        self.stop.setText(tr("Stop"))
        self.bar.setRange(0, 0)
        self.detail.clear()

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """`total` 0: nobody knows how much there is."""
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total) if total else 0)
        of = tr("{done} of {total}").replace("{done}", number(done)).replace("{total}", number(total))
        self.detail.setText(words or of)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText(tr("Stopping…"))
        self.stop_wished.emit()


class Ended(Step):
    """What came of it, what was odd about it, and at most one thing to do. `acted`: that is wished."""

    acted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.text = sentence("", "", self)
        self.text.setObjectName("endedText")
        self.problems = Problems(self)
        self.act = button("", "endedActButton")
        self.close_button = button(tr("Close"), "closeDataButton")
        self.act.clicked.connect(self.acted)
        self.close_button.clicked.connect(self.closed)
        self.first = self.close_button
        self.column.addWidget(self.text)
        self.column.addWidget(self.problems)
        self.column.addStretch(1)
        self.end(self.act, self.close_button)

    def tell(self, title: str, text: str, act: str = "", problems: tuple[str, ...] = ()) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self.problems.tell(problems)
        self.close_button.setAccessibleDescription(f"{title}. {text}")  # the focus is there: a screen reader says it


class Problems(QPlainTextEdit):
    """Sentences that can be read and copied, as high as they need up to a few lines; hidden where there are none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dataProblems")
        self.setAccessibleName(tr("What could not be read"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)

    def tell(self, problems: tuple[str, ...]) -> None:
        self.setPlainText("\n".join(shown(phrase(each)) for each in problems))
        lines = min(len(problems), _PROBLEM_LINES) + 1
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + SPACE_4)
        self.setVisible(bool(problems))


class StepDialog(QDialog):
    """Deletes itself when closed. Closing while something runs is a wish for its end: what came of it is told then."""

    stop_wished = Signal()

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None, size: QSize) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = theme
        self.running = False
        self._steps = QStackedLayout(self)
        self.working, self.ended = Working(), Ended()
        self._steps.addWidget(self.working)
        self._steps.addWidget(self.ended)
        self.working.stop_wished.connect(self.stop_wished)
        self.ended.closed.connect(self.accept)
        room = self.screen().availableSize() - QSize(SPACE_4, 2 * SPACE_4)
        self.resize((size * max(1.0, theme.scale)).boundedTo(room))

    def add_step(self, step: Step) -> None:
        self._steps.addWidget(step)

    def go(self, step: Step) -> None:
        """Show a step, with the focus where its work begins."""
        self.running = False
        self._steps.setCurrentWidget(step)
        if step.first is not None:
            step.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_work(self, title: str, *, can_stop: bool = True) -> None:
        """Something runs from now on."""
        self.working.begin(title, can_stop=can_stop)
        self.go(self.working)
        self.running = True

    def tell(self, title: str, text: str, act: str = "", problems: tuple[str, ...] = ()) -> None:
        """It has ended: `text` says how."""
        self.ended.tell(title, text, act, problems)
        self.go(self.ended)

    def reject(self) -> None:
        """Esc and the window's own button end here."""
        if not self.running:
            super().reject()
        elif self.working.stop.isVisible() and self.working.stop.isEnabled():
            self.working.stop.click()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.running:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)
