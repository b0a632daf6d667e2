"""Markdown tokens to the content of a QTextDocument, by cursor and formats alone.

Nothing goes through `setMarkdown` or `setHtml`: what arrived can neither bring formats of its own nor ask for a
resource. An image is its description and its address, as text. Lists, quotes and grounds are block properties that
`decor` draws around the text, so that the document holds the words and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from core.markdown.foreign import runs
from gui.transcript.plain import image_text
from gui.transcript.styles import (
    BULLET,
    CHECKED,
    CHIPS,
    CODE,
    GROUND,
    MARKER,
    QUOTE,
    RULE,
    UNCHECKED,
    Styles,
    pixel_size,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_TASKS = {"[ ] ": UNCHECKED, "[x] ": CHECKED, "[X] ": CHECKED}


@dataclass(slots=True)
class _List:
    number: int | None
    left: float  # where its text begins
    fresh: bool = True  # no item yet


@dataclass(slots=True)
class _Place:
    """Where the walk stands."""

    lists: list[_List] = field(default_factory=list)
    quotes: list[float] = field(default_factory=list)  # left edges of the bars
    marker: str = ""
    left: float = 0.0
    tight_next: bool = False  # the next paragraph begins a list item


class Writer:
    """Writes at the end of a document. `empty` says whether its first block still waits for words."""

    def __init__(self, styles: Styles, cursor: QTextCursor, *, empty: bool) -> None:
        self._styles = styles
        self._cursor = cursor
        self._place = _Place()
        self._format = styles.text_format()
        self.empty = empty

    def write(self, tokens: list[Token]) -> None:
        """Write whole top-level blocks."""
        index = 0
        while index < len(tokens):
            if tokens[index].type == "table_open":
                end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                self._table(tokens[index : end + 1])
                index = end
            else:
                self._token(tokens, index)
            index += 1

    def insert(self, text: str, base: QTextCharFormat) -> None:
        """Words that came from outside; hidden characters as marks."""
        for run, is_mark in runs(text):
            self._cursor.insertText(run.replace("\n", "\u2028"), self._styles.mark_format(base) if is_mark else base)

    # --- blocks -------------------------------------------------------------------------------------------------------

    def _token(self, tokens: list[Token], index: int) -> None:
        token, place, styles = tokens[index], self._place, self._styles
        match token.type:
            case "heading_open":
                self._heading(int(token.tag[1]))
            case "paragraph_open":
                self._paragraph()
            case "inline":
                self._inline(token.children or [])
            case "bullet_list_open":
                self._open_list(None)
            case "ordered_list_open":
                start = token.attrGet("start")
                self._open_list(int(start) if start is not None else 1)
            case "bullet_list_close" | "ordered_list_close":
                place.lists.pop()
                place.left -= styles.indent
            case "list_item_open":
                self._open_item()
            case "blockquote_open":
                place.quotes.append(place.left)
                place.left += styles.em
            case "blockquote_close":
                place.left = place.quotes.pop()
            case "fence" | "code_block":
                self._code(token.content)
            case "hr":
                self._rule()
            case _:
                pass

    def _gap(self) -> float:
        place, styles = self._place, self._styles
        if place.tight_next:
            return styles.item_gap
        under_heading = not self.empty and self._cursor.blockFormat().headingLevel() > 0
        return round(styles.em * 0.35) if under_heading else styles.paragraph_gap

    def _begin(self, block: QTextBlockFormat, base: QTextCharFormat) -> None:
        """Start a block of text; the first one of a document has no space above it."""
        place = self._place
        if place.marker:
            block.setProperty(MARKER, place.marker)
        if place.quotes:
            block.setProperty(QUOTE, ",".join(str(left) for left in place.quotes))
        self._format = base
        place.marker, place.tight_next = "", False
        if self.empty:
            block.setTopMargin(0)
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(base)
            self.empty = False
        else:
            self._cursor.insertBlock(block, base)

    def _paragraph(self) -> None:
        styles, place = self._styles, self._place
        color = styles.colors.text_muted if place.quotes else styles.colors.text
        self._begin(styles.block_format(styles.line, self._gap(), place.left), styles.text_format(color=color))

    def _heading(self, level: int) -> None:
        styles, place = self._styles, self._place
        font = styles.heading(level)
        line = float(round(pixel_size(font) * 1.35))
        top = self._gap() if place.tight_next else styles.heading_gap(level)
        color = styles.colors.text if level < 5 else styles.colors.text_muted
        block = styles.block_format(line, top, place.left)
        block.setHeadingLevel(level)
        self._begin(block, styles.text_format(font, color))

    def _open_list(self, start: int | None) -> None:
        place, styles = self._place, self._styles
        place.left += styles.indent
        place.lists.append(_List(start, place.left))

    def _open_item(self) -> None:
        place = self._place
        current = place.lists[-1]
        if current.number is None:
            place.marker = BULLET
        else:
            place.marker = f"{current.number}."
            current.number += 1
        place.tight_next = not current.fresh or len(place.lists) > 1
        current.fresh = False

    def _code(self, text: str) -> None:
        styles, place = self._styles, self._place
        base = styles.text_format(styles.mono)
        top = self._gap() + styles.em * 0.4
        lines = text.rstrip("\n").split("\n")
        for number, line in enumerate(lines):
            block = styles.block_format(styles.code_line, top if number == 0 else 0, place.left + styles.em * 0.7)
            block.setProperty(GROUND, place.left)
            if number == len(lines) - 1:
                block.setBottomMargin(round(styles.em * 0.8))
            block.setNonBreakableLines(False)
            self._begin(block, base)
            self.insert(line, base)

    def _rule(self) -> None:
        styles = self._styles
        block = styles.block_format(float(round(styles.em)), styles.paragraph_gap, self._place.left)
        block.setProperty(RULE, True)
        self._begin(block, styles.text_format())

    # --- inline -------------------------------------------------------------------------------------------------------

    def _inline(self, children: list[Token]) -> None:
        stack = [self._format]
        children = self._take_task(children)
        for child in children:
            top = stack[-1]
            match child.type:
                case "text" | "html_inline":
                    self.insert(child.content, top)
                case "softbreak":
                    self._cursor.insertText(" ", top)
                case "hardbreak":
                    self._cursor.insertText("\u2028", top)
                case "code_inline":
                    self.insert(child.content, self._code_format(top))
                case "image":
                    self.insert(image_text(child), self._muted(top))
                case _ if child.nesting > 0:
                    stack.append(self._opened(child, top))
                case _ if child.nesting < 0 and len(stack) > 1:
                    stack.pop()
                case _:
                    pass
        if any(child.type == "code_inline" for child in children):
            block = self._cursor.blockFormat()
            block.setProperty(CHIPS, True)
            self._cursor.setBlockFormat(block)

    def _take_task(self, children: list[Token]) -> list[Token]:
        """A box in place of a list item's bullet, where its words begin with `[ ]` or `[x]`."""
        block = self._cursor.blockFormat()
        first = children[0] if children else None
        if first is None or first.type != "text" or not block.hasProperty(MARKER) or first.content[:4] not in _TASKS:
            return children
        block.setProperty(MARKER, _TASKS[first.content[:4]])
        self._cursor.setBlockFormat(block)
        rest = first.copy(content=first.content[4:])
        return [rest, *children[1:]]

    def _opened(self, token: Token, base: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(base)
        match token.type:
            case "strong_open":
                made.setFontWeight(QFont.Weight.DemiBold)
            case "em_open":
                made.setFontItalic(True)
            case "s_open":
                made.setFontStrikeOut(True)
                made.setForeground(QColor(self._styles.colors.text_muted))
            case "link_open":
                made.setAnchor(True)
                made.setAnchorHref(str(token.attrGet("href") or ""))
                made.setForeground(QColor(self._styles.colors.accent))
                made.setFontUnderline(True)
                made.setUnderlineColor(QColor(self._styles.colors.selection))
            case _:
                pass
        return made

    def _code_format(self, base: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(base)
        mono = QFont(self._styles.mono)
        mono.setWeight(base.font().weight())
        mono.setPointSizeF(base.font().pointSizeF() * 0.92)
        made.setFont(mono)
        if base.isAnchor():
            made.setFontUnderline(True)
        made.setProperty(CODE, True)
        return made

    def _muted(self, base: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(base)
        made.setForeground(QColor(self._styles.colors.text_muted))
        return made

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, tokens: list[Token]) -> None:
        rows = _rows(tokens)
        styles = self._styles
        if not rows:
            return
        self._begin(_sliver(self._gap()), styles.text_format(styles.small))
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setCellSpacing(0)
        shape.setCellPadding(0)
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        shape.setLeftMargin(self._place.left)
        table = self._cursor.insertTable(len(rows), max(len(row) for row in rows), shape)
        self._fill(table, rows, 0)
        self._cursor = table.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._cursor.setBlockFormat(_sliver(0))

    def append_rows(self, table: QTextTable, tokens: list[Token]) -> None:
        """Add the rows of another table with the same head."""
        rows = _rows(tokens)[1:]
        first = table.rows()
        if rows:
            table.appendRows(len(rows))
            self._fill(table, rows, first)

    def _fill(self, table: QTextTable, rows: list[list[_Cell]], first: int) -> None:
        styles = self._styles
        for y, row in enumerate(rows, start=first):
            for x, cell in enumerate(row):
                place = table.cellAt(y, x)
                place.setFormat(self._cell_format(head=y == 0, first=x == 0))
                self._cursor = place.firstCursorPosition()
                block = styles.block_format(styles.line)
                block.setAlignment(_alignment(cell))
                self._cursor.setBlockFormat(block)
                self._format = styles.text_format()
                if y == 0:
                    self._format.setFontWeight(QFont.Weight.DemiBold)
                self._inline(cell.inline.children or [])

    def _cell_format(self, *, head: bool, first: bool) -> QTextTableCellFormat:
        colors, em = self._styles.colors, self._styles.em
        made = QTextTableCellFormat()
        made.setTopPadding(round(em * 0.28))
        made.setBottomPadding(round(em * 0.36))
        made.setLeftPadding(0 if first else round(em * 0.8))
        made.setRightPadding(round(em * 0.8))
        made.setBottomBorder(1)
        made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBottomBorderBrush(QColor(colors.text_faint if head else colors.line))
        return made


@dataclass(frozen=True, slots=True)
class _Cell:
    inline: Token
    style: str


def _rows(tokens: list[Token]) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    style = ""
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            style = str(token.attrGet("style") or "")
        elif token.type == "inline" and rows:
            rows[-1].append(_Cell(token, style))
    return rows


def _alignment(cell: _Cell) -> Qt.AlignmentFlag:
    if "right" in cell.style:
        return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignHCenter if "center" in cell.style else Qt.AlignmentFlag.AlignLeft


def _sliver(top: float) -> QTextBlockFormat:
    """The empty blocks that Qt wants around a table, as thin as can be."""
    made = QTextBlockFormat()
    made.setTopMargin(top)
    made.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made
