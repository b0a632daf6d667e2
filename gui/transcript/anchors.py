"""From a place in the source of an answer to the letters on the page, and back.

A place is a message, a part of it, and characters of that part's text as it came. Markdown shows other characters than
it has, so the words are looked for where they must stand, and the nearest ones are taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.markdown.blocks import BlockKind
from gui.transcript.blocks.folded import FoldedPiece
from gui.transcript.blocks.grid import ROWS
from gui.transcript.blocks.listing import LINES
from gui.transcript.blocks.piece import Piece
from gui.transcript.canvas import Bookmark
from gui.transcript.content import Content, GrowingText, Item, Prose, Reasoning, Refusal, ToolCard
from gui.transcript.find.pattern import Units
from gui.transcript.links import letter_rect
from gui.transcript.seams import plain_text
from gui.transcript.selection import Place
from gui.transcript.units import units

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_TRIES: Final = 6  # heights become exact on the way


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Characters `offset` to `offset + length` of part number `part` of a message."""

    message_id: str
    part: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class _Span:
    """A piece of a block, and which characters of the source it shows."""

    piece: int
    start: int
    stop: int


def show_text(view: TranscriptView, place: TextPlace) -> bool:
    """Bring these words into the middle of the page and select them; False where they are not in the conversation."""
    item = view.model.index_of(place.message_id)
    block = _block(view.model.items[item], place) if item is not None else None
    if item is None or block is None:
        return False
    content = view.model.items[item].blocks[block].content
    text = _text(content)
    span = _span(content, text, place.offset)
    piece = _built(view, item, block, span.piece)
    if piece is None:
        return False
    start, end = _found(piece, text, span, place)
    bar, height = view.verticalScrollBar(), view.viewport().height()
    for _ in range(_TRIES):
        y = letter_rect(piece, start).center().y()
        shown = view.canvas.layout.tops[item] + piece.y + y - bar.value()
        if height / 3 <= shown <= height * 2 / 3:
            break
        view.arrange()
        bar.setValue(view.canvas.marked(Bookmark(item, block, span.piece, y - height * 0.42)))
    view.canvas.selection.set(Place(item, block, span.piece, start), Place(item, block, span.piece, end))
    view.viewport().update()
    return True


def selected_place(view: TranscriptView) -> TextPlace | None:
    """Where the selected words begin in the source; None where nothing of an answer is selected."""
    selected = view.canvas.selection.span
    if selected is None or selected[0].item >= len(view.model.items):
        return None
    first, item = selected[0], view.model.items[selected[0].item]
    if first.block >= len(item.blocks):
        return None
    content, piece = item.blocks[first.block].content, _built(view, first.item, first.block, first.piece)
    if piece is None or piece.document is None or not isinstance(content, Prose | Reasoning | Refusal | ToolCard):
        return None
    text = _text(content)
    span = next((span for span in _spans(content, text) if span.piece == first.piece), _Span(0, 0, len(text)))
    shown = plain_text(piece.document)
    last = selected[1].offset if selected[1].item == first.item else first.offset + 1
    words = shown[first.offset : max(first.offset + 1, last)].strip().split("\n")[0]
    source = text[span.start : span.stop]
    guess = round(_share(shown, first.offset) * len(source))
    at = _nearest(source, words, guess)
    offset = span.start + (min(guess, max(0, len(source) - 1)) if at is None else at)
    return TextPlace(item.blocks[first.block].message_id, _number(item, first.block), offset, max(1, len(words)))


def _text(content: Content) -> str:
    growing: GrowingText | None = None
    if isinstance(content, Prose | Reasoning | Refusal):
        growing = content.text
    elif isinstance(content, ToolCard):
        growing = content.arguments
    return growing.text if growing is not None else ""


def _parts(item: Item, message_id: str) -> list[int]:
    """The blocks that are parts of a message, in order."""
    kinds = Prose | Reasoning | Refusal | ToolCard
    return [n for n, b in enumerate(item.blocks) if b.message_id == message_id and isinstance(b.content, kinds)]


