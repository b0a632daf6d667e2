"""What is raised for what a server or a connection does."""

from __future__ import annotations

import json
import socket
from dataclasses import replace

import httpx2
import pytest

from core.errors import ConfigurationError, ErrorKind, ProtocolError, RivuletError
from core.messages import Message, Role, TextPart
from core.providers.base import ProviderSpec, Request, WireProtocol
from core.providers.failures import parse_retry_after, require_key, status_error, stream_error, to_error
from core.providers.openai_chat import OpenAIChat
from core.wire.client import build_client
from tests.support.played import Played, PlayedTransport

KEY = "sk-canary-0123456789abcdef"
SPEC = ProviderSpec("test", "Test", WireProtocol.OPENAI_CHAT, base_url="http://server.test/v1", key_env="TEST_KEY")
REQUEST = Request("m", (Message("q", Role.USER, (TextPart("Hello"),)),))
JSON = {"content-type": "application/json"}
CHUNK = b'data: {"id":"c","choices":[{"delta":{"content":"Half"}}]}\n\n'


async def _failure(*answers: Played | Exception, spec: ProviderSpec = SPEC, key: str | None = KEY) -> RivuletError:
    """What a request to such a server raises; it is sent once."""
    transport = PlayedTransport(*answers)
    provider = OpenAIChat(spec, key, httpx2.AsyncClient(transport=transport))
    with pytest.raises(RivuletError) as raised:
        _ = [event async for event in provider.stream(REQUEST)]
    assert len(transport.requests) <= 1
    return raised.value


def _error(status: int, message: str = "No", headers: dict[str, str] | None = None, **more: object) -> Played:
    body = json.dumps({"error": {"message": message, **more}}).encode()
    return Played([body], status=status, headers={**JSON, **(headers or {})})


@pytest.mark.parametrize(
    ("answer", "kind", "retryable"),
    [
        (_error(400), "bad_request", False),
        (_error(400, code="context_length_exceeded"), "context_exceeded", False),
        (_error(400, "This model's maximum context length is 4096 tokens, however"), "context_exceeded", False),
        (_error(400, "prompt is too long: 210000 tokens > 200000 maximum"), "context_exceeded", False),
        (_error(400, "the request exceeds the available context size. try"), "context_exceeded", False),
        (_error(400, "The decoder prompt is longer than the maximum model length"), "context_exceeded", False),
        (_error(400, "prompt too long; exceeded max context length by 4 tokens"), "context_exceeded", False),
        (_error(400, "The input token count (9) exceeds the maximum number of tokens"), "context_exceeded", False),
        (_error(500, "exceed_context_size_error"), "context_exceeded", False),
        (_error(401), "auth", False),
        (_error(402), "rate_limit", False),
        (_error(403), "auth", False),
        (_error(404), "not_found", False),
        (_error(405), "not_found", False),
        (_error(408), "server", True),
        (_error(409), "server", True),
        (_error(413), "context_exceeded", False),
        (_error(413, code="rate_limit_exceeded"), "rate_limit", False),
        (_error(422), "bad_request", False),
        (_error(429), "rate_limit", True),
        (_error(429, code="insufficient_quota"), "rate_limit", False),
        (_error(500), "server", True),
        (_error(502), "server", True),
        (_error(503), "server", True),
        (_error(503, "The engine is currently overloaded"), "overloaded", True),
        (_error(529), "overloaded", True),
        (Played([], status=302, headers={"location": "https://elsewhere.test/v1"}), "redirect", False),
        (Played([b"<html><head><title>Bad gateway</title>"], status=502, headers={}), "server", True),
        (Played([b""], status=500, headers={}), "server", True),
        (Played([b'[{"error":{"message":"list"}}]'], status=400, headers=JSON), "bad_request", False),
        (Played([b'{"detail":[{"loc":["body"],"msg":"odd"}]}'], status=422, headers=JSON), "bad_request", False),
        (Played([b'{"error":null}'], status=400, headers=JSON), "bad_request", False),
        (Played([b"null"], status=400, headers=JSON), "bad_request", False),
        (httpx2.ConnectError("refused"), "connection", True),
        (httpx2.ConnectTimeout("slow"), "timeout", False),
        (httpx2.RemoteProtocolError("gone"), "connection", True),
        (httpx2.ReadError("reset"), "connection", True),
        (httpx2.UnsupportedProtocol("no scheme"), "configuration", False),
        (ProtocolError("Ours."), "protocol", False),
        (Played([], failure=httpx2.ReadError("reset")), "connection", True),
        (Played([CHUNK], failure=httpx2.ReadError("reset")), "truncated", False),
        (Played([CHUNK], failure=httpx2.RemoteProtocolError("incomplete chunked read")), "truncated", False),
        (Played([CHUNK], failure=httpx2.DecodingError("bad gzip")), "protocol", False),
        (Played([CHUNK], failure=ProtocolError("Too large.")), "protocol", False),
        (Played([CHUNK, b'data: "\xff"\n\n']), "protocol", False),
        (Played([CHUNK, b"data: " + b"[" * 100_000 + b"\n\n"]), "protocol", False),
    ],
    ids=lambda value: None if isinstance(value, str | bool) else repr(value)[:60],
)
async def test_kind(answer: Played | Exception, kind: str, retryable: bool) -> None:
    info = (await _failure(answer)).info
    assert (info.kind, info.retryable) == (ErrorKind(kind), retryable)
    assert info.message.endswith((".", "”", ")", "?"))


