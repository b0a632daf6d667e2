"""A loopback server that does exactly what a script says: raw bytes over real sockets, no web framework.

It knows HTTP/1.1 well enough to read one request after another from a connection; what goes back is up to the script,
down to the cut between two packets, the pause before a byte and the way a connection dies. It records what it saw:
each request, and when each connection was opened and closed.

    async with Server([Answer(body=(b"data: one\\n\\n", Pause(0.1), b"data: two\\n\\n"))]) as server:
        ...                                     # server.url, server.requests, await server.closed()

    with ServerThread(script) as server:        # the same from a thread of its own, for programs that block
        ...                                     # server.url, server.requests, server.wait_closed(2.0)
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from tests.support.script import Answer, At, End, Framing, Pause, Repeat, Reset, Stall, Step, framed, head_of

_T = TypeVar("_T")
_HEAD_LIMIT = 256 * 1024


# --- what the server saw ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Visit:
    """One connection; times are `time.monotonic()`. `closed` is when the server learned that the client had left, or
    when the server itself closed it."""

    number: int
    opened: float
    closed: float | None = None
    by_client: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """One request. Header names are lower case."""

    number: int
    visit: Visit
    at: float
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name.lower()), None)

    def json(self) -> Any:
        return json.loads(self.body)


Script = Sequence[Answer] | Callable[[Received], Answer]


class _Gone(Exception):
    """The client has left, or the script killed the connection."""


class _Inbox:
    """Reads a connection ahead, so that the moment the client leaves is seen while an answer is being sent."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self._buffer = bytearray()
        self._changed = asyncio.Event()
        self.gone = asyncio.Event()

    async def pump(self) -> None:
        try:
            while data := await self._reader.read(65536):
                self._buffer += data
                self._changed.set()
        except ConnectionError:
            pass
        finally:
            self.leave()

    def leave(self) -> None:
        """Nothing more is expected from the client."""
        self.gone.set()
        self._changed.set()

    async def take_until(self, mark: bytes) -> bytes:
        while (at := self._buffer.find(mark)) < 0:
            if len(self._buffer) > _HEAD_LIMIT:
                raise _Gone
            await self._more()
        return self._take(at + len(mark))

    async def take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            await self._more()
        return self._take(size)

    def _take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    async def _more(self) -> None:
        if self.gone.is_set():
            raise _Gone
        self._changed.clear()
        await self._changed.wait()


# --- the server -------------------------------------------------------------------------------------------------------


