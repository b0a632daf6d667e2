"""Where everything lies: messages one below the other, each a list of pieces. No widget, no painting.

Messages far from the viewport are a number, their height: estimated until they were once laid out, kept after that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload

from gui.transcript.blocks.piece import Piece
from gui.transcript.content import Item
from gui.transcript.item_layout import ItemLayout, estimated
from gui.transcript.styles import Styles


class ItemLayouts(Sequence[ItemLayout]):
    """The messages' layouts by number, each made when it is asked for: of a long conversation most never are."""

    def __init__(self, styles: Styles, items: Sequence[Item] = ()) -> None:
        self._styles = styles
        self._items = list(items)
        self._made: list[ItemLayout | None] = [None] * len(items)
        self._width = 0.0
        self._heights: list[float] = []  # of all of them, or nothing while they are to be asked
        self._other: set[int] = set()  # those that may have another one by now

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
            made.estimate(self._width)
        return made

    def item(self, index: int) -> Item:
        return self._items[index]

    def made(self) -> Iterator[tuple[int, ItemLayout]]:
        """Those that there are, with their numbers."""
        return ((number, made) for number, made in enumerate(self._made) if made is not None)

    def set_width(self, width: float) -> None:
        """A new column width: what has pieces is laid out again when it is near, for all else there is an estimate."""
        self._width = width
        self._heights.clear()
        for _, layout in self.made():
            if layout.expanded:
                layout.set_width(width)
            else:
                layout.estimate(width)

    def touch(self, index: int) -> None:
        """A message may have another height by now."""
        self._other.add(index)

    def heights(self, start: int) -> list[float]:
        """The heights from number `start` on, as far as they are known."""
        if len(self._heights) != len(self._items):
            self._heights = estimated((item.size for item in self._items), self._width, self._styles)
            self._other.update(number for number, _ in self.made())
        for number in self._other:
            made = self._made[number] if number < len(self._made) else None
            if made is not None:
                self._heights[number] = made.height
        self._other.clear()
        return self._heights[start:]

    def number_of(self, item_id: str) -> int:
        """Which one is the message with this id; -1 where none is."""
        return next((number for number, item in enumerate(self._items) if item.id == item_id), -1)

    def append(self, item: Item) -> None:
        self.set_last(False)
        self._items.append(item)
        self._made.append(None)
        if self._heights:
            self._heights += estimated((item.size,), self._width, self._styles)

    def cut(self, first: int) -> None:
        """Forget those from number `first` on."""
        del self._items[first:], self._made[first:], self._heights[first:]
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
        self.items.set_width(self.width)
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
        self.width = width
        self.items.set_width(width)
        self._valid = 0

    def touch(self, index: int) -> None:
        """The height of a message changed."""
        self._valid = min(self._valid, index)
        self.items.touch(index)

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
