"""The OpenAI Responses provider."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from typing import Any, cast

import httpx2
from openai import AsyncOpenAI

from core.errors import BadRequestError, NotFoundError, ProtocolError, RivuletError, TruncatedError
from core.events import Notice
from core.filetypes import FileKind
from core.messages import Bookmark, Message, ReasoningPart, RefusalPart, Role, TextPart, ToolCallPart
from core.providers.addresses import effective_url
from core.providers.base import Request
from core.providers.bookmarks import BookmarkingReader, Unfinished
from core.providers.complaints import read_complaint
from core.providers.failures import to_error
from core.providers.history import (
    Step,
    as_words,
    data_url,
    earlier_calls,
    echoed,
    enclosed,
    sound_arguments,
    steps,
)
from core.providers.letters import sendable
from core.providers.openai_provider import OpenAIProvider
from core.providers.openai_responses_reader import ResponsesReader
from core.providers.response_reader import ResponseReader
from core.providers.sdk_provider import HTTPAnswer, RawAnswer

_ABOUT_REASONING = re.compile(r"(?i)\btype ['\"]?reasoning|\brs_\w|encrypted[ _]content|reasoning item")


class OpenAIResponses(OpenAIProvider):
    """Responses: `POST /responses`. The conversation is sent whole each time; nothing is asked to be kept.

    But for the parameter `background`: the server then writes the answer to its end whoever reads, and keeps it. One
    that broke off is read on by `GET /responses/{id}`, one that is not wanted is ended by `POST …/cancel`.
    """

    _keeps_reasoning = True  # until the server refuses the reasoning it gets back

    def _create(self, client: AsyncOpenAI, request: Request, optional: dict[str, Any]) -> RawAnswer:
        streaming = bool(optional.pop("stream", False))
        create = cast("Any", client.responses.with_streaming_response.create)
        provider = self.spec.id if self._keeps_reasoning else ""
        answer: RawAnswer = create(
            model=request.model,
            input=[],  # in the body below: here the SDK would walk it for long
            timeout=httpx2.Timeout(None, connect=request.connect_timeout),
            extra_body={"input": sendable(list(input_items(request, provider))), **optional},
            **({"instructions": sendable(request.system)} if request.system else {}),
            **({"stream": True} if streaming else {}),
        )
        return answer

    def _tools(self, request: Request) -> list[dict[str, Any]]:
        return [
            {
                "type": "function",
                "name": tool.name,
                "description": tool.description,
                "parameters": dict(tool.parameters),
                "strict": False,  # this API makes tools strict unless told otherwise, which changes their schema
            }
            for tool in request.tools
        ]

    def _reader(self, request: Request) -> ResponsesReader:
        calls = earlier_calls(request.messages)
        if request.picks_up is None and not self._in_background(request):
            return ResponsesReader(self.spec, self._key, request.model, calls)
        asked = partial(self._in_background, request)
        address = effective_url(self.spec)
        return BookmarkingReader(self.spec, self._key, request.model, calls, address, asked, request.picks_up)

    # --- in the background --------------------------------------------------------------------------------------------

    def _in_background(self, request: Request) -> bool:
        """Whether the server is asked to write whoever reads. Only a stream of it can be read on."""
        given = {**self.spec.parameters, **request.parameters}
        return bool(request.stream and self._learned.adjusted(request.model, given).get("background"))

    def _optional(self, request: Request) -> dict[str, Any]:
        given = {**self.spec.parameters, **request.parameters}
        if "background" not in given:
            return super()._optional(request)
        optional = super()._optional(replace(request, parameters={"store": True, **given}))
        if not self._in_background(request):
            optional.pop("background", None)
            if "store" not in given:
                optional.pop("store", None)
        return optional

    async def _ask_filled(
        self, stack: AsyncExitStack, client: AsyncOpenAI, request: Request, reader: ResponseReader
    ) -> HTTPAnswer:
        if request.picks_up is None:
            return await super()._ask_filled(stack, client, request, reader)
        after = reader.after if isinstance(reader, BookmarkingReader) else None
        retrieve = cast("Any", client.responses.with_streaming_response.retrieve)
        answer: RawAnswer = retrieve(
            request.picks_up.bookmark.response,
            stream=True,
            timeout=httpx2.Timeout(None, connect=request.connect_timeout),
            **({} if after is None else {"starting_after": after}),
        )
        return await stack.enter_async_context(answer)

    def _error(self, exc: Exception, request: Request, reader: ResponseReader) -> RivuletError:
        if isinstance(exc, Unfinished):
            return TruncatedError(f"{self.spec.name} is still writing this answer.", retryable=True)
        error = super()._error(exc, request, reader)
        lost = isinstance(error, BadRequestError | NotFoundError | ProtocolError)
        if request.picks_up is None or not lost or not isinstance(reader, BookmarkingReader):
            return error
        reader.lose()
        return TruncatedError(
            f"{self.spec.name} does not have the rest of this answer (any more).",
            status=error.info.status,
            retryable=not request.picks_up.parts,
        )

    async def end_response(self, bookmark: Bookmark) -> None:
        """By the contract of `core.providers.base.Ending`."""
        try:
            await self._connect().responses.with_raw_response.cancel(bookmark.response)
        except Exception as exc:
            raise to_error(exc, provider=self.spec, key=self._key) from exc

    # --- what is learned ----------------------------------------------------------------------------------------------

    def _learn(self, request: Request, sent: dict[str, Any], error: Exception) -> Notice | None:
        complaint = read_complaint(getattr(error, "body", None), self._key)
        sends_reasoning = self._keeps_reasoning and any(
            item.get("type") == "reasoning" for item in input_items(request, self.spec.id)
        )
        status = getattr(error, "status_code", None)
        if sends_reasoning and status in (400, 404, 422) and _ABOUT_REASONING.search(complaint.text):
            self._keeps_reasoning = False
            return Notice("The server did not take its earlier reasoning back; the request was sent without it.")
        return super()._learn(request, sent, error)


def input_items(request: Request, provider: str) -> Iterator[dict[str, Any]]:
    """The conversation as input items. `provider` is whose own reasoning goes back with it."""
    for step in steps(request.messages):
        if step.message.role is Role.USER:
            yield {"role": "user", "content": _said(step.message, request)}
        else:
            yield from _assistant(step, provider, request.model)


def _said(message: Message, request: Request) -> str | list[dict[str, Any]]:
    """The user's words, files before them."""
    blocks: list[dict[str, Any]] = []
    for part, content in enclosed(message, request.contents):
        match content.kind:
            case FileKind.IMAGE:
                blocks.append({"type": "input_image", "detail": "auto", "image_url": data_url(part, content)})
            case FileKind.PDF:
                blocks.append({"type": "input_file", "filename": part.name, "file_data": data_url(part, content)})
            case FileKind.TEXT:
                blocks.append({"type": "input_text", "text": as_words(part.name, content.data)})
    if not blocks:
        return message.text()
    return [*blocks, {"type": "input_text", "text": message.text()}] if message.text() else blocks


def _assistant(step: Step, provider: str, model: str) -> Iterator[dict[str, Any]]:
    """A model's items in their order. Reasoning is sent only ahead of what came of it: the API wants it followed."""
    waiting: list[dict[str, Any]] = []
    for part in step.message.parts:
        item: dict[str, Any] | None = None
        if isinstance(part, ReasoningPart):
            waiting += echoed(part, provider, model)
        elif isinstance(part, TextPart | RefusalPart) and part.text:
            item = {"role": "assistant", "content": part.text}
        elif isinstance(part, ToolCallPart):
            arguments = sound_arguments(part)
            item = {"type": "function_call", "call_id": part.id, "name": part.name, "arguments": arguments}
        if item is not None:
            yield from waiting
            waiting = []
            yield item
    for result in step.results:
        yield {"type": "function_call_output", "call_id": result.call_id, "output": result.text}
