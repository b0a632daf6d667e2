"""The text of a message as assistive technologies read it: letters by number, and where they stand on the screen.

Qt counts UTF-16 units. A text is kept with one character for each unit, so that numbers are places in it. Words, lines
and sentences around a letter are found by Qt from these. PySide leaves out Qt's `selection` and `attributes` (they
answer through pointers; what Qt gets is undefined), so no selection is ever offered; one can be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessibleTextInterface, QTextDocument

from gui.transcript.blocks.piece import Piece
from gui.transcript.links import letter_rect, rects_of

if TYPE_CHECKING:
    from gui.transcript.accessible_message import MessageNode

_NEAR = 2_000  # how far ahead a short run of letters is looked for
_LONG = 8  # letters that are looked for everywhere


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of the message from `start` that stand in a piece's document from `position`."""

    start: int
    length: int
    piece: Piece
    position: int


def to_units(text: str) -> str:
    """One character for each UTF-16 unit."""
    if text.isascii() or max(text) < "\U00010000":
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, memoryview(raw).cast("H")))


def from_units(units: str) -> str:
    """The text again; half a character becomes a replacement character."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def runs(text: str, pieces: Iterable[Piece]) -> list[Run]:
    """Where the letters of a message stand, as far as its pieces are laid out. `text` is in units."""
    found: list[Run] = []
    at = 0
    for piece in pieces:
        document = piece.document if piece.built else None
        for position, words in _words(document) if document is not None else ():
            stop = len(text) if len(words) >= _LONG else at + _NEAR
            start = text.find(words, at, stop)
            if start >= 0:
                found.append(Run(start, len(words), piece, position))
                at = start + len(words)
    return found


def _words(document: QTextDocument) -> Iterator[tuple[int, str]]:
    """The runs of letters in a document, between pictures and line ends, with their positions."""
    block = document.begin()
    while block.isValid():
        at = 0
        for words in to_units(block.text()).replace("\u2028", "\ufffc").split("\ufffc"):
            if words.strip():
                yield block.position() + at, words
            at += len(words) + 1
        block = block.next()


class MessageText(QAccessibleTextInterface):
    """Reads from its message; keeps nothing but where the letters stand."""

    def __init__(self, message: MessageNode) -> None:
        super().__init__()
        self._message = message
        self._runs: list[Run] = []
        self._known: tuple[str, list[Piece]] = ("", [])

    @property
    def _units(self) -> str:
        return self._message.units()

    def _current(self) -> list[Run]:
        """The runs, found anew where the text or its pieces are others."""
        pieces = [piece for piece in self._message.pieces() if piece.built]
        units = self._units
        known = self._known
        if known[0] is not units or len(known[1]) != len(pieces) or any(map(_differ, known[1], pieces)):
            self._runs = runs(units, pieces)
            self._known = (units, pieces)
        return self._runs

    def _place(self, offset: int) -> tuple[Piece, int] | None:
        """The piece and the position in its document where a letter stands."""
        for run in self._current():
            if run.start <= offset <= run.start + run.length:
                return run.piece, run.position + offset - run.start
        return None

    def _offset(self, piece: Piece, position: int) -> int:
        """The letter at a position of a piece, -1 where that is none of the text's."""
        best = -1
        for run in self._current():
            if run.piece is piece and run.position <= position:
                best = run.start + min(position - run.position, run.length)
        return best

    # --- Qt asks ------------------------------------------------------------------------------------------------------

    def characterCount(self) -> int:
        return len(self._units)

    def text(self, startOffset: int, endOffset: int) -> str:
        units = self._units
        return from_units(units[max(0, startOffset) : len(units) if endOffset < 0 else endOffset])

    def characterRect(self, offset: int) -> QRect:
        place = self._place(offset)
        if place is None:
            return QRect()
        piece, position = place
        rects = rects_of(piece, position, position + 1)
        return self._message.on_screen(piece, rects[0] if rects else letter_rect(piece, position))

    def offsetAtPoint(self, point: QPoint) -> int:
        hit = self._message.hit(point)
        return -1 if hit is None else self._offset(hit[0], hit[0].position_at(hit[1]))

    def cursorPosition(self) -> int:
        place = self._message.cursor()
        return -1 if place is None else self._offset(*place)

    def setCursorPosition(self, position: int) -> None:
        self._select(position, position)
        self.scrollToSubstring(position, position)

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        self._select(startOffset, endOffset)

    def setSelection(self, _selectionIndex: int, startOffset: int, endOffset: int) -> None:
        self._select(startOffset, endOffset)

    def removeSelection(self, _selectionIndex: int) -> None:
        self._message.select(None, None)

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        self._message.reveal()  # its letters have places only near the viewport
        first, last = self._place(startIndex), self._place(endIndex)
        if first is not None and last is not None:
            self._message.reveal(first, last)

    def _select(self, start: int, end: int) -> None:
        first, last = self._place(start), self._place(end)
        if first is not None and last is not None:
            self._message.select(first, last)


def _differ(one: Piece, other: Piece) -> bool:
    return one is not other


def page_rect(rect: QRectF, corner: QPointF) -> QRect:
    """A rectangle of a piece as whole pixels, at least one wide."""
    placed = rect.translated(corner)
    return QRect(round(placed.x()), round(placed.y()), max(1, round(placed.width())), max(1, round(placed.height())))
