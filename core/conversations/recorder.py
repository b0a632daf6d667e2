"""Writes down what happens in sessions, as it happens.

A Recorder follows any number of sessions and gives the store what is new in each, in order. What the user said is on
the disk before the request that tells a model of it; an answer that is arriving is written several times a second; when
it has ended, its messages take the place of that journal. While the store takes nothing (a full disk, say), everything
goes on in memory, the trouble is told once, and writing is tried again until it works.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from core.conversations.ledger import Ledger
from core.conversations.records import (
    Change,
    Conversation,
    ConversationEdited,
    ConversationInfo,
    ConversationStarted,
    ConversationUsed,
    JournalAppended,
    JournalEnded,
    JournalStarted,
    StoreReplaced,
    Told,
)
from core.events import (
    BookmarkSet,
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    RoundsAnswered,
    RoundsReached,
    RunPaused,
    Stamped,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolStarted,
    TurnFinished,
    TurnStarted,
    UsageReported,
)

if TYPE_CHECKING:
    from core.session import Session, SessionEvent

log = logging.getLogger(__name__)

JOURNAL_S: Final = 0.06  # between two writings of an answer; with the writing itself it stays below 0.1
_RETRY_S: Final = (1.0, 2.0, 5.0, 10.0)  # between two attempts while the store takes nothing
_KEPT = (  # what tells, after a crash, which calls had run and which wait for a person
    ToolApprovalRequested
    | ToolApprovalResolved
    | ToolStarted
    | ToolFinished
    | RoundsReached
    | RoundsAnswered
    | RunPaused
)
_FOLDED = ResponseStarted | PartStarted | PartDelta | PartFinished | UsageReported | ResponseFinished | BookmarkSet


class Destination(Protocol):
    """Where changes go: a `Store`, or a `MemoryStore` where there is none."""

    def submit(self, changes: Sequence[Change]) -> asyncio.Future[None]: ...

    def subscribe(self, follower: Callable[[Sequence[Told]], None]) -> Callable[[], None]: ...


class Recorder:
    """`on_trouble` is told the sentence when the store begins to refuse, `on_relief` when all is written again.

    Until `begin` or `give_up`, what happens is kept and requests wait.
    """

    def __init__(
        self,
        on_trouble: Callable[[str], None] = lambda _sentence: None,
        on_relief: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._on_trouble = on_trouble
        self._on_relief = on_relief
        self._clock = clock
        self._store: Destination | None = None
        self._leave_store: Callable[[], None] = lambda: None
        self._given_up = False
        self._followed: dict[str, _Followed] = {}
        self._queue: list[Change] = []
        self._sending = False
        self._under_way: list[Change] = []  # what the store is writing now
        self._told = 0  # changes that were ever put into the queue
        self._tried = 0  # of these, the ones that the store has taken or refused
        self._wanted = 0  # somebody waits until so many were tried
        self._moved = asyncio.Event()
        self._collected = 0.0  # when what is new was last taken
        self._attempts = 0  # that failed in a row
        self._soon: asyncio.Handle | None = None
        self._later: asyncio.TimerHandle | None = None
        self._again: asyncio.TimerHandle | None = None

    # --- a life -------------------------------------------------------------------------------------------------------

    def begin(self, store: Destination) -> None:
        """Write to this store from now on, what has happened before first."""
        self._store = store
        self._leave_store = store.subscribe(self._on_told)
        self._send()

    def give_up(self) -> None:
        """There is no store: everything stays in memory, and nobody waits."""
        self._given_up = True
        self._queue.clear()
        self._moved.set()

    async def flush(self, within: float = 1.0) -> bool:
        """Write what is not written yet, for at most `within` seconds; whether that was all."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self.safe()
        return not self.unsaved

    def close(self) -> None:
        """Follow nothing any more; what is not written is lost. `flush` before."""
        for followed in tuple(self._followed.values()):
            followed.leave()
        self._followed.clear()
        self._leave_store()
        for handle in (self._soon, self._later, self._again):
            if handle is not None:
                handle.cancel()
        self._soon = self._later = self._again = None

    @property
    def unwritten(self) -> tuple[Change, ...]:
        """What is not written yet, as far as it is known to be new."""
        return (*self._under_way, *self._queue)

    @property
    def unsaved(self) -> bool:
        """Whether something is not written yet."""
        return bool(self._queue) or self._sending

    # --- what happens -------------------------------------------------------------------------------------------------

    def follow(self, session: Session, conversation: Conversation | None = None) -> Callable[[], None]:
        """Write down what happens in a session from now on; returns the way to end that. `conversation` is what was
        loaded for it; without one it is stored with its first message."""
        followed = _Followed(session, conversation, self._clock)

        def unfollow() -> None:
            if self._followed.get(session.id) is followed:
                del self._followed[session.id]
                self._put(followed.take())
                followed.leave()
                session.before_request = None

        self._followed[session.id] = followed
        followed.leave = session.subscribe(lambda event: self._hear(followed, event))
        session.before_request = self.safe
        if followed.changed:
            self._hurry()
        return unfollow

    def put(self, *changes: Change) -> None:
        """Write these too, after all that happened before them and together with it."""
        self._put([*self._taken(), *changes])

    async def safe(self) -> None:
        """Until everything that has happened is written, or the store has refused it."""
        self._collect()
        if not self._sending:
            self._tried = self._told - len(self._queue)  # what was refused before is tried once more
        mark = self._wanted = self._told
        if self._again is not None:
            self._again.cancel()
            self._again = None
        self._send()
        while self._tried < mark and not self._given_up:
            self._moved.clear()
            await self._moved.wait()

    def _hear(self, followed: _Followed, event: SessionEvent) -> None:
        if isinstance(event, Stamped):
            if isinstance(event.event, _FOLDED):  # the hot path
                followed.journal(event)
                if time.monotonic() - self._collected >= JOURNAL_S and not followed.beginning:
                    self._collect()  # at once: a timer comes late where the loop has much to do
                elif self._later is None:
                    self._later = asyncio.get_running_loop().call_later(JOURNAL_S, self._collect)
                return
            match event.event:
                case TurnStarted() as turn:
                    self._put(followed.end_turn())
                    followed.begin_turn(turn, event)
                case _ if isinstance(event.event, _KEPT):
                    followed.journal(event)
                case TurnFinished() if not followed.session.live:  # else the next turn has begun already
                    self._forget_journal(followed.turn_id)
                    self._put(followed.end_turn())
                case _:
                    return
        else:
            followed.changed = True
        self._hurry()

    def _hurry(self) -> None:
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_soon(self._collect)

    def _collect(self) -> None:
        self._put(self._taken())

    def _taken(self) -> list[Change]:
        """What is new in every session."""
        for handle in (self._soon, self._later):
            if handle is not None:
                handle.cancel()
        self._soon = self._later = None
        self._collected = time.monotonic()
        return [change for followed in self._followed.values() for change in followed.take()]

    def _forget_journal(self, turn_id: str) -> None:
        """A turn has ended: what is not written of its journal need not be."""
        if self._queue:
            kept = [each for each in self._queue if not (isinstance(each, JournalAppended) and each.turn_id == turn_id)]
            self._tried += len(self._queue) - len(kept)
            self._queue = kept

    def _on_told(self, told: Sequence[Told]) -> None:
        if any(isinstance(change, StoreReplaced) for change in told):
            for followed in self._followed.values():
                followed.forget()

    # --- writing ------------------------------------------------------------------------------------------------------

    def _put(self, changes: Sequence[Change]) -> None:
        if not changes or self._given_up:
            return
        self._queue += changes
        self._told += len(changes)
        if self._again is None:
            self._send()

    def _send(self) -> None:
        if self._store is None or self._sending or not self._queue:
            return
        batch, self._queue = self._queue, []
        self._sending, self._under_way = True, batch
        self._store.submit(batch).add_done_callback(lambda done: self._sent(batch, done))

    def _sent(self, batch: list[Change], done: asyncio.Future[None]) -> None:
        self._sending, self._under_way = False, []
        trouble = done.exception()
        self._tried = self._told - len(self._queue)
        if trouble is None:
            if self._attempts:
                self._attempts = 0
                self._on_relief()
            self._send()
        else:
            self._queue = batch + self._queue
            self._refused(str(trouble))
        self._moved.set()

    def _refused(self, sentence: str) -> None:
        self._attempts += 1
        if self._wanted > self._tried:
            self._send()
        else:
            delay = _RETRY_S[min(self._attempts, len(_RETRY_S)) - 1]
            self._again = asyncio.get_running_loop().call_later(delay, self._try_again)
        if self._attempts == 1:
            self._on_trouble(sentence)

    def _try_again(self) -> None:
        self._again = None
        self._send()


