"""Selecting by keyboard: a selection's moving end goes by letters, words, lines and pages, through all messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from gui.transcript.blocks.piece import Piece
from gui.transcript.canvas import Bookmark
from gui.transcript.links import letter_rect
from gui.transcript.selection import Place

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_MARGIN = 24  # kept between the moving end and the edge of the page
_Move = QTextCursor.MoveOperation
_Key = QKeySequence.StandardKey


class Step(Enum):
    """How far the moving end goes."""

    NEXT_LETTER = auto()
    PREVIOUS_LETTER = auto()
    NEXT_WORD = auto()
    PREVIOUS_WORD = auto()
    DOWN = auto()
    UP = auto()
    LINE_START = auto()
    LINE_END = auto()
    NEXT_PAGE = auto()
    PREVIOUS_PAGE = auto()
    START = auto()
    END = auto()


_KEYS = {
    _Key.SelectNextChar: Step.NEXT_LETTER,
    _Key.SelectPreviousChar: Step.PREVIOUS_LETTER,
    _Key.SelectNextWord: Step.NEXT_WORD,
    _Key.SelectPreviousWord: Step.PREVIOUS_WORD,
    _Key.SelectNextLine: Step.DOWN,
    _Key.SelectPreviousLine: Step.UP,
    _Key.SelectStartOfLine: Step.LINE_START,
    _Key.SelectEndOfLine: Step.LINE_END,
    _Key.SelectNextPage: Step.NEXT_PAGE,
    _Key.SelectPreviousPage: Step.PREVIOUS_PAGE,
    _Key.SelectStartOfDocument: Step.START,
    _Key.SelectEndOfDocument: Step.END,
}
_INSIDE = {
    Step.NEXT_LETTER: _Move.NextCharacter,
    Step.PREVIOUS_LETTER: _Move.PreviousCharacter,
    Step.NEXT_WORD: _Move.NextWord,
    Step.PREVIOUS_WORD: _Move.PreviousWord,
    Step.DOWN: _Move.Down,
    Step.UP: _Move.Up,
    Step.LINE_START: _Move.StartOfLine,
    Step.LINE_END: _Move.EndOfLine,
}
_FORWARDS = {Step.NEXT_LETTER, Step.NEXT_WORD, Step.DOWN}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A letter on the page: message, piece, position."""

    item: int
    piece: Piece
    offset: int


def step_of(event: QKeyEvent) -> Step | None:
    """The step that a key asks for."""
    return next((step for key, step in _KEYS.items() if event.matches(key)), None)


