"""The prompt library at the composer: "/" in an empty message drops the list, a prompt's open places are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from core.markdown.foreign import visible
from core.settings.prompts import Placeholder, Prompt, filled, placeholders
from gui.composer.composer import Composer
from gui.shelves import PromptShelf
from gui.theme.theme import TextRole, Theme
from gui.widgets.picker import DETAIL_ROLE, KEY_ROLE

if TYPE_CHECKING:
    from gui.composer.prompt_form import PromptForm
    from gui.widgets.picker_popup import PickerPopup

_DETAIL = 28  # characters of a prompt's text beside its name


@dataclass(frozen=True, slots=True)
class MorePrompt:
    """A prompt that somebody else keeps. `fetch` takes the answers to what it asks for by name, and brings the words to
    `Prompting.put` in its own time."""

    key: str
    name: str
    detail: str
    asks: tuple[Placeholder, ...]
    fetch: Callable[[Mapping[str, str]], None]


class Prompting(QObject):
    """Belongs to a page. `more()` gives the prompts of others, which stand below the person's own. `edit_wished` asks
    for the page of the settings on which prompts are written."""

    edit_wished = Signal()

    def __init__(self, theme: Theme, prompts: PromptShelf, composer: Composer, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._prompts = prompts
        self._composer = composer
        self._parent = parent
        self.more: Callable[[], tuple[MorePrompt, ...]] = tuple
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
        more = self.more()
        if not self._prompts.items and not more:
            self.edit_wished.emit()
            return
        self.popup.setFont(self._theme.font(TextRole.LABEL))
        rows = [_row(prompt.id, prompt.name, prompt.text) for prompt in self._prompts.items]
        rows += [_row(prompt.key, prompt.name, prompt.detail) for prompt in more]
        self.popup.open_at(self._composer, rows, "", hint=self.tr("Search prompts"), own_names=False)

    def insert(self, prompt: Prompt) -> PromptForm | None:
        """Put a prompt where the cursor is, once its open places are filled; returns the form that asks for them."""
        questions = placeholders(prompt.text)
        if not questions:
            self.put(prompt.text)
            return None
        return self._ask(prompt.name, questions, lambda answers: self.put(filled(prompt.text, answers)))

    def _ask(
        self, name: str, questions: Sequence[Placeholder], answered: Callable[[Mapping[str, str]], None]
    ) -> PromptForm:
        from gui.composer.prompt_form import PromptForm

        form = PromptForm(name, questions, self._parent)
        form.answered.connect(answered)
        form.finished.connect(self._composer.take_focus)
        form.open()
        return form

    def _text_changed(self) -> None:
        before, self._before = self._before, self._composer.text()
        field = self._composer.field
        slash = self._before == "/" and not before and field.hasFocus() and not field.composing
        if slash and (self._prompts.items or self.more()):
            self.choose()

    def _closed(self) -> None:
        typed = self.popup.typed()
        if self._slash and typed:
            self._composer.set_text("/" + typed)  # it was no wish for a prompt, perhaps: what was typed stays
        self._composer.take_focus()

    def _picked(self, key: str) -> None:
        slash, self._slash = self._slash, False
        own = next((prompt for prompt in self._prompts.items if prompt.id == key), None)
        other = next((prompt for prompt in self.more() if prompt.key == key), None)
        if slash and (own is not None or other is not None):
            self._composer.clear()
        if own is not None:
            self.insert(own)
        elif other is not None and other.asks:
            self._ask(other.name, other.asks, other.fetch)
        elif other is not None:
            other.fetch({})

    def put(self, text: str) -> None:
        """Put words where the cursor is."""
        self._composer.field.textCursor().insertText(text)
        self._composer.field.ensureCursorVisible()
        self._composer.take_focus()


def _row(key: str, name: str, text: str) -> QStandardItem:
    words = " ".join(visible(text).split())
    item = QStandardItem(visible(name))
    item.setData(key, KEY_ROLE)
    item.setData(words if len(words) <= _DETAIL else words[:_DETAIL].rstrip() + "…", DETAIL_ROLE)
    item.setData(name, Qt.ItemDataRole.AccessibleTextRole)
    return item
