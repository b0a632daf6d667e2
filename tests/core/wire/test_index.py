"""The events shown are the bytes that the server sent, in every protocol, however they were packed and cut."""

from __future__ import annotations

import json
from itertools import pairwise
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.demo.encoders import encode_stream
from core.providers.base import Provider, Request, WireProtocol
from core.wire.chunks import Chunks
from core.wire.client import NetworkTransport
from core.wire.exchange import Exchange
from core.wire.index import EventIndex
from core.wire.kinds import EventKind
from core.wire.sniff import Body
from core.wire.sse import Decoder
from core.wire.tap import Tap
from tests.support import chat
from tests.support.answers import saying
from tests.support.listener import Noted, listening
from tests.support.providers import open_provider
from tests.support.script import Answer, At, Framing, cut, whole
from tests.support.server import Server

PIECES = ("The river ", "runs 강물 ", "to the sea.")


def exchange_of(parts: list[bytes], kind: str = "text/event-stream", *, closed: bool = True) -> Exchange:
    chunks = Chunks()
    for number, part in enumerate(parts):
        chunks.append(10.0 + number, part)
    made = Exchange("POST", "http://h/v1/chat/completions", [], b"{}", 10.0, headers_at=10.0, status=200)
    made.response_headers = [("content-type", kind)]
    made.chunks, made.closed = chunks, 99.0 if closed else None
    return made


def read(exchange: Exchange) -> EventIndex:
    index = EventIndex(exchange)
    while index.update(1.0):
        pass
    return index


def raw(index: EventIndex) -> list[bytes]:
    return [index.raw(number) for number in range(index.count)]


async def asked(provider: Provider) -> Noted:
    with listening() as noted:
        async for _ in provider.stream(Request("m", (chat.user("hi"),))):
            pass
    return noted


@pytest.mark.parametrize("protocol", list(WireProtocol))
@pytest.mark.parametrize(
    ("framing", "gzip"),
    [(Framing.CHUNKED, False), (Framing.CHUNKED, True), (Framing.UNTIL_CLOSE, True), (Framing.LENGTH, False)],
)
async def test_the_bytes_shown_are_the_bytes_sent(protocol: WireProtocol, framing: Framing, gzip: bool) -> None:
    sent = [data for _, data in encode_stream(saying(*PIECES), protocol)]
    body = b"".join(sent)
    answer = Answer(cut(body, 37), framing=framing, gzip=gzip)
    async with Server([answer]) as server, open_provider(protocol, server.url) as provider:
        noted = await asked(provider)
    index = read(noted.exchange)
    assert b"".join(raw(index)) == body[: sum(map(len, raw(index)))]
    assert raw(index) == sent[: index.count]
    closing = index.kind(index.count - 1)
    assert closing in (EventKind.END, EventKind.DONE)
    texts = [number for number in range(index.count) if index.kind(number) is EventKind.TEXT]
    assert sum(index.length(number) for number in texts) == len("".join(PIECES))
    assert any(index.borders(number) for number in range(index.count)) or gzip


async def test_times_agree_with_when_the_server_sent_each_event() -> None:
    events = [*chat.text(*PIECES), *chat.end()]
    steps = [step for number, event in enumerate(events) for step in (At(0.03 * number), event)]
    async with Server([Answer(tuple(steps))]) as server, open_provider(WireProtocol.OPENAI_CHAT, server.url) as made:
        noted = await asked(made)
        arrived = server.requests[0].at
    exchange = noted.exchange
    index = read(exchange)
    assert exchange.started <= arrived
    times = [exchange.started + index.at(number) for number in range(index.count)]
    assert times == sorted(times)
    for number, at in enumerate(times):
        assert at >= arrived + 0.03 * number  # never before it was sent
    assert exchange.headers_at is not None
    assert exchange.headers_at <= times[0]
    gaps = [index.gap(number) for number in range(index.count)]
    assert sum(gaps) == pytest.approx(index.at(index.count - 1))


BLOCK_ENDS = ["\n\n", "\r\n\r\n", "\r\r", "\n\n\n", "\r\n\n"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["data: 1", "event: a\ndata: 2", ": note", "data"]), st.sampled_from(BLOCK_ENDS))
    ),
    st.lists(st.integers(0, 400), max_size=8),
)
@example([("data: 1", "\r\n\r\n"), ("data: 2", "\r\n\r\n")], [9, 10, 11])
def test_however_it_is_cut_the_blocks_are_those_of_the_decoder(
    blocks: list[tuple[str, str]], borders: list[int]
) -> None:
    body = "".join(line + end for line, end in blocks).encode()
    places = [0, *sorted({border for border in borders if border < len(body)}), len(body)]
    parts = [body[low:high] for low, high in pairwise(places) if high > low]
    exchange = exchange_of([], closed=False)
    index = EventIndex(exchange)
    for number, part in enumerate(parts):
        exchange.chunks.append(10.0 + number, part)
        index.update(1.0)
    exchange.closed = 99.0
    index.update(1.0)
    assert b"".join(raw(index)) == (body if blocks else b"")
    told = Decoder().decode(body)
    shown = [n for n in range(index.count) if index.kind(n) is not EventKind.COMMENT]
    assert [index.name(number) for number in shown] == [event.name for event in told]
    assert [index.data(number) for number in shown] == [event.data for event in told]


