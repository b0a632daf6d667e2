"""What the tests of tool servers share: servers in folders of their own, with real secrets that no keyring holds."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.mcp.server import Phase, Server
from core.mcp.servers import Servers
from core.mcp.spec import ServerSpec
from core.mcp.vault import Vault
from core.settings.secrets import Secrets
from core.tools.base import Tool, ToolOutput
from core.tools.registry import Registry

ROUGH = Path(__file__).resolve().parents[2] / "support" / "mcp_servers" / "rough.py"


def rough(mode: str = "well", *more: str, agreed: bool = True, **options: Any) -> ServerSpec:
    """A server that behaves as `mode` says."""
    spec = ServerSpec("rough", "Rough", command=sys.executable, arguments=(str(ROUGH), mode, *more), **options)
    return replace(spec, approved=spec.fingerprint) if agreed else spec


@dataclass
class Heard:
    """A call that notes what it is told."""

    call_id: str = "c"
    steps: list[tuple[float | None, str]] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def progress(self, fraction: float | None, text: str = "") -> None:
        self.steps.append((fraction, text))
        self.reached.set()

    def output(self, text: str) -> None:
        return

    async def ask(self, question: str, choices: object = ()) -> str:
        raise AssertionError(question)


@dataclass
class House:
    folder: Path
    servers: Servers
    registry: Registry
    secrets: Secrets
    opened: list[str]
    said: list[str]

    @property
    def server(self) -> Server:
        """The one that most tests have."""
        return self.servers.all[0]

    def phase(self) -> Phase:
        return self.server.state.phase

    def tool(self, name: str = "echo") -> Tool:
        return next(tool for tool in self.server.tools() if tool.own_name == name)

    async def call(self, name: str, text: str = "", **arguments: Any) -> ToolOutput:
        result = await self.tool(name).run({"text": text, **arguments}, Heard())
        assert isinstance(result, ToolOutput)
        return result

    def log(self) -> list[str]:
        return [line.text for line in self.server.journal.lines]


@asynccontextmanager
async def living(
    folder: Path, *specs: ServerSpec, back_off: tuple[float, ...] = (0.01, 0.01), secrets: Secrets | None = None
) -> AsyncIterator[House]:
    """Servers that are ended on the way out, with all that they own."""
    tasks: set[asyncio.Task[None]] = set()
    opened: list[str] = []
    said: list[str] = []
    kept = secrets or Secrets(time_limit_s=2)
    registry = Registry()

    def spawn(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        tasks.add(task)
        return task

    servers = Servers(folder, folder, registry, Vault(kept), spawn, opened.append, said.append, back_off=back_off)
    for spec in specs:
        await servers.add(spec, {})
    house = House(folder, servers, registry, kept, opened, said)
    try:
        yield house
    finally:
        await servers.aclose()
        if secrets is None:
            kept.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    failed = [task for task in tasks if not task.cancelled() and task.exception() is not None]
    assert failed == []


async def until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not there():
            await asyncio.sleep(0.005)


async def reaches(server: Server, phase: Phase) -> None:
    await until(lambda: server.state.phase is phase)


def processes_of(words: str) -> list[int]:
    """The ids of the processes that have `words` in their command line; zombies have none."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if words in line:
                found.append(int(entry.name))
    return found
