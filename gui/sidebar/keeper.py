"""Where the list, its rows and the listing meet: which conversation is marked, what a choice leads to, what is done to
the chosen ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QItemSelectionModel, QObject, Signal

from core.conversations.outline import Kind
from core.conversations.records import NoteChanged
from core.conversations.trouble import StoreError
from gui.sidebar.deeds import Deeds
from gui.sidebar.groups import key_of
from gui.sidebar.loader import Loader
from gui.sidebar.popup import Popup

if TYPE_CHECKING:
    from core.conversations.listing import Listing
    from core.conversations.records import Entry
    from gui.sidebar.list_view import ConversationList
    from gui.sidebar.loader import Spawn
    from gui.sidebar.model import ConversationRows

FOLDED: Final = "sidebar.folded"
_ARCHIVE: Final = "ARCHIVED "
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Keeper(QObject):
    """`opened(id)`: a person chose it; `writing_wished` follows after Enter. `renamed(id, title)`, `branch_wished(id)`,
    `export_wished(ids)`, `notice_wished(text, action, what it does)`, `notice_over(text)`. `deeds` tells what left the
    list and what is deleted for good. `can_branch`: somebody listens to `branch_wished`."""

    opened = Signal(str)
    writing_wished = Signal()
    renamed = Signal(str, str)
    branch_wished = Signal(str)
    export_wished = Signal(object)
    notice_wished = Signal(str, str, object)
    notice_over = Signal(str)

    def __init__(
        self, listing: Listing, spawn: Spawn, rows: ConversationRows, view: ConversationList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.can_branch = False
        self._listing = listing
        self._spawn = spawn
        self._rows = rows
        self._view = view
        self._quiet = 0
        self._arrived = False  # a person is at another row since
        self._wishing = False
        self._notice = ""
        self._closed = False
        self.loader = Loader(listing, rows, view, spawn, parent=self)
        self.deeds = Deeds(listing, self)
        self.popup = Popup(listing, rows, view, self.loader, self.deeds, self._start, lambda: self.can_branch, self)
        self._connect()

    def _connect(self) -> None:
        view, loader, deeds = self._view, self.loader, self.deeds
        view.selectionModel().currentChanged.connect(self._current_changed)
        view.selectionModel().selectionChanged.connect(self._consider)
        for signal, act in (
            (view.opened, self._open_to_write),
            (view.fold_wished, self._fold),
            (view.pin_wished, self._pin_row),
            (view.rename_wished, lambda: self.rename()),
            (view.delete_wished, self.delete),
            (view.menu_wished, lambda at: self.popup.show(self._ranges(), at)),
            (view.folder_menu_wished, self.popup.show_folder),
            (view.typed, self._jump),
            (self._rows.renamed, self._rename_to),
            (loader.about_to_apply, self._hush),
            (loader.applied, self._unhush),
            (loader.filled, self._filled),
            (self.popup.open_wished, self.opened),
            (self.popup.rename_wished, self.rename),
            (self.popup.branch_wished, self.branch_wished),
            (self.popup.export_wished, self.export_wished),
            (self.popup.closed, self._settle_mark),
            (deeds.removed, self._told_removed),
            (deeds.folder_moved, self._told_folder),
            (deeds.restored, lambda ids: loader.refresh(*ids)),
            (deeds.moved, lambda ids: loader.refresh(*ids)),
            (deeds.deleted, lambda _ids: self._end_notice()),
            (deeds.failed, lambda sentence: self.notice_wished.emit(sentence, "", None)),
            (loader.failed, lambda sentence: self.notice_wished.emit(sentence, "", None)),
        ):
            signal.connect(act)

    def begin(self) -> None:
        """Read the list for the first time."""
        self._start(self._begin())

    def close(self) -> None:
        """Delete what waits for that, and stop following. Nothing is asked of the listing any more."""
        self._closed = True
        self.deeds.close()
        self.loader.close()
        self.popup.close()
        view = self._view
        for signal in (view.opened, view.fold_wished, view.pin_wished, view.rename_wished, view.delete_wished):
            signal.disconnect()
        for signal in (view.menu_wished, view.folder_menu_wished, view.typed, self._rows.renamed):
            signal.disconnect()
        view.selectionModel().currentChanged.disconnect(self._current_changed)
        view.selectionModel().selectionChanged.disconnect(self._consider)

    # --- which one is shown -------------------------------------------------------------------------------------------

    def show_current(self, conversation_id: str) -> None:
        """Mark a conversation as the one that is shown; telling the same again changes nothing."""
        if conversation_id != self.loader.current:
            self.loader.current = conversation_id
            self._mark()
            if self._rows.row_of_id(conversation_id) < 0:
                self.loader.refresh()

    def set_live(self, conversation_id: str, live: bool) -> None:
        self._rows.set_live(conversation_id, live)

    def set_waiting(self, conversation_id: str, waiting: bool) -> None:
        self._rows.set_waiting(conversation_id, waiting)

    def look_for(self, words: str) -> None:
        self.loader.look_for(words.strip())

    def enter(self) -> bool:
        """Be at some row, for whoever comes by keyboard; whether there is one."""
        if not self._view.currentIndex().isValid():
            self._go(self._selectable(-1, 1))
        return self._view.currentIndex().isValid()

    def step(self, by: int) -> None:
        """Choose the next (1) or the previous (-1) conversation, round and round."""
        row = self._rows.row_of_id(self.loader.current)
        self._go(self._selectable(row if row >= 0 or by > 0 else self._rows.rowCount(), by))

    def _selectable(self, row: int, by: int) -> int:
        count = self._rows.rowCount()
        for distance in range(1, min(count, 2 * len(self._rows.groups.all) + 2) + 1):
            found = (row + by * distance) % count
            if self._rows.groups.heading(found) is None:
                return found
        return -1

    def _go(self, row: int) -> None:
        if row >= 0:
            self._view.selectionModel().setCurrentIndex(self._rows.index(row, 0), _SELECT)

    def _mark(self) -> None:
        row = self._rows.row_of_id(self.loader.current)
        model = self._view.selectionModel()
        self._quiet += 1
        if row >= 0:
            if model.currentIndex().row() != row or not model.isSelected(self._rows.index(row, 0)):
                model.setCurrentIndex(self._rows.index(row, 0), _SELECT)
        elif self._rows.groups.entry(model.currentIndex().row()) is not None:
            model.clear()
        self._quiet -= 1

    def _current_changed(self) -> None:
        self._wishing = False
        self._arrived = self._quiet == 0
        self._consider()

    def _consider(self) -> None:
        """A conversation is wished for when a person came to it and chose it alone; which of both the list tells first
        depends on whether it was the mouse or a key."""
        row = self._view.currentIndex().row()
        if self._quiet == 0 and self._arrived and row >= 0 and self._ranges() == [(row, row)]:
            self._arrived = False
            self._wishing = True
            self._wish_again()

    def _filled(self) -> None:
        self._wish_again()
        if not self._wishing and not self._ranges():
            self._mark()

    def _wish_again(self) -> None:
        """Wish for the conversation that was chosen, as soon as it is known which one that is."""
        entry = self._rows.groups.entry(self._view.currentIndex().row())
        if self._wishing and entry is not None:
            self._wishing = False
            self.loader.current = entry.id
            self.opened.emit(entry.id)
        elif self._wishing:
            self._view.looked.emit()

    def _hush(self) -> None:
        self._quiet += 1

    def _unhush(self) -> None:
        self._quiet -= 1
        self._settle_mark()

    def _settle_mark(self) -> None:
        """Let the conversation that is shown be the chosen one again, unless several are."""
        if self.loader.current and not self._several():
            self._mark()

    def _open_to_write(self) -> None:
        entry = self._rows.groups.entry(self._view.currentIndex().row())
        if entry is not None:
            self.opened.emit(entry.id)
            self.writing_wished.emit()

    # --- what is done to the chosen ones ------------------------------------------------------------------------------

    def rename(self, conversation_id: str = "") -> None:
        """Edit a title in place: of this conversation, or of the one that is chosen; or rename the folder that the
        keyboard is at."""
        folder = self.popup.folder_at(self._view.currentIndex().row())
        if folder and self._view.hasFocus() and not conversation_id:
            self.popup.rename_folder(folder)
            return
        ranges = self._ranges()
        row = ranges[0][0] if ranges else -1
        if conversation_id:
            row = self._rows.row_of_id(conversation_id)
        if self._rows.groups.entry(row) is not None:
            self._view.scrollTo(self._rows.index(row, 0))
            self._view.edit(self._rows.index(row, 0))

    def pin(self) -> None:
        """Pin the chosen ones, or unpin them where all are pinned."""
        self._with_chosen(self.deeds.pin)

    def delete(self) -> None:
        """Delete the chosen ones; for a while that can be undone."""
        self._with_chosen(self.deeds.delete)

    def _pin_row(self, row: int) -> None:
        entry = self._rows.groups.entry(row)
        if entry is not None:
            self.deeds.pin([entry])

    def _rename_to(self, conversation_id: str, title: str) -> None:
        self.deeds.rename(conversation_id, title)
        self.renamed.emit(conversation_id, title)

    def _with_chosen(self, act: Callable[[list[Entry]], None]) -> None:
        async def run() -> None:
            chosen = await self.loader.chosen(self._ranges())
            if not self._closed:
                act(chosen)

        self._start(run())

    def _told_removed(self, ids: Sequence[str]) -> None:
        self.loader.refresh(*ids)
        one, several = self.tr("Conversation deleted"), self.tr("{count} conversations deleted")
        self._notice = one if len(ids) == 1 else several.replace("{count}", str(len(ids)))
        self.notice_wished.emit(self._notice, self.tr("Undo"), self.deeds.undo)

    def _told_folder(self, folder: str, name: str, undo: object) -> None:
        key = f"{Kind.FOLDER.name} {folder}"
        if name and key in self.loader.folded:  # it stays folded under its new name
            self.loader.folded = self.loader.folded - {key} | {f"{Kind.FOLDER.name} {name}"}
        said = self.tr("Folder renamed") if name else self.tr("Folder removed; its conversations are in the list")
        self.notice_wished.emit(said, self.tr("Undo"), undo)

    def _end_notice(self) -> None:
        self.notice_over.emit(self._notice)

    async def chosen(self) -> list[Entry]:
        """The conversations that are chosen in the list."""
        return await self.loader.chosen(self._ranges())

    # --- inside -------------------------------------------------------------------------------------------------------

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self._view.selectionModel().selection()
        return sorted((selection.at(place).top(), selection.at(place).bottom()) for place in range(selection.count()))

    def _several(self) -> bool:
        ranges = self._ranges()
        return len(ranges) > 1 or any(first < last for first, last in ranges)

    def _jump(self, start: str, first: bool) -> None:
        async def run() -> None:
            row = await self.loader.find_title(start, beyond=first)
            if not self._closed:
                self._go(row)

        self._start(run())

    def _fold(self, row: int, folded: bool) -> None:
        place = self._rows.groups.at(row)
        if place is None:
            return
        key = key_of(self._rows.groups.all[place.group].stretch)
        self.loader.folded = self.loader.folded | {key} if folded else self.loader.folded - {key}
        self._hush()
        self._rows.fold(place.group, folded)
        self._view.selectionModel().setCurrentIndex(
            self._rows.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        if not self._several() and self._rows.row_of_id(self.loader.current) < 0:
            self._view.clearSelection()  # what was folded away takes its mark along
        self._quiet -= 1
        self._view.looked.emit()
        self._listing.source.submit([NoteChanged(FOLDED, json.dumps(sorted(self.loader.folded)))]).add_done_callback(
            lambda done: done.exception()  # a fold that is not remembered is no trouble
        )

    async def _begin(self) -> None:
        try:
            known = json.loads(await self._listing.note(FOLDED) or f'["{_ARCHIVE}"]')
        except ValueError:
            known = [_ARCHIVE]
        if not self._closed:
            self.loader.folded = {str(key) for key in known} if isinstance(known, list) else {_ARCHIVE}
            self.loader.refresh()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        async def guarded() -> None:
            try:
                await work
            except StoreError as error:
                if self._closed:
                    return
                self.notice_wished.emit(str(error), "", None)

        self._spawn(guarded(), "conversations")
