"""The timeline of a turn: its course on one axis, the gaps between deltas, how fast they came, and when they were seen.

Figures are worked out from the trace while it can be seen, a few times a second; hidden, nothing is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.trace.figures import (
    arrivals_of,
    course_of,
    gaps_of,
    histogram,
    percentile,
    rates_of,
    thinned,
    waits_of,
)
from core.trace.follower import Trace
from core.trace.log import TraceLog
from core.trace.turns import TurnTrace
from gui.inspector import words
from gui.inspector.empty import EmptyState
from gui.inspector.following import Following
from gui.inspector.ink import figures
from gui.inspector.lanes import Lanes
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.figure import Axis, Figure, Mark, Point, Series, top_of
from gui.widgets.icon_button import IconButton
from gui.widgets.plot import Plot

_FRAME_MS: Final = 250


class TimelineView(Following):
    """`trace()` gives the trace of the conversation that is shown; `clock` monotonic seconds."""

    def __init__(
        self,
        theme: Theme,
        log: TraceLog,
        trace: Callable[[], Trace | None],
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, log, _FRAME_MS, parent)
        self.setObjectName("timelineView")
        self.setAccessibleName(self.tr("Timeline"))
        self._trace = trace
        self._clock = clock
        self._chosen: str | None = None  # the id of a turn; None follows the last one
        self._make()
        self.restyle()

    def _make(self) -> None:
        self.empty = EmptyState(
            self._theme,
            "clock",
            self.tr("No answer yet"),
            self.tr("The course of each turn is drawn here: phases, requests, tools, and how fast the text came."),
            self,
        )
        self.title = ElidedLabel("", self)
        self.before = IconButton(self._theme, "chevron-left", self.tr("The turn before"), self)
        self.after = IconButton(self._theme, "chevron-right", self.tr("The turn after"), self)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.lanes = Lanes(self._theme, self)
        self.gaps = Plot(self._theme, self.tr("Gaps between deltas"), self)
        self.rate = Plot(self._theme, self.tr("Speed over time"), self)
        self.seen = Plot(self._theme, self.tr("Arrival and screen"), self)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        variant(self.note, "muted", name="role")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        sheet = QWidget(self)
        variant(sheet, "side", name="role")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addLayout(head)
        column.addWidget(self.lanes)
        for plot in (self.gaps, self.rate, self.seen):
            column.addWidget(plot)
        column.addWidget(self.note)
        column.addStretch(1)
        self._scroll = scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        variant(scroll, "side", name="role")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.empty)
        whole.addWidget(scroll)

    def restyle(self) -> None:
        self.title.setFont(figures(self._theme, TextRole.LABEL, strong=True))
        self.note.setFont(figures(self._theme, TextRole.SMALL))
        self.lanes.restyle()
        self.empty.restyle()

    # --- turns --------------------------------------------------------------------------------------------------------

    def _turns(self) -> list[TurnTrace]:
        trace = self._trace()
        return list(trace.turns) if trace is not None else []

    def _place(self, turns: list[TurnTrace]) -> int:
        return next((n for n, turn in enumerate(turns) if turn.id == self._chosen), len(turns) - 1)

    def _step(self, by: int) -> None:
        turns = self._turns()
        place = min(max(0, self._place(turns) + by), len(turns) - 1)
        self._chosen = turns[place].id if turns and place < len(turns) - 1 else None
        self.look()

    def look(self) -> None:
        """Show the turn as it is now."""
        if not self.isVisible():
            return
        turns = self._turns()
        place = self._place(turns)
        self.empty.setVisible(not turns)
        self._scroll.setVisible(bool(turns))
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(turns) - 1)
        if not turns:
            return
        turn, now = turns[place], self._clock()
        title = self.tr("Turn {n} of {m}").replace("{n}", str(place + 1)).replace("{m}", str(len(turns)))
        self.title.setText(f"{title} · {words.one_line(turn.model)}")
        self.lanes.show_course(course_of(turn, now))
        several = len(turn.deltas) > 1  # gaps and speeds are between two
        for plot in (self.gaps, self.rate, self.seen, self.note):
            plot.setVisible(several)
        if several:
            self.gaps.show_figure(self._gaps(turn))
            self.rate.show_figure(self._rate(turn))
            self._show_seen(turn)
        if turn.live:
            self._tick.start(_FRAME_MS)  # clocks run though nothing comes

    # --- figures ------------------------------------------------------------------------------------------------------

    def _gaps(self, turn: TurnTrace) -> Figure:
        gaps = gaps_of(turn)
        bins = histogram(gaps)
        points = tuple(
            Point(
                each.low,
                each.count,
                self.tr("{n} gaps of {low} to {high}")
                .replace("{n}", f"{each.count:,}")
                .replace("{low}", words.duration(each.low))
                .replace("{high}", words.duration(each.high)),
                each.high,
            )
            for each in bins
        )
        low, high = (bins[0].low, bins[-1].high) if bins else (1e-4, 1.0)
        return Figure(
            x=Axis(low, high, log=True, write=words.tick),
            y=Axis(0, top_of([each.count for each in bins]), write=_count),
            series=(Series("", self._theme.colors.accent, points, Mark.BARS),),
            title=self.tr("Gaps between deltas"),
        )

    def _rate(self, turn: TurnTrace) -> Figure:
        rates = rates_of(turn)
        per_token = turn.characters / turn.tokens if turn.tokens and turn.characters else None
        scale = 1.0 if per_token is None else 1 / per_token
        unit = self.tr("characters/s") if per_token is None else self.tr("tokens/s")
        points = tuple(
            Point(rate.start, rate.per_second * scale, f"{words.duration(rate.start)}, {rate.per_second * scale:.0f}")
            for rate in rates
        )
        return Figure(
            x=Axis(0, rates[-1].end if rates else 1.0, write=words.tick),
            y=Axis(0, top_of([point.y for point in points]), write=_count),
            series=(Series("", self._theme.colors.accent, points, Mark.STEPS),),
            title=self.tr("Speed, {unit}").replace("{unit}", unit),
        )

    def _show_seen(self, turn: TurnTrace) -> None:
        waits, arrivals = waits_of(turn), arrivals_of(turn)
        colors = self._theme.colors
        came = tuple(Point(at, n, f"{words.duration(at)}, {n:,}") for at, n in arrivals)
        shown = tuple(
            Point(wait.at, wait.characters, f"{words.duration(wait.at)}, {wait.characters:,}")
            for wait in thinned(waits)
        )
        last = max([at for at, _ in arrivals] + [wait.at for wait in waits], default=1.0)
        self.seen.show_figure(
            Figure(
                x=Axis(came[0].x if came else 0.0, last, write=words.tick),
                y=Axis(0, top_of([n for _, n in arrivals]), write=_count),
                series=(
                    Series(self.tr("arrived"), colors.text_faint, came, Mark.STEPS),
                    Series(self.tr("shown"), colors.accent, shown, Mark.STEPS),
                ),
                title=self.tr("Arrival and screen, characters"),
            )
        )
        if waits:
            delays = [wait.seconds for wait in waits]
            self.note.setText(
                self.tr("A letter waited at most {longest} for its frame; half of the frames were within {half}.")
                .replace("{longest}", words.duration(max(delays)))
                .replace("{half}", words.duration(percentile(delays, 50)))
            )
        else:
            self.note.setText("")


def _count(value: float) -> str:
    return f"{value / 1000:g}k" if value >= 10_000 else f"{value:g}"