def test_borders_and_times_are_those_of_the_chunks() -> None:
    index = read(exchange_of([b"data: a", b"b\n", b"\ndata: c\n\nda", b"ta: d\n\n"]))
    assert raw(index) == [b"data: ab\n\n", b"data: c\n\n", b"data: d\n\n"]
    assert [index.borders(number) for number in range(3)] == [[7, 9], [], [2]]
    assert [index.at(number) for number in range(3)] == [2.0, 2.0, 3.0]
    assert [list(index.of_chunk(number)) for number in range(4)] == [[], [], [0, 1], [2]]


def test_a_last_block_without_a_blank_line_is_shown_once_the_stream_has_ended() -> None:
    exchange = exchange_of([b"data: a\n\ndata: b"], closed=False)
    index = read(exchange)
    assert index.count == 1
    exchange.closed = 11.0
    index.update()
    index.update()
    assert raw(index) == [b"data: a\n\n", b"data: b"]


def test_many_events_are_read_in_slices() -> None:
    event = chat.text("word ")[0]
    exchange = exchange_of([event * 1000] * 20)
    index, slices = EventIndex(exchange), 1
    while index.update(0.004):
        slices += 1
    assert index.count == 20_000
    assert slices > 10
    assert index.raw(19_999) == event
    assert index.update() is False


async def test_an_answer_that_is_no_stream_has_no_events_but_a_body() -> None:
    async with Server([whole(b'{"error": {"message": "no"}}', status=400)]) as server:
        with listening() as noted:
            async with open_provider(WireProtocol.OPENAI_CHAT, server.url) as provider:
                with pytest.raises(Exception, match="no"):
                    await asked_in(provider)
    index = read(noted.exchange)
    assert (index.body, index.count, index.whole()) == (Body.JSON, 0, b'{"error": {"message": "no"}}')


async def asked_in(provider: Provider) -> None:
    async for _ in provider.stream(Request("m", (chat.user("hi"),))):
        pass


def test_damaged_compression_is_shown_as_far_as_it_goes() -> None:
    exchange = exchange_of([b"\x1f\x8b\x08 no gzip at all", b"more"])
    exchange.response_headers.append(("content-encoding", "gzip"))
    index = read(exchange)
    assert index.damaged
    assert index.count == 0


def test_the_text_of_an_event_is_cut_out_when_somebody_asks_and_has_no_keys() -> None:
    exchange = exchange_of([*chat.text(*PIECES, "a canary-0815 flew"), *chat.end()])
    exchange.secrets = ("canary-0815",)
    index = read(exchange)
    texts = [index.text(number) for number in range(index.count)]
    assert texts == [*PIECES, f"a {'*' * len('canary-0815')} flew", "", ""]
    assert [len(text) for text in texts] == [index.length(number) for number in range(index.count)]


def test_reading_takes_no_longer_than_its_budget_allows_by_much() -> None:
    exchange = exchange_of([chat.text("word ")[0] * 20_000])
    index = EventIndex(exchange)
    index.update(0.0)
    assert index.count <= 64  # a step, not all of it
    assert index.raw(0) == chat.text("word ")[0]


async def test_keys_of_the_request_are_stars_in_what_comes_back() -> None:
    keys = ("canary-in-the-address", "canary/in=the header", "canary-of-a-proxy")
    said = f"data: {keys[0]} {json.dumps(keys[1])} {quote(keys[1], safe='')}\n\n".encode()
    async with Server([Answer((said,))]) as server, httpx2.AsyncClient(transport=Tap(NetworkTransport())) as client:
        with listening() as noted:
            url = f"{server.url}/v1/chat/completions?key={keys[0]}"
            await client.post(url, headers={"x-api-key": keys[1]}, content=b"{}")
    index = read(noted.exchange)
    assert not any(key.encode() in index.raw(0) for key in keys)
    assert index.raw(0).startswith(b"data: ***")
    assert len(index.raw(0)) == len(said)  # lengths and borders are the true ones
    assert keys[0] not in noted.exchange.url
