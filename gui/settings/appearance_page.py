"""How the window looks and moves. Every change is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QWidget,
)

from core.settings.schema import Appearance, Contrast, Language, Motion, Settings
from gui.settings.rows import Page, Setting, Usual, hairline, usual_switch
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_3
from gui.widgets.switch import Switch

_NORMAL: Final = 10  # tenths, as the slider has the text size
_Word = TypeVar("_Word", bound=StrEnum)


class Choice(QFrame, Generic[_Word]):
    """One of a few, all in sight. Emits `changed` when a person chooses."""

    changed = Signal()

    def __init__(self, options: tuple[tuple[_Word, str], ...], name: str) -> None:
        super().__init__()
        variant(self, "segments", name="role")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._words = tuple(word for word, _ in options)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for place, (word, text) in enumerate(options):
            button = QRadioButton(text, self)
            variant(button, "segment")
            button.setObjectName(f"{word}Choice")
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button, place)
            row.addWidget(button)
        self._group.idClicked.connect(self._chosen)

    def value(self) -> _Word:
        return self._words[max(0, self._group.checkedId())]

    def words_of(self, word: _Word) -> str:
        """What one of them is called."""
        return self._group.button(self._words.index(word)).text()

    def show_value(self, word: _Word) -> None:
        self._group.button(self._words.index(word)).setChecked(True)
        self._aim()

    def _chosen(self) -> None:
        self._aim()
        self.changed.emit()

    def _aim(self) -> None:
        """Who leads the keyboard here means the chosen one."""
        button = self._group.checkedButton()
        if button is not None:
            self.setFocusProxy(button)


class AppearancePage(Page):
    """Emits `changed(Settings)`: the settings it was shown, with what was chosen here."""

    changed = Signal(object)

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("AppearancePage", "Appearance"), parent=parent)
        self._settings = settings
        system = self.tr("System")
        self.language: Choice[Language] = Choice(
            # Each in its own words: who cannot read the others finds it.
            ((Language.SYSTEM, system), (Language.ENGLISH, "English"), (Language.KOREAN, "한국어")),
            self.tr("Language"),
        )
        self.theme: Choice[Appearance] = Choice(
            (
                (Appearance.SYSTEM, system),
                (Appearance.LIGHT, self.tr("Light")),
                (Appearance.DARK, self.tr("Dark")),
            ),
            self.tr("Theme"),
        )
        self.contrast: Choice[Contrast] = Choice(
            ((Contrast.SYSTEM, system), (Contrast.HIGH, self.tr("High")), (Contrast.NORMAL, self.tr("Normal"))),
            self.tr("Contrast"),
        )
        self.motion: Choice[Motion] = Choice(
            ((Motion.SYSTEM, system), (Motion.REDUCED, self.tr("Reduced")), (Motion.FULL, self.tr("Full"))),
            self.tr("Motion"),
        )
        self.arrival = Switch(theme, parent=self)
        self.arrival.setObjectName("arrivalSwitch")
        self.arrival.setAccessibleName(self.tr("Show text as it arrives"))
        self._make_scale()
        self._lay_out()
        for choice in (self.language, self.theme, self.contrast, self.motion):
            choice.changed.connect(self._collect)
        self.arrival.clicked.connect(self._collect)
        self.show_settings(settings)

    def _make_scale(self) -> None:
        self.scale = QSlider(Qt.Orientation.Horizontal, self)
        self.scale.setObjectName("textSizeSlider")
        self.scale.setAccessibleName(self.tr("Text size in percent"))
        self.scale.setRange(8, 20)
        self.scale.setPageStep(1)
        self.scale.setFixedWidth(150)
        self._percent = QLabel(self)
        self._percent.setTextFormat(Qt.TextFormat.PlainText)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("200 %") + 4)
        # The whole window is laid out anew: not at every step of a drag.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(120)
        self._settle.timeout.connect(self._collect)
        self.scale.valueChanged.connect(self._scaled)

    def _lay_out(self) -> None:
        size = QWidget()
        row = QHBoxLayout(size)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_3)
        for widget in (self.scale, self._percent):
            row.addWidget(widget)
        size.setFocusProxy(self.scale)
        usual = Settings()
        scale = Usual("100 %", lambda: self.scale.value() == _NORMAL, lambda: self.scale.setValue(_NORMAL))
        rows: tuple[tuple[str, str, QWidget, Usual], ...] = (
            (
                self.tr("Language"),
                self.tr("Of everything in the window, at once."),
                self.language,
                self._usual(self.language, usual.language),
            ),
            (
                self.tr("Theme"),
                self.tr("System follows the desktop by day and night."),
                self.theme,
                self._usual(self.theme, usual.appearance),
            ),
            (
                self.tr("Contrast"),
                self.tr("High: black and white, with strong lines."),
                self.contrast,
                self._usual(self.contrast, usual.contrast),
            ),
            (self.tr("Text size"), self.tr("Of everything in the window. Ctrl + and Ctrl − do the same."), size, scale),
            (
                self.tr("Motion"),
                self.tr("Reduced: the cursor does not blink and nothing slides."),
                self.motion,
                self._usual(self.motion, usual.motion),
            ),
            (
                self.tr("Show text as it arrives"),
                self.tr("Otherwise a burst flows in evenly, within 0.15 seconds."),
                self.arrival,
                usual_switch(self.arrival, usual.as_it_arrives),
            ),
        )
        for place, (name, meaning, control, value) in enumerate(rows):
            if place:
                self.column.addWidget(hairline())
            self.column.addWidget(Setting(name, meaning, control, usual=value))
        self.column.addStretch(1)

    def _usual(self, choice: Choice[_Word], word: _Word) -> Usual:
        give = partial(self._give, partial(choice.show_value, word))
        return Usual(choice.words_of(word), lambda: choice.value() == word, give)

    def _give(self, show: Callable[[], None]) -> None:
        show()
        self._collect()

    def show_settings(self, settings: Settings) -> None:
        """Show them without emitting."""
        self._settings = settings
        self.language.show_value(settings.language)
        self.theme.show_value(settings.appearance)
        self.contrast.show_value(settings.contrast)
        self.motion.show_value(settings.motion)
        self.arrival.setChecked(settings.as_it_arrives)
        if not self._settle.isActive():
            self.scale.blockSignals(True)
            self.scale.setValue(round(settings.scale * 10))
            self.scale.blockSignals(False)
            self._show_percent()
        self.refresh_settings()

    def flush(self) -> None:
        """Apply a text size that was just chosen."""
        if self._settle.isActive():
            self._settle.stop()
            self._collect()

    def _scaled(self) -> None:
        self._show_percent()
        self._settle.start()

    def _show_percent(self) -> None:
        self._percent.setText(f"{self.scale.value() * 10} %")
        self.refresh_settings()

    def _collect(self) -> None:
        self._settings = replace(
            self._settings,
            language=self.language.value(),
            appearance=self.theme.value(),
            contrast=self.contrast.value(),
            motion=self.motion.value(),
            scale=self.scale.value() / 10,
            as_it_arrives=self.arrival.isChecked(),
        )
        self.refresh_settings()
        self.changed.emit(self._settings)
