"""The history of all answers: how long each took, over time, and sums by provider and model."""

from __future__ import annotations

import math
import time
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.conversations.trouble import StoreError
from core.lab.history import Answer, Metric, answers_csv, summaries
from gui.lab import terms
from gui.lab.saving import ask_for_csv
from gui.lab.services import Services
from gui.lab.table import FiguresTable
from gui.language import phrase
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3, Colors
from gui.widgets.figure import Axis, Figure, Point, Series
from gui.widgets.plot import Plot

_DAY_S: Final = 86_400.0
_PERIODS: Final = (1, 7, 30, 365, 0)  # days; 0 is everything
_MOST_SERIES: Final = 8
_LEAST_SPAN_S: Final = 3600.0  # of the axis of time: its marks are minutes apart at least
_MOST_POINTS: Final = 20_000  # of the plot; the table counts all


class HistoryPage(QWidget):
    """`load` reads the store anew; what is chosen above the plot filters what was read."""

    def __init__(self, theme: Theme, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._answers: list[Answer] = []
        self._loading = False
        self._make()
        theme.changed.connect(self.restyle)
        self.restyle()

    def _make(self) -> None:
        self.measure = QComboBox(self)
        self.measure.setAccessibleName(self.tr("What is measured"))
        for metric in Metric:
            self.measure.addItem(terms.metric_name(metric), metric)
        self.who = QComboBox(self)
        self.who.setAccessibleName(self.tr("Provider and model"))
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(24)
        self.period = QComboBox(self)
        self.period.setAccessibleName(self.tr("Period"))
        names = (self.tr("Today"), self.tr("7 days"), self.tr("30 days"), self.tr("A year"), self.tr("Everything"))
        for name, days in zip(names, _PERIODS, strict=True):
            self.period.addItem(name, days)
        self.period.setCurrentIndex(2)
        self.plot = Plot(self._theme, self.tr("Latency of all answers"), self, ground="page", height=220)
        self.plot.setObjectName("labHistoryPlot")
        header = (
            self.tr("Provider"),
            self.tr("Model"),
            self.tr("Answers"),
            self.tr("Best"),
            self.tr("p50"),
            self.tr("p95"),
            self.tr("Worst"),
        )
        self.table = FiguresTable(self._theme, self.tr("Sums by provider and model"), header, 2, self)
        self.table.setObjectName("labHistoryTable")
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        variant(self.status, "muted", name="role")
        self.csv = QPushButton(self.tr("Save as CSV…"), self)
        self.csv.clicked.connect(self._save)
        self.image = QPushButton(self.tr("Save the figure…"), self)
        self.image.clicked.connect(self.plot.ask_to_save)
        self.plot.failed.connect(self.status.setText)
        for box in (self.measure, self.who):
            box.currentIndexChanged.connect(self._show)
        self.period.currentIndexChanged.connect(self.load)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_2)
        for box in (self.measure, self.who, self.period):
            line.addWidget(box)
        line.addStretch(1)
        line.addWidget(self.image)
        line.addWidget(self.csv)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_3)
        variant(split, "gap")
        split.addWidget(self.plot)
        split.addWidget(self.table)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addLayout(line)
        column.addWidget(split, 1)
        column.addWidget(self.status)

    def restyle(self) -> None:
        self.table.restyle()
        self._show()

    # --- reading ------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the answers of the period, in the store's own thread."""
        if not self._loading:
            self._loading = True
            self._services.spawn(self._load(), "latency history")

    async def _load(self) -> None:
        days = int(self.period.currentData())
        try:
            self._answers = await self._services.answers(time.time() - days * _DAY_S if days else 0.0)
        except StoreError as error:
            self.status.setText(phrase(str(error)))
            return
        finally:
            self._loading = False
        if days != int(self.period.currentData()):
            self.load()
            return
        self._offer()
        self._show()

    def _offer(self) -> None:
        """The providers and models that there are answers of."""
        chosen, names = self.who.currentData(), self._names()
        found = sorted({(answer.provider, answer.model) for answer in self._answers})
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem(self.tr("All providers and models"), None)
        for provider in dict.fromkeys(provider for provider, _ in found):
            self.who.addItem(terms.one_line(names.get(provider, provider)), (provider, ""))
            for _, model in (pair for pair in found if pair[0] == provider):
                self.who.addItem(f"    {terms.one_line(model)}", (provider, model))
        self.who.setCurrentIndex(max(0, self._place(chosen)))
        self.who.blockSignals(False)

    def _names(self) -> dict[str, str]:
        """Of providers by their id; one that is gone by now has none."""
        return {spec.id: phrase(spec.name) for spec in self._services.providers()}

    def _place(self, chosen: object) -> int:
        return next((n for n in range(self.who.count()) if self.who.itemData(n) == chosen), 0)

    # --- showing ------------------------------------------------------------------------------------------------------

    def _chosen(self) -> list[Answer]:
        who = self.who.currentData()
        if not who:
            return self._answers
        provider, model = who
        return [one for one in self._answers if one.provider == provider and model in ("", one.model)]

    def _show(self) -> None:
        metric = Metric(self.measure.currentData())
        answers = [one for one in self._chosen() if one.value(metric) is not None]
        found, names = summaries(answers, metric), self._names()
        self.table.show_rows(
            [
                (
                    terms.one_line(names.get(one.provider, one.provider)),
                    terms.one_line(one.model),
                    f"{one.count:,}",
                    *map(terms.duration, (one.best, one.p50, one.p95, one.worst)),
                )
                for one in found
            ]
        )
        order = [(one.provider, one.model) for one in found]
        self.plot.show_figure(history_figure(answers, metric, order, self._theme.colors, self.tr("No answers yet.")))
        count = f"{len(answers):,}"
        said = self.tr("{n} answers").replace("{n}", count) if len(answers) != 1 else self.tr("One answer")
        if len(answers) > _MOST_POINTS:
            said = self.tr("{n} answers; the plot shows the last {m}").replace("{n}", count)
            said = said.replace("{m}", f"{_MOST_POINTS:,}")
        self.status.setText(said)
        self.csv.setEnabled(bool(answers))
        self.image.setEnabled(bool(answers))

    def _save(self) -> None:
        ask_for_csv(self, "latency.csv", partial(answers_csv, list(self._chosen())), self.status.setText)


