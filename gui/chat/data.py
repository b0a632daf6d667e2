"""What a person does with all that is kept: exports, imports, dated copies, deleting everything, looking at the folder.

Nothing of the dialogs exists before it is first needed; only the files that nobody refers to are looked after all the
time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui.chat.sweeping import Sweeping
from gui.composer.offered import DropTarget

if TYPE_CHECKING:
    from core.conversations.listing import Source
    from gui.actions import Actions
    from gui.chat.book import Book
    from gui.chat.copying import Copying
    from gui.chat.exporting import Exporting
    from gui.chat.importing import Importing
    from gui.chat.keeper import Keeper
    from gui.chat.library import Library
    from gui.sidebar.sidebar import Sidebar
    from gui.theme.theme import Theme
    from gui.widgets.notice_bar import NoticeBar

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class Data(QObject):
    """`folder` is the data folder, `window` what the dialogs belong to where no other dialog is open."""

    def __init__(
        self,
        theme: Theme,
        keeper: Keeper,
        book: Book,
        library: Library,
        sidebar: Sidebar,
        notices: NoticeBar,
        spawn: Spawn,
        folder: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._keeper = keeper
        self._book = book
        self._library = library
        self._sidebar = sidebar
        self._notices = notices
        self._spawn = spawn
        self._folder = folder
        self._host = window
        self._source: Source | None = None
        self.sweeping = Sweeping(keeper, book, spawn, self)
        keeper.opened.connect(self._begin)
        sidebar.listed.connect(self._follow_list)
        DropTarget(sidebar).dropped.connect(self._dropped)

    def connect_actions(self, actions: Actions) -> None:
        """Carry out the commands of the menus."""
        for name, act in (
            ("export_chat", self.export),
            ("export_all", self.export_all),
            ("import_chats", self.bring),
            ("back_up", lambda: self.copying.back_up()),
            ("restore_copy", lambda: self.copying.open_copies(self.host)),
            ("delete_all", lambda: self.copying.open_deletion(self.host)),
            ("show_data", self.show_folder),
        ):
            actions.on(name, act)

    def make_page(self, actions: Actions, settings: Path) -> QWidget:
        """The page of the settings; `settings` is their file."""
        from gui.settings.data_page import DataPage

        return DataPage(self._folder, settings, actions, self._spawn)

    async def aclose(self) -> None:
        """End what runs, before the store is closed."""
        await self.sweeping.aclose()
        for part in ("exporting", "importing"):
            if part in self.__dict__:  # else nobody has needed it
                await getattr(self, part).aclose()

    # --- parts that are made when they are needed ---------------------------------------------------------------------

    @cached_property
    def exporting(self) -> Exporting:
        from gui.chat.exporting import Exporting

        made = Exporting(self._theme, self._keeper, self._book, self._spawn, self._deleted_lately, self)
        made.source = self._source
        return made

    @cached_property
    def importing(self) -> Importing:
        from gui.chat.importing import Importing

        return Importing(self._theme, self._keeper, self._book, self._library.close, self._spawn, self)

    @cached_property
    def copying(self) -> Copying:
        from gui.chat.copying import Copying

        return Copying(
            self._theme,
            self._keeper,
            self._book,
            self._library,
            self._notices,
            self._spawn,
            self._settle,
            self.sweeping.sweep,
            self,
        )

    @property
    def host(self) -> QWidget:
        """What a dialog belongs to: the one that is open already, else the window."""
        return QApplication.activeModalWidget() or self._host

    # --- commands -----------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Export what is chosen in the list where that is several, else the conversation that is shown."""
        self._spawn(self._export_chosen(), "asking for an export")

    def export_all(self) -> None:
        from gui.data.export_dialog import Scope

        self.exporting.open(self.host, scope=Scope.ALL)

    def bring(self, path: Path | None = None) -> None:
        """Import a file; ask for one where none is named."""
        self.importing.open(self.host, path)

    def show_folder(self) -> None:
        """Show the data folder."""
        from gui.data.words import shown_path, tr
        from gui.widgets.folders import show_folder

        if not show_folder(self._folder):
            said = tr("The data folder is {place}; the desktop did not show it.")
            self._notices.say(said.replace("{place}", shown_path(self._folder)))

    async def _export_chosen(self) -> None:
        from core.conversations.trouble import StoreError

        chosen: list[str] = []
        if self._sidebar.keeper is not None:
            try:
                chosen = [entry.id for entry in await self._sidebar.keeper.chosen()]
            except StoreError as error:
                self._notices.say(str(error))
                return
        self.exporting.open(self.host, chosen if len(chosen) > 1 else ())

    # --- inside -------------------------------------------------------------------------------------------------------

    def _begin(self, source: Source) -> None:
        self._source = source
        if "exporting" in self.__dict__:
            self.exporting.source = source
        self.sweeping.begin(source)

    def _follow_list(self) -> None:
        if self._sidebar.keeper is not None:
            self._sidebar.keeper.export_wished.connect(lambda ids: self.exporting.open(self.host, ids))

    def _dropped(self, sources: Sequence[object]) -> None:
        path = next((each for each in sources if isinstance(each, Path)), None)
        if path is not None and QApplication.activeModalWidget() is None:
            self.bring(path)

    def _deleted_lately(self) -> tuple[str, ...]:
        return self._sidebar.keeper.deeds.gone if self._sidebar.keeper is not None else ()

    def _settle(self) -> None:
        if self._sidebar.keeper is not None:
            self._sidebar.keeper.deeds.empty()
