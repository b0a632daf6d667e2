"""Those who share a loop: what all do between two of its rounds is bounded, and each gets as much as the others."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from core.session import Session, Target
from core.shares import ROUND_S, Share, Shares
from tests.support import chat
from tests.support.server import Server

PIECES = 150


class Stage:
    """Workers whose every piece of work takes `cost` seconds of a clock of its own, and what each round held."""

    def __init__(self, workers: int, cost: float) -> None:
        self.now = 0.0
        self.cost = cost
        self.shares = Shares()
        self.rounds: list[list[int]] = [[]]
        self.left = dict.fromkeys(range(workers), PIECES)

    async def work(self, worker: int) -> None:
        share = Share(self.shares)
        while self.left[worker]:
            self.now += self.cost
            self.left[worker] -= 1
            self.rounds[-1].append(worker)
            if share.used(self.now):
                await asyncio.sleep(0)

    async def run(self) -> None:
        async def beat() -> None:
            while True:
                self.rounds.append([])
                await asyncio.sleep(0)

        heart = asyncio.create_task(beat())
        await asyncio.gather(*(self.work(worker) for worker in self.left))
        heart.cancel()


@settings(max_examples=60)
@given(st.integers(1, 12), st.floats(0.00002, 0.004))
def test_a_round_is_bounded_however_many_share_it(workers: int, cost: float) -> None:
    stage = Stage(workers, cost)
    asyncio.run(stage.run())
    rounds = stage.rounds[2:]  # in the first one nobody knows yet how many there are
    most = max((len(held) for held in rounds), default=0)
    # One piece is granted to each, the one that crosses the line is done by then, and floats are no integers.
    assert most * cost <= ROUND_S + 3 * workers * cost
    assert not any(stage.left.values())


@given(st.integers(2, 12))
def test_nobody_gets_more_than_the_others(workers: int) -> None:
    stage = Stage(workers, 0.00005)
    asyncio.run(stage.run())
    whole = [held for held in stage.rounds[2:] if len(set(held)) == workers]
    for held in whole[:-1]:
        counts = [held.count(worker) for worker in stage.left]
        assert max(counts) - min(counts) <= 1
    assert len(whole) > 1


async def test_one_alone_has_the_whole_round() -> None:
    shares = Shares()
    share = Share(shares)
    assert not share.used(10.0)
    assert not share.used(10.0 + ROUND_S * 0.9)
    assert share.used(10.0 + ROUND_S * 1.1)
    await asyncio.sleep(0)
    assert not share.used(10.0 + ROUND_S * 1.2), "a new round, a new share"


async def test_two_conversations_that_share_a_loop_both_come_to_their_end() -> None:
    shares = Shares()
    text = ["word "] * 2_000
    async with Server([chat.answer(*text), chat.answer(*text)]) as server, chat.provider(server.url) as provider:
        sessions = [Session(), Session()]
        for session in sessions:
            session.shares = shares
            session.target = Target(provider, "m")
            session.send("hi")
        await asyncio.gather(*(session.wait_idle() for session in sessions))
    assert [session.messages[-1].text() for session in sessions] == ["word " * 2_000] * 2
    assert shares.round > 2
