"""The palette: a card over the window with a field, and everything that has a name below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.palette.entries import Entry, Row, ordered
from gui.palette.rows import Index, RowDelegate, Rows
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from gui.widgets.labels import hairline
from gui.widgets.overlay import Overlay

_WIDTH: Final = 640
_TALLEST: Final = 520
_USED: Final = 12  # of what was chosen lately, how much is remembered


class Palette(Overlay):
    """Fills `host`. `gather()` gives what can be chosen now; `fallback(typed)` is offered below what was found."""

    opened = Signal()

    def __init__(
        self,
        theme: Theme,
        gather: Callable[[], Sequence[Entry]],
        fallback: Callable[[str], Entry],
        host: QWidget,
    ) -> None:
        super().__init__(theme, host, _WIDTH, _TALLEST)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Commands"))
        self._gather = gather
        self._fallback = fallback
        self._entries: list[Entry] = []
        self._used: list[str] = []
        self.rows = Rows(self)
        self._make()

    def _make(self) -> None:
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(self.tr("Commands, conversations, models, settings"))
        self.field.setAccessibleName(self.tr("What to do"))
        self.field.setMaxLength(100)
        self.field.edited.connect(self._narrow)
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(self.tr("What can be done"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(self._theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.selectionModel().currentChanged.connect(self._say)
        self.words = QLabel(self.tr("Enter does it, Esc closes."), self.card)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        variant(self.words, "faint", name="role")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, SPACE_3, 1, SPACE_2)
        column.setSpacing(SPACE_2)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        head.addWidget(self.field)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(hairline(self.card))
        column.addWidget(self.words)

    # --- open and closed ----------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Open it, or close it where it is open."""
        if self.isVisible():
            self.close_over()
            return
        self._entries = list(self._gather())
        self.field.clear()
        self._narrow()
        self.open_over()
        self.opened.emit()

    def add(self, entries: Sequence[Entry]) -> None:
        """Offer these too: they took a moment."""
        if self.isVisible() and entries:
            self._entries += entries
            current = self.list.currentIndex().row()
            self._narrow()
            if current > 0:
                self.list.setCurrentIndex(self.rows.index(min(current, self.rows.rowCount() - 1), 0))

    def close_over(self) -> None:
        super().close_over()
        self._entries = []
        self.rows.show(())

    def card_height(self, width: int, most: int) -> int:
        """Whole rows: a cut one looks like a fault."""
        row = self.list.sizeHintForRow(0) if self.rows.rowCount() else 0
        head = self.field.sizeHint().height() + self.words.sizeHint().height() + SPACE_3 + 5 * SPACE_2 + 3
        return most if row <= 0 else head + (most - head) // row * row

    # --- choosing -----------------------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        typed = self.field.shown_text().strip()
        rows = ordered(self._entries, typed, self._used)
        if typed:
            rows.append(Row(self._fallback(typed)))
        self.rows.show(rows)
        self.list.setCurrentIndex(self.rows.index(0, 0))
        self.list.scrollToTop()

    def take(self, place: Index) -> None:
        row = self.rows.row(place)
        if row is None or row.entry.why_not:
            return  # the row says why
        entry = row.entry
        self._used = [entry.key, *(key for key in self._used if key != entry.key)][:_USED]
        self.close_over()
        entry.run()

    def _say(self, place: Index) -> None:
        """The field keeps the focus, so a screen reader is told what is chosen."""
        if QAccessible.isActive() and place.isValid():
            words = str(self.rows.data(place, Qt.ItemDataRole.AccessibleTextRole))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))
