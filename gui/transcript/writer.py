"""Markdown tokens to the content of a QTextDocument, by cursor and formats alone.

Nothing goes through `setMarkdown` or `setHtml`: what arrived can neither bring formats of its own nor ask for a
resource. An image is its description and its address, as text. Lists, quotes and grounds are block properties that
`decor` draws around the text, so that the document holds the words and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor

from core.markdown.splitter import ListItem
from gui.transcript.cells import fill, rows_of, table_shape
from gui.transcript.inline import InlineWriter, Written
from gui.transcript.styles import (
    BULLET,
    CHECKED,
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


_STEPS = ("list_item_open", "paragraph_open", "heading_open", "fence", "code_block", "hr", "table_open")


@dataclass(slots=True)
class _List:
    number: int | None
    fresh: bool = True  # no item yet


@dataclass(slots=True)
class _Place:
    """Where the walk stands."""

    lists: list[_List] = field(default_factory=list)
    quotes: list[float] = field(default_factory=list)  # left edges of the bars
    marker: str = ""
    left: float = 0.0
    note: bool = False  # inside a footnote
    gap_next: float | None = None  # the space above the next block, where it is a list that says so

    def copy(self) -> _Place:
        return replace(self, lists=[replace(each) for each in self.lists], quotes=list(self.quotes))


@dataclass(frozen=True, slots=True)
class Step:
    """Before this token nothing waits to be written: `position` is the end of what stands there."""

    token: int
    position: int
    place: _Place


class Writer:
    """Writes at the end of a document. `empty` says whether its first block still waits for words."""

    def __init__(self, styles: Styles, cursor: QTextCursor, *, empty: bool) -> None:
        self._styles = styles
        self._cursor = cursor
        self._place = _Place()
        self._format = styles.text_format()
        self._item: ListItem | None = None
        self._apart = False
        self.empty = empty
        self.written: Written | None = None  # the last inline content
        self.pending = False  # formulas in it are still being made
        self.steps: list[Step] = []  # where the last content can be written again from

    def write(
        self,
        tokens: list[Token],
        item: ListItem | None = None,
        *,
        apart: bool = False,
        start: int | Step = 0,
        stop: int | None = None,
    ) -> None:
        """Write whole top-level blocks, or what of one stands between two tokens.

        `item` is the place of the list item that the tokens are, with a blank line in front of it where it stands
        `apart`.
        """
        self._item, self._apart = item, apart
        if isinstance(start, Step):
            self._place, start = start.place.copy(), start.token
        else:
            self._walk(tokens, start)
        stop = len(tokens) if stop is None else stop
        index, self.steps = start, []
        while index < stop:
            if tokens[index].type in _STEPS and not self._place.marker and not self.empty:
                self.steps.append(Step(index, self._cursor.position(), self._place.copy()))
            if tokens[index].type == "table_open":
                end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                self._table(tokens[index : end + 1])
                index = end
            else:
                self._token(tokens, index)
            index += 1
        if self._place.marker:  # an item without words of its own
            self._paragraph()

    def _walk(self, tokens: list[Token], stop: int) -> None:
        """Find the place of token `stop` in lists and quotes; nothing is written."""
        for index in range(stop):
            if tokens[index].type.startswith(("bullet_list_", "ordered_list_", "list_item_", "blockquote_")):
                self._token(tokens, index)
        if stop:
            self._place.marker, self._place.gap_next = "", None

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
                self._open_item(tight=_is_tight(tokens, index))
            case "blockquote_open":
                place.quotes.append(place.left)
                place.left += styles.em
            case "blockquote_close":
                place.left = place.quotes.pop()
            case "footnote_open":
                place.note, place.left = True, place.left + styles.indent
                place.marker = f"{token.meta['number']}."
            case "footnote_close":
                place.note, place.left = False, place.left - styles.indent
            case "fence" | "code_block":
                self._code(token.content)
            case "hr":
                self._rule()
            case _:
                pass

    def _gap(self) -> float:
        place, styles = self._place, self._styles
        if place.gap_next is not None:
            return place.gap_next
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
        place.marker, place.gap_next = "", None
        if self.empty:
            block.setTopMargin(0)
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(base)
            self.empty = False
        else:
            self._cursor.insertBlock(block, base)

    def _paragraph(self) -> None:
        styles, place = self._styles, self._place
        color = styles.colors.text_muted if place.quotes or place.note else styles.colors.text
        self._begin(styles.block_format(styles.line, self._gap(), place.left), styles.text_format(color=color))

    def _heading(self, level: int) -> None:
        styles, place = self._styles, self._place
        font = styles.heading(level)
        line = float(round(pixel_size(font) * 1.35))
        top = self._gap() if place.gap_next is not None else styles.heading_gap(level)
        color = styles.colors.text if level < 5 else styles.colors.text_muted
        block = styles.block_format(line, top, place.left)
        block.setHeadingLevel(level)
        self._begin(block, styles.text_format(font, color))

    def _open_list(self, start: int | None) -> None:
        place, styles = self._place, self._styles
        place.left += styles.indent
        fresh = True
        if self._item is not None and not place.lists:
            start, fresh = (self._item.number if self._item.ordered else None), self._item.first
        place.lists.append(_List(start, fresh))

    def _open_item(self, *, tight: bool) -> None:
        place, styles = self._place, self._styles
        current = place.lists[-1]
        if current.number is None:
            place.marker = BULLET
        else:
            place.marker = f"{current.number}."
            current.number += 1
        if len(place.lists) == 1 and self._item is not None:
            tight = not self._apart
        if not current.fresh or len(place.lists) > 1:
            place.gap_next = styles.item_gap if tight else styles.loose_gap
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
            InlineWriter(styles, self._cursor).insert(line, base)

    def _rule(self) -> None:
        styles = self._styles
        block = styles.block_format(float(round(styles.em)), styles.paragraph_gap, self._place.left)
        block.setProperty(RULE, True)
        self._begin(block, styles.text_format())

    # --- inline -------------------------------------------------------------------------------------------------------

    def _inline(self, children: list[Token]) -> None:
        writer = InlineWriter(self._styles, self._cursor, cutting=True)
        self.written = writer.write(self._take_task(children), self._format)
        self.pending |= self.written.pending

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

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, tokens: list[Token]) -> None:
        """A table inside a list or a quote; those at the top level have a piece of their own."""
        rows = rows_of(tokens)
        if not rows:
            return
        self._begin(sliver(self._gap()), self._styles.text_format(self._styles.small))
        table = self._cursor.insertTable(len(rows), max(len(row) for row in rows), table_shape(self._place.left))
        for place, row in enumerate(rows):
            self.pending |= fill(table, row, place, self._styles)
        self._cursor = table.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._cursor.setBlockFormat(sliver(0))


def _is_tight(tokens: list[Token], index: int) -> bool:
    """Whether the item that opens here belongs to a list without blank lines."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is None or following.type != "paragraph_open" or following.hidden


def sliver(top: float) -> QTextBlockFormat:
    """The empty blocks that Qt wants around a table, as thin as can be."""
    made = QTextBlockFormat()
    made.setTopMargin(top)
    made.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made
