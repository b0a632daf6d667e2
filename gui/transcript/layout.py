"""Where everything lies: messages one below the other, each a list of pieces. No widget, no painting.

Messages far from the viewport are a number, their height: estimated until they were once laid out, kept after that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload

from gui.transcript.blocks.folded import FoldedPiece
from gui.transcript.blocks.lines import HeaderPiece, IdlePiece, StripPiece
from gui.transcript.blocks.piece import NOWHERE, Piece
from gui.transcript.content import Item, Prose, Seam, is_continued
from gui.transcript.pieces import make_piece, update_piece
from gui.transcript.prose_pieces import ProsePieces
from gui.transcript.styles import Styles

FOOT = 32.0  # below every message: the place of its actions
GAP = 8.0  # between messages


class ItemLayout:
    """One message: its pieces by block, and its height. `y` of a piece counts from the message's top."""

    def __init__(self, item: Item, styles: Styles, *, last: bool) -> None:
        self.item = item
        self.styles = styles
        self.height = 0.0
        self.width = 0.0
        self._blocks: list[list[Piece]] | None = None
        self._prose: dict[int, ProsePieces] = {}
        self._idle: IdlePiece | None = None
        self._last = last
        self.pieces: list[Piece] = []
        self._tops: list[float] = []  # of every piece that has its place
        self._valid = 0  # how many pieces stand where they belong

    @property
    def expanded(self) -> bool:
        return self._blocks is not None

    def estimate(self, width: float) -> None:
        """Guess the height, unless it is known."""
        if self.width != width and not self.expanded:
            self.height = estimated(self.item.size, width, self.styles)

    def expand(self) -> None:
        """Make the pieces, without their documents."""
        if self._blocks is None:
            self._blocks = [self._make(place) for place in range(len(self.item.blocks))]
            self._collect()

    def collapse(self) -> None:
        """Forget the pieces; the height is kept."""
        self._blocks = None
        self._prose.clear()
        self.pieces = []
        self._tops.clear()
        self._valid = 0
        self._idle = None

    def release(self) -> None:
        for piece in self.pieces:
            if piece.built:
                piece.release()

    def set_width(self, width: float) -> None:
        if width != self.width:
            self.width = width
            for piece in self.pieces:
                piece.estimate(width)
                piece.built = False

    def block_of(self, piece: Piece) -> tuple[int, int] | None:
        """Which block of the message a piece belongs to, and its place in it."""
        known = piece.order < len(self.pieces) and self.pieces[piece.order] is piece and piece is not self._idle
        return piece.where if known else None

    def between(self, top: float, bottom: float) -> Iterator[Piece]:
        """The pieces that touch the space between two heights of the message."""
        start = max(0, bisect_right(self._tops, top) - 1)
        for number in range(start, len(self._tops)):
            if self._tops[number] > bottom:
                return
            yield self.pieces[number]

    def piece_at_block(self, block: int, place: int) -> Piece | None:
        if self._blocks is None or block >= len(self._blocks):
            return None
        pieces = self._blocks[block]
        return pieces[min(place, len(pieces) - 1)] if pieces else None

    # --- changes ------------------------------------------------------------------------------------------------------

    def block_added(self, block: int) -> None:
        if self._blocks is not None and block >= len(self._blocks):
            self._blocks.append(self._make(block))
            self._collect()

    def block_changed(self, block: int) -> Piece | None:
        """Another value, or more text, stands in a block; returns the first piece that looks different."""
        if self._blocks is None or block >= len(self._blocks):
            return None
        content = self.item.blocks[block].content
        if block in self._prose and isinstance(content, Prose):
            prose = self._prose[block]
            changed = prose.sync(content.text.splitter)
            if prose.reshaped:
                self._collect()
            return changed
        piece = self._blocks[block][0]
        if not update_piece(piece, content):
            self._blocks[block] = [piece] = self._make(block)
            self._collect()
        return piece

    def set_last(self, last: bool) -> None:
        """Whether the conversation ends here: only there do buttons lead on."""
        if last != self._last:
            self._last = last
            self.state_changed()

    def state_changed(self) -> None:
        """The message became live, or stopped being so."""
        if self._blocks is not None:
            self._collect()

    def place(self, first: int = 0) -> float | None:
        """Stack the pieces from number `first` on, or from the first one that was added or replaced meanwhile.

        Returns the height from which on something moved, None where nothing did.
        """
        first = min(first, self._valid)
        headed = bool(self.pieces) and isinstance(self.pieces[0], HeaderPiece)
        y = self.pieces[first - 1].y + self.pieces[first - 1].height if first else GAP
        moved: float | None = None
        del self._tops[first:]
        for number in range(first, len(self.pieces)):
            piece = self.pieces[number]
            if number:
                y += self.styles.item_gap if headed and number == 1 else max(piece.gap, self.pieces[number - 1].foot)
            if piece.y != y:
                if moved is None and piece.y != NOWHERE:
                    moved = min(piece.y, y)
                piece.y = y
            self._tops.append(y)
            y += piece.height
        self._valid = len(self.pieces)
        self.height = float(round(y + FOOT))
        return moved

    def live_piece(self) -> Piece | None:
        """The piece that the live cursor stands in."""
        last = self.pieces[-1] if self.item.live and self.pieces else None
        return last if last is not None and last.live_text else None

    def _collect(self) -> None:
        blocks, before = self._blocks or [], self.pieces
        self.pieces = []
        continued = any(isinstance(block.content, Seam) for block in self.item.blocks)
        for number, pieces in enumerate(blocks):
            if continued and is_continued(self.item.blocks, number):
                continue
            for place, piece in enumerate(pieces):
                piece.where, piece.order = (number, place), len(self.pieces)
                self.pieces.append(piece)
                if isinstance(piece, StripPiece):
                    piece.set_active(self._last and not self.item.live and number == len(blocks) - 1)
        if self.item.live and not (self.pieces and self.pieces[-1].live_text):
            self._idle = self._idle or IdlePiece(self.styles)
            self._idle.order = len(self.pieces)
            self.pieces.append(self._idle)
        shorter = min(len(before), len(self.pieces))
        self._valid = next((n for n in range(shorter) if before[n] is not self.pieces[n]), shorter)
        del self._tops[self._valid :]
        for piece in self.pieces[self._valid :]:
            if not piece.built and self.width:
                piece.estimate(self.width)

    def _make(self, place: int) -> list[Piece]:
        content = self.item.blocks[place].content
        if isinstance(content, Prose):
            prose = self._prose[place] = ProsePieces(self.styles)
            prose.sync(content.text.splitter)
            return prose.pieces
        piece = make_piece(self.styles, content)
        if self.item.folds and isinstance(piece, FoldedPiece):
            piece.is_open = self.item.folds.get(place, piece.is_open)
        return [piece]

    def remember_fold(self, piece: Piece) -> None:
        """A reader opened or closed a card: so it stays when its piece is made anew."""
        if isinstance(piece, FoldedPiece):
            self.item.folds = {**(self.item.folds or {}), piece.where[0]: piece.is_open}


