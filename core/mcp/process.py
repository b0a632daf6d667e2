"""A server as a program of this machine: started without a shell, spoken to over its pipes, ended with its children.

Our end of its input is closed first, as the protocol wants it; whoever does not leave is told to, and then killed. If
this program dies, the server sees the end of its input.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import anyio
from anyio.abc import ByteReceiveStream, Process
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCError, jsonrpc_message_adapter
from mcp_types.jsonrpc import INTERNAL_ERROR, ErrorData

from core.mcp.journal import Journal
from core.mcp.launch import Launch
from core.mcp.lines import Lines, TooLong
from core.mcp.pace import Pace

_CHUNK: Final = 65_536
_POLL_S: Final = 0.01
_REAP_S: Final = 0.5
_ID: Final = re.compile(rb'"id"\s*:\s*(\d+|"[^"\\]{1,100}")')

Incoming = SessionMessage | Exception
Streams = tuple[MemoryObjectReceiveStream[Incoming], MemoryObjectSendStream[SessionMessage]]


class Patience:
    """How long an ending may take, in seconds: after its input is closed, and after it was told to end. May be made
    shorter while the server runs."""

    def __init__(self, leave_s: float = 2.0, terminate_s: float = 1.0) -> None:
        self.leave_s = leave_s
        self.terminate_s = terminate_s


@asynccontextmanager
async def talk(
    launch: Launch, journal: Journal, patience: Patience, ended: Callable[[str], None]
) -> AsyncIterator[Streams]:
    """Start the program; messages in and out while it is entered. `ended` is called with a sentence when the program
    ends by itself. Raises OSError where it cannot be started."""
    process = await _start(launch)
    incoming, read = anyio.create_memory_object_stream[Incoming](0)
    write, outgoing = anyio.create_memory_object_stream[SessionMessage](0)
    async with anyio.create_task_group() as group:
        group.start_soon(_read, process, incoming, journal, ended)
        group.start_soon(_write, process, outgoing)
        group.start_soon(_listen, process, journal)
        try:
            yield read, write
        finally:
            with anyio.CancelScope(shield=True):
                read.close()
                write.close()
                await _end(process, patience)
            for stream in (incoming, outgoing):
                stream.close()
            group.cancel_scope.cancel()


async def _start(launch: Launch) -> Process:
    options: dict[str, Any] = {"env": dict(launch.environment), "cwd": launch.folder, "stderr": subprocess.PIPE}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    else:
        options["start_new_session"] = True  # a group of its own, so that its children can be ended with it
    return await anyio.open_process(list(launch.words), **options)


# --- talking ----------------------------------------------------------------------------------------------------------


async def _read(
    process: Process, incoming: MemoryObjectSendStream[Incoming], journal: Journal, ended: Callable[[str], None]
) -> None:
    assert process.stdout is not None
    lines, pace = Lines(), Pace()
    try:
        async with incoming:
            while chunk := await _next(process.stdout):
                for line in lines.feed(chunk):
                    await pace.take()
                    message = _message(line, journal)
                    if message is not None:
                        await incoming.send(message)
            await _settle(process)
            ended(_farewell(process))
    except (anyio.BrokenResourceError, anyio.ClosedResourceError):
        # Nobody listens any more. What the program still says is read, so that it does not hang on a full pipe.
        while await _next(process.stdout):
            pass


def _message(line: bytes | TooLong, journal: Journal) -> SessionMessage | None:
    if isinstance(line, TooLong):
        journal.note(f"A message of {line.size:,} bytes was dropped; 16 MB is the most.")
        found = _ID.search(line.head)
        if found is None:
            return None
        number = found[1].decode()
        error = ErrorData(code=INTERNAL_ERROR, message=f"The answer has {line.size:,} bytes; 16 MB is the most.")
        request = number[1:-1] if number.startswith('"') else int(number)
        return SessionMessage(JSONRPCError(jsonrpc="2.0", id=request, error=error))
    if not line.strip():
        return None
    try:
        return SessionMessage(jsonrpc_message_adapter.validate_json(line, by_name=False))
    except ValueError:  # many programs greet on their output before they speak the protocol
        journal.add("stdout", line.decode("utf-8", "replace"))
        return None


async def _write(process: Process, outgoing: MemoryObjectReceiveStream[SessionMessage]) -> None:
    assert process.stdin is not None
    with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, OSError):
        async with outgoing:
            async for item in outgoing:
                text = item.message.model_dump_json(by_alias=True, exclude_unset=True)
                await process.stdin.send(text.encode() + b"\n")


async def _listen(process: Process, journal: Journal) -> None:
    """Keep what it says on its standard error."""
    assert process.stderr is not None
    lines, pace = Lines(_CHUNK), Pace()
    while chunk := await _next(process.stderr):
        for line in lines.feed(chunk):
            await pace.take()
            journal.add("stderr", (line.head if isinstance(line, TooLong) else line).decode("utf-8", "replace"))
    last = lines.rest()
    if last is not None:
        journal.add("stderr", (last.head if isinstance(last, TooLong) else last).decode("utf-8", "replace"))


async def _next(stream: ByteReceiveStream) -> bytes:
    """What comes next; nothing at the end."""
    try:
        return await stream.receive(_CHUNK)
    except (anyio.EndOfStream, anyio.ClosedResourceError, anyio.BrokenResourceError, OSError):
        return b""


# --- ending -----------------------------------------------------------------------------------------------------------


async def _settle(process: Process) -> None:
    """A moment for the system to say how the program ended, once its output has."""
    await _until(lambda: process.returncode is not None, _REAP_S)


def _farewell(process: Process) -> str:
    code = process.returncode
    if code is None:
        return "The program has closed its output."
    if code < 0:
        with suppress(ValueError):
            return f"The program was ended by the signal {signal.Signals(-code).name}."
    return f"The program has ended with the code {code}."


async def _end(process: Process, patience: Patience) -> None:
    """Closes its input, waits, and ends the whole group. Every wait has a bound; whoever cuts them short ends it at
    once."""
    try:
        await _ask_to_leave(process, patience)
    except BaseException:
        process.kill() if sys.platform == "win32" else _signal(process.pid, signal.SIGKILL)
        raise
    finally:
        transport = getattr(getattr(process, "_process", None), "_transport", None)
        if transport is not None:  # a child that left the group may hold a pipe; nothing public closes it
            transport.close()


async def _ask_to_leave(process: Process, patience: Patience) -> None:
    assert process.stdin is not None
    with suppress(OSError, anyio.BrokenResourceError, anyio.ClosedResourceError):
        await process.stdin.aclose()
    await _until(lambda: process.returncode is not None, patience.leave_s)
    if sys.platform == "win32":
        if process.returncode is None:
            await anyio.run_process(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False)
    elif _signal(process.pid, signal.SIGTERM) and not await _until(lambda: not _alive(process), patience.terminate_s):
        _signal(process.pid, signal.SIGKILL)
    await _until(lambda: process.returncode is not None, _REAP_S)
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError, anyio.BrokenResourceError, anyio.ClosedResourceError):
                await pipe.aclose()


async def _until(there: Callable[[], bool], seconds: float) -> bool:
    """Whether it is so within that time. It looks: waiting for the end of a program also waits for its pipes, which a
    child of it may hold."""
    for _ in range(max(1, round(seconds / _POLL_S))):
        if there():
            return True
        await anyio.sleep(_POLL_S)
    return there()


def _alive(process: Process) -> bool:
    return process.returncode is None or _signal(process.pid, 0)


def _signal(group: int, number: int) -> bool:
    """Whether there is anybody in the group. Its number is that of the first process, also after that has ended."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:  # those that are left are not ours to end
        return True
    return True
