"""The pointer over the transcript: hovering, pressing, selecting, dragging words away, scrolling sideways, zooming."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QToolTip

from core.markdown.foreign import stripped
from gui.transcript import words
from gui.transcript.blocks.attachment import AttachedPiece
from gui.transcript.blocks.code import COPY_CODE, WRAP_CODE, CodePiece
from gui.transcript.blocks.folded import FOLD, FoldedPiece
from gui.transcript.blocks.formula import COPY_LATEX, FormulaPiece
from gui.transcript.blocks.piece import Piece, Spot
from gui.transcript.blocks.tool import ToolPiece
from gui.transcript.canvas import Hit
from gui.transcript.content import Action
from gui.transcript.drag import SelectionDrag
from gui.transcript.links import followed
from gui.transcript.seams import paragraph
from gui.transcript.selection import Place

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_EDGE_MS = 30  # how often a drag beyond the edge scrolls
_NOTCH = 120  # of a wheel is one step of the text size
_VERSIONS = (Action.PREVIOUS_VERSION, Action.NEXT_VERSION)


class Mouse(QObject):
    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: tuple[Piece, Spot] | None = None
        self._link = ""
        self._dragging = False
        self._start: Place | None = None
        self._held: Place | None = None  # pressed inside the selection: a drag, or a click, begins
        self._drag = SelectionDrag(view)
        self._turned = 0  # of the wheel, towards the next text size
        self._double_at = 0.0
        self._last = QPointF()
        self._edge = QTimer(self)
        self._edge.setInterval(_EDGE_MS)
        self._edge.timeout.connect(self._scroll_edge)

    # --- events -------------------------------------------------------------------------------------------------------

    def handle(self, event: QEvent) -> bool:
        """Take an event of the viewport; False where it is not about the pointer, or is for the page."""
        match event.type():
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                self.press(event)
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                self.move(event)
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                self.release(event)
            case QEvent.Type.MouseButtonDblClick if isinstance(event, QMouseEvent):
                self.double_click(event)
            case QEvent.Type.ContextMenu if isinstance(event, QContextMenuEvent):
                self.menu(event)
            case QEvent.Type.Wheel if isinstance(event, QWheelEvent):
                return self.wheel(event)
            case QEvent.Type.ToolTip if isinstance(event, QHelpEvent):
                return self.explain(event)
            case QEvent.Type.Leave:
                self.leave()
                return False
            case _:
                return False
        return True

    def explain(self, event: QHelpEvent) -> bool:
        """Say why arrows that are drawn lead nowhere."""
        hit, styles = self._hit(self._page(QPointF(event.pos()))), self._view.canvas.styles
        if hit is None or styles.settled:
            return False
        styles.settled = True
        spots = hit.piece.spots()
        styles.settled = False
        if not any(spot.action in _VERSIONS and spot.rect.contains(hit.point) for spot in spots):
            return False
        QToolTip.showText(event.globalPos(), words.versions_wait_text(), self._view.viewport())
        return True

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._page(event.position())
        self._pressed = self._spot_at(point)
        self._link = self._link_at(point)
        self._last = event.position()
        self._dragging = False
        self._held = None
        if self._pressed is not None:
            return
        if time.monotonic() - self._double_at < QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000:
            self._select_unit(point, QTextCursor.SelectionType.BlockUnderCursor)
            self._double_at = 0.0
            return
        place = self._view.canvas.place_at(point)
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not extends and self._inside_selection(point, place):
            self._held = place
            return
        self._begin(place, extends=extends)

    def _begin(self, place: Place | None, *, extends: bool = False) -> None:
        """A selection begins here, or goes on to here."""
        selection = self._view.canvas.selection
        if extends and selection.anchor is not None and place is not None:
            selection.set(selection.anchor, place)
        else:
            selection.clear()
            if place is not None:
                selection.set(place, place)
        self._start = selection.anchor
        self._view.put_focus(-1)

    def _inside_selection(self, point: QPointF, place: Place | None) -> bool:
        span, hit = self._view.canvas.selection.span, self._hit(point)
        return span is not None and place is not None and hit is not None and span[0] <= place < span[1]

    def move(self, event: QMouseEvent) -> None:
        point = self._page(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton and self._held is not None:
            way = (event.position() - self._last).manhattanLength()
            if way >= QGuiApplication.styleHints().startDragDistance():
                self._held, self._link = None, ""
                self._drag.start()
            return
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is None and self._start is not None:
            self._last = event.position()
            self._extend(point)
            outside = not self._view.viewport().rect().toRectF().contains(event.position())
            if outside:
                self._edge.start()
            else:
                self._edge.stop()
            return
        self._hover(point)

    def release(self, event: QMouseEvent) -> None:
        self._edge.stop()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._page(event.position())
        pressed, self._pressed = self._pressed, None
        held, self._held = self._held, None
        if held is not None:  # a click on selected words is a click
            self._begin(held)
        self._start = None
        if pressed is not None:
            spot = self._spot_at(point)
            if spot is not None and spot[0] is pressed[0] and spot[1].action == pressed[1].action:
                activate(self._view, *pressed)
        elif self._link and not self._dragging and self._link_at(point) == self._link:
            self._view.linkActivated.emit(self._link)
        self._link = ""

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._page(event.position())
        if self._spot_at(point) is not None:
            self.press(event)
            return
        self._double_at = time.monotonic()
        self._select_unit(point, QTextCursor.SelectionType.WordUnderCursor)

    def menu(self, event: QContextMenuEvent) -> None:
        point = self._page(QPointF(event.pos()))
        self._view.menu.open(event.globalPos(), self._item_at(point), self._link_at(point))

    def leave(self) -> None:
        self._set_hovered(None)
        self._view.overlays.point_at(-1)
        self._view.overlays.show_address("")

    def wheel(self, event: QWheelEvent) -> bool:
        """Change the text size, or scroll a wide block sideways; False where the event is for the page."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(event)
            return True
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
        sideways = delta.x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not sideways:
            sideways = delta.y()
        if not sideways or abs(delta.y()) > abs(sideways):
            return False
        hit = self._view.canvas.hit(self._page(event.position()))
        if hit is not None and hit.piece.wheel_sideways(-sideways):
            self._view.viewport().update()
        event.accept()
        return True

    def _zoom(self, event: QWheelEvent) -> None:
        """A step for each notch; a fine wheel or a touchpad gathers until it has made one."""
        turn = event.angleDelta().y()
        self._turned = turn if turn * self._turned < 0 else self._turned + turn
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self._view.zoomRequested.emit(steps)
        event.accept()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _page(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() + self._view.verticalScrollBar().value())

    def _hit(self, point: QPointF) -> Hit | None:
        return self._view.canvas.hit(point)

    def _spot_at(self, point: QPointF) -> tuple[Piece, Spot] | None:
        hit = self._hit(point)
        if hit is None:
            return None
        for spot in reversed(hit.piece.spots()):
            if spot.rect.contains(hit.point):
                return hit.piece, spot
        return None

    def _link_at(self, point: QPointF) -> str:
        hit = self._hit(point)
        return followed(hit.piece.link_at(hit.point)) if hit is not None else ""

    def _item_at(self, point: QPointF) -> int:
        canvas = self._view.canvas
        return canvas.layout.item_at(point.y()) if canvas.layout.items and point.y() < canvas.height else -1

    def _hover(self, point: QPointF) -> None:
        spot, link = self._spot_at(point), self._link_at(point)
        hit = self._hit(point)
        self._set_hovered(spot, hit.piece if hit is not None and hit.piece.shy else None)
        over_text = hit is not None and hit.piece.document is not None
        if over_text and self._view.canvas.selection:  # what is selected can be taken hold of
            over_text = not self._inside_selection(point, self._view.canvas.place_at(point))
        shape = Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor if spot or link else shape)
        self._view.overlays.show_address(link)
        self._view.overlays.point_at(self._item_at(point))

    def _set_hovered(self, spot: tuple[Piece, Spot] | None, piece: Piece | None = None) -> None:
        canvas = self._view.canvas
        if spot != canvas.hovered or piece is not canvas.pointed:
            canvas.hovered, canvas.pointed = spot, piece
            self._view.viewport().update()

    def _extend(self, point: QPointF) -> None:
        place = self._view.canvas.place_at(point)
        if place is not None and self._start is not None:
            self._dragging = self._dragging or place != self._start
            self._view.canvas.selection.set(self._start, place)
            self._view.viewport().update()

    def _scroll_edge(self) -> None:
        bar, room = self._view.verticalScrollBar(), self._view.viewport().height()
        beyond = self._last.y() if self._last.y() < 0 else max(0.0, self._last.y() - room)
        bar.setValue(bar.value() + round(beyond / 2))
        self._extend(self._page(QPointF(self._last.x(), min(max(self._last.y(), 0), room))))

    def _select_unit(self, point: QPointF, unit: QTextCursor.SelectionType) -> None:
        hit = self._hit(point)
        document = hit.piece.document if hit is not None else None
        if hit is None or document is None:
            return
        cursor = QTextCursor(document)
        cursor.setPosition(hit.piece.position_at(hit.point))
        if unit is QTextCursor.SelectionType.BlockUnderCursor:
            first_letter, end = paragraph(document, cursor.position())
            cursor.setPosition(first_letter)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.select(unit)
        canvas = self._view.canvas
        first = canvas.place_of(hit.item, hit.piece, cursor.selectionStart())
        last = canvas.place_of(hit.item, hit.piece, cursor.selectionEnd())
        if first is not None and last is not None:
            canvas.selection.set(first, last)
            self._start = first
        self._view.viewport().update()


