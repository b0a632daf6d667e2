"""What stands in which row: groups with their headings, and the pieces of them that are loaded."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from core.conversations.outline import Kind, Stretch

if TYPE_CHECKING:
    from core.conversations.records import Entry

PAGE: Final = 100
_PAGES_KEPT: Final = 40


@dataclass(slots=True)
class Group:
    """A heading (none where it is empty) and the conversations below it."""

    key: str
    stretch: Stretch
    heading: str
    entries: list[Entry | None]
    folded: bool = False

    @property
    def can_fold(self) -> bool:
        return self.stretch.kind in (Kind.FOLDER, Kind.ARCHIVED)

    @property
    def above(self) -> int:
        """Rows of the heading."""
        return 1 if self.heading else 0

    @property
    def rows(self) -> int:
        return self.above + (0 if self.folded else len(self.entries))


@dataclass(frozen=True, slots=True)
class Place:
    """Group and number in it; -1 is the heading."""

    group: int
    offset: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece that is not loaded: `PAGE` lines of a group from `offset`."""

    key: str
    stretch: Stretch
    offset: int
    version: int


def key_of(stretch: Stretch) -> str:
    """What tells a group from others while its length changes."""
    return f"{stretch.kind.name} {stretch.name or stretch.span.since or ''}"


class Groups:
    """All groups in order. A row counts headings and, where they are not folded away, conversations."""

    def __init__(self) -> None:
        self.all: list[Group] = []
        self.version = 0
        self.known: set[str] = set()  # at least the conversations that are loaded
        self._starts: list[int] | None = None
        self._pages: OrderedDict[tuple[str, int], bool] = OrderedDict()  # the last used last; whether it is up to date

    @property
    def rows(self) -> int:
        return sum(group.rows for group in self.all)

    def moved(self) -> None:
        """Rows have come or gone: to be called after every such change."""
        self._starts = None

    @property
    def _first_rows(self) -> list[int]:
        """The row at which each group begins, and the one after the last."""
        if self._starts is None:
            self._starts = [0, *accumulate(group.rows for group in self.all)]
        return self._starts

    @property
    def total(self) -> int:
        """How many conversations there are, folded ones included."""
        return sum(len(group.entries) for group in self.all)

    def at(self, row: int) -> Place | None:
        """What stands in a row."""
        starts = self._first_rows
        if not 0 <= row < starts[-1]:
            return None
        number = bisect_right(starts, row) - 1
        return Place(number, row - starts[number] - self.all[number].above)

    def row(self, place: Place) -> int:
        """The row of a place, -1 while its group is folded."""
        group = self.all[place.group]
        if group.folded and place.offset >= 0:
            return -1
        return self._first_rows[place.group] + group.above + place.offset

    def entry(self, row: int) -> Entry | None:
        """The conversation in a row, None for headings and for what is not loaded."""
        place = self.at(row)
        return None if place is None or place.offset < 0 else self.all[place.group].entries[place.offset]

    def heading(self, row: int) -> Group | None:
        """The group whose heading stands in a row."""
        place = self.at(row)
        return self.all[place.group] if place is not None and place.offset < 0 else None

    def within_folder(self, row: int) -> bool:
        """Whether a row stands below a heading that folds."""
        place = self.at(row)
        return place is not None and place.offset >= 0 and self.all[place.group].can_fold

    def find(self, conversation_id: str) -> Place | None:
        """Where a conversation stands, None where it is not loaded."""
        if conversation_id not in self.known:
            return None
        for number, group in enumerate(self.all):
            for offset, entry in enumerate(group.entries):
                if entry is not None and entry.id == conversation_id:
                    return Place(number, offset)
        return None

    def number(self, key: str) -> int | None:
        return next((number for number, group in enumerate(self.all) if group.key == key), None)

    # --- pieces -------------------------------------------------------------------------------------------------------

    def outdate(self) -> None:
        """Something has changed: what is loaded is shown still, and loaded again when it is looked at."""
        self.version += 1
        self._pages = OrderedDict.fromkeys(self._pages, False)

    def missing(self, first: int, last: int) -> list[Missing]:
        """The pieces that are needed to show the rows from `first` to `last`; they count as used."""
        found: list[Missing] = []
        start = 0
        for group in self.all:
            low, high = max(0, first - start - group.above), last - start - group.above
            start += group.rows
            if group.folded or high < 0 or low >= len(group.entries):
                continue
            for page in range(low // PAGE, min(high, len(group.entries) - 1) // PAGE + 1):
                if self._pages.get((group.key, page)):
                    self._pages.move_to_end((group.key, page))
                else:
                    found.append(Missing(group.key, group.stretch, page * PAGE, self.version))
        return found

    def loaded(self, piece: Missing) -> None:
        """A piece is up to date; of those that nobody has looked at for long, some are forgotten."""
        name = (piece.key, piece.offset // PAGE)
        self._pages[name] = True
        self._pages.move_to_end(name)
        while len(self._pages) > _PAGES_KEPT:
            (key, page), _ = self._pages.popitem(last=False)
            number = self.number(key)
            if number is not None:
                kept = self.all[number].entries
                last = min((page + 1) * PAGE, len(kept))
                kept[page * PAGE : last] = [None] * max(0, last - page * PAGE)
