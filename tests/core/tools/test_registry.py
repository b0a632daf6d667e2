"""The registry: names that every API takes, schemas that fit, selections, and sources that come and go."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.providers.base import ToolSpec
from core.tools.base import Call, Tool
from core.tools.builtin.source import BuiltinSource, Permit
from core.tools.registry import BUILTIN, MOST_TOOLS, Registry, offered, unique_names
from core.tools.schema import LONGEST_DESCRIPTION, UnfitSchema, fitting, token_cost
from core.tools.selection import Selection, key_of, source_key

_VALID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_names = st.text(st.sampled_from("abAB .-_/한"), max_size=8) | st.sampled_from(
    ["search", "Search", "x" * 70, "y__search"]
)


async def _nothing(arguments: dict[str, Any], call: Call) -> str:
    return ""


def tool(name: str, source: str = "mcp:a", description: str = "", **more: Any) -> Tool:
    return Tool(ToolSpec(name, description, {"type": "object", "properties": {}}), _nothing, source=source, **more)


class Listed:
    """A source with a list of tools."""

    def __init__(self, source_id: str, *tools: Tool) -> None:
        self.changed: Callable[[], None] = lambda: None
        self.id = self.title = source_id
        self.listed = tools
        self.asked = 0

    def tools(self) -> tuple[Tool, ...]:
        return self.listed

    def notes(self) -> tuple[str, ...]:
        return ("a note",)

    async def ready(self) -> None:
        self.asked += 1


@given(st.lists(st.builds(tool, _names, st.sampled_from(["builtin", "functions", "mcp:a", "mcp:b c"])), max_size=8))
def test_every_name_is_valid_and_none_is_there_twice(tools: list[Tool]) -> None:
    distinct = list({key_of(each): each for each in tools}.values())
    names = unique_names(distinct)
    assert all(_VALID.fullmatch(name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert {each.key for each in offered(tools)[0]} == {key_of(each) for each in tools}


def test_a_shared_name_gets_its_origin_and_a_built_in_one_keeps_its_own() -> None:
    tools = [
        *(tool("search", "mcp:web"), tool("search", "mcp:files"), tool("calculate", "mcp:web")),
        *(tool("calculate", "functions", own_name="sums.calculate"), tool("alone", "mcp:web"), BUILTIN["calculate"]),
    ]
    assert unique_names(tools) == [
        *("web__search", "files__search", "web__calculate", "sums__calculate", "alone", "calculate"),
    ]


def test_an_identity_is_of_the_tool_and_not_of_the_name_it_is_offered_under() -> None:
    first = offered([tool("search", "mcp:a")])[0][0].tool
    second = offered([tool("search", "mcp:a"), tool("search", "mcp:b")])[0][0].tool
    assert first.spec.name != second.spec.name
    assert first.identity == second.identity
    changed = [
        *(tool("search", "mcp:b"), tool("find", "mcp:a"), tool("search", description="x"), tool("search", origin="x")),
        replace(tool("search"), spec=ToolSpec("search", "", {"type": "object", "properties": {"a": {}}})),
    ]
    assert len({each.identity for each in (tool("search"), *changed)}) == len(changed) + 1


def test_what_changes_behind_the_cut_of_a_description_is_a_change() -> None:
    long = "d" * LONGEST_DESCRIPTION
    one, other = (offered([tool("t", description=long + end)])[0][0].tool for end in ("harmless", "rm -rf"))
    assert len(one.spec.description) == LONGEST_DESCRIPTION
    assert one.spec.description == other.spec.description
    assert one.identity != other.identity


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ([], "not a JSON object"),
        ({"type": "array"}, "does not describe an object"),
        ({"anyOf": [{}]}, "“anyOf” at the top"),
        ({"properties": []}, "properties"),
        ({"properties": {"a b": {}}}, "a name that not every service takes"),
        ({"properties": {"a": 3}}, "neither an object nor"),
        ({"required": "a"}, "list of required"),
        ({"properties": {"a": {"default": float("nan")}}}, "cannot be written"),
        ({"properties": {"a": {"enum": ["x" * 70_000]}}}, "are the most"),
    ],
)
def test_a_schema_that_no_service_takes_is_told(schema: object, words: str) -> None:
    with pytest.raises(UnfitSchema, match=words):
        fitting(schema)


def test_a_schema_without_a_bottom_is_told_and_a_bare_one_is_completed() -> None:
    deep: dict[str, Any] = {}
    for _ in range(2000):
        deep = {"properties": {"a": deep}}
    with pytest.raises(UnfitSchema, match="nested deeper"):
        fitting(deep)
    assert fitting({}) == {"type": "object", "properties": {}}
    spec = ToolSpec("t", "한국어", {"type": "object"})
    assert token_cost(spec) == -(-len('{"name": "t", "description": "한국어", "parameters": {"type": "object"}}') // 4)


def test_sources_come_and_go_and_tell() -> None:
    registry, told = Registry(), []
    end = registry.subscribe(lambda: told.append(len(registry.offered())))
    source = Listed("mcp:a", tool("one"), replace(tool("two"), spec=ToolSpec("two", "", {"type": "array"})))
    registry.add(source)
    registry.add(BuiltinSource(BUILTIN, Permit))
    with pytest.raises(ValueError, match="mcp:a"):
        registry.add(Listed("mcp:a"))
    assert registry.notes()["mcp:a"] == ("a note", "“two” is not offered. Its schema does not describe an object.")
    source.listed = ()
    source.changed()
    registry.remove("mcp:a")
    registry.remove("mcp:a")
    many = len(registry.offered())
    assert told == [1, 1 + many, many, many]
    end()
    source.changed()
    assert len(told) == 4


async def test_a_box_has_what_is_switched_on_and_only_its_sources_are_made_ready() -> None:
    registry, near, far = Registry(), Listed("mcp:near", tool("a", "mcp:near")), Listed("mcp:far", tool("a", "mcp:far"))
    registry.add(near)
    registry.add(far)
    selection = Selection().switched("mcp:near/a", True)
    assert [each.name for each in registry.toolbox(selection).specs] == ["near__a"]
    await registry.ready(selection)
    assert (near.asked, far.asked) == (1, 0)
    far.listed = tuple(tool(f"t{number}", "mcp:far") for number in range(MOST_TOOLS + 5))
    assert len(registry.toolbox(Selection().switched_source("mcp:far", True)).tools) == MOST_TOOLS


def test_a_selection_switches_tools_and_whole_sources() -> None:
    everything = Selection().switched("b/x", True).switched_source("a", True)
    assert everything.keys == {source_key("a"), "b/x"}
    assert everything.has("a/one")
    assert everything.has("a/what comes later")
    without = everything.switched("a/one", False, ["a/one", "a/two"])
    assert without.keys == {"a/two", "b/x"}
    assert without.touches("a")
    assert without.switched_source("a", False).keys == {"b/x"}


@given(st.frozensets(st.text(max_size=5), max_size=4))
def test_a_selection_is_read_as_it_was_written(keys: frozenset[str]) -> None:
    assert Selection.read(Selection(keys).text()) == Selection(keys)


@pytest.mark.parametrize("text", ["", "{", "3", '{"a": 1}', "[" * 100_000])
def test_what_is_no_selection_is_none(text: str) -> None:
    assert Selection.read(text) is None