class _Followed:
    """One session, and what the store has of it."""

    def __init__(self, session: Session, conversation: Conversation | None, clock: Callable[[], float]) -> None:
        self.session = session
        self.leave: Callable[[], None] = lambda: None
        self.changed = conversation is None
        self.turn_id = ""
        self._clock = clock
        self._info = conversation.info if conversation else None
        stored = conversation.positions if conversation else {}
        planted = session.tree.planted()
        self._ledger = Ledger(session.id, [(p, stored[p.message.id]) for p in planted if p.message.id in stored])
        self._events: list[Stamped] = []
        self._begun: TurnStarted | None = None

    @property
    def beginning(self) -> bool:
        """Whether the start of a turn is not taken yet: what it begins with goes with it, or not at all."""
        return self._begun is not None

    def journal(self, event: Stamped) -> None:
        self._events.append(event)

    def begin_turn(self, turn: TurnStarted, event: Stamped) -> None:
        self.turn_id, self._begun, self._events, self.changed = turn.id, turn, [event], True

    def end_turn(self) -> list[Change]:
        """The turn's messages are in the tree: they take the place of its journal."""
        if not self.turn_id:
            return []
        self.changed, self._events = True, []
        changes = [*self.take(), JournalEnded(self.turn_id)]
        self.turn_id = ""
        return changes

    def forget(self) -> None:
        """The store may have nothing of it any more."""
        self._info, self._ledger, self.changed = None, Ledger(self.session.id), bool(self.turn_id)

    def take(self) -> list[Change]:
        """What is new since the last time."""
        changes: list[Change] = []
        if self.changed and (self._info is not None or len(self.session.tree)):
            self.changed = False
            changes += [*self._about(), *self._ledger.catch_up(self.session.tree)]
        if self._begun is not None:
            changes += [
                JournalStarted(self.session.id, self._begun.id),
                ConversationUsed(self.session.id, self._clock()),
            ]
            self._begun = None
        if self._events:
            changes.append(JournalAppended(self.turn_id, tuple(self._events)))
            self._events = []
        return changes

    def _about(self) -> list[Change]:
        """What is new about the conversation itself."""
        session, turn = self.session, self._begun
        if self._info is None:
            now = self._clock()
            self._info = ConversationInfo(session.id, session.title, created=now, updated=now, system=session.system)
            if turn is not None:
                self._info = replace(self._info, provider=turn.provider, model=turn.model)
            return [ConversationStarted(self._info)]
        before = self._info
        now_info = replace(before, title=session.title, system=session.system)
        if turn is not None:
            now_info = replace(now_info, provider=turn.provider, model=turn.model)
        if now_info == before:
            return []
        self._info = now_info
        return [
            ConversationEdited(
                session.id,
                title=session.title if session.title != before.title else None,
                system=session.system if session.system != before.system else None,
                provider=now_info.provider if now_info.provider != before.provider else None,
                model=now_info.model if now_info.model != before.model else None,
            )
        ]
