"""Where the keyboard is in the transcript: at a message, and perhaps at something in sight that can be pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.transcript.blocks.piece import Piece, Spot, paint_focus
from gui.transcript.content import Action
from gui.transcript.item_layout import FOOT, GAP
from gui.transcript.links import LinkSpot, rects_of

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_BAR = 3.0
_VERSIONS = (Action.PREVIOUS_VERSION, Action.NEXT_VERSION)
_BESIDE = 15.0  # how far left of a message its bar stands


@dataclass(frozen=True, slots=True)
class Held:
    """Where the keyboard was: at a message, and at something to press in one; -1 for none."""

    message: int
    spot_in: int = -1
    action: str = ""


class Focus:
    """Names its message by id, so that it stays with it whatever comes, goes or is laid out anew."""

    def __init__(self, view: TranscriptView) -> None:
        self._view = view
        self._message = ""
        self._last = 0  # where it was found last
        self.shown = False  # the keyboard is here: the mark is drawn

    # --- messages -----------------------------------------------------------------------------------------------------

    @property
    def index(self) -> int:
        """The message that has the focus, -1 for none."""
        items = self._view.model.items
        if not self._message:
            return -1
        if self._last >= len(items) or items[self._last].id != self._message:
            found = next((n for n, item in enumerate(items) if item.id == self._message), None)
            if found is None:
                self._message = ""  # it is gone
                return -1
            self._last = found
        return self._last

    def put(self, index: int) -> None:
        """Give a message the focus; -1 takes it from all."""
        items = self._view.model.items
        self._message = items[index].id if 0 <= index < len(items) else ""
        self._view.canvas.focused = None
        self._view.overlays.focus_changed()
        self._view.viewport().update()

    def step(self, forwards: bool) -> None:
        """From message to message; the first step takes one that is in sight."""
        count = len(self._view.model.items)
        if not count:
            return
        index = self.index
        if index < 0:
            seen = self.in_sight()
            index = seen[0 if forwards else -1]
        elif forwards and index == count - 1:
            self._view.follow()
            return
        else:
            index = min(max(index + (1 if forwards else -1), 0), count - 1)
        self._view.overlays.point_at(-1)  # the actions follow the keyboard until the pointer moves
        self.put(index)
        self.reveal(index)

    def in_sight(self) -> list[int]:
        """The messages that can be seen, those cut off by the edges only where there is no other."""
        canvas, top = self._view.canvas, self._view.verticalScrollBar().value()
        bottom = top + self._view.viewport().height()
        seen = list(canvas.layout.overlapping(top, bottom))
        whole = [n for n in seen if canvas.layout.tops[n] >= top and canvas.layout.tops[n + 1] <= bottom + FOOT]
        return whole or seen or [canvas.layout.item_at(top)]

    def reveal(self, index: int) -> None:
        """Scroll until a message can be seen, its beginning at least."""
        bar, room = self._view.verticalScrollBar(), self._view.viewport().height()
        for _ in range(2):  # heights are exact once the message was near
            tops = self._view.canvas.layout.tops
            top, bottom = round(tops[index]), round(tops[index + 1])
            if bottom - top > room or top < bar.value():
                bar.setValue(top)
            elif bottom > bar.value() + room:
                bar.setValue(bottom - room)

    def held(self) -> Held:
        """Where the keyboard is, before other messages take the place of those that are there."""
        canvas = self._view.canvas
        index = canvas.layout.items.number_of(self._message) if self._message else -1  # the model has other ones by now
        if canvas.focused is None:
            return Held(index)
        piece, spot = canvas.focused
        at = next((n for n, item in canvas.layout.items.made() if piece in item.pieces), -1)
        return Held(index, at, str(spot.action))

    def give_back(self, held: Held, first: int) -> None:
        """Go on at the same places, as far as others stand there: from number `first` on."""
        items, canvas = self._view.canvas.layout.items, self._view.canvas
        if held.message >= first:
            self.put(min(held.message, len(items) - 1))
        if first <= held.spot_in < len(items):
            spots = [(piece, spot) for piece in items[held.spot_in].pieces if piece.built for spot in piece.spots()]
            same = [found for found in spots if found[1].action == held.action]
            other = [found for found in spots if found[1].action in _VERSIONS and held.action in _VERSIONS]
            canvas.focused = next(iter(same or other), None)

    # --- what can be pressed ------------------------------------------------------------------------------------------

    def next_spot(self, forwards: bool) -> bool:
        """Move to the next button, fold or link in sight; False at the end of them."""
        spots, canvas = self._spots(), self._view.canvas
        place = next((n for n, found in enumerate(spots) if _same(found, canvas.focused)), None)
        if place is None:
            place = -1 if forwards else len(spots)
        place += 1 if forwards else -1
        canvas.focused = spots[place] if 0 <= place < len(spots) else None
        self._view.overlays.show_address(_address(canvas.focused))
        self._view.viewport().update()
        return canvas.focused is not None

    def _spots(self) -> list[tuple[Piece, Spot]]:
        top = self._view.verticalScrollBar().value()
        seen = self._view.canvas.visible_spots(top, top + self._view.viewport().height())
        return [(piece, spot) for _, piece, spot in seen]

    def leave_spot(self) -> bool:
        """Let go of what could be pressed; False where nothing had the focus."""
        had = self._view.canvas.focused is not None
        if had:
            self._view.canvas.focused = None
            self._view.overlays.show_address("")
            self._view.viewport().update()
        return had

    # --- drawing ------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, clip: QRectF) -> None:
        """Draw the bar beside the message and the frame of a link; coordinates are those of the conversation."""
        canvas, index = self._view.canvas, self.index
        if self.shown and 0 <= index < len(canvas.layout.items):
            mark = self._mark(index)
            if mark.intersects(clip):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(canvas.styles.colors.accent))
                painter.drawRoundedRect(mark, _BAR / 2, _BAR / 2)
        if canvas.focused is not None and isinstance(canvas.focused[1], LinkSpot):
            self._paint_link(painter, *canvas.focused)

    def _mark(self, index: int) -> QRectF:
        canvas = self._view.canvas
        tops, pieces = canvas.layout.tops, canvas.layout.items[index].pieces
        left = canvas.left + min((piece.x for piece in pieces), default=0.0) - _BESIDE
        return QRectF(left, tops[index] + GAP, _BAR, max(8.0, tops[index + 1] - FOOT - tops[index] - GAP))

    def _paint_link(self, painter: QPainter, piece: Piece, spot: Spot) -> None:
        canvas = self._view.canvas
        index = next((n for n, item in canvas.layout.items.made() if item.block_of(piece) is not None), None)
        if index is None or not isinstance(spot, LinkSpot):
            return
        corner = canvas.piece_rect(index, piece).topLeft()
        for rect in rects_of(piece, spot.start, spot.end):
            inside = rect.adjusted(-2, 0, 2, -rect.height() * 0.12)
            paint_focus(painter, inside.translated(corner), canvas.styles)


def _same(found: tuple[Piece, Spot], focused: tuple[Piece, Spot] | None) -> bool:
    """Whether two spots are the same thing, wherever it stands by now."""
    if focused is None or found[0] is not focused[0] or found[1].action != focused[1].action:
        return False
    one, two = found[1], focused[1]
    return not (isinstance(one, LinkSpot) and isinstance(two, LinkSpot)) or one.start == two.start


def _address(focused: tuple[Piece, Spot] | None) -> str:
    return focused[1].url if focused is not None and isinstance(focused[1], LinkSpot) else ""