def estimated(size: int, width: float, styles: Styles) -> float:
    """The height of a message of `size` characters that was never laid out."""
    letters = max(1.0, width / (styles.em * 0.52))
    return styles.line * (3 + size / letters * 1.15) + FOOT + GAP


class ItemLayouts(Sequence[ItemLayout]):
    """The messages' layouts by number, each made when it is asked for: of a long conversation most never are."""

    def __init__(self, styles: Styles, items: Sequence[Item] = ()) -> None:
        self._styles = styles
        self._items = list(items)
        self._made: list[ItemLayout | None] = [None] * len(items)
        self.width = 0.0

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> ItemLayout: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ItemLayout]: ...
    def __getitem__(self, index: int | slice) -> ItemLayout | Sequence[ItemLayout]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        made = self._made[index]
        if made is None:
            item = self._items[index]
            made = self._made[index] = ItemLayout(item, self._styles, last=item is self._items[-1])
            made.estimate(self.width)
        return made

    def item(self, index: int) -> Item:
        return self._items[index]

    def made(self) -> Iterator[tuple[int, ItemLayout]]:
        """Those that there are, with their numbers."""
        return ((number, made) for number, made in enumerate(self._made) if made is not None)

    def heights(self, start: int) -> Iterator[float]:
        """The heights from number `start` on, as far as they are known."""
        width, styles = self.width, self._styles
        for number in range(start, len(self._made)):
            made = self._made[number]
            yield estimated(self._items[number].size, width, styles) if made is None else made.height

    def number_of(self, item_id: str) -> int:
        """Which one is the message with this id; -1 where none is."""
        return next((number for number, item in enumerate(self._items) if item.id == item_id), -1)

    def append(self, item: Item) -> None:
        self.set_last(False)
        self._items.append(item)
        self._made.append(None)

    def cut(self, first: int) -> None:
        """Forget those from number `first` on."""
        del self._items[first:], self._made[first:]
        self.set_last(True)

    def set_last(self, last: bool) -> None:
        """Tell the last one whether it still is."""
        made = self._made[-1] if self._made else None
        if made is not None:
            made.set_last(last)


