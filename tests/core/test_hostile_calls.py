"""Whatever a model sends as a call: nothing runs unasked, and the history stays valid for every API."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.events import (
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    Stamped,
    StreamEvent,
    ToolApprovalRequested,
    ToolStarted,
    TurnFinished,
)
from core.messages import FinishReason, Message, Outcome, PartKind, ToolCallPart
from core.order import Order
from core.providers.anthropic_messages import wire_messages
from core.providers.base import ModelInfo, ProviderSpec, Request, ToolSpec, WireProtocol
from core.providers.openai_chat import chat_messages
from core.providers.openai_responses import input_items
from core.tools.approval import Approval, Likeness, Pattern, Rule
from core.tools.base import Call, Tool, Toolbox
from core.tools.permissions import Permissions, granted_now
from core.turn import Turn
from tests.support.chat import check_laws, user

FOLDER = "/home/somebody/notes"
SOUND = re.compile(r"[a-zA-Z0-9_-]{1,64}")
SPEC = ProviderSpec("p", "P", WireProtocol.OPENAI_CHAT, "http://127.0.0.1")

ids = st.sampled_from(["a", "a.", "a_", "call_1", "", "x" * 90, "\u202e", "toolu/1"]) | st.text(max_size=4)
names = st.sampled_from(["free", "ask", "files", "FREE", "free ", "rm -rf /", "", "free\x00", "x" * 99, "__import__"])
paths = st.sampled_from(
    [
        f"{FOLDER}/a.txt",
        f"{FOLDER}/../../../etc/passwd",
        f"{FOLDER}-other/a.txt",
        "/etc/passwd",
        "../a",
        "~/.ssh/id_rsa",
        f"{FOLDER}/a\x00b",
        f"{FOLDER}//b/./c",
        f"file://{FOLDER}/a.txt",
    ]
)
values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | paths
arguments = st.one_of(
    st.dictionaries(st.sampled_from(["path", "n", "Path", "__proto__"]), values, max_size=3).map(json.dumps),
    st.sampled_from(
        [
            "",
            " ",
            "[1]",
            "null",
            "{",
            '{"path": NaN}',
            '{"n": 1e999}',
            '{"n": ' + "9" * 5_000 + "}",
            f'{{"path": "/etc", "path": "{FOLDER}/a.txt"}}',
            f'{{"path": "{FOLDER}/a.txt", "path": "/etc"}}',
            "[" * 50_000,
            '{"n":' * 2_000,
            '{"path": "\\ud800"}',
            '{"n": "' + "x" * 1_000_001 + '"}',
            "\x00{}",
        ]
    ),
    st.text(max_size=8),
)
calls = st.lists(st.builds(ToolCallPart, ids, names, arguments), min_size=1, max_size=4)


class Hostile:
    """A provider whose answers call what they like, and then end."""

    def __init__(self, *rounds: Sequence[ToolCallPart]) -> None:
        self._rounds = list(rounds)
        self.requests: list[Request] = []

    @property
    def spec(self) -> ProviderSpec:
        return SPEC

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        self.requests.append(request)
        wanted = self._rounds.pop(0) if self._rounds else ()
        yield ResponseStarted("r", "m")
        for index, call in enumerate(wanted):
            yield PartStarted(index, PartKind.TOOL_CALL, call.name, call.id)
            yield PartDelta(index, call.arguments_text)
            yield PartFinished(index, call)
        yield ResponseFinished(FinishReason.TOOL_CALLS if wanted else FinishReason.STOP)

    async def list_models(self) -> list[ModelInfo]:
        return []

    async def aclose(self) -> None:
        return


class House:
    """Tools that note what was done: `free` needs nobody, `ask` always asks, `files` may read one folder."""

    def __init__(self) -> None:
        self.done: list[tuple[str, dict[str, Any]]] = []
        files = self._tool("files")
        self.box = Toolbox([self._tool("free", asks=False), self._tool("ask"), files])
        rules = (Rule("path", Likeness.FOLDER, FOLDER), Rule("n", Likeness.ANY))
        self.permissions = Permissions([granted_now(files, Pattern(rules))])

    def _tool(self, name: str, *, asks: bool = True) -> Tool:
        async def run(arguments: dict[str, Any], call: Call) -> str:
            self.done.append((name, arguments))
            if arguments.get("n") == 1:
                raise RuntimeError("no")
            return "x" * 300_000 if arguments.get("n") == 2 else "done"

        return Tool(ToolSpec(name, "", {"type": "object"}), run, asks=asks)


@settings(max_examples=40, deadline=None)
@given(st.lists(calls, min_size=1, max_size=2), st.data())
def test_nothing_runs_unasked_and_the_history_stays_valid(
    rounds: list[list[ToolCallPart]], data: st.DataObject
) -> None:
    house, provider, log = House(), Hostile(*rounds), list[Stamped]()
    answers: list[tuple[str, bool]] = []

    def listen(stamped: Stamped) -> None:
        log.append(stamped)
        if isinstance(stamped.event, ToolApprovalRequested):
            asked.append(stamped.event)

    asked: list[ToolApprovalRequested] = []

    async def live() -> Turn:
        order = Order(provider, "m", (user("hi"),), "", house.box, permissions=house.permissions)
        turn = Turn("t", order, listen)
        turn.start()
        async with asyncio.timeout(30):
            while not turn.done:
                while asked:
                    event = asked.pop(0)
                    allowed = data.draw(st.booleans())
                    answers.append((event.name, allowed))
                    turn.answer_approval(event.call_id, Approval(allowed))
                await asyncio.sleep(0)
        return turn

    turn = asyncio.run(live())
    check_laws(log, turn.messages)
    assert isinstance(log[-1].event, TurnFinished)
    assert log[-1].event.outcome is Outcome.FINISHED
    _nothing_unasked(house, log, answers)
    for request in provider.requests:
        valid_everywhere(request.messages)
    valid_everywhere((user("hi"), *turn.messages))


async def test_ten_megabytes_of_arguments_are_not_even_looked_at() -> None:
    house = House()
    huge = '{"n": "' + "x" * 10_000_000 + '"}'
    provider = Hostile([ToolCallPart("a", "free", huge), ToolCallPart("b", "ask", huge)])
    turn = Turn("t", Order(provider, "m", (user("hi"),), "", house.box), lambda _stamped: None)
    turn.start()
    await turn.wait()
    assert house.done == []
    _check_chat(list(chat_messages(Request("m", turn.messages), SPEC)))


def _nothing_unasked(house: House, log: list[Stamped], answers: list[tuple[str, bool]]) -> None:
    allowed = [name for name, yes in answers if yes]
    for name, used in house.done:
        if name == "ask":
            assert name in allowed
            allowed.remove(name)
        elif name == "files":
            path = used.get("path")
            inside = isinstance(path, str) and path.startswith(f"{FOLDER}/") and ".." not in path and "\x00" not in path
            assert (inside and used.keys() <= {"path", "n"}) or name in allowed
            if name in allowed and not inside:
                allowed.remove(name)
    started = [stamped.event.name for stamped in log if isinstance(stamped.event, ToolStarted)]
    assert len(house.done) <= len(started)


def valid_everywhere(messages: tuple[Message, ...]) -> None:
    """What every API demands of a history with calls."""
    request = Request("m", messages)
    chat = json.loads(json.dumps(list(chat_messages(request, SPEC)), allow_nan=False))
    _check_chat(chat)
    _check_responses(json.loads(json.dumps(list(input_items(request, "p")), allow_nan=False)))
    _check_anthropic(json.loads(json.dumps(wire_messages(request, "p"), allow_nan=False)))


def _check_chat(messages: list[dict[str, Any]]) -> None:
    waiting: list[str] = []
    seen: set[str] = set()
    for message in messages:
        if message["role"] == "tool":
            waiting.remove(message["tool_call_id"])
            assert isinstance(message["content"], str)
            continue
        assert not waiting
        for call in message.get("tool_calls", ()):
            _check_call(call["id"], call["function"]["name"], seen)
            assert isinstance(json.loads(call["function"]["arguments"]), dict)
            waiting.append(call["id"])
    assert not waiting


def _check_responses(items: list[dict[str, Any]]) -> None:
    waiting: list[str] = []
    seen: set[str] = set()
    for item in items:
        if item.get("type") == "function_call":
            _check_call(item["call_id"], item["name"], seen)
            assert isinstance(json.loads(item["arguments"]), dict)
            waiting.append(item["call_id"])
        elif item.get("type") == "function_call_output":
            waiting.remove(item["call_id"])
    assert not waiting


def _check_anthropic(turns: list[dict[str, Any]]) -> None:
    waiting: list[str] = []
    seen: set[str] = set()
    for turn in turns:
        blocks = turn["content"] if isinstance(turn["content"], list) else []
        results = [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]
        assert sorted(results) == sorted(waiting)
        waiting = []
        for block in blocks:
            if block["type"] == "tool_use":
                _check_call(block["id"], block["name"], seen)
                assert isinstance(block["input"], dict)
                waiting.append(block["id"])
    assert not waiting


def _check_call(call_id: str, name: str, seen: set[str]) -> None:
    assert SOUND.fullmatch(call_id)
    assert SOUND.fullmatch(name)
    assert call_id not in seen
    seen.add(call_id)
