"""Every oddity of `tests.support.oddities`, over real sockets, through the real SDKs, in a real turn."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import pytest

from core.errors import ErrorKind
from core.events import Notice, Stamped, ToolFinished, TurnFinished, UsageReported
from core.limits import Limits, Timeouts
from core.messages import Message, Outcome, ReasoningPart, RefusalPart, Role, TextPart, ToolStatus
from core.order import Order
from core.providers.base import WireProtocol
from core.tools.base import Call, Tool, Toolbox
from core.tools.builtin.clock import get_current_time
from core.turn import Turn
from tests.support.addresses import Blackhole, refused_url
from tests.support.chat import check_laws
from tests.support.oddities import ODDITIES, Expected, Oddity
from tests.support.oddities.oddity import KEY, LIMITS, plain, plain_whole
from tests.support.providers import open_provider
from tests.support.script import Answer, whole
from tests.support.server import Server

_QUESTION = Message("u", Role.USER, (TextPart("Hello?"),))


@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: oddity.id)
async def test_oddity(oddity: Oddity, caplog: pytest.LogCaptureFixture) -> None:
    log: list[Stamped] = []
    caplog.set_level(logging.DEBUG, "core")
    async with Server(oddity.answers) as server, open_provider(oddity.protocol, server.url) as provider:
        order = Order(provider, "odd", (_QUESTION,), "", Toolbox(), oddity.limits, oddity.stream)
        turn = Turn("t", order, log.append)
        began = time.monotonic()
        turn.start()
        await turn.wait()
        assert time.monotonic() - began < oddity.prompt_seconds
    _check_outcome(oddity.expected, log)
    _check_contents(oddity.expected, turn.messages)
    _check_extras(oddity.expected, log)
    check_laws(log, turn.messages)
    assert KEY not in repr(log)
    assert KEY not in caplog.text


@pytest.mark.parametrize("oddity", [each for each in ODDITIES if "silent" in each.name], ids=lambda oddity: oddity.id)
async def test_stop_closes_the_connection_of_a_silent_server(oddity: Oddity) -> None:
    log: list[Stamped] = []
    async with Server(oddity.answers) as server, open_provider(oddity.protocol, server.url) as provider:
        turn = Turn("t", Order(provider, "odd", (_QUESTION,), stream=oddity.stream), log.append)
        turn.start()
        async with asyncio.timeout(10):
            await server.requested()
            await asyncio.sleep(0.1)
            turn.stop()
            await turn.wait()
            await server.closed()
        assert server.visits[0].by_client
    assert _finished(log).outcome is Outcome.STOPPED
    check_laws(log, turn.messages)


def _cut_calls() -> list[Oddity]:
    """Those with a call whose arguments are no object."""
    return [oddity for oddity in ODDITIES if any(arguments is None for _, arguments in oddity.expected.calls)]


@pytest.mark.parametrize("oddity", _cut_calls(), ids=lambda oddity: oddity.id)
async def test_a_call_without_sound_arguments_is_never_run(oddity: Oddity) -> None:
    ran = []

    async def run(arguments: dict[str, Any], call: Call) -> str:
        ran.append(arguments)
        return "done"

    log: list[Stamped] = []
    good = Answer((plain(oddity.protocol),)) if oddity.stream else whole(plain_whole(oddity.protocol))
    async with Server((*oddity.answers, good)) as server, open_provider(oddity.protocol, server.url) as provider:
        toolbox = Toolbox([Tool(get_current_time.spec, run, asks=False)])
        turn = Turn("t", Order(provider, "odd", (_QUESTION,), "", toolbox, oddity.limits, oddity.stream), log.append)
        turn.start()
        await turn.wait()
    assert ran == []
    assert _finished(log).outcome is Outcome.FINISHED
    check_laws(log, turn.messages)
    results = [stamped.event.result for stamped in log if isinstance(stamped.event, ToolFinished)]
    assert {result.status for result in results} <= {ToolStatus.ERROR, ToolStatus.INTERRUPTED}
    assert len(results) == len(oddity.expected.calls)


@pytest.mark.parametrize("protocol", WireProtocol)
async def test_stop_while_connecting(protocol: WireProtocol) -> None:
    log: list[Stamped] = []
    with Blackhole() as hole:
        async with open_provider(protocol, hole.url) as provider:
            turn = Turn("t", Order(provider, "odd", (_QUESTION,)), log.append)
            turn.start()
            await asyncio.sleep(0.2)
            turn.stop()
            async with asyncio.timeout(5):
                await turn.wait()
    assert _finished(log).outcome is Outcome.STOPPED


@pytest.mark.parametrize("protocol", WireProtocol)
async def test_nobody_listens(protocol: WireProtocol) -> None:
    log: list[Stamped] = []
    async with open_provider(protocol, refused_url()) as provider:
        turn = Turn("t", Order(provider, "odd", (_QUESTION,), limits=LIMITS), log.append)
        turn.start()
        await turn.wait()
    error = _finished(log).error
    assert error is not None
    assert error.kind is ErrorKind.CONNECTION


@pytest.mark.parametrize("protocol", WireProtocol)
async def test_connecting_has_its_own_limit(protocol: WireProtocol) -> None:
    log: list[Stamped] = []
    limits = Limits(Timeouts(connect=0.3), max_retries=0)
    with Blackhole() as hole:
        async with open_provider(protocol, hole.url) as provider:
            turn = Turn("t", Order(provider, "odd", (_QUESTION,), limits=limits), log.append)
            turn.start()
            await turn.wait()
    error = _finished(log).error
    assert error is not None
    assert error.kind is ErrorKind.TIMEOUT
    assert "connect" in error.message


def _finished(log: list[Stamped]) -> TurnFinished:
    event = log[-1].event
    assert isinstance(event, TurnFinished)
    return event


def _check_outcome(expected: Expected, log: list[Stamped]) -> None:
    finished = _finished(log)
    if not expected.errors:
        assert finished.error is None
        assert finished.outcome is Outcome.FINISHED
        if expected.reason is not None:
            assert finished.reason is expected.reason
        if expected.raw_reason is not None:
            assert finished.raw_reason == expected.raw_reason
        return
    assert finished.outcome is Outcome.FAILED
    error = finished.error
    assert error is not None
    assert error.kind in expected.errors, error
    for words in expected.says:
        assert words in error.message
    assert KEY not in error.message
    assert "\n" not in error.message
    if expected.retry_after_s is not None:
        # A date is built when the tests are collected.
        assert error.retry_after_s == pytest.approx(expected.retry_after_s, abs=1800)


def _check_contents(expected: Expected, messages: tuple[Message, ...]) -> None:
    parts = [part for message in messages if message.role is Role.ASSISTANT for part in message.parts]
    if expected.text != "*":
        assert "".join(part.text for part in parts if isinstance(part, TextPart)) == expected.text
    assert "".join(part.text for part in parts if isinstance(part, ReasoningPart)).strip() == expected.reasoning
    assert "".join(part.text for part in parts if isinstance(part, RefusalPart)) == expected.refusal
    calls = [call for message in messages for call in message.tool_calls()]
    assert tuple((call.name, call.arguments()) for call in calls) == expected.calls
    ids = [call.id for call in calls]
    assert len(set(ids)) == len(ids)
    assert all(ids)


def _check_extras(expected: Expected, log: list[Stamped]) -> None:
    notices = [stamped.event.text for stamped in log if isinstance(stamped.event, Notice)]
    if expected.notice is not None:
        assert bool(notices) is expected.notice, notices
    if expected.usage is not None:
        reported = [stamped.event.usage for stamped in log if isinstance(stamped.event, UsageReported)]
        assert reported
        assert reported[-1] == expected.usage
