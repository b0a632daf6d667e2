"""The prompt library: short texts under a name, to be put into a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QPlainTextEdit

from core.markdown.foreign import visible
from core.settings.prompts import Prompt, new_prompt, placeholders
from gui.settings.rows import sentence
from gui.settings.shelf_page import ShelfPage
from gui.theme.theme import Theme


class PromptsPage(ShelfPage[Prompt]):
    def __init__(self, theme: Theme, items: tuple[Prompt, ...], put: Callable[[tuple[Prompt, ...]], None]) -> None:
        super().__init__(
            theme,
            QCoreApplication.translate("PromptsPage", "Prompts"),
            QCoreApplication.translate(
                "PromptsPage",
                "Texts that you use again. Type / in an empty message to put one in; {{name}} in it is asked for.",
            ),
            QCoreApplication.translate("PromptsPage", "Add a prompt"),
            items,
            put,
        )
        self.name.setObjectName("promptName")
        self.list.setObjectName("promptList")
        self.add.setObjectName("addPromptButton")
        self.remove.setObjectName("removePromptButton")
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("promptText")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(180)
        self.asked = sentence("", "faint", self)
        self.asked.setObjectName("promptAsked")
        self.row(self.tr("Text"), self.text, self.asked)
        self.text.textChanged.connect(self.collect)
        self.begin()

    def new_item(self) -> Prompt:
        return new_prompt(self.tr("New prompt"))

    def name_of(self, item: Prompt) -> str:
        return item.name

    def show_item(self, item: Prompt) -> None:
        self.name.setText(item.name)
        with QSignalBlocker(self.text):
            self.text.setPlainText(item.text)
        self._tell(item)

    def changed(self, item: Prompt) -> Prompt:
        changed = replace(item, name=self.name.text(), text=self.text.toPlainText())
        self._tell(changed)
        return changed

    def _tell(self, item: Prompt) -> None:
        names = ", ".join(visible(found.name) for found in placeholders(item.text))
        if names:
            self.asked.setText(self.tr("Asked for when it is used: {names}").replace("{names}", names))
        else:
            self.asked.setText(
                self.tr("{what} or {with} in the text is asked for when it is used.")
                .replace("{what}", "{{name}}")
                .replace("{with}", "{{name|usual}}")
            )
