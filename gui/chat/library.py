"""Makes conversations and opens stored ones, each with everything that it needs, and has them written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from PySide6.QtCore import QObject

from core.attachments import Files
from core.conversations.records import Conversation as Stored
from core.conversations.records import ConversationEdited
from core.conversations.unsent import Unsent
from core.session import Session
from core.shares import Shares
from core.tools.base import Toolbox
from core.tools.permissions import Permissions
from core.tools.registry import BUILTIN
from core.trace.log import TraceLog
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice, Directory
from gui.chat.history import Spent, unknown
from gui.chat.keeper import Keeper
from gui.chat.kept import Kept, restore, view_from_text
from gui.widgets.clock import FrameClock

_KEPT_OPEN: Final = 8  # of the conversations that nobody needs, the last ones that were shown


class Library(QObject):
    """Answers the book's wish for a conversation that is not open. `log` has the exchanges of all of them."""

    def __init__(
        self,
        keeper: Keeper,
        book: Book,
        directory: Directory,
        clock: FrameClock,
        spread: Callable[[], bool],
        spawn: Callable[[Coroutine[Any, Any, None], str], object],
    ) -> None:
        super().__init__(book)
        self.log = TraceLog()
        self._keeper = keeper
        self._book = book
        self._directory = directory
        self._clock = clock
        self._spread = spread
        self._files = keeper.files
        self.permissions = Permissions()  # what is always allowed, in every conversation
        self.shares = Shares()  # their turns run on one loop
        self.spent: Spent = unknown
        self._spawn = spawn
        self._closing: dict[str, asyncio.Event] = {}
        self._temporary: Conversation | None = None
        self._used: list[str] = []  # what was shown, the last one last
        book.missing.connect(self._fetch)
        book.shown.connect(self._let_go)

    def new(self) -> Conversation:
        """An untouched conversation; it is stored with its first message."""
        session = Session(toolbox=Toolbox(BUILTIN.values()), files=self._files)
        conversation = self._dress(session, self._directory.first_choice())
        self._keep(conversation)
        return conversation

    def open_temporary(self) -> None:
        """Show the conversation that is never stored: nothing of it touches the disk, its attachments neither. Where it
        is shown and something was said in it, that is forgotten, and there is a new one."""
        before = self._temporary
        if before is not None and self._book.find(before.id) is before:
            if before is not self._book.current or before.empty:
                self._book.open(before.id)
                return
        else:
            before = None
        session = Session(toolbox=Toolbox(BUILTIN.values()))
        self._temporary = conversation = self._dress(session, self._directory.first_choice())
        conversation.temporary = True
        self._book.admit(conversation, show=True)
        if before is not None:
            self.close(before.id)

    def show_apart(self, session: Session, label: str, choice: Choice) -> Conversation:
        """Show a conversation that is never stored and is no chat, such as a replay."""
        conversation = self._dress(session, choice)
        conversation.temporary, conversation.label = True, label
        self._book.admit(conversation, show=True)
        return conversation

    def close(self, conversation_id: str) -> None:
        """Let go of an open conversation: its turn is stopped, its last words are written, another one is shown."""
        conversation = self._book.discard(conversation_id)
        if conversation is not None:
            self._closing[conversation_id] = asyncio.Event()
            self._spawn(self._close(conversation), f"closing {conversation_id}")

    async def close_all(self) -> None:
        """Let go of every conversation that is stored, and wait until the last words of each are written."""
        for conversation in self._book.opened:
            if not conversation.empty and not conversation.temporary:
                self.close(conversation.id)
        await asyncio.gather(*(each.wait() for each in tuple(self._closing.values())))
        await self._keeper.written()

    async def _close(self, conversation: Conversation) -> None:
        try:
            await conversation.aclose(for_good=True)
        finally:
            self._keeper.unfollow(conversation.session)
            self._closing.pop(conversation.id).set()
            conversation.deleteLater()  # who follows its signals knows it, and it them

    def _let_go(self, shown: Conversation) -> None:
        """Of the conversations that are open, those that nobody needs are closed: they can be read again."""
        self._used = [*(key for key in self._used if key != shown.id and self._book.find(key) is not None), shown.id]
        for key in self._used[:-_KEPT_OPEN]:
            conversation = self._book.find(key)
            if conversation is not None and self._can_go(conversation):
                self.close(key)

    def _can_go(self, conversation: Conversation) -> bool:
        idle = not (conversation.live or conversation.empty or conversation.temporary or conversation.unread)
        kept = self._keeper.store is not None and conversation.kept.unwritten and not conversation.queue.waiting
        return idle and kept and not conversation.session.can_undo_delete

    @property
    def files(self) -> Files:
        return self._files

    def adopt(self, session: Session, choice: Choice, preset: str = "", tools: str = "", *, show: bool = True) -> None:
        """Store a conversation that was made of another one, and show it unless that is not wanted."""
        conversation = self._dress(session, choice)
        conversation.preset, conversation.tools = preset, tools
        self._keep(conversation)
        edited = ConversationEdited(session.id, provider=choice.provider, model=choice.model, preset=preset)
        self._keeper.put(edited)
        conversation.kept = Kept(provider=choice.provider, model=choice.model)
        self._book.admit(conversation, show=show)

    def _fetch(self, conversation_id: str) -> None:
        self._spawn(self._load(conversation_id), f"loading {conversation_id}")

    async def _load(self, conversation_id: str) -> None:
        from core.conversations.trouble import StoreError

        closing = self._closing.get(conversation_id)
        if closing is not None:
            await closing.wait()
        try:
            stored = await self._keeper.load(conversation_id)
        except KeyError:
            return  # deleted meanwhile
        except StoreError as error:
            self._keeper.notice.emit(str(error))
            return
        if self._book.find(conversation_id) is None:
            self._book.admit(self._reopen(stored))

    def _reopen(self, stored: Stored) -> Conversation:
        info = stored.info
        session = Session(
            info.id,
            system=info.system,
            toolbox=Toolbox(BUILTIN.values()),
            tree=stored.tree,
            title=info.title,
            files=self._files,
        )
        choice = Choice(info.provider, info.model) if info.provider else self._directory.first_choice()
        conversation = self._dress(session, choice)
        restore(conversation, info.draft, Unsent.from_text(info.unsent))
        view_from_text(conversation.transcript, info.view)
        conversation.kept = Kept.of(info)
        conversation.titled_by = info.titled_by
        conversation.preset = info.preset
        conversation.tools = info.tools
        conversation.set_unread(info.unread)
        self._keep(conversation, stored)
        return conversation

    def _dress(self, session: Session, choice: Choice) -> Conversation:
        session.permissions, session.shares = self.permissions, self.shares
        return Conversation(session, choice, self._clock, self._spread, self.log, lambda said: self.spent(said))

    def _keep(self, conversation: Conversation, stored: Stored | None = None) -> None:
        """Have it written down, with whether it is unread, and its preset."""
        self._keeper.follow(conversation.session, stored)
        unread = stored.info.unread if stored else False
        preset = stored.info.preset if stored else ""

        def note() -> None:
            nonlocal unread, preset
            if conversation.preset != preset and (conversation.live or conversation.answered):  # else it is not stored
                preset = conversation.preset
                self._keeper.put(ConversationEdited(conversation.id, preset=preset, system=conversation.session.system))
            if conversation.unread is not unread:
                unread = conversation.unread
                self._keeper.put(ConversationEdited(conversation.id, unread=unread))

        conversation.changed.connect(note)
