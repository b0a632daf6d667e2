"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import PRODUCT, Source, sources

# Why each one is out: `exec` and `processEvents` run a second loop inside a coroutine and stop other tasks for good;
# the two helpers of qasync hide the task and its error; climbing to a parent ties a widget to where it stands.
# A drag has no other way than `exec`; it is begun where no coroutine can be around it. The first picture of the window
# is painted before there is a loop.
FORBIDDEN_CALLS = {"exec", "exec_", "processEvents", "asyncSlot", "asyncClose", "window", "eval", "setMarkdown"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
ALLOWED_CALLS = {("gui/transcript/drag.py", "exec"), ("gui/main_window.py", "exec")}
MOCKS = re.compile(r"\bunittest\.mock\b|\bMagicMock\b|\bmocker\b")


def calls(source: Source) -> Iterator[tuple[str, int]]:
    """Names of what is called, with the line. `re.compile(...)` counts as "compile"."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield name, node.lineno


def test_no_forbidden_call() -> None:
    found = [
        f"{each.name}:{line} {name}"
        for each in sources(*PRODUCT)
        for name, line in calls(each)
        if name in FORBIDDEN_CALLS and (each.name, name) not in ALLOWED_CALLS
    ]
    assert found == []


def test_no_decorator_that_hides_a_task() -> None:
    named = [each.name for each in sources(*PRODUCT) if re.search(r"@\w*\.?async(Slot|Close)\b", each.text)]
    assert named == []


def test_no_error_is_swallowed_whole() -> None:
    found = []
    for each in sources():
        for node in ast.walk(each.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            everything = node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException")
            if everything and all(isinstance(inner, ast.Pass) for inner in node.body):
                found.append(f"{each.name}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("pattern", [UNFINISHED, MOCKS], ids=["unfinished", "mocks"])
def test_no_such_word(pattern: re.Pattern[str]) -> None:
    this_folder = "tests/architecture/"
    found = [each.name for each in sources() if not each.name.startswith(this_folder) and pattern.search(each.text)]
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [each.name for each in sources() if each.tree.body and ast.get_docstring(each.tree) is None]
    assert silent == []


def test_public_functions_say_what_they_mean() -> None:
    """A public function of `core` longer than a glance has a docstring."""
    silent = [
        f"{each.name}:{node.lineno} {node.name}"
        for each in sources("core")
        for node in each.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and len(node.body) > 3
        and ast.get_docstring(node) is None
    ]
    assert silent == []


def test_tasks_have_owners() -> None:
    """In the window every task belongs to a `TaskOwner`: only the loop's own module makes one."""
    makers = {"create_task", "ensure_future"}
    found = [
        f"{each.name}:{line}"
        for each in sources("gui")
        for name, line in calls(each)
        if name in makers and each.name != "gui/loop.py"
    ]
    assert found == []


def test_every_text_file_is_opened_as_utf8() -> None:
    found = []
    for each in sources(*PRODUCT):
        for name, line in calls(each):
            said = each.text.splitlines()[line - 1]
            if name in ("read_text", "write_text") and "utf-8" not in said and "encoding" not in said:
                found.append(f"{each.name}:{line}")
    assert found == []
