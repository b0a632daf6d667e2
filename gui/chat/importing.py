"""Importing conversations: a look into the file, the import itself, and taking it back."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.background import in_background
from core.conversations.importing.landing import (
    already_there,
    brought,
    import_file,
    imports,
    undo_import,
)
from core.conversations.importing.reading import preview
from core.conversations.importing.values import ImportRefused
from core.conversations.store import Store
from core.conversations.trouble import StoreError
from gui.composer.offered import DropTarget
from gui.data.import_dialog import Found, ImportDialog
from gui.data.words import tr, trouble_words
from gui.language import phrase

if TYPE_CHECKING:
    from gui.chat.book import Book
    from gui.chat.keeper import Keeper
    from gui.theme.theme import Theme

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]

_TOLD_S: Final = 0.05  # between two tellings of how far it is


class Importing(QObject):
    """`close(id)` lets go of an open conversation. One dialog at a time."""

    def __init__(
        self,
        theme: Theme,
        keeper: Keeper,
        book: Book,
        close: Callable[[str], object],
        spawn: Spawn,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keeper = keeper
        self._book = book
        self._close = close
        self._spawn = spawn
        self._task: asyncio.Task[Any] | None = None
        self._ending: threading.Event | None = None  # set: what runs in steps ends after its step
        self._found: Found | None = None

    def open(self, host: QWidget, path: Path | None = None) -> None:
        """Ask for a file, or look into this one."""
        store = self._keeper.store
        if store is None:
            self._keeper.notice.emit(
                tr("Nothing can be imported now: conversations are kept in memory until Rivulet ends.")
            )
            return
        dialog = ImportDialog(self._theme, host)
        drops = DropTarget(dialog)
        drops.dropped.connect(lambda sources: self._dropped(dialog, store, sources))
        dialog.file_wished.connect(lambda path: self._begin(dialog, self._look(dialog, store, path)))
        dialog.import_wished.connect(
            lambda ids, again: self._begin(dialog, self._bring(dialog, store, ids, again=again))
        )
        dialog.undo_wished.connect(lambda key: self._begin(dialog, self._undo(dialog, store, key)))
        dialog.stop_wished.connect(lambda: self._stop(dialog))
        dialog.finished.connect(self._leave)
        dialog.open()
        self._begin(dialog, self._look(dialog, store, path) if path else self._show_earlier(dialog, store))

    async def aclose(self) -> None:
        """End what runs; what was brought by then stays, and can be taken back."""
        task = self._task
        if task is not None:
            task.cancel()
            await asyncio.wait((task,))

    # --- wishes -------------------------------------------------------------------------------------------------------

    def _begin(self, dialog: ImportDialog, work: Coroutine[Any, Any, None]) -> None:
        self._task = self._spawn(self._guarded(dialog, work), "import")

    async def _guarded(self, dialog: ImportDialog, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (ImportRefused, StoreError) as error:
            dialog.tell_failed(phrase(str(error)))

    def _stop(self, dialog: ImportDialog) -> None:
        ending, self._ending = self._ending, None
        if ending is not None:
            ending.set()
        elif self._task is not None:  # nothing is written yet: nobody needs to wait for the reading
            self._task.cancel()
            dialog.start_again()

    def _leave(self) -> None:
        """The dialog is gone: what it was only told of need not be found out any more."""
        if self._task is not None and self._ending is None:
            self._task.cancel()

    def _dropped(self, dialog: ImportDialog, store: Store, sources: Sequence[object]) -> None:
        path = next((each for each in sources if isinstance(each, Path)), None)
        if path is not None and not dialog.running:
            self._begin(dialog, self._look(dialog, store, path))

    # --- what is done -------------------------------------------------------------------------------------------------

    async def _show_earlier(self, dialog: ImportDialog, store: Store) -> None:
        dialog.show_earlier(await imports(store))

    async def _look(self, dialog: ImportDialog, store: Store, path: Path) -> None:
        dialog.begin_reading(path)
        given_up = threading.Event()
        loop = asyncio.get_running_loop()
        progress = _paced(lambda count: loop.call_soon_threadsafe(dialog.show_reading, count), given_up)
        try:
            found = await in_background(lambda: preview(path, progress), "import preview")
            there = await already_there(store, [line.id for line in found.lines])
        except OSError as error:
            dialog.tell_failed(trouble_words(error, path))
        else:
            self._found = Found(path, found, frozenset(there))
            dialog.show_found(self._found)
        finally:
            given_up.set()

    async def _bring(self, dialog: ImportDialog, store: Store, ids: Sequence[str], *, again: bool) -> None:
        found = self._found
        assert found is not None
        dialog.begin_import(len(ids))
        self._ending = ending = threading.Event()
        total, before = len(found.preview.lines), {each.id for each in await imports(store)}
        progress = _paced(lambda count: dialog.working.show_progress(count, total), ending)
        try:
            done = await import_file(
                store, self._keeper.files, found.path, only=frozenset(ids), again=again, progress=progress
            )
        except _Stopped:
            dialog.tell_stopped(*await self._landed(store, before))
        except (ImportRefused, StoreError) as error:
            dialog.tell_failed(phrase(str(error)), *await self._landed(store, before))
        except OSError as error:
            dialog.tell_failed(trouble_words(error, found.path), *await self._landed(store, before))
        else:
            dialog.tell_done(done)
        finally:
            self._ending = None

    @staticmethod
    async def _landed(store: Store, before: set[str]) -> tuple[str, int]:
        """What an import that did not come to its end has brought: its id, empty where nothing came, and how much."""
        record = next((each for each in await imports(store) if each.id not in before), None)
        return ("", 0) if record is None else (record.id, await brought(store, record.id))

    async def _undo(self, dialog: ImportDialog, store: Store, import_id: str) -> None:
        dialog.begin_work(tr("Undoing the import"), can_stop=False)
        await self._keeper.written()
        try:
            undone = await undo_import(store, import_id)
        except KeyError:
            dialog.tell_failed(tr("This import was undone already."))
            return
        for conversation in self._book.opened:
            if not conversation.empty and not conversation.temporary and await store.entry(conversation.id) is None:
                self._close(conversation.id)
        dialog.tell_undone(undone)


class _Stopped(Exception):
    """A person wished for the end."""


def _paced(tell: Callable[[int], object], ending: threading.Event) -> Callable[[int], None]:
    """A progress that is told now and then, and ends the work once that is wished."""
    last = 0.0

    def progress(count: int) -> None:
        nonlocal last
        if ending.is_set():
            raise _Stopped
        if time.monotonic() - last >= _TOLD_S:
            last = time.monotonic()
            tell(count)

    return progress
