"""A table at the top level: its own document, so that a wide one scrolls sideways alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCursor, QTextDocument, QTextTable

from core.markdown.parser import References, parse_blocks
from core.markdown.splitter import Block
from gui.transcript.blocks.piece import Look, Piece, new_document
from gui.transcript.styles import Styles
from gui.transcript.writer import Writer


class TablePiece(Piece):
    live_text = True

    def __init__(self, styles: Styles, block: Block, references: References) -> None:
        super().__init__(styles)
        self.block = block
        self.gap = styles.paragraph_gap + 4
        self.changed_from = 0.0
        self._references = references
        self._known = len(references)
        self._written = ""  # the source that the document shows
        self._document: QTextDocument | None = None
        self._sideways = 0.0
        self._ideal = 0.0

    @property
    def document(self) -> QTextDocument | None:
        return self._document

    @property
    def text_origin(self) -> QPointF:
        return QPointF(-self._sideways, 0)

    def estimate(self, width: float) -> None:
        rows = max(1, self.block.source.strip().count("\n"))
        self.height = rows * (self.styles.line + self.styles.em * 0.64)

    def build(self, width: float) -> None:
        super().build(width)
        if self._document is None:
            self._document = new_document()
            self._document.setDefaultFont(self.styles.body)
            self._written = ""
            self._write()
        self._measure()

    def _measure(self) -> None:
        document, width = self._document, self.width
        if document is None:
            return
        document.setTextWidth(-1)
        natural = document.idealWidth()
        # Wide tables wrap inside their cells, but not to less than a readable column; what is left scrolls.
        self._ideal = natural if natural <= width else max(width, min(natural, self._columns() * self.styles.em * 9))
        document.setTextWidth(self._ideal)
        self._ideal = max(self._ideal, document.size().width())
        self._sideways = min(self._sideways, self._overflow())
        self.height = float(round(document.size().height())) + (8 if self._overflow() else 0)

    def _columns(self) -> int:
        return max(1, self._lines()[0].strip().strip("|").count("|") + 1)

    def _lines(self) -> list[str]:
        """The lines of the table: head, delimiters, rows."""
        return self.block.source.strip("\n").split("\n")

    def release(self) -> None:
        super().release()
        self._document = None

    def update(self, block: Block, references: References) -> bool:
        if block == self.block and len(references) == self._known:
            return False
        if len(references) != self._known:
            self._written = ""
        self.block, self._references, self._known = block, references, len(references)
        if self._document is not None:
            self._write()
            self._measure()
        else:
            self.estimate(self.width)
        return True

    def _write(self) -> None:
        """Write the table, or only the rows that are new: a row is a line, and needs the head alone to be read."""
        document, source = self._document, self.block.source.strip("\n")
        if document is None:
            return
        lines = self._lines()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        table = next((frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)), None)
        writer = Writer(self.styles, cursor, empty=True)
        kept = self._written.rfind("\n") + 1  # up to here nothing can change
        rows = self._written.count("\n") - 1
        if table is not None and rows > 1 and source.startswith(self._written[:kept]):
            table.removeRows(rows, table.rows() - rows)
            added = source[kept:].split("\n")
            writer.append_rows(table, parse_blocks("\n".join((*lines[:2], *added)), self._references))
        else:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            writer.write(parse_blocks(self.block.source, self._references))
        self._written = source
        cursor.endEditBlock()

    def _overflow(self) -> float:
        return max(0.0, self._ideal - self.width)

    def wheel_sideways(self, pixels: float) -> bool:
        moved = min(max(0.0, self._sideways + pixels), self._overflow())
        changed = moved != self._sideways
        self._sideways = moved
        return changed

    def paint(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width, self.height), Qt.ClipOperation.IntersectClip)
        self.paint_document(painter, look)
        painter.restore()
        overflow = self._overflow()
        if overflow > 0:
            length = max(32.0, self.width * self.width / (self.width + overflow))
            left = (self.width - length) * (self._sideways / overflow)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.styles.colors.line))
            painter.drawRoundedRect(QRectF(left, self.height - 5, length, 4), 2, 2)

    def end_rect(self) -> QRectF | None:
        """Behind the last letter of the last cell."""
        document = self._document
        if document is None:
            return None
        block = document.lastBlock().previous()
        rect = document.documentLayout().blockBoundingRect(block)
        return QRectF(rect.left() - self._sideways + 2, rect.bottom() - self.styles.line, 1, self.styles.line)