class Layout:
    """All messages. `y` counts from the top of the conversation."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.items = ItemLayouts(styles)
        self._tops: list[float] = [0.0]
        self._valid = 0  # how many tops are right
        self._near: dict[int, set[Piece]] = {}  # the pieces that may have documents, by message
        self.width = 0.0

    def set_items(self, items: Sequence[Item]) -> None:
        self.items = ItemLayouts(self.styles, items)
        self.items.width = self.width
        self._near.clear()
        self._valid = 0

    def add_item(self, item: Item) -> None:
        self.items.append(item)

    def replace_items(self, first: int, items: Sequence[Item]) -> None:
        """Other messages stand from number `first` on."""
        self.items.cut(first)
        self._near = {index: near for index, near in self._near.items() if index < first}
        self._valid = min(self._valid, first)
        for item in items:
            self.add_item(item)

    def set_width(self, width: float) -> None:
        """A new column width: what is built is built again when it is near."""
        self.width = self.items.width = width
        for _, layout in self.items.made():
            if layout.expanded:
                layout.set_width(width)
            else:
                layout.estimate(width)
        self._valid = 0

    def touch(self, index: int) -> None:
        """The height of a message changed."""
        self._valid = min(self._valid, index)

    @property
    def tops(self) -> list[float]:
        """The top of every message, and last the height of all."""
        if self._valid < len(self.items) or len(self._tops) != len(self.items) + 1:
            start = self._valid
            known = self._tops[start] if start < len(self._tops) else 0.0
            self._tops[start:] = list(accumulate(self.items.heights(start), initial=known))
            self._valid = len(self.items)
        return self._tops

    @property
    def height(self) -> float:
        return self.tops[-1]

    def item_at(self, y: float) -> int:
        """The message at this height; the first or last one beyond the ends."""
        return max(0, min(bisect_right(self.tops, y) - 1, len(self.items) - 1))

    def overlapping(self, top: float, bottom: float) -> Iterator[int]:
        """The messages between two heights."""
        if not self.items:
            return
        index = self.item_at(top)
        while index < len(self.items) and self.tops[index] < bottom:
            yield index
            index += 1

    def build_near(self, top: float, bottom: float) -> bool:
        """Build what lies between two heights; returns whether a height changed."""
        changed = False
        for index in list(self.overlapping(top, bottom)):
            layout, start = self.items[index], self.tops[index]
            before = layout.height
            near = self._near.setdefault(index, set())
            if not layout.expanded or layout.width != self.width:
                layout.expand()
                layout.set_width(self.width)
                layout.place()
            first: Piece | None = None
            for piece in layout.between(top - start, bottom - start):
                if not piece.built:
                    piece.build(self.width)
                    first = first or piece
                near.add(piece)
            layout.place(first.order if first is not None else len(layout.pieces))
            if layout.height != before:
                self.touch(index)
                changed = True
        return changed

    def unfinished(self) -> list[tuple[int, Piece]]:
        """Pieces near the viewport that have more to do, with their messages."""
        waiting = (
            (index, piece) for index, near in self._near.items() for piece in near if piece.built and piece.unfinished
        )
        return sorted(waiting, key=lambda found: (found[0], found[1].order))

    def refresh(self) -> float | None:
        """Formulas have been made: lay out again what waited for them. Returns the height from which on something
        changed, None where nothing did."""
        changed: float | None = None
        for index, near in sorted(self._near.items()):
            fresh = [piece for piece in near if piece.refresh()]
            if fresh:
                first = min(fresh, key=lambda piece: piece.order)
                changed = self.tops[index] + first.y if changed is None else changed
                self.items[index].place(first.order)
                self.touch(index)
        return changed

    def release_far(self, top: float, bottom: float) -> None:
        """Let go of documents outside these heights."""
        for index, near in list(self._near.items()):
            layout, start = self.items[index], self.tops[index]
            if start + layout.height < top or start > bottom:
                layout.release()
                del self._near[index]
                continue
            far = [piece for piece in near if start + piece.y + piece.height < top or start + piece.y > bottom]
            for piece in far:
                piece.release()
            near.difference_update(far)
