"""What is done to conversations from the list: names, pins, folders, the archive; deleting, with a time to undo it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.conversations.records import ConversationDeleted, ConversationEdited, TitledBy

if TYPE_CHECKING:
    from asyncio import Future

    from core.conversations.listing import Listing
    from core.conversations.records import Change, Entry

UNDO_MS: Final = 10_000


class Deeds(QObject):
    """`removed(ids)`: they left the list and can be brought back; `restored(ids)`: they were; `deleted(ids)`: now they
    go for good, whoever has one open closes it. `moved(ids)`: the list is to be read again. `folder_moved(name, new
    name, how to undo it)`: a folder has another name, or is no more. `failed`: a sentence about what could not be
    kept."""

    removed = Signal(object)
    restored = Signal(object)
    deleted = Signal(object)
    moved = Signal(object)
    folder_moved = Signal(str, str, object)
    failed = Signal(str)

    def __init__(self, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self._gone: tuple[str, ...] = ()
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_MS)
        self._timer.timeout.connect(self.empty)

    def close(self) -> None:
        """Delete for good what waits for that, and tell nothing any more."""
        self.empty()
        self._closed = True

    def rename(self, conversation_id: str, title: str) -> None:
        self._submit([ConversationEdited(conversation_id, title=title, titled_by=TitledBy.USER)])

    def pin(self, entries: Iterable[Entry]) -> None:
        """Pin them all; where all are pinned, none any more."""
        chosen = tuple(entries)
        pinned = not all(entry.pinned for entry in chosen)
        self._edit(chosen, lambda key: ConversationEdited(key, pinned=pinned))

    def archive(self, entries: Iterable[Entry]) -> None:
        """Put them all into the archive; where all are there, take them out."""
        chosen = tuple(entries)
        archived = not all(entry.archived for entry in chosen)
        self._edit(chosen, lambda key: ConversationEdited(key, archived=archived))

    def move(self, entries: Iterable[Entry], folder: str) -> None:
        """Into a folder, which begins to exist with that; out of every one where `folder` is empty."""
        name = " ".join(folder.split())
        self._edit(tuple(entries), lambda key: ConversationEdited(key, folder=name))

    def move_folder(self, folder: str, ids: Sequence[str], name: str) -> None:
        """All that is in a folder, which has this name from then on; none where `name` is empty."""
        name = " ".join(name.split())
        if ids and name != folder:
            self._submit([ConversationEdited(key, folder=name) for key in ids])
            back = [ConversationEdited(key, folder=folder) for key in ids]
            self.folder_moved.emit(folder, name, lambda: self._submit(list(back)))

    @property
    def gone(self) -> tuple[str, ...]:
        """What can still be brought back."""
        return self._gone

    def delete(self, entries: Iterable[Entry]) -> None:
        """Take them out of the list; for good when the time to undo is over, or with the next ones that are deleted."""
        self.empty()
        self._gone = tuple(entry.id for entry in entries)
        if self._gone:
            self._listing.hidden |= frozenset(self._gone)
            self._timer.start()
            self.removed.emit(self._gone)

    def undo(self) -> None:
        """Bring back what was deleted last; nothing happens where that is gone for good."""
        gone, self._gone = self._gone, ()
        if gone:
            self._timer.stop()
            self._listing.hidden -= frozenset(gone)
            self.restored.emit(gone)

    def empty(self) -> None:
        """Delete for good what can still be brought back."""
        gone, self._gone = self._gone, ()
        if gone:
            self._timer.stop()
            self.deleted.emit(gone)
            done = self._listing.source.submit([ConversationDeleted(key) for key in gone])
            done.add_done_callback(lambda done: self._forget(gone, done))

    def _forget(self, gone: tuple[str, ...], done: Future[None]) -> None:
        """They are deleted, or the store has refused and they are back; whoever waits for that store has been told."""
        self._listing.hidden -= frozenset(gone)
        self._tell(done)
        if not self._closed:
            self.moved.emit(gone)

    def _submit(self, changes: list[Change]) -> Future[None]:
        done = self._listing.source.submit(changes)
        done.add_done_callback(self._tell)
        return done

    def _tell(self, done: Future[None]) -> None:
        trouble = None if done.cancelled() else done.exception()
        if trouble is not None and not self._closed:
            self.failed.emit(str(trouble))

    def _edit(self, entries: tuple[Entry, ...], change: Callable[[str], ConversationEdited]) -> None:
        if entries:
            self._submit([change(entry.id) for entry in entries])
