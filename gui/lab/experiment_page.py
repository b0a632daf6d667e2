"""The same prompt with and without streaming, side by side: asked for here, carried out in the core, cancellable."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.errors import RivuletError
from core.lab.experiment import Plan, Run, carry_out, cost_of, most_tokens, runs_csv, spread
from core.settings.presets import Parameters
from gui.lab import terms
from gui.lab.saving import ask_for_csv
from gui.lab.services import Services
from gui.lab.table import FiguresTable
from gui.language import phrase
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_3, Colors
from gui.widgets.figure import Axis, Figure, Point, Series, top_of
from gui.widgets.plot import Plot

if TYPE_CHECKING:
    from core.providers.base import ProviderSpec

_RUNS: Final = 5
_MOST_RUNS: Final = 100
_MAX_TOKENS: Final = 300


class ExperimentPage(QWidget):
    """Nothing is sent before Start, and what it costs at most stands beside it."""

    def __init__(self, theme: Theme, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._specs: dict[str, ProviderSpec] = {}
        self._plan: Plan | None = None
        self._runs: list[Run] = []
        self._task: asyncio.Task[None] | None = None
        self._make_fields()
        self._make_results()
        self._lay_out()
        theme.changed.connect(self.restyle)
        self.restyle()

    def _make_fields(self) -> None:
        self.provider = QComboBox(self)
        self.provider.setAccessibleName(self.tr("Provider"))
        self.model = QComboBox(self)
        self.model.setAccessibleName(self.tr("Model"))
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.model.setMinimumContentsLength(24)
        self.prompt = QPlainTextEdit(self)
        self.prompt.setAccessibleName(self.tr("Prompt"))
        self.prompt.setPlainText(self.tr("Name ten rivers and say one sentence about each."))
        self.prompt.setTabChangesFocus(True)
        self.runs = _spin(self.tr("Runs of each kind"), 1, _MOST_RUNS, _RUNS, self)
        self.most = _spin(self.tr("Most tokens of an answer"), 0, 100_000, _MAX_TOKENS, self)
        self.most.setSpecialValueText(self.tr("no limit"))
        self.cost = QLabel(self)
        self.cost.setObjectName("labCost")
        self.cost.setTextFormat(Qt.TextFormat.PlainText)
        self.cost.setWordWrap(True)
        variant(self.cost, "muted", name="role")
        self.start = QPushButton(self.tr("Start"), self)
        self.start.setObjectName("labStart")
        variant(self.start, "primary")
        self.start.clicked.connect(self._start_or_cancel)
        self.provider.currentIndexChanged.connect(self._offer_models)
        self.model.currentTextChanged.connect(self._tell_cost)
        self.prompt.textChanged.connect(self._tell_cost)
        for spin in (self.runs, self.most):
            spin.valueChanged.connect(self._tell_cost)

    def _make_results(self) -> None:
        self.plot = Plot(self._theme, self.tr("Streamed and whole answers"), self, ground="page", height=180)
        self.plot.setObjectName("labExperimentPlot")
        header = (
            "",
            self.tr("Runs"),
            self.tr("Best"),
            self.tr("p50"),
            self.tr("p95"),
            self.tr("Worst"),
        )
        self.table = FiguresTable(self._theme, self.tr("Sums of both kinds"), header, 1, self)
        self.table.setObjectName("labExperimentTable")
        self.status = QLabel(self)
        self.status.setObjectName("labStatus")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        variant(self.status, "muted", name="role")
        self.csv = QPushButton(self.tr("Save as CSV…"), self)
        self.csv.clicked.connect(self._save)
        self.image = QPushButton(self.tr("Save the figure…"), self)
        self.image.clicked.connect(self.plot.ask_to_save)
        self.plot.failed.connect(self.status.setText)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        names = (self.tr("Model"), self.tr("Prompt"), self.tr("Runs of each kind"))
        for number, name in enumerate(names):
            top = Qt.AlignmentFlag.AlignTop if number == 1 else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(QLabel(name, self), number, 0, top)
        most = QLabel(self.tr("Most tokens of an answer"), self)
        grid.addLayout(_row(self.provider, self.model), 0, 1)
        grid.addWidget(self.prompt, 1, 1)
        grid.addLayout(_row(self.runs, most, self.most), 2, 1)
        grid.setColumnStretch(1, 1)
        line = QHBoxLayout()
        line.addWidget(self.cost, 1)
        line.addWidget(self.start)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.image)
        foot.addWidget(self.csv)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        column.addLayout(grid)
        column.addLayout(line)
        column.addWidget(self.plot, 2)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def restyle(self) -> None:
        self.table.restyle()
        self.prompt.setFixedHeight(round(self._theme.font(TextRole.LABEL).pointSizeF() * 6))
        self._show()

    # --- what is asked for --------------------------------------------------------------------------------------------

    def offer(self) -> None:
        """Offer the providers as they are now; who answers in the chat is chosen at first."""
        provider, model = self._services.choice()
        provider = self.provider.currentData() or provider
        model = self.model.currentText() or model
        self._specs = {spec.id: spec for spec in self._services.providers()}
        self.provider.blockSignals(True)
        self.provider.clear()
        for spec in self._specs.values():
            self.provider.addItem(terms.one_line(phrase(spec.name)), spec.id)
        self.provider.setCurrentIndex(max(0, self.provider.findData(provider)))
        self.provider.blockSignals(False)
        self._offer_models()
        if self.provider.currentData() == provider and model:
            self.model.setCurrentText(model)

    def _offer_models(self) -> None:
        self.model.clear()
        self.model.addItems(list(self._services.models(str(self.provider.currentData() or ""))))
        self._tell_cost()

    def plan(self) -> Plan:
        """What the fields say."""
        spec = self._specs.get(str(self.provider.currentData() or ""))
        most = self.most.value() or None
        parameters = Parameters(max_tokens=most).wire(spec.protocol) if spec is not None else {}
        return Plan(
            spec.id if spec is not None else "",
            self.model.currentText().strip(),
            self.prompt.toPlainText().strip(),
            self.runs.value(),
            most,
            parameters,
        )

    def _tell_cost(self) -> None:
        plan = self.plan()
        read, written = most_tokens(plan)
        said = self.tr("Sends {n} requests, about {read} tokens").replace("{n}", str(plan.requests))
        said = said.replace("{read}", f"{read:,}")
        if written is not None:
            said += self.tr(", and gets at most {written}").replace("{written}", f"{written:,}")
        cost = cost_of(plan, self._services.prices())
        if cost is None:
            said += ". " + self.tr("What that costs is not known.")
        elif not cost.amount:
            said += ". " + self.tr("That is free.")
        else:
            money = terms.money(cost.amount, cost.currency)
            said += ". " + self.tr("That costs at most about {money}.").replace("{money}", money)
        self.cost.setText(said)
        self.start.setEnabled(self._task is not None or bool(plan.provider and plan.model and plan.prompt))

    # --- carrying it out ----------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._task is not None

    def _start_or_cancel(self) -> None:
        if self._task is not None:
            self.cancel()
            return
        self._plan, self._runs = self.plan(), []
        self._task = self._services.spawn(self._work(self._plan), "latency experiment")
        self._show()

    def cancel(self) -> None:
        """Stop what runs; what was measured stays."""
        if self._task is not None:
            self._task.cancel()

    async def _work(self, plan: Plan) -> None:
        said = ""
        try:
            provider = await self._services.connect(self._specs[plan.provider])
            try:
                await carry_out(plan, provider, self._took)
            finally:
                await provider.aclose()
            said = phrase(next((run.error for run in reversed(self._runs) if run.error), ""))
        except RivuletError as error:
            said = phrase(error.info.message)
        except asyncio.CancelledError:
            said = self.tr("Cancelled. What was measured stays.")
            raise
        finally:
            self._task = None
            self._show()
            if said:
                self.status.setText(terms.one_line(said))

    def _took(self, run: Run) -> None:
        self._runs.append(run)
        self._show()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        live, runs = self._task is not None, self._runs
        self.start.setText(self.tr("Cancel") if live else self.tr("Start"))
        for field in (self.provider, self.model, self.prompt, self.runs, self.most):
            field.setEnabled(not live)
        good = [run for run in runs if not run.error]
        streamed = [run for run in good if run.streamed]
        whole = [run for run in good if not run.streamed]
        rows = (
            (self.tr("First token, streamed"), [run.first_token_ms for run in streamed]),
            (self.tr("Last token, streamed"), [run.last_token_ms for run in streamed]),
            (self.tr("Answer, not streamed"), [run.total_ms for run in whole]),
        )
        found = [(name, one) for name, values in rows if (one := spread(values)) is not None]
        self.table.show_rows(
            [
                (name, str(one.count), *map(terms.duration, (one.best, one.p50, one.p95, one.worst)))
                for name, one in found
            ]
        )
        self.plot.show_figure(self._figure(streamed, whole))
        for button in (self.csv, self.image):
            button.setEnabled(bool(good) and not live)
        done = self.tr("{n} of {m} requests done").replace("{n}", str(len(runs)))
        self.status.setText(done.replace("{m}", str(self._plan.requests)) if self._plan is not None else "")

    def _figure(self, streamed: list[Run], whole: list[Run]) -> Figure:
        colors: Colors = self._theme.colors
        series = (
            _series(self.tr("first token, streamed"), colors.accent, [(r.number, r.first_token_ms) for r in streamed]),
            _series(
                self.tr("last token, streamed"),
                colors.accent,
                [(r.number, r.last_token_ms) for r in streamed],
                hollow=True,
            ),
            _series(self.tr("not streamed"), colors.syntax_number, [(r.number, r.total_ms) for r in whole]),
        )
        count = self._plan.runs if self._plan is not None else 1
        return Figure(
            x=Axis(
                0.5, count + 0.5, self.tr("run"), write=lambda n: f"{n:.0f}", at=tuple(map(float, range(1, count + 1)))
            ),
            y=Axis(0, top_of([point.y for one in series for point in one.points]), write=terms.tick),
            series=series,
            title=self.tr("Streamed and whole, by run"),
            empty=self.tr("Both kinds are shown here side by side."),
        )

    def _save(self) -> None:
        if self._plan is not None:
            ask_for_csv(self, "experiment.csv", partial(runs_csv, self._plan, list(self._runs)), self.status.setText)


def _series(name: str, color: str, values: list[tuple[int, float | None]], *, hollow: bool = False) -> Series:
    points = tuple(Point(number, ms, terms.duration(ms)) for number, ms in values if ms is not None)
    return Series(name, color, points, hollow=hollow)


def _spin(name: str, low: int, high: int, value: int, parent: QWidget) -> QSpinBox:
    spin = QSpinBox(parent)
    spin.setAccessibleName(name)
    spin.setRange(low, high)
    spin.setValue(value)
    spin.lineEdit().setTextMargins(SPACE_2 - 1, 0, 0, 0)  # the style sheet's padding does not reach it
    return spin


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
