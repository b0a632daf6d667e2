"""Presets: instructions, model and parameters under a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from core.providers.base import ProviderSpec
from core.settings.presets import EFFORTS, Preset, new_preset
from gui.settings.rows import Setting, modest, sentence
from gui.settings.shelf_page import ShelfPage
from gui.theme.theme import Theme
from gui.widgets.switch import Switch

_MOST_TOKENS: Final = 10_000_000


class PresetsPage(ShelfPage[Preset]):
    def __init__(
        self,
        theme: Theme,
        items: tuple[Preset, ...],
        put: Callable[[tuple[Preset, ...]], None],
        providers: Mapping[str, ProviderSpec],
    ) -> None:
        super().__init__(
            theme,
            QCoreApplication.translate("PresetsPage", "Presets"),
            QCoreApplication.translate(
                "PresetsPage",
                "Instructions, a model and its parameters under one name. Chosen per conversation, above it. "
                "What is empty is not sent.",
            ),
            QCoreApplication.translate("PresetsPage", "Add a preset"),
            items,
            put,
        )
        self.name.setObjectName("presetName")
        self.list.setObjectName("presetList")
        self.add.setObjectName("addPresetButton")
        self.remove.setObjectName("removePresetButton")
        self._make_fields(theme, providers)
        self.troubles = {
            field: sentence("", "error", self) for field in (self.temperature, self.top_p, self.max_tokens)
        }
        self._lay_out_fields()
        self.begin()

    def _make_fields(self, theme: Theme, providers: Mapping[str, ProviderSpec]) -> None:
        self.system = QPlainTextEdit(self)
        self.system.setObjectName("presetSystem")
        self.system.setTabChangesFocus(True)
        self.system.setMinimumHeight(120)
        self.provider = modest(QComboBox(self))
        self.provider.setObjectName("presetProvider")
        self.provider.addItem(self.tr("As chosen in the conversation"), "")
        for spec in providers.values():
            self.provider.addItem(spec.name, spec.id)
        self.model = self._line("presetModel", self.tr("As chosen in the conversation"))
        usual = self.tr("As the model has it")
        self.temperature = self._line("presetTemperature", usual)
        self.top_p = self._line("presetTopP", usual)
        self.max_tokens = self._line("presetMaxTokens", usual)
        self.effort = modest(QComboBox(self))
        self.effort.setObjectName("presetEffort")
        self.effort.addItem(usual, "")
        for effort in EFFORTS:
            self.effort.addItem(effort, effort)
        self.background = Switch(theme, parent=self)
        self.background.setObjectName("presetBackground")
        self.background.setAccessibleName(self.tr("In the background"))
        self.background.clicked.connect(self.collect)
        self.system.textChanged.connect(self.collect)
        self.provider.activated.connect(self.collect)
        self.effort.activated.connect(self.collect)

    def _line(self, name: str, empty: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(empty)
        line.textEdited.connect(self.collect)
        return line

    def _lay_out_fields(self) -> None:
        self.row(
            self.tr("Instructions"), self.system, sentence(self.tr("Sent before everything that is said."), "faint")
        )
        self.row(self.tr("Provider"), self.provider)
        self.row(self.tr("Model"), self.model)
        self.row(self.tr("Temperature"), self.temperature, self.troubles[self.temperature])
        self.row(self.tr("Top-p"), self.top_p, self.troubles[self.top_p])
        self.row(self.tr("Most tokens of an answer"), self.max_tokens, self.troubles[self.max_tokens])
        self.row(self.tr("Reasoning effort"), self.effort)
        meaning = self.tr(
            "With the Responses API the server finishes answers by itself: one whose connection breaks is fetched "
            "later, also after a restart. The server keeps it for a while."
        )
        self._column.addWidget(Setting(self.tr("In the background"), meaning, self.background, self.form))

    def new_item(self) -> Preset:
        return new_preset(self.tr("New preset"))

    def name_of(self, item: Preset) -> str:
        return item.name

    def show_item(self, item: Preset) -> None:
        parameters = item.parameters
        self.name.setText(item.name)
        with QSignalBlocker(self.system):
            self.system.setPlainText(item.system)
        for box, value in ((self.provider, item.provider), (self.effort, parameters.reasoning_effort or "")):
            if box.findData(value) < 0:
                box.addItem(value, value)  # one that is not there (any more) is kept all the same
            box.setCurrentIndex(box.findData(value))
        self.model.setText(item.model)
        self.background.setChecked(parameters.background)
        for line, number in (
            (self.temperature, parameters.temperature),
            (self.top_p, parameters.top_p),
            (self.max_tokens, parameters.max_tokens),
        ):
            line.setText("" if number is None else f"{number:g}" if isinstance(number, float) else str(number))
        for trouble in self.troubles.values():
            trouble.hide()

    def changed(self, item: Preset) -> Preset:
        before = item.parameters
        most = self._number(self.max_tokens, 1, _MOST_TOKENS, before.max_tokens)
        parameters = replace(
            before,
            temperature=self._number(self.temperature, 0, 2, before.temperature),
            top_p=self._number(self.top_p, 0, 1, before.top_p),
            max_tokens=None if most is None else int(most),
            reasoning_effort=str(self.effort.currentData()) or None,
            background=self.background.isChecked(),
        )
        return replace(
            item,
            name=self.name.text(),
            system=self.system.toPlainText(),
            provider=str(self.provider.currentData()),
            model=self.model.text().strip(),
            parameters=parameters,
        )

    def _number(self, line: QLineEdit, least: float, most: float, before: float | None) -> float | None:
        """What the line says; what it said before, and a sentence, where that is no number."""
        text, trouble = line.text().strip().replace(",", "."), self.troubles[line]
        trouble.hide()
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if least <= number <= most:
            return number
        words = self.tr("{name} must be a number from {least} to {most}.").replace("{name}", line.accessibleName())
        trouble.setText(words.replace("{least}", f"{least:g}").replace("{most}", f"{most:,.0f}"))
        trouble.show()
        return before
