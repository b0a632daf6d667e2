"""How long to wait, and how often to try again."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from core.limits import Limits, Timeouts
from gui.settings.numbers import Seconds, WholeNumber
from gui.settings.rows import Page, Setting, Usual, hairline
from gui.theme.tokens import SPACE_2

_LONGEST_S: Final = 86_400.0
_MOST_RETRIES: Final = 5


class WaitField(QWidget):
    """Seconds, or never. Emits `changed` with seconds or None."""

    changed = Signal(object)

    def __init__(self, usual: float, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds = Seconds(self)
        self._seconds.setRange(0.1, _LONGEST_S)
        self._seconds.setSuffix(self.tr(" s"))
        self._seconds.setValue(usual)
        self._seconds.setAccessibleName(name)
        self._never = QCheckBox(self.tr("never"), self)
        self._never.setAccessibleName(self.tr("{name}: never").replace("{name}", name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._seconds)
        row.addWidget(self._never, 0, Qt.AlignmentFlag.AlignVCenter)  # else the lower of both bounds the row
        self.setFocusProxy(self._seconds)
        self._seconds.valueChanged.connect(self._tell)
        self._never.toggled.connect(self._tell)

    def box_width(self) -> int:
        """The room that "never" takes behind the seconds."""
        return self._never.sizeHint().width()

    def words_of(self, seconds: float | None) -> str:
        return self._never.text() if seconds is None else f"{seconds:g}{self._seconds.suffix()}"

    def value(self) -> float | None:
        return None if self._never.isChecked() else self._seconds.value()

    def show_value(self, seconds: float | None) -> None:
        """Show it without emitting."""
        self.blockSignals(True)
        self._never.setChecked(seconds is None)
        if seconds is not None:
            self._seconds.setValue(seconds)
        self._seconds.setEnabled(seconds is not None)
        self.blockSignals(False)

    def _tell(self) -> None:
        self._seconds.setEnabled(not self._never.isChecked())
        self.changed.emit(self.value())


class TimeoutsPage(Page):
    """Emits `changed(Limits)` with every change."""

    changed = Signal(object)

    def __init__(self, limits: Limits, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("TimeoutsPage", "Timeouts and retries"),
            QCoreApplication.translate("TimeoutsPage", "They hold from the next answer on."),
            parent,
        )
        self.setAccessibleName(self.tr("Timeouts and retries"))
        self._limits = limits
        self.waits: dict[str, WaitField] = {}
        usual_when_switched_on = {"connect": 15.0, "first_token": 600.0, "idle": 300.0, "total": 1800.0}
        for name, title, meaning in self._texts():
            field = WaitField(usual_when_switched_on[name], title, self)
            field.setObjectName(f"{name}Timeout")
            field.changed.connect(self._collect)
            self.waits[name] = field
            usual = self._usual_wait(field, getattr(Timeouts(), name))
            self.column.addWidget(Setting(title, meaning, field, usual=usual))
        self.column.addWidget(hairline())
        self.retries = self._spin("maxRetries", self.tr("Retries"), 0, _MOST_RETRIES)
        meaning = self.tr("How often a request is sent again by itself. Only before the first word has arrived.")
        self.column.addWidget(self._numbered(self.retries, meaning, Limits().max_retries))
        self._add_tools()
        self.usual = QPushButton(self.tr("Back to the usual values"), self)
        self.usual.setAutoDefault(False)
        self.usual.clicked.connect(self._reset)
        self.column.addSpacing(SPACE_2)
        self.column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.show_limits(limits)

    def _add_tools(self) -> None:
        """What bounds the calls of tools."""
        self.column.addWidget(hairline())
        title = self.tr("Tool call")
        self.tool_wait = WaitField(60.0, title, self)
        self.tool_wait.setObjectName("toolTimeout")
        self.tool_wait.changed.connect(self._collect)
        usual = self._usual_wait(self.tool_wait, Limits().tool_timeout)
        meaning = self.tr("How long one call may run. Time that it waits for you does not count.")
        self.column.addWidget(Setting(title, meaning, self.tool_wait, usual=usual))
        self.rounds = self._spin("maxToolRounds", self.tr("Rounds of tools"), 1, 1000)
        meaning = self.tr("How often in a row a model may ask for tools before you are asked.")
        self.column.addWidget(self._numbered(self.rounds, meaning, Limits().max_tool_rounds))
        self.output = self._spin("maxToolOutput", self.tr("Longest result"), 1, 16_384)
        self.output.setSuffix(self.tr(" kB"))
        meaning = self.tr("What a tool may give back at most; the rest is cut off, and the model is told.")
        self.column.addWidget(self._numbered(self.output, meaning, Limits().max_tool_output // 1024))

    def _spin(self, name: str, title: str, least: int, most: int) -> WholeNumber:
        spin = WholeNumber(self)
        spin.setObjectName(name)
        spin.setRange(least, most)
        spin.setAccessibleName(title)
        spin.valueChanged.connect(self._collect)
        return spin

    def _texts(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("connect", self.tr("Connection"), self.tr("Until the connection to the server stands.")),
            (
                "first_token",
                self.tr("First token"),
                self.tr("From sending until the answer begins. Models that think first need minutes."),
            ),
            ("idle", self.tr("Silence"), self.tr("Between two pieces of an answer. Signs of life alone do not count.")),
            ("total", self.tr("Whole answer"), self.tr("Everything together, tools and waits included.")),
        )

    def _usual_wait(self, field: WaitField, seconds: float | None) -> Usual:
        def give() -> None:
            field.show_value(seconds)
            self._collect()

        return Usual(field.words_of(seconds), lambda: field.value() == seconds, give)

    def _numbered(self, field: WholeNumber, meaning: str, usual: int) -> Setting:
        words = field.textFromValue(usual) + field.suffix()
        value = Usual(words, lambda: field.value() == usual, lambda: field.setValue(usual))
        return Setting(field.accessibleName(), meaning, self._beside_waits(field), usual=value)

    def _beside_waits(self, field: QWidget) -> QWidget:
        """The field under the ones above, which have a box behind them."""
        seat = QWidget(self)
        row = QHBoxLayout(seat)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(field)
        row.addSpacing(SPACE_2 + self.waits["total"].box_width())
        seat.setFocusProxy(field)
        return seat

    def show_limits(self, limits: Limits) -> None:
        self._limits = limits
        for name, field in self.waits.items():
            field.show_value(getattr(limits.timeouts, name))
        self.tool_wait.show_value(limits.tool_timeout)
        for spin, value in (
            (self.retries, limits.max_retries),
            (self.rounds, limits.max_tool_rounds),
            (self.output, max(1, round(limits.max_tool_output / 1024))),
        ):
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)
        self._show_changed()

    def _show_changed(self) -> None:
        self.usual.setEnabled(self._is_changed(self._limits))
        self.refresh_settings()

    def _is_changed(self, limits: Limits) -> bool:
        return limits != replace(Limits(), max_answer_bytes=limits.max_answer_bytes)

    def _collect(self) -> None:
        seconds = {field.name: self.waits[field.name].value() for field in fields(Timeouts)}
        self._put(
            replace(
                self._limits,
                timeouts=replace(Timeouts(), **seconds),
                max_retries=self.retries.value(),
                tool_timeout=self.tool_wait.value(),
                max_tool_rounds=self.rounds.value(),
                max_tool_output=self.output.value() * 1024,
            )
        )

    def _reset(self) -> None:
        limits = replace(Limits(), max_answer_bytes=self._limits.max_answer_bytes)
        self.show_limits(limits)
        self._put(limits)

    def _put(self, limits: Limits) -> None:
        self._limits = limits
        self._show_changed()
        self.changed.emit(limits)
