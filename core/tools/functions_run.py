"""Runs one function of the user in a process of its own, and leaves none behind, however the call ends."""

from __future__ import annotations

import asyncio
import base64
import codecs
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from core.errors import ToolArgumentsError, ToolError
from core.frozen import is_frozen, module_command
from core.messages import ToolTable
from core.tools.base import Call, ToolOutput, ToolPicture

MOST_RESULT: Final = 16 * 1024 * 1024  # bytes of JSON
_HOST: Final = "core.tools.functions_host"
_PIECE: Final = 64 * 1024
_LAST_WORDS_S: Final = 0.5  # for what the process printed before it ended


async def run_function(
    path: Path,
    function: str,
    hashes: Mapping[str, str],
    arguments: dict[str, Any],
    call: Call,
    hidden: Collection[str] = (),
) -> ToolOutput:
    """What the function returns; what it prints goes to `call.output` meanwhile. `hashes` are those of the files that
    must not have changed, by name; `hidden` are variables that its environment shall not have. Cancelling ends the
    process. Raises ToolError, also for what the function raises."""
    request = {"path": str(path), "function": function, "hashes": dict(hashes), "arguments": arguments}
    process = await _started(path.parent, hidden)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    words = asyncio.create_task(_pass_on(process.stderr, call), name=f"output of {function}")
    try:
        with contextlib.suppress(ConnectionError):  # it ended at once: its answer, or its code, says why
            process.stdin.write(json.dumps(request).encode() + b"\n")
            await process.stdin.drain()
        answer = await _read_all(process.stdout)
        _kill(process)
        await asyncio.wait([words], timeout=_LAST_WORDS_S)
        return _output(answer, await process.wait())
    finally:
        _kill(process)
        words.cancel()
        process.stdin.close()
        await asyncio.shield(_ended(process, words))


async def _started(folder: Path, hidden: Collection[str]) -> asyncio.subprocess.Process:
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    own_group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        own_group = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    try:
        return await asyncio.create_subprocess_exec(
            *_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
            **own_group,
        )
    except OSError as error:
        raise ToolError(f"The function's process cannot be started: {error.strerror or error}.") from error


def _command() -> list[str]:
    """The host imports nothing of ours. Run by its path, it finds neither what lies beside it nor, by our name for a
    package, a file of the user."""
    if is_frozen():
        return module_command(_HOST)
    return [sys.executable, "-P", str(Path(__file__).with_name("functions_host.py"))]


def _kill(process: asyncio.subprocess.Process) -> None:
    """End the process with everything that it started."""
    if sys.platform == "win32":
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


async def _ended(process: asyncio.subprocess.Process, words: asyncio.Task[None]) -> None:
    await process.wait()
    await asyncio.wait([words])


async def _pass_on(stream: asyncio.StreamReader, call: Call) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while data := await stream.read(_PIECE):
        if text := decoder.decode(data):
            call.output(text)


async def _read_all(stream: asyncio.StreamReader) -> bytes:
    pieces, size = [], 0
    while data := await stream.read(_PIECE):
        size += len(data)
        if size > MOST_RESULT:
            raise ToolError(f"The function returned more than {MOST_RESULT:,} bytes.")
        pieces.append(data)
    return b"".join(pieces)


def _output(answer: bytes, code: int) -> ToolOutput:
    """Raises ToolError where there is no answer, or a bad one."""
    try:
        said = json.loads(answer)
    except ValueError:
        why = f"signal {-code}" if code < 0 else f"code {code}"
        raise ToolError(f"The function's process ended before it had a result ({why}).") from None
    if "wrong" in said:
        raise ToolArgumentsError(said["wrong"])
    if "error" in said:
        raise ToolError(said["error"])
    table = ToolTable(tuple(said["columns"]), tuple(map(tuple, said["rows"]))) if "columns" in said else None
    pictures = (ToolPicture(base64.b64decode(said["picture"]), ""),) if "picture" in said else ()
    return ToolOutput(said["text"], said.get("json", ""), table, pictures)
