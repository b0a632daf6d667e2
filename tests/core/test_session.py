"""A conversation: commands, one live turn, subscribers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from core.conversations.tree import Tree, Version
from core.errors import ErrorKind
from core.events import Stamped, TurnFinished, TurnStarted
from core.messages import Message, Outcome, Role, TextPart
from core.sending import request_messages, title_of
from core.session import MessageAdded, PathChanged, Session, SessionEvent, Target
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


async def test_parameters_are_sent_as_fields_of_the_request() -> None:
    async with talking([chat.answer("one"), chat.answer("two")]) as (session, server, _):
        session.parameters = {"temperature": 0.2}
        session.send("first")
        await session.wait_idle()
        session.parameters = {}
        session.send("second")
        await session.wait_idle()
        assert server.requests[0].json()["temperature"] == 0.2
        assert "temperature" not in server.requests[1].json()


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


def shown(session: Session) -> list[str]:
    return [message.text() for message in session.messages]


class Follower:
    """Knows the path from the events alone, as a screen does."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.path: list[str] = []
        session.subscribe(self._hear)

    def _hear(self, event: SessionEvent) -> None:
        match event:
            case MessageAdded(message):
                self.path.append(message.id)
            case PathChanged(after, messages):
                kept = self.path.index(after) + 1 if after is not None else 0
                self.path[kept:] = [message.id for message in messages]
            case Stamped(event=TurnFinished()):
                self.path += [message.id for message in self.session.messages[len(self.path) :]]
            case Stamped():
                return
        if not self.session.live:
            known = [message.id for message in self.session.messages]
            assert self.path == known[: len(self.path)]

    def check(self) -> None:
        assert self.path == [message.id for message in self.session.messages]


async def test_a_retry_keeps_what_had_arrived_and_does_not_send_it() -> None:
    broken = chat.stream(*chat.text("half"))
    async with talking([broken, chat.answer("whole")]) as (session, server, log):
        follower = Follower(session)
        session.send("hi")
        await session.wait_idle()
        error = session.messages[-1].error
        assert error is not None
        assert error.kind is ErrorKind.TRUNCATED
        session.retry()
        await session.wait_idle()
        assert sent(server) == [("user", "hi")]
        assert shown(session) == ["hi", "whole"]
        assert [e.after for e in log if isinstance(e, PathChanged)] == [session.messages[0].id]
        session.choose_version(session.messages[-1].id, 0)
        assert shown(session) == ["hi", "half"]
        follower.check()


async def test_a_finished_answer_can_be_asked_for_again() -> None:
    async with talking([chat.answer("one"), chat.answer("other")]) as (session, server, _):
        session.send("hi")
        await session.wait_idle()
        session.retry()
        await session.wait_idle()
        assert sent(server) == [("user", "hi")]
        assert shown(session) == ["hi", "other"]
        assert session.versions(session.messages[-1].id) == Version(1, 2)


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
        assert session.versions(session.messages[-1].id) == Version(1, 2)
        failed = session.delete(session.messages[-1].id)
        assert [planted.message.text() for planted in failed.planted] == ["done"]  # the round is the other one's too
        assert session.messages[-1].outcome is Outcome.FAILED


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


async def test_a_continuation_that_failed_is_tried_again_from_the_same_answer() -> None:
    first = chat.stream(*chat.text("Once upon"), *chat.end("length"))
    script = [first, chat.stream(*chat.text(" a ti")), chat.answer(" a time")]
    async with talking(script) as (session, server, _):
        session.send("story")
        await session.wait_idle()
        session.continue_answer()
        await session.wait_idle()
        session.retry()
        await session.wait_idle()
        assert shown(session) == ["story", "Once upon", " a time"]
        assert session.messages[-1].continues == session.messages[-2].id
        assert [role for role, _ in sent(server)] == ["user", "assistant", "user"]
        assert session.versions(session.messages[1].id) == Version(1, 2)
        session.choose_version(session.messages[1].id, 0)
        assert shown(session) == ["story", "Once upon", " a ti"]


