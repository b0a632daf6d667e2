"""Policy: what may run without asking. Where there is any doubt, a person is asked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.messages import ToolCallPart
from core.providers.base import ToolSpec
from core.tools.approval import (
    LONGEST_ARGUMENTS,
    Approval,
    Decision,
    Likeness,
    Pattern,
    Permission,
    Rule,
    decide,
    likenesses,
    pattern_of,
    permits,
)
from core.tools.base import Call, Tool, Toolbox
from core.tools.permissions import Permissions, granted_now, load_permissions, readers, save_permissions


async def _run(arguments: dict[str, Any], call: Call) -> str:
    return "done"


READ = Tool(
    ToolSpec("read", "Reads.", {"type": "object"}), _run, source="mcp:files", origin="run files", read_only=True
)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(st.text(max_size=5), json_values, max_size=4)


def allowed(pattern: Pattern, arguments: dict[str, Any], tool: Tool = READ) -> bool:
    return permits(granted_now(READ, pattern), tool, arguments)


def test_a_call_is_refused_asked_about_or_run() -> None:
    asks, free = READ, replace(READ, spec=ToolSpec("clock", "", {}), asks=False)
    box, none = Toolbox([asks, free]), Permissions().allows
    assert decide(ToolCallPart("c", "clock", "{}"), box, none) is Decision.RUN
    assert decide(ToolCallPart("c", "read", "{}"), box, none) is Decision.ASK
    assert decide(ToolCallPart("c", "read", "{}"), box, Permissions([granted_now(READ)]).allows) is Decision.RUN
    assert decide(ToolCallPart("c", "rm", "{}"), box, none) is Decision.REFUSE
    for text in ("[1]", "{", "null", "[" * 9_000, '{"a": "' + "x" * LONGEST_ARGUMENTS + '"}'):
        assert decide(ToolCallPart("c", "clock", text), box, none) is Decision.REFUSE


@pytest.mark.parametrize(
    "changed",
    [
        {"source": "mcp:other"},
        {"origin": "run files --all"},
        {"spec": ToolSpec("read", "Reads, and writes.", {"type": "object"})},
        {"spec": ToolSpec("read", "Reads.", {"type": "object", "properties": {"path": {}}})},
        {"own_name": "write"},
    ],
)
def test_a_tool_that_changed_asks_again(changed: dict[str, Any]) -> None:
    assert allowed(Pattern(), {"path": "/x"})
    assert not allowed(Pattern(), {"path": "/x"}, replace(READ, **changed))


@given(objects)
def test_arguments_are_like_themselves_as_far_as_they_are_sound(arguments: dict[str, Any]) -> None:
    exact = Pattern(tuple(likenesses(key, value)[0] for key, value in arguments.items()))
    sound = all(value == value and _is_sound(value) for value in arguments.values())
    assert not sound or allowed(exact, arguments)
    assert not sound or allowed(pattern_of(arguments), arguments)
    assert not allowed(exact, {**arguments, "one more argument": 1})
    for key in arguments:
        assert _differs(exact, arguments, key)


def _is_sound(value: Any) -> bool:
    try:
        return bool(json.dumps(value, allow_nan=False))
    except ValueError:
        return False


def _differs(pattern: Pattern, arguments: dict[str, Any], key: str) -> bool:
    """Another value there is not like it, unless anything is."""
    rule = next(rule for rule in pattern.rules or () if rule.key == key)
    return rule.likeness is Likeness.ANY or not allowed(pattern, {**arguments, key: "another value altogether"})


def test_true_is_not_one_and_a_missing_argument_is_not_like_a_given_one() -> None:
    exact = Pattern((Rule("n", Likeness.EQUAL, "1"),))
    assert allowed(exact, {"n": 1})
    assert not allowed(exact, {"n": True})
    assert not allowed(exact, {})
    assert allowed(Pattern((Rule("n", Likeness.ANY),)), {})


def test_files_below_a_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "a.txt").write_text("a")
    (inside / "link").symlink_to(outside)
    pattern = pattern_of({"path": str(inside / "a.txt")})
    assert pattern == Pattern((Rule("path", Likeness.FOLDER, str(inside)),))
    for good in ("a.txt", "b/c.txt", "not/yet/there", "."):
        assert allowed(pattern, {"path": f"{inside}/{good}"}), good
    for bad in (
        f"{inside}/../out/a.txt",
        f"{inside}/x/../../out/a.txt",
        f"{inside}/link/a.txt",
        f"{inside}\\..\\out\\a.txt",
        f"{inside}x/a.txt",
        f"{inside}/a\x00.txt",
        f"{inside}/a\u202e.txt",
        str(outside / "a.txt"),
        "a.txt",
        "~/a.txt",
        "",
        "/",
    ):
        assert not allowed(pattern, {"path": bad}), bad
    assert not allowed(pattern, {"path": [str(inside / "a.txt")]})
    assert Likeness.FOLDER not in {rule.likeness for rule in likenesses("path", "/etc")}  # that would be the whole disk


def test_addresses_of_a_host() -> None:
    pattern = pattern_of({"url": "https://Example.org/a?b#c"})
    assert pattern == Pattern((Rule("url", Likeness.HOST, "https://example.org"),))
    for good in ("https://example.org", "https://EXAMPLE.org/other"):
        assert allowed(pattern, {"url": good}), good
    for bad in (
        "http://example.org/",
        "https://example.org:8443/",
        "https://example.org.evil.net/",
        "https://example.org@evil.net/",
        "https://evil.net\\@example.org/",
        "https://evil.net/https://example.org",
        "https://examp\u04cfe.org/",
        "https://example.org\n.evil.net/",
        " https://example.org/",
        "https://[::1",
        "file:///etc/passwd",
    ):
        assert not allowed(pattern, {"url": bad}), bad


def test_revoking_holds_at_once_and_trust_is_for_readers_of_one_source() -> None:
    writes = replace(READ, spec=ToolSpec("write", "", {}), read_only=False)
    lists = replace(READ, spec=ToolSpec("list", "", {}))
    other = replace(READ, spec=ToolSpec("peek", "", {}), source="mcp:other")
    box, told = Toolbox([READ, writes, lists, other]), []
    book = Permissions(on_changed=lambda: told.append(len(book.items)))
    assert readers(box, "mcp:files") == (READ, lists)
    book.keep(Approval(True, trusts_source=True), READ, box)
    book.keep(Approval(True, trusts_source=True), READ, box)  # twice is once
    assert [book.allows(tool, {}) for tool in (READ, writes, lists, other)] == [True, False, True, False]
    book.revoke([each.id for each in book.items if each.tool == "read"])
    assert [book.allows(tool, {}) for tool in (READ, lists)] == [False, True]
    book.keep(Approval(False, always=Pattern()), READ, box)  # a refusal allows nothing
    assert not book.allows(READ, {})
    assert told == [2, 1]


@given(st.lists(st.builds(Rule, st.text(), st.sampled_from(Likeness), st.text()), max_size=3))
def test_permissions_are_kept_and_read_back(rules: list[Rule]) -> None:
    import tempfile

    patterns = (Pattern(), Pattern(tuple(rules)))
    items = tuple(granted_now(READ, pattern) for pattern in patterns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "new", "permissions.json")
        assert load_permissions(path).items == ()
        save_permissions(path, items)
        assert load_permissions(path).items == _kept(items)


def _kept(items: tuple[Permission, ...]) -> tuple[Permission, ...]:
    """Half pairs of surrogates cannot be written; then nothing is like them any more."""

    def sound(text: str) -> str:
        return text.encode("utf-8", "replace").decode()

    def rules(pattern: Pattern) -> Pattern:
        if pattern.rules is None:
            return pattern
        return Pattern(tuple(Rule(sound(r.key), r.likeness, sound(r.value)) for r in pattern.rules))

    return tuple(replace(item, pattern=rules(item.pattern)) for item in items)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"permissions": [{}]}', '{"permissions": [{"id": 1}]}', "\x00"])
def test_a_file_that_makes_no_sense_allows_nothing_and_is_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "permissions.json"
    path.write_text(text)
    loaded = load_permissions(path)
    assert loaded.items == ()
    assert "ask again" in loaded.notices[0]
    save_permissions(path, [granted_now(READ)])
    assert len(load_permissions(path).items) == 1
    assert [each.read_text() for each in tmp_path.glob("*.broken")] == [text]
