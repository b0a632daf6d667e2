"""A transport that makes every answer one that the SDKs read right, whatever the server behind it sends.

It stands between an SDK's client and the real transport (or a player). What it raises of its own are `RivuletError`s,
straight from the transport: openai lets them through as they are; anthropic wraps those that come before the headers
in its APIConnectionError, as `__cause__`, and lets those that come out of the stream through. Connections that break
(`httpx2.ReadError`, `RemoteProtocolError`) are not its business; they pass untouched.

It knows nothing of turns, providers or what an answer says; `core.wire.blocks` knows the little it takes about APIs.
"""

from __future__ import annotations

import asyncio
from typing import Final, Self

import httpx2

from core.errors import ProtocolError, RedirectError
from core.limits import Limits
from core.wire.blocks import BlockMender, dialect_of
from core.wire.body import Source, TooLargeError
from core.wire.excerpt import excerpt, plain
from core.wire.inflate import ACCEPTED, inflater_for
from core.wire.masking import mask_url, secrets_in
from core.wire.sniff import Body, blankless, sniff

_ERROR_BYTES: Final = 1024 * 1024  # of an answer whose status is an error, more is not read
_DRAIN_S: Final = 0.02
_EXCERPT_S: Final = 0.1
_EXCERPT_BYTES: Final = 2048
_REWRITTEN: Final = (b"content-encoding", b"content-length", b"transfer-encoding", b"content-type")


