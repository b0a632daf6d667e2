"""The Anthropic Messages provider."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, cast

import anthropic
import httpx2
from anthropic import AsyncAnthropic, AsyncStream
from anthropic.resources.messages import DEPRECATED_MODELS

from core.attachments import Content
from core.events import Notice
from core.filetypes import FileKind
from core.messages import (
    AttachmentPart,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    ToolStatus,
)
from core.providers.anthropic_reader import MessagesReader
from core.providers.base import Request
from core.providers.complaints import read_complaint
from core.providers.event_source import SDKStream
from core.providers.failures import require_key
from core.providers.history import Step, earlier_calls, echoed, enclosed, own_words, steps
from core.providers.letters import sendable
from core.providers.sdk_provider import RawAnswer, SDKProvider

# This API wants a bound on every answer. The most that each family writes; the server corrects a wrong guess.
_MOST_TOKENS: Final = (
    ("claude-3-opus", 4096),
    ("claude-3-haiku", 4096),
    ("claude-3-sonnet", 4096),
    ("claude-3-5", 8192),
    ("claude-2", 4096),
)
_USUAL_TOKENS: Final = 32_000
_LOWER_LIMIT: Final = re.compile(
    r"max_tokens\D{0,40}\d+ ?> ?(\d{1,9})\b|max_tokens\b.{0,60}?(?:at most|maximum\D{0,30}) ?(\d{1,9})\b"
)
# What the conversation takes, what the answer may take, and what there is of both: "170000 + 32000 > 200000".
_NO_ROOM: Final = re.compile(r"max_tokens\b\D{0,60}(\d{1,9}) ?\+ ?(\d{1,9}) ?> ?(\d{1,9})\b")
_NO_PREFILL: Final = re.compile(r"(?i)prefill|must end with a user message|last message.{0,40}\brole\b|final assistant")
_LEAST_ROOM: Final = 256  # tokens; a shorter answer is not worth asking for
_LONGEST_TITLE: Final = 255  # letters of a document's title that this API takes

_Block = dict[str, Any]


class AnthropicMessages(SDKProvider[AsyncAnthropic]):
    """Messages: `POST /v1/messages`. Thinking goes back to the model it came from, unread and unchanged."""

    refusal = anthropic.APIStatusError
    models_path = "/v1/models"
    models_cursor = "after_id"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._lower_limits: dict[str, int] = {}  # model -> the most tokens its server allows
        self._asked_anew: set[str] = set()  # models that do not go on in their own words
        self._rooms: dict[int, int] = {}  # id of a request that is about to be sent again -> what its history leaves

    def _build(self) -> AsyncAnthropic:
        spec = self._spec
        return AsyncAnthropic(
            api_key=require_key(spec, self._key),
            base_url=spec.base_url or None,
            max_retries=0,
            http_client=self._http,
            default_headers={**self._foreign_headers(), **spec.headers},
        )

    def _foreign_headers(self) -> dict[str, Any]:
        """Keeps headers that the environment sets for Anthropic, which may hold a key, from going elsewhere."""
        if not self._spec.base_url:
            return {}
        lines = os.environ.get("ANTHROPIC_CUSTOM_HEADERS", "").split("\n")
        return {line.partition(":")[0].strip(): anthropic.Omit() for line in lines if ":" in line}

    def _open(self, client: AsyncAnthropic, response: httpx2.Response) -> SDKStream:
        return AsyncStream[object](cast_to=object, response=response, client=client)

    def _create(self, client: AsyncAnthropic, request: Request, optional: dict[str, Any]) -> RawAnswer:
        streaming = bool(optional.pop("stream", False))
        wanted = optional.pop("max_tokens", None)
        create = cast("Any", client.messages.with_streaming_response.create)
        messages = sendable(wire_messages(self._in_own_words(request, optional), self._spec.id))
        answer: RawAnswer = create(
            model="",  # in the body below: here the SDK would warn of old models on standard error
            max_tokens=self._rooms.pop(id(request), None) or self._max_tokens(request.model, wanted),
            messages=[],  # as below: the SDK would walk them for long
            timeout=httpx2.Timeout(None, connect=request.connect_timeout),
            extra_body={"model": request.model, "messages": messages, **optional},
            **({"system": sendable(request.system)} if request.system else {}),
            **({"stream": True} if streaming else {}),
        )
        return answer

    def _in_own_words(self, request: Request, optional: dict[str, Any]) -> Request:
        """An answer that was cut off is gone on with from its last word, where the model takes that; one that is asked
        to think never does."""
        cut = own_words(request.messages)
        if cut is None or request.model in self._asked_anew or "thinking" in optional:
            return request
        return replace(request, messages=cut)

    def _max_tokens(self, model: str, wanted: object = None) -> int:
        """How long the answer may get: as wanted, or as usual for the model, but no longer than its server allows."""
        if not isinstance(wanted, int) or wanted < 1:
            wanted = next((most for name, most in _MOST_TOKENS if name in model), _USUAL_TOKENS)
        return min(wanted, self._lower_limits.get(model, wanted))

    def _tools(self, request: Request) -> list[_Block]:
        return [
            {"name": tool.name, "description": tool.description, "input_schema": dict(tool.parameters)}
            for tool in request.tools
        ]

    def _reader(self, request: Request) -> MessagesReader:
        reader = MessagesReader(self._spec, self._key, request.model, earlier_calls(request.messages))
        end = DEPRECATED_MODELS.get(request.model)
        if end is not None:
            reader.notice(f"Anthropic names {end} as the end of {request.model}; a newer model will go on.")
        return reader

    def _learn(self, request: Request, sent: dict[str, Any], error: Exception) -> Notice | None:
        if getattr(error, "status_code", None) != 400:
            return super()._learn(request, sent, error)
        text = read_complaint(getattr(error, "body", None), self._key).text
        if own_words(request.messages) and request.model not in self._asked_anew and _NO_PREFILL.search(text):
            self._asked_anew.add(request.model)
            return Notice(f"{request.model} does not go on in its own words; it was asked to in a new message.")
        if full := _NO_ROOM.search(text):
            room = int(full[3]) - int(full[1])
            if not _LEAST_ROOM <= room < int(full[2]):
                return None
            self._rooms[id(request)] = room
            return Notice(f"The conversation leaves {room} tokens; the request was sent again with that limit.")
        found = _LOWER_LIMIT.search(text)
        limit = int(found.group(1) or found.group(2)) if found else 0
        if 0 < limit < self._max_tokens(request.model, sent.get("max_tokens")):
            self._lower_limits[request.model] = limit
            return Notice(f"{request.model} writes at most {limit} tokens; the request was sent again with that limit.")
        return super()._learn(request, sent, error)


def wire_messages(request: Request, provider: str) -> list[_Block]:
    """The conversation in turns of user and assistant; tool results open the user's next turn."""
    turns: list[_Block] = []
    for step in steps(request.messages):
        if step.message.role is Role.USER:
            files = [_file(part, content) for part, content in enclosed(step.message, request.contents)]
            _append(turns, "user", [*files, *_text(step.message.text())])
        else:
            _append(turns, "assistant", list(_assistant(step, provider, request.model)))
            _append(turns, "user", [_result(result) for result in step.results])
    if turns and turns[-1]["role"] == "assistant":
        _trim(turns[-1]["content"])  # this API refuses a last answer that ends in white space
    return turns


