"""When a request is sent again."""

from __future__ import annotations

import pytest

from core.errors import ErrorInfo, ErrorKind
from core.retry import LONGEST_WAIT_S, retry_delay


def error(retry_after_s: float | None = None, *, retryable: bool = True) -> ErrorInfo:
    return ErrorInfo(ErrorKind.RATE_LIMIT, "slow down", 429, retryable, retry_after_s)


def test_the_server_s_wish_is_followed_to_the_letter() -> None:
    assert retry_delay(error(3.5), 1, 2) == 3.5
    assert retry_delay(error(-4), 1, 2) == 0.0
    assert retry_delay(error(LONGEST_WAIT_S), 1, 2) == LONGEST_WAIT_S


def test_too_long_a_wish_is_shown_not_slept() -> None:
    assert retry_delay(error(LONGEST_WAIT_S + 1), 1, 2) is None


def test_only_what_may_help_is_tried_and_only_so_often() -> None:
    assert retry_delay(error(retryable=False), 1, 2) is None
    assert retry_delay(error(), 3, 2) is None
    assert retry_delay(error(), 1, 0) is None


@pytest.mark.parametrize(("attempt", "centre"), [(1, 1.0), (2, 2.0), (3, 4.0), (9, 16.0)])
def test_waits_double_and_are_spread(attempt: int, centre: float) -> None:
    delays = [retry_delay(error(), attempt, 20) or 0.0 for _ in range(200)]
    assert min(delays) >= centre * 0.75
    assert max(delays) <= centre * 1.25
    assert len(set(delays)) > 1
