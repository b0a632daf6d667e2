"""What all providers over an SDK share: sending a request, telling the kinds of answer apart, ending in one way.

Knows the contract of `core.providers.base.Provider`; what a request and an answer say is up to the
provider and its reader.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

import httpx2

from core.errors import ProtocolError, RivuletError
from core.events import Notice, StreamEvent
from core.providers.answer_body import AnswerBody, BodyKind
from core.providers.base import ModelInfo, ProviderSpec, Request
from core.providers.event_source import END, SDKStream, open_events
from core.providers.failures import not_this_api, to_error, truncated
from core.providers.model_list import list_models
from core.providers.parameters import OptionalParameters
from core.providers.response_reader import ResponseReader
from core.wire.filling import current_filling

_IN_ONE_PIECE = "The server sent its answer in one piece although a stream was asked for."
_AS_A_STREAM = "The server streamed its answer although it was asked for in one piece."

Client = TypeVar("Client")


class HTTPAnswer(Protocol):
    """An SDK's answer whose body nobody has read yet."""

    @property
    def http_response(self) -> httpx2.Response: ...


RawAnswer = AbstractAsyncContextManager[HTTPAnswer]


class SDKProvider(ABC, Generic[Client]):
    """Implements `core.providers.base.Provider` but for the format of requests and answers. `key` is sent to the
    address of `spec` alone; `http` is closed with the provider."""

    refusal: ClassVar[type[Exception]]  # what the SDK raises for an HTTP status that is an error
    models_path: ClassVar[str] = "/models"
    models_cursor: ClassVar[str] = "after"

    def __init__(self, spec: ProviderSpec, key: str | None, http: httpx2.AsyncClient) -> None:
        self._spec = spec
        self._key = key
        self._http = http
        self._client: Client | None = None
        self._learned = OptionalParameters()

    @property
    def spec(self) -> ProviderSpec:
        return self._spec

    @abstractmethod
    def _build(self) -> Client:
        """The SDK's client. Raises `ConfigurationError` without a key, `httpx2.InvalidURL` for a bad address."""

    @abstractmethod
    def _open(self, client: Client, response: httpx2.Response) -> SDKStream:
        """The SDK's stream of plain JSON objects over this answer."""

    @abstractmethod
    def _create(self, client: Client, request: Request, optional: dict[str, Any]) -> RawAnswer:
        """The request as an SDK call that leaves the answer unread."""

    @abstractmethod
    def _tools(self, request: Request) -> list[dict[str, Any]]:
        """The offered tools in the format of this API."""

    @abstractmethod
    def _reader(self, request: Request) -> ResponseReader:
        """A reader for the answer to `request`."""

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        """One response, by the contract of `Provider`."""
        reader = self._reader(request)
        try:
            client = self._connect()
            async with AsyncExitStack() as stack:
                answer = await self._ask(stack, client, request, reader)
                body = await stack.enter_async_context(aclosing(AnswerBody(answer.http_response)))
                kind = await body.kind()
                if kind is BodyKind.EVENTS:
                    if not request.stream:
                        reader.notice(_AS_A_STREAM)
                    source = await stack.enter_async_context(
                        open_events(body, self._open(client, body.as_response()), reader)
                    )
                    while (event := await source.next()) is not END:
                        for said in reader.feed(event):
                            yield said
                    self._check_end(body, reader)
                else:
                    for said in await self._whole(body, kind, request, reader):
                        yield said
            for said in reader.end():
                yield said
        except Exception as exc:
            error = self._error(exc, request, reader)
            for said in reader.rest():
                yield said
            raise error from exc

    async def list_models(self) -> list[ModelInfo]:
        try:
            client = self._connect()
        except httpx2.InvalidURL as exc:
            raise to_error(exc, provider=self._spec, key=self._key) from exc
        return await list_models(
            cast("Any", client), self._spec, self._key, path=self.models_path, cursor=self.models_cursor
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    # --- asking -------------------------------------------------------------------------------------------------------

    def _connect(self) -> Client:
        """The SDK's client, made when first needed: a bad address or a missing key is an error of that request."""
        if self._client is None:
            self._client = self._build()
        return self._client

    def _optional(self, request: Request) -> dict[str, Any]:
        """The fields of the body that a server may refuse without refusing the request."""
        optional = {**self._spec.parameters, **request.parameters}
        if request.tools:
            optional["tools"] = self._tools(request)
        if request.stream:
            optional["stream"] = True
        else:
            optional.pop("stream_options", None)
        return self._learned.adjusted(request.model, optional)

    async def _ask(self, stack: AsyncExitStack, client: Client, request: Request, reader: ResponseReader) -> HTTPAnswer:
        """Send the request; once more if the server refuses an optional part of it."""
        filling = current_filling.set(request.filling)
        try:
            return await self._ask_filled(stack, client, request, reader)
        finally:
            current_filling.reset(filling)

    async def _ask_filled(
        self, stack: AsyncExitStack, client: Client, request: Request, reader: ResponseReader
    ) -> HTTPAnswer:
        sent = self._optional(request)
        try:
            return await stack.enter_async_context(self._create(client, request, sent))
        except self.refusal as error:
            notice = self._learn(request, sent, error)
            if notice is None:
                raise
        reader.notice(notice.text)
        return await stack.enter_async_context(self._create(client, request, self._optional(request)))

    def _learn(self, request: Request, sent: dict[str, Any], error: Exception) -> Notice | None:
        """A `Notice` where the refusal was about something that can be left out; it is remembered."""
        return self._learned.learn(request.model, sent, error)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _error(self, exc: Exception, request: Request, reader: ResponseReader) -> RivuletError:
        """What went wrong, as an error of ours."""
        return to_error(exc, provider=self._spec, key=self._key, answered=reader.answered)

    def _check_end(self, body: AnswerBody, reader: ResponseReader) -> None:
        """Raises where the stream was not whole, or no stream of this API."""
        if reader.closed or (body.done and reader.done_is_enough):
            return
        raise truncated(self._spec) if body.has_events else not_this_api(self._spec, body.head, self._key)

    async def _whole(
        self, body: AnswerBody, kind: BodyKind, request: Request, reader: ResponseReader
    ) -> list[StreamEvent]:
        """An answer that is no stream."""
        if kind is BodyKind.OTHER:
            raise not_this_api(self._spec, body.head, self._key)
        data = await body.read()
        try:
            value = json.loads(data.decode("utf-8-sig", "replace"))
        except (ValueError, RecursionError) as exc:
            raise ProtocolError(f"{self._spec.name} sent JSON that cannot be read ({exc}).") from None
        if request.stream:
            reader.notice(_IN_ONE_PIECE)
        events = reader.whole(value)
        if events is None:
            raise not_this_api(self._spec, data, self._key)
        return events
