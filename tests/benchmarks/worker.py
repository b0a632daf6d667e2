"""What is measured, as a process of its own: `python -m tests.benchmarks.worker NAME URL` prints one JSON line."""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

from core.events import PartDelta, Stamped, TurnFinished
from core.limits import Limits
from core.turn import Order, Turn
from tests.support import chat


def cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def bare(url: str) -> dict[str, float]:
    """The SDK's own loop with the deltas thrown away: what no client can be cheaper than."""
    import httpx2
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
    log: list[Stamped] = []
    async with chat.provider(url) as provider:
        started = Turn("t", Order(provider, "m", (chat.user("hi"),), limits=Limits()), log.append)
        before = cpu_s()
        started.start()
        await started.wait()
        spent = cpu_s() - before
    return {"cpu_s": spent, "deltas": sum(isinstance(stamped.event, PartDelta) for stamped in log)}


async def stop(url: str, trials: int = 200) -> dict[str, float]:
    """From `Turn.stop()` until the connection is closed, in the middle of a stream; milliseconds."""
    times: list[float] = []
    async with chat.provider(url) as provider:
        for number in range(trials):
            log: list[Stamped] = []
            going = Turn(f"t{number}", Order(provider, "m", (chat.user("hi"),)), log.append)
            going.start()
            while not any(isinstance(stamped.event, PartDelta) for stamped in log):
                await asyncio.sleep(0.001)
            going.stop()
            await going.wait()
            last = log[-1].event
            assert isinstance(last, TurnFinished)
            assert last.timing.close_ms is not None
            times.append(last.timing.close_ms)
    ranked = statistics.quantiles(times, n=100)
    return {"p50_ms": ranked[49], "p99_ms": ranked[98], "max_ms": max(times), "trials": trials}


WORK: dict[str, Callable[[str], Awaitable[dict[str, float]]]] = {"bare": bare, "turn": turn, "stop": stop}


async def main(name: str, url: str) -> None:
    started = time.monotonic()
    result = await WORK[name](url)
    print(json.dumps({**result, "wall_s": time.monotonic() - started}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
