"""The same prompt with and without streaming: in turn, over real sockets, cancellable, its price told before."""

from __future__ import annotations

import asyncio
import csv
import io
from decimal import Decimal

import pytest

from core.lab.experiment import Plan, Run, carry_out, cost_of, most_tokens, order_of, runs_csv, spread
from core.prices import Prices, parse_prices
from core.providers.base import WireProtocol
from tests.support.answers import Answers, saying
from tests.support.chat import failure
from tests.support.providers import open_provider
from tests.support.script import Answer, Stall
from tests.support.server import Server

PRICES = """date = 2026-11-01
[[list]]
providers = ["p"]
[[list.prices]]
models = ["m"]
input = 2
output = 10
"""


@pytest.mark.parametrize("protocol", list(WireProtocol))
async def test_both_kinds_are_asked_in_turn_and_measured(protocol: WireProtocol) -> None:
    plan, runs = Plan("test", "m", "Hello", 3), list[Run]()
    async with Server(Answers(saying("The ", "river"))) as server, open_provider(protocol, server.url) as provider:
        await carry_out(plan, provider, runs.append)
        asked = [request.json().get("stream") is True for request in server.requests]
    assert asked == [True, False, False, True, True, False]
    assert [(run.number, run.streamed) for run in runs] == list(order_of(3))
    for run in runs:
        assert run.error == ""
        assert run.first_token_ms is not None
        assert run.last_token_ms is not None
        assert run.total_ms is not None
        assert 0 < run.first_token_ms <= run.last_token_ms <= run.total_ms


async def test_cancelling_closes_the_connection_and_keeps_what_was_measured() -> None:
    plan, runs = Plan("test", "m", "Hello", 5), list[Run]()
    answers = Answers(saying("Hi"))
    given = iter(range(100))

    async with Server(lambda request: answers(request) if next(given) < 3 else Answer((Stall(),))) as server:
        async with open_provider(WireProtocol.OPENAI_CHAT, server.url) as provider:
            task = asyncio.create_task(carry_out(plan, provider, runs.append))
            await server.requested(4)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        await server.closed()
    assert len(runs) == 3
    assert len(server.requests) == 4


async def test_an_error_that_would_come_again_ends_it_at_once() -> None:
    plan, runs = Plan("test", "m", "Hello", 5), list[Run]()
    async with Server([failure(401, "no")]) as server:
        async with open_provider(WireProtocol.OPENAI_CHAT, server.url) as provider:
            await carry_out(plan, provider, runs.append)
        assert len(server.requests) == 1
    assert len(runs) == 1
    assert runs[0].error


async def test_an_error_that_may_pass_is_one_run_of_many() -> None:
    plan, runs = Plan("test", "m", "Hello", 1), list[Run]()
    busy = Server([failure(503, "busy")])
    async with busy as server, open_provider(WireProtocol.OPENAI_CHAT, server.url) as provider:
        await carry_out(plan, provider, runs.append)
    assert [bool(run.error) for run in runs] == [True, True]


def test_the_price_is_the_most_that_it_can_be() -> None:
    prices = Prices((parse_prices(PRICES),), frozenset({"free"}))
    plan = Plan("p", "m", "x" * 400, 5, max_tokens=1000)
    assert most_tokens(plan) == (1080, 10_000)
    cost = cost_of(plan, prices)
    assert cost is not None
    assert cost.amount == Decimal(1080 * 2 + 10_000 * 10) / 1_000_000
    assert cost_of(Plan("p", "m", "x", 5), prices) is None  # nothing limits the answers
    assert cost_of(Plan("p", "other", "x", 5, max_tokens=5), prices) is None
    free = cost_of(Plan("free", "m", "x", 5), prices)
    assert free is not None
    assert free.amount == 0


def test_runs_as_a_table_and_their_spread() -> None:
    runs = [Run(1, True, 10.0, 20.0, 21.0), Run(1, False, error="no, never")]
    rows = list(csv.DictReader(io.StringIO(runs_csv(Plan("p", "m", "x", 1), runs))))
    assert [(row["stream"], row["first_token_ms"], row["error"]) for row in rows] == [
        ("true", "10.000", ""),
        ("false", "", "no, never"),
    ]
    assert spread([None]) is None
    found = spread([3.0, None, 1.0, 2.0])
    assert found is not None
    assert (found.count, found.best, found.p50, found.p95, found.worst) == (3, 1.0, 2.0, 3.0, 3.0)
