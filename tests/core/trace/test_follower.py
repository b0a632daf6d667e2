"""The trace of a conversation: messages named as the fold names them, every event tied to the text that it brought."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from core.conversations.tree import Tree
from core.demo.script import ScriptedCall
from core.events import Phase, Stamped
from core.limits import Limits
from core.messages import (
    FinishReason,
    Message,
    Outcome,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
)
from core.providers.base import WireProtocol
from core.session import Session, SessionEvent, Target
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from core.trace.follower import Trace
from core.trace.links import Anchor, anchor_of, event_of
from core.trace.log import TraceLog
from core.trace.turns import TurnTrace
from core.wire.index import EventIndex
from core.wire.kinds import seen_in
from tests.support import chat
from tests.support.answers import Answers, saying
from tests.support.providers import open_provider
from tests.support.script import Answer, cut
from tests.support.server import Received, Script, Server


@asynccontextmanager
async def traced(
    script: Script, protocol: WireProtocol = WireProtocol.OPENAI_CHAT
) -> AsyncIterator[tuple[Session, Trace]]:
    """A session whose turns are traced, against a scripted server."""
    async with Server(script) as server, open_provider(protocol, server.url) as provider:
        session = Session("c", toolbox=Toolbox(BUILTIN.values()), tree=Tree())
        session.target = Target(provider, "m")
        session.wire = trace = Trace("c", TraceLog())

        def follow(event: SessionEvent) -> None:
            if isinstance(event, Stamped):
                trace.feed(event)

        session.subscribe(follow)
        try:
            yield session, trace
        finally:
            await session.aclose()


async def said(session: Session, trace: Trace, text: str = "hi") -> TurnTrace:
    session.send(text)
    await session.wait_idle()
    return trace.turns[-1]


def text_at(messages: tuple[Message, ...], anchor: Anchor) -> str:
    part = next(message for message in messages if message.id == anchor.message_id).parts[anchor.part]
    text = part.arguments_text if isinstance(part, ToolCallPart) else getattr(part, "text", "")
    return text[anchor.offset : anchor.offset + anchor.length]


def read(turn: TurnTrace, place: int) -> EventIndex:
    index = EventIndex(turn.entries[place].exchange)
    while index.update(1.0):
        pass
    return index


def check_links(turn: TurnTrace, messages: tuple[Message, ...]) -> int:
    """Every event that brought text leads to it and back; returns how many there are."""
    found = 0
    for entry in turn.entries:
        index = read(turn, entry.place)
        for event in range(index.count):
            anchor = anchor_of(entry, index, event)
            if not index.length(event):
                assert anchor is None
                continue
            assert anchor is not None
            assert anchor.length == index.length(event)
            assert text_at(messages, anchor) == seen_in(index.dialect, index.name(event), index.data(event)).text
            assert event_of(entry, index, anchor) == event
            found += 1
    return found


TALK = ("The river ", "runs ", "강물 ", "to the ", "sea.")
CALL = ScriptedCall("call-1", "get_current_time", {"timezone": "Asia/Seoul"})


@pytest.mark.parametrize("protocol", list(WireProtocol))
@pytest.mark.parametrize("size", [23, 170, 100_000])
async def test_every_event_leads_to_its_text_and_back(protocol: WireProtocol, size: int) -> None:
    def script(received: Received) -> Answer:
        whole = Answers(saying(*TALK, reasoning=("Hm, ", "so.")))(received)
        body = b"".join(step for step in whole.body if isinstance(step, bytes))
        return Answer(cut(body, size))

    async with traced(script, protocol) as (session, trace):
        turn = await said(session, trace)
        assert check_links(turn, session.messages) == len(TALK) + 2
    kinds = {type(part) for part in session.messages[-1].parts}
    assert kinds == {ReasoningPart, TextPart}


async def test_gzip_changes_nothing_about_that() -> None:
    body = b"".join([*chat.text(*TALK), *chat.end()])
    async with traced([Answer(cut(body, 60), gzip=True)]) as (session, trace):
        turn = await said(session, trace)
        assert check_links(turn, session.messages) == len(TALK)


@pytest.mark.parametrize("protocol", list(WireProtocol))
async def test_messages_of_tool_rounds_are_named_as_the_fold_names_them(protocol: WireProtocol) -> None:
    calls = saying("Let me look. ", calls=(CALL,), finish=FinishReason.TOOL_CALLS)
    async with traced(Answers(calls, saying("It is ", "noon.")), protocol) as (session, trace):
        turn = await said(session, trace)
        assert len(turn.entries) == 2
        assert check_links(turn, session.messages) >= 4
        answers = [message.id for message in session.messages if message.role is Role.ASSISTANT]
    assert {f"{turn.id}.{number}" for number in turn.deltas.message} == set(answers)
    assert [(mark.name, mark.ended is not None) for mark in turn.tools] == [("get_current_time", True)]


async def test_a_retry_is_marked_and_its_exchange_is_one_of_its_own() -> None:
    failing = chat.failure(503, "busy", [("retry-after", "0")])
    async with traced([failing, chat.answer("Hello")]) as (session, trace):
        turn = await said(session, trace)
        assert [entry.exchange.status for entry in turn.entries] == [503, 200]
        assert check_links(turn, session.messages) == 1
    assert [retry.delay for retry in turn.retries] == [0.0]
    assert Phase.RETRYING in [phase for _, phase in turn.phases]
    assert turn.outcome is Outcome.FINISHED


async def test_an_answer_in_one_piece_is_traced_too() -> None:
    async with traced(Answers(saying("Hello"))) as (session, trace):
        session.stream = False
        turn = await said(session, trace)
    assert read(turn, 0).count == 0
    assert turn.characters == len("Hello")
    assert len(turn.deltas) >= 1


async def test_a_refused_connection_says_why_in_its_exchange() -> None:
    async with Server([chat.answer("x")]) as server:
        url = server.url
    async with open_provider(WireProtocol.OPENAI_CHAT, url) as provider:
        session = Session("c")
        session.target = Target(provider, "m")
        session.wire = trace = Trace("c", TraceLog())

        def follow(event: SessionEvent) -> None:
            if isinstance(event, Stamped):
                trace.feed(event)

        session.subscribe(follow)
        session.limits = Limits(max_retries=0)
        session.send("hi")
        await session.wait_idle()
        await session.aclose()
    exchange = trace.turns[-1].entries[0].exchange
    assert "ConnectError" in exchange.failure
    assert exchange.closed is not None
    assert exchange.status is None


async def test_tokens_and_characters_are_those_of_the_whole_turn() -> None:
    usage = {"prompt_tokens": 3, "completion_tokens": 7, "total_tokens": 10}
    body = [*chat.text("Hello ", "river"), chat.chunk(finish="stop", usage=usage), chat.DONE]
    async with traced([chat.stream(*body)]) as (session, trace):
        turn = await said(session, trace)
    assert (turn.characters, turn.tokens) == (11, 7)
    assert list(turn.deltas.size) == [6, 5]
    assert list(turn.deltas.offset) == [0, 6]


async def test_the_oldest_turns_are_forgotten() -> None:
    async with traced([chat.answer("x")]) as (session, trace):
        first = await said(session, trace)
        for _ in range(20):
            await said(session, trace)
        assert len(trace.turns) == 20
        assert first not in trace.turns
