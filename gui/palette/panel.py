"""The palette: a card over the window with a field, and everything that has a name below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QListView, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from gui.palette.entries import Entry, Row, ordered
from gui.palette.rows import Index, RowDelegate, Rows
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_8
from gui.widgets.composing import ComposingField

_WIDTH: Final = 640
_TALLEST: Final = 520
_USED: Final = 12  # of what was chosen lately, how much is remembered
_MOVES: Final[dict[int, Qt.Key]] = {
    Qt.Key.Key_Tab: Qt.Key.Key_Down,  # there is one thing to be in, so Tab goes through the rows
    Qt.Key.Key_Backtab: Qt.Key.Key_Up,
    Qt.Key.Key_Down: Qt.Key.Key_Down,
    Qt.Key.Key_Up: Qt.Key.Key_Up,
    Qt.Key.Key_PageDown: Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp: Qt.Key.Key_PageUp,
}


class Palette(QWidget):
    """Fills `host`. `gather()` gives what can be chosen now; `fallback(typed)` is offered below what was found."""

    opened = Signal()

    def __init__(
        self,
        theme: Theme,
        gather: Callable[[], Sequence[Entry]],
        fallback: Callable[[str], Entry],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Commands"))
        self._theme = theme
        self._gather = gather
        self._fallback = fallback
        self._host = host
        self._entries: list[Entry] = []
        self._used: list[str] = []
        self._before: QWidget | None = None
        self.rows = Rows(self)
        self._make()
        self.hide()
        host.installEventFilter(self)
        theme.changed.connect(self._restyle)

    def _make(self) -> None:
        self.card = QFrame(self)
        variant(self.card, "card", name="role")
        self.field = ComposingField(self.card)
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(self.tr("Commands, conversations, models, settings"))
        self.field.setAccessibleName(self.tr("What to do"))
        self.field.setMaxLength(100)
        variant(self.field, "search")
        self.field.edited.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list = QListView(self.card)
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(self.tr("What can be done"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(self._theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._take)
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
        column.addWidget(self.words)

    # --- open and closed ----------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Open it, or close it where it is open."""
        if self.isVisible():
            self.close_palette()
            return
        self._before = QApplication.focusWidget()
        self._entries = list(self._gather())
        self.field.clear()
        self._narrow()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.opened.emit()

    def add(self, entries: Sequence[Entry]) -> None:
        """Offer these too: they took a moment."""
        if self.isVisible() and entries:
            self._entries += entries
            current = self.list.currentIndex().row()
            self._narrow()
            if current > 0:
                self.list.setCurrentIndex(self.rows.index(min(current, self.rows.rowCount() - 1), 0))

    def close_palette(self) -> None:
        """Hide it and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        self._entries = []
        self.rows.show(())
        before, self._before = self._before, None
        if before is not None and Shiboken.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- choosing -----------------------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        typed = self.field.shown_text().strip()
        rows = ordered(self._entries, typed, self._used)
        if typed:
            rows.append(Row(self._fallback(typed)))
        self.rows.show(rows)
        self.list.setCurrentIndex(self.rows.index(0, 0))
        self.list.scrollToTop()

    def _take(self, place: Index) -> None:
        row = self.rows.row(place)
        if row is None or row.entry.why_not:
            return  # the row says why
        entry = row.entry
        self._used = [entry.key, *(key for key in self._used if key != entry.key)][:_USED]
        self.close_palette()
        entry.run()

    def _say(self, place: Index) -> None:
        """The field keeps the focus, so a screen reader is told what is chosen."""
        if QAccessible.isActive() and place.isValid():
            words = str(self.rows.data(place, Qt.ItemDataRole.AccessibleTextRole))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif watched is self.field and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
            event.accept()  # it is also the shortcut that stops an answer
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
        elif key in _MOVES:
            moved = QKeyEvent(QEvent.Type.KeyPress, _MOVES[key], Qt.KeyboardModifier.NoModifier)
            self.list.keyPressEvent(moved)
        else:
            return False
        return True

    # --- place and ground ---------------------------------------------------------------------------------------------

    def _place(self) -> None:
        host = self._host
        self.setGeometry(host.rect())
        scale = max(1.0, self._theme.scale)
        width = min(round(_WIDTH * scale), host.width() - SPACE_8)
        height = min(round(_TALLEST * scale), host.height() - 2 * SPACE_8)
        self.card.setGeometry((host.width() - width) // 2, min(72, (host.height() - height) // 2), width, height)

    def _restyle(self) -> None:
        self.list.doItemsLayout()
        if self.isVisible():
            self._place()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(self._theme.colors.side)
        ground.setAlphaF(0.72)
        QPainter(self).fillRect(event.rect(), ground)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_palette()
