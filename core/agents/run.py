"""An agent's run as a turn: the same commands, the same events by the same laws. Imports no SDK.

What a turn does between its first and its last event is done here by the Agents SDK (`core.agents.engine`, imported
when the first run begins): it decides who speaks, which tools run and when it is over. What is said and done goes
through the turn's own hands all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from core.agents.asking import Asking
from core.agents.calls import AgentCalls
from core.agents.crew import Crew
from core.agents.definitions import Fault, Problem, is_handoff, problems
from core.errors import ConfigurationError
from core.events import (
    Notice,
    PartDelta,
    PartStarted,
    Phase,
    ResponseFinished,
    Stamped,
    ToolFinished,
    TurnEvent,
)
from core.messages import FinishReason, Message, ToolCallPart, ToolResultPart, ToolStatus
from core.order import Order
from core.providers.history import sound_arguments
from core.tools.base import Toolbox
from core.turn import Turn
from core.wire.exchange import Exchange

if TYPE_CHECKING:
    from core.agents.engine import Engine

_STREAMED = PartDelta | PartStarted | ResponseFinished


class AgentRun(Turn):
    """The turn of a crew's first agent and of those that it hands over to."""

    def __init__(self, turn_id: str, order: Order, emit: Callable[[Stamped], None], crew: Crew) -> None:
        super().__init__(turn_id, replace(order, toolbox=_toolbox(crew)), emit)
        self.crew = crew
        self.calls = AgentCalls(
            self.order.toolbox,
            order.permissions,
            order.limits,
            order.files,
            self._put,
            self._enter,
            attended=order.attended,
            answers=order.resumed.answers if order.resumed else None,
        )
        self._calls = self.calls
        self.asking = Asking(self, order.limits, order.files, order.before_request, self.settle, order.shares)
        self._engine: Engine | None = None
        self._responses = 0

    def stop_after_turn(self) -> None:
        super().stop_after_turn()
        if self._engine is not None:
            self._engine.stop_after_turn()

    @property
    def stops_gently(self) -> bool:
        return self._gently

    async def _rounds(self) -> None:
        _check(self.crew)
        self._enter(Phase.CONNECTING)
        await self.crew.ready()
        with suppress(Enough):
            self._engine = self._make_engine()
            await self._engine.play()
        if self._reason is FinishReason.TOOL_CALLS:  # it would have gone on
            self._stop_gently()

    def _make_engine(self) -> Engine:
        from core.agents.engine import Engine

        return Engine(self)

    # --- what the engine and its models tell --------------------------------------------------------------------------

    def tell(self, event: TurnEvent) -> None:
        """Tell something that happened now."""
        if isinstance(event, _STREAMED):
            self._take(event)
            if isinstance(event, ResponseFinished) and event.reason is not FinishReason.TOOL_CALLS:
                self._enter(Phase.FINISHING)
        else:
            self._put(event)

    def enter(self, phase: Phase) -> None:
        self._enter(phase)

    def find_call(self, told_id: str, name: str = "", arguments: str = "") -> ToolCallPart | None:
        """A call of the last response by the id that the SDK knows, as it arrived: what it is run with is never mended.
        After a restart nobody knows what an id of ours stood for; its name and arguments tell then."""
        calls, call_id = self._accumulator.unanswered_calls(), self.asking.ids.original(told_id)
        found = next((call for call in calls if call.id == call_id), None)
        alike = (call for call in calls if name and (call.name, sound_arguments(call)) == (name, arguments))
        return found or next(alike, None)

    def open_calls(self) -> list[ToolCallPart]:
        return self._accumulator.unanswered_calls()

    def result_of(self, call_id: str) -> str:
        """The text that a call has brought, as the model gets it."""
        for message in reversed(self._accumulator.messages):
            for part in message.parts:
                if isinstance(part, ToolResultPart) and part.call_id == call_id:
                    return part.text
        return ""

    def settle(self, results: Mapping[str, str]) -> None:
        """Calls that were answered inside the SDK (handoffs, unknown tools) get that answer as their result."""
        texts = {self.asking.ids.original(told): text for told, text in results.items()}
        for call in self._accumulator.unanswered_calls():
            if call.id in texts:
                status = ToolStatus.OK if is_handoff(call.name) else ToolStatus.ERROR
                self._put(ToolFinished(call.id, ToolResultPart(call.id, texts[call.id], status), 0.0))

    async def begin_response(self) -> None:
        """Before each request. Raises `Enough` where the run shall not go on."""
        longest, done = self.order.limits.max_tool_rounds, self._responses
        self._responses += 1
        if done > longest and (done - 1) % longest == 0 and not await self.calls.may_go_on(done - 1):
            self._put(Notice(f"The agents asked for tools {done - 1} times in a row; the run was ended there."))
            raise Enough

    @property
    def said(self) -> tuple[Message, ...]:
        """The conversation as the run begins with it."""
        return self.order.messages + self._accumulator.messages

    # --- core.wire.exchange.WireListener ------------------------------------------------------------------------------

    def wire_connected(self, exchange: Exchange) -> None:
        super().wire_connected(exchange)
        self.asking.connected()


class Enough(Exception):
    """A person does not want the run to go on."""


def _toolbox(crew: Crew) -> Toolbox:
    """The tools that some agent of the crew may use; one that an agent asks before always asks."""
    named = {name for agent in crew.agents for name in agent.tools}
    asking = {name for agent in crew.agents if agent.asks for name in agent.tools}
    tools = (tool for tool in crew.toolbox.tools if tool.spec.name in named)
    return Toolbox(replace(tool, asks=True) if tool.spec.name in asking else tool for tool in tools)


def _check(crew: Crew) -> None:
    """Raises ConfigurationError in words where an agent cannot run."""
    if not crew.agents:
        raise ConfigurationError("This agent is not there any more. Choose another one, or a model.")
    found = problems(crew.agents, tools=(tool.spec.name for tool in crew.toolbox.tools))
    for problem in found:
        sentence = _sentence(problem, next(agent.name for agent in crew.agents if agent.id == problem.agent))
        if sentence:
            raise ConfigurationError(f"{sentence} Mend it in the settings, under Agents.")


def _sentence(problem: Problem, name: str) -> str:
    match problem.fault:
        case Fault.NAME:
            return "One of the agents has no name."
        case Fault.NAME_TWICE:
            return f"Two agents are called “{problem.what}”."
        case Fault.MODEL:
            return f"The agent “{name}” has no model."
        case Fault.PROVIDER:
            return f"The agent “{name}” has no provider."
        case Fault.HANDOFF:
            return f"The agent “{name}” hands over to an agent that is not there."
        case Fault.ITSELF:
            return f"The agent “{name}” hands over to itself."
        case Fault.TOOL:
            return f"The agent “{name}” uses the tool “{problem.what}”, which is not there."
        case Fault.GUARDRAIL:
            return ""  # it stops nothing
