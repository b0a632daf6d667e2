"""Imports the vendors' SDKs after the first paint, in a thread, so that the window never waits for them. Only those
that are chosen: each takes its time and its memory.

A message that is sent earlier waits here: its turn is live, its phase is "connecting", and Stop works.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import cached_property
from typing import TYPE_CHECKING, Final

from core.collector import uncollected
from core.errors import NotFoundError
from core.providers.base import Ending, WireProtocol

if TYPE_CHECKING:
    from core.events import StreamEvent
    from core.messages import Bookmark
    from core.providers.base import ModelInfo, Provider, ProviderSpec, Request

log = logging.getLogger(__name__)

_DEMO: Final = "demo"  # its protocol is the model's
# The SDKs import much of themselves only at the first request, which then takes half a second; and then there are the
# providers above them.
_MODULES: Final = {
    WireProtocol.OPENAI_CHAT: "core.providers.openai_chat",
    WireProtocol.OPENAI_RESPONSES: "core.providers.openai_responses",
    WireProtocol.ANTHROPIC_MESSAGES: "core.providers.anthropic_messages",
}
# What everybody needs. A protocol's own modules are brought when it is chosen or used: the SDKs take 40 and 60 MB.
_LATE: Final = ("httpx2", "httpcore2", "core.markdown.inline", "core.demo.transport", "pygments.lexers.python")


class Warmup:
    """Imports, one after the other in a thread. What somebody waits for comes first. An import that fails counts as
    done: whoever needs the module meets the error at its own import."""

    def __init__(self, modules: tuple[str, ...] = _LATE) -> None:
        self._base = modules
        self._left = list(modules)
        self._imported: set[str] = set()
        self._begun = False
        self._running = False

    @cached_property
    def _progress(self) -> asyncio.Event:
        return asyncio.Event()  # not before somebody waits: asyncio comes after the window

    @property
    def done(self) -> bool:
        """Whether nothing is left that anybody wants."""
        return self._begun and not self._left

    def want(self, *protocols: WireProtocol) -> None:
        """Bring what these protocols need, with the pass that runs or the next one."""
        self._want(_needed(protocols))

    def _want(self, names: tuple[str, ...]) -> None:
        for name in reversed(names):
            if name in self._left:
                self._left.remove(name)
            if name not in self._imported:
                self._left.insert(0, name)

    async def run(self) -> None:
        """Import what is left, one module after the other; there is one such pass at a time."""
        self._begun = True
        if self._running or not self._left:
            return
        self._running = True
        worker = ThreadPoolExecutor(1, thread_name_prefix="warmup")
        try:
            # With the collector on, an import in a thread stalls the window for 100 ms at a time; without, for 16.
            with uncollected(keep=True):
                while self._left:
                    name = self._left[0]
                    await asyncio.get_running_loop().run_in_executor(worker, _import, name)
                    self._left.remove(name)
                    self._imported.add(name)
                    self._progress.set()
        finally:
            self._running = False
            self._progress.set()
            worker.shutdown(wait=False, cancel_futures=True)  # quitting does not wait for an import

    async def ready(self, *protocols: WireProtocol) -> None:
        """Wait until what these protocols need is imported; without any, what everybody needs."""
        await self.bring(*(_needed(protocols) if protocols else self._base))

    async def bring(self, *names: str) -> None:
        """Wait until these modules are imported, before whatever else is wanted."""
        self._want(names)
        while not self._begun or not self._imported.issuperset(names):
            if self._begun and not self._running:
                await self.run()
            else:
                self._progress.clear()
                await self._progress.wait()


def _needed(protocols: tuple[WireProtocol, ...]) -> tuple[str, ...]:
    return ("httpx2", *(_MODULES[protocol] for protocol in protocols)) if protocols else ()


def _import(name: str) -> None:
    try:
        importlib.import_module(name)
    except ImportError:
        log.exception("%s cannot be imported", name)


class WarmProvider:
    """A provider that is built when it is first used, after the warm-up. What its making lacks (a key, an address) is
    the error of whoever uses it."""

    def __init__(
        self, spec: ProviderSpec, warmup: Warmup, build: Callable[[ProviderSpec], Awaitable[Provider]]
    ) -> None:
        self._spec = spec
        self._warmup = warmup
        self._build = build
        self._built: Provider | None = None

    @cached_property
    def _making(self) -> asyncio.Lock:
        return asyncio.Lock()

    @property
    def spec(self) -> ProviderSpec:
        return self._spec

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        protocol = self._spec.protocol
        if self._spec.id == _DEMO:
            from core.demo.provider import protocol_of

            protocol = protocol_of(request.model)
        provider = await self._ready(protocol)
        async with aclosing(provider.stream(request)) as events:
            async for event in events:
                yield event

    async def end_response(self, bookmark: Bookmark) -> None:
        if not isinstance(self._built, Ending):
            raise NotFoundError("This provider has no answers in the background.")
        await self._built.end_response(bookmark)

    async def list_models(self) -> list[ModelInfo]:
        protocols = () if self._spec.id == _DEMO else (self._spec.protocol,)  # the demo knows its scenes by heart
        return await (await self._ready(*protocols)).list_models()

    async def aclose(self) -> None:
        if self._built is not None:
            built, self._built = self._built, None
            await built.aclose()

    async def _ready(self, *protocols: WireProtocol) -> Provider:
        if protocols:
            await self._warmup.ready(*protocols)
        async with self._making:  # two at once must not make two
            if self._built is None:
                self._built = await self._build(self._spec)
            return self._built
