"""The same prompt with and without streaming, in turn: what streaming is worth with a provider and a model."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final

from core.errors import RivuletError
from core.events import PartDelta, PartFinished, UsageReported
from core.lab.history import to_csv
from core.messages import Message, Role, TextPart, Usage
from core.prices import Cost, Prices
from core.providers.base import Provider, Request
from core.trace.figures import percentile

_BYTES_PER_TOKEN: Final = 4.0
_LONGEST_S: Final = 300.0  # of one request


@dataclass(frozen=True, slots=True)
class Plan:
    """`runs` requests of each kind; `parameters` are fields of the request body, `max_tokens` what they allow an
    answer, as far as that is known."""

    provider: str
    model: str
    prompt: str
    runs: int
    max_tokens: int | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return 2 * self.runs


@dataclass(frozen=True, slots=True)
class Run:
    """One request; milliseconds since it was sent. Without streaming the first token comes with the last one."""

    number: int
    streamed: bool
    first_token_ms: float | None = None
    last_token_ms: float | None = None
    total_ms: float | None = None
    usage: Usage | None = None
    error: str = ""


def order_of(runs: int) -> Iterator[tuple[int, bool]]:
    """Numbers from 1 and whether that request streams: in pairs whose first one changes, so that neither kind always
    has the warm connection."""
    for number in range(1, runs + 1):
        first = number % 2 == 1
        yield number, first
        yield number, not first


def most_tokens(plan: Plan) -> tuple[int, int | None]:
    """About how many tokens are read, and how many are written at most, in all; None where nothing limits them."""
    read = round(len(plan.prompt.encode()) / _BYTES_PER_TOKEN) + 8
    written = None if plan.max_tokens is None else plan.max_tokens * plan.requests
    return read * plan.requests, written


def cost_of(plan: Plan, prices: Prices) -> Cost | None:
    """What it costs at most, about; None where the model has no known price or nothing limits the answers."""
    read, written = most_tokens(plan)
    if written is None:
        return prices.cost(plan.provider, plan.model, Usage(0, 0)) if plan.provider in prices.free else None
    return prices.cost(plan.provider, plan.model, Usage(read, written))


async def carry_out(plan: Plan, provider: Provider, report: Callable[[Run], None]) -> None:
    """Send the requests one after the other, and report each as it ends. Cancelling it closes the connection. An error
    that would come again ends it."""
    for number, streamed in order_of(plan.runs):
        run, hopeless = await _measure(plan, provider, number, streamed)
        report(run)
        if hopeless:
            return


async def _measure(plan: Plan, provider: Provider, number: int, streamed: bool) -> tuple[Run, bool]:
    request = Request(
        plan.model,
        (Message("prompt", Role.USER, (TextPart(plan.prompt),)),),
        stream=streamed,
        parameters=plan.parameters,
    )
    first: float | None = None
    last: float | None = None
    usage: Usage | None = None
    started = time.monotonic()
    try:
        async with asyncio.timeout(_LONGEST_S), aclosing(provider.stream(request)) as stream:
            async for event in stream:
                if isinstance(event, PartDelta | PartFinished):
                    last = time.monotonic()
                    first = last if first is None else first
                elif isinstance(event, UsageReported):
                    usage = event.usage
    except RivuletError as failure:
        return Run(number, streamed, error=failure.info.message), not failure.info.retryable
    except TimeoutError:
        return Run(number, streamed, error=f"No whole answer within {_LONGEST_S:g} s."), False
    ended = time.monotonic()

    def since(moment: float | None) -> float | None:
        return None if moment is None else (moment - started) * 1000

    return Run(number, streamed, since(first), since(last), since(ended), usage), False


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds over several runs."""

    count: int
    best: float
    p50: float
    p95: float
    worst: float


def spread(values: Iterable[float | None]) -> Spread | None:
    """None where there are no values."""
    ranked = sorted(value for value in values if value is not None)
    if not ranked:
        return None
    return Spread(len(ranked), ranked[0], percentile(ranked, 50), percentile(ranked, 95), ranked[-1])


def runs_csv(plan: Plan, runs: Iterable[Run]) -> str:
    header = (
        "provider",
        "model",
        "run",
        "stream",
        "first_token_ms",
        "last_token_ms",
        "total_ms",
        "output_tokens",
        "error",
    )
    return to_csv(
        header,
        (
            (
                plan.provider,
                plan.model,
                run.number,
                "true" if run.streamed else "false",
                run.first_token_ms,
                run.last_token_ms,
                run.total_ms,
                run.usage.output_tokens if run.usage is not None else None,
                run.error,
            )
            for run in runs
        ),
    )
