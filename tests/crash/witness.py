"""The program itself, ready to be started many times, with a witness beside its recorder.

What it imports is imported once; each life is a fork of that. A line on stdin, `["FILE", "--data-dir", …]` as JSON,
starts one; its process id comes on stdout, and, when it has ended, how. The witness writes into FILE when text reached
a session and when a tool had ended; that outlives a kill. The program has one tool more than usual, a slow one.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NoReturn

from core.conversations.recorder import Recorder
from core.conversations.records import Conversation
from core.events import PartDelta, PartStarted, ResponseStarted, Stamped, ToolFinished
from core.messages import PartKind
from core.paths import settings_file
from core.providers.base import ToolSpec
from core.session import Session, SessionEvent
from core.settings.store import load, save
from core.tools.base import Call, Tool
from core.tools.registry import BUILTIN
from core.tools.selection import key_of
from gui.__main__ import main
from tests.crash.names import SLOW_TOOL

_BEFOREHAND: Final = (
    *("gui.app", "gui.chat.keeper", "gui.chat.library", "gui.chat.desk", "gui.shelves", "gui.widgets.links"),
    *("core.conversations.store", "core.conversations.search", "core.factory", "core.providers.openai_chat", "openai"),
)
_follow = Recorder.follow


def serve() -> NoReturn:
    """Start a life for each line, one after another."""
    for module in _BEFOREHAND:
        importlib.import_module(module)
    for line in sys.stdin:
        path, *arguments = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _switch_on(Path(arguments[arguments.index("--data-dir") + 1]))
            setattr(Recorder, "follow", _watched(path))  # noqa: B010  # a witness beside it, no other behaviour
            main(arguments)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
    sys.exit()


def _switch_on(folder: Path) -> None:
    """Let new conversations have the slow tool."""
    settings = load(settings_file(folder)).settings
    on = dict.fromkeys((*settings.tools.on, key_of(BUILTIN[SLOW_TOOL])))
    save(settings_file(folder), replace(settings, tools=replace(settings.tools, on=tuple(on))))


def _watched(path: str) -> Callable[[Recorder, Session, Conversation | None], Callable[[], None]]:
    """`Recorder.follow`, which has the witness follow too."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)

    texts: set[int] = set()  # which parts of the response are text; arguments of calls are not counted

    def note(event: SessionEvent) -> None:
        match event:
            case Stamped(event=ResponseStarted()):
                texts.clear()
            case Stamped(event=PartStarted(index, kind)) if kind is PartKind.TEXT:
                texts.add(index)
            case Stamped(event=PartDelta(index, text)) if index in texts:
                os.write(file, f"{time.monotonic()} text {len(text)}\n".encode())
            case Stamped(event=ToolFinished(call_id=call)):
                os.write(file, f"{time.monotonic()} tool {call}\n".encode())

    def follow(recorder: Recorder, session: Session, conversation: Conversation | None = None) -> Callable[[], None]:
        session.subscribe(note)
        return _follow(recorder, session, conversation)

    return follow


async def _take_time(arguments: dict[str, Any], call: Call) -> str:
    await asyncio.sleep(float(arguments["seconds"]))
    return "done"


if __name__ == "__main__":
    parameters = {"type": "object", "properties": {"seconds": {"type": "number"}}}
    BUILTIN[SLOW_TOOL] = Tool(ToolSpec(SLOW_TOOL, "Wait.", parameters), _take_time, asks=False)
    serve()
