"""The timeline of a run: every kind of item by the SDK's own name, spans of the trace, and nothing that leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any, ClassVar, cast

import pytest
from agents import HostedMCPTool, MCPToolApprovalRequest, Model, ModelResponse
from agents.items import TResponseStreamEvent
from openai.types.responses import (
    Response,
    ResponseCompletedEvent,
    ResponseComputerToolCall,
    ResponseFunctionToolCall,
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseOutputText,
    ResponseReasoningItem,
)
from openai.types.responses.response_output_item import McpApprovalRequest, McpListTools, McpListToolsTool
from openai.types.responses.response_reasoning_item import Summary
from openai.types.responses.response_tool_search_call import ResponseToolSearchCall
from openai.types.responses.response_tool_search_output_item import ResponseToolSearchOutputItem

from core.agents.definitions import Guardrail, Rule, handoff_tool
from core.agents.engine import Engine, build
from core.agents.run import AgentRun
from core.agents.timeline import computer_words
from core.events import Phase, PhaseChanged, RunItem, Span
from core.messages import Outcome
from tests.support.agents import agent, calls, one, played, playing, says

NAME = "get_current_time"
SEOUL = {"timezone": "Asia/Seoul"}

ELEVEN = {
    "message_output_created",
    "handoff_requested",
    "handoff_occured",
    "tool_called",
    "tool_search_called",
    "tool_search_output_created",
    "tool_output",
    "reasoning_item_created",
    "mcp_approval_requested",
    "mcp_approval_response",
    "mcp_list_tools",
}


def message(text: str) -> ResponseOutputMessage:
    said = ResponseOutputText(type="output_text", text=text, annotations=[])
    return ResponseOutputMessage(id="m1", type="message", role="assistant", status="completed", content=[said])


def hosted() -> HostedMCPTool:
    def approve(_request: MCPToolApprovalRequest) -> Any:
        return {"approve": False, "reason": "no"}

    config = {"type": "mcp", "server_label": "docs", "server_url": "https://docs.invalid", "require_approval": "always"}
    return HostedMCPTool(tool_config=cast("Any", config), on_approval_request=approve)


def everything() -> list[Any]:
    """What a Responses server with hosted tools may put into one answer."""
    return [
        ResponseReasoningItem(id="r", type="reasoning", summary=[Summary(type="summary_text", text="Let me see.")]),
        ResponseToolSearchCall(
            id="s", type="tool_search_call", arguments={"query": "time"}, execution="server", status="completed"
        ),
        ResponseToolSearchOutputItem(
            id="o", type="tool_search_output", execution="server", status="completed", tools=[]
        ),
        McpListTools(
            id="l",
            type="mcp_list_tools",
            server_label="docs",
            tools=[McpListToolsTool(name="search", input_schema={"type": "object"})],
        ),
        McpApprovalRequest(id="a", type="mcp_approval_request", server_label="docs", name="search", arguments="{}"),
    ]


class HostedModel(Model):
    """A model of a vendor whose server has tools of its own: each response is one list of items."""

    def __init__(self, steps: list[list[Any]]) -> None:
        self._steps = iter(steps)

    async def get_response(self, *_given: Any, **_named: Any) -> ModelResponse:
        raise AssertionError("a run streams")

    async def stream_response(self, *_given: Any, **_named: Any) -> AsyncIterator[TResponseStreamEvent]:
        items = next(self._steps)
        for place, item in enumerate(items):
            yield ResponseOutputItemDoneEvent(
                type="response.output_item.done", item=item, output_index=place, sequence_number=place
            )
        whole = Response.model_construct(id="r", output=items, usage=None, status="completed")
        yield ResponseCompletedEvent.model_construct(type="response.completed", response=whole, sequence_number=99)


class HostedRun(AgentRun):
    """Its first agent has such a model, and a tool that its vendor's server hosts."""

    steps: ClassVar[list[list[Any]]] = []

    def _make_engine(self) -> Engine:
        first = build(self)
        first.model = HostedModel(self.steps)
        first.tools = [*first.tools, hosted()]
        return Engine(self, first)


async def test_every_name_of_an_item_is_seen() -> None:
    other = agent("Other", tools=(NAME,))
    desk = agent("Desk", handoffs=("other",))
    handoff = ResponseFunctionToolCall(type="function_call", call_id="h1", name=handoff_tool(other), arguments="{}")

    class Hosted(HostedRun):
        steps: ClassVar = [everything(), [message("One moment."), handoff]]

    run = await played((desk, other), one(calls(("c1", NAME, SEOUL)), says("Done.")), kind=Hosted)
    assert run.finished.outcome is Outcome.FINISHED, run.finished.error
    assert {item.name for item in run.of(RunItem)} == ELEVEN
    words = {item.name: item.text for item in run.of(RunItem)}
    assert words["mcp_list_tools"] == "docs: search"
    assert words["mcp_approval_response"] == "refused"
    assert words["handoff_occured"] == "Desk → Other"
    assert words["reasoning_item_created"] == "Let me see."
    assert words["message_output_created"] == "Done."
    assert run.text() == "Done."


