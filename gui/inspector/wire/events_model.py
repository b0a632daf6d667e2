"""The events of one exchange as rows of a table. Strings are made for the rows that are painted, for no others."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.wire.index import EventIndex
from core.wire.kinds import EventKind
from gui.inspector import words
from gui.inspector.wire import terms

Index = QModelIndex | QPersistentModelIndex
EVENT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_LONGEST: Final = 300  # characters of a text in its row
_LARGEST: Final = 64 * 1024  # bytes of an event that is read when its row is painted
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    TIME = 0
    GAP = 1
    BYTES = 2
    EVENT = 3
    KIND = 4
    PART = 5
    TEXT = 6


class EventsModel(QAbstractTableModel):
    """`kinds` limits the rows to some kinds; `needle` marks those that hold a text, and with `only` hides the others.
    A row is an event's number where nothing is hidden, else its place among those that are left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index: EventIndex | None = None
        self._known = 0  # events that were looked at
        self._shown = 0  # of them, those that the view was told of
        self._kinds: frozenset[EventKind] = frozenset()
        self._needles: tuple[bytes, ...] = ()
        self._only = True
        self._hits: set[int] = set()
        self._searched = 0  # the body is searched up to here
        self._rows: array[int] | None = None  # None: every event

    @property
    def index_shown(self) -> EventIndex | None:
        return self._index

    @property
    def matches(self) -> int:
        """How many events hold the needle."""
        return len(self._hits)

    @property
    def known(self) -> int:
        """Events that the rows speak of, hidden ones too."""
        return self._known

    def show_index(self, index: EventIndex | None) -> None:
        self.beginResetModel()
        self._index = index
        self._refill()
        self.endResetModel()

    def set_filter(self, needle: str, kinds: frozenset[EventKind], *, only: bool) -> None:
        self.beginResetModel()
        self._needles = _needles(needle)
        self._kinds, self._only = kinds, only
        self._refill()
        self.endResetModel()

    def _refill(self) -> None:
        self._known, self._searched = 0, 0
        self._hits.clear()
        self._rows = array("I") if self._kinds or (bool(self._needles) and self._only) else None
        self._append(self._next_rows())

    def take(self) -> int:
        """Show what the index has found meanwhile; returns how many rows that added."""
        before, rows = self.rowCount(), self._next_rows()
        count = len(rows) if self._rows is not None else self._known - before
        if count:
            self.beginInsertRows(QModelIndex(), before, before + count - 1)
            self._append(rows)
            self.endInsertRows()
        return count

    def _append(self, rows: array[int]) -> None:
        if self._rows is not None:
            self._rows.extend(rows)
        self._shown = self._known

    def _next_rows(self) -> array[int]:
        """The numbers of the new events that are to be seen."""
        index, first = self._index, self._known
        found = array("I")
        if index is None:
            self._known = 0
            return found
        self._known = index.count
        self._search(index)
        if self._rows is not None:
            hidden = bool(self._needles) and self._only
            numbers = sorted(hit for hit in self._hits if hit >= first) if hidden else range(first, self._known)
            found.extend(number for number in numbers if not self._kinds or index.kind(number) in self._kinds)
        return found

    def _search(self, index: EventIndex) -> None:
        """Find the needle in the bytes that are new; an event's own bytes are searched whole."""
        if not self._needles or not self._known:
            return
        start, stop = self._searched, index.span(self._known - 1)[1]
        body = index.plain.slice(start, stop).lower()  # and then a plain search: an expression blind to case is slow
        for needle in self._needles:
            place = body.find(needle)
            while place >= 0:
                event = index.event_at(start + place)
                self._hits.add(event)
                place = body.find(needle, index.span(event)[1] - start)
        self._searched = stop

    # --- rows ---------------------------------------------------------------------------------------------------------

    def number(self, row: int) -> int:
        """The number of the event in a row."""
        return row if self._rows is None else self._rows[row]

    def row_of(self, event: int) -> int:
        """The row of an event, -1 where it is hidden."""
        if self._rows is None:
            return event if event < self._known else -1
        place = bisect_right(self._rows, event) - 1
        return place if place >= 0 and self._rows[place] == event else -1

    @property
    def named(self) -> bool:
        """Whether any event has a name; in some APIs none has."""
        return self._index is not None and self._index.named

    @property
    def parted(self) -> bool:
        """Whether any event is about a part with a number."""
        return self._index is not None and self._index.parted

    def next_match(self, row: int, step: int) -> int:
        """The next row that holds the needle, from `row` on in that direction and around the ends; -1 for none."""
        count = self.rowCount()
        for distance in range(1, count + 1):
            at = (row + step * distance) % count
            if self.number(at) in self._hits:
                return at
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if parent.isValid():
            return 0
        return self._shown if self._rows is None else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - likewise
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return _RIGHT if section <= Column.BYTES else left
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and section == Column.PART:
            return self.tr("Part, by the server's own number")
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Time"),
                self.tr("Gap"),
                self.tr("Bytes"),
                self.tr("Event"),
                self.tr("Kind"),
                "#",
                self.tr("Text"),
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._index
        if found is None or not index.isValid():
            return None
        event, column = self.number(index.row()), index.column()
        if role == EVENT_ROLE:
            return event
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(event, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.EVENT:
            return words.one_line(found.name(event))
        return None

    def is_marked(self, event: int) -> bool:
        """Whether it holds the needle, where others are shown too."""
        return not self._only and event in self._hits

    def text(self, event: int, column: int) -> str:
        """What stands in a cell."""
        index = self._index
        if index is None:
            return ""
        match column:
            case Column.TIME:
                return terms.moment(index.at(event))
            case Column.GAP:
                return words.duration(index.gap(event))
            case Column.BYTES:
                return f"{index.size(event):,}"
            case Column.EVENT:
                return words.one_line(index.name(event)) or "—"
            case Column.KIND:
                return terms.kind_name(index.kind(event))
            case Column.PART:
                return index.part(event)
            case _ if index.size(event) > _LARGEST:
                return "…"
            case _:
                return words.one_line(index.text(event)[:_LONGEST]) or words.one_line(index.data(event)[:_LONGEST])


def _needles(text: str) -> tuple[bytes, ...]:
    """A text as it may stand in raw bytes, in small letters; also as JSON writes it, whole or in ASCII alone."""
    forms = (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
    return tuple(dict.fromkeys(form.encode(errors="replace").lower() for form in forms)) if text else ()
