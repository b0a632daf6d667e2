"""Answers without bytes: a provider that says what a test wrote down, for tests of what happens around an answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass

from core.errors import ConnectionFailedError
from core.events import (
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    StreamEvent,
    UsageReported,
)
from core.messages import FinishReason, PartKind, TextPart, ToolCallPart, Usage
from core.providers.base import ModelInfo, ProviderSpec, Request, WireProtocol


@dataclass(frozen=True, slots=True)
class Line:
    """One response: text in pieces, calls of the tool `name` after it, what it used; it fails or stays silent at its
    end if told, with calls within the arguments of the first."""

    pieces: Sequence[str] = ()
    calls: Sequence[str] = ()
    fails: bool = False
    stalls: bool = False
    usage: Usage | None = None

    def events(self, number: int) -> Iterable[StreamEvent]:
        yield ResponseStarted(f"r{number}", "model")
        if self.pieces:
            yield PartStarted(0, PartKind.TEXT)
            for piece in self.pieces:
                yield PartDelta(0, piece)
        if self.stalls and self.calls:
            yield PartStarted(1, PartKind.TOOL_CALL, self.calls[0], f"call-{number}-1")
            yield PartDelta(1, '{"')
        if self.fails or self.stalls:
            return
        if self.pieces:
            yield PartFinished(0, TextPart("".join(self.pieces)))
        for place, name in enumerate(self.calls, 1 if self.pieces else 0):
            call_id = f"call-{number}-{place}"
            yield PartStarted(place, PartKind.TOOL_CALL, name, call_id)
            yield PartFinished(place, ToolCallPart(call_id, name, "{}"))
        if self.usage is not None:
            yield UsageReported(self.usage)
        yield ResponseFinished(FinishReason.TOOL_CALLS if self.calls else FinishReason.STOP)


class Playwright:
    """Gives the lines in order, the last one again and again."""

    def __init__(self, *lines: Line) -> None:
        self.lines = list(lines)
        self.requests: list[Request] = []

    @property
    def spec(self) -> ProviderSpec:
        return ProviderSpec("play", "Play", WireProtocol.OPENAI_CHAT, "http://127.0.0.1")

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        self.requests.append(request)
        line = self.lines[min(len(self.requests), len(self.lines)) - 1]
        for event in line.events(len(self.requests)):
            yield event
            await asyncio.sleep(0)
        if line.fails:
            raise ConnectionFailedError("the line broke", retryable=False)
        if line.stalls:
            await asyncio.Event().wait()

    async def list_models(self) -> list[ModelInfo]:
        return []

    async def aclose(self) -> None:
        return