@pytest.mark.parametrize("batched", [False, True])
async def test_a_computer_call_is_shown_and_never_executed(batched: bool) -> None:
    click, text = {"type": "click", "button": "left", "x": 3, "y": 4}, {"type": "type", "text": "rm"}
    shape = {"actions": [click, text]} if batched else {"action": click}
    wanted = {"id": "k", "call_id": "k", "type": "computer_call", "pending_safety_checks": [], "status": "completed"}

    class Computer(HostedRun):
        steps: ClassVar = [[ResponseComputerToolCall.model_validate({**wanted, **shape})]]

    run = await played((agent("Desk"),), one(says("never")), kind=Computer)
    (item,) = run.of(RunItem)
    assert item.agent == "Desk"
    assert "not executed" in item.text
    assert "click" in item.text
    assert ("type text=rm" in item.text) is batched
    assert run.finished.error is not None
    assert "operate a computer" in run.finished.error.message


def test_an_action_of_an_unknown_shape_is_still_shown() -> None:
    assert "nothing" in computer_words({"type": "computer_call"})
    assert "warp to=Mars" in computer_words({"actions": [{"type": "warp", "to": "Mars"}]})


# --- spans ------------------------------------------------------------------------------------------------------------


async def test_spans_tell_agents_model_calls_tools_handoffs_and_guardrails_with_their_durations() -> None:
    other = agent("Other", tools=(NAME,))
    desk = agent("Desk", handoffs=("other",), guardrails=(Guardrail(Rule.FORBIDDEN, words=("nothing",)),))
    script = one(calls(("h1", handoff_tool(other), {})), calls(("c1", NAME, SEOUL)), says("Done."))
    run = await played((desk, other), script)
    spans = run.of(Span)
    ended = {span.id: span for span in spans if span.seconds is not None}
    assert ended.keys() == {span.id for span in spans}, "every span has an end"
    kinds = {span.kind for span in ended.values()}
    assert kinds >= {"agent", "generation", "function", "handoff", "guardrail"}
    assert all(not span.parent or span.parent in ended for span in ended.values())
    assert {span.name for span in ended.values() if span.kind == "agent"} == {"Desk", "Other"}
    assert {span.name for span in ended.values() if span.kind == "handoff"} == {"Desk → Other"}


async def test_every_span_that_began_ends_also_when_the_run_is_stopped() -> None:
    async with playing((agent("A"),), one(says("one"), stall_after=1)) as run:
        await run.until(lambda: PhaseChanged(Phase.WAITING) in run.events)
        run.run.stop()
        await run.run.wait()
        assert {span.id for span in run.of(Span)} == {span.id for span in run.of(Span) if span.seconds is not None}


_PLANTED = """
import asyncio, math, os, socket, sys
real = socket.socket.connect
def refuse(self, address):
    print("CONNECT", address)
    return real(self, address)
socket.socket.connect = refuse
async def told(self, sock, address):
    print("CONNECT", address)
asyncio.selector_events.BaseSelectorEventLoop.sock_connect = told
real_lookup = socket.getaddrinfo
def lookup(host, *rest, **named):
    print("LOOKUP", host)
    return real_lookup(host, *rest, **named)
socket.getaddrinfo = lookup
from core.agents.crew import AgentsProvider, Crew
from core.agents.definitions import crew_of, examples
from core.agents.run import AgentRun
from core.demo.provider import create
from core.events import Span
from core.messages import Message, Role, TextPart
from core.order import Order
assert "agents" not in sys.modules and "openai" not in sys.modules
async def main():
    demo, spans = create(math.inf), []
    crew = Crew(crew_of("example-front-desk", examples()), lambda _id: demo)
    order = Order(AgentsProvider(), "x", (Message("u", Role.USER, (TextPart("a trip"),)),))
    run = AgentRun("t", order, lambda stamped: spans.append(stamped.event), crew)
    run.start()
    await run.wait()
    await demo.aclose()
    assert any(isinstance(event, Span) for event in spans)
    print("RAN", spans[-1].outcome)
asyncio.run(main())
import agents.tracing as tracing
tracing.flush_traces()
"""


def test_no_trace_leaves_the_machine_even_with_a_key_at_hand() -> None:
    environment = {**os.environ, "OPENAI_API_KEY": "sk-planted"}
    shown = subprocess.run(
        [sys.executable, "-c", _PLANTED], capture_output=True, text=True, check=True, env=environment, timeout=50
    )
    assert shown.stdout.split() == ["RAN", "finished"]
    assert not shown.stderr
