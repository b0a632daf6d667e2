"""Recordings in the window: dropped or opened, and played in a conversation of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from core.background import in_background
from core.events import Stamped, TurnStarted
from core.markdown.foreign import visible
from core.messages import Role
from core.wire.tape import SUFFIX, RecordingError, Tape, dumps, is_recording, load, loads
from gui.chat.directory import Choice
from gui.widgets.picker import PickerItem

if TYPE_CHECKING:
    from core.playback.deck import Deck
    from core.providers.base import WireProtocol
    from core.session import SessionEvent
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.library import Library
    from gui.chat.page import ChatPage
    from gui.chat.taping import Taping
    from gui.replay.bar import ReplayBar
    from gui.replay.editor import RecordingEditor
    from gui.theme.theme import Theme
    from gui.warmup import Warmup

DECK = "core.playback.deck"  # with the HTTP client


@dataclass(frozen=True, slots=True)
class _Replay:
    conversation: Conversation
    deck: Deck
    name: str


class Replaying(QObject):
    """At most one replay is open: the next one takes its place. Nothing of it exists before the first recording."""

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        book: Book,
        library: Library,
        warmup: Warmup,
        taping: Taping,
        spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._book = book
        self._library = library
        self._warmup = warmup
        self._taping = taping
        self._spawn = spawn
        self._bar: ReplayBar | None = None
        self._replay: _Replay | None = None
        self._left: list[Deck] = []  # of replays that gave way to another
        page.attaching.divert = self._divert
        page.choosing.shown.connect(self._name_who_answers)
        book.shown.connect(self._arrive)
        before = page.choosing.prepare

        def prepare(conversation: Conversation) -> None:
            if not self._aim(conversation):
                before(conversation)

        page.choosing.prepare = prepare

    async def aclose(self) -> None:
        """Close what the replays were played with; their turns have ended by then."""
        decks = [*self._left, *([self._replay.deck] if self._replay is not None else [])]
        self._left, self._replay = [], None
        for deck in decks:
            await deck.aclose()

    # --- opening ------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let a person choose a recording."""
        dialog = QFileDialog(self._page, self.tr("Replay a recording"))
        dialog.setObjectName("openRecordingDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Recordings") + f" (*{SUFFIX} *.jsonl)", self.tr("All files") + " (*)"])
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, path: Path) -> None:
        """Read a recording and play it."""
        self._spawn(self._open(path), "reading a recording")

    def _divert(self, path: Path) -> bool:
        """Whether a file that was offered is a recording, which is played instead of attached."""
        if path.suffix.lower() not in (SUFFIX, ".jsonl") or not is_recording(path):
            return False
        self.open(path)
        return True

    async def _open(self, path: Path) -> None:
        try:
            tape = await in_background(partial(load, path), "reading a recording")
        except RecordingError as error:
            self._page.notices.say(str(error))
        except OSError as error:
            words = self.tr("{name} cannot be read: {why}").replace("{name}", f"“{visible(path.name)}”")
            self._page.notices.say(words.replace("{why}", error.strerror or str(error)))
        else:
            await self._play(tape, path.name)

    # --- playing ------------------------------------------------------------------------------------------------------

    def play(self, tape: Tape, name: str) -> None:
        """Show a conversation that this tape answers, and begin."""
        self._spawn(self._play(tape, name), "a replay")

    async def _play(self, tape: Tape, name: str) -> None:
        from core.session import Session

        await self._warmup.bring(DECK)
        from core.playback.deck import Deck
        from core.playback.said import PlayedTools, question_of

        async def ready(protocol: WireProtocol) -> None:
            await self._warmup.ready(protocol)

        try:
            deck = await in_background(partial(Deck, tape, ready), "finding the events of a recording")
        except ValueError:
            self._page.notices.say(self.tr("There is no answer in this recording."))
            return
        session = Session(toolbox=PlayedTools(deck))
        label = self.tr("Replay of {name}").replace("{name}", visible(Path(name).stem))
        before, self._replay = self._replay, None
        conversation = self._library.show_apart(session, label, Choice(deck.spec.id, deck.model))
        self._replay = _Replay(conversation, deck, name)
        session.subscribe(partial(_rewind, deck))
        if before is not None:
            self._left.append(before.deck)
            self._library.close(before.conversation.id)
        self._arrive(conversation)
        self._name_who_answers(conversation)
        deck.on_change = self._came
        self._aim(conversation)
        session.send(question_of(tape) or label)
        self._page.transcript.follow()

    def _aim(self, conversation: Conversation) -> bool:
        """Let the tape answer, if this conversation is its own: nothing goes to a network from there."""
        from core.session import Target

        replay = self._replay
        if replay is None or conversation is not replay.conversation:
            return False
        conversation.session.target = Target(replay.deck, replay.deck.model)
        return True

    # --- the bar ------------------------------------------------------------------------------------------------------

    def _arrive(self, conversation: Conversation) -> None:
        replay = self._replay
        shown = replay is not None and conversation is replay.conversation
        if shown and self._bar is None:
            self._bar = self._make_bar()
        if self._bar is not None:
            self._bar.setVisible(shown)
            self._show()

    def _name_who_answers(self, conversation: Conversation) -> None:
        if self._replay is not None and conversation is self._replay.conversation:
            choice = conversation.choice
            self._page.composer.providers.show_items([PickerItem(choice.provider, self.tr("Replay"))], choice.provider)

    def _make_bar(self) -> ReplayBar:
        from gui.chat.page import add_strip
        from gui.replay.bar import ReplayBar

        bar = ReplayBar(self._theme)
        add_strip(self._page, bar)
        bar.asked.connect(self._show)
        bar.pause_wished.connect(self._pause)
        bar.step_wished.connect(self._step)
        bar.speed_wished.connect(self._set_speed)
        bar.breakpoints_wished.connect(self._set_breakpoints)
        bar.again_wished.connect(self._again)
        bar.edit_wished.connect(self._edit)
        self._book.changed.connect(lambda _conversation: bar.came())
        return bar

    def _came(self) -> None:
        if self._bar is not None:
            self._bar.came()

    def _show(self) -> None:
        from gui.replay.bar import ReplayState

        replay = self._replay
        if replay is None or self._bar is None:
            return
        deck = replay.deck
        self._bar.show_state(
            ReplayState(
                name=replay.name,
                position=deck.position,
                count=deck.count,
                live=replay.conversation.live,
                paused=deck.paused,
                can_step=deck.can_step,
                speed=deck.speed,
                breakpoints=deck.breakpoints,
                halted=deck.halted,
                texts_removed=deck.tape.texts_removed,
            )
        )
        if deck.paused and replay.conversation.live and not deck.can_step:
            self._bar.came()  # the reader is on its way to the next event

    def _pause(self, paused: bool) -> None:
        if self._replay is not None:
            self._replay.deck.paused = paused

    def _step(self) -> None:
        if self._replay is not None:
            self._spawn(self._replay.deck.step(), "a step of a replay")

    def _set_speed(self, speed: float) -> None:
        if self._replay is not None:
            self._replay.deck.speed = speed

    def _set_breakpoints(self, kinds: frozenset[Any]) -> None:
        if self._replay is not None:
            self._replay.deck.breakpoints = kinds
            self._came()

    def _again(self) -> None:
        replay = self._replay
        if replay is None or replay.conversation.live:
            return
        answer = next((m for m in reversed(replay.conversation.session.messages) if m.role is Role.ASSISTANT), None)
        self._aim(replay.conversation)
        if answer is not None:
            replay.conversation.session.regenerate(answer.id)
            self._page.transcript.follow()

    # --- a copy -------------------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        if self._replay is not None:
            replay = self._replay
            self._spawn(self._open_editor(replay.deck.tape, replay.name), "writing a recording as text")

    async def _open_editor(self, tape: Tape, name: str) -> None:
        from gui.replay.editor import LARGEST, RecordingEditor

        text = await in_background(partial(dumps, tape), "writing a recording as text")
        if len(text) > LARGEST:
            words = self.tr("This recording is too large to be edited here. Copy its file and use a text editor.")
            self._page.notices.say(words)
            return
        editor = RecordingEditor(self._theme, visible(name), text, self._page)
        editor.play_wished.connect(lambda edited: self.play(edited, name))
        editor.save_wished.connect(lambda edited: self._save_copy(editor, edited, name))
        editor.open()

    def _save_copy(self, editor: RecordingEditor, text: str, name: str) -> None:
        dialog = QFileDialog(editor, self.tr("Save as…").rstrip("…"))
        dialog.setObjectName("saveCopyDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(Path(name).stem + "-2" + SUFFIX)
        dialog.fileSelected.connect(lambda chosen: self._spawn(self._write_text(text, Path(chosen)), "a recording"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _write_text(self, text: str, path: Path) -> None:
        try:
            tape = loads(text)
        except RecordingError as error:
            self._page.notices.say(str(error))
            return
        await self._taping.write(tape, path)


def _rewind(deck: Deck, event: SessionEvent) -> None:
    """Every turn plays the tape from its start."""
    if isinstance(event, Stamped) and isinstance(event.event, TurnStarted):
        deck.rewind()
