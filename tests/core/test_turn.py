"""The promises of a turn, over real sockets and the real SDK."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ErrorKind
from core.events import (
    Phase,
    PhaseChanged,
    RetryScheduled,
)
from core.limits import Limits, Timeouts
from core.messages import FinishReason, Outcome, ToolStatus
from core.providers.base import ToolSpec
from core.tools.base import Call, Tool, Toolbox
from core.tools.registry import BUILTIN
from tests.support import chat
from tests.support.chat import Run
from tests.support.script import Answer, End, Pause, Reset, Stall, Step

CLOCK = Toolbox(BUILTIN.values())
PINGS: list[Step] = [b": ping\n\n", Pause(0.1)] * 9
QUICK = Limits(Timeouts(connect=5, first_token=0.15, idle=0.15))


def slow_tool(*, asks: bool = False) -> Toolbox:
    async def run(arguments: dict[str, Any], call: Call) -> str:
        await asyncio.sleep(30)
        return "late"

    return Toolbox([Tool(ToolSpec("slow", "", {"type": "object"}), run, asks=asks)])


# --- an ordinary answer -----------------------------------------------------------------------------------------------


async def test_an_answer_streams_and_ends() -> None:
    run = await chat.finished([chat.answer("Hello", ", ", "안녕")])
    assert run.text() == "Hello, 안녕"
    assert run.finished.outcome is Outcome.FINISHED
    assert run.finished.reason is FinishReason.STOP
    phases = [event.phase for event in run.events if isinstance(event, PhaseChanged)]
    assert phases == [Phase.CONNECTING, Phase.WAITING, Phase.ANSWERING, Phase.IDLE]
    timing = run.finished.timing
    assert timing.first_byte_ms is not None
    assert timing.first_token_ms is not None
    assert timing.last_token_ms is not None
    assert timing.total_ms is not None
    assert 0 < timing.first_byte_ms <= timing.first_token_ms <= timing.last_token_ms <= timing.total_ms
    assert timing.close_ms is None


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), max_size=20), st.data())
def test_the_laws_hold_wherever_a_stream_breaks(pieces: list[str], data: st.DataObject) -> None:
    body = b"".join([*chat.text(*pieces), *chat.end()])
    cut = data.draw(st.integers(0, len(body)))
    ending = data.draw(st.sampled_from([End.FINISH, End.DROP, End.RESET]))
    limits = Limits(max_retries=0)

    async def check() -> None:
        run = await chat.finished([chat.stream(body[:cut], end=ending)], limits=limits)
        assert "".join(pieces).startswith(run.text())
        assert run.finished.outcome in (Outcome.FINISHED, Outcome.FAILED)

    asyncio.run(check())


async def test_ten_thousand_buffered_deltas_leave_the_loop_alive() -> None:
    body = b"".join([*chat.text(*(["word "] * 10_000)), *chat.end()])
    gaps: list[float] = []

    async def beat() -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.001)
            now = time.monotonic()
            gaps.append(now - last)
            last = now

    heart = asyncio.create_task(beat())
    run = await chat.finished([chat.stream(body)])
    heart.cancel()
    await asyncio.wait([heart])
    assert run.text() == "word " * 10_000
    assert max(gaps) < 0.25
    assert len(gaps) > 20


# --- stop -------------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def full_backlog() -> AsyncIterator[int]:
    """A port whose listener takes no more connections, so that connecting hangs."""
    import socket

    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    port = listener.getsockname()[1]
    fillers = []
    for _ in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(("127.0.0.1", port))
        fillers.append(filler)
    try:
        yield port
    finally:
        for opened in (listener, *fillers):
            opened.close()


async def test_stop_while_connecting() -> None:
    from core.order import Order
    from core.turn import Turn

    async with full_backlog() as port, chat.provider(f"http://127.0.0.1:{port}") as provider:
        log: list[Any] = []
        turn = Turn("t", Order(provider, "m", (chat.user("hi"),)), log.append)
        turn.start()
        await asyncio.sleep(0.1)
        turn.stop()
        await asyncio.wait_for(turn.wait(), 2)
        chat.check_laws(log, turn.messages)
        assert log[-1].event.outcome is Outcome.STOPPED
        assert turn.messages[-1].outcome is Outcome.STOPPED


STOPS: dict[str, tuple[Answer, Callable[[Run], bool]]] = {
    "waiting for headers": (Answer(before=(Stall(),)), lambda run: chat.phase(run) is Phase.WAITING),
    "waiting after headers": (chat.stream(Stall()), lambda run: bool(run.server.requests)),
    "thinking": (
        chat.stream(chat.chunk({"reasoning_content": "hm"}), Stall()),
        lambda run: chat.phase(run) is Phase.THINKING,
    ),
    "answering": (chat.stream(*chat.text("partial"), Stall()), lambda run: run.text() == "partial"),
    "inside the arguments": (
        chat.stream(chat.call(0, "c", "slow", '{"a')[0], Stall()),
        lambda run: chat.phase(run) is Phase.ANSWERING,
    ),
}


@pytest.mark.parametrize("name", STOPS)
async def test_stop_closes_the_connection(name: str) -> None:
    answer, ready = STOPS[name]
    async with chat.running([answer], toolbox=slow_tool()) as run:
        await chat.until(run, ready)
        run.turn.stop()
        run.turn.stop()
        await asyncio.wait_for(run.turn.wait(), 2)
        await asyncio.wait_for(run.server.closed(1), 2)
    assert run.finished.outcome is Outcome.STOPPED
    assert run.finished.reason is None
    assert run.finished.timing.close_ms is not None
    assert run.server.visits[0].by_client
    if name == "answering":
        assert run.text() == "partial"
    if name == "inside the arguments":
        assert chat.statuses(run) == [("c", ToolStatus.INTERRUPTED)]


async def test_stop_inside_a_tool() -> None:
    script = [chat.stream(*chat.call(0, "c", "slow", "{}"), *chat.end("tool_calls"))]
    async with chat.running(script, toolbox=slow_tool()) as run:
        await chat.until(run, lambda run: chat.phase(run) is Phase.TOOL)
        run.turn.stop()
        await asyncio.wait_for(run.turn.wait(), 2)
    assert run.finished.outcome is Outcome.STOPPED
    assert chat.statuses(run) == [("c", ToolStatus.INTERRUPTED)]
    assert len(run.server.requests) == 1


async def test_stop_while_a_person_is_asked() -> None:
    script = [chat.stream(*chat.call(0, "c", "slow", "{}"), *chat.end("tool_calls"))]
    async with chat.running(script, toolbox=slow_tool(asks=True)) as run:
        await chat.until(run, lambda run: chat.phase(run) is Phase.APPROVAL)
        run.turn.stop()
        await asyncio.wait_for(run.turn.wait(), 2)
    assert chat.statuses(run) == [("c", ToolStatus.INTERRUPTED)]


async def test_stop_in_a_retry_wait() -> None:
    async with chat.running([chat.failure(429, headers=[("Retry-After", "30")])]) as run:
        await chat.until(run, lambda run: chat.phase(run) is Phase.RETRYING)
        run.turn.stop()
        await asyncio.wait_for(run.turn.wait(), 2)
    assert run.finished.outcome is Outcome.STOPPED
    assert len(run.server.requests) == 1


async def test_stop_before_the_first_step() -> None:
    async with chat.running([chat.answer("never")]) as run:
        run.turn.stop()
        await asyncio.wait_for(run.turn.wait(), 2)
    assert run.finished.outcome is Outcome.STOPPED
    assert run.server.requests == []


async def test_the_end_of_the_program_is_a_stop_too() -> None:
    async with chat.running([chat.stream(*chat.text("partial"), Stall())]) as run:
        await chat.until(run, lambda run: run.text() == "partial")
        for task in asyncio.all_tasks():
            if task.get_name() == "turn t":
                task.cancel()
        await run.turn.wait()
    assert run.finished.outcome is Outcome.STOPPED
    assert run.text() == "partial"


# --- waiting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(before=(Stall(),)), "first-token"),
        (chat.stream(b": ping\n\n", Pause(0.1), b": ping\n\n", Pause(0.1), b": ping\n\n", Stall()), "first-token"),
        (chat.stream(*chat.text("a"), Stall()), "idle"),
        (chat.stream(*chat.text("a"), *PINGS, *chat.end()), "idle"),
    ],
)
async def test_a_wait_that_is_too_long_names_its_limit(answer: Answer, words: str) -> None:
    limits = Limits(QUICK.timeouts, max_retries=0)
    run = await chat.finished([answer], limits=limits)
    assert run.finished.outcome is Outcome.FAILED
    assert run.finished.error is not None
    assert run.finished.error.kind is ErrorKind.TIMEOUT
    assert words in run.finished.error.message
    assert run.server.visits[0].by_client


async def test_the_total_limit_ends_a_busy_stream() -> None:
    body: list[Step] = [*chat.text("x"), Pause(0.05)] * 100
    run = await chat.finished([chat.stream(*body)], limits=Limits(Timeouts(total=0.3)))
    assert run.finished.error is not None
    assert run.finished.error.kind is ErrorKind.TIMEOUT
    assert "total" in run.finished.error.message
    assert run.text().startswith("x")


async def test_a_connection_that_never_stands_names_connect() -> None:
    from core.order import Order
    from core.turn import Turn

    limits = Limits(Timeouts(connect=0.2), max_retries=0)
    async with full_backlog() as port, chat.provider(f"http://127.0.0.1:{port}") as provider:
        log: list[Any] = []
        turn = Turn("t", Order(provider, "m", (chat.user("hi"),), limits=limits), log.append)
        turn.start()
        await asyncio.wait_for(turn.wait(), 5)
        assert log[-1].event.error.kind is ErrorKind.TIMEOUT
        assert "connect" in log[-1].event.error.message


# --- trying again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
async def test_a_passing_error_is_tried_again(status: int) -> None:
    script = [chat.failure(status, headers=[("Retry-After", "0")]), chat.answer("ok")]
    run = await chat.finished(script)
    assert run.text() == "ok"
    assert len([event for event in run.events if isinstance(event, RetryScheduled)]) == 1
    assert len(run.turn.messages) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
async def test_a_lasting_error_is_not(status: int) -> None:
    run = await chat.finished([chat.failure(status), chat.answer("never")])
    assert run.finished.outcome is Outcome.FAILED
    assert len(run.server.requests) == 1


async def test_tries_are_bounded() -> None:
    run = await chat.finished([chat.failure(503, headers=[("Retry-After", "0")])], limits=Limits(max_retries=3))
    assert len(run.server.requests) == 4
    assert run.finished.error is not None
    assert run.finished.error.status == 503


async def test_a_wish_of_more_than_a_minute_is_told_not_slept() -> None:
    run = await chat.finished([chat.failure(429, headers=[("Retry-After", "3600")])])
    assert len(run.server.requests) == 1
    assert run.finished.error is not None
    assert run.finished.error.retry_after_s == 3600


async def test_nothing_is_sent_again_after_the_first_content() -> None:
    run = await chat.finished([chat.stream(*chat.text("half"), Reset()), chat.answer("never")])
    assert run.text() == "half"
    assert run.finished.outcome is Outcome.FAILED
    assert len(run.server.requests) == 1


async def test_an_error_inside_the_stream_before_content_is_tried_again() -> None:
    error = b'data: {"error": {"message": "busy", "type": "overloaded_error", "code": 503}}\n\n'
    run = await chat.finished([chat.stream(chat.chunk({"role": "assistant"}), error), chat.answer("ok")])
    assert run.text() == "ok"
    assert len(run.server.requests) == 2


async def test_without_streaming_the_same_things_happen() -> None:
    import json

    from tests.support.script import whole

    message = {"role": "assistant", "content": "whole"}
    body = {"id": "1", "model": "m", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    run = await chat.finished([whole(json.dumps(body).encode())], stream=False)
    assert run.text() == "whole"
    assert "stream" not in run.server.requests[0].json()
