"""The core without a window, in a process of its own: `python -m tests.benchmarks.core_alone NAME URL`; prints JSON."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable

import httpx2

from core.events import PartDelta, Stamped
from core.limits import Limits
from core.order import Order
from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.openai_chat import OpenAIChat
from core.trace.follower import Trace
from core.trace.log import TraceLog
from core.turn import Turn
from core.wire.client import NetworkTransport
from core.wire.mend import Mend
from tests.support import chat


def cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def bare(url: str) -> dict[str, float]:
    """The SDK's own loop with the deltas thrown away: what no client can be cheaper than."""
    from openai import AsyncOpenAI

    async with AsyncOpenAI(base_url=url + "/v1", api_key="key", http_client=httpx2.AsyncClient()) as client:
        before, deltas = cpu_s(), 0
        stream = await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "hi"}], stream=True
        )
        async with stream:
            async for chunk in stream:
                deltas += bool(chunk.choices and chunk.choices[0].delta.content)
        return {"cpu_s": cpu_s() - before, "deltas": deltas}


async def turn(url: str) -> dict[str, float]:
    """The same through mending, tap, provider, fold and turn."""
    async with chat.provider(url) as provider:
        return await _one_turn(provider)


async def untapped(url: str) -> dict[str, float]:
    """The same without the tap."""
    client = httpx2.AsyncClient(transport=Mend(NetworkTransport()), timeout=None)
    provider = OpenAIChat(ProviderSpec("test", "Test", WireProtocol.OPENAI_CHAT, url + "/v1"), "key", client)
    try:
        return await _one_turn(provider)
    finally:
        await provider.aclose()


async def traced(url: str) -> dict[str, float]:
    """The same as `turn` with the trace that the window's conversations keep."""
    async with chat.provider(url) as provider:
        return await _one_turn(provider, Trace("c", TraceLog()))


async def _one_turn(provider: Provider, trace: Trace | None = None) -> dict[str, float]:
    log: list[Stamped] = []

    def take(stamped: Stamped) -> None:
        log.append(stamped)
        if trace is not None:
            trace.feed(stamped)

    started = Turn("t", Order(provider, "m", (chat.user("hi"),), limits=Limits(), wire=trace), take)
    before = cpu_s()
    started.start()
    await started.wait()
    spent = cpu_s() - before
    return {"cpu_s": spent, "deltas": sum(isinstance(stamped.event, PartDelta) for stamped in log)}


WORK: dict[str, Callable[[str], Awaitable[dict[str, float]]]] = {
    "bare": bare,
    "turn": turn,
    "untapped": untapped,
    "traced": traced,
}


async def main(name: str, url: str) -> None:
    started = time.monotonic()
    result = await WORK[name](url)
    print(json.dumps({**result, "wall_s": time.monotonic() - started}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
