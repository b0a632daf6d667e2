"""The panel on the right: what is going on in the conversation that is shown, as it happens.

It draws the state of an `InspectorModel` and emits wishes; sessions and settings are unknown to it. However many events
come, it is drawn ten times a second, twenty while arguments grow, and not at all while it is hidden. A clock ticks only
while a turn lives and the panel can be seen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from gui.inspector.empty import EmptyState
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3
from gui.widgets.folding_tabs import FoldingTabs

if TYPE_CHECKING:
    from core.prices import Bill, Prices
    from gui.inspector.model import InspectorModel
    from gui.inspector.panel import Panel

FRAME_MS: Final = 50
TICK_MS: Final = 100
_BAR: Final = 10  # the width of a scroll bar


class Inspector(QWidget):
    """`set_model()` points it at a conversation; `clock` gives monotonic seconds (tests bring their own)."""

    continueRequested = Signal()
    retryRequested = Signal()
    stopRequested = Signal()
    settingsRequested = Signal()
    callActed = Signal(str, str)  # what is wished for a tool call: a word, and the call's id

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.setMinimumWidth(260)
        variant(self, "side", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._clock = clock
        self._prices: Callable[[], Prices] | None = None
        self._month: Bill | None = None
        self._model: InspectorModel | None = None
        self._growing = False  # arguments arrive: they are watched more closely than figures
        self.draws = 0  # how often it was drawn: what the tests of "not while hidden" look at
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.timeout.connect(self._draw)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._draw)
        self._panel: Panel | None = None  # comes with the first model; the first paint does without either
        self._empty = EmptyState(
            theme,
            "wave",
            self.tr("Nothing has streamed yet"),
            self.tr("While an answer arrives, this side shows its phases, tool calls, tokens and times."),
            self,
        )
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        tab_row = FoldingTabs("inspectorTabs", self.tr("Views of the inspector"), self)
        tab_row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, 0)
        self.tabs = tab_row.bar
        self.tabs.addTab(self.tr("Answer"))
        self._makers: list[Callable[[], QWidget] | None] = [None]  # of tabs that were never looked at
        self._places: dict[int, QWidget] = {}  # what stands there until then
        self._answer = QWidget(self)
        self._stage = QStackedLayout(self._answer)
        self._stage.addWidget(self._empty)
        self._views = QStackedLayout()
        self._views.addWidget(self._answer)
        self.tabs.currentChanged.connect(self._choose_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tab_row)
        column.addLayout(self._views)

    def furnish(self) -> None:
        """Make what the first paint does without; again changes nothing."""
        if self._panel is None:
            self._panel = self._make_panel()

    def _make_panel(self) -> Panel:
        from gui.inspector.panel import Panel
        from gui.inspector.words import Remedy

        panel = Panel(self._theme) if self._prices is None else Panel(self._theme, prices=self._prices)
        if self._month is not None:
            panel.show_month(self._month)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        variant(scroll, "side", name="role")
        scroll.setAccessibleName(self.tr("Answer"))
        scroll.setWidget(panel)
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: panel.make_room(_BAR if high else 0))
        self._stage.addWidget(scroll)
        panel.tree.acted.connect(self.callActed)
        panel.status.stop_wished.connect(self.stopRequested)
        wishes = {
            Remedy.CONTINUE: self.continueRequested,
            Remedy.RETRY: self.retryRequested,
            Remedy.SETTINGS: self.settingsRequested,
        }
        panel.ending.wished.connect(lambda remedy: wishes[remedy].emit())
        panel.restyle()
        return panel

    def set_prices(self, prices: Callable[[], Prices]) -> None:
        """Where costs come from; to be told before it is furnished."""
        self._prices = prices

    def show_month(self, month: Bill) -> None:
        """What all answers of this month took."""
        self._month = month
        if self._panel is not None:
            self._panel.show_month(month)
            self._changed()

    # --- tabs ---------------------------------------------------------------------------------------------------------

    def add_tab(self, name: str, title: str, make: Callable[[], QWidget]) -> None:
        """Another view beside the answer's, made when it is first looked at."""
        self._makers.append(make)
        place = self.tabs.addTab(title)
        self._places[place] = QWidget(self)
        self._views.addWidget(self._places[place])
        self.tabs.setTabData(place, name)

    def show_tab(self, name: str) -> None:
        """Turn to a tab by its name; "" is the answer's."""
        for place in range(self.tabs.count()):
            if (self.tabs.tabData(place) or "") == name:
                self.tabs.setCurrentIndex(place)

    def _choose_tab(self, place: int) -> None:
        make, self._makers[place] = self._makers[place], None
        if make is not None:
            self._views.insertWidget(place, make())
            self._views.takeAt(place + 1)
            self._places[place].deleteLater()
        self._views.setCurrentIndex(place)
        self._draw()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def set_model(self, model: InspectorModel | None) -> None:
        """Show another conversation, or none. The one before goes on being folded, unseen."""
        if self._model is not None:
            self._model.set_listener(None)
        self._model = model
        if model is not None:
            model.set_listener(self._changed)
            self.furnish()
        self._frame.stop()
        self._draw()

    @property
    def ticking(self) -> bool:
        return self._tick.isActive()

    def _changed(self) -> None:
        if self._answer.isVisible() and not self._frame.isActive():
            self._frame.start(FRAME_MS if self._growing else TICK_MS)

    def _draw(self) -> None:
        if not self._answer.isVisible():
            self._tick.stop()
            return
        self.draws += 1
        state = self._model.state() if self._model is not None else None
        self._growing = state is not None and state.assembling
        self._stage.setCurrentIndex(1 if state is not None and state.turn else 0)
        if state is not None and state.turn and self._panel is not None:
            self._panel.show_state(state, self._clock())
        if state is not None and state.live:
            self._tick.start()  # anew: the clock need not tick where frames come anyway
        else:
            self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()  # moving into a window whose application has a style sheet loses fonts that were set before

    def hideEvent(self, event: QHideEvent) -> None:
        self._frame.stop()
        self._tick.stop()
        super().hideEvent(event)

    def _restyle(self) -> None:
        if self._panel is not None:
            self._panel.restyle()
        self._empty.restyle()
        self._draw()