class Server:
    """Listens on 127.0.0.1. `script` gives the answer to each request: a sequence in order of arrival (the last one
    repeats), or a function of the request."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.Task[None], Callable[[], None]] = {}  # each connection's handler and how to end it
        self._left = asyncio.Condition()
        self.requests: list[Received] = []
        self.visits: list[Visit] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        # Hung up on, not cancelled: asyncio's streams of Python 3.11 report a cancelled handler as an error.
        for hang_up in self._open.values():
            hang_up()
        await asyncio.gather(*self._open)

    async def closed(self, count: int | None = None) -> None:
        """Returns when no connection is open any more (or when `count` connections have been closed)."""
        async with self._left:
            await self._left.wait_for(lambda: self._is_closed(count))

    async def requested(self, count: int = 1) -> None:
        """Returns when `count` requests have been read."""
        async with self._left:
            await self._left.wait_for(lambda: len(self.requests) >= count)

    def _is_closed(self, count: int | None) -> bool:
        closed = sum(visit.closed is not None for visit in self.visits)
        return closed == len(self.visits) if count is None else closed >= count

    async def _tell(self) -> None:
        async with self._left:
            self._left.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        visit = Visit(len(self.visits), time.monotonic())
        self.visits.append(visit)
        inbox = _Inbox(reader)

        def hang_up() -> None:
            visit.closed = visit.closed or time.monotonic()
            inbox.leave()
            writer.transport.abort()

        self._open[task] = hang_up
        pump = asyncio.create_task(self._watch(inbox, visit))
        try:
            with contextlib.suppress(_Gone, ConnectionError):
                while True:
                    await _Sender(writer, inbox).send(self._answer(await self._read(inbox, visit)))
        finally:
            pump.cancel()
            await asyncio.gather(pump, return_exceptions=True)
            writer.close()
            if visit.closed is None:
                visit.closed = time.monotonic()
            del self._open[task]
            await self._tell()

    async def _watch(self, inbox: _Inbox, visit: Visit) -> None:
        await inbox.pump()
        if visit.closed is None:
            visit.closed, visit.by_client = time.monotonic(), True
        await self._tell()

    async def _read(self, inbox: _Inbox, visit: Visit) -> Received:
        head = (await inbox.take_until(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        method, path = first.split(" ")[:2]
        pairs = [line.partition(":") for line in lines]
        headers = tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
        body = await inbox.take(int(dict(headers).get("content-length", "0")))
        received = Received(len(self.requests), visit, time.monotonic(), method, path, headers, body)
        self.requests.append(received)
        await self._tell()
        return received

    def _answer(self, received: Received) -> Answer:
        if callable(self._script):
            return self._script(received)
        return self._script[min(received.number, len(self._script) - 1)]


@dataclass(slots=True)
class _Sender:
    """Sends one answer over one connection."""

    writer: asyncio.StreamWriter
    inbox: _Inbox

    async def send(self, answer: Answer) -> None:
        await self._steps(answer.before, lambda data: data)
        frame = framed(answer)
        if answer.head:
            await self._write(head_of(answer))
        await self._steps(answer.body, frame)
        match answer.end:
            case End.OPEN:
                await self._idle(None)
            case End.DROP:
                raise _Gone
            case End.RESET:
                self._reset()
        await self._write(frame.end())
        if not answer.head or answer.framing is Framing.UNTIL_CLOSE:
            raise _Gone

    async def _steps(self, steps: Sequence[Step], frame: Callable[[bytes], bytes]) -> None:
        began = time.monotonic()
        for step in steps:
            match step:
                case bytes():
                    await self._write(frame(step))
                case Repeat(data, times):
                    for _ in range(times):
                        await self._write(frame(data))
                case Pause(seconds):
                    await self._idle(seconds)
                case At(seconds):
                    left = began + seconds - time.monotonic()
                    if left > 0:
                        await self._idle(left)
                case Stall():
                    await self._idle(None)
                case Reset():
                    self._reset()

    async def _write(self, data: bytes) -> None:
        if self.inbox.gone.is_set():
            raise _Gone
        self.writer.write(data)
        await self.writer.drain()
        await asyncio.sleep(0)

    async def _idle(self, seconds: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.inbox.gone.wait(), seconds)
            raise _Gone

    def _reset(self) -> None:
        opened = self.writer.get_extra_info("socket")
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        raise _Gone


class ServerThread:
    """A `Server` on a loop and a thread of its own. `requests` and `visits` only grow; read them at any time."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._main, name="scripted-server", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._quit: asyncio.Event | None = None
        self._server: Server | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise TimeoutError("The scripted server did not start.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._quit is not None
        self._loop.call_soon_threadsafe(self._quit.set)
        self._thread.join(10)

    @property
    def server(self) -> Server:
        assert self._server is not None
        return self._server

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def native_id(self) -> int:
        """The system's number of its thread."""
        return self._thread.native_id or 0

    @property
    def requests(self) -> list[Received]:
        return self.server.requests

    @property
    def visits(self) -> list[Visit]:
        return self.server.visits

    def wait_closed(self, timeout: float, count: int | None = None) -> None:
        """Blocks until no connection is open (or `count` have been closed). Raises TimeoutError."""
        self._run(self.server.closed(count), timeout)

    def wait_requested(self, timeout: float, count: int = 1) -> None:
        """Blocks until `count` requests have been read. Raises TimeoutError."""
        self._run(self.server.requested(count), timeout)

    def _run(self, work: Coroutine[Any, Any, _T], timeout: float) -> _T:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, timeout), self._loop).result(timeout + 5)

    def _main(self) -> None:
        asyncio.run(self._live())

    async def _live(self) -> None:
        self._loop, self._quit = asyncio.get_running_loop(), asyncio.Event()
        async with Server(self._script) as self._server:
            self._ready.set()
            await self._quit.wait()
