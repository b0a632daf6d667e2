"""Plays a tape through the real SDKs: a provider whose network is the tape, and the hand on its controls."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Final

import httpx2

from core.errors import ConfigurationError
from core.events import StreamEvent
from core.playback.score import Score
from core.playback.taking import protocol_of
from core.providers.base import ModelInfo, Provider, ProviderSpec, Request, WireProtocol
from core.providers.making import make_provider
from core.wire.client import build_client
from core.wire.kinds import EventKind
from core.wire.player import AS_FAST_AS_POSSIBLE, Player
from core.wire.recording import Recording
from core.wire.tape import Tape

REPLAY_ID: Final = "replay"
_HOST: Final = "https://recording.invalid"  # a name that never resolves


class Deck:
    """`ready(protocol)` brings the SDK of a protocol. `on_change` is called when its position or its state has changed;
    it must cost next to nothing.

    Implements `core.providers.base.Provider`: each request is answered with the next recording, whatever it says.
    """

    def __init__(self, tape: Tape, ready: Callable[[WireProtocol], Awaitable[None]]) -> None:
        if not tape.recordings:
            raise ValueError("There is no recording to play.")
        self.tape = tape
        self.breakpoints: frozenset[EventKind] = frozenset()
        self.on_change: Callable[[], None] = lambda: None
        self.halted: EventKind | None = None  # the breakpoint that it stands before
        self.scores = tuple(map(Score, tape.recordings))
        self._ready = ready
        self._next = 0  # the recording that the next request gets
        self._playing = -1
        self._done = 0  # events of the playing one that have been given
        self._made: dict[WireProtocol, Provider] = {}
        self._player = Player(self._choose, gate=self._gate)
        self._spec = ProviderSpec(REPLAY_ID, "Replay", protocol_of(tape.recordings[0]), key_required=False)

    # --- controls -----------------------------------------------------------------------------------------------------

    @property
    def speed(self) -> float:
        return self._player.speed

    @speed.setter
    def speed(self, factor: float) -> None:
        self._player.speed = factor
        self.on_change()

    @property
    def paused(self) -> bool:
        return self._player.stepped

    @paused.setter
    def paused(self, paused: bool) -> None:
        self.halted = None
        self._player.stepped = paused
        self.on_change()

    @property
    def can_step(self) -> bool:
        """Whether it waits to be stepped."""
        return self._player.waits

    async def step(self) -> None:
        """One event more."""
        if self.can_step:
            self.halted = None
            await self._player.step()

    def rewind(self) -> None:
        """The next request begins anew."""
        self._next, self._playing, self._done, self.halted = 0, -1, 0, None
        self.on_change()

    @property
    def count(self) -> int:
        """Events of the whole tape."""
        return sum(score.count for score in self.scores)

    @property
    def position(self) -> int:
        """Events that were given."""
        return sum(score.count for score in self.scores[: max(0, self._playing)]) + self._done

    @property
    def left(self) -> int:
        """Recordings that no request got yet."""
        return len(self.scores) - self._next

    # --- core.providers.base.Provider ---------------------------------------------------------------------------------

    @property
    def spec(self) -> ProviderSpec:
        return self._spec

    @property
    def model(self) -> str:
        """The model that was asked, by the first request; else a word for it."""
        return model_of(self.tape.recordings[0]) or "recording"

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        if not self.left:
            raise ConfigurationError("The recording has no further answer. Play it again from the start.")
        recording = self.tape.recordings[self._next]
        protocol = protocol_of(recording)
        await self._ready(protocol)
        streamed = request_of(recording).get("stream")
        asked = replace(
            request,
            model=model_of(recording) or request.model,
            stream=streamed if isinstance(streamed, bool) else _is_stream(self.scores[self._next]),
        )
        async with aclosing(self._provider(protocol).stream(asked)) as events:
            async for event in events:
                yield event

    async def list_models(self) -> list[ModelInfo]:
        return [ModelInfo(self.model)]

    async def aclose(self) -> None:
        for provider in self._made.values():
            await provider.aclose()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _provider(self, protocol: WireProtocol) -> Provider:
        if protocol not in self._made:
            path = "" if protocol is WireProtocol.ANTHROPIC_MESSAGES else "/v1"
            spec = replace(self._spec, protocol=protocol, base_url=_HOST + path)
            self._made[protocol] = make_provider(spec, None, build_client(transport=self._player))
        return self._made[protocol]

    def _choose(self, _request: httpx2.Request) -> Recording:
        if not self.left:
            raise httpx2.ConnectError("The recording has no further answer.")
        self._playing, self._done = self._next, 0
        self._next += 1
        self.on_change()
        return self.scores[self._playing].recording

    def _gate(self, _recording: Recording, piece: int) -> bool:
        score = self.scores[self._playing]
        self._done = score.events_before(piece)
        event = score.event_at(piece)
        if event is not None and event < len(score.kinds) and score.kinds[event] in self.breakpoints:
            self.halted = score.kinds[event]
            self._player.stepped = True
        self.on_change()
        return event is not None


def request_of(recording: Recording) -> dict[str, Any]:
    """The request's body; empty where it is not known or no object."""
    try:
        value = json.loads(recording.request)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def model_of(recording: Recording) -> str:
    model = request_of(recording).get("model")
    return model if isinstance(model, str) else ""


def _is_stream(score: Score) -> bool:
    return bool(score.kinds)


SPEEDS: Final = (1.0, 10.0, AS_FAST_AS_POSSIBLE)