@pytest.mark.parametrize(
    ("body", "kind", "retryable"),
    [
        ({"message": "Boom"}, "provider", True),
        ({"message": "Boom", "type": "invalid_request_error"}, "provider", False),
        ({"message": "Slow", "code": 429}, "rate_limit", True),
        ({"error": {"type": "overloaded_error", "message": "Overloaded"}}, "overloaded", True),
        ({"type": "authentication_error"}, "auth", False),
        ({"code": "insufficient_quota"}, "rate_limit", False),
        ("input is too long", "context_exceeded", False),
        (None, "provider", True),
        ([], "provider", True),
        (7, "provider", True),
    ],
)
def test_error_in_a_stream(body: object, kind: str, retryable: bool) -> None:
    info = stream_error(body, provider=SPEC, key=KEY).info
    assert (info.kind, info.retryable) == (ErrorKind(kind), retryable)


async def test_the_key_never_appears() -> None:
    for answer in (
        _error(401, f"Incorrect API key provided: {KEY}."),
        _error(400, f"Header was Bearer {KEY}"),
        Played([f"<p>{KEY}</p>".encode()], status=500, headers={}),
        Played([f"<p>Welcome, {KEY}".encode()]),
        Played([f'{{"said": "{KEY}"}}'.encode()], headers=JSON),
        httpx2.ConnectError(f"cannot reach {KEY}"),
        Played([CHUNK, f'data: {{"error":{{"message":"{KEY}"}}}}\n\n'.encode()]),
        Played([], status=302, headers={"location": f"https://elsewhere.test/?key={KEY}"}),
    ):
        assert KEY not in (await _failure(answer)).info.message


async def test_foreign_words_are_short_and_plain() -> None:
    message = (await _failure(_error(400, "evil\x1b[31m\n\u202e" + "long " * 1000))).info.message
    assert len(message) < 450
    assert message.isprintable()


async def test_what_the_router_behind_says_is_quoted() -> None:
    raw = {"metadata": {"raw": "upstream ran out of coal"}}
    assert "out of coal" in (await _failure(_error(502, "Provider returned error", **raw))).info.message


async def test_a_missing_key_says_what_to_do() -> None:
    message = (await _failure(Played(), key=None)).info.message
    assert "TEST_KEY" in message


@pytest.mark.parametrize("url", ["server.test/v1", "http://[", "ftp://server.test", "http://a b"])
async def test_a_bad_address_is_explained(url: str) -> None:
    spec = ProviderSpec("test", "Test", WireProtocol.OPENAI_CHAT, base_url=url)
    provider = OpenAIChat(spec, KEY, httpx2.AsyncClient())
    with pytest.raises(RivuletError) as raised:
        _ = [event async for event in provider.stream(REQUEST)]
    assert raised.value.info.kind in (ErrorKind.CONFIGURATION, ErrorKind.CONNECTION)
    await provider.aclose()


def test_our_own_error_comes_out_unchanged() -> None:
    ours = ConfigurationError("no proxy")
    wrapped = RuntimeError("outer")
    wrapped.__cause__ = ours
    assert to_error(wrapped, provider=SPEC, key=None) is ours


@pytest.mark.allow_log("nobody foresaw")
def test_the_unforeseen_is_an_error_of_ours_too() -> None:
    assert to_error(KeyError("x"), provider=SPEC, key=None).info.kind is ErrorKind.PROTOCOL


def test_require_key() -> None:
    assert require_key(SPEC, f" {KEY}\n") == KEY
    local = ProviderSpec("l", "L", WireProtocol.OPENAI_CHAT, key_required=False)
    assert require_key(local, None)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0.5 "}, 0.5),
        ({"retry-after": "7", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "7", "retry-after-ms": "soon"}, 7.0),
        ({"retry-after": "-7"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "later"}, None),
        ({"retry-after": "Thu, 01 Jan 1970 00:02:00 GMT"}, 20.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"retry-after": "Thu, 99 Jan 1970 00:00:00 GMT"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert parse_retry_after(headers, now=100.0) == seconds


def test_retry_after_travels_with_the_error() -> None:
    error = status_error(429, httpx2.Headers({"Retry-After": "120"}), {}, provider=SPEC, key=KEY)
    assert error.info.retry_after_s == 120


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "its address was not found"),
        (ConnectionRefusedError(111, "Connect call failed"), "nothing answers at its address"),
        (OSError("No route to host"), "ConnectError"),
    ],
    ids=["no such name", "refused", "another"],
)
@pytest.mark.parametrize("told", [True, False], ids=["as the cause", "as the context"])
async def test_why_there_is_no_connection_is_said_in_words(cause: OSError, words: str, told: bool) -> None:
    def lower() -> None:
        try:
            raise cause
        except OSError as error:
            if told:
                raise httpx2.ConnectError("All connection attempts failed") from error
            raise httpx2.ConnectError("All connection attempts failed")  # noqa: B904  # some layers say no cause

    with pytest.raises(httpx2.ConnectError) as raised:
        lower()
    error = to_error(raised.value, provider=SPEC, key=KEY)
    assert error.info.kind is ErrorKind.CONNECTION
    assert words in error.info.message


async def test_a_closed_port_of_this_machine_is_called_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers, and nobody else takes it
        spec = replace(SPEC, base_url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1", key_required=False)
        provider = OpenAIChat(spec, KEY, build_client())
        with pytest.raises(RivuletError, match="Is the server running"):
            _ = [event async for event in provider.stream(REQUEST)]
        await provider.aclose()
