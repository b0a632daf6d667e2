"""A message for assistive technologies: its name, its state, its text, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QWindow

from core.messages import Role
from gui.transcript.accessible_spots import NULL, Answer, Deeds, Node, SpotNode, spots_of
from gui.transcript.accessible_text import MessageText, page_rect
from gui.transcript.blocks.piece import Piece
from gui.transcript.content import Header, Item
from gui.transcript.item_layout import FOOT
from gui.transcript.links import letter_rect
from gui.transcript.plain import content_text

if TYPE_CHECKING:
    from gui.transcript.accessibility import Nodes
    from gui.transcript.view import TranscriptView


class MessageNode(Node):
    """One message."""

    def __init__(self, nodes: Nodes, item: Item) -> None:
        super().__init__()
        self._nodes = nodes
        self.item = item
        self._place = -1  # where it was found last
        self._text = MessageText(self)
        self._deeds = Deeds(self)

    @property
    def view(self) -> TranscriptView | None:
        return self._nodes.view

    @property
    def index(self) -> int:
        """Where it is in the conversation, -1 where it no longer is."""
        view = self.view
        items: Sequence[Item] = view.model.items if view is not None else []
        if not (0 <= self._place < len(items) and items[self._place] is self.item):
            self._place = next((n for n, other in enumerate(items) if other is self.item), -1)
        return self._place

    def isValid(self) -> bool:
        return not self.gone and self.view is not None and self.index >= 0

    @property
    def surface(self) -> QWindow | None:
        """What it is painted on."""
        return self._nodes.root.surface

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.surface

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self._nodes.root

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        if kind != QAccessible.Text.Name:
            return ""
        return name_of(self.item)

    def state(self) -> QAccessible.State:
        view, state = self.view, QAccessible.State()
        state.focusable = state.selectableText = state.readOnly = state.multiLine = True
        state.busy = self.item.live
        state.offscreen = not self.in_sight(self.rect())
        here = view is not None and view.hasFocus() and view.canvas.focused is None
        state.focused = here and view is not None and view.focused_message == self.index
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Answer:  # type: ignore[override]
        match kind:
            case QAccessible.InterfaceType.TextInterface:
                return self._text
            case QAccessible.InterfaceType.ActionInterface:
                return self._deeds
            case _:
                return NULL

    def deeds(self) -> dict[str, Callable[[], None]]:
        """What can be done, by Qt's names."""
        return {QAccessibleActionInterface.setFocusAction(): self._focus}

    def _focus(self) -> None:
        view = self.view
        if view is not None and self.index >= 0:
            self.reveal()
            view.setFocus()
            view.put_focus(self.index)

    # --- what can be pressed ------------------------------------------------------------------------------------------

    def spots(self) -> list[SpotNode]:
        """Its buttons, folds and links, while it is in sight."""
        if not self.in_sight(self.rect()):
            return self._nodes.spots(self, [])
        return self._nodes.spots(self, spots_of(self.pieces()))

    def childCount(self) -> int:
        return len(self.spots())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        spots = self.spots()
        return spots[index] if 0 <= index < len(spots) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((spot for spot in self.spots() if spot.rect().contains(x, y)), None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((n for n, spot in enumerate(self.spots()) if spot is child), -1)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((spot for spot in self.spots() if spot.focused()), None)

    # --- text and place -----------------------------------------------------------------------------------------------

    def units(self) -> str:
        """Its text, one character for each UTF-16 unit."""
        return self._nodes.units(self.item)

    def pieces(self) -> list[Piece]:
        """Its pieces, as far as there are any by now."""
        view, index = self.view, self.index
        known = view is not None and 0 <= index < len(view.canvas.layout.items)
        return view.canvas.layout.items[index].pieces if view is not None and known else []

    def rect(self) -> QRect:
        view, index = self.view, self.index
        if view is None or not 0 <= index < len(view.canvas.layout.items):
            return QRect()
        layout = view.canvas.layout
        top, bottom = layout.tops[index], layout.tops[index + 1]
        return self._placed(QRectF(view.canvas.left, top, layout.width, max(1.0, bottom - FOOT - top)), QPointF())

    def in_sight(self, rect: QRect) -> bool:
        """Whether something of a rectangle on the screen can be seen."""
        view = self.view
        if view is None or not view.isVisible():
            return False
        page = view.viewport()
        return rect.intersects(QRect(page.mapToGlobal(QPoint()), page.size()))

    def on_screen(self, piece: Piece, rect: QRectF) -> QRect:
        """A rectangle of a piece, on the screen."""
        view, index = self.view, self.index
        if view is None or index < 0:
            return QRect()
        return self._placed(rect, view.canvas.piece_rect(index, piece).topLeft())

    def _placed(self, rect: QRectF, corner: QPointF) -> QRect:
        view = self.view
        if view is None:
            return QRect()
        origin = view.viewport().mapToGlobal(QPoint(0, -view.verticalScrollBar().value()))
        return page_rect(rect, corner).translated(origin)

    def hit(self, point: QPoint) -> tuple[Piece, QPointF] | None:
        """The piece at a point of the screen, and the point in it."""
        view = self.view
        if view is None:
            return None
        inside = QPointF(view.viewport().mapFromGlobal(point)) + QPointF(0, view.verticalScrollBar().value())
        hit = view.canvas.hit(inside)
        return (hit.piece, hit.point) if hit is not None and hit.item == self.index else None

    def cursor(self) -> tuple[Piece, int] | None:
        """Where the moving end of the selection is, if it is in this message."""
        view = self.view
        place = view.canvas.selection.cursor if view is not None else None
        if view is None or place is None or place.item != self.index:
            return None
        piece = view.canvas.layout.items[place.item].piece_at_block(place.block, place.piece)
        return (piece, place.offset) if piece is not None else None

    def select(self, first: tuple[Piece, int] | None, last: tuple[Piece, int] | None) -> None:
        """Select between two places of this message; None clears the selection."""
        view = self.view
        if view is None:
            return
        canvas = view.canvas
        start = canvas.place_of(self.index, *first) if first is not None else None
        end = canvas.place_of(self.index, *last) if last is not None else None
        if start is None or end is None:
            canvas.selection.clear()
        else:
            canvas.selection.set(start, end)
        view.viewport().update()

    def reveal(self, first: tuple[Piece, int] | None = None, last: tuple[Piece, int] | None = None) -> None:
        """Scroll to the message, or to what stands between two places of it."""
        view = self.view
        if view is None or not 0 <= self.index < len(view.canvas.layout.items):
            return
        bar, room = view.verticalScrollBar(), view.viewport().height()
        for _ in range(2):  # heights are exact once the message was near
            tops = view.canvas.layout.tops
            top, bottom = tops[self.index], tops[self.index + 1]
            if first is not None and last is not None:
                rects = [
                    letter_rect(*place).translated(view.canvas.piece_rect(self.index, place[0]).topLeft())
                    for place in (first, last)
                ]
                top, bottom = rects[0].top(), rects[1].bottom()
            if top < bar.value() or bottom - top > room:
                bar.setValue(round(top))
            elif bottom > bar.value() + room:
                bar.setValue(round(bottom) - room)


def name_of(item: Item) -> str:
    """Whose message it is: “You”, or the model with time and state."""
    header = item.blocks[0].content if item.blocks else None
    if isinstance(header, Header):
        return content_text(replace(header, spent=None), header.since)
    if item.role is Role.USER:
        return QCoreApplication.translate("Transcript", "You")
    return QCoreApplication.translate("Transcript", "Message")
