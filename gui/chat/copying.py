"""Dated copies of everything: made, restored, deleted; and everything deleted at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.background import in_background
from core.conversations.inventory import Copy, dated_copies, take_inventory
from core.conversations.store import Store
from core.conversations.trouble import StoreError, explained
from core.filetypes import size_text
from gui.data.copies_dialog import CopiesDialog
from gui.data.deletion_dialog import DeletionDialog
from gui.data.words import conversations_words, shown, tr, when
from gui.language import phrase
from gui.widgets.folders import show_folder

if TYPE_CHECKING:
    from gui.chat.book import Book
    from gui.chat.keeper import Keeper
    from gui.chat.library import Library
    from gui.data.steps import StepDialog
    from gui.theme.theme import Theme
    from gui.widgets.notice_bar import NoticeBar

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class Copying(QObject):
    """`settle()` carries out what the list has begun (deletions that could still be undone); `sweep()` lets go of files
    that nothing refers to any more."""

    def __init__(
        self,
        theme: Theme,
        keeper: Keeper,
        book: Book,
        library: Library,
        notices: NoticeBar,
        spawn: Spawn,
        settle: Callable[[], None],
        sweep: Callable[[], Awaitable[object]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keeper = keeper
        self._book = book
        self._library = library
        self._notices = notices
        self._spawn = spawn
        self._settle = settle
        self._sweep = sweep

    def back_up(self) -> None:
        """Make a copy now, and say so."""
        store = self._store()
        if store is not None:
            self._spawn(self._back_up(store), "backup")

    def open_copies(self, host: QWidget) -> None:
        """Show the copies."""
        store = self._store()
        if store is None:
            return
        dialog = CopiesDialog(self._theme, host)
        dialog.copy_wished.connect(lambda: self._run(dialog, self._copy(dialog, store)))
        dialog.restore_wished.connect(lambda copy: self._run(dialog, self._restore(dialog, store, copy)))
        dialog.delete_wished.connect(lambda copy: self._run(dialog, self._delete_copy(dialog, store, copy)))
        dialog.open()
        self._run(dialog, self._look(dialog, store))

    def open_deletion(self, host: QWidget) -> None:
        """Ask whether everything shall be deleted."""
        store = self._store()
        if store is not None:
            self._spawn(self._ask_to_delete(host, store), "asking to delete")

    def _store(self) -> Store | None:
        store = self._keeper.store
        if store is None:
            self._notices.say(tr("There is no file to work on: conversations are kept in memory until Rivulet ends."))
        return store

    def _run(self, dialog: StepDialog, work: Coroutine[Any, Any, None]) -> None:
        async def guarded() -> None:
            try:
                await work
            except StoreError as error:
                dialog.tell(tr("That did not work"), phrase(str(error)))
            except OSError as error:
                dialog.tell(tr("That did not work"), str(explained(error)))

        self._spawn(guarded(), "dated copies")

    # --- copies -------------------------------------------------------------------------------------------------------

    async def _back_up(self, store: Store) -> None:
        await self._keeper.written()
        try:
            copy = await store.backup()
        except StoreError as error:
            self._notices.say(tr("No copy was made. {why}").replace("{why}", phrase(str(error))))
            return
        said = tr("A copy of everything was made: {name}").replace("{name}", shown(copy.name))
        self._notices.say(said, tr("Show"), lambda: show_folder(copy))

    async def _look(self, dialog: CopiesDialog, store: Store) -> None:
        copies = await in_background(lambda: dated_copies(store.folder), "copies")
        there = await store.count() + await store.count(archived=True)
        dialog.show_copies(copies, there)

    async def _copy(self, dialog: CopiesDialog, store: Store) -> None:
        dialog.begin_work(tr("Making a copy"), can_stop=False)
        await self._keeper.written()
        await store.backup()
        await self._look(dialog, store)

    async def _delete_copy(self, dialog: CopiesDialog, store: Store, copy: Copy) -> None:
        dialog.begin_work(tr("Deleting a copy"), can_stop=False)
        await store.delete_copy(copy.path)
        await self._sweep()
        await self._look(dialog, store)

    async def _restore(self, dialog: CopiesDialog, store: Store, copy: Copy) -> None:
        dialog.begin_work(
            tr("Restoring {count}").replace("{count}", conversations_words(copy.conversations or 0)), can_stop=False
        )
        reading = self._book.current
        await self._let_go()
        before = await store.restore(copy.path)
        if reading is not None and await store.entry(reading.id) is not None:
            self._book.open(reading.id)
        there = await store.count() + await store.count(archived=True)
        said = tr("As of {when}: {count}. What was there before is kept as {name}.")
        said = said.replace("{count}", conversations_words(there)).replace("{when}", when(copy.made))
        dialog.tell(tr("Restored"), said.replace("{name}", shown(before.name)))

    # --- everything ---------------------------------------------------------------------------------------------------

    async def _ask_to_delete(self, host: QWidget, store: Store) -> None:
        await self._keeper.written()
        there = await in_background(lambda: take_inventory(store.folder), "inventory")
        if not there.conversations and not there.copies:
            self._notices.say(tr("There is nothing to delete."))
            return
        dialog = DeletionDialog(self._theme, there, host)
        dialog.wished.connect(lambda keep: self._run(dialog, self._delete_all(dialog, store, keep_copies=keep)))
        dialog.open()

    async def _delete_all(self, dialog: DeletionDialog, store: Store, *, keep_copies: bool) -> None:
        dialog.begin_work(tr("Deleting all conversations"), can_stop=False)
        await self._let_go()
        copy = await store.delete_all(keep_copies=keep_copies)
        await self._sweep()
        if copy is None:
            dialog.tell(tr("Deleted"), tr("All conversations, their files and their copies are deleted."))
        else:
            said = tr("All conversations are deleted. Restore the copy {name} ({size}) to have them back.")
            said = said.replace("{name}", shown(copy.name)).replace("{size}", phrase(size_text(_size(copy))))
            dialog.tell(tr("Deleted"), said)

    async def _let_go(self) -> None:
        """Nothing that is open may write over what comes."""
        self._settle()
        self._book.open_new()
        await self._library.close_all()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
