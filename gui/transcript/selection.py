"""What is selected: two places in the conversation, named so that they survive what streams in between."""

from __future__ import annotations

from dataclasses import dataclass

from core.markdown.foreign import stripped
from gui.transcript.blocks.piece import Piece
from gui.transcript.layout import ItemLayout, Layout


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character: message, block of the message, piece of the block, position in the piece."""

    item: int
    block: int
    piece: int
    offset: int


class Selection:
    """From `anchor` to `cursor`, whichever comes first. None is nothing."""

    def __init__(self) -> None:
        self.anchor: Place | None = None
        self.cursor: Place | None = None

    def set(self, anchor: Place, cursor: Place) -> None:
        self.anchor, self.cursor = anchor, cursor

    def clear(self) -> None:
        self.anchor = self.cursor = None

    def __bool__(self) -> bool:
        return self.anchor is not None and self.anchor != self.cursor

    @property
    def span(self) -> tuple[Place, Place] | None:
        """The two ends in order."""
        if self.anchor is None or self.cursor is None or self.anchor == self.cursor:
            return None
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)

    def inside(self, item: int, layout: ItemLayout, piece: Piece) -> tuple[int, int] | None:
        """The part of a piece that is selected, as positions."""
        span = self.span
        if span is None or not span[0].item <= item <= span[1].item:
            return None
        where = layout.block_of(piece)
        if where is None:
            return None
        here = (item, *where)
        first, last = span
        low, high = (first.item, first.block, first.piece), (last.item, last.block, last.piece)
        if not low <= here <= high:
            return None
        start = first.offset if here == low else 0
        end = last.offset if here == high else piece.length()
        return (start, end) if start < end else None


def selected_text(selection: Selection, layout: Layout) -> str:
    """The words of a selection, fit for the clipboard; pieces that are far away are built for it."""
    span = selection.span
    if span is None:
        return ""
    messages: list[str] = []
    for index in range(span[0].item, min(span[1].item, len(layout.items) - 1) + 1):
        item = layout.items[index]
        was_far = not item.expanded
        item.expand()
        item.set_width(layout.width)
        words: list[str] = []
        for piece in item.pieces:
            far = not piece.built
            if far:
                piece.build(layout.width)
            part = selection.inside(index, item, piece)
            if part is not None:
                words.append(piece.copied(*part))
            if far:
                piece.release()
        if was_far:
            item.collapse()
        if words:
            messages.append("\n\n".join(words))
    return stripped("\n\n".join(messages))
