"""One run of the Agents SDK: the crew built as its agents, its passes until nothing waits for a person any more.

The only place that starts the SDK's runner. Imported when the first run begins.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final, cast

from agents import (
    Agent as SDKAgent,
)
from agents import (
    AgentHookContext,
    AgentsException,
    FunctionTool,
    InputGuardrailTripwireTriggered,
    Model,
    ModelProvider,
    ModelRefusalError,
    OutputGuardrailTripwireTriggered,
    RunConfig,
    RunContextWrapper,
    RunHooks,
    Runner,
    RunState,
    gen_trace_id,
    handoff,
)
from agents.items import ToolApprovalItem, TResponseInputItem
from agents.result import RunResultStreaming
from agents.stream_events import RawResponsesStreamEvent, RunItemStreamEvent, StreamEvent
from agents.tool_context import ToolContext

from core.agents.crew import Crew, instructions
from core.agents.definitions import Agent, handoff_tool
from core.agents.guardrails import Guards, Objection
from core.agents.items import to_items
from core.agents.model import ProviderModel
from core.agents.timeline import computer_words, described, result_of
from core.agents.traces import local_traces
from core.errors import BadRequestError, ConfigurationError, ProtocolError, ProviderError, RivuletError
from core.events import AgentChanged, HandedOff, RunItem, RunPaused
from core.messages import ToolCallPart
from core.tools.base import Tool

if TYPE_CHECKING:
    from core.agents.run import AgentRun

log = logging.getLogger(__name__)

_WORKFLOW: Final = "Rivulet"

Context = dict[str, str]


class Engine:
    """Plays one run to its end. `first` takes the place of the crew's first agent (tests bring agents of their own)."""

    def __init__(self, run: AgentRun, first: SDKAgent[Context] | None = None) -> None:
        self._run = run
        self._trace_id = gen_trace_id()
        self._first = first or build(run)
        self._context: Context = run.crew.variables
        self._result: RunResultStreaming | None = None
        self._hooks = _Hooks(run)
        self._computer = False  # the model asked to operate one

    def stop_after_turn(self) -> None:
        if self._result is not None:
            self._result.cancel(mode="after_turn")

    async def play(self) -> None:
        """Until the run is over. Raises `RivuletError`; cancelling closes what is open before it returns."""
        traces = local_traces()
        traces.listen(self._trace_id, self._run.tell)
        try:
            given = await self._beginning()
            while True:
                result = await self._pass(given)
                if not result.interruptions or self._run.stops_gently:
                    return
                given = await self._decide(result.to_state())
        except RivuletError:
            raise
        except ModelRefusalError:
            return  # the refusal is the answer
        except (InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered) as objection:
            raise _objection(objection) from None
        except AgentsException as failure:
            if self._computer:
                raise ProtocolError(
                    "The model asked to operate a computer. That is shown here and never done."
                ) from None
            raise ProtocolError(f"The run of the agent could not go on: {failure}") from failure
        finally:
            traces.leave(self._trace_id)

    # --- the beginning ------------------------------------------------------------------------------------------------

    async def _beginning(self) -> list[TResponseInputItem] | RunState[Any, Any]:
        """What was said so far; or, where the turn takes up calls that a person was asked about, the run as it was
        then."""
        run, resumed = self._run, self._run.order.resumed
        if resumed is not None and resumed.response.paused is not None:
            state = await self._stored(resumed.response.paused)
            if state is not None:
                return await self._decide(state)
        if resumed is not None:
            await run.calls.run(run.open_calls())
        return cast("list[TResponseInputItem]", to_items(run.said, run.asking.ids))

    async def _stored(self, text: str) -> RunState[Any, Any] | None:
        """The run as it was stored; None where its agents have changed since so that it cannot go on."""
        try:
            return await RunState.from_string(self._first, text)
        except AgentsException as failure:
            log.info("a stored run cannot go on: %s", failure)
            return None

    async def _decide(self, state: RunState[Any, Any]) -> RunState[Any, Any]:
        """Ask about every call that waits, and put the answers into the state."""
        run = self._run
        waiting = [(item, call) for item in state.get_interruptions() if (call := _find(run, item))]
        if not waiting:
            raise ConfigurationError("The run waits for something that this program cannot decide.")
        run.tell(RunPaused(state.to_string()))
        async with asyncio.TaskGroup() as group:
            for item, call in waiting:
                group.create_task(self._answer(state, item, call), name=f"approval {call.id}")
        return state

    async def _answer(self, state: RunState[Any, Any], item: ToolApprovalItem, call: ToolCallPart) -> None:
        approval = await self._run.calls.ask(call)
        if approval.allowed:
            state.approve(item)
        else:
            state.reject(item, rejection_message=self._run.result_of(call.id))

    # --- one pass -----------------------------------------------------------------------------------------------------

    async def _pass(self, given: list[TResponseInputItem] | RunState[Any, Any]) -> RunResultStreaming:
        """Until the SDK's iterator ends: the run is over then, or waits for a person."""
        self._result = result = Runner.run_streamed(
            self._first, given, context=self._context, max_turns=None, hooks=self._hooks, run_config=self._config()
        )
        if self._run.stops_gently:
            result.cancel(mode="after_turn")
        try:
            async with aclosing(cast("Any", result.stream_events())) as events:
                async for event in events:
                    self._hear(event)
        finally:
            await _settle(result)
        if result.run_loop_exception is not None:
            raise result.run_loop_exception
        return result

    def _hear(self, event: StreamEvent) -> None:
        if isinstance(event, RunItemStreamEvent):
            self._run.tell(RunItem(event.name, event.item.agent.name, described(event.item)))
            self._run.settle(result_of(event.item))
        elif isinstance(event, RawResponsesStreamEvent):
            # What raw events say was told by the model, before the SDK had them. A computer call has no other event:
            # without a computer the SDK ends the run at it.
            item = getattr(event.data, "item", None)
            if event.data.type == "response.output_item.done" and getattr(item, "type", "") == "computer_call":
                self._run.tell(RunItem("tool_called", self._hooks.speaks, computer_words(item)))
                self._computer = True

    def _config(self) -> RunConfig:
        return RunConfig(
            model_provider=_NoProvider(),
            workflow_name=_WORKFLOW,
            trace_id=self._trace_id,
            trace_include_sensitive_data=False,
            tool_not_found_behavior="return_error_to_model",
        )


