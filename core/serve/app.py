"""The same core behind an address of this machine: Chat Completions for programs, and one page for a browser.

A reader of `/v1/chat/completions` who leaves stops the answer. Answers of the page go on for a moment without a reader,
since an `EventSource` comes back by itself and says how far it has read.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import RivuletError
from core.limits import Limits
from core.paths import resource_path
from core.providers.base import Provider
from core.serve.answer import Answer
from core.serve.asked import Asked, RefusedError, read_asked
from core.serve.chunks import error_body, status_of
from core.serve.guard import Guard

LARGEST_BODY: Final = 16 * 1024 * 1024
KEPT: Final = 16  # answers of the page
_GRACE_S: Final = 5.0  # without a reader
_EVENTS: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}
_POLICY: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Service:
    """`model` answers where a request names none. Close it with `aclose`; the provider is the caller's."""

    def __init__(self, provider: Provider, model: str, limits: Limits | None = None) -> None:
        self._provider = provider
        self._model = model
        self._limits = limits or Limits()
        self._answers: dict[str, Answer] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def app(self, token: str) -> ASGIApp:
        routes = [
            Route("/", self._page),
            Route("/v1/models", self._models),
            Route("/v1/chat/completions", self._completions, methods=["POST"]),
            Route("/answers", self._begin, methods=["POST"]),
            Route("/answers/{id}/events", self._events),
            Route("/answers/{id}/stop", self._stop, methods=["POST"]),
        ]
        return Guard(Starlette(routes=routes), token)

    async def aclose(self) -> None:
        """Stop every answer, and wait until their connections are closed."""
        for answer in self._answers.values():
            answer.stop()
        for answer in tuple(self._answers.values()):
            await answer.wait()
        await _end(*self._tasks)

    # --- for programs -------------------------------------------------------------------------------------------------

    async def _models(self, _request: Request) -> Response:
        try:
            listed = [model.id for model in await self._provider.list_models()]
        except RivuletError as error:
            return JSONResponse(error_body(error.info), status_code=status_of(error.info))
        names = dict.fromkeys([*([self._model] if self._model else []), *listed])
        owner = self._provider.spec.id
        data = [{"id": name, "object": "model", "created": 0, "owned_by": owner} for name in names]
        return JSONResponse({"object": "list", "data": data})

    async def _completions(self, request: Request) -> Response:
        try:
            asked = read_asked(await _body(request))
        except RefusedError as error:
            return _refused(400, str(error))
        answer = self._ask(asked)
        waited = asyncio.ensure_future(answer.beginning() if asked.stream else answer.wait())
        left = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait([waited, left], return_when=asyncio.FIRST_COMPLETED)
            if not waited.done():  # nobody waits for it any more
                return Response(status_code=499)
        finally:
            if not asked.stream or not waited.done():
                answer.stop()
            await _end(waited, left)
            if answer.ended or not asked.stream:
                await self._finish(answer)
        if answer.error is not None and (len(answer.chunks) == 1 or not asked.stream):
            return JSONResponse(error_body(answer.error), status_code=status_of(answer.error))
        if not asked.stream:
            return JSONResponse(answer.whole(), headers={"x-rivulet-answer": answer.id})
        headers = {**_EVENTS, "x-rivulet-answer": answer.id}
        return _Streamed(self._lines(answer), media_type="text/event-stream", headers=headers)

    async def _lines(self, answer: Answer) -> AsyncGenerator[bytes]:
        """The answer as events; leaving it stops the answer."""
        try:
            async with aclosing(answer.read()) as chunks:
                async for _, chunk in chunks:
                    yield f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
            yield b"data: [DONE]\n\n"
        finally:
            answer.stop()
            self._own(self._finish(answer))

    # --- for the page -------------------------------------------------------------------------------------------------

    async def _page(self, _request: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        html = resource_path("serve", "page.html").read_text("utf-8").replace("{{nonce}}", nonce)
        headers = {
            "content-security-policy": _POLICY.replace("{nonce}", nonce),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        }
        return HTMLResponse(html, headers=headers)

    async def _begin(self, request: Request) -> Response:
        """Begin an answer that is read by `/answers/{id}/events`."""
        try:
            asked = read_asked(await _body(request))
        except RefusedError as error:
            return _refused(400, str(error))
        answer = self._ask(asked)
        self._watch(answer)
        return JSONResponse({"id": answer.id}, status_code=201)

    async def _events(self, request: Request) -> Response:
        answer = self._answers.get(request.path_params["id"])
        if answer is None:
            return Response(status_code=204)  # tells an EventSource not to come back
        given = request.headers.get("last-event-id", "0")
        position = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else 0

        async def lines() -> AsyncGenerator[bytes]:
            async with aclosing(answer.read(position)) as chunks:
                async for number, chunk in chunks:
                    yield f"id: {number}\ndata: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
            yield f"id: {len(answer.chunks)}\nevent: done\ndata: {{}}\n\n".encode()

        return _Streamed(lines(), media_type="text/event-stream", headers=_EVENTS)

    async def _stop(self, request: Request) -> Response:
        answer = self._answers.get(request.path_params["id"])
        if answer is None:
            return _refused(404, "There is no such answer, or it is not kept any more.")
        answer.stop()
        await answer.wait()
        return JSONResponse({"id": answer.id, "stopped": True})

    # --- inside -------------------------------------------------------------------------------------------------------

    def _ask(self, asked: Asked) -> Answer:
        answer = Answer(asked, self._provider, asked.model or self._model, self._limits)
        ended = [key for key, old in self._answers.items() if old.ended]
        for key in ended[: max(0, len(self._answers) - KEPT + 1)]:
            del self._answers[key]
        self._answers[answer.id] = answer
        return answer

    async def _finish(self, answer: Answer) -> None:
        await answer.wait()
        self._answers.pop(answer.id, None)

    def _watch(self, answer: Answer) -> None:
        """Stop the answer where nobody reads it for a while."""

        async def watch() -> None:
            while not answer.ended:
                await asyncio.sleep(_GRACE_S)
                if not answer.readers:
                    answer.stop()
                    await answer.wait()

        self._own(watch())

    def _own(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Streamed(StreamingResponse):
    """Closes what it streams at once when its reader has left."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        source = self.body_iterator
        assert isinstance(source, AsyncGenerator)

        async def left() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        tasks = (asyncio.ensure_future(self.stream_response(send)), asyncio.ensure_future(left()))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end(*tasks)
            await source.aclose()


async def _body(request: Request) -> bytes:
    """Raises RefusedError for one that is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise RefusedError("The body is too large.")
    return bytes(body)


async def _left(request: Request) -> None:
    """Until the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _end(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _refused(status: int, message: str) -> Response:
    body = {"error": {"message": message, "type": "invalid_request_error", "code": None, "param": None}}
    return JSONResponse(body, status_code=status)
