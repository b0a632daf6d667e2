"""Imports the vendors' SDKs after the first paint, in a thread, so that the window never waits for them.

A message that is sent earlier waits here: its turn is live, its phase is "connecting", and Stop works.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from typing import Final

from core.events import StreamEvent
from core.providers.base import ModelInfo, Provider, ProviderSpec, Request

log = logging.getLogger(__name__)

# The SDKs import much of themselves only at the first request, which then takes half a second; and then there are the
# providers above them.
LATE_MODULES: Final = (
    "openai",
    "openai.resources.chat.completions.completions",
    "openai.resources.responses.responses",
    "anthropic",
    "anthropic.resources.messages.messages",
    "httpx2",
    "core.providers.openai_chat",
    "core.providers.openai_responses",
    "core.providers.anthropic_messages",
    "core.demo.transport",
    "keyring",
    "markdown_it",
    "core.markdown.inline",
    "pygments",
)


class Warmup:
    """One import pass. `run()` is idempotent; `ready()` returns when it has ended, well or not: whoever needs a module
    that failed meets the error at its own import."""

    def __init__(self, modules: tuple[str, ...] = LATE_MODULES) -> None:
        self._modules = modules
        self._done = asyncio.Event()
        self._begun = False

    @property
    def done(self) -> bool:
        return self._done.is_set()

    async def run(self) -> None:
        if self._begun:
            return
        self._begun = True
        worker = ThreadPoolExecutor(1, thread_name_prefix="warmup")
        # With the collector on, an import in a thread stalls the window for 100 ms at a time; paused, for 16.
        gc.disable()
        try:
            for name in self._modules:
                await asyncio.get_running_loop().run_in_executor(worker, _import, name)
        finally:
            gc.enable()
            self._done.set()
            worker.shutdown(wait=False, cancel_futures=True)  # quitting does not wait for an import
        gc.freeze()  # modules live as long as the program: later collections need not walk them

    async def ready(self) -> None:
        await self._done.wait()


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
        self._making = asyncio.Lock()

    @property
    def spec(self) -> ProviderSpec:
        return self._spec

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        provider = await self._ready()
        async with aclosing(provider.stream(request)) as events:
            async for event in events:
                yield event

    async def list_models(self) -> list[ModelInfo]:
        return await (await self._ready()).list_models()

    async def aclose(self) -> None:
        if self._built is not None:
            built, self._built = self._built, None
            await built.aclose()

    async def _ready(self) -> Provider:
        await self._warmup.ready()
        async with self._making:  # two at once must not make two
            if self._built is None:
                self._built = await self._build(self._spec)
            return self._built
