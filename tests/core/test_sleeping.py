"""The machine sleeps in the middle of an answer: no limit counts, and a connection that died is told soon after."""

from __future__ import annotations

import asyncio

import pytest

from core import turn as turn_module
from core.errors import ErrorKind
from core.events import PartDelta
from core.limits import Limits, Timeouts
from core.messages import Outcome
from core.turn import Turn
from tests.support import chat
from tests.support.script import Stall

SHORT = Limits(Timeouts(connect=5, first_token=0.15, idle=0.15), max_retries=0)
NEVER = Limits(Timeouts(connect=5, first_token=None, idle=None), max_retries=0)


def of(turn: Turn, *, local: bool) -> None:
    """Let the turn's server be one of this machine, or one elsewhere."""
    object.__setattr__(turn.order.provider.spec, "local", local)  # made for this test alone


async def begun(run: chat.Run) -> None:
    while not any(isinstance(event, PartDelta) for event in run.events):
        await asyncio.sleep(0.005)


async def test_no_limit_counts_while_the_machine_sleeps() -> None:
    async with chat.running([chat.stream(*chat.text("a"), Stall())], limits=SHORT) as run:
        of(run.turn, local=True)
        await begun(run)
        run.turn.sleep(True)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(run.turn.wait(), 0.5)  # more than three times the limit
        run.turn.sleep(False)
        await run.turn.wait()
        assert run.finished.error is not None
        assert "idle" in run.finished.error.message


async def test_what_died_in_the_sleep_is_told_soon_whatever_the_limits_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_module, "WAKE_S", 0.1)
    async with chat.running([chat.stream(*chat.text("a"), Stall())], limits=NEVER) as run:
        of(run.turn, local=False)
        await begun(run)
        run.turn.sleep(True)
        run.turn.sleep(False)
        await run.turn.wait()
        finished = run.finished
        assert finished.outcome is Outcome.FAILED
        assert finished.error is not None
        assert finished.error.kind is ErrorKind.TIMEOUT
        assert "slept" in finished.error.message
        assert run.text() == "a"


async def test_a_server_of_this_machine_slept_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_module, "WAKE_S", 0.05)
    async with chat.running([chat.stream(*chat.text("a"), Stall())], limits=NEVER) as run:
        of(run.turn, local=True)
        await begun(run)
        run.turn.sleep(True)
        run.turn.sleep(False)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(run.turn.wait(), 0.3)
        run.turn.stop()
        await run.turn.wait()
        assert run.finished.outcome is Outcome.STOPPED


async def test_to_sleep_without_a_request_does_nothing() -> None:
    async with chat.running([chat.answer("a")]) as run:
        await run.turn.wait()
        run.turn.sleep(True)
        run.turn.sleep(False)
        assert run.finished.outcome is Outcome.FINISHED
