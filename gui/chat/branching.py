"""Going on from a message in a new conversation; the old one stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.conversations.branching import branch_title, branched
from core.session import Session
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from gui.chat.directory import Choice

if TYPE_CHECKING:
    from core.conversations.tree import Tree
    from gui.chat.book import Book
    from gui.chat.directory import Directory
    from gui.chat.keeper import Keeper
    from gui.chat.library import Library

Spawn = Callable[[Coroutine[Any, Any, None], str], object]


class Branching(QObject):
    def __init__(
        self, book: Book, library: Library, keeper: Keeper, directory: Directory, spawn: Spawn, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._library = library
        self._keeper = keeper
        self._directory = directory
        self._spawn = spawn

    def branch(self, conversation_id: str, message_id: str = "") -> None:
        """Make a new conversation of what led to a message (without one, to the end), and show it."""
        open_one = self._book.find(conversation_id)
        if open_one is None:
            self._spawn(self._branch_stored(conversation_id), f"a branch of {conversation_id}")
            return
        session = open_one.session
        title, system, choice = open_one.title, session.system, open_one.choice
        self._adopt(branched(session.tree, message_id), title, system, choice, open_one.preset, open_one.tools)

    async def _branch_stored(self, conversation_id: str) -> None:
        from core.conversations.trouble import StoreError

        try:
            stored = await self._keeper.load(conversation_id)
        except KeyError:
            return  # deleted meanwhile
        except StoreError as error:
            self._keeper.notice.emit(str(error))
            return
        info = stored.info
        choice = Choice(info.provider, info.model) if info.provider else self._directory.first_choice()
        self._adopt(branched(stored.tree), info.title, info.system, choice, info.preset, info.tools)

    def _adopt(self, tree: Tree, title: str, system: str, choice: Choice, preset: str, tools: str) -> None:
        if not len(tree):
            return
        toolbox = Toolbox(BUILTIN.values())
        session = Session(
            system=system, toolbox=toolbox, tree=tree, title=branch_title(title), files=self._keeper.files
        )
        self._library.adopt(session, choice, preset, tools)
