"""Searching in everything: a card over the window with a field, and results that come while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from core.conversations.search import Found
from core.conversations.trouble import StoreError
from gui.language import phrase
from gui.search.delegate import ResultDelegate
from gui.search.results import Index, Results
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.overlay import Overlay

Find = Callable[[str, int | None], Awaitable[Found]]
Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]

_WIDTH: Final = 720
_HEIGHT: Final = 620
_LOW: Final = 128  # without results
_PAUSE_MS: Final = 30  # letters within this time are asked for together
_PATIENCE_MS: Final = 150  # from when on it is said that it is searched
_NEAR: Final = 10  # rows before the end at which the next page is asked for


class SearchPanel(Overlay):
    """Fills `host`. `chosen`: conversation, message (empty for the conversation as a whole), and the words to mark in
    it. `find` answers a text with a page of results, `spawn` runs what takes time."""

    chosen = Signal(str, str, str)

    def __init__(self, theme: Theme, find: Find, spawn: Spawn, host: QWidget) -> None:
        super().__init__(theme, host, _WIDTH, _HEIGHT)
        self.setObjectName("searchPanel")
        self.setAccessibleName(self.tr("Search in all conversations"))
        self._find = find
        self._spawn = spawn
        self._asked = ""
        self._following: int | None = None
        self._running: asyncio.Task[Any] | None = None
        self.results = Results(self)
        self._pause = _timer(self, _PAUSE_MS, self._search)
        self._patience = _timer(self, _PATIENCE_MS, self._tell_searching)
        self._make()

    def _make(self) -> None:
        self.field.setObjectName("searchEverywhereField")
        self.field.setPlaceholderText(self.tr("Search in all conversations"))
        self.field.setAccessibleName(self.tr("Search in all conversations"))
        self.field.setMaxLength(400)
        self.field.edited.connect(lambda _text: self._pause.start())
        self.count = self._label("faint")
        self.count.setObjectName("searchCount")
        self.note = self._label("faint")
        self.note.setWordWrap(True)
        self.note.hide()
        self.words = self._label("muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setContentsMargins(SPACE_6, 0, SPACE_6, SPACE_2)
        self.list.setObjectName("searchResults")
        self.list.setAccessibleName(self.tr("Results"))
        self.list.setModel(self.results)
        self.list.setItemDelegate(ResultDelegate(self._theme, self.list))
        self.list.verticalScrollBar().valueChanged.connect(self._more_when_near)
        self._lay_out()

    def _label(self, role: str) -> QLabel:
        label = QLabel(self.card)
        label.setTextFormat(Qt.TextFormat.PlainText)
        variant(label, role, name="role")
        return label

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, 0)
        head.setSpacing(SPACE_3)
        self.count.hide()  # without words it would keep a gap
        head.addWidget(self.field, 1)
        head.addWidget(self.count)
        self._body = QStackedLayout()
        self._body.addWidget(self.words)
        self._body.addWidget(self.list)
        self.note.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_1)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addLayout(head)
        column.addLayout(self._body, 1)
        column.addWidget(self.note)

    # --- open and closed ----------------------------------------------------------------------------------------------

    def open(self, text: str = "") -> None:
        """Show the panel, with the words of a search, or those of the last one to go on with."""
        if text:
            self.field.setText(text)
        self.open_over()
        self.field.selectAll()
        self._search()

    def close_over(self) -> None:
        self._stop()
        super().close_over()

    def search_again(self) -> None:
        """Ask once more, since the store or its index changed."""
        if self.isVisible() and self._running is None:
            self._search()

    # --- searching ----------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        self._stop()
        self._asked = self.field.shown_text().strip()
        if self._asked:
            self._patience.start()
            self._running = self._spawn(self._ask(self._asked, None), "search")
        else:
            self.results.show(())
            self._following = None
            self._tell(Found())

    def _stop(self) -> None:
        self._pause.stop()
        self._patience.stop()
        if self._running is not None:
            self._running.cancel()
            self._running = None

    async def _ask(self, text: str, after: int | None) -> None:
        try:
            found = await self._find(text, after)
        except StoreError as error:
            self._done()
            self._say(phrase(str(error)))
            return
        self._done()
        self._following = found.following
        if after is None:
            self.results.show(found.hits)
            self.list.setCurrentIndex(self.results.index(0, 0))
            self.list.scrollToTop()
        else:
            self.results.add(found.hits)
        self._tell(found)

    def _done(self) -> None:
        self._running = None
        self._patience.stop()

    def _more_when_near(self) -> None:
        if self._following is None or self._running is not None:
            return
        last = self.list.indexAt(self.list.viewport().rect().bottomLeft())
        if not last.isValid() or last.row() >= self.results.rowCount() - _NEAR:
            self._running = self._spawn(self._ask(self._asked, self._following), "search")

    def _tell(self, found: Found) -> None:
        number = self.results.rowCount()
        if number == 1 and self._following is None:
            self.count.setText(self.tr("1 result"))
        elif number:
            more = "+" if self._following is not None else ""
            self.count.setText(self.tr("{n} results").replace("{n}", f"{number:,}{more}"))
        else:
            self.count.setText("")
        self.count.setVisible(bool(self.count.text()))
        self.note.setText(
            self.tr("About {n} messages are still to be taken into the index.").replace("{n}", f"{found.missing:,}")
        )
        self.note.setVisible(found.missing > 0 and bool(self._asked))
        if number:
            self._show(self.list)
        elif self._asked:
            self._say(self.tr("Nothing was found. Other words, or the beginning of one, may help."))
        else:
            self._say(self.tr('Words, "exact phrases" and -words to leave out. Titles, messages, reasoning and tools.'))

    def _tell_searching(self) -> None:
        self.count.setText(self.tr("Searching…"))
        self.count.show()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self._show(self.words)
        self.place()

    def _show(self, body: QWidget) -> None:
        if self._body.currentWidget() is not body:
            self._body.setCurrentWidget(body)
            self.place()

    # --- choosing -----------------------------------------------------------------------------------------------------

    def take(self, place: Index) -> None:
        result = self.results.result(place)
        if result is not None and not self._pause.isActive():  # else these are results of what was typed before
            self.close_over()
            self.chosen.emit(result.conversation_id, result.message_id, result.words)

    def card_height(self, width: int, most: int) -> int:
        needed = self.field.sizeHint().height() + self.words.heightForWidth(width) + SPACE_3 + 3 * SPACE_2
        return most if self._body.currentWidget() is self.list else min(max(self._theme.px(_LOW), needed), most)


def _timer(parent: QObject, after_ms: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(act)
    return timer
