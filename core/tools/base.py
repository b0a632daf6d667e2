"""A tool that can run, what it is told while it runs, and the box of tools that a turn may use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.errors import ToolError
from core.messages import ToolCallPart, ToolTable
from core.providers.base import ToolSpec

BUILTIN_SOURCE = "builtin"
FUNCTIONS_SOURCE = "functions"
SERVER_SOURCE = "mcp:"  # followed by the id of the server

CALL_TIMEOUT_S = 60.0


class Call(Protocol):
    """One running call, as its tool sees it. To be used on the loop's thread, until `run` has returned."""

    @property
    def call_id(self) -> str: ...

    def progress(self, fraction: float | None, text: str = "") -> None:
        """How far it is, 0 to 1 (None: nobody knows), and what is being done. May be called often."""

    def output(self, text: str) -> None:
        """Text that comes while the tool runs; for the eyes of the user, not part of the result."""

    async def ask(self, question: str, choices: Sequence[str] = ()) -> str:
        """The user's answer: one of `choices`, or words of their own. Raises ToolError where nobody can be asked."""


@dataclass(frozen=True, slots=True)
class UnattendedCall:
    """A call that nobody looks at."""

    call_id: str

    def progress(self, fraction: float | None, text: str = "") -> None:
        return

    def output(self, text: str) -> None:
        return

    async def ask(self, question: str, choices: Sequence[str] = ()) -> str:
        raise ToolError("Nobody is there to be asked. Go on without an answer, and say so.")


@dataclass(frozen=True, slots=True)
class ToolPicture:
    """A picture as a tool made it. Its type is told from its bytes when it is kept; `media_type` is a claim."""

    data: bytes
    media_type: str
    name: str = "picture"


@dataclass(frozen=True, slots=True)
class ToolOutput:
    """What a call brought: `text` goes to the model; the rest is what people see of it.

    `json_text` is a structured result as JSON text, `table` one in rows. `is_error`: the tool says that it failed.
    """

    text: str
    json_text: str = ""
    table: ToolTable | None = None
    pictures: tuple[ToolPicture, ...] = ()
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """`run` takes the arguments as an object and its call, and returns the result. It may raise a `ToolError` (such as
    `ToolArgumentsError`) with a sentence for the model; anything else it raises is told to the model as a failed call.

    - `asks`: whether a person must allow each call first. False only where nothing private is read and nothing changed.
    - `source`: "builtin", "functions" or "mcp:" and the id of a server.
    - `origin`: what makes its author the same one as before (the hash of a file, of a command line, of an address).
    - `place`: what a person is shown of that: a file, a command line, an address. Nothing is decided by it.
    - `own_name`: its name where it comes from, where it is offered under another.
    - `read_only`: its author claims that it changes nothing.
    - `timeout_s`: how long a call may take, None for as long as it likes (one that waits for a person).
    """

    spec: ToolSpec
    run: Callable[[dict[str, Any], Call], Awaitable[str | ToolOutput]]
    asks: bool = True
    source: str = BUILTIN_SOURCE
    title: str = ""
    read_only: bool = False
    timeout_s: float | None = CALL_TIMEOUT_S
    origin: str = ""
    own_name: str = ""
    place: str = ""

    @property
    def identity(self) -> str:
        """A hash of where it comes from, what it is called there, what it says of itself and what it takes. Whoever
        allowed a tool allowed this; the name that it is offered under is no part of it."""
        said = [self.source, self.origin, self.own_name or self.spec.name, self.spec.description, self.spec.parameters]
        text = json.dumps(said, ensure_ascii=True, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


class Toolbox:
    """The tools of one turn: some that run here, some that are only offered and whose calls are reported."""

    def __init__(self, tools: Iterable[Tool] = (), reported: Iterable[ToolSpec] = ()) -> None:
        self._tools = {tool.spec.name: tool for tool in tools}
        self._reported = {spec.name: spec for spec in reported}

    @property
    def tools(self) -> tuple[Tool, ...]:
        return tuple(self._tools.values())

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        return (*(tool.spec for tool in self._tools.values()), *self._reported.values())

    def find(self, name: str) -> Tool | None:
        return self._tools.get(name)

    def runs(self, calls: Sequence[ToolCallPart]) -> bool:
        """Whether these calls are answered here. A call of a reported tool is left to whoever reads the report; a box
        without tools answers nothing; an unknown name is answered with an error."""
        return bool(self._tools) and not any(call.name in self._reported for call in calls)