async def _settle(result: RunResultStreaming) -> None:
    """Until nothing of a pass runs any more: only then is its connection closed. After a cancellation the SDK's own
    iterator does not wait for that."""
    tasks = [task for task in (result.run_loop_task, result._input_guardrails_task) if task is not None]
    running = {task for task in tasks if not task.done()}
    for task in running:
        task.cancel()
    if running:
        await asyncio.wait(running)


class _Hooks(RunHooks[Context]):
    """Who speaks, in the order in which it happens."""

    def __init__(self, run: AgentRun) -> None:
        self._run = run
        self.speaks = ""

    async def on_agent_start(self, context: AgentHookContext[Context], agent: SDKAgent[Any]) -> None:
        if agent.name != self.speaks:
            self.speaks = agent.name
            known = self._run.crew.named(agent.name)
            self._run.tell(AgentChanged(agent.name, known.provider if known else "", known.model if known else ""))

    async def on_handoff(
        self, context: RunContextWrapper[Context], from_agent: SDKAgent[Any], to_agent: SDKAgent[Any]
    ) -> None:
        self._run.tell(HandedOff(from_agent.name, to_agent.name))

    async def on_llm_start(self, *_args: Any) -> None:
        await self._run.begin_response()


class _NoProvider(ModelProvider):
    """Every agent brings its model."""

    def get_model(self, model_name: str | None) -> Model:
        raise ConfigurationError("This agent has no model.")


# --- building ---------------------------------------------------------------------------------------------------------


def build(run: AgentRun) -> SDKAgent[Context]:
    """The crew as agents of the SDK; the first one is returned, the others hang on it by their handoffs."""
    crew: Crew = run.crew
    passing = frozenset(handoff_tool(agent) for agent in crew.agents)
    made = {agent.id: _agent(agent, run, passing) for agent in crew.agents}
    for agent in crew.agents:
        targets = (target for key in agent.handoffs if (target := next((a for a in crew.agents if a.id == key), None)))
        made[agent.id].handoffs = [
            handoff(
                made[target.id],
                tool_name_override=handoff_tool(target),
                tool_description_override=f"Hand over to the agent “{target.name}”. {target.about}".strip(),
            )
            for target in targets
        ]
    return made[crew.agents[0].id]


def _agent(agent: Agent, run: AgentRun, passing: frozenset[str]) -> SDKAgent[Context]:
    crew, system = run.crew, run.order.system

    def provider() -> Any:
        return crew.provider(agent.provider)

    def said(context: RunContextWrapper[Context], _agent: SDKAgent[Context]) -> str:
        return instructions(agent, context.context, system)

    guards = Guards(agent, provider, run.asking)
    tools = (tool for name in agent.tools if (tool := run.order.toolbox.find(name)))
    return SDKAgent(
        name=agent.name,
        handoff_description=agent.about or None,
        instructions=said,
        model=ProviderModel(provider(), agent.model, run.asking, passing),
        tools=[_tool(tool, run) for tool in tools],
        input_guardrails=guards.inputs(),
        output_guardrails=guards.outputs(),
    )


def _tool(tool: Tool, run: AgentRun) -> FunctionTool:
    async def asks(_context: RunContextWrapper[Any], _arguments: dict[str, Any], call_id: str) -> bool:
        call = run.find_call(call_id)
        return call is not None and run.calls.must_ask(call)

    async def invoke(context: ToolContext[Any], _arguments: str) -> str:
        call = run.find_call(context.tool_call_id)
        if call is None:
            return "This call is not known, so nothing was run."
        await run.calls.run_one(call)
        return run.result_of(call.id)

    return FunctionTool(
        name=tool.spec.name,
        description=tool.spec.description,
        params_json_schema=dict(tool.spec.parameters),
        on_invoke_tool=cast("Callable[[ToolContext[Any], str], Awaitable[Any]]", invoke),
        strict_json_schema=False,  # strict would change the schema
        needs_approval=asks,
    )


def _find(run: AgentRun, item: ToolApprovalItem) -> ToolCallPart | None:
    raw = item.raw_item
    call_id = raw.get("call_id", "") if isinstance(raw, dict) else getattr(raw, "call_id", "")
    return run.find_call(str(call_id), item.name or "", item.arguments or "")


def _objection(stop: InputGuardrailTripwireTriggered | OutputGuardrailTripwireTriggered) -> RivuletError:
    info = stop.guardrail_result.output.output_info
    why = info.sentence if isinstance(info, Objection) else stop.guardrail_result.guardrail.get_name()
    if isinstance(stop, InputGuardrailTripwireTriggered):
        return BadRequestError(f"A guardrail stopped your message before it was sent: {why}.")
    return ProviderError(f"A guardrail objected to this answer: {why}.", retryable=False)
