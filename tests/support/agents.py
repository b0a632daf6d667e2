"""Runs of agents over real sockets, in a few words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from core.agents.crew import AgentsProvider, Crew
from core.agents.definitions import Agent
from core.agents.run import AgentRun
from core.demo.script import Script as Played
from core.demo.script import ScriptedCall
from core.events import Stamped, TurnEvent, TurnFinished
from core.messages import FinishReason, Message
from core.order import Order
from core.providers.base import Provider, WireProtocol
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from tests.support import chat
from tests.support.answers import Answers
from tests.support.providers import open_provider
from tests.support.server import Script, Server

CLOCK = Toolbox(BUILTIN.values())

E = TypeVar("E")


def says(*pieces: str) -> Played:
    return Played("said", "m", text=pieces)


def calls(*named: tuple[str, str, Mapping[str, object]]) -> Played:
    """A response that calls tools: (id, name, arguments) each."""
    return Played("called", "m", calls=tuple(ScriptedCall(*call) for call in named), finish=FinishReason.TOOL_CALLS)


def agent(name: str, provider: str = "one", **more: object) -> Agent:
    return replace(Agent(name.lower(), name, provider=provider, model="m"), **more)  # type: ignore[arg-type] # fields


@dataclass(slots=True)
class AgentsRun:
    """A run with everything it said, and the server of each provider."""

    run: AgentRun
    servers: dict[str, Server]
    log: list[Stamped] = field(default_factory=list)

    @property
    def events(self) -> list[TurnEvent]:
        return [stamped.event for stamped in self.log]

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def finished(self) -> TurnFinished:
        last = self.log[-1].event
        assert isinstance(last, TurnFinished)
        return last

    @property
    def server(self) -> Server:
        return next(iter(self.servers.values()))

    def text(self) -> str:
        return "".join(message.text() for message in self.run.messages)

    async def until(self, seen: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not seen():
                await asyncio.sleep(0.002)


@asynccontextmanager
async def playing(
    crew: tuple[Agent, ...],
    scripts: Mapping[str, tuple[WireProtocol, Script]],
    *,
    toolbox: Toolbox = CLOCK,
    said: tuple[Message, ...] = (),
    kind: type[AgentRun] = AgentRun,
    **order: object,
) -> AsyncIterator[AgentsRun]:
    """A started run; each provider is a scripted server that speaks a protocol. It is stopped, waited for and checked
    at the end."""
    async with AsyncExitStack() as stack:
        servers: dict[str, Server] = {}
        providers: dict[str, Provider] = {}
        for key, (protocol, script) in scripts.items():
            servers[key] = await stack.enter_async_context(Server(script))
            providers[key] = await stack.enter_async_context(open_provider(protocol, servers[key].url))
        log: list[Stamped] = []
        wanted = Order(AgentsProvider(), crew[0].id, said or (chat.user("hi"),), **order)  # type: ignore[arg-type] # its fields
        run = AgentsRun(kind("t", wanted, log.append, Crew(crew, providers.__getitem__, toolbox)), servers, log)
        run.run.start()
        try:
            yield run
        finally:
            run.run.stop()
            await run.run.wait()
        chat.check_laws(run.log, run.run.messages)


async def played(
    crew: tuple[Agent, ...], scripts: Mapping[str, tuple[WireProtocol, Script]], **more: object
) -> AgentsRun:
    """The run, to its end."""
    async with playing(crew, scripts, **more) as run:  # type: ignore[arg-type] # see `playing`
        await run.run.wait()
    return run


def one(
    *responses: Played, protocol: WireProtocol = WireProtocol.OPENAI_CHAT, stall_after: int | None = None
) -> dict[str, tuple[WireProtocol, Script]]:
    """One provider that gives these responses."""
    return {"one": (protocol, Answers(*responses, stall_after=stall_after))}
