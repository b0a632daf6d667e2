"""One turn: the user's message in, responses and tool rounds, one outcome out.

A Turn owns the asyncio task that does it and the fold of its events. Its promises:

- Exactly one `TurnStarted` first and one `TurnFinished` last; sequence numbers count from 0 without gaps; every part
  that started is finished, whatever happens.
- `stop()` cancels the task wherever it is (connecting, waiting, thinking, streaming, asking, inside a tool, in a retry
  wait); `async with` closes the connection on the way out; what had arrived stays; calls without a result get an
  "interrupted" one.
- A request is sent again only before its first content, and only as often as the limits say.
- The loop gets a turn of its own every few milliseconds even when everything is already buffered.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from core.accumulator import Accumulator
from core.attachments import Contents, Files, read_contents
from core.background import in_background
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
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolStarted,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.limits import Limits
from core.messages import (
    FinishReason,
    Message,
    Outcome,
    PartKind,
    Timing,
    ToolCallPart,
    ToolResultPart,
    ToolStatus,
)
from core.providers.base import Provider, Request
from core.retry import retry_delay
from core.tools.base import Toolbox
from core.tools.runner import run_call
from core.watchdog import Watchdog
from core.wire.exchange import Exchange, Listeners, WireListener, current_listener

log = logging.getLogger(__name__)

_SLICE_S = 0.004  # how long events are taken before the loop is given back

_PHASES = {PartKind.REASONING: Phase.THINKING}


@dataclass(frozen=True, slots=True)
class Order:
    """What a turn shall do. `continues` is the id of the cut-off message that the answer goes on from; `files` has what
    is attached to the messages; `parameters` are fields of the request body."""

    provider: Provider
    model: str
    messages: tuple[Message, ...]
    system: str = ""
    toolbox: Toolbox = field(default_factory=Toolbox)
    limits: Limits = field(default_factory=Limits)
    stream: bool = True
    continues: str | None = None
    before_request: Callable[[], Awaitable[None]] | None = None  # awaited first, as "connecting"; must not raise
    files: Files | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    wire: WireListener | None = None  # told what the turn's own exchanges are


class Turn:
    """`emit` is called with every event, in order, on the loop's thread; it must not raise."""

    def __init__(self, turn_id: str, order: Order, emit: Callable[[Stamped], None]) -> None:
        self.id = turn_id
        self.order = order
        self._emit = emit
        self._accumulator = Accumulator()
        self._task: asyncio.Task[None] | None = None
        self._running = False
        self._seq = itertools.count()
        self._phase = Phase.IDLE
        self._approvals: dict[str, asyncio.Future[bool]] = {}
        self._watchdog: Watchdog | None = None
        self._reason: FinishReason | None = None
        self._raw_reason: str | None = None
        self._answered = False  # the running request has brought content
        self._reported = False  # the calls of the last response are for the caller to answer
        self._clock = _TurnClock()
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
        self._put(TurnStarted(self.id, order.provider.spec.id, order.model, time.time(), order.continues))
        self._task = asyncio.create_task(self._run(), name=f"turn {self.id}")

    def stop(self) -> None:
        """Stop now. Harmless when stopped or finished already."""
        if self._clock.stopped is None and self._task is not None and not self._task.done():
            self._clock.stopped = time.monotonic()
            if self._running:  # a task cancelled before its first step would never say that it ended
                self._task.cancel()

    async def wait(self) -> None:
        """Until `TurnFinished` was emitted. Cancelling the waiter leaves the turn alone."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def answer_approval(self, call_id: str, allowed: bool) -> None:
        """The person's answer to a `ToolApprovalRequested`; a late or unknown one is ignored."""
        waiting = self._approvals.get(call_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(allowed)

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
        except RivuletError as failure:
            outcome, error = Outcome.FAILED, failure.info
        except Exception as failure:
            log.exception("turn %s failed in a way nobody foresaw", self.id)
            outcome, error = Outcome.FAILED, _surprise(failure)
        finally:
            self._finish(outcome, error)

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
        toolbox = self.order.toolbox
        for done in itertools.count():
            await self._respond()
            calls = self._accumulator.unanswered_calls()
            if self._reason is not FinishReason.TOOL_CALLS or not calls:
                return
            if not toolbox.runs(calls):
                self._reported = True
                return
            if done == self.order.limits.max_tool_rounds:
                self._put(Notice(f"The model asked for tools {done} times in a row; the turn was ended there."))
                return
            await self._run_tools(calls)

    async def _respond(self) -> None:
        for attempt in itertools.count(1):
            try:
                await self._attempt()
                return
            except RivuletError as failure:
                delay = retry_delay(failure.info, attempt, self.order.limits.max_retries)
                if self._answered or delay is None:
                    raise
                self._put(RetryScheduled(attempt, delay, failure.info))
                self._enter(Phase.RETRYING)
            await asyncio.sleep(delay)

    async def _attempt(self) -> None:
        """One request and its response."""
        order, timeouts = self.order, self.order.limits.timeouts
        self._answered = False
        self._enter(Phase.CONNECTING)
        if order.before_request is not None:
            await order.before_request()
        contents = await self._read_attachments()
        request = Request(
            model=order.model,
            messages=order.messages + self._accumulator.messages,
            system=order.system,
            tools=order.toolbox.specs,
            stream=order.stream,
            connect_timeout=timeouts.connect,
            contents=contents.by_hash,
            filling=contents.filling,
            parameters=order.parameters,
        )
        try:
            async with Watchdog() as self._watchdog, aclosing(order.provider.stream(request)) as stream:
                self._watchdog.expect(timeouts.first_token)
                sliced = time.monotonic()
                async for event in stream:
                    now = self._take(event)
                    if now - sliced > _SLICE_S:
                        await asyncio.sleep(0)
                        sliced = time.monotonic()
        except TimeoutError:
            raise self._too_late() from None
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
            self._clock.token(now)
            if self._watchdog is not None:
                self._watchdog.expect(self.order.limits.timeouts.idle)
        return now

    def _too_late(self) -> WaitTimeoutError:
        timeouts = self.order.limits.timeouts
        if self._answered:
            return WaitTimeoutError(f"Nothing more came for {timeouts.idle:g} s (idle time limit).")
        return WaitTimeoutError(f"No answer began within {timeouts.first_token:g} s (first-token time limit).")

    # --- tools --------------------------------------------------------------------------------------------------------

    async def _run_tools(self, calls: list[ToolCallPart]) -> None:
        """All calls of a response side by side; each result is reported as it comes."""
        self._enter(Phase.TOOL)
        async with asyncio.TaskGroup() as group:
            for call in calls:
                group.create_task(self._run_tool(call), name=f"tool {call.name} {call.id}")

    async def _run_tool(self, call: ToolCallPart) -> None:
        tool = self.order.toolbox.find(call.name)
        if tool is not None and tool.asks and call.arguments() is not None and not await self._allowed(call):
            text = "The user did not allow this call."
            self._put(ToolFinished(call.id, ToolResultPart(call.id, text, ToolStatus.DENIED), 0.0))
            return
        started = self._put(ToolStarted(call.id, call.name))
        result = await run_call(call, self.order.toolbox)
        self._put(ToolFinished(call.id, result, time.monotonic() - started))

    async def _allowed(self, call: ToolCallPart) -> bool:
        self._approvals[call.id] = answer = asyncio.Future[bool]()
        self._put(ToolApprovalRequested(call.id, call.name, call.arguments_text))
        self._enter(Phase.APPROVAL)
        try:
            allowed = await answer
        finally:
            del self._approvals[call.id]
        self._put(ToolApprovalResolved(call.id, allowed))
        if not self._approvals:
            self._enter(Phase.TOOL)
        return allowed

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
                interrupted = ToolResultPart(call.id, "Interrupted: this call was not run.", ToolStatus.INTERRUPTED)
                self._put(ToolFinished(call.id, interrupted, 0.0))
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


@dataclass(slots=True)
class _TurnClock:
    """The moments of a turn, on the monotonic clock."""

    started: float = 0.0
    first_byte: float | None = None
    first_token: float | None = None
    last_token: float | None = None
    stopped: float | None = None
    closed: float | None = None

    def token(self, now: float) -> None:
        if self.first_token is None:
            self.first_token = now
        self.last_token = now

    def timing(self, now: float) -> Timing:
        close_ms = None
        if self.stopped is not None and self.closed is not None and self.closed >= self.stopped:
            close_ms = (self.closed - self.stopped) * 1000
        return Timing(
            first_byte_ms=self._since_start(self.first_byte),
            first_token_ms=self._since_start(self.first_token),
            last_token_ms=self._since_start(self.last_token),
            total_ms=self._since_start(now),
            close_ms=close_ms,
        )

    def _since_start(self, moment: float | None) -> float | None:
        return None if moment is None else (moment - self.started) * 1000


def _surprise(failure: Exception) -> ErrorInfo:
    what = f"{type(failure).__name__}: {failure}"
    return ErrorInfo(ErrorKind.PROVIDER, f"Something nobody foresaw went wrong: {what}")
