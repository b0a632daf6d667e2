"""Plain lists of messages, as programs send them to OpenAI's interfaces: `[{"role": …, "content": …}, …]`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from core.conversations.importing.planting import Grower, arguments_text, plain, titled
from core.conversations.importing.values import (
    Imported,
    ImportedFile,
    Notes,
    Source,
    digest,
    new_id,
    objects_in,
    text_of,
    time_of,
    title_of,
)
from core.conversations.records import Conversation, ConversationInfo
from core.filetypes import LARGEST, file_type
from core.messages import (
    AttachmentPart,
    FinishReason,
    Message,
    Outcome,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)

_DATA_URL: Final = re.compile(r"data:[\w/+.;=-]{0,200};base64,", re.IGNORECASE)
_ITEMS: Final = ("function_call", "function_call_output", "reasoning")  # of the Responses interface


def is_message(value: Any) -> bool:
    """Whether this may be one message of a list."""
    return isinstance(value, dict) and (isinstance(value.get("role"), str) or value.get("type") in _ITEMS)


def read_messages(
    messages: list[Any], about: dict[str, Any], name: str, note: Notes
) -> Iterator[Imported | ImportedFile]:
    """One conversation, the files it needs before it. `about` is what stands around the list, `name` what the
    conversation is called if nothing else says it."""
    reader = _Reader(messages, note)
    tree = reader.read()
    yield from reader.files.values()
    if not len(tree):
        note("A conversation without messages was left out.")
        return
    title, titled_by = titled(title_of(about.get("title")) or title_of(about.get("name")), tree)
    times = [message.created for message in tree.path() if message.created]
    created = time_of(about.get("created_at")) or time_of(about.get("created")) or min(times, default=0.0)
    model = text_of(about.get("model"))
    info = ConversationInfo(
        reader.id,
        title or name,
        titled_by,
        created=created,
        updated=max(times, default=created),
        model=model,
        system="\n\n".join(reader.system),
    )
    yield Imported(Source.MESSAGES, Conversation(info, tree))


class _Reader:
    def __init__(self, messages: list[Any], note: Notes) -> None:
        self.files: dict[str, ImportedFile] = {}
        self.system: list[str] = []
        self.id = new_id("c", Source.MESSAGES, json.dumps(messages, sort_keys=True))
        self._messages = messages
        self._note = note
        self._grower = Grower(self.id)
        self._last: str | None = None
        self._reasoning: list[Part] = []
        self._called: list[str] = []  # calls without a result

    def read(self) -> Any:
        for place, message in enumerate(self._messages):
            if not is_message(message):
                self._note("An entry that is no message was left out.")
                continue
            self._read_one(message, str(place))
        if self._reasoning:
            self._plant("end", Role.ASSISTANT, (), {})
        return self._grower.tree()

    def _read_one(self, message: dict[str, Any], key: str) -> None:
        match text_of(message.get("role")) or text_of(message.get("type")):
            case "system" | "developer":
                self.system += [
                    part.text for part in self._content(message.get("content")) if isinstance(part, TextPart)
                ]
            case "user":
                self._plant(key, Role.USER, self._content(message.get("content")), message)
            case "tool" | "function" | "function_call_output":
                self._add_result(message, key)
            case "function_call":
                call = self._call(text_of(message.get("call_id")), message, key)
                self._plant(key, Role.ASSISTANT, (call,), message)
            case "reasoning":
                lines = objects_in(message.get("summary")) + objects_in(message.get("content"))
                words = "\n\n".join(text_of(each.get("text")) for each in lines)
                self._reasoning += [ReasoningPart(words)] if words else []
            case "assistant" | "model":
                self._plant(key, Role.ASSISTANT, tuple(self._answer(message, key)), message)
            case other:
                self._note(f"A message of the role “{other[:60]}” was taken as the assistant's.")
                self._plant(key, Role.ASSISTANT, tuple(self._answer(message, key)), message)

    def _answer(self, message: dict[str, Any], key: str) -> Iterator[Part]:
        reasoning = text_of(message.get("reasoning_content")) or text_of(message.get("reasoning"))
        if reasoning:
            yield ReasoningPart(reasoning)
        yield from self._content(message.get("content"))
        if text_of(message.get("refusal")):
            yield RefusalPart(text_of(message["refusal"]))
        calls = objects_in(message.get("tool_calls"))
        if isinstance(message.get("function_call"), dict):
            calls.append({"function": message["function_call"]})
        for number, call in enumerate(calls):
            inner = call.get("function") or call.get("custom")
            about = inner if isinstance(inner, dict) else call
            yield self._call(text_of(call.get("id")), about, f"{key} {number}")

    def _call(self, call_id: str, about: dict[str, Any], key: str) -> ToolCallPart:
        call_id = call_id or new_id("call", self.id, key)
        self._called.append(call_id)
        arguments = about.get("arguments", about.get("input", ""))
        return ToolCallPart(call_id, text_of(about.get("name")) or "tool", arguments_text(arguments or ""))

    def _add_result(self, message: dict[str, Any], key: str) -> None:
        """A result goes to its call, else to the oldest call without one; with no call at all it gets one."""
        called = text_of(message.get("tool_call_id")) or text_of(message.get("call_id"))
        if called not in self._called:
            if called or not self._called:
                call = self._call(called, {"name": message.get("name")}, key)
                self._plant(f"{key} call", Role.ASSISTANT, (call,), {})
                called = call.id
            else:
                called = self._called[0]
        self._called.remove(called)
        parts = self._content(message.get("content", message.get("output")))
        text = "\n".join(part.text for part in parts if isinstance(part, TextPart))
        result = ToolResultPart(called, text)
        last = self._grower[self._last] if self._last is not None else None
        if last is not None and last.role is Role.TOOL:
            self._grower.replace(last.id, (*last.parts, result))
        else:
            self._plant(key, Role.TOOL, (result,), message)

    def _plant(self, key: str, role: Role, parts: tuple[Part, ...], message: dict[str, Any]) -> None:
        if role is Role.ASSISTANT:
            parts, self._reasoning = (*self._reasoning, *parts), []
        if not parts:
            return
        created = time_of(message.get("created_at")) or time_of(message.get("timestamp"))
        ours = Message(self._grower.id_for(key), role, parts, created)
        if role is Role.ASSISTANT:
            reason = FinishReason.TOOL_CALLS if ours.tool_calls() else FinishReason.UNKNOWN
            model = text_of(message.get("model"))
            ours = Message(ours.id, role, parts, created, "", model, Outcome.FINISHED, finish_reason=reason)
        self._last = self._grower.plant(self._last, ours)

    # --- content ------------------------------------------------------------------------------------------------------

    def _content(self, content: Any) -> tuple[Part, ...]:
        if isinstance(content, str):
            return plain(content)
        found: list[Part] = []
        for each in content if isinstance(content, list) else [content]:
            found += plain(each) if isinstance(each, str) else self._block(each) if isinstance(each, dict) else ()
        return tuple(found)

    def _block(self, block: dict[str, Any]) -> tuple[Part, ...]:
        if text_of(block.get("refusal")):
            return (RefusalPart(text_of(block["refusal"])),)
        if isinstance(block.get("text"), str):
            return plain(block["text"])
        image = block.get("image_url")
        address = text_of(image.get("url")) if isinstance(image, dict) else text_of(image)
        file = block.get("file")
        about = file if isinstance(file, dict) else block
        address = address or text_of(about.get("file_data"))
        if address:
            return (self._file(address, text_of(about.get("filename"))),)
        self._note(f"Content of the kind “{text_of(block.get('type'))[:60]}” was left out.")
        return ()

    def _file(self, address: str, name: str) -> Part:
        """A file that is in the list itself; an address on the web stays an address, nothing is fetched."""
        start = _DATA_URL.match(address[:300])
        if start is None:
            return TextPart(f"[{name or address[:2000]}]")
        try:
            data = base64.b64decode(address[start.end() :], validate=True)
        except (binascii.Error, ValueError):
            data = b""
        kind = file_type(data) if data and len(data) <= LARGEST else None
        if kind is None:
            self._note("A file that cannot be attached stands there by name.")
            return TextPart(f"[{name or 'attached file'}]")
        held = ImportedFile(digest(data), data)
        self.files[held.sha256] = held
        ending = kind.media_type.rpartition("/")[2]
        return AttachmentPart(name or f"file.{ending}", kind.media_type, held.sha256, len(data))
