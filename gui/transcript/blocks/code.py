"""A block of code: a slim header (language, copy), a tinted ground, colours, and sideways scrolling of its own.

A long one is several pieces, which share a `Listing`.
"""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextOption,
)

from core.markdown.foreign import runs, visible
from gui.transcript.blocks.listing import Listing
from gui.transcript.blocks.piece import (
    COPIED_S,
    Look,
    Piece,
    Spot,
    copied_text,
    document_end,
    new_document,
    paint_focus,
    paint_icon,
    set_text_width,
)
from gui.transcript.blocks.sideways import SidewaysPiece
from gui.transcript.highlight import Span
from gui.transcript.styles import Styles

COPY_CODE = "copy_code"
WRAP_CODE = "wrap_code"
_PAD = 14.0
_ROUND = 10.0  # the corners of the ground


class CodePiece(SidewaysPiece):
    """Some lines of a block of code: only a part near the viewport has a document."""

    live_text = True
    copies_unbuilt = True
    inset = _PAD

    def __init__(self, styles: Styles, listing: Listing, part: int = 0, depth: int = 0) -> None:
        super().__init__(styles, listing.scroll)
        self.listing = listing
        self.part = part
        self.depth = depth  # in lists
        self.x = depth * styles.indent
        self.gap = 0.0 if part else styles.paragraph_gap + 4
        self.joint = "\n" if part else "\n\n"
        self.head = 0.0 if part else float(round(styles.em * 2.1))
        self._document: QTextDocument | None = None
        self._shown = ""  # what stands in the document
        self._units = Units()
        self._colored = False
        self._guessed = 0  # how many lines its height is for
        self._ended = self.last  # when it was updated last
        self.changed_from = 0.0

    @property
    def code(self) -> str:
        """All of the code as it came."""
        return self.listing.code

    @property
    def last(self) -> bool:
        """Whether the code ends here."""
        return self.part + 1 >= self.listing.count

    @property
    def block_source(self) -> str:  # type: ignore[override]  # a constant elsewhere
        return self.listing.block.source if self.last else ""

    @property
    def foot(self) -> float:  # type: ignore[override]  # a constant elsewhere
        return self.styles.paragraph_gap + 4 if self.last else 0.0

    @property
    def wrapped(self) -> bool:
        return self.listing.wrapped

    @property
    def unfinished(self) -> bool:  # type: ignore[override]  # a constant elsewhere
        return self._document is not None and self.listing.waits(self.part)

    @property
    def document(self) -> QTextDocument | None:
        return self._document

    @property
    def text_origin(self) -> QPointF:
        return QPointF(_PAD - self.scroll.offset, self.head)

    def shares(self, other: Piece) -> bool:
        return isinstance(other, CodePiece) and other.listing is self.listing

    def estimate(self, width: float) -> None:
        self._guessed = self.listing.part(self.part).count("\n") + 1
        self.height = self._height(self._guessed)

    def _height(self, lines: int) -> float:
        return self.head + lines * self.styles.code_line + self._bottom

    @property
    def _bottom(self) -> float:
        return _PAD - 2 if self.last else 0.0

    def build(self, width: float) -> None:
        super().build(width - self.x)
        if self._document is None:
            self._document = new_document()
            self._document.setDefaultFont(self.styles.mono)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            self._document.setDefaultTextOption(option)
            self._shown, self._units, self._colored = "", Units(), False
            QTextCursor(self._document).setBlockFormat(self.styles.block_format(self.styles.code_line))
            self._write()
        self._measure()

    def release(self) -> None:
        super().release()
        self._document = None

    def update(self) -> bool:
        """Take what the listing has by now; returns whether anything looks different."""
        ended, self._ended = self._ended, self.last
        if self._document is None:
            if ended == self._ended and self.listing.part(self.part).count("\n") + 1 == self._guessed:
                return False
            self.estimate(self.width)
            return True
        if ended == self._ended and self.listing.part(self.part) == self._shown and not self.unfinished:
            return False
        self._write()
        self._measure()
        return True

    def toggle(self) -> None:
        """Break long lines at the edge, or let them run on and scroll."""
        self.listing.wrapped = not self.listing.wrapped
        self.listing.widths.clear()
        self.build(self.width + self.x)

    def _measure(self) -> None:
        document = self._document
        if document is None:
            return
        room = self.width - 2 * _PAD
        set_text_width(document, max(room, self.styles.em * 4) if self.wrapped else -1)
        if self.wrapped:
            self.height = self.head + float(round(document.size().height())) + self._bottom
        else:
            self.height = self._height(document.blockCount())
        self.listing.widths[self.part] = 0.0 if self.wrapped else document.idealWidth()
        self.keep_inside()

    def _top_of(self, block: QTextBlock) -> float:
        """Where a line of code begins in the piece."""
        if not self.wrapped or self._document is None:
            return self.head + block.blockNumber() * self.styles.code_line
        return self.head + self._document.documentLayout().blockBoundingRect(block).top()

    def _write(self) -> None:
        """Bring the document up to date; text that only grew is added at the end."""
        document = self._document
        if document is None:
            return
        code = self.listing.part(self.part)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not code.startswith(self._shown):
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            self._shown, self._units, self._colored = "", Units(), False
        added = code[len(self._shown) :]
        self.changed_from = self._top_of(document.lastBlock())
        cursor.insertText(added, self.styles.text_format(self.styles.mono))
        cursor.endEditBlock()
        self._units.grow(len(self._shown), added)
        self._shown = code
        if self.last:  # of several pieces one is enough in a frame
            self.refine()
        else:
            self._color()

    def refine(self) -> None:
        """Colour the next lines."""
        if not self.listing.is_lexed(self.part):  # else it would give the part above, too, new colours to take
            self.listing.lex()
        self._color()

    def _color(self) -> None:
        """Take the colours that there are."""
        document = self._document
        if document is None:
            return
        start, spans = self.listing.take_colors(self.part, anew=not self._colored)
        if start >= 0 and (spans or self._colored):
            self._colored = True
            self._paint_spans(document, self._units.at(start), self._units.at(len(self._shown)), spans)

    def _paint_spans(self, document: QTextDocument, start: int, stop: int, spans: list[Span]) -> None:
        """Give the lines between two positions the colours of `spans`, which are in order."""
        formats: dict[str, QTextCharFormat] = {}
        block = document.findBlock(start)
        self.changed_from = min(self.changed_from, self._top_of(block))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        index, at = 0, self._units.at
        while block.isValid() and block.position() <= stop:
            begin, end = block.position(), block.position() + block.length()
            ranges: list[QTextLayout.FormatRange] = []
            while index < len(spans):
                first, last = at(spans[index][0]), at(spans[index][1])
                if first >= end:
                    break
                if last > begin:
                    color = spans[index][2]
                    ranges.append(_range(max(first, begin) - begin, min(last, end - 1) - begin, color, formats))
                if last > end:
                    break
                index += 1
            if block.layout().formats() != ranges and (ranges or block.position() < stop):
                block.layout().setFormats(ranges)
            block = block.next()
        cursor.endEditBlock()

    # --- sideways -----------------------------------------------------------------------------------------------------

    def overflow(self) -> float:
        return max(0.0, max(self.listing.widths.values(), default=0.0) - (self.width - 2 * _PAD))

    def copied(self, start: int, end: int) -> str:
        if self._document is None:  # all of it
            return self.listing.source_part(self.part)
        if self.listing.marked:
            return self._without_marks(start, end)
        if self.listing.count == 1:
            return super().copied(start, end)
        return copied_text(self._document, start, end)  # blank lines where two parts meet are the code's own

    def _without_marks(self, start: int, end: int) -> str:
        """The words between two positions of the document, which has marks where characters hide."""
        found, at = list[str](), 0
        for words, is_mark in runs(self.listing.source_part(self.part)):
            units = words.encode("utf-16-le", "surrogatepass")
            if not is_mark:
                part = units[2 * max(0, start - at) : 2 * max(0, end - at)]
                found.append(part.decode("utf-16-le", "surrogatepass"))
            at += len(units) // 2
        return "".join(found)

    def markdown(self, start: int, end: int) -> list[tuple[str, bool]]:
        whole = start == 0 and end >= self.length() and self.listing.count == 1
        return [(self.listing.block.source, True)] if whole else super().markdown(start, end)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def spots(self) -> list[Spot]:
        if self.part:
            return []
        side = round(self.styles.em * 1.7)
        rect = QRectF(self.width - side - 6, (self.head - side) / 2, side, side)
        copy = Spot(rect, COPY_CODE, "", "copy")
        if not self.wrapped and self.overflow() <= 0:
            return [copy]
        return [Spot(rect.translated(-side - 2, 0), WRAP_CODE, "", "wrap"), copy]

    def paint(self, painter: QPainter, look: Look) -> None:
        self._paint_ground(painter)
        if not self.part:
            painter.setFont(self.styles.small)
            painter.setPen(QColor(self.styles.colors.text_faint))
            label = QRectF(_PAD, 0, self.width - 100, self.head)
            words = visible(self.listing.block.language or self.styles.theme.tr("code"))
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        for spot in self.spots():
            self._paint_spot(painter, look, spot)
        painter.save()
        above = 4 if not self.part else 0
        painter.setClipRect(QRectF(_PAD - 2, self.head - above, self.width - 2 * _PAD + 4, self.height), _INTERSECT)
        self.paint_document(painter, look, decor=False)
        painter.restore()
        if self.last:
            self.paint_handle(painter, 8)

    def _paint_ground(self, painter: QPainter) -> None:
        """Round at the ends of the code; parts meet without a seam, at any scale."""
        painter.save()
        color = QColor(self.styles.colors.code)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        top, bottom = 0 if self.part else _ROUND, 0 if not self.last else _ROUND
        painter.fillRect(QRectF(0, top, self.width, self.height - top - bottom), color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.setFillRule(Qt.FillRule.WindingFill)
        ends = [end for end, rounded in ((0.0, top), (self.height - 2 * _ROUND, bottom)) if rounded]
        for end in ends:
            ground.addRoundedRect(QRectF(0, end, self.width, 2 * _ROUND), _ROUND, _ROUND)
        painter.fillPath(ground, color)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_spot(self, painter: QPainter, look: Look, spot: Spot) -> None:
        colors = self.styles.colors
        if spot == look.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.pressed))
            painter.drawRoundedRect(spot.rect, 6, 6)
        icon, color = spot.icon, colors.text if spot == look.hovered else colors.text_faint
        if spot.action == COPY_CODE and look.now - self.listing.copied_at < COPIED_S:
            icon, color = "check", colors.done
        elif spot.action == WRAP_CODE and self.wrapped:
            color = colors.accent
        paint_icon(painter, self.styles, icon, color, spot.rect.adjusted(5, 5, -5, -5))
        if spot == look.focused:
            paint_focus(painter, spot.rect, self.styles)

    def end_rect(self) -> QRectF | None:
        if self._document is None:
            return None
        return document_end(self._document, self.styles.code_line).translated(self.text_origin)


_INTERSECT = Qt.ClipOperation.IntersectClip


class Units:
    """Positions in Python's letters as positions in Qt's UTF-16 units, of a text that grows."""

    def __init__(self) -> None:
        self._astral: list[int] = []

    def grow(self, start: int, text: str) -> None:
        """`text` was added at position `start`."""
        if not text.isascii():
            self._astral += [start + place for place, char in enumerate(text) if char > "\uffff"]

    def at(self, position: int) -> int:
        return position + bisect_left(self._astral, position)


def _range(first: int, last: int, color: str, formats: dict[str, QTextCharFormat]) -> QTextLayout.FormatRange:
    made = formats.get(color)
    if made is None:
        made = formats[color] = QTextCharFormat()
        made.setForeground(QColor(color))
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = first, last - first, made
    return found
