"""Our messages as the input items of the Agents SDK (the shape of the Responses API), and back.

Both ways without loss: what belongs to one vendor (a signature, encrypted reasoning) travels inside the item with the
provider and model it came from, a file by its hash. Knows no SDK: items are plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from core.agents.ids import CallIds
from core.messages import (
    AttachmentPart,
    Message,
    Opaque,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from core.providers.history import sound_arguments, steps
from core.providers.letters import whole_letters

Item = dict[str, Any]

_FILE: Final = "rivulet-file:"


def to_items(messages: Sequence[Message], ids: CallIds | None = None) -> list[Item]:
    """The conversation as input items; every call has its result, as every API wants it, and an id of its own."""
    known = ids or CallIds()
    return [item for step in steps(messages) for item in _step(step.message, step.results, known)]


def _step(message: Message, results: Iterable[ToolResultPart], ids: CallIds) -> Iterator[Item]:
    if message.role is Role.USER:
        yield {"type": "message", "role": "user", "content": [_said(part) for part in message.parts]}
        return
    told: list[str] = []
    for place, part in enumerate(message.parts):
        for item in answer_item(part, f"{message.id}_{place}"):
            if "call_id" in item:
                item["call_id"] = ids.told(item["call_id"])
                told.append(item["call_id"])
            yield item
    for call_id, result in zip(told, results, strict=True):
        yield {"type": "function_call_output", "call_id": call_id, "output": result.text}


def answer_item(part: Part, item_id: str) -> Iterator[Item]:
    """One part of an answer as an item; `item_id` names it."""
    match part:
        case ReasoningPart(text, opaque):
            item: Item = {"type": "reasoning", "id": f"rs_{item_id}", "summary": [_summary(text)] if text else []}
            yield item if opaque is None else {**item, "encrypted_content": _sealed(opaque)}
        case TextPart(text) if text:
            yield _answer(item_id, {"type": "output_text", "text": text, "annotations": []})
        case RefusalPart(text) if text:
            yield _answer(item_id, {"type": "refusal", "refusal": text})
        case ToolCallPart(call_id, name):
            arguments = _encodable(sound_arguments(part))
            yield {"type": "function_call", "call_id": call_id, "name": whole_letters(name), "arguments": arguments}
        case _:
            return


def _encodable(arguments: str) -> str:
    """Arguments that the SDK can hash: half a character, written as an escape, becomes a question mark."""
    try:
        json.dumps(json.loads(arguments), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return whole_letters(json.dumps(json.loads(arguments), ensure_ascii=False))
    except (ValueError, RecursionError):
        return "{}"
    return whole_letters(arguments)


def _answer(item_id: str, content: Item) -> Item:
    return {"type": "message", "id": f"msg_{item_id}", "role": "assistant", "status": "completed", "content": [content]}


def _summary(text: str) -> Item:
    return {"type": "summary_text", "text": text}


def _sealed(opaque: Opaque) -> str:
    return json.dumps({"provider": opaque.provider, "model": opaque.model, "payload": opaque.payload})


def _said(part: Part) -> Item:
    if isinstance(part, AttachmentPart):
        named = json.dumps([part.sha256, part.media_type, part.size])
        return {"type": "input_file", "filename": part.name, "file_id": f"{_FILE}{named}"}
    return {"type": "input_text", "text": part.text if isinstance(part, TextPart) else ""}


# --- back -------------------------------------------------------------------------------------------------------------


def to_messages(given: str | Sequence[Any]) -> tuple[Message, ...]:
    """Input items of a run as messages. What is not understood is left out."""
    if isinstance(given, str):
        return (Message("said-1", Role.USER, (TextPart(given),)),)
    messages: list[Message] = []
    for item in given:
        role, parts = _read(item) if isinstance(item, Mapping) else (Role.USER, ())
        if not parts:
            continue
        last = messages[-1] if messages else None
        if last is not None and last.role is role and role is not Role.USER:
            messages[-1] = Message(last.id, role, (*last.parts, *parts))
        else:
            messages.append(Message(f"said-{len(messages) + 1}", role, parts))
    return tuple(messages)


def _read(item: Mapping[str, Any]) -> tuple[Role, tuple[Part, ...]]:
    match item.get("type", "message"):
        case "message":
            if item.get("role") == "assistant":
                return Role.ASSISTANT, tuple(_answered(item.get("content")))
            return Role.USER, tuple(_heard(item.get("content")))
        case "reasoning":
            return Role.ASSISTANT, (_reasoning(item),)
        case "function_call":
            call = ToolCallPart(str(item["call_id"]), str(item["name"]), str(item.get("arguments") or ""))
            return Role.ASSISTANT, (call,)
        case "function_call_output":
            return Role.TOOL, (ToolResultPart(str(item["call_id"]), _plain(item.get("output"))),)
        case _:
            return Role.USER, ()


def _answered(content: Any) -> Iterator[Part]:
    for block in [{"text": content}] if isinstance(content, str) else content or ():
        if block.get("type") == "refusal":
            yield RefusalPart(str(block.get("refusal", "")))
        elif block.get("text"):
            yield TextPart(str(block["text"]))


def _heard(content: Any) -> Iterator[Part]:
    for block in [{"text": content}] if isinstance(content, str) else content or ():
        file_id = block.get("file_id")
        if isinstance(file_id, str) and file_id.startswith(_FILE):
            sha256, media_type, size = json.loads(file_id[len(_FILE) :])
            yield AttachmentPart(str(block.get("filename", "")), media_type, sha256, size)
        elif isinstance(block.get("text"), str):
            yield TextPart(block["text"])


def _reasoning(item: Mapping[str, Any]) -> ReasoningPart:
    text = "".join(str(block.get("text", "")) for block in item.get("summary") or ())
    return ReasoningPart(text, _unsealed(item.get("encrypted_content")))


def _unsealed(sealed: Any) -> Opaque | None:
    try:
        said = json.loads(sealed) if isinstance(sealed, str) else None
        return Opaque(said["provider"], said["model"], said["payload"]) if said else None
    except (ValueError, KeyError, TypeError):
        return None


def _plain(output: Any) -> str:
    if isinstance(output, list):
        return "".join(str(block.get("text", "")) for block in output if isinstance(block, Mapping))
    return output if isinstance(output, str) else json.dumps(output, ensure_ascii=False, default=str)


# --- for a model that offers less -------------------------------------------------------------------------------------


def results_in(given: str | Sequence[Any]) -> dict[str, str]:
    """The results among the input items, as text by call."""
    if isinstance(given, str):
        return {}
    outputs = (item for item in given if isinstance(item, Mapping) and item.get("type") == "function_call_output")
    return {str(item.get("call_id")): _plain(item.get("output")) for item in outputs}


def for_offered(messages: Iterable[Message], offered: frozenset[str], passing: frozenset[str]) -> tuple[Message, ...]:
    """The conversation as an agent with the tools `offered` may be told it. Calls of `passing` (handoffs) that it does
    not offer itself are left out with their results. Without any tool a server may refuse calls altogether: the others
    are told in words then."""
    gone: set[str] = set()
    told: list[Message] = []
    for message in messages:
        parts: list[Part] = []
        for part in message.parts:
            if isinstance(part, ToolCallPart) and part.name in passing and part.name not in offered:
                gone.add(part.id)
            elif isinstance(part, ToolResultPart) and part.call_id in gone:
                continue
            else:
                parts.append(part)
        if not parts:
            continue
        told.append(Message(message.id, message.role, tuple(parts)))
    return tuple(told) if offered else tuple(_in_words(told))


def _in_words(messages: Iterable[Message]) -> Iterator[Message]:
    for message in messages:
        if message.role is Role.TOOL:
            texts = "\n\n".join(part.text for part in message.parts if isinstance(part, ToolResultPart))
            yield Message(message.id, Role.USER, (TextPart(f"What the tools brought:\n\n{texts}"),))
            continue
        kept = tuple(part for part in message.parts if not isinstance(part, ToolCallPart))
        if any(not isinstance(part, ReasoningPart) for part in kept):
            yield Message(message.id, message.role, kept)
