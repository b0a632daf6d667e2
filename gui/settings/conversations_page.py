"""What happens to conversations by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from core.settings.schema import Settings
from gui.settings.rows import Page, Setting, usual_switch
from gui.theme.theme import Theme
from gui.widgets.switch import Switch


class ConversationsPage(Page):
    """`settings()` gives the settings as they are; `changed(Settings)` is emitted with what was chosen here."""

    changed = Signal(object)

    def __init__(self, theme: Theme, settings: Callable[[], Settings], parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ConversationsPage", "Conversations"), parent=parent)
        self._settings = settings
        self.titles = Switch(theme, parent=self)
        self.titles.setObjectName("titlesSwitch")
        self.titles.setAccessibleName(self.tr("Titles by the model"))
        self.titles.setChecked(settings().titles_by_model)
        self.titles.clicked.connect(self._collect)
        meaning = self.tr(
            "After its first answer the model names the conversation, in a small request of its own. "
            "A title of yours stays."
        )
        usual = usual_switch(self.titles, Settings().titles_by_model)
        self.column.addWidget(Setting(self.tr("Titles by the model"), meaning, self.titles, usual=usual))
        self.column.addStretch(1)

    def _collect(self) -> None:
        self.refresh_settings()
        self.changed.emit(replace(self._settings(), titles_by_model=self.titles.isChecked()))
