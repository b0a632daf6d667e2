"""Where a page may turn: never between a heading and what it heads, and within no row of a table that fits on one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat, QTextLine, QTextTable

_MOST: Final = 40  # pages; in a longer document pages turn where they end: each change lays all of it out anew
_OVER: Final = 2  # pixels by which the first line of such a row does not fit
_TALL: Final = 0.5  # of a page: a taller row is cut


@dataclass(slots=True)
class Edit:
    changed: bool = True


@contextmanager
def edited(document: QTextDocument) -> Iterator[Edit]:
    """All that is changed meanwhile is laid out once, and with it the whole document: after a change Qt leaves lines
    out behind the place where it had paused."""
    cursor, edit = QTextCursor(document), Edit()
    cursor.beginEditBlock()
    try:
        yield edit
        if edit.changed:
            document.markContentsDirty(0, document.characterCount())
    finally:
        cursor.endEditBlock()
    document.pageCount()


def keep_together(document: QTextDocument) -> Iterator[None]:
    """Go through it from its beginning, and stop after each change: it costs as much as laying the document out."""
    if document.pageCount() > _MOST:
        return
    rect, block = document.documentLayout().blockBoundingRect, document.begin()
    while block.isValid():
        after = block.next()
        turns = not after.isValid() or _page(document, rect(block).top()) != _page(document, rect(after).bottom())
        if turns:
            with edited(document) as edit:
                edit.changed = _change(document, block, after)
            if edit.changed:
                yield
        block = after


def _change(document: QTextDocument, block: QTextBlock, after: QTextBlock) -> bool:
    """Where a page turns within or behind `block`; whether anything had to be changed."""
    table = QTextCursor(block).currentTable()
    if table is not None:
        return _in_body(table, block) and _keep_row(document, table, table.cellAt(block.position()).row())
    if not (_is_head(block) and after.isValid()):
        return False
    first = block  # of headings one after the other
    while _is_head(first.previous()):
        first = first.previous()
    if _page(document, _span([after])[0]) == _page(document, _span([first])[0]):
        return False
    _turn_before(first)
    return True


def _turn_before(block: QTextBlock) -> None:
    form = block.blockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).setBlockFormat(form)


def _is_head(block: QTextBlock) -> bool:
    """Whether it says what follows: a heading, or a small line such as a language above its code."""
    if not block.isValid() or not block.text() or block.layout().lineCount() != 1:
        return False
    if QTextCursor(block).currentTable() is not None:
        return False
    small = block.charFormat().font().pixelSize() < block.document().defaultFont().pixelSize()
    return block.blockFormat().headingLevel() > 0 or small


def _in_body(table: QTextTable, block: QTextBlock) -> bool:
    """Below a head: code stands in tables of one cell."""
    return table.format().headerRowCount() > 0 and table.cellAt(block.position()).row() > 0


def _keep_row(document: QTextDocument, table: QTextTable, row: int) -> bool:
    """Push a row that a page would cut to the next one; whether it was. Room is made below the row before it: Qt moves
    a row whose first line does not fit."""
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
