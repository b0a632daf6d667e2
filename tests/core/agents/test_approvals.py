"""Interruptions of a run: a person is asked, and the run goes on from where it was, also after a restart."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from core.agents.crew import AgentsProvider, Crew
from core.agents.run import AgentRun
from core.codec import from_json, to_json
from core.conversations.recovery import arrived, grown
from core.conversations.tree import Planted
from core.events import (
    PartDelta,
    RunPaused,
    Stamped,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolStarted,
)
from core.messages import Message, Outcome, ToolResultPart, ToolStatus
from core.order import Resumed
from core.providers.base import WireProtocol
from core.session import Session, Target
from core.tools.approval import ALLOWED, DENIED, Approval, Pattern
from tests.support.agents import CLOCK, AgentsRun, agent, calls, one, playing, says
from tests.support.answers import Answers
from tests.support.providers import open_provider
from tests.support.server import Server

NAME = "get_current_time"
SEOUL, YORK = {"timezone": "Asia/Seoul"}, {"timezone": "America/New_York"}
CLERK = agent("Clerk", tools=(NAME,), asks=True)


def asked(run: AgentsRun) -> list[str]:
    return [event.call_id for event in run.of(ToolApprovalRequested)]


def result(run: AgentsRun, call_id: str) -> ToolResultPart:
    return next(event.result for event in run.of(ToolFinished) if event.call_id == call_id)


async def test_an_allowed_call_runs_and_the_run_goes_on() -> None:
    async with playing((CLERK,), one(calls(("c1", NAME, SEOUL)), says("Late."))) as run:
        await run.until(lambda: asked(run) == ["c1"])
        assert not run.of(ToolStarted)
        run.run.answer_approval("c1", ALLOWED)
        await run.run.wait()
        assert result(run, "c1").status is ToolStatus.OK
        assert run.text() == "Late."
        assert run.run.messages[0].paused is None, "nothing waits any more"


async def test_each_of_several_calls_has_its_own_answer() -> None:
    script = one(calls(("c1", NAME, SEOUL), ("c2", NAME, YORK)), says("So."))
    async with playing((CLERK,), script) as run:
        await run.until(lambda: asked(run) == ["c1", "c2"])
        run.run.answer_approval("c2", Approval(False, words="Not New York."))
        run.run.answer_approval("c1", ALLOWED)
        await run.run.wait()
        assert result(run, "c1").status is ToolStatus.OK
        assert result(run, "c2").status is ToolStatus.DENIED
        told = run.server.requests[1].json()["messages"]
        assert "Not New York." in next(m["content"] for m in told if m.get("tool_call_id") == "c2")
        assert "Asia/Seoul" in next(m["content"] for m in told if m.get("tool_call_id") == "c1")


async def test_edited_arguments_are_what_runs_and_the_model_is_told() -> None:
    async with playing((CLERK,), one(calls(("c1", NAME, SEOUL)), says("So."))) as run:
        await run.until(lambda: asked(run) == ["c1"])
        run.run.answer_approval("c1", Approval(True, arguments_text='{"timezone": "Europe/Paris"}'))
        await run.run.wait()
        assert result(run, "c1").ran_with == '{"timezone": "Europe/Paris"}'
        told = run.server.requests[1].json()["messages"][-1]["content"]
        assert "changed the arguments" in told
        assert "Europe/Paris" in told


async def test_what_is_allowed_for_good_is_not_asked_about_again() -> None:
    script = one(calls(("c1", NAME, SEOUL)), calls(("c2", NAME, YORK)), says("So."))
    async with playing((CLERK,), script) as run:
        await run.until(lambda: asked(run) == ["c1"])
        run.run.answer_approval("c1", Approval(True, always=Pattern()))
        await run.run.wait()
        assert asked(run) == ["c1"]
        assert result(run, "c2").status is ToolStatus.OK


async def test_after_a_refusal_the_next_round_is_asked_about_anew() -> None:
    script = one(calls(("c1", NAME, SEOUL)), calls(("c2", NAME, SEOUL)), says("So."))
    async with playing((CLERK,), script) as run:
        await run.until(lambda: asked(run) == ["c1"])
        run.run.answer_approval("c1", DENIED)
        await run.until(lambda: asked(run) == ["c1", "c2"])
        run.run.answer_approval("c2", ALLOWED)
        await run.run.wait()
        assert (result(run, "c1").status, result(run, "c2").status) == (ToolStatus.DENIED, ToolStatus.OK)


# --- a restart --------------------------------------------------------------------------------------------------------


def reread(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """What the store would give back."""
    return tuple(from_json(to_json(message), Message) for message in messages)


async def waiting(ended: bool) -> tuple[Message, ...]:
    """The messages of a run that waited for a person when the program was quit (or killed: what its journal has)."""
    async with playing((CLERK,), one(calls(("c1", NAME, SEOUL), ("c2", NAME, YORK)))) as run:
        await run.until(lambda: asked(run) == ["c1", "c2"])
        if ended:
            run.run.put_aside()
            await run.run.wait()
            assert run.finished.outcome is Outcome.FINISHED
            return reread(run.run.messages)
        journal = [stamped for stamped in run.log if not isinstance(stamped.event, PartDelta)]
        return reread(arrived("t", [from_json(to_json(stamped), Stamped) for stamped in journal]))


async def go_on(messages: tuple[Message, ...], **answers: Approval) -> AgentsRun:
    response, results = messages
    kept = tuple(part for part in results.parts if isinstance(part, ToolResultPart) and not part.waiting)
    script = one(says("At last."))
    async with playing((CLERK,), script, resumed=Resumed(response, kept, answers)) as run:
        left = {"c1", "c2"} - answers.keys()
        await run.until(lambda: left <= set(asked(run)))
        for call_id in left:
            run.run.answer_approval(call_id, ALLOWED)
        await run.run.wait()
    return run


async def test_a_run_that_waited_when_the_program_was_quit_goes_on_from_its_stored_state() -> None:
    messages = await waiting(ended=True)
    assert messages[0].paused is not None
    run = await go_on(messages, c1=DENIED)
    assert run.finished.outcome is Outcome.FINISHED
    assert run.text() == "At last."
    assert result(run, "c1").status is ToolStatus.DENIED
    assert result(run, "c2").status is ToolStatus.OK
    told = run.server.requests[0].json()["messages"]
    assert [m["role"] for m in told] == ["user", "assistant", "tool", "tool"]
    assert len(run.server.requests) == 1, "the first response is not asked for again"


async def test_a_run_that_waited_when_the_program_was_killed_goes_on_too() -> None:
    messages = await waiting(ended=False)
    assert messages[0].paused is not None
    assert all(part.waiting for part in messages[1].parts if isinstance(part, ToolResultPart))
    run = await go_on(messages)
    assert run.text() == "At last."
    assert [event.allowed for event in run.of(ToolApprovalResolved)] == [True, True]


async def test_a_stored_run_of_agents_that_are_not_there_any_more_asks_and_goes_on_all_the_same() -> None:
    response, results = await waiting(ended=True)
    broken = replace(response, paused='{"$schemaVersion": "0.0"}')
    run = await go_on((broken, results))
    assert run.finished.outcome is Outcome.FINISHED
    assert run.text() == "At last."
    assert result(run, "c2").status is ToolStatus.OK


async def test_a_conversation_with_an_agent_is_closed_opened_again_and_goes_on_with_an_answer() -> None:
    script = Answers(calls(("c1", NAME, SEOUL)), says("At last."), says("Again."))
    async with Server(script) as server, open_provider(WireProtocol.OPENAI_RESPONSES, server.url) as provider:
        target = Target(AgentsProvider(), "clerk", partial(AgentRun, crew=Crew((CLERK,), lambda _id: provider, CLOCK)))
        session = Session("c")
        session.target = target
        seen = asyncio.Event()
        session.subscribe(
            lambda event: (
                seen.set() if isinstance(event, Stamped) and isinstance(event.event, ToolApprovalRequested) else None
            )
        )
        session.send("What time is it?")
        await seen.wait()
        await session.aclose()
        planted = [
            Planted(from_json(to_json(each.message), Message), each.parent, each.seen)
            for each in session.tree.planted()
        ]
        again = Session("c", tree=grown(planted))
        again.target = target
        assert [call.id for call in again.waiting_calls()] == ["c1"]
        again.answer_approval("c1", ALLOWED)
        await again.wait_idle()
        assert again.messages[-1].text() == "At last."
        again.send("And now?")
        await again.wait_idle()
        assert again.messages[-1].text() == "Again."
        await again.aclose()


async def test_a_stored_state_has_no_key_in_it() -> None:
    async with playing((CLERK,), one(calls(("c1", NAME, SEOUL)))) as run:
        await run.until(lambda: asked(run) == ["c1"])
        key = run.server.requests[0].header("authorization")
        assert key is not None
        (paused,) = run.of(RunPaused)
        assert key.removeprefix("Bearer ") not in paused.state
