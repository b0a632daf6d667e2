"""The list of conversations beside the open ones: what the sidebar wishes for reaches the book, and what happens in
open conversations shows in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from core.conversations.listing import Source
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.sidebar.keeper import Keeper
    from gui.sidebar.loader import Spawn
    from gui.sidebar.sidebar import Sidebar
    from gui.widgets.notice_bar import NoticeBar


class Listed(QObject):
    """`close` is called with the id of each conversation that is deleted for good, before it is."""

    def __init__(
        self,
        sidebar: Sidebar,
        book: Book,
        notices: NoticeBar,
        close: Callable[[str], object],
        write: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self._book = book
        self._notices = notices
        self._close = close
        self._shown: Conversation | None = None
        self._left = ""  # what was shown when it was deleted
        self.branch: Callable[[str], object] | None = None  # makes a new conversation of one
        sidebar.conversation_wished.connect(book.open)
        sidebar.writing_wished.connect(write)
        book.shown.connect(self._show)
        book.changed.connect(self._follow)

    def begin(self, source: Source, spawn: Spawn) -> None:
        """List the conversations of a source."""
        from core.conversations.listing import Listing

        keeper = self._sidebar.show_listing(Listing(source), spawn)
        keeper.renamed.connect(self._rename)
        keeper.notice_wished.connect(self._notices.say)
        keeper.notice_over.connect(self._notices.take_back)
        keeper.deeds.removed.connect(self._leave)
        keeper.deeds.restored.connect(self._return)
        keeper.deeds.deleted.connect(self._discard)
        if self.branch is not None:
            keeper.can_branch = True
            keeper.branch_wished.connect(self.branch)
        for conversation in self._book.live:
            keeper.set_live(conversation.id, True)
        if self._shown is not None:
            keeper.show_current(self._shown.id)

    def end(self) -> None:
        """Carry out what was begun, before the source is closed."""
        self._sidebar.close_listing()

    def step(self, by: int) -> None:
        """Show the next (1) or the previous (-1) conversation of the list, round and round."""
        self._with_keeper(lambda keeper: keeper.step(by))

    def rename(self) -> None:
        """Edit the title of the chosen conversation."""
        self._with_keeper(lambda keeper: keeper.rename())

    def pin(self) -> None:
        """Pin the chosen conversations, or unpin them."""
        self._with_keeper(lambda keeper: keeper.pin())

    def delete(self) -> None:
        """Delete the chosen conversations."""
        self._with_keeper(lambda keeper: keeper.delete())

    def _with_keeper(self, act: Callable[[Keeper], None]) -> None:
        if self._sidebar.keeper is not None:
            act(self._sidebar.keeper)

    def _show(self, conversation: Conversation) -> None:
        self._shown = conversation
        self._sidebar.show_current(conversation.id)

    def _follow(self, conversation: Conversation) -> None:
        self._with_keeper(lambda keeper: keeper.set_live(conversation.id, conversation.live))
        self._with_keeper(lambda keeper: keeper.set_waiting(conversation.id, conversation.waits))

    def _rename(self, conversation_id: str, title: str) -> None:
        conversation = self._book.find(conversation_id)
        if conversation is not None:
            from core.conversations.records import TitledBy  # the first paint comes before any conversation

            conversation.session.title = title
            conversation.titled_by = TitledBy.USER
            conversation.changed.emit()

    def _leave(self, ids: Sequence[str]) -> None:
        self._left = ""
        if self._shown is not None and self._shown.id in ids:
            self._left = self._shown.id
            self._book.open_new()

    def _return(self, ids: Sequence[str]) -> None:
        """Show again what was shown, where nothing was begun since."""
        if self._left in ids and self._shown is not None and self._shown.empty:
            self._book.open(self._left)

    def _discard(self, ids: Sequence[str]) -> None:
        for each in ids:
            self._close(each)
