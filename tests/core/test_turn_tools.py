"""The tool rounds of a turn: side by side, in order, never run when they must not be."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from core.events import (
    Notice,
    PartDelta,
    ToolApprovalRequested,
    ToolFinished,
    ToolStarted,
)
from core.limits import Limits
from core.messages import FinishReason, Outcome, Role, ToolStatus
from core.providers.base import ToolSpec
from core.tools.approval import ALLOWED, DENIED
from core.tools.base import Call, Tool, Toolbox
from core.tools.registry import BUILTIN
from tests.support import chat
from tests.support.script import Answer, End

CLOCK = Toolbox(BUILTIN.values())


def two_calls(finish: str = "tool_calls") -> Answer:
    seoul = chat.call(0, "seoul", "get_current_time", '{"timezone": "Asia/Seoul"}')
    york = chat.call(1, "york", "get_current_time", '{"timezone": "America/New_York"}')
    mixed = [piece for pair in zip(seoul, york, strict=True) for piece in pair]
    return chat.stream(*mixed, *chat.end(finish))


async def test_two_calls_run_and_their_results_go_back() -> None:
    run = await chat.finished([two_calls(), chat.answer("done")], toolbox=CLOCK)
    assert [message.role for message in run.turn.messages] == [Role.ASSISTANT, Role.TOOL, Role.ASSISTANT]
    assert chat.statuses(run) == [("seoul", ToolStatus.OK), ("york", ToolStatus.OK)]
    sent = run.server.requests[1].json()["messages"]
    assert [message["role"] for message in sent] == ["user", "assistant", "tool", "tool"]
    assert [message["tool_call_id"] for message in sent[2:]] == ["seoul", "york"]
    assert "Asia/Seoul" in sent[2]["content"]


async def test_calls_of_one_answer_run_side_by_side() -> None:
    both = asyncio.Barrier(2)

    async def meet(arguments: dict[str, Any], call: Call) -> str:
        async with asyncio.timeout(5):
            await both.wait()
        return "met"

    box = Toolbox([Tool(ToolSpec("meet", "", {"type": "object"}), meet, asks=False)])
    first = chat.stream(*chat.call(0, "a", "meet", "{}"), *chat.call(1, "b", "meet", "{}"), *chat.end("tool_calls"))
    run = await chat.finished([first, chat.answer("done")], toolbox=box)
    assert chat.statuses(run) == [("a", ToolStatus.OK), ("b", ToolStatus.OK)]


async def test_bad_calls_go_back_as_errors() -> None:
    first = chat.stream(
        *chat.call(0, "a", "nobody", "{}"), *chat.call(1, "b", "get_current_time", "[1]"), *chat.end("tool_calls")
    )
    run = await chat.finished([first, chat.answer("sorry")], toolbox=CLOCK)
    assert chat.statuses(run) == [("a", ToolStatus.ERROR), ("b", ToolStatus.ERROR)]
    assert run.text() == "sorry"


@pytest.mark.parametrize("finish", ["length", "content_filter"])
async def test_calls_of_a_cut_answer_are_never_run(finish: str) -> None:
    run = await chat.finished([two_calls(finish), chat.answer("never")], toolbox=CLOCK)
    assert len(run.server.requests) == 1
    assert not any(isinstance(event, ToolStarted) for event in run.events)
    assert [status for _, status in chat.statuses(run)] == [ToolStatus.INTERRUPTED] * 2
    assert run.turn.messages[0].outcome is Outcome.FINISHED


async def test_calls_of_a_broken_answer_are_never_run() -> None:
    broken = chat.stream(*chat.call(0, "a", "get_current_time", '{"timezone": "Asia/Seoul"}'), end=End.DROP)
    run = await chat.finished([broken], toolbox=CLOCK)
    assert run.finished.outcome is Outcome.FAILED
    assert chat.statuses(run) == [("a", ToolStatus.INTERRUPTED)]
    assert not any(isinstance(event, ToolStarted) for event in run.events)


async def test_reported_calls_end_the_turn() -> None:
    box = Toolbox(reported=[ToolSpec("get_current_time", "", {"type": "object"})])
    run = await chat.finished([two_calls()], toolbox=box)
    assert run.finished.reason is FinishReason.TOOL_CALLS
    assert [call.id for call in run.turn.messages[0].tool_calls()] == ["seoul", "york"]
    assert len(run.turn.messages) == 1


async def test_a_model_that_calls_for_ever_is_ended() -> None:
    run = await chat.finished([two_calls()], toolbox=CLOCK, limits=Limits(max_tool_rounds=2), attended=False)
    assert len(run.server.requests) == 3
    assert any(isinstance(event, Notice) and "2 times" in event.text for event in run.events)
    assert [status for _, status in chat.statuses(run)][-2:] == [ToolStatus.INTERRUPTED] * 2


@pytest.mark.parametrize("allowed", [True, False])
async def test_a_person_decides(allowed: bool) -> None:
    ran: list[dict[str, Any]] = []

    async def act(arguments: dict[str, Any], call: Call) -> str:
        ran.append(arguments)
        return "acted"

    box = Toolbox([Tool(ToolSpec("act", "", {"type": "object"}), act)])
    script = [chat.stream(*chat.call(0, "c", "act", '{"x": 1}'), *chat.end("tool_calls")), chat.answer("done")]
    async with chat.running(script, toolbox=box) as run:
        await chat.until(run, lambda run: any(isinstance(event, ToolApprovalRequested) for event in run.events))
        assert ran == []
        run.turn.answer_approval("other", ALLOWED)
        run.turn.answer_approval("c", ALLOWED if allowed else DENIED)
        run.turn.answer_approval("c", DENIED if allowed else ALLOWED)
        await run.turn.wait()
    assert ran == ([{"x": 1}] if allowed else [])
    assert chat.statuses(run) == [("c", ToolStatus.OK if allowed else ToolStatus.DENIED)]
    assert run.text() == "done"


async def test_results_are_reported_as_they_come() -> None:
    run = await chat.finished([two_calls(), chat.answer("done")], toolbox=CLOCK)
    events = run.events
    first_delta = next(place for place, event in enumerate(events) if isinstance(event, PartDelta))
    results = [place for place, event in enumerate(events) if isinstance(event, ToolFinished)]
    assert len(results) == 2
    assert first_delta < results[0]


async def test_stop_after_this_turn_lets_the_calls_end_and_asks_for_no_other_answer() -> None:
    async with chat.running([two_calls(), chat.answer("never")], toolbox=CLOCK) as run:
        run.turn.stop_after_turn()
        await run.turn.wait()
        assert run.finished.outcome is Outcome.STOPPED
        assert chat.statuses(run) == [("seoul", ToolStatus.OK), ("york", ToolStatus.OK)]
        assert len(run.server.requests) == 1
