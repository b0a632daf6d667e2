"""A transport that plays recordings: the answer comes from a file or a script, byte for byte and in its time.

Whatever client stands above it cannot tell it from a network, down to connections that break or fall silent. It knows
nothing of what it plays.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Self

import httpx2

from core.wire.pace import Pace
from core.wire.recording import Ending, Recording

AS_FAST_AS_POSSIBLE: Final = math.inf
_FINE_S: Final = 0.02  # a longer wait is cut: Qt's timers are off by a twentieth of it
_COARSE: Final = 0.93
_SHORTEST_S: Final = 0.0005

Choice = Callable[[httpx2.Request], Recording]
# Told before chunk `number` is given (at the end: their count); whether a stepped player waits there.
Gate = Callable[[Recording, int], bool]


class Player(httpx2.AsyncBaseTransport):
    """Answers every request with a recording: always the same one, several in order (the last one again and again), or
    the one that a callable chooses.

    The callable may raise what a network would (`httpx2.ConnectError`). `speed` is a factor on the recorded times.
    With `stepped`, a chunk is given only when `step` is called; times are ignored. Both may be changed while a stream
    plays, and hold at once. `opened` and `closed` count the streams handed out and those closed again.
    """

    def __init__(
        self,
        source: Recording | Sequence[Recording] | Choice,
        *,
        speed: float = 1.0,
        stepped: bool = False,
        gate: Gate | None = None,
    ) -> None:
        self._choose = _chooser(source)
        self._speed = _checked(speed)
        self._stepped = stepped
        self.gate = gate or (lambda _recording, _number: True)
        self._changed = asyncio.Event()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._someone = asyncio.Event()
        self.opened = 0
        self.closed = 0

    @property
    def speed(self) -> float:
        return self._speed

    @speed.setter
    def speed(self, factor: float) -> None:
        self._speed = _checked(factor)
        self._tell_change()

    @property
    def stepped(self) -> bool:
        return self._stepped

    @stepped.setter
    def stepped(self, stepped: bool) -> None:
        self._stepped = stepped
        self._tell_change()
        while self._waiting and not stepped:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)

    @property
    def waits(self) -> bool:
        """Whether a reader waits to be stepped."""
        return any(not turn.done() for turn in self._waiting)

    def _tell_change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def rest(self, seconds: float) -> None:
        """For a playback: wait so long, or until speed or stepping change."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        recording = self._choose(request)
        trace = request.extensions.get("trace")
        if trace is not None:  # the connection "stands": a tap is told as a network would tell it
            await trace("player.send_request_headers.started", {"request": request})
        stream = _Playback(self, recording)
        await stream.wait_until(recording.headers_at)
        self.opened += 1
        headers = [(name.encode(), value.encode()) for name, value in recording.headers]
        extensions = {"http_version": b"HTTP/1.1"}
        return httpx2.Response(recording.status, headers=headers, stream=stream, extensions=extensions)

    async def step(self) -> None:
        """Let one reader have its next chunk, or its end. Waits until there is a reader that wants one."""
        while True:
            while self._waiting:
                turn = self._waiting.popleft()
                if not turn.done():  # a reader that was cancelled has left its turn behind
                    turn.set_result(None)
                    await asyncio.sleep(0)  # let it read before the caller looks
                    return
            self._someone.clear()
            await self._someone.wait()

    async def turn(self) -> None:
        """For a playback: wait for its turn to be stepped."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._someone.set()
        await turn


class _Playback(httpx2.AsyncByteStream):
    """One answer being played. Single-pass: at the end it stays ended."""

    def __init__(self, player: Player, recording: Recording) -> None:
        self._player = player
        self._recording = recording
        self._next = 0
        self._position = 0.0  # in the recording's time
        self._due = time.monotonic()  # when that position was, or should have been, reached
        self._pace = Pace()
        self._over = asyncio.Event()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if self._over.is_set():
            raise StopAsyncIteration
        chunks = self._recording.chunks
        if self._next == len(chunks):
            await self._end()
            raise StopAsyncIteration
        chunk = chunks[self._next]
        await self._wait(self._next, chunk.at)
        self._next += 1
        return chunk.data

    async def aclose(self) -> None:
        if not self._over.is_set():
            self._over.set()
            self._player.closed += 1

    async def wait_until(self, at: float) -> None:
        """Wait for a moment of the recording, as long as the player is not stepped. One that should be past already is
        not waited for."""
        while not self._player.stepped and at > self._position:
            speed = self._player.speed
            due = self._due + (at - self._position) / speed
            delay = due - time.monotonic()
            if delay < _SHORTEST_S:
                self._position, self._due = at, due
                break
            await self._player.rest(delay if delay <= _FINE_S else max(_FINE_S / 2, delay * _COARSE))
            self._pace.rested()
            reached = time.monotonic()
            if reached < due and speed < math.inf:  # only a part of the way, by the speed that held
                self._position += max(0.0, reached - self._due) * speed
                self._due = max(self._due, reached)
        await self._pace.breathe()

    async def _wait(self, number: int, at: float) -> None:
        await self.wait_until(at)
        stays = self._player.gate(self._recording, number)
        if self._player.stepped:
            if stays:
                await self._player.turn()
            self._position, self._due = max(at, self._position), time.monotonic()

    async def _end(self) -> None:
        recording = self._recording
        if recording.ending is Ending.STALLED:
            await self._over.wait()  # until it is closed, or its reader cancelled
            return
        await self._wait(self._next, self._position if recording.ended_at is None else recording.ended_at)
        if recording.ending is Ending.BROKEN:
            raise httpx2.ReadError("The recorded connection broke here.")
        if recording.ending is Ending.LEFT:
            raise httpx2.ReadError("The recording ends here: the answer was stopped.")


def _checked(speed: float) -> float:
    if not speed > 0:
        raise ValueError("The speed of a playback is a positive factor.")
    return speed


def _chooser(source: Recording | Sequence[Recording] | Choice) -> Choice:
    if isinstance(source, Recording):
        return lambda _request: source
    if not isinstance(source, Sequence):
        return source
    if not source:
        raise ValueError("There is no recording to play.")
    rest = deque(source)
    return lambda _request: rest.popleft() if len(rest) > 1 else rest[0]
