"""How conversations were left, over a restart: drafts, places, folds, choices, what waits, and which one was shown.

Written at most a second after a change, at switching, and at the end; what waits to be sent at once.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer

from core.conversations.records import NoteChanged
from core.conversations.unsent import NEW_CHAT, Edit, NewChat, Unsent, Written
from gui.chat.attaching import ready
from gui.chat.directory import Choice
from gui.chat.kept import Kept, restore, unsent_of, view_to_text

if TYPE_CHECKING:
    from core.conversations.records import Change
    from core.conversations.store import Store
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.keeper import Keeper
    from gui.chat.page import ChatPage

SHOWN: Final = "shown"  # the note of which conversation was shown last
PAUSE_MS: Final = 700  # with the writing itself it stays below a second

Spawn = Callable[[Coroutine[Any, Any, Any], str], object]


class Remembering(QObject):
    """Follows the book and its page from its making on; `begin` with a store brings back what was left there."""

    def __init__(self, keeper: Keeper, book: Book, page: ChatPage, spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._book = book
        self._page = page
        self._spawn = spawn
        self._shown: Conversation | None = None
        self._noted: dict[str, str | None] = {}
        self._left: NewChat | None = None  # of a new chat of before, until there is a place for it
        self._reading = False  # the notes of before are not known yet
        self._dirty: WeakSet[Conversation] = WeakSet()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        page.composer.field.textChanged.connect(self._touch)
        page.composer.providers.chosen.connect(self._touch)
        page.composer.models.chosen.connect(self._touch)
        page.furnish()
        page.attaching.changed.connect(self._touch)
        page.queueing.changed.connect(self._write_at_once)
        book.changed.connect(self._hear)
        book.shown.connect(self._show)

    # --- what was left ------------------------------------------------------------------------------------------------

    def begin(self, source: object) -> None:
        """Bring back what was left in a store: the draft of the new chat, and the conversation that was shown."""
        from core.conversations.store import Store

        if isinstance(source, Store):
            self._reading = True
            self._spawn(self._return(source), "what was left")

    async def _return(self, store: Store) -> None:
        from core.conversations.trouble import StoreError

        try:
            left, shown = await store.note(NEW_CHAT), await store.note(SHOWN)
            known = bool(shown) and await store.entry(shown or "") is not None
        except StoreError:
            return  # who writes will tell
        finally:
            self._reading = False
        self._noted = {NEW_CHAT: left, SHOWN: shown}
        self._left = NewChat.from_text(left) if left else None
        current = self._book.current
        untouched = current is not None and current.empty and not current.temporary and not self._typed()
        if untouched and shown and known:
            self._book.open(shown)
        elif untouched and current is not None:
            self._give_back(current)
        self._touch()

    def _typed(self) -> bool:
        return bool(self._page.composer.text().strip() or self._page.attaching.parts)

    def _give_back(self, conversation: Conversation) -> None:
        """A new chat of before goes on in an untouched one."""
        left, self._left = self._left, None
        if left is None:
            return
        restore(conversation, left.draft, Unsent.from_text(left.unsent))
        page = self._page
        if left.preset:  # else who answers is as in any new chat
            conversation.preset = left.preset
            page.choosing.point(Choice(left.provider, left.model))
        page.composer.set_text(left.draft)
        page.attaching.show(conversation)
        page.choosing.show(conversation)

    # --- what changes -------------------------------------------------------------------------------------------------

    def _show(self, conversation: Conversation) -> None:
        before, self._shown = self._shown, conversation
        if before is None:
            transcript = self._page.transcript
            transcript.verticalScrollBar().valueChanged.connect(self._touch)
            transcript.folded.connect(self._touch)
        elif before is not conversation:
            self._dirty.add(before)
        if conversation.empty and not conversation.temporary and self._left is not None and not self._typed():
            self._give_back(conversation)
        if before is not conversation:
            self._write()

    def _touch(self, *_: object) -> None:
        if self._shown is not None:
            self._touch_one(self._shown)

    def _touch_one(self, conversation: Conversation) -> None:
        self._dirty.add(conversation)
        if not self._timer.isActive():
            self._timer.start(PAUSE_MS)

    def _hear(self, conversation: Conversation) -> None:
        self._touch_one(conversation)
        if conversation.live:
            self._timer.start(0)  # what was said is a draft no more

    def _write_at_once(self, conversation: Conversation) -> None:
        """What waited and is sent now does both in one: the store has it once."""
        self._dirty.add(conversation)
        self._write()
        self._hear(conversation)

    # --- writing ------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Write what is otherwise now than the store has it."""
        self._timer.stop()
        touched = list(self._dirty)
        self._dirty.clear()
        changes: list[Change] = []
        for conversation in touched:
            if not (conversation.temporary or conversation.empty):
                now = self._state(conversation)
                changes += conversation.kept.changes(conversation.id, now)
                conversation.kept = now
        if not self._reading:
            changes += self._notes()
        if changes:
            self._keeper.put(*changes)

    def _state(self, conversation: Conversation) -> Kept:
        shown = conversation is self._shown
        if shown:
            self._page.transcript.note_reading()
        text = self._page.composer.text() if shown else conversation.draft
        files = self._page.attaching.parts_of(conversation)
        edit, editing = conversation.edit, self._page.editing.of(conversation)
        if editing is not None:
            message_id, draft, before = editing
            edit, text, files = Edit(message_id, Written(text, files)), draft, ready(before)
        choice = conversation.choice
        unsent = unsent_of(conversation, edit, files)
        return Kept(
            text, unsent, view_to_text(conversation.transcript), choice.provider, choice.model, conversation.tools
        )

    def _notes(self) -> list[NoteChanged]:
        """What is to be noted of the new chat, and of which conversation is shown."""
        notes = {NEW_CHAT: self._new_chat()}
        if self._shown is not None and not self._shown.temporary:
            notes[SHOWN] = None if self._shown.empty else self._shown.id
        changed = {name: value for name, value in notes.items() if self._noted.get(name) != value}
        self._noted |= changed
        return [NoteChanged(name, value) for name, value in changed.items()]

    def _new_chat(self) -> str | None:
        if self._left is not None:
            return self._left.to_text()
        found = (each for each in self._book.opened if each.empty and not each.temporary)
        conversation = next(found, None)
        if conversation is None:
            return None
        now = self._state(conversation)
        if now.unwritten and not conversation.preset:
            return None
        return NewChat(now.draft, now.unsent, now.provider, now.model, conversation.preset).to_text()

    async def aclose(self) -> None:
        """Write the last of it, before the store is closed."""
        self._dirty.update(self._book.opened)
        self._write()
