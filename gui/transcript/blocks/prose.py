"""Consecutive prose of one text: one document, its end replaced while it grows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTextCursor, QTextDocument

from core.markdown.growing import InlineMemory, only_inline
from core.markdown.parser import References, mentions, parse_blocks
from gui.transcript.blocks.piece import Look, Piece, document_end, new_document, set_text_width
from gui.transcript.inline import InlineWriter, Written, remove_from
from gui.transcript.seams import is_cut
from gui.transcript.styles import Styles
from gui.transcript.units import Excerpt
from gui.transcript.writer import Step, Writer

if TYPE_CHECKING:
    from markdown_it.token import Token

LONG = 1_000  # characters of a paragraph from which on only its end is written again


@dataclass(frozen=True, slots=True)
class _Nest:
    """A long list or quote at the end, as it was written."""

    start: int
    memory: InlineMemory
    tokens: list[Token]
    steps: list[Step]


class ProsePiece(Piece):
    """`update` takes the blocks as they are now and writes again from the first that differs."""

    live_text = True

    def __init__(self, styles: Styles, excerpts: tuple[Excerpt, ...], references: References) -> None:
        super().__init__(styles)
        self.excerpts = excerpts
        self.gap = lead_gap(styles, excerpts[0])
        self._references = references
        self._known = len(references)
        self._document: QTextDocument | None = None
        self._growing: tuple[int, InlineMemory, Written] | None = None  # the long paragraph at the end, by its start
        self._nest: _Nest | None = None  # or what else is long there: a list or quote with much in it
        self._pending = False  # formulas in it are still being made
        self._starts: list[int] = []  # of each block: where its words begin in the document
        self._blank: list[bool] = []  # of each block: nothing was written before it
        self.changed_from = 0.0  # what the last update repaints, from here down

    @property
    def document(self) -> QTextDocument | None:
        return self._document

    def estimate(self, width: float) -> None:
        letters = max(1.0, width / (self.styles.em * 0.46))
        sources = (excerpt.block.source for excerpt in self.excerpts)
        lines = sum(_breadth(line) // letters + 1 for source in sources for line in source.splitlines() if line)
        self.height = max(1.0, lines) * self.styles.line + (len(self.excerpts) - 1) * self.styles.paragraph_gap

    def build(self, width: float) -> None:
        super().build(width)
        document = self._document
        if document is not None and document.textWidth() != width and is_cut(document):
            document = None  # it was cut where lines ended
        if document is None:
            self._forget()
            self._document = document = new_document()
            document.setDefaultFont(self.styles.body)
            document.setTextWidth(width)  # before the words: they are laid out once
            self._write_from(0)
        set_text_width(document, width)
        self.height = self._measured()

    def release(self) -> None:
        super().release()
        self._forget()

    def _forget(self) -> None:
        self._document = None
        self._starts.clear()
        self._blank.clear()
        self._growing = self._nest = None

    def update(self, excerpts: tuple[Excerpt, ...], references: References) -> bool:
        """Take new blocks; returns whether anything changed."""
        added = tuple(references)[self._known :] if len(references) != self._known else ()
        self._references, self._known = references, len(references)
        same = _common(self.excerpts, excerpts)
        alike = same == len(excerpts) == len(self.excerpts)
        if added:
            sources = (excerpt.block.source for excerpt in self.excerpts[:same])
            same = next((place for place, source in enumerate(sources) if mentions(source, added)), same)
        if same == len(excerpts) == len(self.excerpts):
            return False
        self.excerpts = excerpts
        self.gap = lead_gap(self.styles, excerpts[0])
        self.added = ()
        if self._document is None:
            if not alike:
                self.estimate(self.width or self.styles.column)
            return True
        before = set(self._growing[2].added) if self._growing is not None else set()
        self._write_from(min(same, len(self._starts)))
        if self._growing is not None:
            self.added = tuple(place for place in self._growing[2].added if place not in before)
        self.height = self._measured()
        return True

    def refresh(self) -> bool:
        if not self.built or not self._pending or self._document is None:
            return False
        from gui.transcript.insets import Arrived, take_formulas  # late: most answers have none

        arrived = take_formulas(self._document, self.styles)
        if arrived is Arrived.REFUSED:
            self._write_from(0)
        self._pending = self._pending and arrived is not Arrived.ALL
        self.height = self._measured()
        return arrived is not Arrived.NOTHING

    def _write_from(self, first: int) -> None:
        document = self._document
        if document is None:
            return
        if first == len(self._starts) - 1 == len(self.excerpts) - 1 and (
            self._go_on(document, first) or self._nest_on(document, first)
        ):
            return
        self._growing = self._nest = None
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        empty = True
        if first < len(self._starts):
            empty = self._blank[first]
            self.changed_from = self._y_of(self._starts[first])
            remove_from(cursor, self._starts[first])
        elif self._starts:
            empty = self._blank[-1] and document.isEmpty()
            self.changed_from = self._measured()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        del self._starts[first:], self._blank[first:]
        writer = Writer(self.styles, cursor, empty=empty)
        for excerpt in self.excerpts[first:]:
            self._starts.append(document.characterCount() - 1)
            self._blank.append(writer.empty)
            self._write(writer, excerpt)
        self._pending = writer.pending or (self._pending and first > 0)
        cursor.endEditBlock()

    def _write(self, writer: Writer, excerpt: Excerpt) -> None:
        block = excerpt.block
        memory = InlineMemory() if len(block.source) >= LONG and excerpt is self.excerpts[-1] else None
        tokens = parse_blocks(block.source, self._references, memory)
        apart = block.source.startswith("\n")
        writer.write(tokens, block.item, apart=apart, start=excerpt.start, stop=excerpt.stop)
        if memory is None or writer.written is None:
            return
        if only_inline(tokens) is not None:
            self._growing = (self._starts[-1], memory, writer.written)
        elif not any(token.type == "footnote_open" for token in tokens):
            self._nest = _Nest(self._starts[-1], memory, tokens, writer.steps)

    def _go_on(self, document: QTextDocument, place: int) -> bool:
        """Write only the end of a long paragraph again; False where something else stands there."""
        if self._growing is None or self._growing[0] != self._starts[place]:
            return False
        _, memory, written = self._growing
        tokens = parse_blocks(self.excerpts[place].block.source, self._references, memory)
        inline = only_inline(tokens)
        kept, same = (int(inline.meta.get(name, 0)) for name in ("kept", "same")) if inline is not None else (0, 0)
        if inline is None or not (kept or same):
            return False
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        writer = InlineWriter(self.styles, cursor, cutting=True)
        writer.rewrite(inline.children or [], kept, same, written)
        self._pending |= written.pending
        cursor.endEditBlock()
        block = document.findBlock(written.kept_position)
        line = block.layout().lineForTextPosition(written.kept_position - block.position())
        top = document.documentLayout().blockBoundingRect(block).top()
        self.changed_from = top + (line.y() if line.isValid() else 0.0) - self.styles.line
        return True

    def _nest_on(self, document: QTextDocument, place: int) -> bool:
        """Write only what is new in a long list or quote; False where something else stands there."""
        nest, excerpt = self._nest, self.excerpts[place]
        if nest is None or nest.start != self._starts[place]:
            return False
        tokens = parse_blocks(excerpt.block.source, self._references, nest.memory)
        kept = _alike(nest.tokens, tokens)
        steps = [step for step in nest.steps if step.token <= kept]
        if not steps or only_inline(tokens) is not None:
            return False
        step = steps[-1]
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        self.changed_from = self._y_of(step.position)
        remove_from(cursor, step.position)
        writer = Writer(self.styles, cursor, empty=False)
        apart = excerpt.block.source.startswith("\n")
        writer.write(tokens, excerpt.block.item, apart=apart, start=step, stop=excerpt.stop)
        self._pending |= writer.pending
        cursor.endEditBlock()
        self._nest = replace(nest, tokens=tokens, steps=[*steps[:-1], *writer.steps])
        return True

    def _y_of(self, position: int) -> float:
        document = self._document
        if document is None or position == 0:
            return 0.0
        return document.documentLayout().blockBoundingRect(document.findBlock(position)).top()

    def _measured(self) -> float:
        document = self._document
        if document is None or (document.isEmpty() and document.blockCount() == 1 and all(self._blank)):
            return 0.0
        return float(round(document.size().height()))

    def paint(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_document(painter, look)

    @property
    def text_origin(self) -> QPointF:
        return QPointF(0, 0)

    def markdown(self, start: int, end: int) -> list[tuple[str, bool]]:
        parts: list[tuple[str, bool]] = []
        stops = [*self._starts[1:], self.length()]
        for excerpt, begin, blank, stop in zip(self.excerpts, self._starts, self._blank, stops, strict=True):
            first = begin if blank else begin + 1  # the line end before it belongs to the block before
            if excerpt.whole and start <= first and end >= stop:
                parts.append((excerpt.block.source, True))
            elif max(start, first) < min(end, stop):
                parts.append((self.copied(max(start, first), min(end, stop)), False))
        return parts

    def end_rect(self) -> QRectF | None:
        return document_end(self._document, self.styles.line) if self._document is not None else None


def _breadth(line: str) -> float:
    """How broad a line is, in letters: those of Korean and its neighbours take twice the room."""
    return len(line) if line.isascii() else (len(line) + len(line.encode(errors="surrogatepass"))) / 2


def _alike(before: list[Token], after: list[Token]) -> int:
    """How many tokens at the start say the same, wherever they end."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if old is not new and (
            old.type != new.type
            or old.content != new.content
            or old.children is not new.children
            or old.hidden != new.hidden
            or (old.info, old.markup, old.attrs) != (new.info, new.markup, new.attrs)
        ):
            break
        count += 1
    return count


def _common(before: tuple[Excerpt, ...], after: tuple[Excerpt, ...]) -> int:
    """How many blocks at the start are the same."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if old is not new and old != new:
            break
        count += 1
    return count


def lead_gap(styles: Styles, excerpt: Excerpt) -> float:
    """The space above a piece that begins with this."""
    block = excerpt.block
    if excerpt.start:
        return styles.paragraph_gap
    if block.item is not None and not block.item.first:
        return styles.loose_gap if block.source.startswith("\n") else styles.item_gap
    first = block.source.lstrip("\n ")
    level = len(first) - len(first.lstrip("#"))
    if 0 < level <= 6 and first[level : level + 1] in (" ", "\n"):
        return styles.heading_gap(level)
    return styles.paragraph_gap
