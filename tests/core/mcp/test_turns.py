"""A model's calls reach a tool server only after a person allowed them; Stop and crashes on the way."""

from __future__ import annotations

from pathlib import Path

from core.events import ToolApprovalRequested, ToolStarted
from core.messages import ToolResultPart, ToolStatus
from core.tools.approval import ALLOWED
from core.tools.selection import Selection
from tests.core.mcp.house import House, living, rough, until
from tests.support import chat
from tests.support.script import Answer

ALL = Selection.of(["mcp:rough/*"])


def calling(name: str, arguments: str = '{"text": "hello"}', *more: str) -> Answer:
    ids = ("c", *more)
    pieces = [piece for place, each in enumerate(ids) for piece in chat.call(place, each, name, arguments)]
    return chat.stream(*pieces, *chat.end("tool_calls"))


async def asked(run: chat.Run, count: int = 1) -> None:
    await chat.until(run, lambda run: sum(isinstance(each, ToolApprovalRequested) for each in run.events) == count)


def results(run: chat.Run) -> list[ToolResultPart]:
    return [part for message in run.turn.messages for part in message.parts if isinstance(part, ToolResultPart)]


async def test_nothing_reaches_the_server_before_a_person_allows_it(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        await house.registry.ready(ALL)
        box = house.registry.toolbox(ALL)
        async with chat.running([calling("echo", '{"text": "hello"}', "d"), chat.answer("done")], toolbox=box) as run:
            await asked(run, 2)
            assert not any(isinstance(each, ToolStarted) for each in run.events)
            shown = {each.origin for each in run.events if isinstance(each, ToolApprovalRequested)}
            assert shown == {house.server.spec.line}  # the exact command line, for whoever is asked
            for call in ("c", "d"):
                run.turn.answer_approval(call, ALLOWED)
            await run.turn.wait()
        assert [(part.call_id, part.text) for part in results(run)] == [("c", "hello"), ("d", "hello")]


async def stopped_in(house: House, tool: str) -> chat.Run:
    box = house.registry.toolbox(ALL)
    async with chat.running([calling(tool)], toolbox=box) as run:
        await asked(run)
        run.turn.answer_approval("c", ALLOWED)
        await chat.until(run, lambda run: any(isinstance(each, ToolStarted) for each in run.events))
        run.turn.stop()
        await run.turn.wait()
    return run


async def test_stop_cancels_the_call_at_the_server_which_goes_on_living(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        await house.registry.ready(ALL)
        run = await stopped_in(house, "slow")
        assert chat.statuses(run) == [("c", ToolStatus.INTERRUPTED)]
        await until(lambda: any("cancelled" in line for line in house.log()))
        assert (await house.call("echo", "still there")).text == "still there"


async def test_stop_while_the_server_is_only_starting(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        await house.server.ready()
    async with living(tmp_path) as house:
        house.servers.load()  # what it listed last is known, so it can be called before it runs
        run = await stopped_in(house, "slow")
        assert chat.statuses(run) == [("c", ToolStatus.INTERRUPTED)]


async def test_a_crash_goes_back_to_the_model_as_a_failed_call(tmp_path: Path) -> None:
    async with living(tmp_path, rough("crash")) as house:
        await house.registry.ready(ALL)
        box = house.registry.toolbox(ALL)
        async with chat.running([calling("echo"), chat.answer("I see")], toolbox=box) as run:
            await asked(run)
            run.turn.answer_approval("c", ALLOWED)
            await run.turn.wait()
        assert chat.statuses(run) == [("c", ToolStatus.ERROR)]
        assert "ended while it was asked" in results(run)[0].text
        assert run.text() == "I see"
