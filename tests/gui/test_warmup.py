"""Late imports: in a thread, what is waited for first, and never a hang."""

from __future__ import annotations

import asyncio
import gc

import pytest

from core.providers.base import WireProtocol
from gui.warmup import Warmup


async def test_everything_is_imported_once_and_the_collector_runs_again() -> None:
    warmup = Warmup(("json", "core.providers.openai_chat"))
    waiter = asyncio.create_task(warmup.ready(WireProtocol.OPENAI_CHAT))
    await asyncio.sleep(0)
    assert not waiter.done()
    await asyncio.gather(warmup.run(), warmup.run())
    await waiter
    await warmup.ready()
    assert warmup.done
    assert gc.isenabled()


@pytest.mark.allow_log("cannot be imported")
async def test_a_module_that_is_missing_holds_nobody_up() -> None:
    warmup = Warmup(("no_such_module", "httpx2"))
    await warmup.run()
    await warmup.ready(WireProtocol.ANTHROPIC_MESSAGES)


async def test_who_waits_for_one_protocol_does_not_wait_for_the_others() -> None:
    warmup = Warmup(("core.providers.openai_chat", "httpx2"))
    ready: list[WireProtocol] = []

    async def wait(protocol: WireProtocol) -> None:
        await warmup.ready(protocol)
        ready.append(protocol)

    waiters = [asyncio.create_task(wait(WireProtocol.ANTHROPIC_MESSAGES))]
    await asyncio.sleep(0)
    running = asyncio.create_task(warmup.run())
    await asyncio.gather(*waiters, running)
    assert ready == [WireProtocol.ANTHROPIC_MESSAGES]


async def test_a_cancelled_pass_lets_everybody_go() -> None:
    warmup = Warmup(("json", "httpx2"))
    running = asyncio.create_task(warmup.run())
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await warmup.ready()
    await warmup.ready(WireProtocol.OPENAI_CHAT)


async def test_what_nobody_wants_is_not_imported() -> None:
    warmup = Warmup(("json",))
    await warmup.run()
    assert warmup.done
    warmup.want(WireProtocol.OPENAI_RESPONSES)
    assert not warmup.done
    await warmup.ready(WireProtocol.OPENAI_CHAT)  # a pass of its own
    assert warmup.done


async def test_who_waits_can_go_while_an_import_runs() -> None:
    warmup = Warmup(())
    await warmup.run()
    waiter = asyncio.create_task(warmup.ready(WireProtocol.ANTHROPIC_MESSAGES))
    await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.gather(waiter, return_exceptions=True)
    assert gc.isenabled()
    await warmup.ready(WireProtocol.ANTHROPIC_MESSAGES)
    assert warmup.done
