"""One turn: the user's message in, responses and tool rounds, one outcome out.

A Turn owns the asyncio task that does it and the fold of its events. Its promises:

- Exactly one `TurnStarted` first and one `TurnFinished` last; sequence numbers count from 0 without gaps; every part
  that started is finished, whatever happens.
- `stop()` cancels the task wherever it is (connecting, waiting, thinking, streaming, asking, inside a tool, in a retry
  wait); `async with` closes the connection on the way out; what had arrived stays; calls without a result get an
  "interrupted" one.
- A request is sent again only before its first content, and only as often as the limits say. A response that its
  server goes on writing is read on after a break, and never asked for twice.
- The loop is given back every few milliseconds even when everything is already buffered, and however many turns run.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Callable
from contextlib import aclosing
from functools import partial

from core.accumulator import Accumulator
from core.attachments import Contents, read_contents
from core.background import in_background
from core.conversations.records import PROGRAM_ENDED
from core.errors import ErrorInfo, ErrorKind, RivuletError, WaitTimeoutError
from core.events import (
    Notice,
    PartDelta,
    PartStarted,
    Phase,
    PhaseChanged,
    ResponseFinished,
    RetryScheduled,
    Stamped,
    StreamEvent,
    ToolFinished,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.messages import FinishReason, Message, Outcome, PartKind
from core.order import Order
from core.providers.base import Ending
from core.providers.ending import end_response
from core.replay import replayed
from core.retry import retry_delay
from core.shares import Share
from core.stopwatch import Stopwatch
from core.tools.approval import Approval
from core.tools.calls import Calls
from core.watchdog import Watchdog
from core.wire.exchange import Exchange, Listeners, current_listener

log = logging.getLogger(__name__)

WAKE_S = 20.0  # after the machine has slept, a connection that stays silent for so long is dead

_PHASES: dict[PartKind | None, Phase] = {PartKind.REASONING: Phase.THINKING}


class Turn:
    """`emit` is called with every event, in order, on the loop's thread; it must not raise."""

    def __init__(self, turn_id: str, order: Order, emit: Callable[[Stamped], None]) -> None:
        self.id = turn_id
        self.order = order
        self._emit = emit
        self._accumulator = Accumulator()
        self._task: asyncio.Task[None] | None = None
        self._running = False
        self._gently = False  # it stops when the running response and its calls have ended
        self._seq = itertools.count()
        self._phase = Phase.IDLE
        self._calls = Calls(
            order.toolbox,
            order.permissions,
            order.limits,
            order.files,
            self._put,
            self._enter,
            attended=order.attended,
            answers=order.resumed.answers if order.resumed else None,
        )
        self._aside = False  # it ends with the program
        self._waits_on = False  # calls wait for a person beyond the end of this turn
        self._watchdog: Watchdog | None = None
        self._woke: float | None = None  # when the machine woke up, while nothing has come since
        self._reason: FinishReason | None = None
        self._raw_reason: str | None = None
        self._answered = False  # the running request has brought content
        self._reported = False  # the calls of the last response are for the caller to answer
        self._clock = Stopwatch()
        self._contents: Contents | None = None  # of the attachments, once read

    @property
    def messages(self) -> tuple[Message, ...]:
        """The turn's messages so far."""
        return self._accumulator.messages

    @property
    def done(self) -> bool:
        return self._task is not None and self._task.done()

    def start(self) -> None:
        """Begin, in a task of the running loop. `TurnStarted` is emitted before this returns."""
        order = self.order
        self._clock.started = time.monotonic()
        resumed = order.resumed.response if order.resumed else None
        created = resumed.created if resumed else time.time()
        self._put(TurnStarted(self.id, order.provider.spec.id, order.model, created, order.continues))
        if order.resumed is not None:
            for event in replayed(order.resumed.response, order.resumed.results):
                self._put(event)
        self._task = asyncio.create_task(self._run(), name=f"turn {self.id}")

    def stop(self) -> None:
        """Stop now. Harmless when stopped or finished already."""
        if self._clock.stopped is None and self._task is not None and not self._task.done():
            self._clock.stopped = time.monotonic()
            if self._running:  # a task cancelled before its first step would never say that it ended
                self._task.cancel()

    def stop_after_turn(self) -> None:
        """Let the response that runs end, and its calls, and ask for no other."""
        self._gently = True

    async def wait(self) -> None:
        """Until `TurnFinished` was emitted. Cancelling the waiter leaves the turn alone."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def sleep(self, asleep: bool) -> None:
        """The machine falls asleep, or is awake again. No time limit counts meanwhile; after that a server elsewhere
        has `WAKE_S` to say something, one on this machine all its time."""
        if self._watchdog is None:
            return
        timeouts, local = self.order.limits.timeouts, self.order.provider.spec.local
        limit = timeouts.idle if self._answered else timeouts.first_token
        self._woke = None if asleep or local else time.monotonic()
        if self._woke is not None:
            limit = min(limit or WAKE_S, WAKE_S)
        self._watchdog.expect(None if asleep else limit)

    def put_aside(self, *, for_good: bool = False) -> None:
        """Stop because the program ends: calls that wait for a person go on waiting, and a server that writes in the
        background goes on writing, unless it is `for_good`."""
        self._aside = not for_good and self._clock.stopped is None  # a person's Stop came first
        self._waits_on = self._calls.put_aside(self._accumulator.unanswered_calls())
        self.stop()

    def answer_approval(self, call_id: str, approval: Approval) -> None:
        """The person's answer to a `ToolApprovalRequested`; a late or unknown one is ignored. Raises ValueError for
        arguments that are no JSON object."""
        self._calls.answer(call_id, approval)

    def answer_question(self, question_id: str, answer: str) -> None:
        self._calls.answer_question(question_id, answer)

    def answer_rounds(self, goes_on: bool) -> None:
        self._calls.answer_rounds(goes_on)

    def cancel_call(self, call_id: str) -> None:
        """Stop one running call; the turn goes on with its result, which says so."""
        self._calls.cancel(call_id)

    # --- the task -----------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        self._running = True
        current_listener.set(self if self.order.wire is None else Listeners(self, self.order.wire))
        outcome, error = Outcome.STOPPED, None
        try:
            if self._clock.stopped is not None:
                return
            await self._within_total()
            outcome = Outcome.FINISHED
        except asyncio.CancelledError:
            if self._clock.stopped is None:  # not by the user: the program is going down
                raise
            if self._accumulator.pick_up() is not None:
                outcome, error = await self._leave_background()
        except RivuletError as failure:
            outcome, error = Outcome.FAILED, failure.info
        except Exception as failure:
            log.exception("turn %s failed in a way nobody foresaw", self.id)
            outcome, error = Outcome.FAILED, _surprise(failure)
        finally:
            self._finish(outcome, error)

    async def _leave_background(self) -> tuple[Outcome, ErrorInfo | None]:
        """Nobody reads any more; have the server stop too, unless the program ends and may read on later."""
        if self._aside:
            return Outcome.FAILED, PROGRAM_ENDED
        self._clock.ended = time.monotonic()
        picks_up, provider = self._accumulator.pick_up(), self.order.provider
        if picks_up is not None and isinstance(provider, Ending):
            for closing in self._accumulator.open_parts():
                self._put(closing)
            self._enter(Phase.FINISHING)
            current_listener.set(self.order.wire)  # the clock has seen the end of the answer's own connection
            self._put(Notice(await end_response(provider, picks_up.bookmark)))
        return Outcome.STOPPED, None

    async def _within_total(self) -> None:
        total = self.order.limits.timeouts.total
        try:
            async with Watchdog() as whole:
                whole.expect(total)
                await self._rounds()
        except TimeoutError:
            raise WaitTimeoutError(f"The answer was not complete within {total:g} s (total time limit).") from None

    async def _rounds(self) -> None:
        """Respond, run the tools the response calls, respond again, until a response calls none."""
        toolbox, longest = self.order.toolbox, self.order.limits.max_tool_rounds
        resumed = self.order.resumed is not None and self._accumulator.pick_up() is None
        for done in itertools.count():
            if resumed:
                self._reason = FinishReason.TOOL_CALLS
            else:
                await self._respond()
            calls = self._accumulator.unanswered_calls()
            if not resumed:
                if self._reason is not FinishReason.TOOL_CALLS or not calls:
                    return
                if not toolbox.runs(calls):
                    self._reported = True
                    return
                if done and done % longest == 0 and not await self._may_go_on(done):
                    return
            await self._calls.run(calls)
            self._stop_gently()
            resumed = False

    def _stop_gently(self) -> None:
        """Stop here, between two requests, where that is wanted."""
        if self._gently:
            self._clock.stopped = time.monotonic()
            raise asyncio.CancelledError

    async def _may_go_on(self, rounds: int) -> bool:
        """Whether the model may ask for tools once more."""
        if await self._calls.may_go_on(rounds):
            return True
        self._put(Notice(f"The model asked for tools {rounds} times in a row; the turn was ended there."))
        return False

    async def _respond(self) -> None:
        attempt = 0
        while True:
            attempt += 1
            before = self._accumulator.pick_up()
            try:
                await self._attempt()
                return
            except RivuletError as failure:
                now = self._accumulator.pick_up()
                goes_on = now is not None
                attempt = 1 if goes_on and now != before else attempt  # it has brought something
                delay = retry_delay(failure.info, attempt, self.order.limits.max_retries, goes_on=goes_on)
                if delay is None or (self._accumulator.said and not goes_on):
                    raise
                self._put(RetryScheduled(attempt, delay, failure.info))
                self._enter(Phase.RETRYING)
            await asyncio.sleep(delay)

    async def _attempt(self) -> None:
        """One request and its response, or the rest of one that goes on at its server."""
        order, timeouts = self.order, self.order.limits.timeouts
        self._answered, self._woke = False, None
        self._enter(Phase.CONNECTING)
        if order.before_request is not None:
            await order.before_request()
        contents = await self._read_attachments()
        request = order.request(self._accumulator.messages, contents, self._accumulator.pick_up())
        try:
            async with Watchdog() as self._watchdog, aclosing(order.provider.stream(request)) as stream:
                self._watchdog.expect(timeouts.first_token)
                share = Share(order.shares)
                async for event in stream:
                    if share.used(self._take(event)):
                        await asyncio.sleep(0)
        except TimeoutError:
            raise timeouts.exceeded(answered=self._answered, slept=self._woke is not None) from None
        finally:
            self._watchdog = None

    async def _read_attachments(self) -> Contents:
        """What is sent of the attachments; read once, in a thread."""
        order = self.order
        if self._contents is None and order.files is not None and any(m.attachments() for m in order.messages):
            read = partial(read_contents, order.messages, order.files, order.provider.spec.taker)
            self._contents = await in_background(read, "attachments")
            for notice in self._contents.notices:
                self._put(Notice(notice))
        return self._contents or Contents({})

    def _take(self, event: StreamEvent) -> float:
        """One event of the provider; the hot path. Returns the time."""
        if isinstance(event, PartStarted):
            self._enter(_PHASES.get(event.kind, Phase.ANSWERING))
        elif isinstance(event, ResponseFinished):
            self._reason, self._raw_reason = event.reason, event.raw_reason
        now = self._put(event)
        if isinstance(event, PartDelta | PartStarted):
            self._answered = True
            self._woke = None
            if self._phase is Phase.WAITING:  # a part that had begun before goes on
                self._enter(_PHASES.get(self._accumulator.kind(event.index), Phase.ANSWERING))
            self._clock.token(now)
            if self._watchdog is not None:
                self._watchdog.expect(self.order.limits.timeouts.idle)
        return now

    # --- events -------------------------------------------------------------------------------------------------------

    def _put(self, event: TurnEvent) -> float:
        now = time.monotonic()
        stamped = Stamped(next(self._seq), now, event)
        self._accumulator.feed(stamped)
        self._emit(stamped)
        return now

    def _enter(self, phase: Phase) -> None:
        if phase is not self._phase:
            self._phase = phase
            self._put(PhaseChanged(phase))

    def _finish(self, outcome: Outcome, error: ErrorInfo | None) -> None:
        for closing in self._accumulator.open_parts():
            self._put(closing)
        if not self._reported:
            for call in self._accumulator.unanswered_calls():
                self._put(ToolFinished(call.id, self._calls.left(call), 0.0))
        if self._waits_on and outcome is Outcome.STOPPED:
            outcome, self._reason, self._raw_reason = Outcome.FINISHED, FinishReason.TOOL_CALLS, None
        self._enter(Phase.IDLE)
        reason, raw = (self._reason, self._raw_reason) if outcome is Outcome.FINISHED else (None, None)
        self._put(TurnFinished(outcome, self._clock.timing(time.monotonic()), reason, raw, error))

    # --- core.wire.exchange.WireListener ------------------------------------------------------------------------------

    def wire_started(self, exchange: Exchange) -> None:
        self._clock.closed = None

    def wire_connected(self, exchange: Exchange) -> None:
        if self._phase is Phase.CONNECTING:
            self._enter(Phase.WAITING)
        if self._watchdog is not None and not self._answered:
            self._watchdog.expect(self.order.limits.timeouts.first_token)

    def wire_received(self, exchange: Exchange, size: int) -> None:
        if self._clock.first_byte is None:
            self._clock.first_byte = time.monotonic()

    def wire_closed(self, exchange: Exchange) -> None:
        self._clock.closed = exchange.closed


def _surprise(failure: Exception) -> ErrorInfo:
    what = f"{type(failure).__name__}: {failure}"
    return ErrorInfo(ErrorKind.PROVIDER, f"Something nobody foresaw went wrong: {what}")
