"""One request of an agent and its response, with our limits, our retries and our words for waiting. Imports no SDK."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from core.agents.ids import CallIds
from core.attachments import Contents, Files, read_contents
from core.background import in_background
from core.errors import RivuletError
from core.events import Notice, PartDelta, PartStarted, Phase, RetryScheduled, StreamEvent, TurnEvent
from core.limits import Limits
from core.messages import Message
from core.providers.base import Provider, Request
from core.retry import retry_delay
from core.shares import Share, Shares
from core.watchdog import Watchdog


class Teller(Protocol):
    """Who is told what happens, in order."""

    def tell(self, event: TurnEvent) -> None: ...

    def enter(self, phase: Phase) -> None: ...


class Nobody:
    """A teller for whom nobody listens."""

    def tell(self, event: TurnEvent) -> None:
        return

    def enter(self, phase: Phase) -> None:
        return


@dataclass(slots=True)
class Asking:
    """What all requests of a run share. `before_request` is awaited first; it must not raise. `settle` is told the
    results that are among a request's input, by call."""

    teller: Teller = field(default_factory=Nobody)
    limits: Limits = field(default_factory=Limits)
    files: Files | None = None
    before_request: Callable[[], Awaitable[None]] | None = None
    settle: Callable[[dict[str, str]], None] = lambda _results: None
    shares: Shares | None = None  # with the turns that run beside it
    ids: CallIds = field(default_factory=CallIds)
    _contents: dict[str, Contents] = field(default_factory=dict)
    _watchdog: Watchdog | None = None
    _answered: bool = False

    async def stream(self, provider: Provider, request: Request) -> AsyncGenerator[StreamEvent]:
        """The events of one response, each told before it is handed on. Close it to close the connection. Raises
        `RivuletError`; sends again by itself only before the first content."""
        for attempt in itertools.count(1):
            try:
                async with aclosing(self._attempt(provider, request)) as events:
                    async for event in events:
                        yield event
                return
            except RivuletError as failure:
                delay = retry_delay(failure.info, attempt, self.limits.max_retries)
                if self._answered or delay is None:
                    raise
                self.teller.tell(RetryScheduled(attempt, delay, failure.info))
                self.teller.enter(Phase.RETRYING)
            await asyncio.sleep(delay)

    async def text(self, provider: Provider, request: Request) -> str:
        """The text of a response that nobody is shown (a guardrail's question)."""
        aside = replace(self, teller=Nobody(), _contents={}, _watchdog=None, _answered=False)
        pieces: list[str] = []
        async with aclosing(aside.stream(provider, request)) as events:
            async for event in events:
                if isinstance(event, PartDelta):
                    pieces.append(event.text)
        return "".join(pieces)

    def connected(self) -> None:
        """The connection stands: the first word is due from now on."""
        if self._watchdog is not None and not self._answered:
            self._watchdog.expect(self.limits.timeouts.first_token)

    async def _attempt(self, provider: Provider, request: Request) -> AsyncGenerator[StreamEvent]:
        timeouts = self.limits.timeouts
        self._answered = False
        self.teller.enter(Phase.CONNECTING)
        if self.before_request is not None:
            await self.before_request()
        contents = await self._read(provider, request.messages)
        request = replace(
            request, connect_timeout=timeouts.connect, contents=contents.by_hash, filling=contents.filling
        )
        try:
            async with Watchdog() as self._watchdog, aclosing(provider.stream(request)) as stream:
                self._watchdog.expect(timeouts.first_token)
                share = Share(self.shares)
                async for event in stream:
                    if isinstance(event, PartDelta | PartStarted):
                        self._answered = True
                        self._watchdog.expect(timeouts.idle)
                    self.teller.tell(event)
                    yield event
                    if share.used(time.monotonic()):
                        await asyncio.sleep(0)
        except TimeoutError:
            raise timeouts.exceeded(answered=self._answered) from None
        finally:
            self._watchdog = None

    async def _read(self, provider: Provider, messages: Sequence[Message]) -> Contents:
        """What is sent of the attachments to this provider; read once, in a thread."""
        known = self._contents.get(provider.spec.id)
        if known is None and self.files is not None and any(message.attachments() for message in messages):
            read = partial(read_contents, tuple(messages), self.files, provider.spec.taker)
            known = self._contents[provider.spec.id] = await in_background(read, "attachments")
            for notice in known.notices:
                self.teller.tell(Notice(notice))
        return known or Contents({})
