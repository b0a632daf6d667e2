"""The user's own functions: schemas from hints and docstrings, calls in processes that cannot hurt the program."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ToolArgumentsError, ToolError
from core.messages import ToolTable
from core.tools.functions import FunctionSource
from core.tools.functions_docs import read_doc
from core.tools.functions_reader import read_functions
from tests.core.tools.calling import NotedCall, full, named, run

_KINDS = """
    from __future__ import annotations
    import enum
    from dataclasses import dataclass, field
    from datetime import date
    from typing import Annotated, Literal, NotRequired, Optional, TypedDict

    class Color(enum.Enum):
        RED = "red"
        BLUE = "blue"

    class Size(enum.Enum):
        SMALL = enum.auto()

    @dataclass
    class Point:
        x: float
        y: float = 0.0

    class Options(TypedDict):
        deep: bool
        names: NotRequired[list[str]]

    Mode = Literal["fast", "slow"]

    def shapes(
        at: Point, color: Color, size: Size, mode: Mode, *, options: Optional[Options] = None,
        day: date | None = None, pairs: dict[str, int] = {}, corner: tuple[int, int] = (0, 0),
        note: Annotated[str, "what for"] = "none",
    ) -> list[dict[str, object]]:
        year, total = day and day.year, sum(pairs.values())
        return [{"x": at.x, "color": color.name, "size": size.name, "day": year, "sum": total}]
"""


def source(tmp_path: Path, text: str, name: str = "mine.py") -> FunctionSource:
    (tmp_path / name).write_text(dedent(text), "utf-8")
    return FunctionSource(tmp_path)


def schema(text: str) -> dict[str, Any]:
    file = read_functions("f.py", dedent(text).encode())
    assert file.troubles == ()
    return file.functions[-1].parameters


def test_hints_become_a_schema() -> None:
    assert schema(_KINDS) == {
        "type": "object",
        "properties": {
            "at": {
                "type": "object",
                "properties": {"x": {"type": "number"}, "y": {"type": "number"}},
                "required": ["x"],
                "additionalProperties": False,
            },
            "color": {"type": "string", "enum": ["red", "blue"]},
            "size": {"type": "string", "enum": ["SMALL"]},
            "mode": {"type": "string", "enum": ["fast", "slow"]},
            "options": {
                "anyOf": [
                    {
                        "type": "object",
                        "properties": {
                            "deep": {"type": "boolean"},
                            "names": {"type": "array", "items": {"type": "string"}},
                        },
                        "required": ["deep"],
                        "additionalProperties": False,
                    },
                    {"type": "null"},
                ]
            },
            "day": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            "pairs": {"type": "object", "additionalProperties": {"type": "integer"}},
            "corner": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
            "note": {"type": "string", "description": "what for", "default": "none"},
        },
        "required": ["at", "color", "size", "mode"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    "docstring",
    [
        "Say it.\n\nTwice.\n\nArgs:\n    word (str): what,\n        and how\n    times: how often\nReturns:\n    no: x",
        "Say it.\n\nTwice.\n\nParameters\n----------\nword : str\n    what,\n    and how\ntimes\n    how often\n\n"
        "Returns\n-------\nstr",
        "Say it.\n\nTwice.\n\n:param str word: what,\n    and how\n:param times: how often\n:returns: new",
    ],
    ids=["google", "numpy", "rest"],
)
def test_a_docstring_says_what_arguments_mean(docstring: str) -> None:
    doc = read_doc(docstring)
    assert doc.text == "Say it.\n\nTwice."
    assert doc.arguments == {"word": "what, and how", "times": "how often"}


@given(st.text(st.sampled_from("a:-\n \t()Args:param"), max_size=80))
def test_any_docstring_is_read(docstring: str) -> None:
    assert set(read_doc(docstring).text.split()) <= set(docstring.split())


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("def f(:", "does not understand it in line 1"),
        ("def f(*a): pass", "It takes `*a`"),
        ("def f(**a): pass", "It takes `**a`"),
        ("def f(a: 'numpy.ndarray'): pass", "`numpy.ndarray` is not understood"),
        ("def f(a: list[f]): pass", "`f` is not understood"),
        ("class A:\n    a: 'A'\ndef f(a: A): pass", "neither an Enum nor a dataclass"),
        ("from typing import TypedDict\nclass A(TypedDict):\n    a: 'A'\ndef f(a: A): pass", "contains itself"),
        ("def f(a: dict[int, str]): pass", "must be texts"),
        ("x = 1\ndef _hidden(): pass", "no public function"),
        ("\0", "does not understand it"),
    ],
)
def test_what_cannot_be_offered_is_told(text: str, trouble: str) -> None:
    (told,) = read_functions("f.py", text.encode()).troubles
    assert trouble in told


def test_only_public_functions_are_offered() -> None:
    text = "import os\n__all__ = ['a', '_b']\ndef a(): pass\ndef _b(): pass\ndef c(): pass\n"
    assert [each.name for each in read_functions("f.py", text.encode()).functions] == ["a", "_b"]


def test_a_file_is_read_and_never_run(tmp_path: Path) -> None:
    made = source(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')\ndef f(): pass\n")
    assert [tool.spec.name for tool in made.tools()] == ["f"]
    assert all(tool.asks and not tool.read_only for tool in made.tools())
    assert not (tmp_path / "ran").exists()


def test_a_change_is_noticed_and_is_another_tool(tmp_path: Path) -> None:
    made = source(tmp_path, "import _help\ndef f(): return 1\n")
    (tmp_path / "_help.py").write_text("x = 1\n")
    first = made.tools()[0].identity
    assert made.tools()[0].identity == first
    assert not made.look()
    (tmp_path / "mine.py").write_text("import _help\ndef f(): return 23\n")
    second = made.tools()[0].identity
    (tmp_path / "_help.py").write_text("x = 1234\n")
    third = made.tools()[0].identity
    (tmp_path / "mine.py").unlink()
    assert made.tools() == ()
    assert len({first, second, third}) == 3


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    made = FunctionSource(tmp_path / "none")
    assert (made.tools(), made.notes(), made.files) == ((), (), ())


# --- calls ------------------------------------------------------------------------------------------------------------


async def test_arguments_arrive_as_their_types_and_rows_come_back(tmp_path: Path) -> None:
    (tool,) = source(tmp_path, _KINDS).tools()
    brought = await full(
        tool,
        at={"x": 1},
        color="blue",
        size="SMALL",
        mode="fast",
        options={"deep": True},
        day="2026-11-21",
        pairs={"a": 1, "b": 2},
    )
    assert brought.table == ToolTable(("x", "color", "size", "day", "sum"), (("1.0", "BLUE", "SMALL", "2026", "3"),))
    assert brought.text == brought.json_text


_MANY = """
    import asyncio, os, sys
    print("loaded")
    def say(word: str, times: int = 2) -> str:
        print("saying", word)
        return word * times
    async def later(items: list[int]) -> int:
        await asyncio.sleep(0)
        return sum(items)
    def boom(n: int) -> float:
        return 1 / n
    def crash() -> None:
        os._exit(7)
    def leave() -> None:
        sys.exit(1)
    def keys() -> str:
        return os.environ.get("A_KEY", "none") + input_or_none()
    def input_or_none() -> str:
        try:
            return input()
        except EOFError:
            return " no input"
    def picture() -> bytes:
        return b"\\x89PNG\\r\\n\\x1a\\n."
