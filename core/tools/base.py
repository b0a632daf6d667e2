"""A tool that can run, and the box of tools that a turn may use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.messages import ToolCallPart
from core.providers.base import ToolSpec


@dataclass(frozen=True, slots=True)
class Tool:
    """`run` takes the arguments as an object and returns the result as text. It may raise `ToolArgumentsError` with a
    sentence for the model; anything else it raises is told to the model as a failed call. `asks` is whether a person
    must allow each call first: False only for tools that read nothing private and change nothing."""

    spec: ToolSpec
    run: Callable[[dict[str, Any]], Awaitable[str]]
    asks: bool = True


class Toolbox:
    """The tools of one turn: some that run here, some that are only offered and whose calls are reported."""

    def __init__(self, tools: Iterable[Tool] = (), reported: Iterable[ToolSpec] = ()) -> None:
        self._tools = {tool.spec.name: tool for tool in tools}
        self._reported = {spec.name: spec for spec in reported}

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        return (*(tool.spec for tool in self._tools.values()), *self._reported.values())

    def find(self, name: str) -> Tool | None:
        return self._tools.get(name)

    def runs(self, calls: Sequence[ToolCallPart]) -> bool:
        """Whether these calls are answered here. A call of a reported tool is left to whoever reads the report; a box
        without tools answers nothing; an unknown name is answered with an error."""
        return bool(self._tools) and not any(call.name in self._reported for call in calls)
