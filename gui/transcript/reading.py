"""The line that the reader looks at, found again after every letter has another size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from gui.transcript.canvas import Bookmark
from gui.transcript.links import letter_rect
from gui.transcript.model import Reading, TranscriptModel
from gui.transcript.selection import Place

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView


@dataclass(frozen=True, slots=True)
class Line:
    """A letter, and how far below the upper edge of the page its line begins."""

    place: Place
    below: float


def first_line(view: TranscriptView) -> Line | None:
    """The line at the upper edge; None where there are no words, or the view follows the end."""
    top = view.verticalScrollBar().value()
    if view.following or not view.isVisible():
        return None
    place = view.canvas.place_at(QPointF(view.canvas.left, top + 1.0))
    y = _top_of(view, place) if place is not None else None
    return Line(place, y - top) if place is not None and y is not None else None


def show_line(view: TranscriptView, line: Line | None) -> None:
    """Bring a line to where it stood."""
    if line is None or line.place.item >= len(view.canvas.layout.items):
        return
    place, bar = line.place, view.verticalScrollBar()
    bar.setValue(view.canvas.marked(Bookmark(place.item, place.block, place.piece, 0.0)))
    y = _top_of(view, place)
    if y is not None:
        bar.setValue(round(y - line.below))


def _top_of(view: TranscriptView, place: Place) -> float | None:
    piece = view.canvas.layout.items[place.item].piece_at_block(place.block, place.piece)
    if piece is None or piece.document is None:
        return None
    return view.canvas.piece_rect(place.item, piece).top() + letter_rect(piece, place.offset).top()


def reading_at(model: TranscriptModel, mark: Bookmark | None) -> Reading | None:
    """A bookmark as it can be kept over restarts."""
    if mark is None or mark.item >= len(model.items):
        return None
    return Reading(model.items[mark.item].id, mark.block, mark.piece, mark.offset)


def mark_of(model: TranscriptModel) -> Bookmark | None:
    """Where the reader left a conversation; None where that was the end, or is gone."""
    reading = model.reading
    item = model.number_of(reading.item_id) if reading is not None else None
    return Bookmark(item, reading.block, reading.piece, reading.offset) if reading and item is not None else None
