"""Answers of all sorts of servers, over real sockets, through both SDKs and the mended transport."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
import pytest
from anthropic import APIConnectionError as AnthropicConnectionError
from anthropic import AsyncAnthropic
from openai import APIStatusError, AsyncOpenAI

from core.errors import ProtocolError, RedirectError
from core.wire.client import build_client
from core.wire.player import Player
from core.wire.recording import Chunk, Recording, from_bytes
from tests.support.listener import listening
from tests.support.script import Answer, End, Framing, Stall, cut, whole
from tests.support.server import Script, Server

KEY = "sk-canary-0123456789"
USAGE = '"usage":{"input_tokens":1,"output_tokens":1}'
STARTED = (
    '{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"model":"m",'
    f'"stop_reason":null,"stop_sequence":null,{USAGE}}}}}'
)
DELTA = '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hello"}}'
STOP = '{"type":"message_stop"}'
DONE = b"data: [DONE]\n\n"


def chat(text: str) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


def messages(*data: str, named: bool = True) -> bytes:
    names = [f"event: {json.loads(one)['type']}\n" if named else "" for one in data]
    return "".join(f"{name}data: {one}\n\n" for name, one in zip(names, data, strict=True)).encode()


@dataclass(slots=True)
class Clients:
    server: Server
    http: httpx2.AsyncClient
    openai: AsyncOpenAI
    anthropic: AsyncAnthropic

    async def chat_text(self) -> str:
        """What a streamed chat completion says, read as the providers read it."""
        call = self.openai.chat.completions.with_streaming_response.create
        async with call(model="m", messages=[], stream=True) as raw:
            assert raw.headers["content-type"] == "text/event-stream"
            return "".join([chunk.choices[0].delta.content or "" async for chunk in await raw.parse()])

    async def message_types(self) -> list[str]:
        call = self.anthropic.messages.with_streaming_response.create
        async with call(model="m", max_tokens=1, messages=[], stream=True) as raw:
            assert raw.headers["content-type"] == "text/event-stream"
            return [event.type async for event in await raw.parse()]


@asynccontextmanager
async def clients(script: Script, max_answer_bytes: int | None = None) -> AsyncIterator[Clients]:
    async with Server(script) as server, build_client(max_answer_bytes=max_answer_bytes) as http:
        yield Clients(
            server,
            http,
            AsyncOpenAI(api_key=KEY, base_url=server.url + "/v1", http_client=http, max_retries=0),
            AsyncAnthropic(api_key=KEY, base_url=server.url, http_client=http, max_retries=0),
        )


HELLO = chat("안녕") + chat(" 🌊")


@pytest.mark.parametrize(
    "answer",
    [
        Answer((HELLO, DONE)),
        Answer(cut(HELLO + DONE, 1)),
        Answer((b"\xef\xbb\xbf: hi\nid: 1\nretry: 5\n\n", *cut(HELLO.replace(b"\n", b"\r\n"), 3), DONE)),
        Answer(cut(HELLO.replace(b"\n", b"\r"), 5), content_type="text/plain"),
        Answer((HELLO, b"data:[DONE]"), framing=Framing.UNTIL_CLOSE, content_type=""),
        Answer(cut(HELLO + DONE, 7), gzip=True),
        Answer((b"id: 9\n\n", HELLO.replace(b"data: {", b"data: {\ndata:"), b"\n\n\n", DONE)),
    ],
    ids=["plain", "byte by byte", "marked and CRLF", "CR", "no end of line", "gzip", "lines"],
)
async def test_chat_streams(answer: Answer) -> None:
    async with clients([answer]) as made:
        assert await made.chat_text() == "안녕 🌊"
        accepted = made.server.requests[0].header("accept-encoding")
    assert accepted == "gzip, deflate"


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("size", [1, 1000])
async def test_message_streams(named: bool, size: int) -> None:
    body = b"\xef\xbb\xbf" + messages(STARTED, DELTA, STOP, named=named)
    async with clients([Answer(cut(body, size))]) as made:
        assert await made.message_types() == ["message_start", "content_block_delta", "message_stop"]


async def test_a_stream_ends_with_its_last_event_while_the_connection_stays_open() -> None:
    async with clients([Answer((HELLO, DONE), end=End.OPEN)]) as made:
        assert await made.chat_text() == "안녕 🌊"
        await made.server.closed()
    async with clients([Answer((messages(STARTED, STOP),), end=End.OPEN)]) as made:
        assert await made.message_types() == ["message_start", "message_stop"]
        await made.server.closed()
    last = {"type": "response.completed", "sequence_number": 1, "response": {"id": "r", "output": []}}
    async with clients([Answer((b"data: " + json.dumps(last).encode() + b"\n\n",), end=End.OPEN)]) as made:
        stream = await made.openai.responses.create(model="m", input="hi", stream=True)
        assert [event.type async for event in stream] == ["response.completed"]
        await made.server.closed()


async def test_a_connection_serves_again_when_the_stream_ends_properly() -> None:
    async with clients([Answer((HELLO, DONE)), Answer((messages(STARTED, STOP),)), Answer((HELLO, DONE))]) as made:
        await made.chat_text()
        await made.message_types()
        await made.chat_text()
        assert len(made.server.visits) == 1


@pytest.mark.parametrize("kind", ["chat", "messages"])
async def test_cancelling_closes_the_socket(kind: str) -> None:
    body = HELLO if kind == "chat" else messages(STARTED, DELTA)
    async with clients([Answer((body, Stall()))]) as made:
        with listening() as noted:
            task = asyncio.create_task(_run(made, kind))
        await made.server.requested()
        await asyncio.sleep(0.05)
        at = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert noted.words[-1] == "closed"
        await made.server.closed()
        closed = made.server.visits[0].closed
        assert closed is not None
        assert closed - at < 1


async def _run(made: Clients, kind: str) -> None:
    await (made.chat_text() if kind == "chat" else made.message_types())


# --- answers that are no stream ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["text/event-stream", "application/json", "text/html"])
async def test_json_where_a_stream_was_asked_for(label: str) -> None:
    answer = whole(b'\n \xef\xbb\xbf{"id": "x"}', content_type=label)
    async with clients([answer]) as made:
        chat_call = made.openai.chat.completions.with_streaming_response.create
        async with chat_call(model="m", messages=[], stream=True) as raw:
            assert raw.headers["content-type"] == "application/json"
            assert await raw.read() == b'{"id": "x"}'
        message_call = made.anthropic.messages.with_streaming_response.create
        async with message_call(model="m", max_tokens=1, messages=[], stream=True) as answered:
            assert answered.headers["content-type"] == "application/json"
            assert await answered.read() == b'{"id": "x"}'


PAGE = f"<html><title>Sign in</title><p>you sent {KEY}\x1b[31m</html>".encode()


@pytest.mark.parametrize(
    ("body", "label", "words"),
    [
        (PAGE, "text/html", "is /v1 missing"),
        (PAGE, "text/event-stream", "is /v1 missing"),
        (b"Ollama is running", "text/plain", "Ollama is running"),
        (b"", "application/json", "answered with nothing"),
    ],
)
async def test_what_is_no_api_is_told_in_words(body: bytes, label: str, words: str) -> None:
    async with clients([Answer((body,) if body else (), content_type=label)]) as made:
        with pytest.raises(ProtocolError, match=words) as caught:
            await made.chat_text()
        text = str(caught.value)
        assert KEY not in text
        assert text.isprintable()
        assert len(text) < 300
        with pytest.raises(AnthropicConnectionError) as wrapped:
            await made.message_types()
        assert isinstance(wrapped.value.__cause__, ProtocolError)


async def test_a_page_that_never_ends_is_told_at_once() -> None:
    async with clients([Answer((PAGE, Stall()), content_type="text/html")]) as made:
        with pytest.raises(ProtocolError, match="Sign in"):
            await made.chat_text()
        await made.server.closed()


async def test_redirects_come_through_both_sdks() -> None:
    async with clients([Answer(status=302, headers=(("location", "//other.test/x"),))]) as made:
        with pytest.raises(RedirectError, match=r"http://other\.test/x"):
            await made.chat_text()
        with pytest.raises(AnthropicConnectionError) as wrapped:
            await made.message_types()
        assert isinstance(wrapped.value.__cause__, RedirectError)


@pytest.mark.parametrize("location", [(), (("location", "http://[bad"),), (("location", "\x7f\xe9"),)])
async def test_odd_redirects(location: tuple[tuple[str, str], ...]) -> None:
    async with clients([Answer(status=301, headers=location)]) as made:
        with pytest.raises(RedirectError, match="redirects") as caught:
            await made.chat_text()
    assert str(caught.value).isprintable()


async def test_errors_keep_their_bodies_within_a_bound() -> None:
    body = json.dumps({"error": {"message": "no"}}).encode()
    packed = gzip.compress(body)
    zipped = (("content-encoding", "gzip"),)
    script = [
        whole(body, status=400),
        whole(packed, status=401, headers=zipped),
        whole(b"x" * 3_000_000, status=500, content_type="text/plain"),
        whole(b"???", status=503, headers=(("content-encoding", "br"),)),
        whole(b"\x1f\x8bdamaged", status=502, headers=zipped),
    ]
    async with clients(script) as made:
        texts = []
        for status in (400, 401, 500, 503, 502):
            with pytest.raises(APIStatusError) as caught:
                await made.chat_text()
            assert caught.value.status_code == status
            texts.append(caught.value.response.text)
    assert texts[:2] == [body.decode()] * 2
    assert 0 < len(texts[2]) <= 1024 * 1024
    assert texts[3:] == ["", ""]


async def test_no_content_and_head_pass() -> None:
    async with clients([Answer(status=204, framing=Framing.LENGTH, content_type="")]) as made:
        assert (await made.http.delete(made.server.url)).status_code == 204


# --- limits and time --------------------------------------------------------------------------------------------------


@asynccontextmanager
async def playing(recording: Recording, max_answer_bytes: int | None = None) -> AsyncIterator[httpx2.Response]:
    async with (
        build_client(transport=Player(recording), max_answer_bytes=max_answer_bytes) as client,
        client.stream("POST", "http://played.test/v1/chat/completions") as answer,
    ):
        yield answer


async def _bytes_of(recording: Recording, max_answer_bytes: int | None = None) -> int:
    async with playing(recording, max_answer_bytes) as answer:
        return sum([len(chunk) async for chunk in answer.aiter_bytes()])


async def test_an_answer_beyond_its_limit_is_told() -> None:
    for body in (chat("x" * 1000) * 1200, b'{"a": "' + b"x" * 1_100_000 + b'"}'):
        with pytest.raises(ProtocolError, match="larger than 1 MB"):
            await _bytes_of(from_bytes(body), 1024 * 1024)
        assert await _bytes_of(from_bytes(body), 2 * 1024 * 1024) == len(body)


async def test_a_body_that_is_not_compressed_as_asked() -> None:
    with pytest.raises(ProtocolError, match="compressed its answer as"):
        await _bytes_of(from_bytes(b"x", headers=(("content-encoding", "br"),)))


async def test_a_compressed_body_that_stops_early_keeps_what_came() -> None:
    packed = zlib.compress(HELLO + chat("more") + DONE)
    recording = from_bytes(packed[:-16], headers=(("content-encoding", "deflate"),))
    async with playing(recording) as answer:
        stream = answer.aiter_bytes()
        assert (await anext(stream)).startswith(HELLO)
        with pytest.raises(httpx2.RemoteProtocolError):
            await anext(stream)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 11])
async def test_gzip_in_small_pieces(size: int) -> None:
    packed = gzip.compress(HELLO + DONE)
    pieces = tuple(Chunk(0.0, packed[at : at + size]) for at in range(0, len(packed), size))
    recording = Recording(pieces, headers=(("content-encoding", "gzip"), ("content-type", "text/event-stream")))
    assert await _bytes_of(recording) == len(HELLO + DONE)


EVENTS = (("content-type", "text/event-stream"),)
BLOCK = chat("a delta")


@pytest.mark.parametrize(
    "recording",
    [
        from_bytes(b"data: " + b"x" * 10_000_000 + b"\n\n"),
        from_bytes(BLOCK.replace(b"\n", b"\r\n") * 10_000),
        Recording((Chunk(0.0, BLOCK),) * 10_000),
        from_bytes(gzip.compress(b": ping\n" * 8_000_000), headers=(*EVENTS, ("content-encoding", "gzip"))),
    ],
    ids=["a line of 10 MB", "10,000 events in a chunk", "10,000 chunks", "a bomb"],
)
async def test_the_loop_gets_its_turns(recording: Recording) -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    began = time.process_time()
    await _bytes_of(recording)
    seconds = time.process_time() - began
    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)
    assert turns > seconds / 0.1  # one turn in 4 ms is meant; the bound leaves room for a busy machine


async def test_a_mended_stream_is_single_pass() -> None:
    async with playing(from_bytes(HELLO + DONE + HELLO)) as answer:
        assert isinstance(answer.stream, httpx2.AsyncByteStream)
        assert b"".join([chunk async for chunk in answer.stream]) == HELLO + DONE
        assert [chunk async for chunk in answer.stream] == []
