"""Session events in, transcript out.

A TurnFeed writes one conversation into a TranscriptModel. A whole turn (several responses, their tool calls and
results) is one visual answer; a turn that continues a cut-off answer goes on in the same one, behind a thin seam.
Taking a delta is queueing a string; frames show what is due of it, and whatever else happens comes after all text
that came before it. It knows no widget.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from core.conversations.tree import Version
from core.events import (
    AgentChanged,
    HandedOff,
    Notice,
    PartDelta,
    PartFinished,
    PartStarted,
    Phase,
    PhaseChanged,
    ResponseFinished,
    ResponseStarted,
    RetryScheduled,
    RoundsAnswered,
    RoundsReached,
    Stamped,
    ToolFinished,
    ToolProgress,
    TurnEvent,
    TurnFinished,
    TurnStarted,
    UsageReported,
)
from core.messages import Message, Outcome, PartKind, Role
from core.session import MessageAdded, PathChanged, SessionEvent
from gui.chat.cards import CallEvent, after, call_of, given_up
from gui.chat.history import Spent, goes_on, items_of, only, turn_of, unknown
from gui.chat.outcome import activity, closing_contents, finish_word, finished_state, handed_over, last_content
from gui.chat.pacing import Pacer
from gui.language import phrase
from gui.transcript.content import (
    Content,
    GrowingText,
    Item,
    Note,
    Prose,
    Reasoning,
    Refusal,
    RoundsQuestion,
    Seam,
    State,
    ToolCard,
)
from gui.transcript.content import Header as HeaderLine
from gui.transcript.model import TranscriptModel
from gui.widgets.clock import FrameClock

if TYPE_CHECKING:
    from core.prices import Bill


def never() -> bool:
    """The plain answer to whether bursts are spread: all text comes with the next frame."""
    return False


class Source(Protocol):
    """The conversation that a feed shows, as far as events do not tell it."""

    @property
    def messages(self) -> Sequence[Message]: ...

    def versions(self, message_id: str) -> Version: ...


class _Live:
    """The running turn: where its parts and calls stand in the model."""

    def __init__(self, turn: TurnStarted, item: int) -> None:
        self.turn = turn
        self.item = item
        self.number = 0  # messages named so far
        self.message_id = f"{turn.id}.1"
        self.parts: dict[int, int] = {}  # part index -> block, of the running response
        self.calls: dict[str, int] = {}  # call id -> block, of the whole turn
        self.results = 0  # tool results since the last response began
        self.responded = True  # the last response ended, or none began yet
        self.blocks = 0  # added by this turn
        self.agent = ""  # who speaks, where agents do, before the model's name
        self.rounds: int | None = None  # the block of a question about rounds

    def begin_response(self) -> None:
        """Name the next message, unless an attempt before this one failed without a word."""
        if self.responded or self.parts:
            self._name()
        self.responded = False
        self.parts.clear()
        self.results = 0

    def take_result(self) -> None:
        if not self.results:
            self.number += 1  # the message that holds the results
        self.results += 1

    def empty_end(self, outcome: Outcome) -> None:
        """An answer that had ended well before the turn failed or was stopped gets an empty message for that."""
        if not self.number or (outcome is not Outcome.FINISHED and self.responded):
            self._name()

    def _name(self) -> None:
        self.number += 1
        self.message_id = f"{self.turn.id}.{self.number}"


class TurnFeed:
    """`handle` is a subscriber of a session; `load` shows what the conversation already holds.

    `spread` is asked at every frame whether bursts are shown evenly; `now` is the monotonic clock of the events. `told`
    is called with the time and the number of characters whenever some reach the screen's model.
    """

    def __init__(
        self,
        model: TranscriptModel,
        clock: FrameClock,
        spread: Callable[[], bool] = never,
        now: Callable[[], float] = time.monotonic,
        *,
        source: Source | None = None,
        told: Callable[[float, int], None] | None = None,
        spent: Spent = unknown,
    ) -> None:
        self._model = model
        self._clock = clock
        self._spread = spread
        self._now = now
        self._source = source
        self._told = told
        self._spent = spent
        self._versions = only if source is None else source.versions
        self._pacer: Pacer[tuple[int, int]] = Pacer()  # places are (item, block)
        self._live: _Live | None = None
        self._grown: dict[tuple[int, int], int] = {}  # (item, block) -> new characters since the last frame

    def load(self, messages: Iterable[Message]) -> None:
        """Show a whole conversation."""
        self._pacer.drain()
        self._grown.clear()
        self._model.set_items(items_of(messages, self._versions, self._spent))

    def handle(self, event: SessionEvent) -> None:
        """Take one event of the session."""
        if isinstance(event, Stamped):
            self._take(event.event, event.at)
        elif isinstance(event, MessageAdded):
            self._give_up_waiting()
            for item in items_of([event.message], self._versions):
                self._model.add_item(item)
        else:
            self._reload(event)

    def flush(self) -> None:
        """Give the model the text that is due by now, and tell it."""
        self._show(self._pacer.take(self._now()) if self._spread() else self._pacer.drain())
        if self._pacer.waiting:
            self._clock.request(self.flush)
        grown, self._grown = self._grown, {}
        for (item, block), size in grown.items():
            self._model.grew(item, block, size)

    def _reload(self, change: PathChanged) -> None:
        """Show another path. What is the same stays as it is."""
        above = list(self._source.messages) if self._source is not None and change.after is not None else []
        while above and above[-1].id != change.after:
            above.pop()
        first = 0
        for place in range(len(above) - 1, -1, -1):
            if above[place].role is Role.USER:
                first, above = self._model.index_of(above[place].id) or 0, above[place:]
                break
        items = items_of((*above, *change.messages), self._versions, self._spent)
        shown = self._model.items[first:]
        kept = 0
        while kept < min(len(items), len(shown)) and _same(items[kept], shown[kept]):
            kept += 1
        self._pacer.drain()
        self._grown.clear()
        self._model.replace_items(first + kept, items[kept:])

    # --- events of a turn ---------------------------------------------------------------------------------------------

    def _take(self, event: TurnEvent, at: float) -> None:
        if isinstance(event, PartDelta):  # the hot path
            self._queue(event.index, event.text, at)
            return
        if isinstance(event, TurnStarted):
            self._begin(event, at)
            return
        live = self._live
        if live is None:
            return
        if not isinstance(event, UsageReported | PhaseChanged | ToolProgress):
            self._catch_up()
        match event:
            case ResponseStarted(_, model):
                live.begin_response()
                self._model.set_header(live.item, model=f"{live.agent}{model or live.turn.model}")
            case AgentChanged(name):
                live.agent = f"{name} · "
            case HandedOff(source, target):
                self._add(live, Note(handed_over(source, target)))
            case PartStarted():
                self._start_part(live, event, at)
            case PartFinished(index, _):
                self._finish_part(live, index, at)
            case ResponseFinished():
                live.responded = True
            case PhaseChanged(phase):
                kept = {} if phase is Phase.RETRYING else {"until": None}  # its countdown was told before
                self._model.set_header(live.item, activity=activity(phase), since=at, **kept)
            case RetryScheduled(_, delay, error):
                self._model.set_header(live.item, until=at + delay)
                if (note := Note(phrase(error.message))) != last_content(self._model.items[live.item]):
                    self._add(live, note)
            case Notice(text):
                self._add(live, Note(phrase(text)))
            case TurnFinished():
                self._end(live, event)
            case RoundsReached() | RoundsAnswered():
                self._take_rounds(live, event)
            case _ if isinstance(event, CallEvent):
                self._take_tool(live, event, at)
            case _:
                pass

    def _begin(self, turn: TurnStarted, at: float) -> None:
        item, version = len(self._model) - 1, self._versions(f"{turn.id}.1")
        header = HeaderLine(
            turn.model,
            turn.created,
            State.LIVE,
            activity=activity(Phase.CONNECTING),
            since=at,
            version=version.index + 1,
            versions=version.count,
        )
        if item >= 0 and goes_on(self._model.items[item], turn.continues):
            self._live = live = _Live(turn, item)
            before = self._model.header(item)
            if before is not None:
                self._set(live, 0, replace(header, model=before.model, created=before.created))
            if turn.continues:
                self._add(live, Seam())
        else:
            item = self._model.add_item(Item(turn.id, Role.ASSISTANT))
            self._live = live = _Live(turn, item)
            self._add(live, header)
        live.blocks = 0
        self._model.set_live(item, True)

    def _add(self, live: _Live, content: Content) -> int:
        live.blocks += 1
        return self._model.add_block(live.item, live.message_id, content)

    def _start_part(self, live: _Live, part: PartStarted, at: float) -> None:
        text = GrowingText()
        match part.kind:
            case PartKind.TEXT:
                content: Content = Prose(text)
            case PartKind.REASONING:
                content = Reasoning(text, State.LIVE, at)
            case PartKind.REFUSAL:
                content = Refusal(text)
            case PartKind.TOOL_CALL:
                content = ToolCard(part.call_id, part.name, text)
        live.parts[part.index] = block = self._add(live, content)
        if part.call_id:
            live.calls[part.call_id] = block

    def _queue(self, index: int, text: str, at: float) -> None:
        live = self._live
        block = live.parts.get(index) if live is not None else None
        if live is not None and block is not None:
            self._pacer.put((live.item, block), text, at)
            self._clock.request(self.flush)

    def _catch_up(self) -> None:
        """Show all text that has come, before something else happens."""
        if self._pacer.waiting:
            self._show(self._pacer.drain())
            self._clock.request(self.flush)

    def _show(self, texts: Iterable[tuple[tuple[int, int], str]]) -> None:
        shown = 0
        for place, text in texts:
            shown += len(text)
            item, block = place
            content = self._model.items[item].blocks[block].content
            if isinstance(content, ToolCard):
                content.arguments.append(text)
            elif isinstance(content, Prose | Reasoning | Refusal):
                content.text.append(text)
            self._grown[place] = self._grown.get(place, 0) + len(text)
        if shown and self._told is not None:
            self._told(self._now(), shown)

    def _finish_part(self, live: _Live, index: int, at: float) -> None:
        block = live.parts.get(index)
        if block is None:
            return
        content = self._content(live, block)
        if isinstance(content, Reasoning):
            content.text.finish()
            self._set(live, block, replace(content, state=State.DONE, seconds=at - content.since))
        elif isinstance(content, Prose | Refusal):
            content.text.finish()
            self._grown.setdefault((live.item, block), 0)
            self._clock.request(self.flush)
        elif isinstance(content, ToolCard):
            content.arguments.finish()

    def _take_tool(self, live: _Live, event: CallEvent, at: float) -> None:
        block = live.calls.get(call_of(event))
        if isinstance(event, ToolFinished):
            live.take_result()
        card = self._content(live, block) if block is not None else None
        if block is not None and isinstance(card, ToolCard):
            self._set(live, block, after(card, event, at))

    def _ended(self, live: _Live, event: TurnFinished) -> Message:
        """The message that the turn ended with; what can be told of it where nobody has it."""
        messages = self._source.messages if self._source is not None else ()
        known = next((message for message in reversed(messages) if message.id == live.message_id), None)
        return known or Message(
            live.message_id,
            Role.ASSISTANT,
            (),
            outcome=event.outcome,
            finish_reason=event.reason,
            raw_finish_reason=event.raw_reason,
            timing=event.timing,
            error=event.error,
        )

    def _take_rounds(self, live: _Live, event: RoundsReached | RoundsAnswered) -> None:
        if isinstance(event, RoundsReached):
            live.rounds = self._add(live, RoundsQuestion(event.rounds))
        else:
            self._set_rounds(live, goes_on=event.goes_on)

    def _set_rounds(self, live: _Live, **values: bool) -> None:
        asked = self._content(live, live.rounds) if live.rounds is not None else None
        if live.rounds is not None and isinstance(asked, RoundsQuestion):
            self._set(live, live.rounds, replace(asked, **values))

    def _give_up_waiting(self) -> None:
        """Somebody wrote on: nobody waits for an answer about the calls above any more."""
        last = len(self._model) - 1
        for place, block in enumerate(self._model.items[last].blocks if last >= 0 else ()):
            if isinstance(block.content, ToolCard) and block.content.state is State.WAITING:
                self._model.set_content(last, place, given_up(block.content))

    def _end(self, live: _Live, event: TurnFinished) -> None:
        live.empty_end(event.outcome)
        self.flush()
        self._set_rounds(live, open=False)
        message = self._ended(live, event)
        before = [block.content for block in self._model.items[live.item].blocks[-live.blocks :]] if live.blocks else []
        for content in closing_contents(message, before):
            self._add(live, content)
        finish, spent = finish_word(event.reason, event.raw_reason), self._took(live)
        state = finished_state(event.outcome)
        self._model.set_header(live.item, state=state, finish=finish, activity="", until=None, spent=spent)
        self._model.set_live(live.item, False)
        self._live = None

    def _took(self, live: _Live) -> Bill | None:
        """What the whole answer took, with what it continues."""
        item, said = self._model.items[live.item], self._source.messages if self._source is not None else ()
        return self._spent(each for each in said if turn_of(each.id) == live.turn.id or item.holds(each.id))

    def _content(self, live: _Live, block: int) -> Content:
        return self._model.items[live.item].blocks[block].content

    def _set(self, live: _Live, block: int, content: Content) -> None:
        self._model.set_content(live.item, block, content)


def _same(one: Item, other: Item) -> bool:
    """Whether two items show the same version of the same messages."""
    return _shown_by(one) == _shown_by(other)


def _shown_by(item: Item) -> tuple[str, list[str], tuple[int, int]]:
    return item.id, list(dict.fromkeys(block.message_id for block in item.blocks)), item.version
