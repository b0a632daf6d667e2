"""The cells of Markdown tables, written into a QTextTable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextCursor,
    QTextFrameFormat,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from gui.transcript.inline import InlineWriter
from gui.transcript.styles import Styles

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Cell:
    inline: Token
    alignment: Qt.AlignmentFlag
    head: bool

    @property
    def children(self) -> list[Token]:
        return self.inline.children or []

    def reads_as(self, other: Cell) -> bool:
        """Whether it says what the other one says, where both know the same definitions."""
        return self.inline.content == other.inline.content


Row = list[Cell]


def rows_of(tokens: list[Token]) -> list[Row]:
    """The rows of a table, its head first."""
    rows: list[Row] = []
    alignment, head = Qt.AlignmentFlag.AlignLeft, False
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            alignment, head = _alignment(str(token.attrGet("style") or "")), token.type == "th_open"
        elif token.type == "inline" and rows:
            rows[-1].append(Cell(token, alignment, head))
    return rows


def _alignment(style: str) -> Qt.AlignmentFlag:
    if "right" in style:
        return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignHCenter if "center" in style else Qt.AlignmentFlag.AlignLeft


def table_shape(left: float = 0.0) -> QTextTableFormat:
    """A table without a frame: its lines belong to the cells."""
    shape = QTextTableFormat()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(0)
    shape.setBorderCollapse(True)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    shape.setLeftMargin(left)
    return shape


def padding(styles: Styles, *, first: bool) -> tuple[int, int]:
    """What a cell keeps free at its left and right, in pixels."""
    return (0 if first else round(styles.em * 0.8)), round(styles.em * 0.8)


def fill(table: QTextTable, row: Row, place: int, styles: Styles, before: Row | None = None) -> bool:
    """Write one row of cells into row `place`, over `before`, which stands there; whether formulas in it are still
    being made."""
    pending = False
    for column, cell in enumerate(row):
        if before is not None and cell.reads_as(before[column]):
            continue
        spot = table.cellAt(place, column)
        cursor, end = spot.firstCursorPosition(), spot.lastCursorPosition().position()
        if before is None:
            spot.setFormat(cell_format(styles, head=cell.head, first=column == 0))
        if end > cursor.position():
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        block = styles.block_format(styles.line)
        block.setAlignment(cell.alignment)
        cursor.setBlockFormat(block)
        base = styles.text_format()
        if cell.head:
            base.setFontWeight(QFont.Weight.DemiBold)
        pending |= InlineWriter(styles, cursor).write(cell.children, base).pending
    return pending


def cell_format(styles: Styles, *, head: bool, first: bool) -> QTextTableCellFormat:
    """A cell with a hairline below it, a darker one below the head."""
    colors, em = styles.colors, styles.em
    left, right = padding(styles, first=first)
    made = QTextTableCellFormat()
    made.setTopPadding(round(em * 0.28))
    made.setBottomPadding(round(em * 0.36))
    made.setLeftPadding(left)
    made.setRightPadding(right)
    made.setBottomBorder(1)
    made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBottomBorderBrush(QColor(colors.text_faint if head else colors.line))
    return made