class Caret:
    """Extends the selection of a view. There is no caret to look at: the end that moves is the selection's own."""

    def __init__(self, view: TranscriptView) -> None:
        self._view = view
        self._column: tuple[Place, float] | None = None  # where lines are crossed, and since which place

    def extend(self, step: Step, beginning: int) -> bool:
        """Move the selection's end. Where nothing was clicked yet it begins with the message `beginning`; False where
        there is none either."""
        selection = self._view.canvas.selection
        if selection.cursor is None or selection.anchor is None:
            if beginning < 0:
                return False
            start = Place(beginning, 0, 0, 0)
            selection.set(start, start)
        here = self._find(selection.cursor or Place(0, 0, 0, 0))
        if here is None or selection.anchor is None:
            return True
        there = self._moved(here, step)
        place = self._place(there)
        if place is not None:
            selection.set(selection.anchor, place)
            self._reveal(self._rect(there))
        self._view.viewport().update()
        return True

    # --- moving -------------------------------------------------------------------------------------------------------

    def _moved(self, here: _Spot, step: Step) -> _Spot:
        match step:
            case Step.START | Step.END:
                return self._edge(end=step is Step.END) or here
            case Step.NEXT_PAGE | Step.PREVIOUS_PAGE:
                return self._turned(here, forwards=step is Step.NEXT_PAGE) or here
            case Step.UP | Step.DOWN:
                return self._crossed(here, step)
        cursor = _cursor(here)
        if cursor.movePosition(_INSIDE[step]) or step in (Step.LINE_START, Step.LINE_END):
            return _Spot(here.item, here.piece, cursor.position())
        beside = self._beside(here, forwards=step in _FORWARDS)
        if beside is None:
            return here
        return _Spot(*beside, 0 if step in _FORWARDS else beside[1].length())

    def _crossed(self, here: _Spot, step: Step) -> _Spot:
        """A line up or down, in the column in which the first of several such steps began."""
        place = self._place(here)
        x = self._rect(here).left()
        if self._column is not None and self._column[0] == place:
            x = self._column[1]
        cursor = _cursor(here)
        corner = self._corner(here.item, here.piece)
        cursor.setVerticalMovementX(round(x - corner.x()))
        forwards = step is Step.DOWN
        if cursor.movePosition(_INSIDE[step]):
            there = _Spot(here.item, here.piece, cursor.position())
        else:
            beside = self._beside(here, forwards=forwards)
            if beside is None:
                there = _Spot(here.item, here.piece, here.piece.length() if forwards else 0)
            else:
                piece = beside[1]
                left = x - self._view.canvas.piece_rect(*beside).left()
                edge = letter_rect(piece, 0 if forwards else piece.length()).center().y()
                there = _Spot(*beside, piece.position_at(QPointF(left, edge)))
        now = self._place(there)
        self._column = (now, x) if now is not None else None
        return there

    def _turned(self, here: _Spot, *, forwards: bool) -> _Spot | None:
        bar, rect = self._view.verticalScrollBar(), self._rect(here)
        page = max(40, bar.pageStep() - 2 * _MARGIN)
        y = rect.center().y() + (page if forwards else -page)
        bar.setValue(bar.value() + (page if forwards else -page))
        if y < 0 or y > self._view.canvas.height:
            return self._edge(end=forwards)
        place = self._view.canvas.place_at(QPointF(rect.left(), y))
        return self._find(place) if place is not None else None

    def _edge(self, *, end: bool) -> _Spot | None:
        """The first or the last letter of all."""
        bar, layout = self._view.verticalScrollBar(), self._view.canvas.layout
        bar.setValue(bar.maximum() if end else 0)
        order = range(len(layout.items) - 1, -1, -1) if end else range(len(layout.items))
        for index in order:
            pieces = self._with_words(index)
            if pieces:
                piece = pieces[-1 if end else 0]
                return _Spot(index, piece, piece.length() if end else 0)
        return None

    def _beside(self, here: _Spot, *, forwards: bool) -> tuple[int, Piece] | None:
        """The next piece with words, in this message or another; what is beside something in sight is laid out."""
        items = self._view.canvas.layout.items
        index, pieces = here.item, items[here.item].pieces
        place = pieces.index(here.piece)
        while 0 <= index < len(items):
            pieces = items[index].pieces
            rest = pieces[place + 1 :] if forwards else pieces[: max(0, place)][::-1]
            for piece in rest:
                if piece.document is not None:
                    return index, piece
            index += 1 if forwards else -1
            place = -1 if forwards else 1 << 30
        return None

    # --- where --------------------------------------------------------------------------------------------------------

    def _find(self, place: Place) -> _Spot | None:
        """The letter of a place; the page is scrolled to it where it has no layout yet."""
        canvas = self._view.canvas
        if not canvas.layout.items:
            return None
        item = min(place.item, len(canvas.layout.items) - 1)
        piece = self._piece(item, place)
        if (piece is not None and not piece.built) or not self._with_words(item):
            block = min(place.block, len(canvas.layout.items[item].item.blocks) - 1)
            self._view.verticalScrollBar().setValue(canvas.marked(Bookmark(item, block, place.piece, 0.0)))
            piece = self._piece(item, place)
        if piece is None or piece.document is None:
            near = self._with_words(item)
            if not near:
                return None
            piece = near[0] if place.offset == 0 else near[-1]
        return _Spot(item, piece, min(place.offset, piece.length()))

    def _with_words(self, item: int) -> list[Piece]:
        return [piece for piece in self._view.canvas.layout.items[item].pieces if piece.document is not None]

    def _piece(self, item: int, place: Place) -> Piece | None:
        return self._view.canvas.layout.items[item].piece_at_block(place.block, place.piece)

    def _place(self, spot: _Spot) -> Place | None:
        return self._view.canvas.place_of(spot.item, spot.piece, spot.offset)

    def _corner(self, item: int, piece: Piece) -> QPointF:
        return self._view.canvas.piece_rect(item, piece).topLeft() + piece.text_origin

    def _rect(self, spot: _Spot) -> QRectF:
        """Where a letter stands on the page."""
        corner = self._view.canvas.piece_rect(spot.item, spot.piece).topLeft()
        return letter_rect(spot.piece, spot.offset).translated(corner)

    def _reveal(self, rect: QRectF) -> None:
        bar, room = self._view.verticalScrollBar(), self._view.viewport().height()
        if rect.top() - _MARGIN < bar.value():
            bar.setValue(round(rect.top()) - _MARGIN)
        elif rect.bottom() + _MARGIN > bar.value() + room:
            bar.setValue(round(rect.bottom()) + _MARGIN - room)


def _cursor(spot: _Spot) -> QTextCursor:
    document = spot.piece.document
    cursor = QTextCursor(document) if document is not None else QTextCursor()
    cursor.setPosition(min(spot.offset, spot.piece.length()))
    return cursor
