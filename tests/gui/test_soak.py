"""The soak, short: twelve thousand deltas through the real window, and what lives in its process stays as much."""

from __future__ import annotations

import pytest

from tests.benchmarks.soak import Count, grown, soak


@pytest.mark.time_limit(240)
def test_nothing_grows_over_many_turns() -> None:
    counts = soak(12_000)
    assert counts[-1].deltas >= 12_000
    assert counts[-1].sockets > 0
    assert grown(counts) == []


def test_what_grows_is_named() -> None:
    few = Count(0, 0.0, 0.0, 2, 1, 0, 3, 18, 1, 300, 10_000)
    many = Count(0, 0.0, 0.0, 3, 1, 0, 3, 18, 1, 300, 10_500)
    assert grown([few, few, many]) == ["tasks: 2, then 3", "objects: 10000, then 10500"]
    assert grown([many, few, few]) == []
