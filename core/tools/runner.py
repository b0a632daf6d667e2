"""Runs one tool call and makes a result of whatever happens, so that a history stays valid for every API."""

from __future__ import annotations

import asyncio
import logging

from core.errors import ErrorKind, RivuletError
from core.messages import ToolCallPart, ToolResultPart, ToolStatus
from core.tools.base import CALL_TIMEOUT_S, Toolbox, ToolOutput, UnattendedCall

log = logging.getLogger(__name__)

LONGEST_RESULT = 256 * 1024  # characters


def refusal(call: ToolCallPart, toolbox: Toolbox) -> ToolResultPart | None:
    """The result of a call that must not be run at all, or None."""
    if toolbox.find(call.name) is None:
        known = ", ".join(spec.name for spec in toolbox.specs)
        text = f"{ErrorKind.TOOL_UNKNOWN}: there is no tool named {call.name!r}. Known tools: {known}."
        return ToolResultPart(call.id, text, ToolStatus.ERROR)
    if call.arguments() is None:
        text = f"{ErrorKind.TOOL_ARGS_INVALID}: the arguments are not a JSON object, so nothing was run."
        return ToolResultPart(call.id, text, ToolStatus.ERROR)
    return None


async def run_call(call: ToolCallPart, toolbox: Toolbox, timeout_s: float = CALL_TIMEOUT_S) -> ToolResultPart:
    """Run the call; its failure is a result, not an exception. Cancelling the task cancels the tool."""
    refused = refusal(call, toolbox)
    if refused is not None:
        return refused
    tool, arguments = toolbox.find(call.name), call.arguments()
    assert tool is not None
    assert arguments is not None
    try:
        async with asyncio.timeout(timeout_s):
            brought = await tool.run(arguments, UnattendedCall(call.id))
    except TimeoutError:
        return ToolResultPart(call.id, f"The tool did not finish within {timeout_s:g} s.", ToolStatus.ERROR)
    except RivuletError as error:
        return ToolResultPart(call.id, f"{error.info.kind}: {error.info.message}", ToolStatus.ERROR)
    except Exception as error:  # a tool is foreign code; whatever it raises is the call's result
        log.info("tool %s failed", call.name, exc_info=True)
        return ToolResultPart(call.id, f"The tool failed: {type(error).__name__}: {error}", ToolStatus.ERROR)
    output = ToolOutput(brought) if isinstance(brought, str) else brought
    text = output.text
    if len(text) > LONGEST_RESULT:
        text = f"{text[:LONGEST_RESULT]}\n[cut after {LONGEST_RESULT} characters of {len(text)}]"
    status = ToolStatus.ERROR if output.is_error else ToolStatus.OK
    return ToolResultPart(call.id, text, status, json_text=output.json_text, table=output.table)
