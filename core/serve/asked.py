"""A request in the Chat Completions form, as what a turn needs. What cannot be carried out is refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from core.messages import Message, Part, Role, TextPart, ToolCallPart, ToolResultPart
from core.providers.base import ToolSpec

_TAKEN: Final = ("model", "messages", "stream", "stream_options", "tools", "n")


class RefusedError(ValueError):
    """A request that makes no sense here; the message is a sentence for its sender."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`parameters` are the other fields of the body, which go on as they are. `model` is empty where none is named."""

    model: str
    messages: tuple[Message, ...]
    system: str = ""
    stream: bool = False
    with_usage: bool = False
    tools: tuple[ToolSpec, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)


def read_asked(body: bytes) -> Asked:
    """Raises RefusedError."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise RefusedError("The body is not a JSON object.")
    if value.get("n") not in (None, 1):
        raise RefusedError("One answer is given at a time: leave “n” out.")
    system, messages = _conversation(value.get("messages"))
    options = value.get("stream_options")
    model = value.get("model", "")
    if not isinstance(model, str):
        raise RefusedError("“model” is not a text.")
    return Asked(
        model=model,
        messages=messages,
        system=system,
        stream=value.get("stream") is True,
        with_usage=isinstance(options, dict) and options.get("include_usage") is True,
        tools=tuple(_tools(value.get("tools"))),
        parameters={name: given for name, given in value.items() if name not in _TAKEN and given is not None},
    )


def _conversation(value: Any) -> tuple[str, tuple[Message, ...]]:
    """The system's words, and the messages."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RefusedError("“messages” is not a list of messages.")
    system: list[str] = []
    messages: list[Message] = []
    for number, item in enumerate(value, 1):
        match item.get("role"):
            case "system" | "developer":
                system.append(_text(item, number))
            case "user":
                messages.append(Message(f"m{number}", Role.USER, (TextPart(_text(item, number)),)))
            case "assistant":
                messages.append(Message(f"m{number}", Role.ASSISTANT, tuple(_said(item, number))))
            case "tool":
                result = ToolResultPart(str(item.get("tool_call_id", "")), _text(item, number))
                if messages and messages[-1].role is Role.TOOL:
                    messages[-1] = Message(messages[-1].id, Role.TOOL, (*messages[-1].parts, result))
                else:
                    messages.append(Message(f"m{number}", Role.TOOL, (result,)))
            case role:
                raise RefusedError(f"Message {number} has the role {role!r}, which is not known here.")
    if not messages:
        raise RefusedError("“messages” has nothing to answer.")
    return "\n\n".join(system), tuple(messages)


def _text(item: dict[str, Any], number: int) -> str:
    content = item.get("content")
    if content is None or isinstance(content, str):
        return content or ""
    blocks = content if isinstance(content, list) else []
    if not blocks or not all(isinstance(block, dict) and isinstance(block.get("text"), str) for block in blocks):
        raise RefusedError(f"Message {number} has content that is no text; only text is taken here.")
    return "\n\n".join(block["text"] for block in blocks)


def _said(item: dict[str, Any], number: int) -> Iterator[Part]:
    text = _text(item, number)
    if text:
        yield TextPart(text)
    for call in item.get("tool_calls") or ():
        function = call.get("function") if isinstance(call, dict) else None
        if not isinstance(function, dict):
            raise RefusedError(f"Message {number} has a tool call without a function.")
        yield ToolCallPart(str(call.get("id", "")), str(function.get("name", "")), str(function.get("arguments", "")))


def _tools(value: Any) -> Iterator[ToolSpec]:
    for tool in value or ():
        function = tool.get("function") if isinstance(tool, dict) else None
        name = function.get("name") if isinstance(function, dict) else None
        if not isinstance(function, dict) or not isinstance(name, str) or not name:
            raise RefusedError("“tools” has something that is no function with a name.")
        parameters = function.get("parameters") or {"type": "object", "properties": {}}
        yield ToolSpec(name, str(function.get("description", "")), parameters)
