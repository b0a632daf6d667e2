"""The words of a tool's card as a document: small headings, monospace parts, a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QTextCursor, QTextDocument

from gui.transcript.blocks.piece import new_document
from gui.transcript.card import Section
from gui.transcript.cells import cell_format, table_shape
from gui.transcript.styles import Styles


def write_card(
    styles: Styles, parts: Sequence[Section], before: QTextDocument | None = None, shown: Sequence[Section] = ()
) -> QTextDocument:
    """A document with these parts. Where `before` shows the same but for the end of the last one, that grows."""
    if before is not None and _only_grew(shown, parts):
        cursor = QTextCursor(before)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        _insert(cursor, styles, parts[-1], parts[-1].text[len(shown[-1].text) :])
        return before
    document = new_document()
    document.setDefaultFont(styles.mono_small)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, part in enumerate(parts):
        _write(cursor, styles, part, first=number == 0)
    cursor.endEditBlock()
    return document


def _only_grew(shown: Sequence[Section], parts: Sequence[Section]) -> bool:
    if not shown or len(shown) != len(parts) or shown[:-1] != parts[:-1]:
        return False
    last, now = shown[-1], parts[-1]
    same = replace(last, text="") == replace(now, text="")
    return same and not now.cut and now.kind != "table" and now.text.startswith(last.text)


def _write(cursor: QTextCursor, styles: Styles, part: Section, *, first: bool) -> None:
    gap = 0.0 if first else styles.em * 0.75
    line = float(round(styles.line * 0.9))
    if part.heading:
        _begin(cursor, styles, line, gap, first=first)
        cursor.insertText(part.heading, styles.text_format(styles.small, styles.colors.text_faint))
        first, gap = False, styles.em * 0.1
    if part.kind == "table":
        _table(cursor, styles, part.text, first=first, gap=gap)
        return
    prose = part.kind in ("origin", "question")
    _begin(cursor, styles, line if prose else styles.code_line, gap, first=first)
    _insert(cursor, styles, part, part.text)


def _begin(cursor: QTextCursor, styles: Styles, line: float, gap: float, *, first: bool) -> None:
    shape = styles.block_format(line, top=gap)
    if first:
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape)


def _insert(cursor: QTextCursor, styles: Styles, part: Section, text: str) -> None:
    colors = styles.colors
    if part.kind in ("origin", "question"):
        color = colors.text_muted if part.kind == "origin" else colors.text
        shape = styles.text_format(styles.label, color)
    else:
        muted = part.kind in ("arguments", "output") and not part.plain
        quiet = colors.text_muted if muted else colors.text
        shape = styles.text_format(styles.mono_small, colors.failed if part.failed else quiet)
    cursor.insertText(text.replace("\n", "\u2028"), shape)


def _table(cursor: QTextCursor, styles: Styles, text: str, *, first: bool, gap: float) -> None:
    rows = [line.split("\t") for line in text.split("\n")]
    columns = max(len(row) for row in rows)
    if not first:
        cursor.insertBlock(styles.block_format(max(4.0, gap)))
    table = cursor.insertTable(len(rows), columns, table_shape())
    for number, row in enumerate(rows):
        font = styles.label_strong if number == 0 else styles.label
        for place, cell in enumerate(row):
            spot = table.cellAt(number, place)
            spot.setFormat(cell_format(styles, head=number == 0, first=place == 0))
            spot.firstCursorPosition().insertText(cell, styles.text_format(font))
    cursor.movePosition(QTextCursor.MoveOperation.End)
