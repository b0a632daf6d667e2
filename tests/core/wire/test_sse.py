"""The decoder against the letter of the standard, in any cut."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ProtocolError
from core.wire.sse import Decoder, Event, encode


def reference(data: bytes) -> list[Event]:
    """The clauses of the standard one after the other, over the whole text; the last block kept if it has data."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    events: list[Event] = []
    name, buffer = "", ""
    for line in [*re.split("\r\n|\r|\n", text), ""]:
        if line == "":
            if buffer:
                events.append(Event(name, buffer.removesuffix("\n")))
            name, buffer = "", ""
            continue
        field, colon, value = line.partition(":")
        if colon and not field:
            continue
        value = value[1:] if value.startswith(" ") else value
        if field == "data":
            buffer += value + "\n"
        elif field == "event":
            name = value
    return events


def decoded(*chunks: bytes) -> list[Event]:
    decoder = Decoder()
    events = [event for chunk in chunks for event in decoder.decode(chunk)]
    return events + decoder.flush()


PIECES = [
    b"data: {}",
    b"data:x",
    b"data",
    b"data:  two",
    b"event: ping",
    b"event",
    b"id: 7",
    b"retry: 10",
    b": comment",
    b":",
    b"unknown: x",
    b" data: indented",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\r\r",
    b"\r\n\r\n",
    b"\xef\xbb\xbf",
    "세계🌊".encode(),
    b"\xff\xe2\x82",
    b"\x00",
    b"\xe2\x80\xa8",
    b"\x85\x0b\x0c",
]
streams = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4))).map(b"".join)


@given(streams, st.lists(st.integers(0, 200)))
def test_any_cut_gives_what_the_standard_says(data: bytes, cuts: list[int]) -> None:
    borders = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    chunks = [data[start:end] for start, end in pairwise(borders)]
    assert decoded(*chunks) == reference(data)


@given(streams)
def test_byte_by_byte(data: bytes) -> None:
    assert decoded(*(data[at : at + 1] for at in range(len(data)))) == reference(data)


@pytest.mark.parametrize(
    ("data", "events"),
    [
        (b"data: one\n\ndata: two\n\n", [Event("", "one"), Event("", "two")]),
        (b"event: e\r\ndata: x\r\n\r\n", [Event("e", "x")]),
        (b"event: e\rdata: x\r\r", [Event("e", "x")]),
        (b"\xef\xbb\xbfdata: x\n\n", [Event("", "x")]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: x\n\n", []),
        (b": ping\n\ndata: x\n\n", [Event("", "x")]),
        (b"data: a\ndata:b\ndata\n\n", [Event("", "a\nb\n")]),
        (b"data:  x\n\n", [Event("", " x")]),
        (b"retry: 10\n\nid: 4\n\nevent: e\n\n", []),
        (b"data: \xff\n\n", [Event("", "\ufffd")]),
        (b"data\n\n", [Event("", "")]),
        (b"data: kept", [Event("", "kept")]),
        (b"event: dropped\n", []),
        (b"", []),
        (b"\xef\xbb", []),
        ("data: a\u2028b\x85c\n\n".encode(), [Event("", "a\u2028b\x85c")]),
    ],
)
def test_oddities(data: bytes, events: list[Event]) -> None:
    assert decoded(data) == events == reference(data)


lines = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20)


@given(lines, st.lists(lines, min_size=1).map("\n".join))
def test_encoding_and_back(name: str, data: str) -> None:
    block = encode(Event(name, data))
    assert b"\r" not in block
    assert decoded(b": first\n", block) == [Event(name, data)]


def test_encoding_folds_carriage_returns_and_refuses_a_name_of_two_lines() -> None:
    assert encode(Event("", "a\r\nb\rc")) == b"data: a\ndata: b\ndata: c\n\n"
    with pytest.raises(ValueError, match="single line"):
        encode(Event("a\nb", "x"))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_line_beyond_the_limit_is_told(size: int) -> None:
    decoder = Decoder(max_line=100)
    data = b"data: " + b"x" * 100

    def feed() -> None:
        for at in range(0, len(data), size):
            decoder.decode(data[at : at + size])

    with pytest.raises(ProtocolError, match="line longer than 100 bytes"):
        feed()


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_event_beyond_the_limit_is_told_after_those_before_it(size: int) -> None:
    decoder = Decoder(max_event=100)
    data = b"data: first\n\n" + b"data: xxxxxxxxxx\n" * 10
    events: list[Event] = []

    def feed() -> None:
        for at in range(0, len(data), size):
            events.extend(decoder.decode(data[at : at + size]))
        decoder.flush()

    with pytest.raises(ProtocolError, match="event larger than 100 bytes"):
        feed()
    assert events == [Event("", "first")]


def test_blocks_within_the_limit_never_add_up() -> None:
    decoder = Decoder(max_event=100)
    assert sum(len(decoder.decode(b": comment\nid: 3\ndata: x\n\n")) for _ in range(1000)) == 1000


def test_a_long_line_in_small_pieces_takes_linear_time() -> None:
    decoder = Decoder()
    began = time.process_time()
    for _ in range(150_000):
        decoder.decode(b"x" * 64)  # 9.6 MB without a line end: joined each time, this would copy 700 GB
    assert decoder.decode(b"\n\n") == []
    assert time.process_time() - began < 10
