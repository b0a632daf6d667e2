"""Where a page may turn: never between a heading and what it heads, and within no row of a table that fits on one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat, QTextLine, QTextTable

_MOST: Final = 40  # pages; in a longer document pages turn where they end: each change lays all of it out anew
_OVER: Final = 2  # pixels by which the first line of such a row does not fit
_TALL: Final = 0.5  # of a page: a taller row is cut


def keep_together(document: QTextDocument) -> Iterator[None]:
    """Go through it from its beginning, and stop after each change, for the document to be laid out anew."""
    if document.pageCount() > _MOST:
        return
    block, first = document.begin(), QTextBlock()  # of headings one after the other
    while block.isValid():
        after, table = block.next(), QTextCursor(block).currentTable()
        head = table is None and _is_head(block)
        first = (first if first.isValid() else block) if head else QTextBlock()
        if head and after.isValid() and _page(document, _span([after])[0]) > _page(document, _span([first])[0]):
            _turn_before(first)
            yield
        elif table is not None and _begins_row(table, block) and _keep_row(document, table, block):
            yield
        block = after


def _turn_before(block: QTextBlock) -> None:
    form = block.blockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).setBlockFormat(form)


def _is_head(block: QTextBlock) -> bool:
    """Whether it says what follows: a heading, or a small line such as a language above its code."""
    if not block.text() or block.layout().lineCount() != 1:
        return False
    small = block.charFormat().font().pixelSize() < block.document().defaultFont().pixelSize()
    return block.blockFormat().headingLevel() > 0 or small


def _begins_row(table: QTextTable, block: QTextBlock) -> bool:
    """Below a head: code stands in tables of one cell."""
    cell = table.cellAt(block.position())
    return (
        table.format().headerRowCount() > 0
        and cell.row() > 0
        and cell.column() == 0
        and cell.firstPosition() == block.position()
    )


def _keep_row(document: QTextDocument, table: QTextTable, block: QTextBlock) -> bool:
    """Push a row that a page would cut to the next one; whether it was. Room is made below the row before it: Qt moves
    a row whose first line does not fit."""
    row = table.cellAt(block.position()).row()
    top, bottom = _span(_blocks(table, row))
    page = _page(document, top)
    if _page(document, bottom - 2) == page or bottom - top > _TALL * document.pageSize().height():
        return False
    if row == 1:  # with its head, which each page repeats as it is
        whole = table.format()
        whole.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        table.setFormat(whole)
        return True
    line = min(block.layout().lineAt(0).height() for block in _blocks(table, row))
    room = (page + 1) * document.pageSize().height() - top - line + _OVER
    for column in range(table.columns()):
        cell = table.cellAt(row - 1, column)
        form = cell.format().toTableCellFormat()
        form.setBottomPadding(form.bottomPadding() + room)
        cell.setFormat(form)
    return True


def _blocks(table: QTextTable, row: int) -> list[QTextBlock]:
    found = []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        while block.isValid():
            found.append(block)
            if block == last:
                break
            block = block.next()
    return found


def _span(blocks: list[QTextBlock]) -> tuple[float, float]:
    """From where to where their lines stand, in a document without pages' borders."""
    edges: list[float] = []
    for block in blocks:
        layout = block.layout()
        above = block.document().documentLayout().blockBoundingRect(block).top()
        lines: list[QTextLine] = [layout.lineAt(number) for number in range(layout.lineCount())]
        edges += [above] if not lines else [above + lines[0].y(), above + lines[-1].y() + lines[-1].height()]
    return min(edges), max(edges)


def _page(document: QTextDocument, y: float) -> int:
    return int((y + 1) // document.pageSize().height())
