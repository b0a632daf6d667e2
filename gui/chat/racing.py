"""Races: the same question to several models, each in a session of its own; what comes of it is one conversation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from core.events import Stamped, TurnFinished
from core.messages import Message, Outcome, Usage
from core.race import Figures, figures_of
from core.session import SessionEvent
from gui.chat.conversation import Conversation
from gui.chat.course import Course
from gui.chat.directory import Choice
from gui.language import phrase
from gui.widgets.clock import FrameClock

if TYPE_CHECKING:
    from core.errors import ErrorInfo
    from core.prices import Prices
    from gui.actions import Actions
    from gui.chat.book import Book
    from gui.chat.directory import Directory
    from gui.chat.library import Library
    from gui.chat.page import ChatPage
    from gui.race.column import ColumnState, RaceColumn
    from gui.race.window import RaceWindow
    from gui.theme.theme import Theme

_TICK_MS: Final = 100


@dataclass(slots=True, eq=False)
class _Runner:
    """One of those that run. `before` messages were said before the question. `place` is how many had ended before it,
    None while it has not."""

    conversation: Conversation
    before: int = 0
    started: float | None = None
    place: int | None = None

    @property
    def exchange(self) -> tuple[Message, ...]:
        """The question and the answer so far; nothing before it was asked."""
        return self.conversation.session.messages[self.before :]

    @property
    def answer(self) -> tuple[Message, ...]:
        return self.exchange[1:]


class Racing(QObject):
    """Nothing of it exists before the first race. A race that has ended is stored, with every answer as a version."""

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        book: Book,
        library: Library,
        directory: Directory,
        actions: Actions,
        prices: Callable[[], Prices],
        open_link: Callable[[str], None],
        spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._host = host
        self._theme = theme
        self._page = page
        self._book = book
        self._library = library
        self._directory = directory
        self._actions = actions
        self._prices = prices
        self._open_link = open_link
        self._spawn = spawn
        self._window: RaceWindow | None = None
        self._clock: FrameClock | None = None
        self._runners: list[_Runner] = []
        self._race: asyncio.Task[None] | None = None
        self._stored = ""  # the conversation that the race became
        self._base_id = ""  # the one that it was run in
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show)
        book.shown.connect(lambda _conversation: self._offer_here())
        actions.on("race", self.open)

    async def aclose(self) -> None:
        """Stop a race that runs, and keep what there is of it."""
        self._tick.stop()
        if self._race is not None:
            self.stop()
            await asyncio.wait([self._race])
        await self._clear()
        if self._window is not None:
            self._window.hide()

    # --- the window ---------------------------------------------------------------------------------------------------

    @property
    def window(self) -> RaceWindow:
        """Made when it is asked for."""
        if self._window is None:
            from gui.race.window import RaceWindow

            self._window = window = RaceWindow(self._theme, self._host)
            self._clock = FrameClock(self)
            self._clock.watch(window)
            window.start_wished.connect(self.start)
            window.stop_wished.connect(self.stop)
            window.pick_wished.connect(self.pick)
            window.entries.models_wished.connect(self._directory.refresh_models)
            self._directory.changed.connect(self._offer)
            self._offer()
            self._directory.refresh_models(window.entries.choices[0][0])
        return self._window

    def open(self) -> None:
        """Show the window, with what is being written as the question where there is none."""
        window = self.window
        if not window.prompt.toPlainText() and self._race is None:
            window.prompt.setPlainText(self._page.composer.text())
        self._offer_here()
        window.show()
        window.raise_()
        window.activateWindow()
        window.prompt.setFocus()

    def _base(self) -> Conversation | None:
        """The conversation that is open, where something was said in it and nothing runs."""
        current = self._book.current
        return None if current is None or current.empty or current.live else current

    def _offer_here(self) -> None:
        """Offer the conversation that is open; while a race runs, what was chosen for it stays."""
        if self._window is not None and self._race is None:
            base = self._base()
            self._window.offer_here(base.title if base is not None else "")

    def _offer(self) -> None:
        if self._window is not None:
            directory = self._directory
            entries = self._window.entries
            entries.offer(directory.providers(), directory.models, directory.usual_model)
            if not any(provider for provider, _ in entries.choices[1:]):  # nobody has chosen yet
                entries.choose(self._usual_runners())

    def _usual_runners(self) -> list[tuple[str, str]]:
        """Who answers now, and another model of the same provider, or of another one."""
        current = self._book.current
        choice = current.choice if current is not None else self._directory.first_choice()
        others = [item.key for item in self._directory.models(choice.provider) if item.key != choice.model]
        if others:
            return [(choice.provider, choice.model), (choice.provider, others[0])]
        for item in self._directory.providers():
            model = self._directory.usual_model(item.key)
            if item.key != choice.provider and model:
                return [(choice.provider, choice.model), (item.key, model)]
        return [(choice.provider, choice.model)]

    # --- a race -------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Ask all of them, at once or one after another."""
        if self._race is None:
            text, in_turn = self.window.prompt.toPlainText(), self.window.in_turn.isChecked()
            choices = [Choice(*choice) for choice in self.window.entries.choices]
            base = self._base() if self.window.here.isChecked() else None
            course, self._base_id = Course(self._book, self._library, base), base.id if base is not None else ""
            self._race = self._spawn(self._run(text, choices, course, in_turn=in_turn), "a race")

    def stop(self) -> None:
        """Stop every answer, all at once."""
        if self._race is not None:
            for runner in self._runners:
                runner.conversation.session.stop()
            self._race.cancel()

    async def _run(self, text: str, choices: list[Choice], course: Course, *, in_turn: bool) -> None:
        self._stored = ""
        await self._clear()
        self._runners = [_Runner(self._make(choice, course), len(course.before)) for choice in choices]
        self.window.show_columns([self._column(runner) for runner in self._runners])
        self._tick.start()
        self._show()
        try:
            for runner in self._runners:
                self._begin(runner, text)
                if in_turn:
                    await runner.conversation.session.wait_idle()
            for runner in self._runners:
                await runner.conversation.session.wait_idle()
        except asyncio.CancelledError:  # by Stop: answers have ended by it, others were never asked
            for runner in self._runners:
                runner.conversation.session.stop()
            for runner in self._runners:
                await runner.conversation.session.wait_idle()
        finally:
            self._race = None
            self._tick.stop()
            self._keep(course)
            self._show()

    def _make(self, choice: Choice, course: Course) -> Conversation:
        assert self._clock is not None
        return Conversation(course.session(), choice, self._clock, log=self._library.log)

    def _begin(self, runner: _Runner, text: str) -> None:
        session = runner.conversation.session

        def follow(event: SessionEvent) -> None:
            if isinstance(event, Stamped) and isinstance(event.event, TurnFinished):
                runner.place = sum(other.place is not None for other in self._runners)

        session.subscribe(follow)
        self._directory.aim(session, runner.conversation.choice)
        runner.started = time.monotonic()
        session.send(text)

    def _column(self, runner: _Runner) -> RaceColumn:
        from gui.race.column import RaceColumn
        from gui.transcript.view import TranscriptView

        assert self._clock is not None
        view = TranscriptView(self._theme, self._clock)
        view.setObjectName("raceTranscript")
        view.setAccessibleName(self.tr("Answer"))
        view.set_model(runner.conversation.transcript)
        view.linkActivated.connect(self._open_link)
        view.actionRequested.connect(lambda _word, _subject: self._say_later())
        choice = runner.conversation.choice
        provider = self._directory.provider(choice.provider).label
        return RaceColumn(self._theme, provider, choice.model, view)

    def _say_later(self) -> None:
        self.window.say(self.tr("Go on with an answer first; then it is a conversation like any other."))

    async def _clear(self) -> None:
        """Let go of the race before."""
        runners, self._runners = self._runners, []
        if self._window is not None:
            self._window.show_columns([])
        for runner in runners:
            await runner.conversation.aclose()
            runner.conversation.deleteLater()

    # --- what comes of it ---------------------------------------------------------------------------------------------

    def _keep(self, course: Course) -> None:
        """Store it: every answer is a version, and its times count in the latency lab."""
        asked = [runner for runner in self._runners if runner.exchange]
        if not asked:
            return
        first = asked[0].conversation
        self._stored = course.keep([runner.exchange for runner in asked], first.session.title, first.choice)
        said = self.tr("Kept as one conversation, with every answer as a version. Choose one to go on with.")
        if self._stored == self._base_id:
            said = self.tr("Kept there, with every answer as a version. Choose one to go on with.")
        self.window.say(said)

    def pick(self, number: int) -> None:
        """Go on with this answer; the others stay as versions. What still runs is stopped."""
        self._spawn(self._pick(self._runners[number]), "the end of a race")

    async def _pick(self, runner: _Runner) -> None:
        if self._race is not None:
            self.stop()
            await asyncio.wait([self._race])
        answers = [message.id for message in runner.answer]
        conversation = self._book.find(self._stored)
        if conversation is None or not answers:
            self._book.open(self._stored)  # closed meanwhile: it is read again, as it was left
            return
        conversation.session.show_message(answers[0])
        conversation.choice = runner.conversation.choice
        self._book.open(self._stored)
        self._page.choosing.show(conversation)
        self._host.activateWindow()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._window is not None and len(self._window.columns) == len(self._runners):
            self._window.show_states(list(map(self._state, self._runners)), live=self._race is not None)

    def _state(self, runner: _Runner) -> ColumnState:
        from gui.race.column import ColumnState

        session, answer = runner.conversation.session, runner.answer
        if runner.started is None:
            said = self.tr("Waits for its turn") if self._race is not None else self.tr("Was not asked")
            return ColumnState(Figures(), said)
        if session.live:
            turn = runner.conversation.trace.turns[-1]
            first = None if turn.first_token is None else turn.first_token - runner.started
            figures = Figures(first, None, time.monotonic() - runner.started, turn.tokens)
            said = self.tr("Answering") if first is not None else self.tr("Waiting for the first word")
            return ColumnState(figures, said, can_win=first is not None)
        last = answer[-1] if answer else None
        outcome = last.outcome if last is not None else None
        failed = outcome is Outcome.FAILED
        said = {
            Outcome.FINISHED: self.tr("Finished"),
            Outcome.STOPPED: self.tr("Stopped"),
            Outcome.FAILED: self._failure(last.error if last is not None else None),
        }.get(outcome or Outcome.STOPPED, "")
        won = runner.place == 0 and outcome is Outcome.FINISHED and len(self._runners) > 1
        can_win = any(message.text() for message in answer)
        return ColumnState(figures_of(answer), said, failed, self._cost(runner), won, can_win)

    def _failure(self, error: ErrorInfo | None) -> str:
        return phrase(error.message) if error is not None else self.tr("Failed")

    def _cost(self, runner: _Runner) -> str:
        from gui.lab.terms import money

        choice = runner.conversation.choice
        used: list[Usage] = [m.usage for m in runner.answer if m.usage is not None]
        costs = [self._prices().cost(choice.provider, choice.model, usage) for usage in used]
        known = [cost for cost in costs if cost is not None]
        if not known or len(known) < len(costs):
            return ""
        total = sum((cost.amount for cost in known), start=known[0].amount * 0)
        return money(total, known[0].currency) if total else self.tr("free")
