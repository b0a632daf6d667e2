"""Tools: what runs, what is refused, and that every call gets a result."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from core.limits import Limits
from core.messages import ToolCallPart, ToolStatus
from core.providers.base import ToolSpec
from core.tools.base import Call, Tool, Toolbox
from core.tools.registry import BUILTIN
from core.tools.runner import LONGEST_RESULT, run_call


def tool(result: str | Exception | float) -> Toolbox:
    async def run(arguments: dict[str, Any], call: Call) -> str:
        if isinstance(result, Exception):
            raise result
        if isinstance(result, float):
            await asyncio.sleep(result)
            return "late"
        return result

    return Toolbox([Tool(ToolSpec("t", "", {}), run, asks=False)])


@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/New_York"])
async def test_the_clock_knows_time_zones(zone: str) -> None:
    call = ToolCallPart("c", "get_current_time", json.dumps({"timezone": zone}))
    result = await run_call(call, Toolbox(BUILTIN.values()))
    assert result.status is ToolStatus.OK
    assert json.loads(result.text)["timezone"] == zone


@pytest.mark.parametrize(
    "arguments", ["", "{}", '{"timezone": 3}', '{"timezone": "Nowhere/Land"}', '{"timezone": "../x"}']
)
async def test_the_clock_explains_bad_arguments(arguments: str) -> None:
    result = await run_call(ToolCallPart("c", "get_current_time", arguments), Toolbox(BUILTIN.values()))
    assert result.status is ToolStatus.ERROR
    assert result.text.startswith("tool_args_invalid: ")


@pytest.mark.parametrize("arguments", ["[1]", "{", "null", '{"a":1} x', "[" * 100_000])
async def test_arguments_that_are_no_object_are_never_run(arguments: str) -> None:
    result = await run_call(ToolCallPart("c", "t", arguments), tool("ran"))
    assert result.status is ToolStatus.ERROR
    assert result.text.startswith("tool_args_invalid: ")


async def test_an_unknown_tool_is_refused_by_name() -> None:
    result = await run_call(ToolCallPart("c", "rm", "{}"), tool("ran"))
    assert result.status is ToolStatus.ERROR
    assert result.text.startswith("tool_unknown: ")


async def test_a_tool_that_raises_or_hangs_is_a_failed_call() -> None:
    raised = await run_call(ToolCallPart("c", "t", ""), tool(KeyError("x")))
    assert (raised.status, raised.text) == (ToolStatus.ERROR, "The tool failed: KeyError: 'x'")
    hung = await run_call(ToolCallPart("c", "t", ""), tool(30.0), Limits(tool_timeout=0.01))
    assert (hung.status, hung.text) == (ToolStatus.ERROR, "The tool did not finish within 0.01 s.")


async def test_a_huge_result_is_cut_and_says_so() -> None:
    result = await run_call(ToolCallPart("c", "t", ""), tool("x" * (LONGEST_RESULT + 5)))
    assert result.text.endswith(f"[cut after {LONGEST_RESULT} characters of {LONGEST_RESULT + 5}]")


def test_calls_of_reported_tools_are_left_to_the_caller() -> None:
    box = Toolbox(BUILTIN.values(), [ToolSpec("weather", "", {})])
    assert box.runs([ToolCallPart("c", "get_current_time", "")])
    assert box.runs([ToolCallPart("c", "nobody", "")])
    assert not box.runs([ToolCallPart("c", "get_current_time", ""), ToolCallPart("d", "weather", "")])
    assert not Toolbox().runs([ToolCallPart("c", "get_current_time", "")])
