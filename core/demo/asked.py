"""Reads a request of any of the three protocols as the demo needs it: what was said, what came back from tools."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.providers.base import WireProtocol

# A text file as a Chat Completions request has it: its name, and its content fenced, before what the user said.
_FILE = re.compile(r"[^\n]*\n(`{3,})\n.*?\n\1(?:\n\n|\Z)", re.DOTALL)

_ENDINGS = {
    "/chat/completions": WireProtocol.OPENAI_CHAT,
    "/responses": WireProtocol.OPENAI_RESPONSES,
    "/messages": WireProtocol.ANTHROPIC_MESSAGES,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`said` are the user's and the model's texts in order, as (by the user, text). `results` are the tool results that
    came back since the user last said something, as (the call's arguments, the result). `goes_on`: the last words are
    the model's own, which it is to go on with."""

    protocol: WireProtocol
    model: str
    stream: bool
    said: tuple[tuple[bool, str], ...]
    results: tuple[tuple[str, str], ...]
    tools: frozenset[str]
    fingerprint: str
    goes_on: bool = False

    @property
    def prompt(self) -> str:
        """What the user said last."""
        return next((text for by_user, text in reversed(self.said) if by_user), "")

    @property
    def before(self) -> str:
        """What the model said last."""
        return next((text for by_user, text in reversed(self.said) if not by_user), "")

    @property
    def opening(self) -> bool:
        """Whether the conversation begins here."""
        return sum(by_user for by_user, _ in self.said) <= 1


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing in a history: `kind` is "user", "model", "call" (text: its arguments) or "result"."""

    kind: str
    text: str
    call_id: str = ""


def read_request(path: str, body: bytes) -> Asked | None:
    """What a POST to `path` asks; None where it is no request for an answer in one of the protocols."""
    protocol = next((protocol for ending, protocol in _ENDINGS.items() if path.endswith(ending)), None)
    if protocol is None:
        return None
    try:
        data = json.loads(body)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    items = list(_ITEMS[protocol](data))
    return Asked(
        protocol=protocol,
        model=str(data.get("model", "")),
        stream=data.get("stream") is True,
        said=tuple((item.kind == "user", item.text) for item in items if item.kind in ("user", "model")),
        results=_results(items),
        tools=frozenset(_tool_names(data.get("tools") or [])),
        fingerprint=hashlib.sha256(body).hexdigest()[:12],
        goes_on=bool(items) and items[-1].kind == "model",
    )


def _results(items: list[_Item]) -> tuple[tuple[str, str], ...]:
    last = max((place for place, item in enumerate(items) if item.kind == "user"), default=-1)
    calls = {item.call_id: item.text for item in items if item.kind == "call"}
    return tuple((calls.get(item.call_id, ""), item.text) for item in items[last + 1 :] if item.kind == "result")


def _tool_names(tools: list[dict[str, Any]]) -> Iterator[str]:
    for tool in tools:
        yield str(tool.get("name") or tool.get("function", {}).get("name", ""))


def _chat_items(data: dict[str, Any]) -> Iterator[_Item]:
    for message in data.get("messages", []):
        role, text = message.get("role"), _text(message.get("content"))
        if role == "user":
            yield _Item("user", _said(message.get("content")))
        elif role == "tool":
            yield _Item("result", text, str(message.get("tool_call_id")))
        elif role == "assistant":
            if text:
                yield _Item("model", text)
            for call in message.get("tool_calls") or ():
                yield _Item("call", str(call["function"]["arguments"]), str(call["id"]))


def _responses_items(data: dict[str, Any]) -> Iterator[_Item]:
    given = data.get("input", [])
    if isinstance(given, str):
        given = [{"role": "user", "content": given}]
    for item in given:
        kind = item.get("type", "message")
        if kind == "function_call":
            yield _Item("call", str(item.get("arguments")), str(item.get("call_id")))
        elif kind == "function_call_output":
            yield _Item("result", _text(item.get("output")), str(item.get("call_id")))
        elif kind == "message" and item.get("role") in ("user", "assistant"):
            by_user = item["role"] == "user"
            yield _Item("user", _said(item.get("content"))) if by_user else _Item("model", _text(item.get("content")))


def _messages_items(data: dict[str, Any]) -> Iterator[_Item]:
    for message in data.get("messages", []):
        by_user, content = message.get("role") == "user", message.get("content")
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content or []
        for block in blocks:
            match block.get("type"):
                case "text":
                    yield _Item("user" if by_user else "model", str(block.get("text")))
                case "tool_use":
                    yield _Item("call", json.dumps(block.get("input"), ensure_ascii=False), str(block.get("id")))
                case "tool_result":
                    yield _Item("result", _text(block.get("content")), str(block.get("tool_use_id")))


_ITEMS = {
    WireProtocol.OPENAI_CHAT: _chat_items,
    WireProtocol.OPENAI_RESPONSES: _responses_items,
    WireProtocol.ANTHROPIC_MESSAGES: _messages_items,
}


def _said(content: Any) -> str:
    """What the user said, without the files before it."""
    if isinstance(content, list):
        texts = [str(block["text"]) for block in content if isinstance(block, dict) and "text" in block]
        content = texts[-1] if texts else ""
    text, start = _text(content), 0
    while found := _FILE.match(text, start):
        start = found.end()
    return text[start:]


def _text(content: Any) -> str:
    """Content as text: a string, or a list of blocks of which those with text count."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    return "".join(str(block.get("text", "")) for block in content if isinstance(block, dict))
