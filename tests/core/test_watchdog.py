"""The deadline that can be moved cheaply."""

from __future__ import annotations

import asyncio

import pytest

from core.watchdog import Watchdog


async def wait(*expectations: float) -> None:
    async with Watchdog() as watchdog:
        for seconds in expectations:
            watchdog.expect(seconds)
        await asyncio.sleep(30)


async def test_it_ends_a_wait() -> None:
    with pytest.raises(TimeoutError):
        await wait(0.01)


async def test_signs_of_life_keep_it_quiet() -> None:
    async with Watchdog() as watchdog:
        watchdog.expect(0.2)
        for _ in range(30):
            await asyncio.sleep(0.01)
            watchdog.expect(0.2)


async def test_a_shorter_wait_replaces_a_longer_one() -> None:
    with pytest.raises(TimeoutError):
        await wait(1000, 0.01)


async def test_never_is_never() -> None:
    async with Watchdog() as watchdog:
        watchdog.expect(0.01)
        watchdog.expect(None)
        await asyncio.sleep(0.05)


async def test_a_deadline_beyond_the_longest_timer() -> None:
    async with Watchdog() as watchdog:
        watchdog.expect(10.0**9)
        await asyncio.sleep(0)


async def test_cancelling_from_outside_is_no_timeout() -> None:
    task = asyncio.create_task(wait(30))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_word_after_the_end_is_ignored() -> None:
    async with Watchdog() as watchdog:
        pass
    watchdog.expect(0.0)
    await asyncio.sleep(0.01)
