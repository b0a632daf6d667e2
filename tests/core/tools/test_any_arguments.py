"""Whatever a model sends to a built-in tool, there is one result that can be kept, and nothing unforeseen happens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.codec import from_json, to_json
from core.messages import ToolCallPart, ToolResultPart, ToolStatus
from core.tools.base import Toolbox
from core.tools.builtin.source import BuiltinSource, Permit
from core.tools.registry import BUILTIN, Registry
from core.tools.runner import run_call
from core.tools.selection import Selection

_OFFLINE = [name for name in (*BUILTIN, "list_files", "read_file") if name != "ask_user"]
_words = st.sampled_from(
    [
        *(
            "km",
            "°C",
            "2026-11-21",
            "today",
            "Asia/Seoul",
            "1 + 1",
            "2 ** 9999",
            "../x",
            "/etc/passwd",
            "notes",
            "*.md",
        ),
        *("", "\0", "\ud800", "한국어", "x" * 5000, "-" * 300, "9" * 400, "1e9999", "nan", "inf", "0x", "file.md", "~"),
    ]
)
_plain = st.none() | st.booleans() | st.integers() | st.floats() | _words | st.text(max_size=8)
_values = st.recursive(_plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=2))


def box(folder: Path) -> Toolbox:
    registry = Registry()
    registry.add(BuiltinSource(BUILTIN, lambda: Permit((folder,))))
    return registry.toolbox(Selection().switched_source("builtin", True))


_KNOWN = {tool.spec.name: sorted(tool.spec.parameters["properties"]) for tool in box(Path("/nowhere")).tools}


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A tool, and arguments of which some have the right name."""
    name = draw(st.sampled_from(_OFFLINE))
    return name, draw(st.dictionaries(st.sampled_from(_KNOWN[name]) | st.text(max_size=4), _values, max_size=4))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls())
async def test_any_arguments_have_a_result(tmp_path: Path, call: tuple[str, dict[str, Any]]) -> None:
    (tmp_path / "file.md").write_text("inside", "utf-8")
    name, arguments = call
    result = await run_call(ToolCallPart("c", name, json.dumps(arguments)), box(tmp_path))
    assert "The tool failed" not in result.text
    assert (result.status is ToolStatus.ERROR) is result.text.startswith(("tool_args_invalid: ", "tool_failed: "))
    assert from_json(json.loads(json.dumps(to_json(result))), ToolResultPart) == result
    assert "root:" not in result.text


@pytest.mark.parametrize("name", _OFFLINE)
async def test_ten_megabytes_of_arguments_are_refused_at_once(tmp_path: Path, name: str) -> None:
    result = await run_call(ToolCallPart("c", name, json.dumps({_KNOWN[name][0]: "1" * 10_000_000})), box(tmp_path))
    assert result.status is ToolStatus.ERROR
    assert len(result.text) < 1000


async def test_the_tools_that_run_unasked_read_nothing_private_and_change_nothing(tmp_path: Path) -> None:
    unasked = {tool.spec.name for tool in box(tmp_path).tools if not tool.asks}
    assert unasked == {"get_current_time", "calculate", "convert_units", "calculate_date", "ask_user"}