async def test_an_edited_message_makes_a_branch() -> None:
    script = [chat.answer("one"), chat.answer("two"), chat.answer("other")]
    async with talking(script) as (session, server, log):
        follower = Follower(session)
        session.send("first")
        await session.wait_idle()
        session.send("second")
        await session.wait_idle()
        before = session.messages
        log.clear()
        session.edit(before[0].id, "first, better")
        assert session.versions(session.messages[0].id) == Version(1, 2)
        changed, added, *_ = log
        assert changed == PathChanged(None, ())
        assert added == MessageAdded(session.messages[0])
        await session.wait_idle()
        assert sent(server) == [("user", "first, better")]
        assert shown(session) == ["first, better", "other"]
        assert session.title == "first, better"
        follower.check()
        session.choose_version(session.messages[0].id, 0)
        assert session.messages == before
        follower.check()
        with pytest.raises(RuntimeError):
            session.edit(before[1].id, "words in its mouth")
        with pytest.raises(KeyError):
            session.edit("nobody", "x")


async def test_another_answer_in_the_middle_keeps_what_followed_the_old_one() -> None:
    script = [chat.answer("one"), chat.answer("two"), chat.stream(*chat.text("oth"), Stall())]
    async with talking(script) as (session, server, log):
        session.send("first")
        await session.wait_idle()
        session.send("second")
        await session.wait_idle()
        before = session.messages
        log.clear()
        session.regenerate(before[1].id)
        assert log[0] == PathChanged(before[0].id, ())
        assert session.messages == before[:1]
        assert session.versions(f"{_turn(log)}.1") == Version(1, 2)
        while shown(session)[-1] != "oth":
            await _next(session, log)
        session.stop()
        await session.wait_idle()
        assert sent(server) == [("user", "first")]
        assert shown(session) == ["first", "oth"]
        session.choose_version(session.messages[-1].id, 0)
        assert session.messages == before
        assert log[-1] == PathChanged(before[0].id, before[1:])


def _turn(log: list[SessionEvent]) -> str:
    started = next(e.event for e in log if isinstance(e, Stamped) and isinstance(e.event, TurnStarted))
    return started.id


async def test_what_is_deleted_comes_back_exactly() -> None:
    script = [chat.answer("one"), chat.answer("two"), chat.answer("two again"), chat.answer("three")]
    async with talking(script) as (session, server, _):
        follower = Follower(session)
        session.send("first")
        await session.wait_idle()
        session.send("second")
        await session.wait_idle()
        session.regenerate(session.messages[-1].id)
        await session.wait_idle()
        before = session.messages
        session.delete(before[-1].id)
        assert shown(session) == ["first", "one", "second", "two"]
        session.delete(session.messages[-1].id)
        assert shown(session) == ["first", "one", "second"]
        session.delete(before[0].id)
        assert not session.messages
        follower.check()
        for _ in range(3):
            session.undo_delete()
            follower.check()
        assert session.messages == before
        assert not session.can_undo_delete
        with pytest.raises(RuntimeError):
            session.undo_delete()
        session.delete(before[1].id)
        assert shown(session) == ["first"]
        session.retry()
        await session.wait_idle()
        assert sent(server) == [("user", "first")]
        assert shown(session) == ["first", "three"]


async def test_no_version_is_chosen_and_nothing_deleted_while_an_answer_runs() -> None:
    async with talking([chat.stream(Stall())]) as (session, _, log):
        session.send("hi")
        question = session.messages[0].id
        for command in (
            lambda: session.edit(question, "x"),
            lambda: session.regenerate(question),
            lambda: session.choose_version(question, 0),
            lambda: session.delete(question),
            session.undo_delete,
        ):
            with pytest.raises(RuntimeError, match="live"):
                command()
        assert not any(isinstance(event, PathChanged) for event in log)
        session.stop()
        await session.wait_idle()
        session.choose_version(question, 0)
        assert not any(isinstance(event, PathChanged) for event in log)
        with pytest.raises(IndexError):
            session.choose_version(question, 1)


async def test_a_conversation_goes_on_from_its_stored_tree() -> None:
    async with talking([chat.answer("one"), chat.answer("other"), chat.answer("two")]) as (session, server, _):
        session.send("first")
        await session.wait_idle()
        session.retry()
        await session.wait_idle()
        again = Session(tree=Tree.from_json(session.tree.to_json()))
        again.target = session.target
        assert again.messages == session.messages
        again.send("second")
        await again.wait_idle()
        assert sent(server) == [("user", "first"), ("assistant", "other"), ("user", "second")]


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


def test_empty_messages_are_not_sent() -> None:
    history = [
        Message("a", Role.USER, (TextPart("hi"),)),
        Message("b", Role.ASSISTANT, (), outcome=Outcome.FAILED),
        Message("d", Role.ASSISTANT, (TextPart("new"),)),
    ]
    assert [message.id for message in request_messages(history)] == ["a", "d"]