def activate(view: TranscriptView, piece: Piece, spot: Spot) -> None:
    """Do what a pressed spot stands for."""
    index = next((i for i, item in enumerate(view.canvas.layout.items) if piece in item.pieces), None)
    if index is None:
        return
    if spot.action in (FOLD, WRAP_CODE) and isinstance(piece, FoldedPiece | CodePiece):
        view.unfold(index, piece)
    elif spot.action in (COPY_CODE, COPY_LATEX) and isinstance(piece, CodePiece | FormulaPiece):
        QGuiApplication.clipboard().setText(stripped(piece.code if isinstance(piece, CodePiece) else piece.latex))
        (piece.listing if isinstance(piece, CodePiece) else piece).copied_at = time.monotonic()
        view.viewport().update()
        view.overlays.repaint_later.start()
    elif isinstance(piece, ToolPiece) and spot.action == Action.SHOW_ALL:
        view.cardRequested.emit(piece.card)
    elif isinstance(piece, ToolPiece):
        view.actionRequested.emit(str(spot.action), piece.card.call_id)
    else:
        where = view.canvas.layout.items[index].block_of(piece)
        item = view.model.items[index]
        name = item.blocks[where[0]].message_id if where is not None else item.last_message_id
        if isinstance(piece, AttachedPiece):
            view.fileRequested.emit(name, int(spot.action.rpartition(" ")[2]))
            return
        view.actionRequested.emit(str(spot.action), name)
