"""The head of the inspector: which model, what it does now and for how long, and the way out of a retry wait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from core.messages import Outcome
from gui.inspector import words
from gui.inspector.ink import figures, phase_color
from gui.inspector.state import InspectorState
from gui.inspector.timeline import Timeline
from gui.language import phrase
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, Colors
from gui.widgets.elided_label import ElidedLabel


class Status(QWidget):
    """Emits `stop_wished` from the button that ends a retry wait."""

    stop_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = QLabel(self)
        self._marked_as = ("", "")
        self.phase = QLabel(self)
        self.phase.setObjectName("phaseLabel")
        self.phase.setAccessibleName(self.tr("Phase"))
        self.phase.setWordWrap(True)  # large text in a narrow column
        self.total = QLabel(self)
        self.model = ElidedLabel("", self)
        self.model.setObjectName("inspectorModelLabel")
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setObjectName("cancelRetryButton")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.stop_wished)
        self.timeline = Timeline(theme, self)
        for label in (self.phase, self.total, self.model, self.why):
            label.setTextFormat(Qt.TextFormat.PlainText)
        variant(self.model, "muted", name="role")
        variant(self.total, "muted", name="role")
        variant(self.why, "muted", name="role")
        self._lay_out()

    def _lay_out(self) -> None:
        now = QHBoxLayout()
        now.setSpacing(SPACE_2)
        top = Qt.AlignmentFlag.AlignTop
        now.addWidget(self._mark, 0, top)
        now.addWidget(self.phase, 1)
        now.addWidget(self.total, 0, top)
        now.addWidget(self.cancel, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(now)
        column.addWidget(self.model)
        column.addWidget(self.why)
        column.addSpacing(SPACE_3 - SPACE_1)
        column.addWidget(self.timeline)

    def show_state(self, state: InspectorState, now: float) -> None:
        sentence = words.phase_sentence(state, now)
        if sentence != self.phase.text():
            self.phase.setText(sentence)
        end = now if state.ended is None else state.ended
        self.total.setText(words.duration(max(0.0, end - state.started)))
        self.total.setVisible(state.retry is None)
        self.cancel.setVisible(state.retry is not None)
        self.model.setText(_who(state))
        why = "" if state.retry is None else f"{visible(phrase(state.retry.error.message))}"
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self._show_mark(state)
        self.timeline.show_segments(state.segments, state.started, end)

    def _show_mark(self, state: InspectorState) -> None:
        mark = _mark(state, self._theme.colors)
        if mark != self._marked_as:
            self._marked_as = mark
            self._mark.setPixmap(self._theme.pixmap(*mark, self._theme.px(18)))

    def restyle(self) -> None:
        self.phase.setFont(figures(self._theme, TextRole.BODY, strong=True))
        self.total.setFont(figures(self._theme, TextRole.LABEL))
        self.model.setFont(self._theme.font(TextRole.SMALL))
        self.why.setFont(self._theme.font(TextRole.SMALL))
        self._marked_as = ("", "")
        self.timeline.restyle()


def _who(state: InspectorState) -> str:
    """The model that was asked for, and the one that says it answers where that differs."""
    asked = words.one_line(state.model)
    served = words.one_line(state.served_model)
    return f"{asked} → {served}" if served and served != asked else asked


def _mark(state: InspectorState, colors: Colors) -> tuple[str, str]:
    """Icon and colour."""
    match state.outcome:
        case Outcome.FINISHED:
            return "check", colors.done
        case Outcome.STOPPED:
            return "octagon", colors.stopped
        case Outcome.FAILED:
            return "warning", colors.failed
        case None:
            icon = "clock" if state.retry else "wave"
            return icon, phase_color(state.phase, colors)
