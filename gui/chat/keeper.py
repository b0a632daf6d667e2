"""Where conversations are kept: the store of the data folder; in memory where there is none.

The window is there before the store is open. Until then what happens is remembered, and a message that is sent waits as
"connecting", as it does for the SDKs.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.attachments import Attachments, Files
from core.conversations.recorder import Recorder

if TYPE_CHECKING:
    from core.conversations.memory import MemoryStore
    from core.conversations.records import Change, Conversation
    from core.conversations.store import Store
    from core.session import Session

log = logging.getLogger(__name__)

_FLUSH_S: Final = 1.0  # of the time that an ordered end has


class Keeper(QObject):
    """`opened(source)` comes once, with a `Store` or a `MemoryStore`; `notice` carries sentences for the user, and
    `relieved` the one among them that is no longer true: what could not be saved is saved. `files` keeps what is
    attached to messages."""

    opened = Signal(object)
    notice = Signal(str)
    relieved = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.files: Files = Attachments(folder / "attachments")
        self._trouble = ""
        self._recorder = Recorder(self._complain, lambda: self.relieved.emit(self._trouble))
        self._store: Store | None = None
        self._memory: MemoryStore | None = None
        self._ready = asyncio.Event()
        self._ended = False
        self._followed: dict[str, Callable[[], None]] = {}
        self._sessions: dict[str, Session] = {}

    @property
    def store(self) -> Store | None:
        """The open store; None before it is open, and where there is none."""
        return self._store

    async def open(self) -> None:
        """Open the store, or begin without one; then tell what there is to tell."""
        from core.conversations.store import Store
        from core.conversations.trouble import StoreError

        try:
            self._store = await Store.open(self._folder)
        except StoreError as error:
            log.info("the store was not opened: %s", error)
            if not self._ended:
                self._go_without(str(error))
            return
        if self._ended:  # quit before it was open
            await self._store.aclose()
            return
        self._recorder.begin(self._store)
        self._ready.set()
        self.opened.emit(self._store)
        for sentence in self._store.notices:
            self.notice.emit(sentence)
        if self._store.unchecked:  # it was too large for that, and the window shall not wait
            try:
                await self._store.check()
            except StoreError as error:
                self.notice.emit(str(error))

    def follow(self, session: Session, conversation: Conversation | None = None) -> None:
        """Write down what happens in a session; `conversation` is what was loaded for it."""
        self._followed[session.id] = self._recorder.follow(session, conversation)
        self._sessions[session.id] = session

    def unfollow(self, session: Session) -> None:
        """Write what is not written yet of a session, and then no more."""
        self._sessions.pop(session.id, None)
        end = self._followed.pop(session.id, None)
        if end is not None:
            end()

    def put(self, *changes: Change) -> None:
        """Write these too, after what happened before them."""
        self._recorder.put(*changes)

    async def written(self) -> None:
        """Until everything that has happened is written, or the store has refused it."""
        await self._ready.wait()
        await self._recorder.safe()

    async def load(self, conversation_id: str) -> Conversation:
        """A stored conversation, as soon as the store is open. Raises KeyError and StoreError."""
        await self.written()
        if self._store is None:
            raise KeyError(conversation_id)
        return await self._store.load(conversation_id)

    async def aclose(self) -> None:
        """Write what is not written yet, as far as that can be done soon, and close the store."""
        if not await self._recorder.flush(_FLUSH_S):
            self._rescue()
        self._ended = True
        self._recorder.close()
        if self._store is not None:
            await self._store.aclose()
        if self._memory is not None:
            self._memory.close()

    def _rescue(self) -> None:
        """The store takes nothing, and there is no later: to a file elsewhere with it."""
        from core.conversations.rescue import places, rescued, write_rescue

        conversations = rescued(self._recorder.unwritten, self._sessions)
        if not conversations:
            return
        path = write_rescue(conversations, places())
        if path is None:
            said = "not everything could be saved before the end, and no other place took it either"
        else:
            said = f"not everything could be saved before the end; what was missing is in {path}, and can be imported"
        log.warning("%s", said)
        sys.stderr.write(f"rivulet: {said}\n")

    def _complain(self, sentence: str) -> None:
        self._trouble = sentence
        self.notice.emit(sentence)

    def _go_without(self, sentence: str) -> None:
        from core.conversations.memory import MemoryStore

        self._memory = MemoryStore()
        self._recorder.begin(self._memory)
        self._ready.set()
        self.opened.emit(self._memory)
        self.notice.emit(sentence)
