"""Keeps the rows true to the listing: one question after the other, and only for what is looked at."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.conversations.outline import Kind, Outline
from core.conversations.records import (
    ConversationDeleted,
    ConversationEdited,
    ConversationStarted,
    ConversationUsed,
    StoreReplaced,
    Told,
)
from core.conversations.trouble import StoreError
from gui.sidebar.days import heading, stretch_of, until_midnight
from gui.sidebar.groups import PAGE, Place, key_of

if TYPE_CHECKING:
    from core.conversations.listing import Listing
    from core.conversations.outline import Stretch
    from core.conversations.records import Entry
    from gui.sidebar.list_view import ConversationList
    from gui.sidebar.model import ConversationRows

log = logging.getLogger(__name__)

Spawn = Callable[[Coroutine[Any, Any, None], str], object]
_FIRST_SCREEN: Final = 60  # rows that are there from the first moment
_CROWD: Final = 20  # conversations that change at once: an import, say
_PAUSE_S: Final = 0.15  # between two such changes, so that the list is not painted for each


class Loader(QObject):
    """`about_to_apply` and `applied` stand around every change of the rows' order, `filled` follows lines that were
    loaded; `failed` carries a sentence when the listing cannot be read. `current` is the id of the conversation that is
    to be found whatever happens, empty for none."""

    about_to_apply = Signal()
    applied = Signal()
    filled = Signal()
    failed = Signal(str)

    def __init__(
        self,
        listing: Listing,
        rows: ConversationRows,
        view: ConversationList,
        spawn: Spawn,
        clock: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.listing = listing
        self.current = ""
        self.words = ""
        self.folded: set[str] = set()
        self._rows = rows
        self._view = view
        self._spawn = spawn
        self._clock = clock
        self._changed: set[str] = set()
        self._held: set[str] = set()  # used meanwhile; they move when the pointer is gone
        self._dirty = False
        self._anew = False
        self._crowded = False  # many have just changed, and more may follow
        self._running = False
        self._closed = False
        self._leave = listing.source.subscribe(self._on_told)
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.timeout.connect(self.refresh)
        view.left.connect(self._release)
        view.edited.connect(self._run)
        view.looked.connect(self._run)

    def close(self) -> None:
        """Ask nothing any more; what is shown stays."""
        self._closed = True
        self._leave()
        self._midnight.stop()

    def refresh(self, *ids: str) -> None:
        """Read the outline again; `ids` are conversations that may stand elsewhere now."""
        self._changed.update(ids)
        self._dirty = True
        self._run()

    def look_for(self, words: str) -> None:
        """Show the conversations with these words in their titles alone; all where there are none."""
        if words != self.words:
            self.words, self._anew = words, True
            self.refresh()

    async def chosen(self, ranges: Sequence[tuple[int, int]]) -> list[Entry]:
        """The conversations in some ranges of rows, also those that nobody has looked at."""
        found: list[Entry] = []
        groups = self._rows.groups
        for first, last in ranges:
            at = groups.at(first)
            while at is not None and first <= last:
                group = groups.all[at.group]
                low = max(0, at.offset)
                high = min(len(group.entries), low + last - first + (1 if at.offset >= 0 else 0))
                lines = group.entries[low:high]
                known = [line for line in lines if line is not None]
                found += (
                    known if len(known) == len(lines) else await self.listing.page(group.stretch.span, low, high - low)
                )
                first += high - low + (1 if at.offset < 0 else 0)
                at = groups.at(first)
        return found

    async def find_title(self, start: str, *, beyond: bool) -> int:
        """The row of the next conversation whose title begins so, round and round; -1 where there is none. `beyond`:
        not the one that the list is at."""
        groups = self._rows.groups
        row = self._view.currentIndex().row()
        at, entry = groups.at(row), groups.entry(row)
        first = at.group if at is not None else 0
        order = [*range(first, len(groups.all)), *range(first + 1)]
        order = [number for number in order if not groups.all[number].folded]
        spans = [groups.all[number].stretch.span for number in order]
        after = None if entry is None else entry.activity + (0 if beyond else 1)
        version = groups.version
        found = await self.listing.next_titled(spans, start, after)
        if found is None or groups.version != version:
            return -1
        number, offset = found
        return groups.row(Place(order[number], offset))

    # --- inside -------------------------------------------------------------------------------------------------------

    def _on_told(self, told: Sequence[Told]) -> None:
        used: set[str] = set()
        changed: set[str] = set()
        for change in told:
            match change:
                case ConversationUsed(key):
                    used.add(key)
                case ConversationEdited(key) if _is_shown(change):
                    changed.add(key)
                case ConversationDeleted(key):
                    changed.add(key)
                case ConversationStarted(info):
                    changed.add(info.id)
                case StoreReplaced():
                    self._dirty = True
        if used and not changed and self._view.pointed_at:
            self._held |= used
        elif used or changed:
            self.refresh(*used, *changed)
        if self._dirty:
            self._run()

    def _release(self) -> None:
        if self._held:
            self.refresh()

    def _run(self) -> None:
        if not self._running and not self._closed:
            self._running = True
            self._spawn(self._work(), "list of conversations")

    async def _work(self) -> None:
        try:
            while not self._closed:
                if self._dirty and not self._view.editing:
                    if self._crowded and not self._anew:
                        self._crowded = False
                        await asyncio.sleep(_PAUSE_S)
                        continue
                    await self._refresh()
                elif not await self._load_one():
                    break
        except StoreError as error:
            log.info("the list of conversations could not be read: %s", error)
            if not self._closed:
                self.failed.emit(str(error))
        finally:
            self._running = False

    async def _refresh(self) -> None:
        self._dirty = False
        changed = self._changed | self._held
        self._changed, self._held = set(), set()
        self._crowded = len(changed) > _CROWD
        anew, self._anew = self._anew, False
        now, words = self._clock(), self.words
        wanted = changed | ({self.current} if self.current and self._rows.row_of_id(self.current) < 0 else set())
        today = now.date()
        outline = await self.listing.outline(lambda activity: stretch_of(activity, today), words, sorted(wanted))
        heads = await self._heads(outline, anew)
        if self._closed or words != self.words:
            return
        if self._view.editing:  # since we asked
            self._changed |= changed
            self._dirty = True
            return
        self.about_to_apply.emit()
        if anew:
            self._rows.clear()
        with self._view.kept_in_place(changed):
            self._rows.apply(outline, [self._heading(each, now) for each in outline.stretches], self.folded)
            for piece in self._rows.groups.missing(0, _FIRST_SCREEN):
                if piece.offset == 0 and piece.key in heads:
                    self._rows.fill(piece, heads[piece.key])
        if anew:
            self._view.scrollToTop()
        self.applied.emit()
        self._midnight.start(until_midnight(now))

    async def _heads(self, outline: Outline, anew: bool) -> dict[str, list[Entry]]:
        """The lines of the first screen, where there was nothing before."""
        if self._rows.groups.total and not anew:
            return {}
        heads, seen = {}, 0
        for stretch in outline.stretches:
            if seen >= _FIRST_SCREEN:
                break
            if key_of(stretch) not in self.folded:
                heads[key_of(stretch)] = await self.listing.page(stretch.span, 0, PAGE)
                seen += stretch.count
        return heads

    async def _load_one(self) -> bool:
        """Load a piece that is looked at; whether there was one."""
        row = self._view.currentIndex().row()
        missing = [
            *self._rows.groups.missing(*self._view.rows_shown()),
            *(self._rows.groups.missing(row, row) if row >= 0 else ()),
        ]
        if not missing:
            return False
        piece = missing[0]
        entries = await self.listing.page(piece.stretch.span, piece.offset, PAGE)
        if not self._closed:
            self._rows.fill(piece, entries)
            self.filled.emit()
        return True

    def _heading(self, stretch: Stretch, now: datetime) -> str:
        match stretch.kind:
            case Kind.PINNED:
                return self.tr("Pinned")
            case Kind.FOLDER:
                return stretch.name
            case Kind.ARCHIVED:
                return self.tr("Archive")
            case Kind.FOUND:
                return ""
        return heading(stretch.span.since or 0, now.date())


def _is_shown(edit: ConversationEdited) -> bool:
    """Whether an edit changes a line of the list."""
    shown = (edit.title, edit.pinned, edit.archived, edit.folder, edit.draft, edit.unread)
    return any(value is not None for value in shown)
