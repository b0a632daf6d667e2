"""From hits to places on the page: reads the documents that are built, and remembers what it read."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextCursor, QTextDocument

from core.markdown.foreign import visible
from gui.transcript.blocks.attachment import AttachedPiece
from gui.transcript.blocks.formula import FormulaPiece
from gui.transcript.blocks.piece import Piece
from gui.transcript.blocks.tool import ToolPiece
from gui.transcript.decor import line_x
from gui.transcript.find.finder import FoundHit
from gui.transcript.find.found import Found, Span
from gui.transcript.find.pattern import Pattern, Units
from gui.transcript.find.texts import file_name, formula_text, head_text
from gui.transcript.seams import NOTHING, raw_text
from gui.transcript.styles import LATEX

if TYPE_CHECKING:
    from gui.transcript.item_layout import ItemLayout

_OBJECT: Final = "\ufffc"  # the place of a picture in a document


@dataclass(frozen=True, slots=True)
class _Read:
    """The spans of a document, as they were at one of its revisions."""

    document: weakref.ref[QTextDocument]
    revision: int
    pattern: Pattern
    spans: tuple[Span, ...]


class Places:
    """Where the hits of a pattern stand. The canvas asks for each piece that it paints."""

    def __init__(self) -> None:
        self.pattern = Pattern("")
        self.current: FoundHit | None = None
        self._read: WeakKeyDictionary[Piece, _Read] = WeakKeyDictionary()

    def show(self, pattern: Pattern, current: FoundHit | None) -> None:
        """Paint these hits from now on."""
        self.pattern, self.current = pattern, current

    def on(self, index: int, item: ItemLayout, piece: Piece) -> Found | None:
        """The hits of a piece of message number `index`; None where it has none."""
        if not self.pattern:
            return None
        title, spans = self.title(piece), self.spans(piece)
        if not title and not spans:
            return None
        current = self.current
        if current is not None and current.item == index and item.block_of(piece) == (current.block, current.piece):
            return Found(title, spans, current.number)
        return Found(title, spans)

    def title(self, piece: Piece) -> tuple[Span, ...]:
        """The hits in what a piece shows without a document: a tool's name, a drawn formula."""
        if isinstance(piece, ToolPiece):
            return tuple(self.pattern.spans(head_text(piece.card)))
        if isinstance(piece, AttachedPiece):
            return tuple(self.pattern.spans("\n".join(file_name(file) for file in piece.files)))
        if isinstance(piece, FormulaPiece) and piece.document is None:
            return tuple(self.pattern.spans(visible(piece.markup)))
        return ()

    def spans(self, piece: Piece) -> tuple[Span, ...]:
        """The hits in the document of a piece, in Qt's positions; none while there is no document."""
        document = piece.document
        if document is None:
            return ()
        read = self._read.get(piece)
        if (
            read is None
            or read.document() is not document
            or read.revision != document.revision()
            or read.pattern is not self.pattern
        ):
            found = document_spans(document, self.pattern)
            read = _Read(weakref.ref(document), document.revision(), self.pattern, found)
            self._read[piece] = read
        return read.spans

    def span(self, piece: Piece, number: int) -> Span | None:
        """Hit number `number` of a piece in its document; the last one where it has fewer."""
        spans = self.spans(piece)
        inside = number - len(self.title(piece))
        return spans[min(inside, len(spans) - 1)] if spans and inside >= 0 else None

    def rect(self, piece: Piece, number: int) -> QRectF | None:
        """A hit in the piece's coordinates, as far as its first line goes; None where it is not built."""
        document, span = piece.document, self.span(piece, number)
        if document is None or span is None:
            return None
        block = document.findBlock(span[0])
        corner = document.documentLayout().blockBoundingRect(block).topLeft() + piece.text_origin
        start = span[0] - block.position()
        line = block.layout().lineForTextPosition(start)
        if not line.isValid():
            return QRectF(corner.x(), corner.y(), 1, piece.styles.line)
        end = min(span[1] - block.position(), line.textStart() + line.textLength())
        left, right = line_x(line.cursorToX(start)), line_x(line.cursorToX(end))
        return QRectF(corner.x() + min(left, right), corner.y() + line.y(), abs(right - left), line.height())


def document_spans(document: QTextDocument, pattern: Pattern) -> tuple[Span, ...]:
    """The hits in a document. Every character of its raw text is one position, breaks and edges of cells too."""
    text = raw_text(document)
    units = Units(text)
    if _OBJECT not in text and NOTHING not in text:
        return tuple((units.at(first), units.at(last)) for first, last in pattern.spans(text))
    text, at = _spelled(document, text)
    found = ((at[first], at[last - 1] + 1) for first, last in pattern.spans(text))
    return tuple((units.at(first), units.at(last)) for first, last in found)


def _spelled(document: QTextDocument, text: str) -> tuple[str, list[int]]:
    """`text` with the source of formulas in the place of their pictures, and where in `text` each letter stands."""
    parts: list[str] = []
    at: list[int] = []
    units, cursor = Units(text), QTextCursor(document)
    for place, char in enumerate(text):
        shown = char if char != NOTHING else ""
        if char == _OBJECT:
            cursor.setPosition(units.at(place) + 1)
            shown = formula_text(str(cursor.charFormat().property(LATEX) or char))
        parts.append(shown)
        at += [place] * len(shown)
    return "".join(parts), at