"""


async def test_a_process_says_what_it_prints_and_what_comes_of_it(tmp_path: Path) -> None:
    tools, call = source(tmp_path, _MANY).tools(), NotedCall()
    said, summed, boom, crash, leave = await asyncio.gather(
        run(named(tools, "say"), call, word="안녕"),
        run(named(tools, "later"), items=[1, 2.0]),
        run(named(tools, "boom"), n=0),
        run(named(tools, "crash")),
        run(named(tools, "leave")),
        return_exceptions=True,
    )
    assert (said, call.printed, summed) == ("안녕안녕", "loaded\nsaying 안녕\n", "3")
    assert "ZeroDivisionError: division by zero (line 11 of mine.py)" in str(boom)
    assert "ended before it had a result (code 7)" in str(crash)
    assert "ended its process (line 15 of mine.py)" in str(leave)
    assert all(isinstance(each, ToolError) for each in (boom, crash, leave))


async def test_keys_and_the_keyboard_are_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "sk-canary")
    (tmp_path / "mine.py").write_text(dedent(_MANY), "utf-8")
    made = FunctionSource(tmp_path, lambda: ["A_KEY"])
    assert await run(named(made.tools(), "keys")) == "none no input"
    brought = await full(named(made.tools(), "picture"))
    assert [picture.data for picture in brought.pictures] == [b"\x89PNG\r\n\x1a\n."]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"word": 3}, "`word` must be a text"),
        ({"word": "a", "times": "two"}, "`times` must be a whole number"),
        ({"word": "a", "times": True}, "`times` must be a whole number"),
        ({}, "`word` is missing"),
        ({"word": "a", "loud": True}, "no argument `loud`"),
    ],
)
async def test_wrong_arguments_are_told_and_nothing_is_called(
    tmp_path: Path, arguments: dict[str, Any], words: str
) -> None:
    call = NotedCall()
    with pytest.raises(ToolArgumentsError, match=words):
        await run(named(source(tmp_path, _MANY).tools(), "say"), call, **arguments)
    assert "saying" not in call.printed


async def test_what_changed_after_it_was_allowed_is_not_run(tmp_path: Path) -> None:
    tool = named(source(tmp_path, _MANY).tools(), "say")
    (tmp_path / "mine.py").write_text("print('other')\ndef say(word): return 'other'\n")
    call = NotedCall()
    with pytest.raises(ToolError, match="has changed since this call was asked for"):
        await run(tool, call, word="a")
    assert "other\n" not in call.printed


async def test_stopping_ends_the_process_and_what_it_started(tmp_path: Path) -> None:
    made = source(
        tmp_path,
        """
        import subprocess, sys
        def forever(path: str) -> None:
            file = open(path, "w")
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"], stdout=file)
            print("running", flush=True)
            while True:
                pass
        """,
    )
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        call = NotedCall()
        task = asyncio.create_task(run(made.tools()[0], call, path=str(fifo)))
        while "running" not in call.printed:
            await asyncio.sleep(0.005)
        with pytest.raises(BlockingIOError):
            os.read(reader, 1)  # somebody has it open
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        while True:
            try:
                assert os.read(reader, 1) == b""  # nobody has it open any more
                break
            except BlockingIOError:
                await asyncio.sleep(0.005)  # the child's child is still being taken down
    finally:
        os.close(reader)


async def test_the_files_of_the_user_are_named_as_they_like(tmp_path: Path) -> None:
    (tmp_path / "core.py").write_text("def f() -> str:\n    import json, schema\n    return json.dumps(schema.x)\n")
    (tmp_path / "schema.py").write_text("x = 1\n")
    assert await run(named(FunctionSource(tmp_path).tools(), "f")) == "1"
