"""Chat Completions streams in a few words, and a turn over them: the shortest real way from bytes to events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from core.accumulator import Accumulator
from core.events import (
    PartFinished,
    PartStarted,
    Phase,
    PhaseChanged,
    ResponseStarted,
    Stamped,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.limits import Limits
from core.messages import Message, Role, TextPart, ToolResultPart, ToolStatus
from core.order import Order
from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.tools.base import Toolbox
from core.turn import Turn
from core.wire.client import build_client
from tests.support.script import Answer, Step, whole
from tests.support.server import Script, Server

DONE = b"data: [DONE]\n\n"


def chunk(delta: dict[str, Any] | None = None, finish: str | None = None, **more: Any) -> bytes:
    choices = [{"index": 0, "delta": delta or {}, "finish_reason": finish}]
    data = {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices, **more}
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def text(*pieces: str) -> list[bytes]:
    return [chunk({"content": piece}) for piece in pieces]


def end(finish: str = "stop") -> list[bytes]:
    return [chunk(finish=finish), DONE]


def call(index: int, call_id: str, name: str, arguments: str) -> list[bytes]:
    """One tool call in two fragments."""
    head = {"index": index, "id": call_id, "type": "function", "function": {"name": name, "arguments": ""}}
    tail = {"index": index, "function": {"arguments": arguments}}
    return [chunk({"tool_calls": [head]}), chunk({"tool_calls": [tail]})]


def stream(*steps: Step, **more: Any) -> Answer:
    return Answer(tuple(steps), **more)


def answer(*pieces: str) -> Answer:
    """A whole, ordinary answer."""
    return stream(*text(*pieces), *end())


def failure(status: int, message: str = "no", headers: Iterable[tuple[str, str]] = ()) -> Answer:
    body = json.dumps({"error": {"message": message, "type": "test"}}).encode()
    return whole(body, status=status, headers=tuple(headers))


def user(words: str) -> Message:
    return Message("u", Role.USER, (TextPart(words),))


@asynccontextmanager
async def provider(url: str) -> AsyncIterator[Provider]:
    from core.providers.openai_chat import OpenAIChat  # late: benchmarks of a window without an SDK import this module

    spec = ProviderSpec("test", "Test", WireProtocol.OPENAI_CHAT, url + "/v1")
    made = OpenAIChat(spec, "key", build_client())
    try:
        yield made
    finally:
        await made.aclose()


@dataclass(slots=True)
class Run:
    """A turn with everything it said."""

    turn: Turn
    server: Server
    log: list[Stamped] = field(default_factory=list)

    @property
    def events(self) -> list[TurnEvent]:
        return [stamped.event for stamped in self.log]

    @property
    def finished(self) -> TurnFinished:
        last = self.log[-1].event
        assert isinstance(last, TurnFinished)
        return last

    def text(self) -> str:
        return "".join(message.text() for message in self.turn.messages if message.role is Role.ASSISTANT)


@asynccontextmanager
async def running(
    script: Script,
    *,
    toolbox: Toolbox | None = None,
    limits: Limits | None = None,
    stream: bool = True,
    **more: Any,
) -> AsyncIterator[Run]:
    """A started turn against a scripted server; it is stopped, waited for and checked on the way out. `more` is for its
    order."""
    async with Server(script) as server, provider(server.url) as made:
        order = Order(made, "m", (user("hi"),), "", toolbox or Toolbox(), limits or Limits(), stream, **more)
        log: list[Stamped] = []
        run = Run(Turn("t", order, log.append), server, log)
        run.turn.start()
        try:
            yield run
        finally:
            run.turn.stop()
            await run.turn.wait()
        check_laws(run.log, run.turn.messages)


async def finished(script: Script, **more: Any) -> Run:
    """The turn, run to its end."""
    async with running(script, **more) as run:
        await run.turn.wait()
    return run


async def until(run: Run, seen: Callable[[Run], bool]) -> None:
    async with asyncio.timeout(10):
        while not seen(run):
            await asyncio.sleep(0.002)


def phase(run: Run) -> Phase | None:
    phases = [event.phase for event in run.events if isinstance(event, PhaseChanged)]
    return phases[-1] if phases else None


def statuses(run: Run) -> list[tuple[str, ToolStatus]]:
    parts = [part for m in run.turn.messages for part in m.parts if isinstance(part, ToolResultPart)]
    return [(part.call_id, part.status) for part in parts]


def check_laws(log: list[Stamped], messages: tuple[Message, ...]) -> None:
    """What holds for every turn, however it went."""
    events = [stamped.event for stamped in log]
    assert [stamped.seq for stamped in log] == list(range(len(log)))
    assert [stamped.at for stamped in log] == sorted(stamped.at for stamped in log)
    assert [isinstance(event, TurnStarted) for event in events].index(True) == 0
    assert sum(isinstance(event, TurnStarted) for event in events) == 1
    assert [isinstance(event, TurnFinished) for event in events].index(True) == len(events) - 1
    open_parts: set[int] = set()
    for event in events:
        match event:
            case ResponseStarted():
                assert not open_parts
            case PartStarted(index):
                assert index not in open_parts
                open_parts.add(index)
            case PartFinished(index):
                open_parts.remove(index)
    assert not open_parts
    fold = Accumulator()
    for stamped in log:
        fold.feed(stamped)
    assert fold.messages == messages
