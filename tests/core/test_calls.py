"""The calls of a turn: each has its own answer, its own news, its own end; whatever happens, exactly one result."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from core.attachments import MemoryAttachments
from core.errors import ToolArgumentsError
from core.events import (
    Phase,
    QuestionAnswered,
    QuestionAsked,
    RoundsAnswered,
    RoundsReached,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolProgress,
    ToolStarted,
    TurnEvent,
)
from core.limits import Limits
from core.messages import Outcome, ToolResultPart, ToolStatus
from core.providers.base import ToolSpec
from core.tools.approval import ALLOWED, DENIED, Approval, Likeness, Pattern, Rule
from core.tools.base import Call, Tool, Toolbox, ToolOutput, ToolPicture
from core.tools.permissions import Permissions
from tests.support import chat
from tests.support.script import Answer

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
Body = Callable[[dict[str, Any], Call], Awaitable[str | ToolOutput]]


def box(*, asks: bool = False, **bodies: Body) -> Toolbox:
    return Toolbox([Tool(ToolSpec(name, "", {"type": "object"}), body, asks=asks) for name, body in bodies.items()])


def calling(*calls: tuple[str, str], **arguments: str) -> Answer:
    """An answer that calls tools: pairs of id and name."""
    pieces = [chat.call(n, i, name, arguments.get(i, "{}")) for n, (i, name) in enumerate(calls)]
    return chat.stream(*(chunk for piece in pieces for chunk in piece), *chat.end("tool_calls"))


def of(run: chat.Run, kind: type[TurnEvent]) -> list[Any]:
    return [event for event in run.events if isinstance(event, kind)]


def results(run: chat.Run) -> dict[str, ToolResultPart]:
    parts = (part for message in run.turn.messages for part in message.parts)
    return {part.call_id: part for part in parts if isinstance(part, ToolResultPart)}


async def forever(arguments: dict[str, Any], call: Call) -> str:
    await asyncio.Event().wait()
    return "never"


async def echo(arguments: dict[str, Any], call: Call) -> str:
    return json.dumps(arguments)


async def test_several_calls_wait_each_for_its_own_answer() -> None:
    script = [calling(("a", "echo"), ("b", "echo"), ("c", "echo")), chat.answer("done")]
    async with chat.running(script, toolbox=box(asks=True, echo=echo)) as run:
        await chat.until(run, lambda run: len(of(run, ToolApprovalRequested)) == 3)
        run.turn.answer_approval("c", ALLOWED)
        await chat.until(run, lambda run: len(of(run, ToolFinished)) == 1)
        assert chat.phase(run) is Phase.APPROVAL  # two others wait on
        run.turn.answer_approval("a", Approval(False, "  Use the other file. "))
        run.turn.answer_approval("b", DENIED)
        await run.turn.wait()
    assert [result.status for result in results(run).values()] == [ToolStatus.DENIED] * 2 + [ToolStatus.OK]
    assert results(run)["a"].text == "The user did not allow this call. The user says: Use the other file."
    assert results(run)["b"].text == "The user did not allow this call."
    told = run.server.requests[1].json()["messages"]
    assert "Use the other file." in told[2]["content"]


async def test_edited_arguments_run_and_the_model_is_told() -> None:
    script = [calling(("a", "echo"), a='{"path": "/etc"}'), chat.answer("done")]
    async with chat.running(script, toolbox=box(asks=True, echo=echo)) as run:
        await chat.until(run, lambda run: bool(of(run, ToolApprovalRequested)))
        for wrong in ("", "[1]", "{", "null"):
            with pytest.raises(ValueError, match="JSON object"):
                run.turn.answer_approval("a", Approval(True, arguments_text=wrong))
        run.turn.answer_approval("a", Approval(True, arguments_text='{"path": "/tmp"}'))
        await run.turn.wait()
    result = results(run)["a"]
    assert (result.status, result.ran_with) == (ToolStatus.OK, '{"path": "/tmp"}')
    assert run.turn.messages[0].tool_calls()[0].arguments_text == '{"path": "/etc"}'  # as the model wrote it
    assert result.text.startswith("[The user changed the arguments")
    assert result.text.endswith('\n{"path": "/tmp"}')
    assert of(run, ToolApprovalResolved)[0].arguments_text == '{"path": "/tmp"}'


async def test_unchanged_arguments_are_no_edit() -> None:
    script = [calling(("a", "echo")), chat.answer("done")]
    async with chat.running(script, toolbox=box(asks=True, echo=echo)) as run:
        await chat.until(run, lambda run: bool(of(run, ToolApprovalRequested)))
        run.turn.answer_approval("a", Approval(True, arguments_text="{}"))
        await run.turn.wait()
    assert (results(run)["a"].ran_with, results(run)["a"].text) == (None, "{}")


async def test_what_is_always_allowed_lets_the_others_through_and_is_not_asked_again() -> None:
    permissions = Permissions()
    arguments = {"a": '{"n": 1}', "b": '{"n": 1}', "c": '{"n": 2}'}
    script = [calling(("a", "echo"), ("b", "echo"), ("c", "echo"), **arguments), calling(("d", "echo"), d='{"n": 1}')]
    like = Pattern((Rule("n", Likeness.EQUAL, "1"),))
    tools = box(asks=True, echo=echo)
    async with chat.running([*script, chat.answer("done")], toolbox=tools, permissions=permissions) as run:
        await chat.until(run, lambda run: len(of(run, ToolApprovalRequested)) == 3)
        run.turn.answer_approval("a", Approval(True, always=like))
        await chat.until(run, lambda run: len(of(run, ToolFinished)) == 2)
        run.turn.answer_approval("c", DENIED)
        await run.turn.wait()
    assert {call: result.status for call, result in results(run).items()} == {
        "a": ToolStatus.OK,
        "b": ToolStatus.OK,
        "c": ToolStatus.DENIED,
        "d": ToolStatus.OK,
    }
    assert [event.call_id for event in of(run, ToolApprovalRequested)] == ["a", "b", "c"]
    assert [each.pattern for each in permissions.items] == [like]


async def test_one_call_is_stopped_and_the_others_go_on() -> None:
    gate = asyncio.Event()

    async def wait(arguments: dict[str, Any], call: Call) -> str:
        await gate.wait()
        return "waited"

    script = [calling(("a", "forever"), ("b", "wait")), chat.answer("done")]
    async with chat.running(script, toolbox=box(forever=forever, wait=wait)) as run:
        await chat.until(run, lambda run: len(of(run, ToolStarted)) == 2)
        run.turn.cancel_call("nobody")
        run.turn.cancel_call("a")
        run.turn.cancel_call("a")
        await chat.until(run, lambda run: bool(of(run, ToolFinished)))
        gate.set()
        await run.turn.wait()
        run.turn.cancel_call("b")
    stopped = results(run)["a"]
    assert (stopped.status, stopped.text) == (ToolStatus.INTERRUPTED, "The user stopped this call before it was done.")
    assert stopped.seconds is not None
    assert results(run)["b"].text == "waited"
    assert run.text() == "done"


async def test_news_of_a_call_are_told_in_order_and_bounded() -> None:
    async def chatter(arguments: dict[str, Any], call: Call) -> str:
        for number in range(2_000):
            call.progress(number / 1_000, f"step {number}")
            call.output(f"{number}\n" * 60)
        call.progress(float("nan"), "x" * 1_000)
        return "done"

    run = await chat.finished([calling(("a", "chatter")), chat.answer("done")], toolbox=box(chatter=chatter))
    news: list[ToolProgress] = of(run, ToolProgress)
    assert 1 <= len(news) <= 60
    output = "".join(each.output for each in news)
    assert output.startswith("0\n0\n")
    assert all(each.fraction is None or 0 <= each.fraction <= 1 for each in news)
    assert all(len(each.text) <= 300 and len(each.output) <= 16 * 1024 for each in news)
    places = [isinstance(event, ToolProgress) for event in run.events]
    last = len(places) - places[::-1].index(True)
    assert last < next(n for n, event in enumerate(run.events) if isinstance(event, ToolFinished)) + 1


async def test_a_question_of_a_tool_is_answered_and_its_time_stands_still() -> None:
    async def curious(arguments: dict[str, Any], call: Call) -> str:
        return await call.ask("Which river?", ("Han", "Rhine"))

    script = [calling(("a", "curious"), ("b", "curious")), chat.answer("done")]
    limits = Limits(tool_timeout=0.05)
    async with chat.running(script, toolbox=box(curious=curious), limits=limits) as run:
        await chat.until(run, lambda run: len(of(run, QuestionAsked)) == 2)
        assert chat.phase(run) is Phase.APPROVAL
        await asyncio.sleep(0.15)  # longer than a call may take
        first, second = of(run, QuestionAsked)
        assert (first.call_id, first.text, first.choices) == ("a", "Which river?", ("Han", "Rhine"))
        run.turn.answer_question("nobody", "x")
        run.turn.answer_question(second.question_id, "Rhine")
        run.turn.answer_question(first.question_id, "something else")
        await run.turn.wait()
    assert {call: result.text for call, result in results(run).items()} == {"a": "something else", "b": "Rhine"}


async def test_where_nobody_is_there_a_question_fails_in_words() -> None:
    async def curious(arguments: dict[str, Any], call: Call) -> str:
        return await call.ask("Which river?")

    toolbox = box(curious=curious)
    run = await chat.finished([calling(("a", "curious")), chat.answer("done")], toolbox=toolbox, attended=False)
    assert results(run)["a"].status is ToolStatus.ERROR
    assert of(run, QuestionAsked) == []


@pytest.mark.parametrize("goes_on", [True, False])
async def test_the_limit_on_rounds_asks(goes_on: bool) -> None:
    script = [calling(("a", "echo")), calling(("b", "echo")), chat.answer("done")]
    async with chat.running(script, toolbox=box(echo=echo), limits=Limits(max_tool_rounds=1)) as run:
        await chat.until(run, lambda run: bool(of(run, RoundsReached)))
        assert chat.phase(run) is Phase.APPROVAL
        assert list(results(run)) == ["a"]
        run.turn.answer_rounds(goes_on)
        await run.turn.wait()
    assert [event.goes_on for event in of(run, RoundsAnswered)] == [goes_on]
    assert results(run)["b"].status is (ToolStatus.OK if goes_on else ToolStatus.INTERRUPTED)
    assert run.finished.outcome is Outcome.FINISHED
    assert run.text() == ("done" if goes_on else "")


async def test_results_keep_what_is_for_people() -> None:
    async def draw(arguments: dict[str, Any], call: Call) -> ToolOutput:
        pictures = (ToolPicture(PNG, "image/png", "dot.png"), ToolPicture(b"\x00\x01", "image/x", "odd"))
        return ToolOutput("a dot", json_text='{"x": 1}', pictures=pictures, is_error=True)

    files = MemoryAttachments()
    run = await chat.finished([calling(("a", "draw")), chat.answer("done")], toolbox=box(draw=draw), files=files)
    result = results(run)["a"]
    assert (result.status, result.json_text) == (ToolStatus.ERROR, '{"x": 1}')
    assert [files.read(part.sha256) for part in result.pictures] == [PNG]
    assert result.text == "a dot\n[A picture of the tool (image/x) could not be kept.]"


async def test_a_tool_that_times_out_by_itself_is_told_from_our_limit() -> None:
    async def late(arguments: dict[str, Any], call: Call) -> str:
        raise TimeoutError("the server did not answer")

    async def refuse(arguments: dict[str, Any], call: Call) -> str:
        raise ToolArgumentsError("No such river.")

    tools = box(late=late, forever=forever, refuse=refuse)
    script = [calling(("a", "late"), ("b", "forever"), ("c", "refuse")), chat.answer("done")]
    run = await chat.finished(script, toolbox=tools, limits=Limits(tool_timeout=0.05))
    assert "the server did not answer" in results(run)["a"].text
    assert results(run)["b"].text == "The tool did not finish within 0.05 s."
    assert results(run)["c"].text == "tool_args_invalid: No such river."
    assert run.text() == "done"


def is_waiting(run: chat.Run, kind: type[TurnEvent], count: int = 1) -> bool:
    return len(of(run, kind)) >= count


async def _ask(arguments: dict[str, Any], call: Call) -> str:
    return await call.ask("What?")


STOPS: Sequence[tuple[str, Toolbox, type[TurnEvent], Limits]] = [
    ("while one runs", box(tool=forever), ToolStarted, Limits()),
    ("while one is asked about", box(tool=forever, asks=True), ToolApprovalRequested, Limits()),
    ("while a tool asks", box(tool=_ask), QuestionAsked, Limits()),
    ("at the limit on rounds", box(tool=echo), RoundsReached, Limits(max_tool_rounds=1)),
]


@pytest.mark.parametrize(("name", "tools", "seen", "limits"), STOPS, ids=[each[0] for each in STOPS])
@pytest.mark.parametrize("twice", [False, True])
async def test_stop_in_every_phase(
    name: str, tools: Toolbox, seen: type[TurnEvent], limits: Limits, twice: bool
) -> None:
    async with chat.running([calling(("a", "tool"), ("b", "tool"))], toolbox=tools, limits=limits) as run:
        await chat.until(run, lambda run: is_waiting(run, seen))
        if twice:
            run.turn.cancel_call("a")  # both at once
        run.turn.stop()
        async with asyncio.timeout(2):
            await run.turn.wait()
        run.turn.answer_approval("a", ALLOWED)
    assert run.finished.outcome is Outcome.STOPPED
    last = run.turn.messages[-2]
    assert [part.status for part in last.parts if isinstance(part, ToolResultPart)] == [ToolStatus.INTERRUPTED] * 2
    assert len(of(run, QuestionAsked)) == len(of(run, QuestionAnswered))
    assert len(run.server.requests) == (2 if seen is RoundsReached else 1)
