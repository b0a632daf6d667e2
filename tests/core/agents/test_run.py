"""A run of agents is a turn: the same laws, the same Stop, over real sockets and in every protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.agents.definitions import Guardrail, Rule, Side, handoff_tool
from core.errors import ErrorKind
from core.events import (
    AgentChanged,
    HandedOff,
    Notice,
    PartDelta,
    Phase,
    PhaseChanged,
    RetryScheduled,
    RoundsReached,
    RunItem,
    ToolStarted,
)
from core.limits import Limits, Timeouts
from core.messages import FinishReason, Opaque, Outcome, ReasoningPart, Role, TextPart, ToolResultPart, ToolStatus
from core.providers.base import ToolSpec, WireProtocol
from core.tools.base import Call, Tool, Toolbox
from tests.support import chat
from tests.support.agents import AgentsRun, agent, calls, one, played, playing, says
from tests.support.answers import Answers
from tests.support.script import Answer, End, Stall

EVERY = tuple(WireProtocol)
CLOCK = "get_current_time"
SEOUL = {"timezone": "Asia/Seoul"}


def results(run: AgentsRun) -> dict[str, ToolStatus]:
    parts = (part for message in run.run.messages for part in message.parts)
    return {part.call_id: part.status for part in parts if isinstance(part, ToolResultPart)}


@pytest.mark.parametrize("protocol", EVERY)
async def test_an_agent_answers_uses_a_tool_and_answers_again(protocol: WireProtocol) -> None:
    clerk = agent("Clerk", tools=(CLOCK,), instructions="Be {{mood}}.", variables={"mood": "brief"})
    run = await played(
        (clerk,), one(calls(("c1", CLOCK, SEOUL)), says("It ", "is late."), protocol=protocol), system="In English."
    )
    assert run.finished.outcome is Outcome.FINISHED
    assert run.finished.reason is FinishReason.STOP
    assert [message.role for message in run.run.messages] == [Role.ASSISTANT, Role.TOOL, Role.ASSISTANT]
    assert results(run) == {"c1": ToolStatus.OK}
    assert run.text() == "It is late."
    assert [event.name for event in run.of(AgentChanged)] == ["Clerk"]
    first, second = (request.body.decode() for request in run.server.requests)
    assert "Be brief." in first
    assert "In English." in first
    assert "2026" in second or "Asia/Seoul" in second


async def test_a_handoff_goes_from_one_provider_to_another() -> None:
    travel = agent("Travel", "two", about="Trips.")
    desk = agent("Desk", handoffs=("travel",))
    scripts = {
        "one": (WireProtocol.ANTHROPIC_MESSAGES, Answers(calls(("h1", handoff_tool(travel), {})))),
        "two": (WireProtocol.OPENAI_RESPONSES, Answers(says("Take the train."))),
    }
    run = await played((desk, travel), scripts)
    assert run.finished.outcome is Outcome.FINISHED
    assert run.of(HandedOff) == [HandedOff("Desk", "Travel")]
    assert [(event.name, event.provider) for event in run.of(AgentChanged)] == [("Desk", "one"), ("Travel", "two")]
    assert results(run) == {"h1": ToolStatus.OK}
    assert run.text() == "Take the train."
    sent = run.servers["two"].requests[0].json()
    assert [item.get("role") for item in sent["input"]] == ["user"], "the handoff is not told to who has no such tool"
    tools = run.servers["one"].requests[0].json()["tools"]
    assert [tool["name"] for tool in tools] == [handoff_tool(travel)]
    assert "Trips." in tools[0]["description"]


async def test_agents_that_hand_over_in_a_circle_are_fine() -> None:
    one_way, back = agent("A", handoffs=("b",)), agent("B", "two", handoffs=("a",))
    scripts = {
        "one": (WireProtocol.OPENAI_CHAT, Answers(calls(("h1", handoff_tool(back), {})), says("Here I am."))),
        "two": (WireProtocol.OPENAI_CHAT, Answers(calls(("h2", handoff_tool(one_way), {})))),
    }
    run = await played((one_way, back), scripts)
    assert [event.target for event in run.of(HandedOff)] == ["B", "A"]
    assert run.text() == "Here I am."
    again = run.servers["one"].requests[1].json()["messages"]
    assert [m["role"] for m in again] == ["user", "assistant", "tool"], "its own handoff stays in what it is told"


async def test_two_handoffs_in_one_answer_leave_one_result_a_call() -> None:
    b, c = agent("B", "two"), agent("C", "two")
    a = agent("A", handoffs=("b", "c"))
    scripts = {
        "one": (WireProtocol.OPENAI_CHAT, Answers(calls(("h1", handoff_tool(b), {}), ("h2", handoff_tool(c), {})))),
        "two": (WireProtocol.OPENAI_CHAT, Answers(says("Me."))),
    }
    run = await played((a, b, c), scripts)
    assert set(results(run)) == {"h1", "h2"}
    assert run.text() == "Me."


async def test_reasoning_with_its_signature_goes_back_to_the_model_it_came_from() -> None:
    thought = ReasoningPart("Hm.", Opaque("test", "m", '{"type": "thinking", "thinking": "Hm.", "signature": "s1g"}'))
    first = chat.user("hi")
    answered = replace(first, id="a", role=Role.ASSISTANT, parts=(thought, TextPart("Hello.")))
    script = one(says("Yes."), protocol=WireProtocol.ANTHROPIC_MESSAGES)
    run = await played((agent("A"),), script, said=(first, answered, replace(first, id="u2")))
    sent = run.server.requests[0].json()["messages"][1]["content"]
    assert sent[0] == {"type": "thinking", "thinking": "Hm.", "signature": "s1g"}


async def test_an_unknown_tool_gets_an_error_as_its_result_and_nothing_runs() -> None:
    run = await played((agent("A", tools=(CLOCK,)),), one(calls(("c1", "format_disk", {})), says("Sorry.")))
    assert results(run) == {"c1": ToolStatus.ERROR}
    assert not run.of(ToolStarted)
    assert run.text() == "Sorry."


async def test_a_server_that_counts_its_calls_anew_in_each_answer_is_understood() -> None:
    seoul, paris = '{"timezone": "Asia/Seoul"}', '{"timezone": "Europe/Paris"}'
    first = chat.stream(*chat.call(0, "call_0", CLOCK, seoul), *chat.end("tool_calls"))
    second = chat.stream(*chat.call(0, "call_0", CLOCK, paris), *chat.end("tool_calls"))
    script = {"one": (WireProtocol.OPENAI_CHAT, [first, second, chat.answer("Both."), chat.answer("Again.")])}
    clerk = agent("A", tools=(CLOCK,))
    run = await played((clerk,), script)
    assert run.finished.outcome is Outcome.FINISHED, run.finished.error
    texts = [p.text for m in run.run.messages for p in m.parts if isinstance(p, ToolResultPart)]
    assert ["Seoul" in text for text in texts] == [True, False]
    assert "Paris" in texts[1]
    again = (chat.user("hi"), *run.run.messages, replace(chat.user("more"), id="u2"))
    later = await played((clerk,), {"one": (WireProtocol.OPENAI_CHAT, [second, chat.answer("Again.")])}, said=again)
    assert later.text() == "Again."
    sent = later.server.requests[1].json()["messages"]
    assert [m["role"] for m in sent] == ["user", *["assistant", "tool"] * 2, "assistant", "user", "assistant", "tool"]


async def test_arguments_that_are_no_object_are_never_run() -> None:
    broken = chat.stream(*chat.call(0, "c1", CLOCK, '{"timezone": '), *chat.end("tool_calls"))
    script = {"one": (WireProtocol.OPENAI_CHAT, [broken, chat.answer("Sorry.")])}
    run = await played((agent("A", tools=(CLOCK,), asks=True),), script)
    assert results(run) == {"c1": ToolStatus.ERROR}
    assert run.finished.outcome is Outcome.FINISHED


async def test_calls_of_an_answer_that_was_cut_off_are_not_run() -> None:
    cut = chat.stream(*chat.call(0, "c1", CLOCK, '{"timezone": "Asia/Seoul"}'), *chat.end("length"))
    run = await played((agent("A", tools=(CLOCK,)),), {"one": (WireProtocol.OPENAI_CHAT, [cut])})
    assert run.finished.reason is FinishReason.LENGTH
    assert results(run) == {"c1": ToolStatus.INTERRUPTED}


async def test_what_had_arrived_stays_when_the_stream_breaks_off() -> None:
    broken = chat.stream(*chat.text(*["word "] * 500), end=End.DROP)
    run = await played((agent("A"),), {"one": (WireProtocol.OPENAI_CHAT, [broken])})
    assert run.finished.outcome is Outcome.FAILED
    assert run.finished.error is not None
    assert run.text() == "word " * 500


async def test_a_busy_server_is_asked_again_by_our_own_rules() -> None:
    script = [chat.failure(429, headers=[("retry-after", "0")]), chat.answer("Here.")]
    run = await played((agent("A"),), {"one": (WireProtocol.OPENAI_CHAT, script)})
    assert [event.attempt for event in run.of(RetryScheduled)] == [1]
    assert run.text() == "Here."


async def test_a_server_that_says_nothing_is_told_by_our_limit() -> None:
    limits = Limits(Timeouts(first_token=0.05), max_retries=0)
    script = {"one": (WireProtocol.OPENAI_CHAT, [Answer((Stall(),))])}
    run = await played((agent("A"),), script, limits=limits)
    assert run.finished.error is not None
    assert run.finished.error.kind is ErrorKind.TIMEOUT
    await run.server.closed()


async def test_a_refusal_is_the_answer() -> None:
    refused = chat.stream(chat.chunk({"refusal": "No."}), *chat.end())
    run = await played((agent("A"),), {"one": (WireProtocol.OPENAI_CHAT, [refused])})
    assert run.finished.outcome is Outcome.FINISHED


async def test_an_agent_without_a_model_says_what_to_do() -> None:
    run = await played((agent("Lost", model=""),), one(says("never")))
    assert run.finished.error is not None
    assert run.finished.error.kind is ErrorKind.CONFIGURATION
    assert "Lost" in run.finished.error.message
    assert not run.server.requests


# --- stop -------------------------------------------------------------------------------------------------------------


async def stop_when(run: AgentsRun, seen: Callable[[], bool]) -> None:
    await run.until(seen)
    run.run.stop()
    await run.run.wait()
    assert run.finished.outcome is Outcome.STOPPED


def enters(run: AgentsRun, phase: Phase) -> Callable[[], bool]:
    return lambda: PhaseChanged(phase) in run.events


@pytest.mark.parametrize("protocol", EVERY)
@pytest.mark.parametrize("stall_after", [0, 3])
async def test_stop_closes_the_socket_while_it_waits_and_while_it_streams(
    protocol: WireProtocol, stall_after: int
) -> None:
    script = one(says("one ", "two ", "three "), protocol=protocol, stall_after=stall_after)
    async with playing((agent("A"),), script) as run:
        await stop_when(run, enters(run, Phase.WAITING))
        await run.server.closed()


async def test_stop_before_the_first_step_sends_nothing() -> None:
    async with playing((agent("A"),), one(says("never"))) as run:
        run.run.stop()
        await run.run.wait()
        assert run.finished.outcome is Outcome.STOPPED
        assert not run.server.requests


async def test_stop_in_a_retry_wait_ends_it() -> None:
    script = {"one": (WireProtocol.OPENAI_CHAT, [chat.failure(429, headers=[("retry-after", "30")])])}
    async with playing((agent("A"),), script) as run:
        await stop_when(run, enters(run, Phase.RETRYING))


def endless(begun: asyncio.Event, ended: asyncio.Event) -> Toolbox:
    async def wait(_arguments: dict[str, Any], _call: Call) -> str:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return ""

    return Toolbox([Tool(ToolSpec("endless", "", {"type": "object"}), wait, asks=False)])


async def test_stop_inside_a_tool_ends_the_tool() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()
    script = one(calls(("c1", "endless", {})))
    async with playing((agent("A", tools=("endless",)),), script, toolbox=endless(begun, ended)) as run:
        await stop_when(run, begun.is_set)
        assert ended.is_set()
        assert results(run) == {"c1": ToolStatus.INTERRUPTED}


async def test_one_call_can_be_stopped_and_the_run_goes_on() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()
    script = one(calls(("c1", "endless", {})), says("Without it, then."))
    async with playing((agent("A", tools=("endless",)),), script, toolbox=endless(begun, ended)) as run:
        await run.until(begun.is_set)
        run.run.cancel_call("c1")
        await run.run.wait()
        assert run.text() == "Without it, then."
        assert run.finished.outcome is Outcome.FINISHED


async def test_stop_while_a_person_is_asked_gives_the_call_a_result() -> None:
    async with playing((agent("A", tools=(CLOCK,), asks=True),), one(calls(("c1", CLOCK, SEOUL)))) as run:
        await stop_when(run, enters(run, Phase.APPROVAL))
        assert results(run) == {"c1": ToolStatus.INTERRUPTED}


async def test_stop_while_a_guardrail_is_asked_closes_its_socket() -> None:
    guarded = agent("A", guardrails=(Guardrail(Rule.QUESTION, Side.OUTPUT, question="Is it rude?"),))
    script = {"one": (WireProtocol.OPENAI_CHAT, [chat.answer("Hello."), Answer((Stall(),))])}
    async with playing((guarded,), script) as run:
        await stop_when(run, lambda: len(run.server.requests) == 2)
        assert enters(run, Phase.FINISHING)()
        assert run.text() == "Hello."
        await run.server.closed()


async def test_stop_after_this_turn_lets_the_tools_end_and_asks_for_nothing_more() -> None:
    script = one(calls(("c1", CLOCK, SEOUL)), says("never"))
    async with playing((agent("A", tools=(CLOCK,)),), script) as run:
        await run.until(lambda: any(isinstance(event, PartDelta) for event in run.events))
        run.run.stop_after_turn()
        await run.run.wait()
        assert run.finished.outcome is Outcome.STOPPED
        assert results(run) == {"c1": ToolStatus.OK}
        assert len(run.server.requests) == 1


async def test_stop_after_this_turn_during_the_last_answer_lets_it_end() -> None:
    async with playing((agent("A"),), one(says("one ", "two ", "three"))) as run:
        await run.until(lambda: any(isinstance(event, PartDelta) for event in run.events))
        run.run.stop_after_turn()
        await run.run.wait()
        assert run.finished.outcome is Outcome.FINISHED
        assert run.text() == "one two three"


# --- guardrails and rounds --------------------------------------------------------------------------------------------


async def test_forbidden_words_stop_a_message_before_it_is_sent() -> None:
    guarded = agent("A", guardrails=(Guardrail(Rule.FORBIDDEN, words=("hi", "secret")),))
    run = await played((guarded,), one(says("never")))
    assert run.finished.outcome is Outcome.FAILED
    assert run.finished.error is not None
    assert "hi" in run.finished.error.message
    assert not run.finished.error.retryable
    assert not run.server.requests


async def test_an_answer_that_is_too_long_stays_below_the_objection() -> None:
    guarded = agent("A", guardrails=(Guardrail(Rule.LENGTH, Side.OUTPUT, longest=5),))
    run = await played((guarded,), one(says("Much too long.")))
    assert run.finished.outcome is Outcome.FAILED
    assert run.text() == "Much too long."


@pytest.mark.parametrize(("said", "outcome"), [("Yes.", Outcome.FAILED), ("No, it is fine.", Outcome.FINISHED)])
async def test_a_question_to_the_model_decides(said: str, outcome: Outcome) -> None:
    guarded = agent("A", guardrails=(Guardrail(Rule.QUESTION, question="Is it about cats?"),))
    run = await played((guarded,), one(says(said), says("Hello.")))
    assert run.finished.outcome is outcome
    assert "Is it about cats?" in run.server.requests[0].body.decode()
    assert run.text() == ("" if outcome is Outcome.FAILED else "Hello."), "the question itself is nothing to read"


async def test_rounds_are_limited_and_a_person_is_asked() -> None:
    again = [calls((f"c{n}", CLOCK, SEOUL)) for n in range(1, 7)]
    run = await played((agent("A", tools=(CLOCK,)),), one(*again), limits=Limits(max_tool_rounds=2), attended=False)
    assert len(run.server.requests) == 3
    assert any("asked for tools" in notice.text for notice in run.of(Notice))
    assert run.finished.outcome is Outcome.FINISHED


@pytest.mark.parametrize("goes_on", [True, False])
async def test_the_limit_on_rounds_asks_where_somebody_can_answer(goes_on: bool) -> None:
    script = one(*(calls((f"c{n}", CLOCK, SEOUL)) for n in range(1, 4)), says("Enough."))
    async with playing((agent("A", tools=(CLOCK,)),), script, limits=Limits(max_tool_rounds=2)) as run:
        await run.until(lambda: bool(run.of(RoundsReached)))
        assert run.of(RoundsReached) == [RoundsReached(2)]
        run.run.answer_rounds(goes_on)
        await run.run.wait()
        assert run.finished.outcome is Outcome.FINISHED
        assert len(run.server.requests) == (4 if goes_on else 3)


async def test_run_items_come_with_the_agent_that_made_them() -> None:
    run = await played((agent("A", tools=(CLOCK,)),), one(calls(("c1", CLOCK, SEOUL)), says("Done.")))
    items = [(item.name, item.agent) for item in run.of(RunItem)]
    assert items == [("tool_called", "A"), ("tool_output", "A"), ("message_output_created", "A")]
