"""A table at the top level: some of its rows, so that a long one is laid out where it is seen and where it grows.

The pieces of a table share a `Grid`: its cells, its columns' widths, and how far a wide one is scrolled sideways.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextCursor, QTextDocument, QTextLength, QTextOption, QTextTable

from gui.transcript.blocks.grid import ROWS, Grid
from gui.transcript.blocks.piece import Look, Piece, document_end, new_document
from gui.transcript.blocks.sideways import SidewaysPiece
from gui.transcript.cells import Row, fill, table_shape
from gui.transcript.styles import Styles
from gui.transcript.writer import sliver


class TablePiece(SidewaysPiece):
    live_text = True

    def __init__(self, styles: Styles, grid: Grid, part: int) -> None:
        super().__init__(styles, grid.scroll)
        self.grid = grid
        self.part = part
        self.gap = styles.paragraph_gap + 4 if part == 0 else 0.0
        self.joint = "\n\n" if part == 0 else "\n"
        self.changed_from = 0.0
        self._document: QTextDocument | None = None
        self._table: QTextTable | None = None
        self._guessed = 0  # how many rows the estimated height is for
        self._pending = False  # formulas in it are still being made
        self._shown: list[Row] = []  # the rows that the document shows
        self._lines: list[str] = []  # and their lines
        self._shape: tuple[int, list[float]] = (-1, [])  # the references and widths that it shows them with
        self._area = QRectF()  # of the table in the document

    @property
    def last(self) -> bool:
        """Whether the table ends here."""
        return (self.part + 1) * ROWS >= len(self.grid.rows)

    @property
    def document(self) -> QTextDocument | None:
        return self._document

    @property
    def text_origin(self) -> QPointF:
        return QPointF(-self.scroll.offset, -self._area.top())

    @property
    def foot(self) -> float:  # type: ignore[override]  # a constant elsewhere
        return self.styles.paragraph_gap + 4 if self.last else 0.0

    def shares(self, other: Piece) -> bool:
        return isinstance(other, TablePiece) and other.grid is self.grid

    def estimate(self, width: float) -> None:
        widths = self.grid.widths(width)
        rows = range(self.part * ROWS, self.part * ROWS + len(self.grid.part(self.part)))
        lines = sum(self.grid.lines_of(row, widths) for row in rows)
        self._guessed = len(rows)
        self.height = max(1, lines) * self.styles.line + len(rows) * self.styles.em * 0.64

    def build(self, width: float) -> None:
        super().build(width)
        self._write()
        self._measure()

    def release(self) -> None:
        super().release()
        self._document = self._table = None
        self._shown, self._lines = [], []

    def update(self) -> bool:
        """Take what the grid has by now; returns whether anything looks different."""
        lines, shape = self.grid.part_lines(self.part), self._wanted()
        if self._document is None:
            if len(lines) != self._guessed:  # else its height is kept until it is near
                self.estimate(self.width or self.styles.column)
            return True
        if lines == self._lines:
            if shape != self._shape:
                self.built = False  # laid out again where it can be seen
            return shape != self._shape
        self._write()
        self._measure()
        return True

    def refresh(self) -> bool:
        if not self.built or not self._pending or self._document is None:
            return False
        from gui.transcript.insets import Arrived, take_formulas  # late: most answers have none

        arrived = take_formulas(self._document, self.styles)
        self._pending = arrived is not Arrived.ALL
        if arrived is Arrived.REFUSED:
            self._shown, self._lines, self._pending = [], [], False
            self._write()
        self._measure()
        return arrived is not Arrived.NOTHING

    def _wanted(self) -> tuple[int, list[float]]:
        return self.grid.version, self.grid.widths(self.width or self.styles.column)

    def _write(self) -> None:
        """Write the rows that are new or look different."""
        rows, lines = self.grid.part(self.part), self.grid.part_lines(self.part)
        shape = self._wanted()
        if self._document is None or self._table is None or shape[0] != self._shape[0] or len(lines) < len(self._shown):
            self._make(len(rows), max(len(row) for row in rows))
        document, table = self._document, self._table
        if document is None or table is None:
            return
        cursor = QTextCursor(document)
        first = 0
        cursor.beginEditBlock()
        if table.rows() < len(rows):
            table.appendRows(len(rows) - table.rows())
        if shape != self._shape:
            form = table_shape()
            form.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, width) for width in shape[1]])
            table.setFormat(form)
        else:
            pairs = enumerate(zip(self._lines, lines, strict=False))
            first = next((row for row, (old, new) in pairs if old != new), min(len(self._lines), len(lines) - 1))
        for place, row in enumerate(rows):
            if place >= len(self._shown) or self._lines[place] != lines[place]:
                before = self._shown[place] if place < len(self._shown) else None
                self._pending |= fill(table, row, place, self.styles, before)
        cursor.endEditBlock()
        self._shown, self._lines, self._shape = rows, lines, shape
        self.changed_from = self._top_of(first)

    def _top_of(self, row: int) -> float:
        """Where a row begins in the piece, or a little above."""
        document, table = self._document, self._table
        if document is None or table is None or row == 0:
            return 0.0
        block = table.cellAt(row, 0).firstCursorPosition().block()
        top = document.documentLayout().blockBoundingRect(block).top() + self.text_origin.y()
        return max(0.0, top - self.styles.em * 0.5)

    def _make(self, rows: int, columns: int) -> None:
        self._document = document = new_document()
        document.setDefaultFont(self.styles.body)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(sliver(0))
        self._table = cursor.insertTable(rows, columns, table_shape())
        end = QTextCursor(document)
        end.movePosition(QTextCursor.MoveOperation.End)
        end.setBlockFormat(sliver(0))
        self._shown, self._lines, self._shape = [], [], (-1, [])

    def _measure(self) -> None:
        document, table = self._document, self._table
        if document is None or table is None:
            return
        self._area = document.documentLayout().frameBoundingRect(table)
        self.keep_inside()
        self.height = float(round(self._area.height())) + (8 if self.last and self.overflow() else 0)

    # --- sideways -----------------------------------------------------------------------------------------------------

    def overflow(self) -> float:
        return max(0.0, sum(self._shape[1]) - self.width)

    def markdown(self, start: int, end: int) -> list[tuple[str, bool]]:
        whole = start == 0 and end >= self.length()
        apart = "\n" if self.part == 0 else ""  # the blank line before a table
        return [(apart + self.grid.source(self.part), True)] if whole else super().markdown(start, end)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width, self.height), Qt.ClipOperation.IntersectClip)
        self.paint_document(painter, look)
        painter.restore()
        if self.last:
            self.paint_handle(painter, 5)

    def end_rect(self) -> QRectF | None:
        """Behind the last letter of the last cell that has one."""
        document, table = self._document, self._table
        if document is None or table is None:
            return None
        row = table.rows() - 1
        cells = [table.cellAt(row, column).lastCursorPosition().block() for column in range(table.columns())]
        last = next((block for block in reversed(cells) if block.length() > 1), cells[0])
        return document_end(document, self.styles.line, last).translated(self.text_origin)
