"""What an empty conversation shows: a greeting, three useful starts, and the ways to a real model."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.chat.rivulets import Rivulets
from gui.chat.start_card import StartCard
from gui.chat.starts import Offer, Start, Way
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.labels import sentence

_LEAST_START: Final = 160  # pixels at 100 % that a card needs beside others
_LEAST_WAY: Final = 230


class Welcome(QWidget):
    """Emits `started(prompt)`, `way_taken(Way)` for a way to a model, and `mend_wished` where who was chosen cannot."""

    started = Signal(str)
    way_taken = Signal(object)
    mend_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._theme = theme
        self._offer: Offer | None = None
        self._room = 0
        self._start_cards: list[StartCard] = []
        self._way_cards: list[StartCard] = []
        self._rivulets = Rivulets(theme, self)
        self._greeting = sentence("", "display", self)
        self._lead = sentence("", "muted", self)
        self._lead.setObjectName("welcomeLead")
        self._trouble = sentence("", "warning", self)
        self._mend = QPushButton(self)
        self._mend.setObjectName("welcomeMend")
        self._mend.clicked.connect(self.mend_wished)
        self._starts = _row()
        self._ways_title = QLabel(self)
        self._ways_title.setTextFormat(Qt.TextFormat.PlainText)
        variant(self._ways_title, "faint", name="role")
        self._ways = _row()
        self._lay_out()
        theme.changed.connect(self._arrange)

    def _lay_out(self) -> None:
        trouble = QHBoxLayout()
        trouble.setSpacing(SPACE_3)
        trouble.addWidget(self._trouble, 1)
        trouble.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignTop)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_4, 0, SPACE_4)
        column.setSpacing(0)
        column.addStretch(3)
        column.addWidget(self._rivulets)
        column.addSpacing(SPACE_3)
        column.addWidget(self._greeting)
        column.addSpacing(SPACE_2)
        column.addWidget(self._lead)
        column.addLayout(trouble)
        column.addSpacing(SPACE_6)
        column.addLayout(self._starts)
        column.addSpacing(SPACE_6)
        column.addWidget(self._ways_title)
        column.addSpacing(SPACE_2)
        column.addLayout(self._ways)
        column.addStretch(4)

    def show_offer(self, offer: Offer) -> None:
        before = self._offer
        if offer == before:
            return
        self._offer = offer
        self._greeting.setText(offer.greeting)
        self._lead.setText(offer.lead)
        self._trouble.setText(offer.trouble)
        self._mend.setText(offer.mend)
        self._lead.setVisible(not offer.trouble)
        for widget in (self._trouble, self._mend):
            widget.setVisible(bool(offer.trouble))
        if before is None or before.starts != offer.starts:
            cards = [StartCard(self._theme, each.icon, each.title, each.detail, self) for each in offer.starts]
            for card, start in zip(cards, offer.starts, strict=True):
                card.clicked.connect(lambda _checked=False, prompt=start.prompt: self.started.emit(prompt))
            self._start_cards = _exchanged(self._starts, self._start_cards, cards)
        if before is None or before.ways != offer.ways:
            cards = [self._way_card(way) for way in offer.ways]
            for card, way in zip(cards, offer.ways, strict=True):
                card.clicked.connect(lambda _checked=False, way=way: self.way_taken.emit(way))
            self._way_cards = _exchanged(self._ways, self._way_cards, cards)
        self._ways_title.setText(offer.ways_title)
        self._ways_title.setVisible(bool(offer.ways))
        self._arrange()

    def fit(self, room: int) -> None:
        """Know how many pixels can be seen at once: where they are few, the picture gives way to the starts."""
        self._room = room
        shown = 0 if self._rivulets.isHidden() else self._rivulets.height()
        needed = self._column.heightForWidth(self.width()) - shown + self._rivulets.height()
        self._rivulets.setVisible(not room or needed + SPACE_6 <= room)

    def starts(self) -> tuple[Start, ...]:
        return self._offer.starts if self._offer is not None else ()

    def ways(self) -> tuple[Way, ...]:
        return self._offer.ways if self._offer is not None else ()

    def trouble(self) -> str:
        """Why who was chosen cannot answer, as it is shown; empty where nothing is known against it."""
        return self._trouble.text()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _way_card(self, way: Way) -> StartCard:
        return StartCard(self._theme, way.icon, way.title, way.detail, self, running=way.running, leads=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side where there is room, else one below the other."""
        for row, cards, least in (
            (self._starts, self._start_cards, _LEAST_START),
            (self._ways, self._way_cards, _LEAST_WAY),
        ):
            over = len(cards) * (self._theme.px(least) + SPACE_3) > self.width() + SPACE_3
            direction = QBoxLayout.Direction.TopToBottom if over else QBoxLayout.Direction.LeftToRight
            if row.direction() != direction:
                row.setDirection(direction)
            row.setSpacing(SPACE_2 if over else SPACE_3)
            for card in cards:
                card.set_beside(over or row is self._ways)
        self.fit(self._room)


class WelcomeArea(QScrollArea):
    """Lets `inside`, in which the welcome stands, scroll where the text is large and the window low."""

    def __init__(self, welcome: Welcome, inside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._welcome = welcome
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        variant(self, "page", name="role")
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Not `viewport()`: for the first widget of Qt's own PySide makes every kind of widget, 20 ms of a start.
        self._welcome.fit(event.size().height())


def _row() -> QBoxLayout:
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(SPACE_3)
    return row


def _exchanged(row: QBoxLayout, before: list[StartCard], after: list[StartCard]) -> list[StartCard]:
    """Put `after` into the place of `before`; a card that had the focus hands it to the one in its place."""
    focused = next((place for place, card in enumerate(before) if card.hasFocus()), None)
    for card in before:
        row.removeWidget(card)
        card.hide()
        card.deleteLater()
    for card in after:
        row.addWidget(card, 1)
        card.show()
    if focused is not None and after:
        after[min(focused, len(after) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
    return after