def palette(colors: Colors) -> tuple[str, ...]:
    """The colours of series, the first ones the most unlike."""
    return (
        colors.accent,
        colors.syntax_number,
        colors.syntax_keyword,
        colors.syntax_function,
        colors.done,
        colors.failed,
        colors.waiting,
        colors.text_faint,
    )


def history_figure(
    answers: list[Answer], metric: Metric, order: list[tuple[str, str]], colors: Colors, empty: str
) -> Figure:
    """Each answer as a dot over time, on a scale that gives 0.2 s and 20 s their room; a colour a model."""
    points: dict[int, list[Point]] = {}
    shown = answers[-_MOST_POINTS:]
    places = {pair: min(place, _MOST_SERIES - 1) for place, pair in enumerate(order)}
    for one in shown:
        value = one.value(metric) or 0.0
        words = f"{terms.moment(one.created)}, {terms.duration(value)}"
        points.setdefault(places[one.provider, one.model], []).append(Point(one.created, max(value, 0.1), words))
    inks = palette(colors)
    series = tuple(
        Series(terms.one_line(order[place][1] or order[place][0]), inks[place], tuple(points[place]))
        for place in sorted(points)
    )
    values = [point.y for one in series for point in one.points] or [100.0, 10_000.0]
    low, high = 10.0 ** math.floor(math.log10(min(values))), 10.0 ** (math.floor(math.log10(max(values))) + 1)
    last = shown[-1].created if shown else _LEAST_SPAN_S
    first = min(shown[0].created if shown else 0.0, last - _LEAST_SPAN_S)
    span = last - first
    edge = span * 0.02
    return Figure(
        x=Axis(first - edge, last + edge, write=lambda at: terms.day(at, span), at=terms.day_marks(first, last)),
        y=Axis(low, high, log=True, write=terms.tick),
        series=series,
        title=terms.metric_name(metric),
        empty=empty,
    )