class Mend(httpx2.AsyncBaseTransport):
    """What it makes of an answer, by status and by the first bytes of the body (the content type may lie):

    - 2xx, server-sent events: canonical blocks, content type `text/event-stream`; ends where the API's stream ends.
    - 2xx, JSON: as it is, content type `application/json`.
    - 2xx, a web page or anything else: ProtocolError with a safe excerpt.
    - 3xx: RedirectError that names the target; it is never followed.
    - Errors: as they are, their bodies cut at 1 MB.

    gzip and deflate are undone in bounded steps. A body beyond `max_answer_bytes` raises ProtocolError.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, max_answer_bytes: int | None = None) -> None:
        self._inner = inner
        self._max_bytes = Limits().max_answer_bytes if max_answer_bytes is None else max_answer_bytes

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["accept-encoding"] = ACCEPTED
        answer = await self._inner.handle_async_request(request)
        try:
            return await self._mended(request, answer)
        except BaseException:
            await _stream_of(answer).aclose()
            raise

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _mended(self, request: httpx2.Request, answer: httpx2.Response) -> httpx2.Response:
        status = answer.status_code
        if 300 <= status < 400:
            raise _redirect(request, answer)
        if status in (204, 205) or request.method == "HEAD":
            return answer
        encoding = answer.headers.get("content-encoding", "")
        if status >= 400:
            return _rebuilt(answer, answer.headers.get("content-type", ""), _ErrorStream(_stream_of(answer), encoding))
        source = Source(_stream_of(answer), inflater_for(encoding), self._max_bytes)
        try:
            head, kind = await self._look(source, answer.headers.get("content-type", ""))
            return await self._accepted(request, answer, source, head, kind)
        except BaseException as error:
            await source.aclose()
            if isinstance(error, TooLargeError):
                raise _too_large(self._max_bytes) from None
            raise

    async def _look(self, source: Source, content_type: str) -> tuple[bytes, Body]:
        """The first bytes of a body, blank ones left out, and what they say it is."""
        head = b""
        while True:
            piece = await source.next()
            head = blankless(head + (piece or b""))
            kind = sniff(head, content_type, whole=piece is None)
            if kind is not None:
                return head, kind

    async def _accepted(
        self, request: httpx2.Request, answer: httpx2.Response, source: Source, head: bytes, kind: Body
    ) -> httpx2.Response:
        if kind is Body.EVENTS:
            mender = BlockMender(dialect_of(request.url.path))
            return _rebuilt(answer, "text/event-stream", _EventStream(source, head, mender, self._max_bytes))
        if kind is Body.JSON:
            return _rebuilt(answer, "application/json", _WholeStream(source, head, self._max_bytes))
        raise await _not_an_api(request, answer, source, head, kind)


class _SinglePass(httpx2.AsyncByteStream):
    """A stream that is its own iterator: iterating again goes on where it stands, and at the end it stays ended."""

    def __init__(self, source: Source, head: bytes = b"", max_bytes: int = 0) -> None:
        self._source = source
        self._head = head
        self._max_bytes = max_bytes
        self._over = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if self._over:
            raise StopAsyncIteration
        try:
            data = await self._pull()
        except BaseException as error:
            await self.aclose()
            if isinstance(error, TooLargeError):
                raise _too_large(self._max_bytes) from None
            raise
        if data is None:
            await self.aclose()
            raise StopAsyncIteration
        return data

    async def aclose(self) -> None:
        self._over = True
        await self._source.aclose()

    async def _pull(self) -> bytes | None:
        return await self._next()

    async def _next(self) -> bytes | None:
        """The next bytes of the source, those looked at before first."""
        if self._head:
            head, self._head = self._head, b""
            return head
        return await self._source.next()


class _WholeStream(_SinglePass):
    """A body that passes as it is."""


class _ErrorStream(_SinglePass):
    """The body of an error: cut at its limit, and at what cannot be inflated. The status says enough without it."""

    def __init__(self, stream: httpx2.AsyncByteStream, encoding: str) -> None:
        try:
            super().__init__(Source(stream, inflater_for(encoding), _ERROR_BYTES))
        except ProtocolError:
            super().__init__(Source(stream, None, 0))

    async def _pull(self) -> bytes | None:
        try:
            return await self._next()
        except (TooLargeError, ProtocolError):
            return None


class _EventStream(_SinglePass):
    """Server-sent events, mended."""

    def __init__(self, source: Source, head: bytes, mender: BlockMender, max_bytes: int) -> None:
        super().__init__(source, head, max_bytes)
        self._mender = mender
        self._finished = False

    async def _pull(self) -> bytes | None:
        mender = self._mender
        while not (mender.ended or self._finished):
            piece = await (self._source.next() if not self._head else self._next())
            self._finished = piece is None
            data = mender.finish() if piece is None else mender.feed(piece)
            if data:
                return data
        return None

    async def aclose(self) -> None:
        """After the last event, the server gets a moment to end the body, so that its connection can be used again."""
        if self._mender.ended and not self._over:
            self._over = True
            await self._source.drain(_DRAIN_S)
        await super().aclose()


def _stream_of(answer: httpx2.Response) -> httpx2.AsyncByteStream:
    stream = answer.stream
    if not isinstance(stream, httpx2.AsyncByteStream):
        raise TypeError("An asynchronous transport gave a stream that is not asynchronous.")
    return stream


def _rebuilt(answer: httpx2.Response, content_type: str, stream: httpx2.AsyncByteStream) -> httpx2.Response:
    headers = [(name, value) for name, value in answer.headers.raw if name.lower() not in _REWRITTEN]  # any bytes
    if content_type:
        headers.append((b"content-type", content_type.encode()))
    return httpx2.Response(answer.status_code, headers=headers, stream=stream, extensions=answer.extensions)


def _too_large(limit: int) -> ProtocolError:
    return ProtocolError(f"The answer is larger than {limit / (1024 * 1024):g} MB, the limit for one answer.")


def _redirect(request: httpx2.Request, answer: httpx2.Response) -> RedirectError:
    status = answer.status_code
    location = answer.headers.get("location", "")
    try:
        target = request.url.join(location).copy_with(username=None, password=None, query=None, fragment=None)
        where = f"{target.scheme}://{target.netloc.decode('ascii', 'replace')}{target.raw_path.decode('ascii')}"
    except (httpx2.InvalidURL, ValueError, TypeError):
        where = location
    shown = plain(mask_url(where), secrets_in(request.headers.multi_items()), 200)
    to = f" to {shown}" if location and shown else ""
    return RedirectError(
        f"The server redirects{to} (HTTP {status}). Redirects are not followed, so that the key stays where it belongs."
        " If you trust that address, enter it as the base URL.",
        status=status,
    )


async def _not_an_api(
    request: httpx2.Request, answer: httpx2.Response, source: Source, head: bytes, kind: Body
) -> ProtocolError:
    """What to say of a successful answer that no API gave. Looks at a little more of it, for a moment."""
    try:
        async with asyncio.timeout(_EXCERPT_S):
            while len(head) < _EXCERPT_BYTES and (piece := await source.next()) is not None:
                head += piece
    except (TimeoutError, TooLargeError, ProtocolError, httpx2.TransportError):
        pass  # what is there must do
    words = excerpt(head, secrets_in(request.headers.multi_items()))
    if kind is Body.PAGE:
        what = "This address answered with a web page; is /v1 missing at the end of the base URL?"
    elif kind is Body.EMPTY:
        what = "This address answered with nothing; is the base URL right?"
    else:
        what = "This address answered with something that is not this API; is the base URL right?"
    return ProtocolError(f"{what} It begins: “{words}”" if words else what, status=answer.status_code)
