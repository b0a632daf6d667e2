"""A card over the whole window with a field to type in and a list below it; what is behind is dimmed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView, QWidget
from shiboken6 import Shiboken

from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_8
from gui.widgets.composing import ComposingField

_TOP: Final = 72
_MOVES: Final[dict[int, Qt.Key]] = {
    Qt.Key.Key_Tab: Qt.Key.Key_Down,  # there is one thing to be in, so Tab goes through the rows
    Qt.Key.Key_Backtab: Qt.Key.Key_Up,
    Qt.Key.Key_Down: Qt.Key.Key_Down,
    Qt.Key.Key_Up: Qt.Key.Key_Up,
    Qt.Key.Key_PageDown: Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp: Qt.Key.Key_PageUp,
}


class Overlay(QWidget):
    """Fills `host`. The field keeps the focus and moves through the list. `width` and `height` are what the card would
    like, in pixels at 100 %. Subclasses fill the card, and carry out `take()`."""

    def __init__(self, theme: Theme, host: QWidget, width: int, height: int) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._wished = width, height
        self._before: QWidget | None = None
        self.card = QFrame(self)
        variant(self.card, "card", name="role")
        self.field = ComposingField(self.card)
        variant(self.field, "search")
        self.field.installEventFilter(self)
        self.list = QListView(self.card)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self.take)
        self.hide()
        host.installEventFilter(self)
        theme.changed.connect(self._restyle)

    def take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Carry out what a row stands for."""
        raise NotImplementedError

    def card_height(self, width: int, most: int) -> int:
        """How tall a card of that width is to be, in pixels; `most` is what fits."""
        return most

    # --- open and closed ----------------------------------------------------------------------------------------------

    def open_over(self) -> None:
        """Show it and have the focus; another one that is open over the same window closes."""
        for other in self._host.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if other is not self:
                other.close_over()
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_over(self) -> None:
        """Hide it and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and Shiboken.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
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
            self.close_over()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take(self.list.currentIndex())
        elif key in _MOVES:
            moved = QKeyEvent(QEvent.Type.KeyPress, _MOVES[key], Qt.KeyboardModifier.NoModifier)
            self.list.keyPressEvent(moved)
        else:
            return False
        return True

    # --- place and ground ---------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Put the card where it belongs: in the middle, nearer to the top."""
        host, px = self._host, self._theme.px
        self.setGeometry(host.rect())
        width, most = (min(px(wished), room) for wished, room in zip(self._wished, self._room(), strict=True))
        top = min(_TOP, (host.height() - most) // 2)
        self.card.setGeometry((host.width() - width) // 2, top, width, self.card_height(width, most))

    def _room(self) -> tuple[int, int]:
        return self._host.width() - SPACE_8, self._host.height() - 2 * SPACE_8

    def _restyle(self) -> None:
        self.list.doItemsLayout()
        if self.isVisible():
            self.place()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(self._theme.colors.side)
        ground.setAlphaF(0.72)
        QPainter(self).fillRect(event.rect(), ground)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_over()
