"""A body kept as one run of bytes reads like the list of chunks that it was made from."""

from __future__ import annotations

import re
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from core.wire.chunks import Chunks


def filled(parts: list[bytes]) -> Chunks:
    chunks = Chunks()
    for at, part in enumerate(parts):
        chunks.append(float(at), part)
    return chunks


@given(st.lists(st.binary(max_size=8), max_size=20))
def test_it_is_the_sequence_that_was_appended(parts: list[bytes]) -> None:
    chunks = filled(parts)
    assert list(chunks) == [(float(at), part) for at, part in enumerate(parts)]
    assert len(chunks) == len(parts)
    assert [chunks[number] for number in range(-len(parts), len(parts))] == [*chunks, *chunks]
    assert chunks.size == sum(map(len, parts))


@given(st.lists(st.binary(min_size=1, max_size=8), min_size=1, max_size=20), st.data())
def test_any_part_of_the_body_knows_its_borders_and_times(parts: list[bytes], data: st.DataObject) -> None:
    chunks, body = filled(parts), b"".join(parts)
    start = data.draw(st.integers(0, len(body) - 1))
    stop = data.draw(st.integers(start, len(body)))
    assert chunks.slice(start, stop) == body[start:stop]
    ends = list(accumulate(map(len, parts)))
    assert chunks.borders(start, stop) == [end for end in ends if start < end < stop]
    assert chunks.number_at(start) == next(number for number, end in enumerate(ends) if start < end)
    assert [chunks.end(number) for number in range(len(chunks))] == ends


def test_a_pattern_is_found_across_chunks_and_nothing_is_left_after_clearing() -> None:
    chunks = filled([b"ab", b"cd"])
    assert chunks.search(re.compile(b"bc"), 0) == (1, 3)
    assert chunks.search(re.compile(b"bc"), 2) is None
    chunks.clear()
    assert (len(chunks), chunks.size, list(chunks)) == (0, 0, [])
