"""Recordings keep their times when cut anew, and hold no keys."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wire.exchange import Exchange
from core.wire.masking import MASK
from core.wire.recording import (
    Chunk,
    Ending,
    Recording,
    from_bytes,
    from_exchange,
    recut,
)
from core.wire.tape import Tape, dumps, loads

KEY = "canary-1f2e3d4c"
times = st.floats(0, 1e6)
plain_headers = st.lists(st.tuples(st.sampled_from(["content-type", "x-note"]), st.sampled_from(["a", "b c"])))
recordings = st.builds(
    Recording,
    chunks=st.lists(st.builds(Chunk, times, st.binary(min_size=1) | st.text(min_size=1).map(str.encode))).map(
        lambda chunks: tuple(sorted(chunks, key=lambda chunk: chunk.at))
    ),
    status=st.integers(200, 599),
    headers=plain_headers.map(tuple),
    protocol=st.sampled_from(["", "openai-chat"]),
    path=st.sampled_from(["", "/v1/messages"]),
    headers_at=times,
    ending=st.sampled_from(Ending),
    ended_at=st.none() | times,
)


@given(recordings, st.lists(st.integers(-5, 60)))
def test_cutting_anew_keeps_bytes_and_order(recording: Recording, positions: list[int]) -> None:
    anew = recut(recording, positions)
    assert anew.body() == recording.body()
    assert all(chunk.data for chunk in anew.chunks)
    assert [chunk.at for chunk in anew.chunks] == sorted(chunk.at for chunk in anew.chunks)
    length = len(recording.body())
    assert len(anew.chunks) == (len({at for at in positions if 0 < at < length}) + 1 if length else 0)


def test_a_piece_has_the_time_of_its_last_byte() -> None:
    recording = Recording((Chunk(1.0, b"abc"), Chunk(2.0, b"def")))
    assert recut(recording, [2, 3, 5]).chunks == (
        Chunk(1.0, b"ab"),
        Chunk(1.0, b"c"),
        Chunk(2.0, b"de"),
        Chunk(2.0, b"f"),
    )
    assert recut(recording, []).chunks == (Chunk(2.0, b"abcdef"),)
    assert recut(from_bytes(b""), [1]).chunks == ()


def _exchange(**more: object) -> Exchange:
    exchange = Exchange(
        method="POST",
        url="https://host/v1/chat/completions?key=abc",
        request_headers=[("authorization", f"Bearer {KEY}")],
        request_body=KEY.encode(),
        started=100.0,
        headers_at=100.25,
        closed=102.0,
        status=200,
        response_headers=[("content-type", "text/event-stream"), ("set-cookie", KEY), ("content-length", "5")],
    )
    exchange.chunks.append(100.5, b"data: you sent " + KEY[:5].encode())
    exchange.chunks.append(101.0, KEY[5:].encode() + b"\n\n")
    for name, value in more.items():
        setattr(exchange, name, value)
    return exchange


def test_an_exchange_becomes_a_recording_without_keys() -> None:
    recording = from_exchange(_exchange(), protocol="openai-chat", secrets=[KEY])
    tape = Tape((recording,))
    assert KEY not in dumps(tape)
    assert KEY.encode() not in recording.body()
    assert [(chunk.at, len(chunk.data)) for chunk in recording.chunks] == [(0.5, 20), (1.0, len(KEY) - 5 + 2)]
    assert (recording.path, recording.headers_at, recording.ended_at) == ("/v1/chat/completions", 0.25, 2.0)
    assert recording.headers == (("content-type", "text/event-stream"), ("set-cookie", MASK))
    assert recording.request_headers == (("authorization", f"Bearer {MASK}"),)
    assert loads(dumps(tape)) == tape


def test_a_compressed_exchange_is_written_inflated() -> None:
    packed = gzip.compress(b"data: one\n\ndata: two\n\n")
    headers = [("content-encoding", "gzip"), ("content-type", "text/event-stream")]
    chunks = [(101.0, packed[:15]), (102.0, packed[15:])]
    recording = from_exchange(_exchange(response_headers=headers, chunks=chunks))
    assert recording.body() == b"data: one\n\ndata: two\n\n"
    assert recording.headers == (("content-type", "text/event-stream"),)
    unknown = from_exchange(_exchange(response_headers=[("content-encoding", "br")], chunks=[(101.0, b"\xff")]))
    assert (unknown.body(), unknown.headers) == (b"\xff", (("content-encoding", "br"),))


def test_an_exchange_without_an_answer_is_none() -> None:
    with pytest.raises(ValueError, match="no answer"):
        from_exchange(_exchange(status=None))
