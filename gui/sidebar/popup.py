"""The menus of the list: of the chosen conversations, and of a folder's heading."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from core.conversations.outline import Kind
from gui.sidebar.menu import Wishes, ask_for_folder, conversation_menu, folder_menu

if TYPE_CHECKING:
    from core.conversations.listing import Listing
    from core.conversations.records import Entry
    from gui.sidebar.deeds import Deeds
    from gui.sidebar.list_view import ConversationList
    from gui.sidebar.loader import Loader
    from gui.sidebar.model import ConversationRows


class Popup(QObject):
    """`open_wished(id)`, `rename_wished(id)`, `branch_wished(id)` and `export_wished(ids)` are what a menu leads to
    beside deeds; `closed`: it is gone. `start` runs work and tells its trouble; `can_branch()`: somebody
    listens to that wish."""

    open_wished = Signal(str)
    rename_wished = Signal(str)
    branch_wished = Signal(str)
    export_wished = Signal(object)
    closed = Signal()

    def __init__(
        self,
        listing: Listing,
        rows: ConversationRows,
        view: ConversationList,
        loader: Loader,
        deeds: Deeds,
        start: Callable[[Coroutine[Any, Any, None]], None],
        can_branch: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._listing = listing
        self._rows = rows
        self._view = view
        self._loader = loader
        self._deeds = deeds
        self._start = start
        self._can_branch = can_branch
        self._closed = False

    def close(self) -> None:
        """Ask the listing no more."""
        self._closed = True

    def show(self, ranges: list[tuple[int, int]], at: QPoint) -> None:
        """The menu of the conversations in some ranges of rows."""

        async def run() -> None:
            chosen = await self._loader.chosen(ranges)
            folders = await self._listing.folders()
            if chosen and not self._closed:
                self._pop_up(chosen, folders, at)

        self._start(run())

    def show_folder(self, row: int, at: QPoint) -> None:
        """The menu of the folder whose heading stands in a row; nothing where that is no folder's."""
        folder = self.folder_at(row)
        if folder:
            rename, remove = (lambda: self.rename_folder(folder)), (lambda: self.remove_folder(folder))
            self._open(folder_menu(self._view, rename, remove), at)

    def folder_at(self, row: int) -> str:
        """The folder whose heading stands in a row, empty where there is none."""
        group = self._rows.groups.heading(row)
        return group.stretch.name if group is not None and group.stretch.kind is Kind.FOLDER else ""

    def rename_folder(self, folder: str) -> None:
        """Ask for another name; one that another folder has puts both together."""
        ask_for_folder(self._view, lambda name: self._move_all(folder, name), folder)

    def remove_folder(self, folder: str) -> None:
        """Its conversations stand in the list again."""
        self._move_all(folder, "")

    def _move_all(self, folder: str, name: str) -> None:
        async def run() -> None:
            ids = await self._listing.ids_in(folder)
            if not self._closed:
                self._deeds.move_folder(folder, ids, name)

        self._start(run())

    def _pop_up(self, chosen: list[Entry], folders: list[str], at: QPoint) -> None:
        deeds, first = self._deeds, chosen[0].id
        wishes = Wishes(
            open=lambda: self.open_wished.emit(first),
            rename=lambda: self.rename_wished.emit(first),
            pin=lambda: deeds.pin(chosen),
            move=lambda folder: deeds.move(chosen, folder),
            new_folder=lambda: ask_for_folder(self._view, lambda name: deeds.move(chosen, name)),
            archive=lambda: deeds.archive(chosen),
            export=lambda: self.export_wished.emit([entry.id for entry in chosen]),
            delete=lambda: deeds.delete(chosen),
            branch=(lambda: self.branch_wished.emit(first)) if self._can_branch() else None,
        )
        self._open(conversation_menu(self._view, chosen, folders, wishes), at)

    def _open(self, menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.aboutToHide.connect(self.closed)
        menu.popup(at)
