"""The prompt library at the composer: "/" in an empty message drops the list, a prompt's open places are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from core.markdown.foreign import visible
from core.settings.prompts import Prompt, filled, placeholders
from gui.composer.composer import Composer
from gui.shelves import PromptShelf
from gui.theme.theme import TextRole, Theme
from gui.widgets.picker import DETAIL_ROLE, KEY_ROLE

if TYPE_CHECKING:
    from gui.composer.prompt_form import PromptForm
    from gui.widgets.picker_popup import PickerPopup

_DETAIL = 28  # characters of a prompt's text beside its name


class Prompting(QObject):
    """Belongs to a page. `edit_wished` asks for the page of the settings on which prompts are written."""

    edit_wished = Signal()

    def __init__(self, theme: Theme, prompts: PromptShelf, composer: Composer, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._prompts = prompts
        self._composer = composer
        self._parent = parent
        self._before = ""
        self._slash = False  # the list was dropped by a "/" that stands in the composer
        composer.field.textChanged.connect(self._text_changed)

    @cached_property
    def popup(self) -> PickerPopup:
        from gui.widgets.picker_popup import PickerPopup

        popup = PickerPopup(self._theme, self._composer)
        popup.setObjectName("promptList")
        popup.closed.connect(self._closed)
        popup.picked.connect(self._picked)
        return popup

    def choose(self) -> None:
        """Drop the list of prompts; without any, ask for the page on which they are written."""
        self._slash = self._composer.text() == "/"
        if not self._prompts.items:
            self.edit_wished.emit()
            return
        self.popup.setFont(self._theme.font(TextRole.LABEL))
        rows = [_row(prompt) for prompt in self._prompts.items]
        self.popup.open_at(self._composer, rows, "", hint=self.tr("Search prompts"), own_names=False)

    def insert(self, prompt: Prompt) -> PromptForm | None:
        """Put a prompt where the cursor is, once its open places are filled; returns the form that asks for them."""
        questions = placeholders(prompt.text)
        if not questions:
            self._put(prompt.text)
            return None
        from gui.composer.prompt_form import PromptForm

        form = PromptForm(prompt.name, questions, self._parent)
        form.answered.connect(lambda answers: self._fill(prompt, answers))
        form.finished.connect(self._composer.take_focus)
        form.open()
        return form

    def _text_changed(self) -> None:
        before, self._before = self._before, self._composer.text()
        field = self._composer.field
        if self._before == "/" and not before and field.hasFocus() and not field.composing and self._prompts.items:
            self.choose()

    def _closed(self) -> None:
        typed = self.popup.typed()
        if self._slash and typed:
            self._composer.set_text("/" + typed)  # it was no wish for a prompt, perhaps: what was typed stays
        self._composer.take_focus()

    def _picked(self, key: str) -> None:
        slash, self._slash = self._slash, False
        prompt = next((prompt for prompt in self._prompts.items if prompt.id == key), None)
        if prompt is not None:
            if slash:
                self._composer.clear()
            self.insert(prompt)

    def _fill(self, prompt: Prompt, answers: Mapping[str, str]) -> None:
        self._put(filled(prompt.text, answers))

    def _put(self, text: str) -> None:
        self._composer.field.textCursor().insertText(text)
        self._composer.field.ensureCursorVisible()
        self._composer.take_focus()


def _row(prompt: Prompt) -> QStandardItem:
    text = " ".join(visible(prompt.text).split())
    item = QStandardItem(visible(prompt.name))
    item.setData(prompt.id, KEY_ROLE)
    item.setData(text if len(text) <= _DETAIL else text[:_DETAIL].rstrip() + "…", DETAIL_ROLE)
    item.setData(prompt.name, Qt.ItemDataRole.AccessibleTextRole)
    return item
