"""The tool calls of an agent's run: the SDK says when one runs, a person is asked between two passes of the run."""

from __future__ import annotations

import asyncio
from typing import Any

from core.events import Phase, ToolFinished
from core.messages import ToolCallPart
from core.tools.approval import Approval, Decision, decide
from core.tools.base import Tool
from core.tools.calls import Calls, denied_result


class AgentCalls(Calls):
    """`decided` are the answers that were given between two passes."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.decided: dict[str, Approval] = {}

    def must_ask(self, call: ToolCallPart) -> bool:
        """Whether the run has to be interrupted for this call. One that cannot be run at all need not."""
        return call.id not in self.decided and decide(call, self._toolbox, self._permissions.allows) is Decision.ASK

    async def ask(self, call: ToolCallPart) -> Approval:
        """A person's answer about a call, for as long as that takes. A refusal is the call's result."""
        tool = self._toolbox.find(call.name)
        if tool is None:
            return Approval(False)
        approval = self.decided[call.id] = await super()._ask_about(call, tool)
        if not approval.allowed:
            self._put(ToolFinished(call.id, denied_result(call, approval), 0.0))
        return approval

    async def run_one(self, call: ToolCallPart) -> None:
        """See one call through to its result, which is told. Cancelling cancels the tool."""
        self._enter(Phase.TOOL)
        self._tasks[call.id] = task = asyncio.create_task(self._settle(call), name=f"tool {call.name} {call.id}")
        try:
            await task
        finally:
            self._tasks.pop(call.id, None)

    async def _ask_about(self, call: ToolCallPart, tool: Tool) -> Approval:
        known = self.decided.get(call.id)
        return known if known is not None else await super()._ask_about(call, tool)
