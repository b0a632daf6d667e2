"""Runs one tool call and makes a result of whatever happens, so that a history stays valid for every API."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from core.attachments import Files, Prepared, prepare
from core.background import in_background
from core.errors import ErrorKind, RivuletError
from core.events import ToolProgress
from core.limits import Limits
from core.messages import AttachmentPart, ToolCallPart, ToolResultPart, ToolStatus
from core.tools.approval import LONGEST_ARGUMENTS
from core.tools.base import CALL_TIMEOUT_S, Call, Tool, Toolbox, ToolOutput, ToolPicture, UnattendedCall

log = logging.getLogger(__name__)

LONGEST_RESULT: Final = Limits().max_tool_output  # characters, where nothing else is set
_NEWS_S: Final = 0.1  # between two pieces of news of a call
_MOST_NEWS: Final = 256 * 1024  # characters of live output of one call that are told
_PIECE: Final = 16 * 1024  # characters of one piece of news
_LONGEST_STEP: Final = 300  # characters that say what a call is doing
_MOST_PICTURES: Final = 16


def refusal(call: ToolCallPart, toolbox: Toolbox) -> ToolResultPart | None:
    """The result of a call that must not be run at all, or None."""
    if toolbox.find(call.name) is None:
        known = ", ".join(spec.name for spec in toolbox.specs)
        text = f"{ErrorKind.TOOL_UNKNOWN}: there is no tool named {call.name!r}. Known tools: {known}."
        return ToolResultPart(call.id, text, ToolStatus.ERROR)
    if len(call.arguments_text) > LONGEST_ARGUMENTS:
        text = f"{ErrorKind.TOOL_ARGS_INVALID}: the arguments have more than {LONGEST_ARGUMENTS} characters."
        return ToolResultPart(call.id, text, ToolStatus.ERROR)
    if call.arguments() is None:
        text = f"{ErrorKind.TOOL_ARGS_INVALID}: the arguments are not a JSON object, so nothing was run."
        return ToolResultPart(call.id, text, ToolStatus.ERROR)
    return None


class Patience(Protocol):
    """The time that a call has. It stands still while a person is asked."""

    def pause(self) -> None: ...

    def go_on(self) -> None: ...


@dataclass(slots=True)
class _TimeLimit:
    timeout: asyncio.Timeout
    left: float | None

    def pause(self) -> None:
        when = self.timeout.when()
        if when is not None:
            self.left = max(0.0, when - asyncio.get_running_loop().time())
            self.timeout.reschedule(None)

    def go_on(self) -> None:
        if self.left is not None:
            self.timeout.reschedule(asyncio.get_running_loop().time() + self.left)


Ask = Callable[[str, Sequence[str], Patience], Awaitable[str]]


class WatchedCall:
    """A running call that somebody watches: its news are told a few times a second, and not more than fits a screen.

    `tell` takes a `ToolProgress`; `ask` puts a question to the user. `limit` is set while the tool runs.
    """

    def __init__(self, call_id: str, tell: Callable[[ToolProgress], object], ask: Ask) -> None:
        self._call_id = call_id
        self._tell = tell
        self._ask = ask
        self.limit: Patience | None = None
        self._fraction: float | None = None
        self._text = ""
        self._output: list[str] = []
        self._room = _MOST_NEWS
        self._told = 0.0
        self._later: asyncio.TimerHandle | None = None
        self._open = True

    @property
    def call_id(self) -> str:
        return self._call_id

    def progress(self, fraction: float | None, text: str = "") -> None:
        self._fraction = min(1.0, max(0.0, fraction)) if fraction is not None and fraction == fraction else None
        self._text = str(text)[:_LONGEST_STEP] or self._text
        self._news()

    def output(self, text: str) -> None:
        if self._room <= 0 or not text:
            return
        kept = text[: self._room]
        self._room -= len(kept)
        self._output.append(kept if self._room > 0 else f"{kept}\n[more output is not shown]")
        self._news()

    async def ask(self, question: str, choices: Sequence[str] = ()) -> str:
        self._tell_now()
        assert self.limit is not None
        return await self._ask(question, choices, self.limit)

    def close(self) -> None:
        """The call has ended: tell what was not told, and no more after it."""
        if self._open and self._later is not None:
            self._tell_now()
        self._open = False

    def _news(self) -> None:
        if not self._open or self._later is not None:
            return
        wait = self._told + _NEWS_S - time.monotonic()
        if wait <= 0:
            self._tell_now()
        else:
            self._later = asyncio.get_running_loop().call_later(wait, self._tell_now)

    def _tell_now(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if not self._open or (self._fraction is None and not self._text and not self._output):
            return
        output = "".join(self._output)
        self._output = [output[_PIECE:]] if len(output) > _PIECE else []
        self._told = time.monotonic()
        self._tell(ToolProgress(self._call_id, self._fraction, self._text, output[:_PIECE]))
        self._text = ""
        if self._output and self._open:
            self._later = asyncio.get_running_loop().call_later(_NEWS_S, self._tell_now)


async def run_call(
    call: ToolCallPart,
    toolbox: Toolbox,
    limits: Limits | None = None,
    *,
    watched: WatchedCall | None = None,
    files: Files | None = None,
) -> ToolResultPart:
    """Run the call; its failure is a result, not an exception. Cancelling the task cancels the tool. `files` keeps the
    pictures that it brings, which are held until they are released."""
    limits = limits or Limits()
    refused = refusal(call, toolbox)
    if refused is not None:
        return refused
    tool, arguments = toolbox.find(call.name), call.arguments()
    assert tool is not None
    assert arguments is not None
    timeout_s = limits.tool_timeout if tool.timeout_s == CALL_TIMEOUT_S else tool.timeout_s
    try:
        brought = await _run(tool, arguments, timeout_s, watched or UnattendedCall(call.id))
    except TimeoutError:
        return ToolResultPart(call.id, f"The tool did not finish within {timeout_s:g} s.", ToolStatus.ERROR)
    except RivuletError as error:
        return ToolResultPart(call.id, f"{error.info.kind}: {error.info.message}", ToolStatus.ERROR)
    except Exception as error:  # a tool is foreign code; whatever it raises is the call's result
        log.info("tool %s failed", call.name, exc_info=True)
        return ToolResultPart(call.id, f"The tool failed: {type(error).__name__}: {error}", ToolStatus.ERROR)
    finally:
        if watched is not None:
            watched.close()
    output = ToolOutput(brought) if isinstance(brought, str) else brought
    pictures, notes = await _keep(output.pictures, files)
    text = _cut(output.text, limits.max_tool_output)
    return ToolResultPart(
        call.id,
        "\n".join((text, *notes)) if notes else text,
        ToolStatus.ERROR if output.is_error else ToolStatus.OK,
        json_text=output.json_text if len(output.json_text) <= limits.max_tool_output else "",
        table=output.table,
        pictures=pictures,
    )


async def _run(tool: Tool, arguments: dict[str, Any], timeout_s: float | None, call: Call) -> str | ToolOutput:
    async with asyncio.timeout(timeout_s) as timeout:
        if isinstance(call, WatchedCall):
            call.limit = _TimeLimit(timeout, timeout_s)
        try:
            return await tool.run(arguments, call)
        except TimeoutError as error:  # the tool's own; ours comes where this block ends
            raise RuntimeError(str(error) or "it waited too long for something") from error


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\n[cut after {longest} characters of {len(text)}]"


async def _keep(
    pictures: Sequence[ToolPicture], files: Files | None
) -> tuple[tuple[AttachmentPart, ...], tuple[str, ...]]:
    """What is kept of the pictures, and sentences about those that are not."""
    if not pictures:
        return (), ()
    if files is None:
        return (), ("[Pictures of the tool are not shown here.]",)
    kept: list[AttachmentPart] = []
    notes: list[str] = []
    for picture in pictures[:_MOST_PICTURES]:
        prepared = await in_background(partial(prepare, picture.data, picture.name, files), "picture of a tool")
        if isinstance(prepared, Prepared) and prepared.part.media_type.startswith("image/"):
            kept.append(prepared.part)
        else:
            notes.append(f"[A picture of the tool ({picture.media_type}) could not be kept.]")
    if len(pictures) > _MOST_PICTURES:
        notes.append(f"[Only {_MOST_PICTURES} of {len(pictures)} pictures are kept.]")
    return tuple(kept), tuple(notes)
