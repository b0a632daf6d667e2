"""All tool servers of the user: read from `servers.toml`, changed in the settings, started when they are needed.

What a server listed last is kept beside the program's data, so that its tools can be offered before it runs.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from core.background import in_background
from core.files import whole_file
from core.mcp.importing import Found
from core.mcp.listing import from_json, to_json
from core.mcp.server import House, Server
from core.mcp.shelf import load_servers, save_servers
from core.mcp.spec import ServerSpec, new_id
from core.mcp.vault import Vault
from core.tools.registry import Registry

log = logging.getLogger(__name__)

_LARGEST_CACHE: Final = 8_000_000  # bytes
_PAUSE_S: Final = 0.3  # changes within this time are written together


class Servers:
    """`settings` is the folder of the settings, `data` the data folder. `told(id)` is called when something about a
    server is different (its state, its journal), with "" when the list of them is. `said` takes sentences about files
    and the keyring."""

    def __init__(
        self,
        settings: Path,
        data: Path,
        registry: Registry,
        vault: Vault,
        spawn: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]],
        open_url: Callable[[str], None],
        said: Callable[[str], None] = lambda _sentence: None,
        **options: Any,
    ) -> None:
        self._file = settings / "servers.toml"
        self._cache = data / "tool-servers.json"
        self._registry = registry
        self.vault = vault
        self._spawn = spawn
        self._said = said
        self._house = House(vault, spawn, open_url, kept=lambda _server: self._write_soon(), **options)
        self._servers: dict[str, Server] = {}
        self._listeners: list[Callable[[str], None]] = []
        self._known: set[str] = set()
        self._dirty = False
        self._writing: asyncio.Task[None] | None = None

    # --- what there is ------------------------------------------------------------------------------------------------

    @property
    def all(self) -> tuple[Server, ...]:
        return tuple(self._servers.values())

    def find(self, server_id: str) -> Server | None:
        return self._servers.get(server_id)

    def subscribe(self, told: Callable[[str], None]) -> Callable[[], None]:
        """Returns the way to end it."""
        self._listeners.append(told)

        def end() -> None:
            if told in self._listeners:
                self._listeners.remove(told)

        return end

    def load(self) -> None:
        """Read the files; nothing is started."""
        specs, notices = load_servers(self._file)
        for notice in notices:
            self._said(notice)
        cached = _read_cache(self._cache) if specs else {}
        for spec in specs:
            self._known.add(spec.id)
            self._take_in(spec, cached)
        self._tell("")

    # --- what the user does -------------------------------------------------------------------------------------------

    async def add(self, spec: ServerSpec, values: Mapping[str, str]) -> None:
        """Take in a new server; `values` are its secrets by name. It is not started."""
        self._take_in(spec, {})
        self._write_soon()
        self._tell("")
        self._warn(await self.vault.keep(spec, values))

    async def take(self, found: tuple[Found, ...]) -> None:
        """Take in servers that were imported. None is started: each is agreed to first."""
        for each in found:
            if not each.problem and each.spec.id not in self._servers:
                await self.add(each.spec, each.values)

    async def receive(self, specs: Iterable[ServerSpec]) -> None:
        """Take in servers of a file of settings, in the place of those with the same id. None is agreed to thereby, and
        none gets the secrets of another program or host: one that is other comes beside it."""
        for spec in specs:
            there = self._servers.get(spec.id)
            if there is None:
                await self.add(replace(spec, approved=""), {})
            elif there.spec.account == spec.account:
                same = there.spec.fingerprint == spec.fingerprint
                await self.change(replace(spec, approved=there.spec.approved if same else ""), {})
            else:
                await self.add(replace(spec, id=new_id(spec.name, self._servers), approved=""), {})

    async def change(self, spec: ServerSpec, values: Mapping[str, str]) -> None:
        """Use these settings from now on; `values` are secrets that are new. What was started by others is ended."""
        server = self._servers[spec.id]
        before = server.spec
        self._warn(await self.vault.move(before, spec))
        if values:
            self._warn(await self.vault.keep(spec, values))
        await server.change(spec)
        if values and server.spec == before:
            await server.stop()
        self._write_soon()
        self._tell(spec.id)

    async def agree(self, server_id: str) -> None:
        """The user has seen what is started, exactly, and agrees."""
        spec = self._servers[server_id].spec
        await self.change(replace(spec, approved=spec.fingerprint), {})

    async def switch(self, server_id: str, on: bool) -> None:
        await self.change(replace(self._servers[server_id].spec, on=on), {})

    async def remove(self, server_id: str) -> None:
        """End it and forget it, its secrets too."""
        server = self._servers.pop(server_id)
        self._registry.remove(server.id)
        self._write_soon()
        self._tell("")
        await server.stop()
        await self.vault.forget(server.spec)

    async def sign_in(self, server_id: str) -> None:
        """Start it anew; a browser is opened where the server asks for it."""
        await self._servers[server_id].restart(sign_in=True)

    async def sign_out(self, server_id: str) -> None:
        server = self._servers[server_id]
        await self.vault.sign_out(server.spec)
        await server.stop()

    async def aclose(self) -> None:
        """End every server, with all that they started, and write what is not written yet."""
        await asyncio.gather(*(server.stop(quickly=True) for server in self.all))
        if self._writing is not None:
            self._writing.cancel()
        await self._write()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _take_in(self, spec: ServerSpec, cached: Mapping[str, Any]) -> None:
        kept = cached.get(spec.id)
        listing = None
        if isinstance(kept, dict) and kept.get("fingerprint") == spec.fingerprint:
            try:
                listing = from_json(kept["listing"])
            except (ValueError, KeyError):
                listing = None
        server = Server(spec, self._house, listing)
        server.told = partial(self._tell, spec.id)
        self._servers[spec.id] = server
        self._registry.add(server)

    def _tell(self, server_id: str) -> None:
        for told in tuple(self._listeners):
            told(server_id)

    def _warn(self, problem: str | None) -> None:
        if problem:
            self._said(f"{problem} What was entered is kept until you quit.")

    def _write_soon(self) -> None:
        self._dirty = True
        if self._writing is None or self._writing.done():
            self._writing = self._spawn(self._write_later(), "tool servers' file")

    async def _write_later(self) -> None:
        await asyncio.sleep(_PAUSE_S)
        await self._write()

    async def _write(self) -> None:
        while self._dirty:
            self._dirty = False
            specs = tuple(server.spec for server in self.all)
            self._known.update(spec.id for spec in specs)
            cache = {
                server.spec.id: {"fingerprint": server.spec.fingerprint, "listing": to_json(server.listing)}
                for server in self.all
                if server.listing.tools or server.listing.prompts or server.listing.resources
            }
            try:
                await in_background(
                    partial(_save, self._file, specs, frozenset(self._known), self._cache, cache), "tool servers' file"
                )
            except OSError as error:
                log.warning("%s could not be written: %s", self._file, error)
                self._said(f"{self._file.name} could not be written: {error.strerror or error}.")
                return


def _save(
    file: Path, specs: tuple[ServerSpec, ...], known: frozenset[str], cache: Path, kept: Mapping[str, Any]
) -> None:
    save_servers(file, specs, known)
    data = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    cache.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(cache) as written:
        written.write(data if len(data) <= _LARGEST_CACHE else b"{}")


def _read_cache(path: Path) -> Mapping[str, Any]:
    """What the servers listed last; nothing where that cannot be read: it is listed again."""
    try:
        if path.stat().st_size > _LARGEST_CACHE:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
