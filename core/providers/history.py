"""The conversation as every API wants it: each tool call followed by exactly one result.

Knows messages alone; each provider writes the steps in its own format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.attachments import Content
from core.filetypes import FileKind
from core.messages import (
    AttachmentPart,
    Message,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    ToolStatus,
)
from core.providers.base import GO_ON

_ODD_LETTERS = re.compile(r"[^a-zA-Z0-9_-]")
_LONGEST_NAME = 64
_INTERRUPTED = "Interrupted: this call has no result."


@dataclass(frozen=True, slots=True)
class Step:
    """A user's or a model's message; `results` answer its tool calls, one each, in order."""

    message: Message
    results: tuple[ToolResultPart, ...] = ()


def steps(messages: Sequence[Message]) -> Iterator[Step]:
    """Every user and assistant message with the results of its calls. A call without a result gets an "interrupted"
    one; a result without a call is left out. Ids and names of calls are of letters that every API takes, and no id
    stands twice: a model may have written anything there."""
    taken: set[str] = set()
    for position, message in enumerate(messages):
        if message.role is Role.TOOL:
            continue
        calls = message.tool_calls()
        if not calls:
            yield Step(message)
            continue
        found = _results_after(messages, position)
        results = tuple(found.get(call.id) or _interrupted(call) for call in calls)
        sound = [replace(call, id=_sound_id(call.id, taken), name=_sound_name(call.name)) for call in calls]
        answers = (replace(result, call_id=call.id) for call, result in zip(sound, results, strict=True))
        following = iter(sound)
        parts = (next(following) if isinstance(part, ToolCallPart) else part for part in message.parts)
        yield Step(replace(message, parts=tuple(parts)), tuple(answers))


def _sound_id(call_id: str, taken: set[str]) -> str:
    wanted = _ODD_LETTERS.sub("_", call_id)[:_LONGEST_NAME] or "call"
    made, number = wanted, 2
    while made in taken:
        made, number = f"{wanted[: _LONGEST_NAME - 8]}_{number}", number + 1
    taken.add(made)
    return made


def _sound_name(name: str) -> str:
    return _ODD_LETTERS.sub("_", name)[:_LONGEST_NAME] or "unnamed"


def sound_arguments(call: ToolCallPart) -> str:
    """The arguments as sent back: to the letter, or an empty object where they are not one (servers parse them)."""
    return call.arguments_text if call.arguments_text.strip() and call.arguments() is not None else json.dumps({})


def echoed(part: ReasoningPart, provider: str, model: str) -> list[dict[str, Any]]:
    """The vendor's own block of this reasoning, as it came, if it came from this provider and model; else nothing."""
    opaque = part.opaque
    if opaque is None or (opaque.provider, opaque.model) != (provider, model):
        return []
    try:
        block = json.loads(opaque.payload)
    except ValueError:
        return []
    return [block] if isinstance(block, dict) else []


def enclosed(message: Message, contents: Mapping[str, Content]) -> Iterator[tuple[AttachmentPart, Content]]:
    """A message's attachments with what is sent of each; words stand in the place of one that cannot be sent."""
    for part in message.attachments():
        yield part, contents.get(part.sha256) or Content(FileKind.TEXT, "(This file is not available any more.)")


def as_words(name: str, text: str) -> str:
    """A text file as part of a message: its name, and its content fenced so that nothing in it ends the fence."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    ending = "" if text.endswith("\n") else "\n"
    return f"{' '.join(name.split())}\n{fence}\n{text}{ending}{fence}"


def data_url(part: AttachmentPart, content: Content) -> str:
    return f"data:{part.media_type};base64,{content.data}"


def own_words(messages: Sequence[Message]) -> tuple[Message, ...] | None:
    """For an API that lets a model go on in its own words: the conversation up to the words that were cut off, without
    the message that asks it to go on. None where nobody asks that, or where the answer did not end in words."""
    if len(messages) < 2 or messages[-1].id != GO_ON or messages[-2].role is not Role.ASSISTANT:
        return None
    last = messages[-2].parts[-1:]
    cut = bool(last) and isinstance(last[0], TextPart) and bool(last[0].text.strip())
    return tuple(messages[:-1]) if cut else None


def earlier_calls(messages: Sequence[Message]) -> int:
    return sum(len(message.tool_calls()) for message in messages)


def _results_after(messages: Sequence[Message], position: int) -> dict[str, ToolResultPart]:
    results: dict[str, ToolResultPart] = {}
    for message in messages[position + 1 :]:
        if message.role is not Role.TOOL:
            break
        for part in message.parts:
            if isinstance(part, ToolResultPart):
                results.setdefault(part.call_id, part)
    return results


def _interrupted(call: ToolCallPart) -> ToolResultPart:
    return ToolResultPart(call.id, _INTERRUPTED, ToolStatus.INTERRUPTED)
