"""Exporting conversations: the dialog, the thread that writes, and what came of it.

What is open is taken as it is now, also an answer that is arriving and what the store could not take; the rest is read
from the store, one after the other.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.attachments import AttachmentLost, Files
from core.background import in_background
from core.conversations import statements
from core.conversations.exporting.watched import ExportStopped, Watch
from core.conversations.exporting.writing import (
    Export,
    ExportFormat,
    Written,
    export_archive,
    export_conversation,
    export_to_folder,
)
from core.conversations.records import Conversation as Stored
from core.conversations.records import ConversationInfo
from core.conversations.store import Store
from core.conversations.tree import Planted, Tree
from core.conversations.trouble import StoreError
from core.conversations.viewing import StoreView, load
from gui.data.export_dialog import ExportDialog, Offer, Scope, Wish
from gui.data.words import conversations_words, export_words, number, shown, shown_path, tr, trouble_words
from gui.language import phrase
from gui.widgets.folders import show_folder

if TYPE_CHECKING:
    from core.conversations.listing import Source
    from core.session import Session
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.keeper import Keeper
    from gui.theme.theme import Theme

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]

_TOLD_S: Final = 0.05  # between two tellings of how far it is
_END_S: Final = 1.0  # of the time that an ordered end has


class Exporting(QObject):
    """`hidden()` are the ids of conversations that were deleted a moment ago and can still be brought back."""

    def __init__(
        self,
        theme: Theme,
        keeper: Keeper,
        book: Book,
        spawn: Spawn,
        hidden: Callable[[], Iterable[str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keeper = keeper
        self._book = book
        self._spawn = spawn
        self._hidden = hidden
        self._folder: Path | None = None  # where the last export went
        self._running: dict[asyncio.Task[Any], Watch] = {}
        self.source: Source | None = None

    def open(self, host: QWidget, chosen: Sequence[str] = (), scope: Scope | None = None) -> None:
        """Ask what is to be exported; `chosen` are the conversations that are chosen in the list."""
        self._spawn(self._open(host, tuple(chosen), scope), "asking for an export")

    async def _open(self, host: QWidget, chosen: tuple[str, ...], scope: Scope | None) -> None:
        current = self._book.current
        said = current is not None and not current.empty
        try:
            everything = await self._everything()
        except StoreError as error:
            self._keeper.notice.emit(str(error))
            return
        if not said and not everything:
            self._keeper.notice.emit(tr("There is nothing to export yet."))
            return
        offer = Offer(current.title if current is not None and said else None, len(chosen), len(everything))
        usual = Scope.CHOSEN if chosen else Scope.SHOWN
        dialog = ExportDialog(self._theme, offer, scope or usual, self._folder, host)
        shown_id = current.id if current is not None else ""

        def begin(wish: Wish) -> None:
            ids = {Scope.SHOWN: (shown_id,), Scope.CHOSEN: chosen, Scope.ALL: tuple(everything)}[wish.scope]
            watch = Watch(self._teller(dialog, len(ids)))
            task = self._spawn(self._export(dialog, wish, ids, watch), "export")
            self._running[task] = watch
            task.add_done_callback(self._running.pop)

        dialog.wished.connect(begin)
        dialog.open()

    async def aclose(self) -> None:
        """End what runs, so that no file is left half written."""
        for watch in self._running.values():
            watch.stop()
        if self._running:
            await asyncio.wait(tuple(self._running), timeout=_END_S)

    async def _everything(self) -> list[str]:
        """All that is kept, in the order of the list."""
        if self.source is None:
            return []
        hidden = frozenset(self._hidden())
        entries = await self.source.read(
            lambda db: [
                *statements.read_entries(db, 0, -1, None, False),
                *statements.read_entries(db, 0, -1, None, True),
            ]
        )
        return [entry.id for entry in entries if entry.id not in hidden]

    # --- the export ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _teller(dialog: ExportDialog, total: int) -> Callable[[int], None]:
        """Tells the dialog, from the export's thread, how far it is."""
        loop = asyncio.get_running_loop()
        last = 0.0

        def told(written: int) -> None:
            nonlocal last
            if time.monotonic() - last >= _TOLD_S:
                last = time.monotonic()
                loop.call_soon_threadsafe(dialog.working.show_progress, written, total)

        return told

    async def _export(self, dialog: ExportDialog, wish: Wish, ids: tuple[str, ...], watch: Watch) -> None:
        self._folder = wish.path.parent
        dialog.begin_work(tr("Exporting {count}").replace("{count}", conversations_words(len(ids))))
        dialog.stop_wished.connect(watch.stop)
        dialog.show_wished.connect(lambda: show_folder(wish.path))
        try:
            await self._keeper.written()
            plan = await self._plan(ids, wish.path)
            written = await in_background(lambda: _write(plan, wish, watch), "export")
        except ExportStopped:
            dialog.tell(tr("Stopped"), self._left(wish, watch.written, len(ids)), _show(wish, watch))
        except OSError as error:
            words = trouble_words(error, Path(error.filename or wish.path))
            left = self._left(wish, watch.written, len(ids))
            dialog.tell(tr("Not exported"), f"{words} {left}", _show(wish, watch))
        except StoreError as error:
            dialog.tell(
                tr("Not exported"),
                f"{phrase(str(error))} {self._left(wish, watch.written, len(ids))}",
                _show(wish, watch),
            )
        else:
            dialog.tell(tr("Exported"), self._done(wish, written), tr("Show"))

    async def _plan(self, ids: tuple[str, ...], target: Path) -> _Plan:
        """What the thread needs; sessions are looked at here."""
        opened = {each.id: each for each in self._book.opened if each.id in ids and not each.empty}
        now = {key: as_it_is(each) for key, each in opened.items()}
        files = [self._keeper.files, *(each.session.files for each in opened.values() if each.temporary)]
        if isinstance(self.source, Store):
            return _Plan(ids, now, tuple(files), self.source.folder, ())
        rest: list[Stored] = []
        if self.source is not None:  # in memory: it is not much, and belongs to this thread
            wanted = [each for each in ids if each not in now]
            rest = await self.source.read(lambda db: [found for key in wanted if (found := load(db, key))])
        return _Plan(ids, now, tuple(files), None, tuple(rest))

    def _done(self, wish: Wish, written: Written) -> str:
        if not written.conversations:
            return tr("The conversation is no longer there. Nothing was written.")
        said = tr("{count} in {place}.").replace("{count}", conversations_words(written.conversations))
        said = said.replace("{place}", shown_path(wish.path))
        if written.lost_files:
            lost = tr("Attached files that are no longer there and were left out: {n}.")
            said += " " + lost.replace("{n}", number(written.lost_files))
        return said

    @staticmethod
    def _left(wish: Wish, written: int, total: int) -> str:
        if not wish.into_folder or not written:
            return tr("Nothing was written.")
        said = tr("{n} of {total} conversations are in {place}, each of them whole.")
        said = said.replace("{n}", number(written)).replace("{total}", number(total))
        return said.replace("{place}", shown(wish.path.name))


