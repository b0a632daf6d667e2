"""The conversations as rows of a list: headings, and lines below them that are loaded when they are looked at.

A row is a heading or a conversation; of a conversation that nobody has looked at only its place is known. What changes
is told as rows that come, go and move, so that selection, focus and an open editor stay with their conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt, Signal

from core.conversations.outline import Outline, Placed
from core.markdown.foreign import visible
from gui.sidebar.days import when
from gui.sidebar.groups import Group, Groups, Missing, Place, key_of

if TYPE_CHECKING:
    from core.conversations.records import Entry

ID_ROLE: Final = Qt.ItemDataRole.UserRole
LIVE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
UNREAD_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_MANY: Final = 500  # rows: to tell of more one by one costs more than to begin anew
Index = QModelIndex | QPersistentModelIndex


class ConversationRows(QStringListModel):
    """The rows themselves are the base's, empty strings: whoever lays them out asks C++ a hundred thousand times."""

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups = Groups()
        self._live: frozenset[str] = frozenset()
        self._waiting: frozenset[str] = frozenset()

    def title(self, entry: Entry) -> str:
        """The title as it is shown."""
        return visible(entry.title) or self.tr("New chat")

    def row_of_id(self, conversation_id: str) -> int:
        """The row of a conversation, -1 where it is not loaded or folded away."""
        place = self.groups.find(conversation_id)
        return -1 if place is None else self.groups.row(place)

    # --- what comes from the listing ----------------------------------------------------------------------------------

    def apply(self, outline: Outline, headings: Sequence[str], folded: Iterable[str]) -> None:
        """Take over another outline; `headings` are the words above its stretches, `folded` the keys of groups that
        begin folded."""
        self.groups.outdate()
        wanted = [
            Group(key_of(stretch), stretch, words, [], key_of(stretch) in set(folded))
            for stretch, words in zip(outline.stretches, headings, strict=True)
        ]
        before = {group.key: len(group.entries) for group in self.groups.all}
        after = {group.key: group.stretch.count for group in wanted}
        moved = sum(abs(before.get(key, 0) - after.get(key, 0)) for key in before.keys() | after.keys())
        if moved > _MANY:
            with self._anew():
                for group in wanted:
                    group.entries = [None] * group.stretch.count
                self.groups.all = wanted
            return
        self._take_groups(wanted)
        for placed in sorted(outline.placed, key=lambda each: (each.stretch or 0, each.offset)):
            self._settle(placed, outline)
        for number, group in enumerate(self.groups.all):
            count = after.get(group.key, 0)
            self._remove(number, count, len(group.entries) - count)
            self._insert(number, len(group.entries), [None] * (count - len(group.entries)))
        for number in reversed(range(len(self.groups.all))):
            if self.groups.all[number].key not in after:
                self._drop_group(number)

    def fill(self, piece: Missing, entries: Sequence[Entry]) -> None:
        """Take a piece that was loaded; one that was asked for before the last change is left aside."""
        number = self.groups.number(piece.key)
        if number is None or piece.version != self.groups.version:
            return
        group = self.groups.all[number]
        lines = entries[: len(group.entries) - piece.offset]
        last = piece.offset + len(lines)
        if group.entries[piece.offset : last] != lines:
            group.entries[piece.offset : last] = lines
            self.groups.known.update(entry.id for entry in lines)
            self._changed(self.groups.row(Place(number, piece.offset)), len(lines))
        self.groups.loaded(piece)

    def clear(self) -> None:
        with self._anew():
            self.groups.all = []
            self.groups.outdate()

    def fold(self, number: int, folded: bool) -> None:
        """Fold a group away, or show it."""
        group = self.groups.all[number]
        if group.folded is folded or not group.can_fold:
            return
        count, row = len(group.entries), self.groups.row(Place(number, -1))
        if count > _MANY:
            with self._anew():
                group.folded = folded
        elif folded:
            self.removeRows(row + 1, count)
            group.folded = True
            self.groups.moved()
        else:
            group.folded = False
            self.groups.moved()
            self.insertRows(row + 1, count)
        self._changed(row)

    # --- what is known without the listing ----------------------------------------------------------------------------

    @property
    def live(self) -> frozenset[str]:
        """The conversations in which an answer arrives."""
        return self._live

    def set_live(self, conversation_id: str, live: bool) -> None:
        if (conversation_id in self._live) is not live:
            self._live = self._live ^ {conversation_id}
            self._changed(self.row_of_id(conversation_id))

    @property
    def waiting(self) -> frozenset[str]:
        """The conversations in which something waits for a person."""
        return self._waiting

    def set_waiting(self, conversation_id: str, waiting: bool) -> None:
        if (conversation_id in self._waiting) is not waiting:
            self._waiting = self._waiting ^ {conversation_id}
            self._changed(self.row_of_id(conversation_id))

    def retitle(self, conversation_id: str, title: str) -> None:
        place = self.groups.find(conversation_id)
        if place is not None:
            entry = self.groups.all[place.group].entries[place.offset]
            assert entry is not None
            self._set(place, replace(entry, title=title))

    # --- as a model ---------------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        group = self.groups.heading(index.row()) if index.isValid() else None
        if not index.isValid() or (group is not None and not group.can_fold):
            return Qt.ItemFlag.NoItemFlags
        if group is not None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.groups.at(index.row()) if index.isValid() else None
        if place is None:
            return None
        group = self.groups.all[place.group]
        if place.offset < 0:
            return self._of_heading(group, role)
        entry = group.entries[place.offset]
        return None if entry is None else self._of_entry(entry, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self.groups.entry(index.row())
        title = " ".join(str(value).split())
        if entry is None or role != Qt.ItemDataRole.EditRole or not title or title == entry.title:
            return False
        self.retitle(entry.id, title)
        self.renamed.emit(entry.id, title)
        return True

    def _of_heading(self, group: Group, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return visible(group.heading)
            case Qt.ItemDataRole.AccessibleTextRole:
                if not group.can_fold:
                    return visible(group.heading)
                words = self.tr("{name}, folded") if group.folded else self.tr("{name}, unfolded")
                return words.replace("{name}", visible(group.heading))
        return None

    def _of_entry(self, entry: Entry, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.title(entry)
            case Qt.ItemDataRole.EditRole:
                return entry.title
            case Qt.ItemDataRole.ToolTipRole:
                return f"<span>{escape(self.title(entry))}<br>{escape(when(entry.updated))}</span>"
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(self._spoken(entry))
            case _ if role == ID_ROLE:
                return entry.id
            case _ if role == LIVE_ROLE:
                return entry.id in self._live
            case _ if role == UNREAD_ROLE:
                return entry.unread
        return None

    def _spoken(self, entry: Entry) -> Iterator[str]:
        yield self.title(entry)
        if entry.id in self._waiting:
            yield self.tr("waits for you")
        elif entry.id in self._live:
            yield self.tr("answering")
        elif entry.unread:
            yield self.tr("new answer")
        if entry.pinned:
            yield self.tr("pinned")
        if entry.drafted:
            yield self.tr("has a draft")
        yield when(entry.updated)

    # --- rows that come, go and move ----------------------------------------------------------------------------------

    def _take_groups(self, wanted: Sequence[Group]) -> None:
        """Let every wanted group be there, in order; those that are no longer wanted stay for now."""
        keys, at = {group.key for group in wanted}, 0
        for group in wanted:
            while at < len(self.groups.all) and self.groups.all[at].key not in keys:
                at += 1
            if at < len(self.groups.all) and self.groups.all[at].key == group.key:
                known = self.groups.all[at]
                known.stretch = group.stretch
                if known.heading != group.heading:
                    known.heading = group.heading
                    self._changed(self.groups.row(Place(at, -1)))
            else:
                self.groups.all.insert(at, replace(group, entries=[]))
                self.groups.moved()
                self.insertRows(self.groups.row(Place(at, -group.above)), group.above)
            at += 1

    def _drop_group(self, number: int) -> None:
        self._remove(number, 0, len(self.groups.all[number].entries))
        self.removeRows(self.groups.row(Place(number, -1)), self.groups.all[number].above)
        del self.groups.all[number]
        self.groups.moved()

    def _settle(self, placed: Placed, outline: Outline) -> None:
        """Bring one conversation to where it stands now."""
        old = self.groups.find(placed.id)
        if placed.entry is None or placed.stretch is None:
            if old is not None:
                self._remove(old.group, old.offset, 1)
            return
        target = outline.stretches[placed.stretch]
        number = self.groups.number(key_of(target))
        assert number is not None
        length = len(self.groups.all[number].entries)
        if old is None:
            if length < target.count:
                self._insert(number, min(placed.offset, length), [placed.entry])
            elif placed.offset < length:
                self._set(Place(number, placed.offset), placed.entry)
            return
        new = Place(number, min(placed.offset, length - (old.group == number)))
        if new != old:
            self._move(old, new)
        self._set(new, placed.entry)

    def _insert(self, number: int, offset: int, entries: list[Entry | None]) -> None:
        if not entries:
            return
        group = self.groups.all[number]
        group.entries[offset:offset] = entries
        self.groups.known.update(entry.id for entry in entries if entry is not None)
        self.groups.moved()
        if not group.folded:
            self.insertRows(self.groups.row(Place(number, offset)), len(entries))

    def _remove(self, number: int, offset: int, count: int) -> None:
        if count <= 0:
            return
        group = self.groups.all[number]
        if not group.folded:
            self.removeRows(self.groups.row(Place(number, offset)), count)
        del group.entries[offset : offset + count]
        self.groups.moved()

    def _move(self, old: Place, new: Place) -> None:
        source, target = self.groups.all[old.group], self.groups.all[new.group]
        if source.folded or target.folded:
            entry = source.entries[old.offset]
            self._remove(old.group, old.offset, 1)
            self._insert(new.group, new.offset, [entry])
            return
        row = self.groups.row(old)
        target.entries.insert(new.offset, source.entries.pop(old.offset))
        self.groups.moved()
        after = self.groups.row(new)
        self.moveRows(QModelIndex(), row, 1, QModelIndex(), after if after < row else after + 1)

    def _set(self, place: Place, entry: Entry) -> None:
        entries = self.groups.all[place.group].entries
        if entries[place.offset] != entry:
            entries[place.offset] = entry
            self.groups.known.add(entry.id)
            self._changed(self.groups.row(place))

    def _changed(self, row: int, count: int = 1) -> None:
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row + count - 1, 0))

    @contextmanager
    def _anew(self) -> Iterator[None]:
        yield
        self.groups.moved()
        self.setStringList([""] * self.groups.rows)
