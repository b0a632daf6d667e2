"""A tool server as the program keeps it: one task owns it from its start to its end, restarts it after a crash, and
gives its tools to the registry. What is imported here knows nothing of `mcp`; that comes with the first start.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from core.background import in_background
from core.errors import ConfigurationError, ToolError
from core.mcp.ending import Ended
from core.mcp.journal import Journal
from core.mcp.launch import plan
from core.mcp.listing import Listing, Offer
from core.mcp.spec import ServerSpec, Way, complaint
from core.mcp.vault import Vault
from core.providers.base import ToolSpec
from core.tools.base import SERVER_SOURCE, Call, Tool, ToolOutput

if TYPE_CHECKING:
    from core.mcp.connection import Connection
    from core.mcp.results import Document

_BACK_OFF_S: Final = (1.0, 2.0, 5.0, 15.0, 60.0)
_SETTLED_S: Final = 60.0  # who ran that long did not crash at its start
_QUICK_S: Final = 1.2  # what an end may take before it is cut short
_SLOW_S: Final = 8.0
_PATIENCE_S: Final = 20.0  # how long a turn waits for a server before it goes on without its tools


class Phase(StrEnum):
    """Where a server stands."""

    OFF = "off"  # switched off by the user
    UNTRUSTED = "untrusted"  # its command line was not agreed to
    IDLE = "idle"  # starts when it is needed
    STARTING = "starting"
    RUNNING = "running"
    CRASHED = "crashed"  # is started again at `restart_at`
    SIGN_IN = "sign_in"  # waits for the user to sign in
    FAILED = "failed"  # and is not tried again by itself


@dataclass(frozen=True, slots=True)
class State:
    """`why` is a sentence where something went wrong; `restart_at` is `time.monotonic()`."""

    phase: Phase
    why: str = ""
    restart_at: float | None = None


@dataclass(frozen=True, slots=True)
class House:
    """What a server is given to live with. `spawn` runs its task, which the program owns; `open_url` is the program's
    one way out; `kept(server)` is called when it has listed what it has. `back_off`: seconds between restarts."""

    vault: Vault
    spawn: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]
    open_url: Callable[[str], None]
    kept: Callable[[Server], None] = lambda _server: None
    back_off: tuple[float, ...] = _BACK_OFF_S


def _nothing() -> None:
    return


class Server:
    """A source of tools for the registry, which sets `changed`. `told` is called when its state or its journal are
    different."""

    def __init__(self, spec: ServerSpec, house: House, listing: Listing | None = None) -> None:
        self.spec = spec
        self.listing = listing or Listing()
        self.changed: Callable[[], None] = _nothing
        self.told: Callable[[], None] = _nothing
        self.journal = Journal(lambda: self.told())
        self._house = house
        self._known = listing is not None
        self._state = self._at_rest()
        self._connection: Connection | None = None
        self._task: asyncio.Task[None] | None = None
        self._leaving = False
        self._moved = asyncio.Event()
        self._again = asyncio.Event()

    # --- a source of tools --------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        return SERVER_SOURCE + self.spec.id

    @property
    def title(self) -> str:
        return self.spec.name

    def tools(self) -> tuple[Tool, ...]:
        if self._state.phase in (Phase.OFF, Phase.UNTRUSTED):
            return ()
        return tuple(self._tool(offer) for offer in self.listing.tools if not offer.problem)

    def notes(self) -> tuple[str, ...]:
        wrong = (f"“{offer.name}” is not offered. {offer.problem}" for offer in self.listing.tools if offer.problem)
        why = {
            Phase.OFF: "It is switched off.",
            Phase.UNTRUSTED: "Its command line was not agreed to yet; see the settings.",
        }.get(self._state.phase, self._state.why)
        if not why and not self._known:
            why = "Its tools are known once it has started."
        return (*((why,) if why else ()), *wrong)

    async def ready(self) -> None:
        """Start it if need be. Returns once its tools are known, or will not be known soon."""
        self.start()
        if self._known:
            return
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await self._until_settled()
        except TimeoutError:
            return

    # --- its life -----------------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self._state

    def start(self, *, sign_in: bool = False) -> None:
        """Start it, unless it runs, or must not. `sign_in`: the user asks for it, so a browser may be opened."""
        if (self._task is not None and not self._task.done()) or self._state.phase is not Phase.IDLE:
            return
        self._leaving = False
        self._again.clear()
        self._enter(Phase.STARTING)
        self._task = self._house.spawn(self._live(sign_in), f"tool server {self.spec.id}")

    async def stop(self, *, quickly: bool = False) -> None:
        """End it, its program and the children of that. It starts again when it is needed."""
        self._leaving = True
        self._again.set()
        if self._connection is not None:
            self._connection.leave(quickly=quickly)
        task, self._task = self._task, None
        if task is not None and not task.done():
            _, late = await asyncio.wait({task}, timeout=_QUICK_S if quickly else _SLOW_S)
            if late:  # it waits for a keyring, or for a server that answers nothing
                task.cancel()
                await asyncio.wait({task}, timeout=_QUICK_S)
        self._leaving = False
        self._enter_rest()

    async def restart(self, *, sign_in: bool = False) -> None:
        await self.stop()
        self._state = State(Phase.IDLE)  # whatever it failed at may be mended
        self._enter_rest()
        self.start(sign_in=sign_in)

    async def change(self, spec: ServerSpec) -> None:
        """Use other settings from now on. What runs by the old ones is ended."""
        same = replace(spec, name=self.spec.name, approved=self.spec.approved, call_limit_s=self.spec.call_limit_s)
        ours = same != self.spec
        fingerprint = self.spec.fingerprint
        if ours or not spec.trusted:
            await self.stop()
        self.spec = spec
        if spec.fingerprint != fingerprint:
            self.listing, self._known = Listing(), False
        if self._task is None:
            self._enter_rest()
        self.changed()

    async def _live(self, sign_in: bool) -> None:
        attempt = 0
        while not self._leaving:
            began = time.monotonic()
            self._enter(Phase.STARTING)
            try:
                await self._once(sign_in, legacy=attempt % 2 == 1)
            except Ended as end:
                self.journal.note(str(end))
                attempt = 1 if time.monotonic() - began > _SETTLED_S else attempt + 1
                if not await self._goes_on(end, attempt):
                    return
            finally:
                self._connection = None
            sign_in = False

    async def _goes_on(self, end: Ended, attempt: int) -> bool:
        """After an end that nobody asked for: whether it is tried again, once it is time."""
        why = self._with_last_words(str(end))
        if end.sign_in:
            self._enter(Phase.SIGN_IN, str(end))
            return False
        if end.for_good or attempt > len(self._house.back_off):
            self._enter(Phase.FAILED, why)
            return False
        delay = self._house.back_off[attempt - 1]
        self._enter(Phase.CRASHED, why, time.monotonic() + delay)
        self._again.clear()
        try:
            async with asyncio.timeout(delay):
                await self._again.wait()
        except TimeoutError:
            pass
        return not self._leaving

    def _with_last_words(self, why: str) -> str:
        last = self.journal.last("stderr") if self.spec.way is Way.STDIO else ""
        return f"{why} Its last words: {last[:300]}" if last else why

    async def _once(self, sign_in: bool, *, legacy: bool) -> None:
        """One connection, from its start to its end. Raises Ended."""
        await _bring("core.mcp.visit")
        from core.mcp.connection import Connection
        from core.mcp.visit import visit

        if self._leaving:
            return
        connection = Connection(self.journal, self._listed, self.spec.start_limit_s, person=sign_in)
        self._connection = connection
        self.journal.note(f"Starting: {self.spec.line}" if self.spec.way is Way.STDIO else f"Calling {self.spec.url}")
        try:
            wrong = complaint(self.spec)
            if wrong:
                raise ConfigurationError(wrong)
            values = await self._house.vault.values(self.spec)
            if self.spec.way is Way.STDIO:
                launch = await in_background(partial(plan, self.spec, values), "program of a tool server")
                if not self._leaving:
                    await connection.run(connection.over_process(launch), legacy=legacy)
            elif not self._leaving:
                await visit(
                    self.spec, values, self._house.vault, self._open, connection, sign_in=sign_in, legacy=legacy
                )
        except ConfigurationError as error:
            raise Ended(error.info.message, for_good=True) from error

    def _open(self, url: str) -> None:
        self._enter(Phase.STARTING, "It waits for your sign-in in the browser.")
        self._house.open_url(url)

    # --- what it says -------------------------------------------------------------------------------------------------

    def _listed(self, listing: Listing) -> None:
        self.listing, self._known = listing, True
        self._enter(Phase.RUNNING)
        self._house.kept(self)
        self.changed()

    def _enter(self, phase: Phase, why: str = "", restart_at: float | None = None) -> None:
        before, self._state = self._state, State(phase, why, restart_at)
        self._moved.set()
        self._moved = asyncio.Event()
        if before != self._state:
            self.told()
        if before.phase is not phase:
            self.changed()

    def _enter_rest(self) -> None:
        rest = self._at_rest()
        if self._state.phase in (Phase.FAILED, Phase.SIGN_IN) and rest.phase is Phase.IDLE:
            return  # still worth telling
        self._enter(rest.phase)

    def _at_rest(self) -> State:
        if not self.spec.on:
            return State(Phase.OFF)
        return State(Phase.IDLE if self.spec.trusted else Phase.UNTRUSTED)

    async def _until_settled(self) -> Connection | None:
        """The connection once it stands; None where it does not come to stand by itself."""
        while self._state.phase in (Phase.STARTING, Phase.CRASHED) or self._falling:
            await self._moved.wait()
        return self._connection if self._state.phase is Phase.RUNNING else None

    @property
    def _falling(self) -> bool:
        """Whether its connection has ended, and it is not known yet what comes next."""
        return self._state.phase is Phase.RUNNING and (self._connection is None or not self._connection.stands)

    # --- what is asked of it ------------------------------------------------------------------------------------------

    async def prompt(self, name: str, values: Mapping[str, str]) -> str:
        """The words of a prompt. Raises ToolError with a sentence."""
        words: str = await self._asking(lambda connection: connection.prompt(name, values))
        return words

    async def resource(self, uri: str) -> tuple[Document, ...]:
        """The files of a resource. Raises ToolError with a sentence."""
        found: tuple[Document, ...] = await self._asking(lambda connection: connection.resource(uri))
        return found

    async def _asking(self, ask: Callable[[Connection], Awaitable[Any]]) -> Any:
        connection = await self._standing()
        async with asyncio.timeout(self.spec.call_limit_s) as limit:
            try:
                return await ask(connection)
            except TimeoutError:
                if limit.expired():
                    raise ToolError(f"The server did not answer within {self.spec.call_limit_s:g} s.") from None
                raise

    async def _standing(self) -> Connection:
        self.start()
        connection = await self._until_settled()
        if connection is None:
            raise ToolError(f"The tool server “{self.spec.name}” does not run. {' '.join(self.notes()[:1])}".strip())
        return connection

    def _tool(self, offer: Offer) -> Tool:
        fingerprint = self.spec.fingerprint

        async def run(arguments: dict[str, Any], call: Call) -> ToolOutput:
            connection = await self._standing()
            now = next((each for each in self.listing.tools if each.name == offer.name), None)
            if now is None:
                raise ToolError("The server does not have this tool any more.")
            if self.spec.fingerprint != fingerprint or _claim(now) != _claim(offer):
                raise ToolError("The tool was changed by its server since it was offered. Nothing was run; ask again.")
            return await connection.call(offer.name, arguments, call)

        return Tool(
            ToolSpec(offer.name, offer.description, dict(offer.schema)),
            run,
            source=self.id,
            title=offer.title,
            read_only=bool(offer.read_only),
            timeout_s=self.spec.call_limit_s,
            origin=fingerprint,
            own_name=offer.name,
            place=self.spec.line,
        )


def _claim(offer: Offer) -> tuple[str, str]:
    return offer.description, offer.schema_text


async def _bring(name: str) -> None:
    """Import a module in a thread: `mcp` takes a third of a second, in which the window goes on."""
    on = gc.isenabled()
    gc.disable()  # with the collector on, an import in a thread stalls the window
    try:
        await in_background(partial(importlib.import_module, name), "import for tool servers")
    finally:
        if on:
            gc.enable()
