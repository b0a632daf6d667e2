"""What is selected: two places in the conversation, named so that they survive what streams in between."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from core.markdown.foreign import stripped
from gui.transcript.blocks.piece import Piece
from gui.transcript.content import Prose
from gui.transcript.item_layout import ItemLayout
from gui.transcript.layout import Layout
from gui.transcript.plain import item_copy, item_markdown

WHOLE = 1 << 30  # a position behind the end of any piece


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

    def cut(self, first: int) -> None:
        """Other messages stand from number `first` on: what reached into the old ones is selected no more."""
        if self.anchor is not None and self.cursor is not None and max(self.anchor, self.cursor).item >= first:
            self.clear()

    def shift(self, item: int, block: int, piece: int, added: Sequence[int]) -> None:
        """Positions without a letter were added to a piece: the ends stay at their letters."""
        for position in added:
            self.anchor, self.cursor = (
                replace(end, offset=end.offset + 1)
                if end is not None
                and (end.item, end.block, end.piece) == (item, block, piece)
                and position < end.offset < WHOLE
                else end
                for end in (self.anchor, self.cursor)
            )

    def __bool__(self) -> bool:
        return self.anchor is not None and self.anchor != self.cursor

    @property
    def span(self) -> tuple[Place, Place] | None:
        """The two ends in order."""
        if self.anchor is None or self.cursor is None or self.anchor == self.cursor:
            return None
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)

    def covers(self, item: int, block: int) -> bool:
        """Whether both ends lie outside a block of a message, on either side."""
        span = self.span
        if span is None:
            return False
        return (span[0].item, span[0].block) < (item, block) < (span[1].item, span[1].block)

    def around(self, item: int, piece: Piece) -> bool:
        """Whether both ends lie outside a piece, on either side."""
        span = self.span
        if span is None:
            return False
        low, high = ((end.item, end.block, end.piece) for end in span)
        return low < (item, *piece.where) < high

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


Steps = Generator[None, None, str]  # a message each, and then the whole: a long conversation takes seconds


def selected_text(selection: Selection, layout: Layout) -> str:
    """The words of a selection, fit for the clipboard."""
    return finished(text_steps(selection, layout))


def selected_markdown(selection: Selection, layout: Layout, only: int | None = None) -> str:
    """A selection as Markdown, that of one message where `only` names it."""
    return finished(markdown_steps(selection, layout, only))


def finished(steps: Steps) -> str:
    """All steps at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return str(end.value)


def text_steps(selection: Selection, layout: Layout) -> Steps:
    """The words of a selection. What is selected is settled with the first step; messages between its two ends need no
    layout for it."""
    messages: dict[int, list[str]] = {}
    for index, piece, start, end in _selected(selection, layout):
        found = messages.setdefault(index, [])
        found.append((piece.joint if found else "") + piece.copied(start, end))
    between = {index: layout.items.item(index) for index in _between(selection, layout)}
    yield
    for index, item in between.items():
        yield
        messages[index] = [item_copy(item)]
    return stripped("\n\n".join(filter(None, ("".join(messages[index]) for index in sorted(messages)))))


def markdown_steps(selection: Selection, layout: Layout, only: int | None = None) -> Steps:
    """A selection as Markdown, settled with the first step.

    Blocks that are selected whole (a paragraph, an item of a list, a code block, a table) give their source. Of a block
    of which a part is selected that part is given as plain text: half of a source rarely means what its half shows.
    """
    between = _between(selection, layout) if only is None else [only] if only in _between(selection, layout) else []
    messages: dict[int, list[tuple[str, bool]]] = {}
    above: Piece | None = None
    whole = False  # all parts so far of the block that the piece above is a part of
    for index, piece, start, end in _selected(selection, layout, only, sources=True):
        content = _source(selection, layout.items[index], index, piece)
        found = messages.setdefault(index, [])
        all_of_it = start == 0 and end >= piece.length()
        if content is None and above is not None and above.shares(piece) and found and not found[-1][1]:
            whole = whole and all_of_it
            source = piece.block_source if whole else ""
            found[-1] = (source or found[-1][0] + piece.joint + piece.copied(start, end), bool(source))
        elif content is None:
            found.extend(piece.markdown(start, end))
        elif piece.where[1] == 0:
            found.append((content, False))
        if above is None or not above.shares(piece):
            whole = all_of_it and piece.part == 0
        above = piece
    items = {index: layout.items.item(index) for index in between}
    yield
    for index, item in items.items():
        yield
        messages[index] = [(item_markdown(item), False)]
    return stripped("\n\n".join(filter(None, (_joined(messages[index]) for index in sorted(messages)))))


def _between(selection: Selection, layout: Layout) -> range:
    """The messages that lie between the two ends."""
    span = selection.span
    return range(span[0].item + 1, min(span[1].item, len(layout.items))) if span is not None else range(0)


def _source(selection: Selection, item: ItemLayout, index: int, piece: Piece) -> str | None:
    """The Markdown of the text that a piece belongs to, where both ends of the selection lie outside of it."""
    content = item.item.blocks[piece.where[0]].content if item.block_of(piece) is not None else None
    if not isinstance(content, Prose) or not selection.covers(index, piece.where[0]):
        return None
    return content.text.text


def _joined(parts: list[tuple[str, bool]]) -> str:
    """Sources bring what stands between them along; everything else is set apart."""
    text, after_source = "", False
    for part, is_source in parts:
        if not (is_source and after_source):
            text = text.rstrip("\n") + "\n\n"
            part = part.lstrip("\n")
        text += part
        after_source = is_source
    return text.strip("\n")


def _selected(
    selection: Selection, layout: Layout, only: int | None = None, *, sources: bool = False
) -> Iterator[tuple[int, Piece, int, int]]:
    """The pieces of a selection in the messages of its two ends, or in one of them. What is far away is built while it
    is looked at; with `sources` not where the source of its text is all that is needed."""
    span = selection.span
    if span is None:
        return
    ends = sorted({min(place.item, len(layout.items) - 1) for place in span})
    for index in (index for index in ends if only is None or index == only):
        item = layout.items[index]
        was_far = not item.expanded
        item.expand()
        item.set_width(layout.width)
        for piece in item.pieces:
            if sources and _source(selection, item, index, piece) is not None:
                yield index, piece, 0, WHOLE
                continue
            if not piece.built and piece.copies_unbuilt and selection.around(index, piece):
                yield index, piece, 0, WHOLE
                continue
            height, far = piece.height, not piece.built
            if far:
                piece.build(layout.width)
            part = selection.inside(index, item, piece)
            if part is not None:
                yield index, piece, *part
            if far:
                piece.release()
                piece.height = height
        if was_far:
            item.collapse()
