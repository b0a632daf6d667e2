"""The inspector's sections, one below the other; a section without anything to say takes no room."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.prices import Bill, Prices
from gui.inspector.calls_tree import CallsTree
from gui.inspector.ending_card import EndingCard
from gui.inspector.facts import timing_facts, usage_facts
from gui.inspector.ink import figures
from gui.inspector.labels import FactsLabel
from gui.inspector.latency_plot import LatencyPlot
from gui.inspector.money import cost_facts
from gui.inspector.notices import NoticeList
from gui.inspector.state import InspectorState
from gui.inspector.status import Status
from gui.inspector.words import ending_of
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4


class Section(QWidget):
    """A hairline, a small heading, a count on the right, and the content."""

    def __init__(self, theme: Theme, title: str, content: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._title = QLabel(title, self)
        self._count = QLabel(self)
        for label in (self._title, self._count):
            label.setTextFormat(Qt.TextFormat.PlainText)
            variant(label, "faint", name="role")
        line = QFrame(self)
        variant(line, "line", name="role")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(line)
        column.addSpacing(SPACE_3 - SPACE_2)
        column.addLayout(head)
        column.addWidget(content)

    def show_count(self, text: str) -> None:
        self._count.setText(text)

    def restyle(self) -> None:
        self._title.setFont(self._theme.font(TextRole.SMALL, strong=True))
        self._count.setFont(figures(self._theme, TextRole.SMALL))


class Panel(QWidget):
    """`prices` is asked when a usage is shown for the first time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, prices: Callable[[], Prices] = Prices) -> None:
        super().__init__(parent)
        variant(self, "side", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._prices = cache(prices)
        self._shown: InspectorState | None = None
        self._month: Bill | None = None
        self.status = Status(theme, self)
        self.ending = EndingCard(theme, self)
        self.tree = CallsTree(theme)
        self.usage = FactsLabel(theme)
        self.usage.setObjectName("usageLabel")
        self.usage.setAccessibleName(self.tr("Usage"))
        self.timing = FactsLabel(theme)
        self.timing.setObjectName("timingLabel")
        self.timing.setAccessibleName(self.tr("Timing"))
        self.plot = LatencyPlot(theme)
        self.notices = NoticeList(theme)
        self._calls = Section(theme, self.tr("Tool calls"), self.tree)
        self._usage = Section(theme, self.tr("Usage"), self.usage)
        self._timing = Section(theme, self.tr("Timing"), self.timing)
        self._latency = Section(theme, self.tr("Latency by answer"), self.plot)
        self._notices = Section(theme, self.tr("Notices"), self.notices)
        self._sections = (self._calls, self._timing, self._usage, self._latency, self._notices)
        self.make_room(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.status)
        column.addSpacing(SPACE_3)
        column.addWidget(self.ending)
        column.addSpacing(SPACE_3)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)

    def show_state(self, state: InspectorState, now: float) -> None:
        """Draw `state` as of `now`. What runs on by itself is drawn each time, the rest only when it is new."""
        self.status.show_state(state, now)
        timing = timing_facts(state, now)
        self._timing.setVisible(bool(timing))
        self.timing.show_facts(timing)
        if state is self._shown:
            return
        self._shown = state
        self.ending.show_ending(ending_of(state))
        self._calls.setVisible(bool(state.calls))
        self._calls.show_count(str(len(state.calls)))
        self.tree.show_calls(state.calls)
        usage = usage_facts(state)
        if state.usages:
            usage = (*usage, *cost_facts(state, self._prices(), self._month))
        self._usage.setVisible(bool(usage))
        self.usage.show_facts(usage)
        self._usage.show_count(self._responses(state.responses))
        self._latency.setVisible(bool(state.latencies))
        self.plot.show_latencies(state.latencies)
        self._notices.setVisible(bool(state.notices))
        self._notices.show_count(str(len(state.notices)))
        self.notices.show_notices(state.notices)

    def show_month(self, month: Bill) -> None:
        """What all answers of this month took; drawn with the next state."""
        self._month, self._shown = month, None

    def make_room(self, taken: int) -> None:
        """A scroll bar takes `taken` pixels of the margin, not of the content: nothing moves when it appears."""
        self.setContentsMargins(SPACE_4, SPACE_4, SPACE_4 - taken, SPACE_4)

    def restyle(self) -> None:
        for section in self._sections:
            section.restyle()
        for part in (self.status, self.ending, self.tree, self.usage, self.timing, self.plot, self.notices):
            part.restyle()
        self._shown = None  # the next state is drawn whole: its words may be of another language

    def _responses(self, count: int) -> str:
        return self.tr("{n} responses").replace("{n}", str(count)) if count > 1 else ""
