"""Whatever a model sends as a call to an agent: nothing runs unasked, and the history stays valid for every API."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.agents.crew import AgentsProvider, Crew
from core.agents.run import AgentRun
from core.events import Stamped, ToolApprovalRequested
from core.messages import Outcome, ToolCallPart
from core.order import Order
from core.tools.approval import Approval
from tests.core.test_hostile_calls import Hostile, House, calls, valid_everywhere
from tests.core.test_hostile_calls import _nothing_unasked as nothing_unasked
from tests.support.agents import agent
from tests.support.chat import check_laws, user


@pytest.mark.allow_log("openai.agents")
@settings(max_examples=25, deadline=None)
@given(st.lists(calls, min_size=1, max_size=2), st.data())
def test_nothing_runs_unasked_and_the_history_stays_valid(
    rounds: list[list[ToolCallPart]], data: st.DataObject
) -> None:
    house, provider, log = House(), Hostile(*rounds), list[Stamped]()
    answers: list[tuple[str, bool]] = []
    asked: list[ToolApprovalRequested] = []

    def listen(stamped: Stamped) -> None:
        log.append(stamped)
        if isinstance(stamped.event, ToolApprovalRequested):
            asked.append(stamped.event)

    async def live() -> AgentRun:
        worker = agent("Worker", tools=tuple(tool.spec.name for tool in house.box.tools))
        order = Order(AgentsProvider(), "m", (user("hi"),), permissions=house.permissions)
        run = AgentRun("t", order, listen, Crew((worker,), lambda _id: provider, house.box))
        run.start()
        async with asyncio.timeout(30):
            while not run.done:
                while asked:
                    event = asked.pop(0)
                    allowed = data.draw(st.booleans())
                    answers.append((event.name, allowed))
                    run.answer_approval(event.call_id, Approval(allowed))
                await asyncio.sleep(0)
        return run

    run = asyncio.run(live())
    check_laws(log, run.messages)
    assert log[-1].event.outcome in (Outcome.FINISHED, Outcome.FAILED)  # type: ignore[union-attr] # the laws say so
    nothing_unasked(house, log, answers)
    for request in provider.requests:
        valid_everywhere(request.messages)
    valid_everywhere((user("hi"), *run.messages))
