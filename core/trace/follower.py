"""Follows one conversation: its turns' events and its exchanges become `TurnTrace`s.

It is a `core.wire.exchange.WireListener`, and to be fed every event of the session. Both come on the loop's thread, so
that what came over the wire and what was made of it stand side by side.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from core.events import (
    PartDelta,
    PartStarted,
    PhaseChanged,
    ResponseFinished,
    ResponseStarted,
    RetryScheduled,
    Stamped,
    ToolFinished,
    ToolStarted,
    TurnEvent,
    TurnFinished,
    TurnStarted,
    UsageReported,
)
from core.trace.log import Entry, TraceLog
from core.trace.turns import KINDS, MOST_DELTAS, NO_ENTRY, RetryMark, ToolMark, TurnTrace
from core.wire.exchange import Exchange

KEPT_TURNS: Final = 20


class _Naming:
    """Which message of the turn a part belongs to, by the rule of `core.accumulator`."""

    def __init__(self) -> None:
        self.number = 0
        self._said = self._responded = True  # an answer was begun that nothing more can be said in
        self._results = 0

    def respond(self) -> None:
        if self._said or self._responded:
            self.number += 1
        self._said = self._responded = False
        self._results = 0

    def say(self) -> None:
        self._said = True

    def end(self) -> None:
        self._responded = True

    def take_result(self) -> None:
        if not self._results:
            self.number += 1
        self._results += 1


class Trace:
    """`turns` are the last ones, the oldest first."""

    def __init__(self, conversation: str, log: TraceLog) -> None:
        self.log = log
        self.turns: deque[TurnTrace] = deque(maxlen=KEPT_TURNS)
        self._conversation = conversation
        self._turn: TurnTrace | None = None
        self._entry: Entry | None = None
        self._naming = _Naming()
        self._offsets: dict[int, int] = {}  # characters of each part of the running response
        self._kinds: dict[int, int] = {}
        self._used: dict[int, int] = {}  # tokens of each response of the turn

    # --- events -------------------------------------------------------------------------------------------------------

    def feed(self, stamped: Stamped) -> None:
        event = stamped.event
        if isinstance(event, PartDelta):
            self._delta(event, stamped.at)
        else:
            self._take(event, stamped.at)

    def _delta(self, delta: PartDelta, at: float) -> None:
        turn, index, size = self._turn, delta.index, len(delta.text)
        if turn is None:
            return
        turn.characters += size
        if len(turn.deltas.at) >= MOST_DELTAS:
            return
        rows, entry = turn.deltas, self._entry
        offset = self._offsets.get(index, 0)
        self._offsets[index] = offset + size
        rows.at.append(at)
        rows.size.append(size)
        rows.kind.append(self._kinds.get(index, 0))
        rows.entry.append(NO_ENTRY if entry is None else entry.place)
        rows.chunks.append(0 if entry is None else len(entry.exchange.chunks))
        rows.message.append(self._naming.number)
        rows.part.append(index)
        rows.offset.append(offset)

    def _take(self, event: TurnEvent, at: float) -> None:
        if isinstance(event, TurnStarted):
            self._begin(event, at)
            return
        turn = self._turn
        if turn is None:
            return
        match event:
            case PhaseChanged(phase):
                turn.phases.append((at, phase))
            case ResponseStarted():
                self._naming.respond()
                self._offsets.clear()
                self._kinds.clear()
            case PartStarted(index, kind):
                self._naming.say()
                self._kinds[index] = KINDS.index(kind)
            case ResponseFinished():
                self._naming.end()
            case UsageReported(usage):
                if usage.output_tokens is not None:
                    self._used[self._naming.number] = usage.output_tokens
                    turn.tokens = sum(self._used.values())
            case RetryScheduled(_, delay, error):
                turn.retries.append(RetryMark(at, delay, error.message))
            case ToolStarted(call_id, name):
                turn.tools.append(ToolMark(call_id, name, at))
            case ToolFinished(call_id):
                self._naming.take_result()
                mark = next((mark for mark in reversed(turn.tools) if mark.call_id == call_id), None)
                if mark is not None:
                    mark.ended = at
            case TurnFinished(outcome):
                turn.ended, turn.outcome = at, outcome
                self._turn = self._entry = None
            case _:
                return
        self.log.tell()

    def _begin(self, started: TurnStarted, at: float) -> None:
        turn = TurnTrace(started.id, self._conversation, started.provider, started.model, started.created, at)
        self._turn, self._entry, self._naming = turn, None, _Naming()
        self._offsets.clear()
        self._kinds.clear()
        self._used.clear()
        self.turns.append(turn)
        self.log.tell()

    def shown(self, at: float, size: int) -> None:
        """`size` more characters of the last turn stand on the screen."""
        if self.turns:
            self.turns[-1].shown.at.append(at)
            self.turns[-1].shown.size.append(size)

    # --- core.wire.exchange.WireListener ------------------------------------------------------------------------------

    def wire_started(self, exchange: Exchange) -> None:
        if self._turn is not None:
            self._entry = self.log.begin(exchange, self._turn, time.time())

    def wire_connected(self, exchange: Exchange) -> None:
        self.log.tell()

    def wire_received(self, exchange: Exchange, size: int) -> None:
        self.log.tell()

    def wire_closed(self, exchange: Exchange) -> None:
        self.log.ended()
