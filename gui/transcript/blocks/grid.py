"""A growing table as rows of cells, and how wide its columns are.

A row is a line, and needs the head alone to be read: only lines that are new are parsed. The width of a column is that
of its widest cell, in steps, so that a table that grows seldom moves, and while it grows no column becomes narrower (a
cell is shorter once its marks are closed); where all do not fit, the wide ones share what the narrow ones leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF

from core.markdown.foreign import visible
from core.markdown.parser import References, mentions, parse_blocks
from core.markdown.splitter import Block
from gui.transcript.blocks.sideways import Scroll
from gui.transcript.cells import Cell, Row, padding, rows_of
from gui.transcript.plain import image_text
from gui.transcript.styles import Styles

if TYPE_CHECKING:
    from markdown_it.token import Token

ROWS = 8  # in one piece: what is laid out again while a table grows
_COLUMN_EM = 9.0  # a column is not made narrower than this to fit the page


def part_count(block: Block) -> int:
    """How many pieces a table has."""
    rows = block.source.count("\n", *_ends(block.source))  # the line below the head is none
    return max(1, -(-rows // ROWS))


def _ends(source: str) -> tuple[int, int]:
    """Where a table begins and ends in its source, without a copy of it: it may be very long."""
    begin, end = 0, len(source)
    while source.startswith("\n", begin):
        begin += 1
    while end > begin and source[end - 1] == "\n":
        end -= 1
    return begin, end


class Grid:
    """Shared by the pieces of one table. `scroll` is how far it is scrolled sideways."""

    def __init__(self, styles: Styles, block: Block, references: References, *, growing: bool = False) -> None:
        self.styles = styles
        self.scroll = Scroll()
        self.rows: list[Row] = []
        self.lines: list[str] = []  # of the source, a line for each row
        self.version = 0  # of the references that the rows were read with
        self._own: list[list[float]] = []  # of every row: the widths of its cells on one line
        self._widest: list[list[float]] = []  # of every row: of all rows up to it, by column
        self._head: list[str] = []  # the head's line and the one below it
        self._known = -1
        self._source = ""
        self._settled = ""  # all of it but the last line
        self.widened = True  # by the last update: the columns are not what they were
        self._bold = QFont(styles.body)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = {
            (bold, code): QFontMetricsF(styles.mono if code else self._bold if bold else styles.body)
            for bold in (False, True)
            for code in (False, True)
        }
        self._columns: list[float] = []  # the width that each would like to have
        self.update(block, references, growing=growing)

    def update(self, block: Block, references: References, *, growing: bool = False) -> int:
        """Read the lines that are new; returns the first row that is not what it was."""
        source, (begin, end) = block.source, _ends(block.source)
        news = tuple(references)[self._known :] if 0 <= self._known < len(references) else ()
        told = mentions(self._source, news) if news else len(references) != self._known
        if len(self.lines) > 1 and not told and source.startswith(self._settled):
            kept, lines = len(self.lines) - 1, source[len(self._settled) : end].split("\n")
        else:
            kept, lines = 0, source[begin:end].split("\n")
            self._head = lines[:2]
            lines = [lines[0], *lines[2:]]
            self.version += 1
        self._source, self._known = source, len(references)
        settled = source.rfind("\n", 0, end) + 1
        if settled != len(self._settled) or not kept:
            self._settled = source[:settled]  # its last line may grow
        self.lines[kept:] = lines
        # A row needs to know how many columns there are, not what they are called.
        head = ["|" + " |" * len(self.rows[0]), self._head[1]] if kept else self._head
        read = rows_of(parse_blocks("\n".join((*head, *lines[0 if kept else 1 :])), references))
        before = self._columns
        del self.rows[kept:], self._own[kept:], self._widest[kept:]
        for row in read[1 if kept else 0 :]:
            self.rows.append(row)
            own = [self._natural(cell) for cell in row]
            widest = self._widest[-1] if self._widest else own
            self._own.append(own)
            self._widest.append([max(pair) for pair in zip(widest, own, strict=True)])
        self._columns = self._natural_columns()
        if growing and len(before) == len(self._columns):
            self._columns = [max(pair) for pair in zip(before, self._columns, strict=True)]
        self.widened = before != self._columns
        return kept

    def part(self, number: int) -> list[Row]:
        return self.rows[number * ROWS : (number + 1) * ROWS]

    def part_lines(self, number: int) -> list[str]:
        return self.lines[number * ROWS : (number + 1) * ROWS]

    def source(self, number: int) -> str:
        """The Markdown of a part; only the first one has the head."""
        lines = self.part_lines(number)
        return "\n".join((*self._head, *lines[1:]) if number == 0 else lines) + "\n"

    # --- widths -------------------------------------------------------------------------------------------------------

    def widths(self, room: float) -> list[float]:
        """The width of every column where `room` is there for all."""
        columns = self._columns
        if sum(columns) <= room:
            return columns
        return _shared(columns, max(room, min(sum(columns), len(columns) * self.styles.em * _COLUMN_EM)))

    def lines_of(self, row: int, widths: list[float]) -> int:
        """How many lines a row takes, roughly: what heights are estimated from."""
        cells = zip(self._own[row], widths, strict=False)
        return max((int(own // max(1.0, width)) + 1 for own, width in cells), default=1)

    def _natural_columns(self) -> list[float]:
        """The width that every column would like to have by its cells."""
        step = self.styles.em
        columns: list[float] = []
        for column, width in enumerate(self._widest[-1] if self._widest else ()):
            total = width + sum(padding(self.styles, first=column == 0)) + 2
            columns.append(-(-total // step) * step)
        return columns

    def _natural(self, cell: Cell) -> float:
        """The width of a cell's words on one line."""
        width, bold = 0.0, int(cell.head)
        longest = 0.0
        for child in cell.children:
            if child.type in ("strong_open", "strong_close"):
                bold += child.nesting
            elif child.type == "hardbreak":
                longest, width = max(longest, width), 0.0
            else:
                metrics = self._metrics[bold > 0, child.type == "code_inline"]
                width += metrics.horizontalAdvance(visible(_words(child)))
        return max(longest, width)


def _words(child: Token) -> str:
    if child.type == "image":
        return image_text(child)
    return " " if child.type == "softbreak" else child.content


def _shared(natural: list[float], total: float) -> list[float]:
    """Widths that add up to `total`: what is narrow stays so, the others get the same."""
    widths = list(natural)
    wide = list(range(len(natural)))
    left = total
    while wide:
        share = left / len(wide)
        narrow = [column for column in wide if natural[column] <= share]
        if not narrow:
            for column in wide:
                widths[column] = float(int(share))
            break
        left -= sum(natural[column] for column in narrow)
        wide = [column for column in wide if column not in narrow]
    return widths
