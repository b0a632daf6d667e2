"""Asks what shall always be allowed: the tool as such, calls like this one, or all readers of its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from core.tools.approval import Approval, Pattern, Rule, likenesses, pattern_of
from gui.calls.dialog import CallDialog
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_6
from gui.widgets.fitting import fit
from gui.widgets.permission_words import pattern_text, rule_text, shown, source_text


class AlwaysDialog(CallDialog):
    """Emits `chosen(Approval)`. `place` is the command line, address or file behind the source. `readers`: how many
    tools of the source say that they only read, 0 where that is not to be offered."""

    chosen = Signal(object)

    def __init__(
        self, tool: str, source: str, arguments: Mapping[str, Any], readers: int, parent: QWidget, place: str = ""
    ) -> None:
        super().__init__("alwaysDialog", "", parent)
        self.setWindowTitle(self.tr("Always allow"))
        self._fields: list[QComboBox] = []
        said = self.tr("This call runs now. What may run from now on without asking?")
        self.say(said)
        self.say(f"{shown(tool)} · {source_text(source)}", "muted")
        if place:
            self.say(shown(place), "faint").setObjectName("alwaysPlace")
        self.column.addSpacing(SPACE_2)
        self.like = QRadioButton(self.tr("Calls with arguments like these"), self)
        self.like.setObjectName("alwaysLikeThese")
        self.like.setChecked(True)
        self.any = QRadioButton(self.tr("Every call of this tool, whatever the arguments"), self)
        self.any.setObjectName("alwaysThisTool")
        self._group = QButtonGroup(self)
        for button in (self.like, self.any):
            self._group.addButton(button)
        self.column.addWidget(self.like)
        self.rules = self._make_rules(arguments)
        self.column.addWidget(self.rules)
        self.column.addWidget(self.any)
        self.trust = QCheckBox(self._trust_text(source, readers), self)
        self.trust.setObjectName("trustReaders")
        self.trust.setVisible(readers > 0)
        self.column.addWidget(self.trust)
        self.column.addSpacing(SPACE_2)
        self.summary = self.say("", "muted")
        self.summary.setObjectName("alwaysSummary")
        self.say(self.tr("A tool that changes asks again. You can take this back in Settings, Permissions."), "faint")
        self.allow = self.add_foot(self.tr("Run and always allow"), "alwaysAllowButton")
        self.allow.clicked.connect(self._choose)
        self.like.toggled.connect(self._show_summary)
        self.trust.toggled.connect(self._show_summary)
        self._show_summary()
        fit(self, 460, 0)  # as high as it needs, which is known once it is dressed

    def _make_rules(self, arguments: Mapping[str, Any]) -> QWidget:
        """A line for each argument: what another call may have there."""
        seat = QWidget(self)
        form = QFormLayout(seat)
        form.setContentsMargins(SPACE_6, SPACE_1, 0, SPACE_2)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        proposed = {rule.key: rule for rule in pattern_of(arguments).rules or ()}
        for key, value in arguments.items():
            name = shown(key)
            label = QLabel(seat)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(name)
            field = QComboBox(seat)
            field.setObjectName(f"rule-{len(self._fields)}")
            field.setAccessibleName(name)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(24)
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            for rule in likenesses(key, value):
                field.addItem(rule_text(rule), rule)
                if rule == proposed[key]:
                    field.setCurrentIndex(field.count() - 1)
            field.currentIndexChanged.connect(self._show_summary)
            label.setBuddy(field)
            form.addRow(label, field)
            self._fields.append(field)
        seat.setVisible(bool(arguments))
        return seat

    def _trust_text(self, source: str, readers: int) -> str:
        words = self.tr("Also all {n} tools of {source} that say they only read")
        return words.replace("{n}", str(readers)).replace("{source}", source_text(source)).replace("&", "&&")

    def pattern(self) -> Pattern:
        """What is chosen."""
        if self.any.isChecked():
            return Pattern()
        rules: list[Rule] = [field.currentData() for field in self._fields]
        return Pattern(tuple(rules))

    def _show_summary(self) -> None:
        self.rules.setEnabled(self.like.isChecked())
        self.summary.setText(pattern_text(self.pattern()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _choose(self) -> None:
        self.chosen.emit(Approval(True, always=self.pattern(), trusts_source=self.trust.isChecked()))
        self.accept()
