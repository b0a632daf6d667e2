"""Turns are recorded and played again through the real SDKs: same words, no network, nothing run, nothing kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.demo.provider import create
from core.events import PhaseChanged, Stamped
from core.messages import FinishReason, Message, Outcome, Role, ToolResultPart
from core.playback.deck import Deck
from core.playback.said import PlayedTools, question_of
from core.playback.taking import can_be_taken, take
from core.providers.base import WireProtocol
from core.session import Session, SessionEvent, Target
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from core.trace.follower import Trace
from core.trace.log import TraceLog
from core.wire.kinds import EventKind
from core.wire.player import AS_FAST_AS_POSSIBLE
from core.wire.recording import Ending, from_bytes
from core.wire.tape import Tape, dumps, load, loads
from tests.support.answers import Answers, saying
from tests.support.oddities.oddity import KEY
from tests.support.providers import open_provider
from tests.support.server import Server

OLD = Path(__file__).parents[2] / "recordings" / "version-1.jsonl"
QUESTION = "What time is it in Seoul and New York?"


async def nothing(_protocol: WireProtocol) -> None:
    return


async def recorded(model: str, question: str) -> tuple[tuple[Message, ...], Trace]:
    """A turn of the demo, with its tools, as it went over the wire."""
    provider, session = create(speed=AS_FAST_AS_POSSIBLE), Session(toolbox=Toolbox(BUILTIN.values()))
    trace = session.wire = Trace(session.id, TraceLog())
    session.subscribe(lambda event: trace.feed(event) if isinstance(event, Stamped) else None)
    session.target = Target(provider, model)
    session.send(question)
    await session.wait_idle()
    await provider.aclose()
    return session.messages, trace


@asynccontextmanager
async def playing(tape: Tape, *, speed: float = AS_FAST_AS_POSSIBLE) -> AsyncIterator[tuple[Deck, Session]]:
    deck = Deck(tape, nothing)
    deck.speed = speed
    session = Session(toolbox=PlayedTools(deck))
    session.target = Target(deck, deck.model)
    try:
        yield deck, session
    finally:
        await session.aclose()
        await deck.aclose()


def said(messages: tuple[Message, ...]) -> list[object]:
    """What a reader sees of them."""
    return [(m.role, m.finish_reason, m.outcome, m.text(), [c.name for c in m.tool_calls()]) for m in messages]


def results(messages: tuple[Message, ...]) -> list[str]:
    return [part.text for m in messages for part in m.parts if isinstance(part, ToolResultPart)]


@pytest.mark.parametrize("model", ["tools", "tools@responses", "tools@messages", "reasoning", "length@messages"])
async def test_a_turn_with_tools_plays_again_word_for_word(model: str) -> None:
    messages, trace = await recorded(model, QUESTION)
    tape = loads(dumps(take(trace.turns[-1].entries)))
    assert question_of(tape) == QUESTION
    async with playing(tape) as (deck, session):
        session.send(question_of(tape))
        await session.wait_idle()
        assert said(session.messages) == said(messages)
        assert results(session.messages) == results(messages)
        assert (deck.position, deck.left) == (deck.count, 0)


async def test_without_texts_it_plays_with_the_same_shape() -> None:
    messages, trace = await recorded("tools", QUESTION)
    tape = take(trace.turns[-1].entries, remove_texts=True)
    text = dumps(tape)
    for word in ("Seoul", "New York", "time is it", "Asia"):
        assert word not in text
    async with playing(loads(text)) as (_, session):
        session.send("again")
        await session.wait_idle()
        lengths = [(m.role, m.finish_reason, len(m.text().encode())) for m in messages if m.role is Role.ASSISTANT]
        again = [
            (m.role, m.finish_reason, len(m.text().encode())) for m in session.messages if m.role is Role.ASSISTANT
        ]
        assert again == lengths


async def test_one_exchange_of_a_turn_ends_where_it_ended() -> None:
    _, trace = await recorded("tools", QUESTION)
    tape = take(trace.turns[-1].entries[:1])
    async with playing(tape) as (_, session):
        session.send("again")
        await session.wait_idle()
        last = next(m for m in reversed(session.messages) if m.role is Role.ASSISTANT)
        assert (last.finish_reason, last.outcome) == (FinishReason.TOOL_CALLS, Outcome.FINISHED)
        assert not any(m.role is Role.TOOL for m in session.messages)


async def test_an_old_file_plays() -> None:
    async with playing(load(OLD)) as (deck, session):
        assert question_of(deck.tape) == ""
        session.send("again")
        await session.wait_idle()
        assert session.messages[-1].text() == "The river 바다로 흐른다."


async def test_it_stands_before_an_event_of_a_kind_and_goes_on_by_steps() -> None:
    _, trace = await recorded("tools", QUESTION)
    async with playing(take(trace.turns[-1].entries)) as (deck, session):
        deck.breakpoints = frozenset({EventKind.END})
        session.send("again")
        await until(lambda: deck.can_step)
        assert (deck.halted, deck.paused) == (EventKind.END, True)
        before = deck.position
        await deck.step()
        await until(lambda: deck.can_step)
        assert deck.position == before + 1
        deck.breakpoints = frozenset()
        deck.paused = False
        await session.wait_idle()
        assert session.messages[-1].outcome is Outcome.FINISHED


async def test_every_step_gives_one_event() -> None:
    async with playing(load(OLD)) as (deck, session):
        deck.paused = True
        session.send("again")
        for number in range(deck.count + 1):
            await until(lambda: deck.can_step or not session.live)
            assert deck.position == number
            await deck.step()
        await session.wait_idle()
        assert session.messages[-1].text() == "The river 바다로 흐른다."
        deck.rewind()
        deck.paused = False
        session.regenerate(session.messages[-1].id)
        await session.wait_idle()
        assert session.messages[-1].outcome is Outcome.FINISHED


async def test_stop_ends_a_replay_that_waits_for_a_step() -> None:
    async with playing(load(OLD)) as (deck, session):
        deck.paused = True
        session.send("again")
        await until(lambda: deck.can_step)
        session.stop()
        await session.wait_idle()
        assert session.messages[-1].outcome is Outcome.STOPPED


async def test_an_answer_that_was_stopped_is_recorded_as_such() -> None:
    messages, trace = await stopped_turn()
    (recording,) = take(trace.turns[-1].entries).recordings
    assert recording.ending is Ending.LEFT
    async with playing(Tape((recording,))) as (_, session):
        session.send("again")
        await session.wait_idle()
        error = session.messages[-1].error
        assert session.messages[-1].text() == messages[-1].text()
        assert error is not None


async def stopped_turn() -> tuple[tuple[Message, ...], Trace]:
    provider, session = create(speed=20.0), Session()
    trace = session.wire = Trace(session.id, TraceLog())

    def follow(event: SessionEvent) -> None:
        if isinstance(event, Stamped):
            trace.feed(event)
            if len(trace.turns[-1].deltas) == 5 and not isinstance(event.event, PhaseChanged):
                session.stop()

    session.subscribe(follow)
    session.target = Target(provider, "long")
    session.send("long")
    await session.wait_idle()
    await provider.aclose()
    return session.messages, trace


async def test_no_key_is_in_a_file_wherever_the_server_echoes_it() -> None:
    async with (
        Server(Answers(saying("You sent ", KEY, " and it is ", KEY))) as server,
        open_provider(WireProtocol.OPENAI_CHAT, server.url) as provider,
    ):
        session = Session()
        trace = session.wire = Trace(session.id, TraceLog())
        session.subscribe(lambda event: trace.feed(event) if isinstance(event, Stamped) else None)
        session.target = Target(provider, "m")
        session.send(f"my key is {KEY}")
        await session.wait_idle()
    tape = take(trace.turns[-1].entries, with_versions=True)
    text = dumps(tape)
    assert KEY not in text
    assert "*" * len(KEY) in text
    assert {"system", "python", "openai"} <= tape.versions.keys()


async def test_what_is_not_there_cannot_be_taken() -> None:
    _, trace = await recorded("tour", "hi")
    (entry,) = trace.turns[-1].entries
    assert can_be_taken(entry)
    entry.release()
    with pytest.raises(ValueError, match="nothing to record"):
        take([entry])
    with pytest.raises(ValueError, match="no recording"):
        Deck(Tape(()), nothing)


async def test_a_request_too_many_is_told() -> None:
    tape = load(OLD)
    async with playing(tape) as (deck, session):
        for expected in (Outcome.FINISHED, Outcome.FAILED):
            session.send("again")
            await session.wait_idle()
            assert session.messages[-1].outcome is expected
        error = session.messages[-1].error
        assert error is not None
        assert "no further answer" in error.message
        assert deck.left == 0


async def test_answers_that_are_no_streams_play_too() -> None:
    body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Whole"}, "finish_reason": "stop"}]}
    whole = replace(
        from_bytes(json.dumps(body).encode(), headers=(("content-type", "application/json"),)),
        request='{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}',
    )
    async with playing(Tape((whole,))) as (deck, session):
        assert (deck.model, deck.count, question_of(deck.tape)) == ("m", 1, "hi")
        session.send("again")
        await session.wait_idle()
        assert session.messages[-1].text() == "Whole"


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.002)
