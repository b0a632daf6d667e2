"""One model in a race: who it is, its clocks, its answer as it comes, and the button that goes on with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from core.race import Figures
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from gui.widgets.elided_label import ElidedLabel


@dataclass(frozen=True, slots=True)
class ColumnState:
    """`said` is how it stands, in a word or two; `cost` as text, empty where it is not known. `is_first`: nobody was
    done earlier."""

    figures: Figures
    said: str
    failed: bool = False
    cost: str = ""
    is_first: bool = False
    can_win: bool = False


class RaceColumn(QFrame):
    """`picked`: a person goes on with this answer. `view` shows it."""

    picked = Signal()

    def __init__(self, theme: Theme, provider: str, model: str, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raceColumn")
        self.setAccessibleName(visible(f"{model}, {provider}"))
        variant(self, "card", name="role")
        self._theme = theme
        self.name = self._label(visible(model), "strong")
        self.provider = self._label(visible(provider), "muted")
        self.said = self._label("", "muted")
        self.first = QLabel(self)
        self.first.setObjectName("raceFirstToken")
        self.total = QLabel(self)
        self.total.setObjectName("raceTotal")
        self.figures = self._label("", "muted")
        self.pick = QPushButton(self.tr("Go on with this"), self)
        self.pick.setObjectName("racePick")
        self.pick.setAccessibleName(self.tr("Go on with {model}").replace("{model}", visible(model)))
        self.pick.setEnabled(False)
        self.pick.clicked.connect(self.picked)
        self._lay_out(view)
        theme.changed.connect(self.restyle)
        self.restyle()

    def _label(self, text: str, role: str) -> ElidedLabel:
        label = ElidedLabel(text, self)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        variant(label, role, name="role")
        return label

    def _lay_out(self, view: QWidget) -> None:
        clocks = QHBoxLayout()
        clocks.setSpacing(SPACE_3)
        for clock in (self.first, self.total):
            clocks.addWidget(clock)
        clocks.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, 0)
        head.setSpacing(SPACE_1)
        for label in (self.name, self.provider, self.said):
            head.addWidget(label)
        head.addLayout(clocks)
        head.addWidget(self.figures)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_3, 0, SPACE_3, SPACE_3)
        foot.addWidget(self.pick)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(SPACE_2)
        column.addLayout(head)
        column.addWidget(view, 1)
        column.addLayout(foot)

    def show_state(self, state: ColumnState) -> None:
        figures = state.figures
        said = self.tr("{state} · first to end").replace("{state}", state.said) if state.is_first else state.said
        self.said.setText(said)
        self.said.setToolTip(said)
        variant(self.said, "error" if state.failed else "muted", name="role")
        self.first.setText(self.tr("first token {time}").replace("{time}", clock(figures.first_token)))
        self.total.setText(self.tr("total {time}").replace("{time}", clock(figures.total)))
        parts = []
        if figures.tokens is not None:
            parts.append(self.tr("{n} tokens").replace("{n}", f"{figures.tokens:,}"))
        if figures.rate is not None:
            parts.append(self.tr("{n} a second").replace("{n}", f"{figures.rate:,.0f}"))
        if state.cost:
            parts.append(state.cost)
        self.figures.setText(" · ".join(parts))
        self.figures.setToolTip(self.figures.text())
        self.pick.setEnabled(state.can_win)

    def restyle(self) -> None:
        font = self._theme.font(TextRole.LABEL)
        font.setFeature(font.Tag("tnum"), 1)
        for clock_label in (self.first, self.total):
            clock_label.setFont(font)
        self.name.setFont(self._theme.font(TextRole.BODY, strong=True))
        for label in (self.provider, self.said, self.figures):
            label.setFont(self._theme.font(TextRole.SMALL))


def clock(seconds: float | None) -> str:
    """A time on a clock that runs: as wide at each moment as at the next."""
    return "–" if seconds is None else QCoreApplication.translate("Race", "{n} s").replace("{n}", f"{seconds:.2f}")
