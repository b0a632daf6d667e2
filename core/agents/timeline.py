"""What the items of a run are, in a few words for its timeline. Foreign shapes: read tolerantly, executed never."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from agents.items import HandoffOutputItem, ItemHelpers, MessageOutputItem, RunItem, ToolCallOutputItem

_LONGEST: Final = 200  # characters


def described(item: RunItem) -> str:
    """A few words about an item: what was said, called, returned or listed."""
    raw = item.raw_item
    if isinstance(item, MessageOutputItem):
        return _short(ItemHelpers.text_message_output(item) or _field(raw, "refusal"))
    if isinstance(item, HandoffOutputItem):
        return f"{item.source_agent.name} → {item.target_agent.name}"
    kind = _field(raw, "type")
    if kind == "computer_call":
        return _short(computer_words(raw))
    if kind in ("mcp_list_tools", "tool_search_output"):
        names = ", ".join(_field(tool, "name") or _field(tool, "type") for tool in _value(raw, "tools") or ())
        return _short(f"{_field(raw, 'server_label')}: {names}".strip(": "))
    if kind == "mcp_approval_response":
        return "approved" if _value(raw, "approve") else "refused"
    if kind == "reasoning":
        return _short(" ".join(_field(block, "text") for block in _value(raw, "summary") or ()))
    if isinstance(item, ToolCallOutputItem):
        return _short(item.output)
    name, arguments = _field(raw, "name"), _value(raw, "arguments") or _value(raw, "action")
    return _short(f"{name or kind} {_plain(arguments) if arguments else ''}".strip())


def computer_words(raw: Any) -> str:
    """What a computer call would do: one `action`, or several at once in `actions`. It is shown and never executed."""
    batch = _value(raw, "actions")
    single = _value(raw, "action")
    actions = list(batch) if batch else [single] if single is not None else []
    said = "; ".join(_action(action) for action in actions) or "nothing"
    return f"computer (not executed): {said}"


def result_of(item: RunItem) -> dict[str, str]:
    """The result that an item is, by its call; empty for other items."""
    if not isinstance(item, ToolCallOutputItem | HandoffOutputItem):
        return {}
    call_id, output = _field(item.raw_item, "call_id"), _value(item.raw_item, "output")
    return {call_id: _plain(output)} if call_id else {}


def _action(action: Any) -> str:
    data = action if isinstance(action, Mapping) else getattr(action, "model_dump", dict)()
    rest = " ".join(f"{name}={_plain(value)}" for name, value in data.items() if name != "type" and value is not None)
    return f"{data.get('type', 'action')} {rest}".strip()


def _value(raw: Any, name: str) -> Any:
    return raw.get(name) if isinstance(raw, Mapping) else getattr(raw, name, None)


def _field(raw: Any, name: str) -> str:
    value = _value(raw, name)
    return value if isinstance(value, str) else ""


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    dumped = value.model_dump() if hasattr(value, "model_dump") else value
    return json.dumps(dumped, ensure_ascii=False, default=str)


def _short(value: Any) -> str:
    text = " ".join(_plain(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
