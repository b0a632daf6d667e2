"""What a server-sent event says, in a word: for reading along, filtering, and telling which text it brought.

It reads tolerantly and never raises; what it does not know is `OTHER`. It makes nothing of the events: that is what
providers are for.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Final, NamedTuple

from core.wire.blocks import Dialect


class EventKind(StrEnum):
    START = "start"
    TEXT = "text"
    REASONING = "reasoning"
    TOOL = "tool call"
    REFUSAL = "refusal"
    PART = "part"  # a part begins or ends
    USAGE = "usage"
    END = "end"
    DONE = "done"
    ERROR = "error"
    PING = "ping"
    COMMENT = "comment"  # no data at all
    INVALID = "not JSON"
    OTHER = "other"


class Seen(NamedTuple):
    """`part` is the server's own number of the part, as text; `text` what the event adds to it."""

    kind: EventKind
    part: str = ""
    text: str = ""


_RESPONSES: Final = {
    "response.output_text.delta": EventKind.TEXT,
    "response.reasoning_text.delta": EventKind.REASONING,
    "response.reasoning_summary_text.delta": EventKind.REASONING,
    "response.refusal.delta": EventKind.REFUSAL,
    "response.function_call_arguments.delta": EventKind.TOOL,
    "response.custom_tool_call_input.delta": EventKind.TOOL,
    "response.mcp_call_arguments.delta": EventKind.TOOL,
    "response.queued": EventKind.START,
    "response.created": EventKind.START,
    "response.in_progress": EventKind.START,
    "response.completed": EventKind.END,
    "response.incomplete": EventKind.END,
    "response.failed": EventKind.ERROR,
    "error": EventKind.ERROR,
    "ping": EventKind.PING,
    "keepalive": EventKind.PING,
}
_MESSAGES: Final = {
    "message_start": EventKind.START,
    "content_block_start": EventKind.PART,
    "content_block_stop": EventKind.PART,
    "message_delta": EventKind.END,
    "message_stop": EventKind.DONE,
    "ping": EventKind.PING,
    "error": EventKind.ERROR,
}
_PIECES: Final = {
    "text_delta": (EventKind.TEXT, "text"),
    "thinking_delta": (EventKind.REASONING, "thinking"),
    "input_json_delta": (EventKind.TOOL, "partial_json"),
}


def seen_in(dialect: Dialect, name: str, data: str) -> Seen:
    """What the event of this name with this data says, in this API."""
    if data.lstrip().startswith("[DONE]"):
        return Seen(EventKind.DONE)
    try:
        value: Any = json.loads(data)
    except (ValueError, RecursionError):
        return Seen(EventKind.INVALID)
    if not isinstance(value, dict):
        return Seen(EventKind.OTHER)
    if dialect is Dialect.RESPONSES:
        return _response(name, value)
    if dialect is Dialect.MESSAGES:
        return _message(name, value)
    return _chat(name, value)


def _response(name: str, value: dict[str, Any]) -> Seen:
    kind = _text(value.get("type")) or name
    part = _number(value.get("output_index"))
    found = _RESPONSES.get(kind)
    if found is not None:
        return Seen(found, part, _text(value.get("delta")) if kind.endswith(".delta") else "")
    return Seen(EventKind.PART if kind.endswith((".added", ".done")) else EventKind.OTHER, part)


def _message(name: str, value: dict[str, Any]) -> Seen:
    kind, part = _text(value.get("type")) or name, _number(value.get("index"))
    if kind == "content_block_delta":
        delta = value.get("delta")
        delta = delta if isinstance(delta, dict) else {}
        piece = _PIECES.get(_text(delta.get("type")))
        return Seen(piece[0], part, _text(delta.get(piece[1]))) if piece else Seen(EventKind.OTHER, part)
    return Seen(_MESSAGES.get(kind, EventKind.OTHER), part)


def _chat(name: str, value: dict[str, Any]) -> Seen:
    if value.get("error") or name == "error":
        return Seen(EventKind.ERROR)
    choices = value.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(first, dict):
        return Seen(EventKind.USAGE if value.get("usage") else EventKind.OTHER)
    delta = first.get("delta")
    delta = delta if isinstance(delta, dict) else {}
    seen = _chat_delta(delta)
    if seen is not None:
        return seen
    if first.get("finish_reason"):
        return Seen(EventKind.END)
    return Seen(EventKind.START if "role" in delta else EventKind.OTHER)


def _chat_delta(delta: dict[str, Any]) -> Seen | None:
    calls = delta.get("tool_calls")
    if isinstance(calls, list) and calls and isinstance(calls[0], dict):
        function = calls[0].get("function")
        arguments = function.get("arguments") if isinstance(function, dict) else ""
        return Seen(EventKind.TOOL, _number(calls[0].get("index")), _text(arguments))
    for kind, field in (
        (EventKind.TEXT, "content"),
        (EventKind.REASONING, "reasoning_content"),
        (EventKind.REASONING, "reasoning"),
        (EventKind.REFUSAL, "refusal"),
    ):
        if text := _text(delta.get(field)):
            return Seen(kind, "", text)
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
