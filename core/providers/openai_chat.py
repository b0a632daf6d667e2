"""The OpenAI Chat Completions provider, for OpenAI and every server that speaks its format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

import httpx2
from openai import AsyncOpenAI

from core.filetypes import FileKind
from core.messages import Message, Opaque, ReasoningPart, RefusalPart, Role, TextPart
from core.providers.base import ProviderSpec, Request
from core.providers.history import as_words, data_url, earlier_calls, enclosed, own_words, sound_arguments, steps
from core.providers.letters import sendable
from core.providers.openai_chat_reader import REASONING_CONTENT, ChatReader
from core.providers.openai_provider import OpenAIProvider
from core.providers.sdk_provider import RawAnswer

_PREFILLED: Final = ("ollama", "llamacpp")  # servers that go on with a last message of the model's own


class OpenAIChat(OpenAIProvider):
    """Chat Completions: `POST /chat/completions`."""

    def _create(self, client: AsyncOpenAI, request: Request, optional: dict[str, Any]) -> RawAnswer:
        streaming = bool(optional.pop("stream", False))
        create = cast("Any", client.chat.completions.with_streaming_response.create)
        answer: RawAnswer = create(
            model=request.model,
            messages=[],  # in the body below: here the SDK would walk them for 0.3 s per 500 messages
            timeout=httpx2.Timeout(None, connect=request.connect_timeout),
            extra_body={"messages": sendable(list(chat_messages(request, self.spec))), **optional},
            **({"stream": True} if streaming else {}),
        )
        return answer

    def _tools(self, request: Request) -> list[dict[str, Any]]:
        return [
            {
                "type": "function",
                "function": {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)},
            }
            for tool in request.tools
        ]

    def _reader(self, request: Request) -> ChatReader:
        return ChatReader(self.spec, self._key, request.model, earlier_calls(request.messages))


def chat_messages(request: Request, spec: ProviderSpec) -> Iterator[dict[str, Any]]:
    """The conversation in the Chat Completions format, the system's words first."""
    if request.system:
        yield {"role": "system", "content": request.system}
    cut = own_words(request.messages) if spec.id in _PREFILLED else None
    every = list(steps(request.messages if cut is None else cut))
    question = max((at for at, step in enumerate(every) if step.message.role is Role.USER), default=-1)
    for at, step in enumerate(every):
        if step.message.role is Role.USER:
            yield {"role": "user", "content": _said(step.message, request)}
            continue
        message = _assistant(step.message)
        if message is None:
            continue
        if step.results and at > question:
            message |= _reasoning(step.message, spec.id, request.model)
        yield message
        for result in step.results:
            yield {"role": "tool", "tool_call_id": result.call_id, "content": result.text}


def _said(message: Message, request: Request) -> str | list[dict[str, Any]]:
    """The user's words: plain text where they can be, which every server takes; files stand before them."""
    blocks: list[dict[str, Any]] = []
    for part, content in enclosed(message, request.contents):
        match content.kind:
            case FileKind.IMAGE:
                blocks.append({"type": "image_url", "image_url": {"url": data_url(part, content)}})
            case FileKind.PDF:
                file = {"filename": part.name, "file_data": data_url(part, content)}
                blocks.append({"type": "file", "file": file})
            case FileKind.TEXT:
                blocks.append({"type": "text", "text": as_words(part.name, content.data)})
    if all(block["type"] == "text" for block in blocks):
        texts = (*(block["text"] for block in blocks), message.text())
        return "\n\n".join(text for text in texts if text)
    return [*blocks, {"type": "text", "text": message.text()}] if message.text() else blocks


def _assistant(message: Message) -> dict[str, Any] | None:
    """A model's message; None where nothing of it can be sent. A refusal goes back as text: every server takes that."""
    text = "".join(part.text for part in message.parts if isinstance(part, TextPart | RefusalPart))
    calls = [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": sound_arguments(call)},
        }
        for call in message.tool_calls()
    ]
    if not text and not calls:
        return None
    written: dict[str, Any] = {"role": "assistant", "content": text}
    return {**written, "tool_calls": calls} if calls else written


def _reasoning(message: Message, provider: str, model: str) -> dict[str, str]:
    """The reasoning before a tool call, for servers that want it back while the round lasts; they are known by the
    field they sent it in."""
    text = "".join(
        part.text
        for part in message.parts
        if isinstance(part, ReasoningPart) and part.opaque == Opaque(provider, model, REASONING_CONTENT)
    )
    return {REASONING_CONTENT: text} if text else {}
