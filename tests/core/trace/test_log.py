"""The last exchanges are kept, within bounds of number and of memory."""

from __future__ import annotations

import time

from core.trace.log import TraceLog
from core.trace.turns import TurnTrace
from core.wire.exchange import Exchange


def exchange_of(size: int, *, closed: bool = True) -> Exchange:
    exchange = Exchange("POST", "http://h/v1", [], b"ask", time.monotonic())
    exchange.chunks.append(time.monotonic(), b"x" * size)
    exchange.closed = time.monotonic() if closed else None
    return exchange


def filled(log: TraceLog, *exchanges: Exchange) -> TurnTrace:
    turn = TurnTrace("t", "c", "p", "m", 0.0, 0.0)
    for exchange in exchanges:
        log.begin(exchange, turn, 0.0)
        if exchange.closed is not None:
            log.ended()
    return turn


def test_the_oldest_make_room_and_let_their_bytes_go() -> None:
    log = TraceLog(kept=3)
    turn = filled(log, *(exchange_of(10) for _ in range(5)))
    assert [entry.number for entry in log.entries] == [3, 4, 5]
    assert [entry.released for entry in turn.entries] == [True, True, False, False, False]
    assert turn.entries[0].size == 0


def test_bytes_beyond_the_bound_go_from_the_oldest_on_but_never_from_a_running_one() -> None:
    log = TraceLog(kept_bytes=250)
    running = exchange_of(100, closed=False)
    turn = filled(log, running, exchange_of(100), exchange_of(100), exchange_of(100))
    assert [entry.released for entry in turn.entries] == [False, True, False, False]
    assert running.chunks.size == 100
    assert len(log.entries) == 4  # what is known about it stays


def test_followers_are_told_until_they_leave() -> None:
    log, told = TraceLog(), list[int]()
    leave = log.subscribe(lambda: told.append(1))
    filled(log, exchange_of(1))
    assert len(told) == 2
    leave()
    leave()
    filled(log, exchange_of(1))
    assert len(told) == 2
