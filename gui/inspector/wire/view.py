"""The wire view: the last exchanges, and of the chosen one the request, the answer and every server-sent event.

It reads what the trace log keeps and owns nothing of it. While it cannot be seen it follows nothing: no timer ticks, no
byte is parsed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.trace.links import Anchor, anchor_of, event_of, first_of, row_of
from core.trace.log import Entry, TraceLog
from core.wire.index import EventIndex
from core.wire.sniff import Body
from gui.inspector.empty import EmptyState
from gui.inspector.following import Following
from gui.inspector.wire.events_page import EventsPage
from gui.inspector.wire.exchanges import ENTRY_ROLE, ExchangeDelegate, ExchangesModel
from gui.inspector.wire.message_page import RequestPage, ResponsePage
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3
from gui.widgets.folding_tabs import FoldingTabs
from gui.widgets.icon_button import IconButton

_FRAME_MS: Final = 100  # between two looks at what came
_BUDGET_S: Final = 0.006  # of reading at a time
_TAKE_S: Final = 0.1
_LEAST_ROWS: Final = 2  # of the list of exchanges
_MOST_ROWS: Final = 5  # that are seen at first
_EVENTS, _REQUEST, _RESPONSE = range(3)


class WireView(Following):
    """`anchorWished(conversation, anchor)` asks to see the text that an event brought. `conversation()` tells which
    conversation is shown; its exchanges alone are listed unless all are wished for. `windowWished` asks for the same
    view in a window of its own, `recordWished(entry)` for a file of the exchange that is shown."""

    anchorWished = Signal(str, object)
    windowWished = Signal()
    recordWished = Signal(object)

    def __init__(
        self, theme: Theme, log: TraceLog, conversation: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, log, _FRAME_MS, parent)
        self.setObjectName("wireView")
        self.setAccessibleName(self.tr("Wire"))
        self._conversation = conversation
        self._all = False
        self._entry: Entry | None = None
        self._index: EventIndex | None = None
        self._newest = 0  # the number of the newest exchange that was listed
        self._taken = 0.0  # when the table took rows last
        self._told: tuple[object, ...] = ()  # what the answer's page shows
        self._sized = False  # somebody moved the line below the exchanges
        self._make()
        self.restyle()

    def _make(self) -> None:
        self.exchanges = QListView(self)
        self.exchanges.setObjectName("wireExchanges")
        self.exchanges.setAccessibleName(self.tr("Exchanges"))
        self.exchanges.setFrameShape(QFrame.Shape.NoFrame)
        self.exchanges.setMouseTracking(True)
        self.exchanges.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._listed = ExchangesModel(self)
        self._delegate = ExchangeDelegate(self._theme, self.exchanges)
        self.exchanges.setModel(self._listed)
        self.exchanges.setItemDelegate(self._delegate)
        self.exchanges.selectionModel().selectionChanged.connect(self._choose)
        self._pages = FoldingTabs("wirePages", self.tr("Parts of the exchange"), self)
        self.pages = self._pages.bar
        for title in (self.tr("Events"), self.tr("Request"), self.tr("Response")):
            self.pages.addTab(title)
        self.events = EventsPage(self._theme, self)
        self.request = RequestPage(self._theme, self)
        self.response = ResponsePage(self._theme, self)
        self._stage = QStackedLayout()
        for page in (self.events, self.request, self.response):
            self._stage.addWidget(page)
        self.pages.currentChanged.connect(self._turn_to)
        self.events.jumpWished.connect(self._jump)
        self.events.pause.toggled.connect(lambda _paused: self.look())
        self.everything = IconButton(self._theme, "globe", self.tr("Exchanges of all conversations"), self)
        self.everything.setCheckable(True)
        self.everything.toggled.connect(self.show_all)
        self.window_button = IconButton(self._theme, "external-link", self.tr("Open in a window"), self)
        self.window_button.setObjectName("wireWindowButton")
        self.window_button.clicked.connect(self.windowWished)
        self.record = IconButton(self._theme, "download", self.tr("Save recording…"), self)
        self.record.setObjectName("saveRecordingButton")
        self.record.setEnabled(False)
        self.record.clicked.connect(lambda: self.recordWished.emit(self._entry))
        self._empty = EmptyState(
            self._theme,
            "server",
            self.tr("Nothing went over the wire yet"),
            self.tr("Every request and each event of its answer is listed here."),
            self,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        below = QWidget(self)
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, SPACE_2, 0, 0)
        rows.setSpacing(SPACE_2)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._pages, 1)
        line.addWidget(self.record)
        line.addWidget(self.everything)
        line.addWidget(self.window_button)
        rows.addLayout(line)
        rows.addLayout(self._stage, 1)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.exchanges)
        self._split.addWidget(below)
        self._split.setStretchFactor(1, 1)
        self._split.splitterMoved.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        column.addWidget(self._empty)
        column.addWidget(self._split, 1)

    def restyle(self) -> None:
        self._delegate.restyle()
        self._empty.restyle()
        self.exchanges.doItemsLayout()
        for page in (self.events, self.request, self.response):
            page.restyle()

    def _moved(self) -> None:
        self._sized = True  # from now on a person's own

    def _make_room(self) -> None:
        """As high as its exchanges, up to a few."""
        if not self._sized:
            rows = min(max(self._listed.rowCount(), _LEAST_ROWS), _MOST_ROWS)
            high = rows * self._delegate.height + SPACE_2
            self._split.setSizes([high, max(high, self.height() - high)])

    # --- following ----------------------------------------------------------------------------------------------------

    def show_all(self, everything: bool) -> None:
        """List the exchanges of all conversations, or those of the one that is shown."""
        self._all = everything
        self.look()

    def look(self) -> None:
        """Show what has come since the last time."""
        conversation = self._conversation()
        entries = [each for each in reversed(self._log.entries) if self._all or each.turn.conversation == conversation]
        newest = entries[0].number if entries else 0
        follows = self._entry is None or self._entry not in entries or self._entry.number == self._newest
        follows = follows and not (self.events.paused and self._entry in entries)
        self._listed.show_entries(entries)
        self._make_room()
        self._empty.setVisible(not entries)
        self._split.setVisible(bool(entries))
        if not entries:
            self._show(None)
        elif follows and (self._entry is None or self._entry.number != newest or self._entry not in entries):
            self.choose(entries[0])
        self._newest = newest
        self._read()

    def choose(self, entry: Entry) -> None:
        """Show this exchange, if it is listed."""
        row = self._listed.row_of(entry)
        if row >= 0:
            self.exchanges.setCurrentIndex(self._listed.index(row))

    def _choose(self, _now: QItemSelection, _before: QItemSelection) -> None:
        entry = self.exchanges.currentIndex().data(ENTRY_ROLE)
        self._show(entry if isinstance(entry, Entry) else None)
        self._read()

    def _show(self, entry: Entry | None) -> None:
        if entry is self._entry:
            return
        self._entry, self._told = entry, ()
        self.record.setEnabled(entry is not None)
        self._index = EventIndex(entry.exchange) if entry is not None else None
        self.events.show_entry(entry, self._index)
        if entry is not None:
            self.request.show_entry(entry)

    def _turn_to(self, page: int) -> None:
        self._stage.setCurrentIndex(page)
        self._read()

    def _read(self) -> None:
        """Take what came of the chosen exchange, a little at a time."""
        index, entry = self._index, self._entry
        if index is None or entry is None or not self.isVisible() or self.events.paused:
            return
        more, now = index.update(_BUDGET_S), time.monotonic()
        if not more or now - self._taken >= _TAKE_S:  # rows in few large steps, while there is much to read
            self._taken = now
            self.events.take()
        exchange = entry.exchange
        told = (index.body, exchange.status, exchange.closed, entry.released)
        if told != self._told:
            if index.body is not None and index.body is not Body.EVENTS and self.pages.currentIndex() == _EVENTS:
                self.pages.setCurrentIndex(_RESPONSE)
            self._told = told
            self.response.show_entry(entry, index)
        if more:
            self._tick.start(0)

    # --- to the text and back -----------------------------------------------------------------------------------------

    def _jump(self, event: int) -> None:
        if self._entry is None or self._index is None:
            return
        anchor = anchor_of(self._entry, self._index, event)
        if anchor is not None:
            self.anchorWished.emit(self._entry.turn.conversation, anchor)

    def show_anchor(self, anchor: Anchor) -> bool:
        """Choose the event that brought this text; False where no exchange that is kept did."""
        for entry in reversed(self._log.entries):
            if entry.released or not anchor.message_id.startswith(f"{entry.turn.id}."):
                continue
            if row_of(entry, anchor) is not None:
                self.choose(entry)
                self._show(entry)
                return self._point(entry, anchor)
        return False

    def show_message(self, turn_id: str, message: int, *, asked: bool = False) -> bool:
        """Choose the first event of a turn's message, or, `asked`, the request that the turn began with; False where
        neither is kept."""
        entries = [entry for entry in self._log.entries if entry.turn.id == turn_id and not entry.released]
        if not entries:
            return False
        if asked:
            self._open(entries[0], _REQUEST)
            return True
        first = first_of(entries[0].turn, message)
        if first is None or not self.show_anchor(first):
            self._open(entries[-1], _EVENTS)  # it said nothing: what came instead
        return True

    def _open(self, entry: Entry, page: int) -> None:
        self.choose(entry)
        self._show(entry)
        self.pages.setCurrentIndex(page)
        self._read()

    def _point(self, entry: Entry, anchor: Anchor) -> bool:
        assert self._index is not None
        while self._index.update(1.0):
            pass
        self.events.take()
        event = event_of(entry, self._index, anchor)
        if event is None:
            return False
        self.pages.setCurrentIndex(_EVENTS)
        self.events.point(event)
        return True
