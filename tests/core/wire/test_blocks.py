"""What comes out of the mender is what the SDKs read right."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wire.blocks import BlockMender, Dialect, dialect_of
from core.wire.sse import Decoder, Event
from tests.core.wire.test_sse import reference, streams

STOP = b'data: {"type":"message_stop"}\n\n'


def mended(dialect: Dialect, *chunks: bytes) -> bytes:
    mender = BlockMender(dialect)
    return b"".join([mender.feed(chunk) for chunk in chunks] + [mender.finish()])


def test_the_path_tells_the_dialect() -> None:
    assert dialect_of("/v1/chat/completions") is Dialect.CHAT
    assert dialect_of("/openai/responses/") is Dialect.RESPONSES
    assert dialect_of("/v1/responses/resp_1") is Dialect.RESPONSES
    assert dialect_of("/v1/responses/resp_1/cancel") is Dialect.OTHER
    assert dialect_of("/v1/messages") is Dialect.MESSAGES
    assert dialect_of("/v1/models") is Dialect.OTHER


@given(streams, st.integers(1, 50), st.sampled_from(Dialect))
def test_output_is_canonical_and_keeps_the_data(data: bytes, size: int, dialect: Dialect) -> None:
    whole = b'data: {"a": 1}\n\n' + data + b"\n\n"
    out = mended(dialect, *(whole[at : at + size] for at in range(0, len(whole), size)))
    assert b"\r" not in out
    assert not out or (out.endswith(b"\n\n") and b"\n\n\n" not in out)
    if dialect is not Dialect.CHAT:  # there an event named "error" is put into a form of its own
        kept = [event.data for event in reference(whole) if event.data and not event.data.isspace()]
        assert [event.data for event in Decoder().decode(out)] == kept


@given(streams.filter(lambda data: b"\xef\xbb\xbf" not in data), st.integers(1, 60))
def test_mending_twice_changes_nothing(data: bytes, size: int) -> None:
    once = mended(Dialect.MESSAGES, data)
    again = mended(Dialect.MESSAGES, *(once[at : at + size] for at in range(0, len(once), size)))
    assert again == once


@pytest.mark.parametrize(
    ("data", "out"),
    [
        (b"\xef\xbb\xbf: hi\n\nid: 1\nretry: 3\n\ndata:{}\r\n\r\n", b"data: {}\n\n"),
        (b"data:[DONE]\n\ndata: {}\n\n", b"data: [DONE]\n\n"),
        (b"data:  [DONE] \n\n", b"data: [DONE]\n\n"),
        (b"data:\n\ndata:   \n\ndata: {}\n\n", b"data: {}\n\n"),
        (b'data: {"text": "[DONE]"}\n\ndata: {}\n\n', b'data: {"text": "[DONE]"}\n\ndata: {}\n\n'),
        (b'data: {"cut": ', b""),
        (b'data: {"whole": 1}', b'data: {"whole": 1}\n\n'),
        (b"data: [DONE]", b"data: [DONE]\n\n"),
        (b"data: \xff\n\n", b"data: \xef\xbf\xbd\n\n"),
        (b'event: error\ndata: {"message":"no"}\n\n', b'data: {"error": {"message": "no"}}\n\n'),
        (b"event: error\ndata: no\n\n", b'data: {"error": {"message": "no"}}\n\n'),
        (b'event: error\ndata: {"error":{}, "a":1}\n\n', b'data: {"error": {"error": {}, "a": 1}}\n\n'),
        (b'event: error\ndata: {"error":"no"}\n\n', b'data: {"error":"no"}\n\n'),
    ],
)
def test_chat(data: bytes, out: bytes) -> None:
    assert mended(Dialect.CHAT, data) == out
    assert mended(Dialect.CHAT, *(data[at : at + 1] for at in range(len(data)))) == out


@pytest.mark.parametrize(
    ("data", "out"),
    [
        (b'data: {"type":"ping"}\n\n', b'event: ping\ndata: {"type":"ping"}\n\n'),
        (b'data: {"index":0,"type":"x"}\n\n', b'event: x\ndata: {"index":0,"type":"x"}\n\n'),
        (b'data: {"type":7}\n\n', b'data: {"type":7}\n\n'),
        (b'data: {"type":"a\\nb"}\n\n', b'data: {"type":"a\\nb"}\n\n'),
        (b'event: y\ndata: {"type":"x"}\n\n', b'event: y\ndata: {"type":"x"}\n\n'),
        (STOP + b"data: {}\n\n", b"event: message_stop\n" + STOP),
        (b'event: message\ndata: {"type":"message_stop"}\n\ndata: {}\n\n', b"event: message\n" + STOP),
        (b"event: message_stop\ndata: {}\n\ndata: {}\n\n", b"event: message_stop\ndata: {}\n\n"),
    ],
)
def test_messages(data: bytes, out: bytes) -> None:
    assert mended(Dialect.MESSAGES, data) == out


def test_words_in_a_text_do_not_end_a_stream() -> None:
    data = b'event: d\ndata: {"type":"d","text":"message_stop, [DONE], response.completed"}\n\n' * 2
    for dialect in Dialect:
        assert mended(dialect, data) == data


@pytest.mark.parametrize("kind", ["response.completed", "response.failed", "response.incomplete"])
def test_responses_end_with_their_last_event(kind: str) -> None:
    last = f"event: {kind}\ndata: {json.dumps({'response': {}, 'type': kind})}\n\n".encode()
    assert mended(Dialect.RESPONSES, last, b"data: {}\n\n") == last
    assert mended(Dialect.OTHER, last, b"data: {}\n\n") == last + b"data: {}\n\n"


def test_a_canonical_chunk_passes_as_it_is() -> None:
    block = b'data: {"a":"\xea\xb0\x80"}\n\n'
    mender = BlockMender(Dialect.CHAT)
    mender.feed(block)
    for chunk in (block, block * 100):
        assert mender.feed(chunk) is chunk
    assert mender.feed(b"data: half") == b""
    assert mender.feed(b"\n\n" + block) == b"data: half\n\n" + block
    assert list(Decoder().decode(mender.feed(b"data: a\ndata: b\n\n"))) == [Event("", "a\nb")]
