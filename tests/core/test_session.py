"""A conversation: commands, one live turn, subscribers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from core.errors import ErrorKind
from core.events import Stamped, TurnFinished
from core.messages import Message, Outcome, Role, TextPart
from core.session import MessageAdded, MessageReplaced, Session, SessionEvent, Target, request_messages, title_of
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from tests.support import chat
from tests.support.script import Stall
from tests.support.server import Script, Server


@asynccontextmanager
async def talking(script: Script, **more: Any) -> AsyncIterator[tuple[Session, Server, list[SessionEvent]]]:
    async with Server(script) as server, chat.provider(server.url) as provider:
        session = Session(**more)
        session.target = Target(provider, "m")
        log: list[SessionEvent] = []
        session.subscribe(log.append)
        yield session, server, log
        await session.aclose()


def sent(server: Server, number: int = -1) -> list[tuple[str, str]]:
    return [(m["role"], m.get("content") or "") for m in server.requests[number].json()["messages"]]


async def test_two_turns_of_a_conversation() -> None:
    async with talking([chat.answer("one"), chat.answer("two")], system="be brief") as (session, server, log):
        session.send("first")
        assert session.live
        await session.wait_idle()
        session.send("second")
        await session.wait_idle()
        assert not session.live
        assert sent(server) == [
            ("system", "be brief"),
            ("user", "first"),
            ("assistant", "one"),
            ("user", "second"),
        ]
        assert [message.text() for message in session.messages] == ["first", "one", "second", "two"]
        assert len({message.id for message in session.messages}) == 4
        assert session.title == "first"
        assert sum(isinstance(event, MessageAdded) for event in log) == 2


async def test_the_live_answer_is_part_of_the_messages() -> None:
    async with talking([chat.stream(*chat.text("half"), Stall())]) as (session, _, log):
        session.send("hi")
        while session.messages[-1].text() != "half":
            await _next(session, log)
        session.stop()
        await session.wait_idle()
        assert session.messages[-1].text() == "half"
        assert session.messages[-1].outcome is Outcome.STOPPED


async def _next(session: Session, log: list[SessionEvent]) -> None:
    import asyncio

    seen = len(log)
    async with asyncio.timeout(5):
        while len(log) == seen:
            await asyncio.sleep(0.001)


async def test_one_turn_at_a_time() -> None:
    async with talking([chat.stream(Stall())]) as (session, _, _log):
        session.send("hi")
        with pytest.raises(RuntimeError):
            session.send("again")
        with pytest.raises(RuntimeError):
            session.retry()
        session.stop()
        await session.wait_idle()


async def test_without_a_target_nothing_is_sent() -> None:
    with pytest.raises(RuntimeError):
        Session().send("hi")


async def test_a_retry_keeps_what_had_arrived_and_does_not_send_it() -> None:
    broken = chat.stream(*chat.text("half"))
    async with talking([broken, chat.answer("whole")]) as (session, server, log):
        session.send("hi")
        await session.wait_idle()
        error = session.messages[-1].error
        assert error is not None
        assert error.kind is ErrorKind.TRUNCATED
        session.retry()
        await session.wait_idle()
        assert sent(server) == [("user", "hi")]
        assert [(m.text(), m.superseded) for m in session.messages] == [
            ("hi", False),
            ("half", True),
            ("whole", False),
        ]
        assert [e.message.text() for e in log if isinstance(e, MessageReplaced)] == ["half"]


async def test_a_finished_answer_can_be_asked_for_again() -> None:
    async with talking([chat.answer("one"), chat.answer("other")]) as (session, server, _):
        session.send("hi")
        await session.wait_idle()
        session.retry()
        await session.wait_idle()
        assert sent(server) == [("user", "hi")]
        assert [m.superseded for m in session.messages] == [False, True, False]


async def test_a_retry_after_a_tool_round_goes_on_from_the_results() -> None:
    calls = chat.stream(*chat.call(0, "c", "get_current_time", '{"timezone": "Asia/Seoul"}'), *chat.end("tool_calls"))
    script = [calls, chat.failure(429, headers=[("Retry-After", "3600")]), chat.answer("done")]
    async with talking(script, toolbox=Toolbox(BUILTIN.values())) as (session, server, _):
        session.send("time?")
        await session.wait_idle()
        assert session.messages[-1].outcome is Outcome.FAILED
        session.retry()
        await session.wait_idle()
        assert len(server.requests) == 3
        assert [role for role, _ in sent(server)] == ["user", "assistant", "tool"]
        assert session.messages[-1].text() == "done"


async def test_a_stopped_tool_round_is_asked_for_anew() -> None:
    cut = chat.stream(*chat.call(0, "c", "get_current_time", '{"timezone": "A')[:2], Stall())
    async with talking([cut, chat.answer("ok")], toolbox=Toolbox(BUILTIN.values())) as (session, server, log):
        session.send("time?")
        while not session.messages[-1].tool_calls():
            await _next(session, log)
        session.stop()
        await session.wait_idle()
        session.retry()
        await session.wait_idle()
        assert sent(server) == [("user", "time?")]


async def test_continue_joins_on() -> None:
    first = chat.stream(*chat.text("Once upon"), *chat.end("length"))
    async with talking([first, chat.answer(" a time"), chat.answer("next")]) as (session, server, _):
        session.send("story")
        await session.wait_idle()
        cut_off = session.messages[-1]
        session.continue_answer()
        await session.wait_idle()
        assert session.messages[-1].continues == cut_off.id
        roles = [role for role, _ in sent(server)]
        assert roles == ["user", "assistant", "user"]
        session.send("more")
        await session.wait_idle()
        assert sent(server) == [("user", "story"), ("assistant", "Once upon a time"), ("user", "more")]


async def test_a_subscriber_may_start_the_next_turn_at_the_end_of_one() -> None:
    async with talking([chat.answer("one"), chat.answer("two")]) as (session, _, _log):
        started = False

        def again(event: SessionEvent) -> None:
            nonlocal started
            if isinstance(event, Stamped) and isinstance(event.event, TurnFinished) and not started:
                started = True
                session.send("second")

        session.subscribe(again)
        session.send("first")
        await session.wait_idle()
        assert [m.text() for m in session.messages] == ["first", "one", "second", "two"]


async def test_unsubscribing_ends_the_news() -> None:
    async with talking([chat.answer("one")]) as (session, _, _log):
        heard: list[SessionEvent] = []
        leave = session.subscribe(heard.append)
        leave()
        leave()
        session.send("hi")
        await session.wait_idle()
        assert heard == []


def test_titles() -> None:
    assert title_of("\n  안녕하세요  \nsecond line") == "안녕하세요"
    assert title_of("word " * 40) == "word " * 11 + "word…"
    assert title_of("x" * 100) == "x" * 60 + "…"
    assert title_of(" \n ") == ""


def test_empty_and_superseded_messages_are_not_sent() -> None:
    history = [
        Message("a", Role.USER, (TextPart("hi"),)),
        Message("b", Role.ASSISTANT, (), outcome=Outcome.FAILED),
        Message("c", Role.ASSISTANT, (TextPart("old"),), superseded=True),
        Message("d", Role.ASSISTANT, (TextPart("new"),)),
    ]
    assert [message.id for message in request_messages(history)] == ["a", "d"]
