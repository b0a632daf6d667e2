"""A call that waits for a person outlives the program: killed or ended, it waits on, and the turn goes on from it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from core.conversations.store import Store
from core.conversations.tree import Tree
from core.events import RoundsReached, Stamped, ToolApprovalRequested, ToolFinished, ToolStarted
from core.limits import Limits
from core.messages import Message, Outcome, Role, ToolResultPart, ToolStatus
from core.providers.base import ToolSpec
from core.session import Session, Target
from core.tools.approval import ALLOWED, Approval
from core.tools.base import Call, Tool, Toolbox
from tests.core.conversations.recording import Recording, recording, stored
from tests.core.conversations.test_recovery import killed
from tests.support.playwright import Line, Playwright


class Deeds:
    """Two tools: `look` runs at once, `act` asks. What ran, with which arguments."""

    def __init__(self) -> None:
        self.done: list[tuple[str, dict[str, Any]]] = []

    @property
    def tools(self) -> Sequence[Tool]:
        return [self._tool("look", asks=False), self._tool("act", asks=True)]

    def _tool(self, name: str, *, asks: bool) -> Tool:
        async def run(arguments: dict[str, Any], call: Call) -> str:
            self.done.append((name, arguments))
            return f"{name} is done"

        return Tool(ToolSpec(name, "", {"type": "object"}), run, asks=asks)


def asked(made: Recording, count: int = 1) -> bool:
    events = [each.event for each in made.log if isinstance(each, Stamped)]
    finished = sum(isinstance(event, ToolFinished) for event in events)
    return sum(isinstance(event, ToolApprovalRequested) for event in events) == count and finished == 1


def results(messages: Sequence[Message]) -> list[tuple[str, ToolStatus, bool]]:
    parts = (part for message in messages for part in message.parts if isinstance(part, ToolResultPart))
    return [(part.call_id, part.status, part.waiting) for part in parts]


def reopened(tree: Tree, deeds: Deeds) -> tuple[Session, Playwright]:
    session, play = Session("c", tree=tree, toolbox=Toolbox(deeds.tools)), Playwright(Line(["all done"]))
    session.target = Target(play, "m")
    return session, play


@pytest.mark.parametrize("ending", ["killed", "ended"])
async def test_a_call_that_waits_is_taken_up_after_a_restart(tmp_path: Path, ending: str) -> None:
    before, deeds = Deeds(), Deeds()
    line = Line(["hm"], ["look", "act", "act"])
    async with recording(tmp_path / "life", line, attended=True, tools=before.tools) as made:
        made.session.send("do it")
        await made.until(lambda: asked(made, 2))
        await made.recorder.safe()
        folder = killed(tmp_path / "life", tmp_path / "after") if ending == "killed" else tmp_path / "life"
    tree = await stored(folder)
    assert [call.id for call in Session("c", tree=tree).waiting_calls()] == ["call-1-2", "call-1-3"]
    assert before.done == [("look", {})]
    interrupted = (ToolStatus.INTERRUPTED, True)
    assert results(tree.path()) == [
        ("call-1-1", ToolStatus.OK, False),
        ("call-1-2", *interrupted),
        ("call-1-3", *interrupted),
    ]
    assert tree.path()[-2].outcome is Outcome.FINISHED  # nothing has failed
    session, play = reopened(tree, deeds)
    session.answer_approval("call-1-2", Approval(True, arguments_text='{"a": 1}'))
    async with asyncio.timeout(10):
        while not deeds.done:
            await asyncio.sleep(0.001)
    session.answer_approval("call-1-3", Approval(False, "not today"))
    await session.wait_idle()
    assert deeds.done == [("act", {"a": 1})]  # what was done before is not done again
    assert [message.role for message in session.messages] == [Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT]
    assert session.messages[1].text() == "hm"
    assert session.messages[-1].text() == "all done"
    assert results(session.messages) == [
        ("call-1-1", ToolStatus.OK, False),
        ("call-1-2", ToolStatus.OK, False),
        ("call-1-3", ToolStatus.DENIED, False),
    ]
    sent = play.requests[0].messages[-1]
    texts = [part.text for part in sent.parts if isinstance(part, ToolResultPart)]
    assert texts[0] == "look is done"
    assert '{"a": 1}' in texts[1]
    assert texts[2].endswith("The user says: not today")
    assert session.waiting_calls() == ()
    assert len(session.tree) == 4  # the response has moved, not doubled


async def test_killed_while_it_is_taken_up_it_still_waits(tmp_path: Path) -> None:
    """Both lives of the turn are on the disk: the second one takes the place of the first."""
    line = Line(["hm"], ["look", "act", "act"])
    async with recording(tmp_path / "life", line, attended=True, tools=Deeds().tools) as made:
        made.session.send("do it")
        await made.until(lambda: asked(made, 2))
    deeds = Deeds()
    async with recording(tmp_path / "life", Line(["done"]), attended=True, tools=deeds.tools) as made:
        made.session.answer_approval("call-1-2", ALLOWED)
        await made.until(lambda: len(deeds.done) == 1)
        await made.recorder.safe()
        folder = killed(tmp_path / "life", tmp_path / "after")
    for each in (folder, tmp_path / "life"):
        tree = await stored(each)
        assert [call.id for call in Session("c", tree=tree).waiting_calls()] == ["call-1-3"]
        assert [status for _, status, _ in results(tree.path())][:2] == [ToolStatus.OK, ToolStatus.OK]
        assert [message.text() for message in tree.path() if message.role is Role.ASSISTANT] == ["hm"]
    store = await Store.open(folder)
    assert (await store.load("c")).info.unread  # the list says that something is to be done
    await store.aclose()


async def test_a_call_that_had_begun_is_not_run_again(tmp_path: Path) -> None:
    deeds = Deeds()
    hangs = Tool(ToolSpec("look", "", {"type": "object"}), _hang, asks=False)
    line = Line([], ["look", "act"])
    async with recording(tmp_path / "life", line, attended=True, tools=[hangs, deeds.tools[1]]) as made:
        made.session.send("do it")
        await made.until(lambda: _has(made, ToolStarted) and _has(made, ToolApprovalRequested))
        await made.recorder.safe()
        folder = killed(tmp_path / "life", tmp_path / "after")
    tree = await stored(folder)
    first, second = (part for part in tree.path()[-1].parts if isinstance(part, ToolResultPart))
    assert (first.status, first.waiting, second.waiting) == (ToolStatus.INTERRUPTED, False, True)
    assert "may have done something" in first.text
    session, _ = reopened(tree, deeds)
    for other in ("call-1-0", "call-9-9"):  # nobody waits for those
        session.answer_approval(other, ALLOWED)
    assert not session.live
    session.answer_approval(session.waiting_calls()[0].id, ALLOWED)
    await session.wait_idle()
    assert deeds.done == [("act", {})]


async def test_a_question_about_rounds_keeps_the_calls_waiting(tmp_path: Path) -> None:
    deeds = Deeds()
    async with recording(tmp_path / "life", Line([], ["look"]), attended=True, tools=deeds.tools) as made:
        made.session.limits = Limits(max_tool_rounds=1)
        made.session.send("do it")
        await made.until(lambda: _has(made, RoundsReached))
        await made.recorder.safe()
        folder = killed(tmp_path / "life", tmp_path / "after")
    assert len(deeds.done) == 1
    for each in (folder, tmp_path / "life"):
        session, _ = reopened(await stored(each), deeds)
        assert len(session.waiting_calls()) == 1


async def test_who_writes_on_leaves_the_calls_unanswered(tmp_path: Path) -> None:
    line = Line(["hm"], ["look", "act"])
    async with recording(tmp_path / "life", line, attended=True, tools=Deeds().tools) as made:
        made.session.send("do it")
        await made.until(lambda: asked(made))
    deeds = Deeds()
    session, play = reopened(await stored(tmp_path / "life"), deeds)
    session.send("never mind")
    await session.wait_idle()
    assert session.waiting_calls() == ()
    session.answer_approval("call-1-2", ALLOWED)
    assert not session.live
    assert deeds.done == []
    assert [call_id for call_id, _, _ in results(play.requests[0].messages)] == ["call-1-1", "call-1-2"]


def _has(made: Recording, kind: type[object]) -> bool:
    return any(isinstance(each, Stamped) and isinstance(each.event, kind) for each in made.log)


async def _hang(arguments: dict[str, Any], call: Call) -> str:
    await asyncio.Event().wait()
    return "never"
