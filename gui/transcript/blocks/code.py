"""A block of code: a slim header (language, copy), a tinted ground, colours, and sideways scrolling of its own."""

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

from core.markdown.foreign import visible
from core.markdown.splitter import Block
from gui.transcript.blocks.piece import (
    COPIED_S,
    Look,
    Spot,
    document_end,
    new_document,
    paint_focus,
    paint_icon,
    set_text_width,
)
from gui.transcript.blocks.sideways import SidewaysPiece
from gui.transcript.highlight import Highlighter, Span
from gui.transcript.styles import Styles

COPY_CODE = "copy_code"
WRAP_CODE = "wrap_code"
_PAD = 14.0


class CodePiece(SidewaysPiece):
    live_text = True
    inset = _PAD

    def __init__(self, styles: Styles, block: Block, depth: int = 0) -> None:
        super().__init__(styles)
        self.block = block
        self.depth = depth  # in lists
        self.x = depth * styles.indent
        self.gap = self.foot = styles.paragraph_gap + 4
        self.head = float(round(styles.em * 2.1))
        self._document: QTextDocument | None = None
        self._highlighter: Highlighter | None = None
        self._colored = False
        self._raw = ""  # the code in the document, as it came
        self._shown = ""  # and as it stands there
        self._units = Units()
        self.copied_at = float("-inf")  # when its code went to the clipboard, monotonic
        self.wrapped = False
        self._ideal = 0.0
        self.changed_from = 0.0

    @property
    def code(self) -> str:
        """The code as it came, without the line end before the closing fence."""
        return self.block.text.removesuffix("\n")

    @property
    def document(self) -> QTextDocument | None:
        return self._document

    @property
    def text_origin(self) -> QPointF:
        return QPointF(_PAD - self.scroll.offset, self.head)

    def estimate(self, width: float) -> None:
        self.height = self._height(self.block.text.count("\n") + (0 if self.block.text.endswith("\n") else 1))

    def _height(self, lines: int) -> float:
        return self.head + max(1, lines) * self.styles.code_line + _PAD - 2

    def build(self, width: float) -> None:
        super().build(width - self.x)
        if self._document is None:
            self._document = new_document()
            self._document.setDefaultFont(self.styles.mono)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            self._document.setDefaultTextOption(option)
            self._highlighter = Highlighter(self.block.language, self.styles.colors)
            self._raw = self._shown = ""
            self._units = Units()
            QTextCursor(self._document).setBlockFormat(self.styles.block_format(self.styles.code_line))
            self._write()
        self._measure()

    def release(self) -> None:
        super().release()
        self._document = None
        self._highlighter = None

    def update(self, block: Block) -> bool:
        if block == self.block:
            return False
        if block.language != self.block.language:
            self._highlighter = Highlighter(block.language, self.styles.colors)
        self.block = block
        if self._document is not None:
            self._write()
            self._measure()
        else:
            self.estimate(self.width)
        return True

    def toggle(self) -> None:
        """Break long lines at the edge, or let them run on and scroll."""
        self.wrapped = not self.wrapped
        self.build(self.width + self.x)

    def _measure(self) -> None:
        document = self._document
        if document is None:
            return
        room = self.width - 2 * _PAD
        width = max(room, self.styles.em * 4) if self.wrapped else -1
        set_text_width(document, width)
        if self.wrapped:
            self.height = self.head + float(round(document.size().height())) + _PAD - 2
        else:
            self.height = self._height(document.blockCount())
        self._ideal = 0.0 if self.wrapped else document.idealWidth()
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
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        code = self.code
        added = visible(code[len(self._raw) :]) if code.startswith(self._raw) else None
        if added is None or (not self.block.open and self._shown + added != visible(code)):
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            self._shown, self._units = "", Units()
            added = visible(code)
        self.changed_from = self._top_of(document.lastBlock())
        cursor.insertText(added, self.styles.text_format(self.styles.mono))
        cursor.endEditBlock()
        self._units.grow(len(self._shown), added)
        self._raw = code
        self._shown += added
        self.refine()

    def refine(self) -> None:
        """Colour the next lines."""
        highlighter, document = self._highlighter, self._document
        if highlighter is None or document is None:
            self.unfinished = False
            return
        start, stop, spans = highlighter.run(self._shown, final=not self.block.open)
        self.unfinished = stop < len(self._shown)
        if stop > start and (spans or self._colored):
            self._colored = True
            self._paint_spans(document, self._units.at(start), self._units.at(stop), spans)

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
        return max(0.0, self._ideal - (self.width - 2 * _PAD))

    def markdown(self, start: int, end: int) -> list[tuple[str, bool]]:
        whole = start == 0 and end >= self.length()
        return [(self.block.source, True)] if whole else super().markdown(start, end)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def spots(self) -> list[Spot]:
        side = round(self.styles.em * 1.7)
        rect = QRectF(self.width - side - 6, (self.head - side) / 2, side, side)
        copy = Spot(rect, COPY_CODE, "", "copy")
        if not self.wrapped and self.overflow() <= 0:
            return [copy]
        return [Spot(rect.translated(-side - 2, 0), WRAP_CODE, "", "wrap"), copy]

    def paint(self, painter: QPainter, look: Look) -> None:
        colors = self.styles.colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(0, 0, self.width, self.height), 10, 10)
        painter.fillPath(ground, QColor(colors.code))
        painter.setFont(self.styles.small)
        painter.setPen(QColor(colors.text_faint))
        label = QRectF(_PAD, 0, self.width - 100, self.head)
        words = visible(self.block.language or self.styles.theme.tr("code"))
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        for spot in self.spots():
            self._paint_spot(painter, look, spot)
        painter.save()
        painter.setClipRect(QRectF(_PAD - 2, self.head - 4, self.width - 2 * _PAD + 4, self.height), _INTERSECT)
        self.paint_document(painter, look, decor=False)
        painter.restore()
        self.paint_handle(painter, 8)

    def _paint_spot(self, painter: QPainter, look: Look, spot: Spot) -> None:
        colors = self.styles.colors
        if spot == look.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.pressed))
            painter.drawRoundedRect(spot.rect, 6, 6)
        icon, color = spot.icon, colors.text if spot == look.hovered else colors.text_faint
        if spot.action == COPY_CODE and look.now - self.copied_at < COPIED_S:
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
