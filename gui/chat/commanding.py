"""What the palette offers: every command, the conversations used last, the models, the pages of the settings."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from core.markdown.foreign import visible
from gui.chat.directory import Choice
from gui.chat.signs import SIGNS
from gui.palette.entries import Entry, Kind

if TYPE_CHECKING:
    import asyncio

    from core.conversations.listing import Listing
    from core.conversations.records import Entry as Line
    from gui.palette.panel import Palette
    from gui.parts import Parts

_CONVERSATIONS: Final = 400  # the ones used last; older ones are found by the search that is always the last row
_OWN: Final = "palette"


class Commanding(QObject):
    """Nothing of it exists before it is first opened. `search(text)` looks for a text in all messages."""

    def __init__(self, parts: Parts, search: Callable[[str], None]) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._search = search
        self._listing: Listing | None = None
        self._loading: asyncio.Task[Any] | None = None
        parts.keeper.opened.connect(self._begin)
        parts.actions.on(_OWN, self.toggle)

    def toggle(self) -> None:
        """Open the palette, or close it."""
        if QApplication.activeModalWidget() is None:
            self.palette.toggle()

    @cached_property
    def palette(self) -> Palette:
        """Made when it is asked for."""
        from gui.palette.panel import Palette

        palette = Palette(self._parts.theme, self._gather, self._fallback, self._parts.window)
        palette.opened.connect(self._load)
        return palette

    def _begin(self, source: Any) -> None:
        from core.conversations.listing import Listing

        self._listing = Listing(source)

    # --- what there is ------------------------------------------------------------------------------------------------

    def _gather(self) -> list[Entry]:
        return [*self._commands(), *self._models(), *self._settings()]

    def _commands(self) -> list[Entry]:
        actions = self._parts.actions
        entries = []
        for name, menu in actions.places():
            action = actions[name]
            if name == _OWN:
                continue
            if action.isCheckable() and action.isChecked():
                menu = self.tr("{menu}, shown").replace("{menu}", menu)
            entries.append(
                Entry(
                    Kind.COMMAND,
                    name,
                    actions.title(name),
                    action.trigger,
                    menu,
                    action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
                    actions.why_not(name),
                    name.replace("_", " "),  # what it is called in English is found in every language
                    SIGNS.get(name, ""),
                )
            )
        return entries

    def _models(self) -> list[Entry]:
        answerers, choose = self._parts.answerers, self._parts.page.choosing.choose
        entries = []
        for provider in answerers.providers():
            where = self.tr("Model of {provider}").replace("{provider}", visible(provider.label))
            for model in answerers.models(provider.key):
                run = partial(choose, Choice(provider.key, model.key))
                key = f"{provider.key} {model.key}"
                entries.append(Entry(Kind.MODEL, key, _shown(model.label), run, where, beside=model.detail))
        return entries

    def _settings(self) -> list[Entry]:
        from gui.settings.contents import pages

        where, open_settings = self.tr("Settings"), self._parts.open_settings
        return [
            Entry(Kind.SETTINGS, f"settings {name}", title, partial(open_settings, "", name), where, beside=name)
            for name, title in pages(self._parts.pages)
        ]

    def _fallback(self, typed: str) -> Entry:
        title = self.tr("Search in all messages for “{text}”").replace("{text}", visible(typed))
        return Entry(Kind.SEARCH, "search", title, partial(self._search, typed))

    # --- conversations ------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
        if self._listing is not None:
            self._loading = self._parts.spawn(self._bring(self._listing), "conversations of the palette")

    async def _bring(self, listing: Listing) -> None:
        from core.conversations.outline import Span
        from core.conversations.trouble import StoreError

        try:
            lines = await listing.page(Span(archived=None), 0, _CONVERSATIONS)
        except StoreError:
            return  # the list in the sidebar says so
        self.palette.add([self._conversation(line) for line in lines])

    def _conversation(self, line: Line) -> Entry:
        place = visible(line.folder) if line.folder else self.tr("Conversation")
        if line.archived:
            place = self.tr("Archived conversation")
        title = _shown(line.title) or self.tr("Untitled")
        return Entry(Kind.CONVERSATION, line.id, title, partial(self._parts.book.open, line.id), place)


def _shown(text: str) -> str:
    """Somebody else's text as it is shown, its letters joined: what is typed is, too."""
    return unicodedata.normalize("NFC", visible(text))