def _show(wish: Wish, watch: Watch) -> str:
    return tr("Show") if wish.into_folder and watch.written else ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """`now` is what is open, by id; `rest` what is only in memory; everything else is in the store of `folder`."""

    ids: tuple[str, ...]
    now: dict[str, Stored]
    files: tuple[Files, ...]
    folder: Path | None
    rest: tuple[Stored, ...]


def _write(plan: _Plan, wish: Wish, watch: Watch) -> Written:
    """In the thread. Raises OSError, StoreError and ExportStopped."""

    def read_file(sha256: str) -> bytes | None:
        for files in plan.files:
            try:
                return files.read(sha256)
            except AttachmentLost:
                continue
        return None

    with ExitStack() as stack:
        view = stack.enter_context(StoreView(plan.folder)) if plan.folder is not None else None
        rest = {each.info.id: each for each in plan.rest}
        conversations = watch.over(_each(plan, view, rest))
        export = Export(wish.format, watch.reading(read_file), export_words())
        if wish.into_folder:
            return export_to_folder(wish.path, conversations, export)
        if wish.format is ExportFormat.JSON:
            return export_archive(wish.path, conversations, export)
        for conversation in conversations:
            return export_conversation(wish.path, conversation, export)
        return Written((), 0)


def _each(plan: _Plan, view: StoreView | None, rest: dict[str, Stored]) -> Iterator[Stored]:
    for key in plan.ids:
        stored = view.load(key) if view is not None else rest.get(key)
        now = plan.now.get(key)
        if now is not None and stored is not None:  # what else is known of it is the store's
            info = replace(stored.info, title=now.info.title, system=now.info.system)
            yield replace(stored, info=info, tree=now.tree)
        elif now is not None or stored is not None:
            found = now or stored
            assert found is not None
            yield found


def as_it_is(conversation: Conversation) -> Stored:
    """An open conversation as it would be stored now, also while an answer arrives."""
    session = conversation.session
    messages = session.messages
    info = ConversationInfo(
        session.id,
        conversation.title if conversation.temporary else session.title,
        created=messages[0].created if messages else 0.0,
        updated=messages[-1].created if messages else 0.0,
        provider=conversation.choice.provider,
        model=conversation.choice.model,
        system=session.system,
    )
    return Stored(info, _tree(session))


def _tree(session: Session) -> Tree:
    """All versions; of an answer that is arriving what has arrived."""
    planted = list(session.tree.planted())
    if session.live:
        known = {each.message.id: place for place, each in enumerate(planted)}
        above: str | None = None
        for message in session.messages:
            if message.id in known:
                planted[known[message.id]] = replace(planted[known[message.id]], message=message)
            else:
                planted.append(Planted(message, above, 1))
            above = message.id
    return Tree.grown(planted)