def _block(item: Item, place: TextPlace) -> int | None:
    parts = _parts(item, place.message_id)
    return parts[place.part] if place.part < len(parts) else None


def _number(item: Item, block: int) -> int:
    return _parts(item, item.blocks[block].message_id).index(block)


def _spans(content: Content, text: str) -> list[_Span]:
    """The pieces of a block with the source that each shows."""
    if not isinstance(content, Prose):
        return [_Span(0, 0, len(text))]
    splitter = content.text.splitter
    blocks = (*splitter.frozen, *splitter.tail)
    ends, end = [0], 0
    for block in blocks:
        end += len(block.source)
        ends.append(end)
    spans: list[_Span] = []
    for place, unit in enumerate(units(blocks, 0)):
        span = _Span(place, ends[unit.first], ends[min(unit.last + 1, len(blocks))])
        if unit.part and spans:  # it begins in the middle of its block, where the part before ends
            begin = span.start + _line_start(unit.block.source, unit.block.text, unit.part, unit.kind)
            spans[-1] = _Span(place - 1, spans[-1].start, begin)
            span = _Span(place, begin, span.stop)
        spans.append(span)
    return spans


def _line_start(source: str, code: str, part: int, kind: BlockKind) -> int:
    """Where part number `part` of a table or of code begins in the source of its block."""
    lead = len(source) - len(source.lstrip("\n"))
    if kind is BlockKind.TABLE:
        lines = part * ROWS + 1  # the line below the head is no row
    else:
        lead, lines = max(lead, source.rfind(code)), part * LINES
    for _ in range(lines):
        lead = source.find("\n", lead) + 1
    return lead


def _span(content: Content, text: str, offset: int) -> _Span:
    spans = _spans(content, text)
    return next((span for span in spans if offset < span.stop), spans[-1] if spans else _Span(0, 0, len(text)))


def _built(view: TranscriptView, item: int, block: int, number: int) -> Piece | None:
    """The piece, laid out, and open where it can be folded."""
    canvas = view.canvas
    canvas.marked(Bookmark(item, block, number, 0.0))
    piece = canvas.layout.items[item].piece_at_block(block, number)
    if piece is None:
        return None
    if not piece.built:
        piece.build(canvas.layout.width)
        canvas.layout.items[item].place()
        canvas.layout.touch(item)
    if isinstance(piece, FoldedPiece) and not piece.is_open:
        view.unfold(item, piece)
    return piece


def _found(piece: Piece, text: str, span: _Span, place: TextPlace) -> tuple[int, int]:
    """Where the words stand in the document of the piece, in Qt's positions."""
    document = piece.document
    if document is None:
        return 0, 0
    shown, source = plain_text(document), text[span.start : span.stop]
    guess = round(_share(source, place.offset - span.start) * len(shown))
    whole = text[place.offset : place.offset + place.length].strip()
    longest = max(_words(whole), key=len, default="")
    units_of = Units(shown)
    for words in (whole, longest):
        at = _nearest(shown, words, guess)
        if at is not None:
            return units_of.at(at), units_of.at(at + len(words))
    at = min(guess, max(0, len(shown) - 1))
    return units_of.at(at), units_of.at(min(at + max(1, place.length), len(shown)))


def _share(text: str, offset: int) -> float:
    """How much of the letters stand before a place: marks of Markdown count for nothing."""
    before = sum(map(str.isalnum, text[:offset]))
    whole = before + sum(map(str.isalnum, text[offset:]))
    return before / whole if whole else 0.0


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text).split()


def _nearest(text: str, words: str, guess: int) -> int | None:
    """Where `words` stand nearest to `guess`."""
    if not words:
        return None
    after, before = text.find(words, max(0, guess)), text.rfind(words, 0, guess + len(words))
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - guess)) if found else None
