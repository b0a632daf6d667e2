"""Running one tool as the loop would, with a call that writes down what it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.tools.base import Tool, ToolOutput


@dataclass(slots=True)
class NotedCall:
    """`answers` are given to questions, in order."""

    call_id: str = "call"
    answers: list[str] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    printed: str = ""

    def progress(self, fraction: float | None, text: str = "") -> None:
        return

    def output(self, text: str) -> None:
        self.printed += text

    async def ask(self, question: str, choices: Sequence[str] = ()) -> str:
        self.asked.append((question, tuple(choices)))
        return self.answers.pop(0)


async def run(tool: Tool, call: NotedCall | None = None, /, **arguments: Any) -> str:
    """The text of the result."""
    return (await full(tool, call, **arguments)).text


async def full(tool: Tool, call: NotedCall | None = None, /, **arguments: Any) -> ToolOutput:
    brought = await tool.run(arguments, call or NotedCall())
    return ToolOutput(brought) if isinstance(brought, str) else brought


def named(tools: Iterable[Tool], name: str) -> Tool:
    return next(tool for tool in tools if tool.spec.name == name)
