"""The transcript: one painted, virtual view of a TranscriptModel.

Nothing here is a widget but the small bars that float above the page. Documents exist near the viewport only; where the
reader is, is kept as a message, a piece and an offset, so that nothing jumps when a height above becomes known. At the
bottom the view follows what arrives; one step up, and it stays where it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from gui.theme.theme import Theme
from gui.transcript.announcer import Announcer
from gui.transcript.blink import Blink
from gui.transcript.blocks.code import CodePiece
from gui.transcript.blocks.folded import FoldedPiece
from gui.transcript.building import Building
from gui.transcript.canvas import Bookmark, Canvas
from gui.transcript.changes import Changes
from gui.transcript.keys import Keys
from gui.transcript.menu import ContextMenu
from gui.transcript.model import TranscriptModel
from gui.transcript.mouse import Mouse
from gui.transcript.overlays import Overlays
from gui.transcript.pictures import Pictures
from gui.transcript.reading import first_line, mark_of, reading_at, show_line
from gui.widgets.clock import FrameClock
from gui.widgets.slices import Slices

_LONG_FRAME_S = 0.020
_REST_S = 0.04  # the longest rest after a long frame


class TranscriptView(QAbstractScrollArea):
    """`linkActivated(url)`: a link was clicked; nothing was opened.

    `actionRequested(action, message_id)`: a word of `content.Action`; from a tool's card with the call's id;
    `cardRequested(card)`: all of it. `zoomRequested(steps)`: larger or smaller text. `quoteRequested(markdown)`: words.
    `fileRequested(message_id, number)`: an attached file is to be saved. `folded`: a reader opened or closed something.
    `undoRequested`: messages that were deleted last shall come back.
    """

    linkActivated = Signal(str)
    actionRequested = Signal(str, str)
    quoteRequested = Signal(str)
    undoRequested = Signal()
    fileRequested = Signal(str, int)
    cardRequested = Signal(object)
    zoomRequested = Signal(int)
    folded = Signal()

    def __init__(self, theme: Theme, clock: FrameClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.announcer = Announcer(self)
        self._mouse = Mouse(self)  # first: the viewport has events while everything else is made
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Conversation"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self._clock = clock
        self.slices = Slices(self)
        self._model = TranscriptModel(self)
        self._pictures = Pictures(self)
        self.canvas = Canvas(self._pictures.styles(theme))
        self._following = True
        self._adjusting = False
        self._return_to: Bookmark | None = None  # where to go once there is a layout
        self.on_wire: Callable[[str], bool] = lambda _message: False  # whether what brought a message is kept
        self._rest_until = 0.0  # after a long frame the others get their turn first
        self._building = Building(self, clock)
        self.blink = Blink(self, theme)
        self.overlays = Overlays(self, theme)
        self._changes = Changes(self)
        self._changes.follow(self._model)
        self.announcer.follow(self._model)
        self._keys = Keys(self)
        self.menu = ContextMenu(self)
        theme.changed.connect(self._restyle)

    @property
    def model(self) -> TranscriptModel:
        return self._model

    def set_model(self, model: TranscriptModel) -> None:
        """Show another conversation, where the reader left it."""
        if model is self._model:
            return
        self.note_reading()
        self._model = model
        self.canvas.selection.clear()
        self._changes.follow(model)
        self.announcer.follow(model)
        self._return_to = mark_of(model)
        self._following = self._return_to is None
        self.reset()

    def note_reading(self) -> None:
        """Let the model know where the reader is."""
        self._model.reading = reading_at(self._model, self._bookmark())

    def _bookmark(self) -> Bookmark | None:
        """Where the reader is; None at the end, where the view follows."""
        waits = self._following or self._return_to is not None
        return self._return_to if waits else self.canvas.bookmark(self.verticalScrollBar().value())

    def toPlainText(self) -> str:
        """What a reader sees, as text."""
        return self._model.plain_text()

    def selectedText(self) -> str:
        """The selected words, without control characters."""
        return self.canvas.selected_text()

    @property
    def focused_message(self) -> int:
        """The message that the keyboard is at, -1 for none."""
        return self._keys.focus.index

    def put_focus(self, index: int) -> None:
        """Let the keyboard be at a message, -1 for none."""
        self._keys.focus.put(index)

    def show_message(self, index: int) -> None:
        """Lead the reader to a message."""
        self.put_focus(index)
        self._keys.focus.reveal(index)

    def reset(self) -> None:
        """Lay out the model anew."""
        self._changes.settle()
        self._changes.take()
        self.canvas.set_items(self._model.items)
        self._building.restart()
        self.overlays.reset()
        self.arrange()
        self.viewport().update()
        self.blink.mind()

    def replaced(self, first: int) -> None:
        """Other messages stand from number `first` on; what is above them stays where it is."""
        bar, held = self.verticalScrollBar(), self._keys.focus.held()
        self.canvas.replace_items(first, self._model.items[first:])
        self._following = False
        if self.isVisible():
            self.move_to(bar.value())  # no further than to the new end
        self.arrange()
        self._following = _at_end(bar)
        self.overlays.reset()
        self._keys.focus.give_back(held, first)
        self.viewport().update()
        self.blink.mind()

    def request_frame(self) -> None:
        """Something changed: show it with the next frame, if it can be seen at all."""
        self._changes.settle()
        self.blink.mind()
        if self.isVisible():
            self._clock.request(self._frame)

    # --- following and scrolling --------------------------------------------------------------------------------------

    @property
    def following(self) -> bool:
        """Whether the end is kept in sight while text arrives."""
        return self._following

    def follow(self) -> None:
        """Go to the end, and stay there while text arrives."""
        self._following = True
        self.arrange()
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        if not self._adjusting:
            self._following = _at_end(self.verticalScrollBar())
            self.overlays.left_end(self._following)
            self.arrange()
        if self.overlays.any_shown() or abs(dy) >= self.viewport().height():
            self.viewport().update()
        else:
            self.viewport().scroll(0, dy, self.viewport().rect())
        self.overlays.place()

    # --- layout -------------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Build what can be seen, without moving it, and soon what is near."""
        room = self.viewport().size()
        if not self.isVisible() or room.isEmpty():
            return
        self.canvas.set_viewport(room.width())
        if self._return_to is not None:
            self.move_to(self.canvas.marked(self._return_to))
            self._return_to = None
        self._building.visible()
        self.repaint_area(self.canvas.move_cursor(self._model))  # also where no text comes meanwhile
        self.overlays.place()

    def move_to(self, value: int) -> None:
        """Set range and position; `value` counts in the new range, its end when following."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        end = max(0, round(self.canvas.height) - height)
        self._adjusting = True
        bar.setRange(0, end)
        bar.setPageStep(height)
        bar.setSingleStep(round(self.canvas.styles.line * 1.5))
        bar.setValue(end if self._following else value)
        self._adjusting = False

    def flush(self) -> None:
        """Bring the picture up to date now instead of with the next frame."""
        self._rest_until = 0.0
        self._frame()

    def _frame(self) -> None:
        """Bring the picture up to date with everything that changed since the last frame."""
        if not self.isVisible():
            return
        began = time.monotonic()
        if began < self._rest_until and any(item.live for item in self._model.items[-1:]):
            self._clock.request(self._frame)
            return
        before = self.canvas.height
        anchor = None if self._following else self.canvas.anchor(self.verticalScrollBar().value())
        rect = self.canvas.sync(self._changes.take())
        if anchor is not None:
            self.move_to(self.canvas.anchored(anchor))
        self.arrange()
        if self.canvas.height != before:
            rect = QRectF(0, rect.top(), rect.width(), 1e6)
        self.repaint_area(rect)
        self.repaint_area(self.canvas.move_cursor(self._model))
        self.overlays.grew(self._following)
        spent = time.monotonic() - began
        self._rest_until = began + min(2 * spent, _REST_S) if spent > _LONG_FRAME_S else 0.0

    def repaint_area(self, rect: QRectF) -> None:
        """Repaint a rectangle of the conversation, where it can be seen."""
        shown = rect.translated(0, -self.verticalScrollBar().value()).intersected(QRectF(self.viewport().rect()))
        if not shown.isEmpty():
            self.viewport().update(shown.toAlignedRect())

    def _restyle(self) -> None:
        self._return_to, line = self._bookmark(), first_line(self)
        self.canvas = Canvas(self._pictures.styles(self._theme), self.canvas.selection, self.canvas.found)
        self.reset()
        show_line(self, line)

    def unfold(self, item: int, piece: FoldedPiece | CodePiece) -> None:
        """Open or close a card, or wrap code; what stands above it stays where it is."""
        following, self._following = self._following, False
        self.canvas.unfold(item, piece)
        self.arrange()
        bar = self.verticalScrollBar()
        self._following = following and _at_end(bar)
        self.overlays.left_end(self._following)
        self.viewport().update()
        self.folded.emit()

    # --- events -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        value = self.verticalScrollBar().value()
        for rect in _rects(event):
            painter.save()
            painter.setClipRect(rect)
            painter.translate(0, -value)
            self.canvas.paint(painter, QRectF(rect.translated(0, value)))
            self._keys.focus.paint(painter, QRectF(rect.translated(0, value)))
            painter.restore()
        painter.end()
        self.announcer.painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.arrange()
        self._frame()
        self.blink.mind()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._building.rest()
        self.blink.mind()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.wants(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ContextMenu:  # by key; by pointer it comes to the viewport
            self._keys.open_menu()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        return self._keys.next_spot(forwards) or super().focusNextPrevChild(forwards)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._keys.enter(event.reason())
        self.overlays.focus_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._keys.leave(event.reason())
        self.overlays.focus_changed()

    def viewportEvent(self, event: QEvent) -> bool:
        return self._mouse.handle(event) or super().viewportEvent(event)


def _at_end(bar: QScrollBar) -> bool:
    return bar.value() >= bar.maximum() - 1


def _rects(event: QPaintEvent) -> list[QRect]:
    """What to paint: the parts, or all at once where they are many."""
    rects = [QRect(rect) for rect in event.region()]  # type: ignore[attr-defined]  # a region is a sequence of rects
    return rects if len(rects) <= 4 else [event.rect()]
