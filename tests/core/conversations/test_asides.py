"""What was asked aside and paid for: each response counts once, old ones go, and a damaged note is no trouble."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.conversations.asides import asides, with_aside
from core.messages import Usage
from core.prices import Used

counts = st.none() | st.integers(0, 10**9)
responses = st.builds(
    Used, st.floats(1.7e9, 1.71e9), st.text(max_size=8), st.text(max_size=8), st.builds(Usage, counts, counts)
)


@given(st.lists(responses, max_size=8))
def test_what_was_noted_is_read_again(used: list[Used]) -> None:
    note = None
    for each in used:
        note = with_aside(note, each)
    assert asides(note) == used


def test_what_is_older_than_a_year_goes() -> None:
    old, new = (Used(at, "p", "m", Usage(1, 2)) for at in (1.0, 1.0 + 400 * 86_400))
    assert asides(with_aside(with_aside(None, old), new)) == [new]


@pytest.mark.parametrize(
    "note", [None, "", "{", "{}", "7", '[7, "x", [1], [1, 2, 3, 4, 5, 6, 7], [1, "p", "m", "x", 1, 1, 1]]']
)
def test_a_note_that_cannot_be_read_counts_nothing_and_is_written_anew(note: str | None) -> None:
    assert asides(note) == []
    used = Used(5.0, "p", "m", Usage(3, 4, None, 0))
    assert asides(with_aside(note, used)) == [used]
    assert json.loads(with_aside(note, used)) == [[5.0, "p", "m", 3, 4, None, 0]]