def _append(turns: list[_Block], role: str, blocks: list[_Block]) -> None:
    if blocks and turns and turns[-1]["role"] == role:
        turns[-1]["content"] += blocks
    elif blocks:
        turns.append({"role": role, "content": blocks})


def _file(part: AttachmentPart, content: Content) -> _Block:
    if content.kind is FileKind.TEXT:
        source = {"type": "text", "media_type": "text/plain", "data": content.data}
    else:
        source = {"type": "base64", "media_type": part.media_type, "data": content.data}
    if content.kind is FileKind.IMAGE:
        return {"type": "image", "source": source}
    return {"type": "document", "source": source, "title": " ".join(part.name.split())[:_LONGEST_TITLE]}


def _text(text: str) -> list[_Block]:
    """A text block; this API refuses blank ones."""
    return [{"type": "text", "text": text}] if text.strip() else []


def _assistant(step: Step, provider: str, model: str) -> Iterator[_Block]:
    for part in step.message.parts:
        if isinstance(part, ReasoningPart):
            yield from echoed(part, provider, model)
        elif isinstance(part, TextPart | RefusalPart):
            yield from _text(part.text)
        elif isinstance(part, ToolCallPart):
            yield {"type": "tool_use", "id": part.id, "name": part.name, "input": part.arguments() or {}}


def _result(result: ToolResultPart) -> _Block:
    block: _Block = {"type": "tool_result", "tool_use_id": result.call_id, "content": result.text}
    return block if result.status is ToolStatus.OK else {**block, "is_error": True}


def _trim(blocks: list[_Block]) -> None:
    last = blocks[-1]
    if last.get("type") == "text":
        blocks[-1] = {**last, "text": last["text"].rstrip()}
