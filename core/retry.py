"""Whether and when a failed request is sent again. Pure policy: nobody sleeps here."""

from __future__ import annotations

import random

from core.errors import ErrorInfo, ErrorKind

LONGEST_WAIT_S = 60.0  # a server that asks for more is not waited for: the wait is shown instead
_BREAKS = frozenset({ErrorKind.CONNECTION, ErrorKind.TRUNCATED, ErrorKind.TIMEOUT})
_FIRST_S = 1.0
_LONGEST_BACKOFF_S = 16.0


def retry_delay(error: ErrorInfo, attempt: int, max_retries: int, *, goes_on: bool = False) -> float | None:
    """Seconds to wait before retry number `attempt` (from 1), or None for "do not retry". `goes_on`: the server writes
    on meanwhile, so that a break costs nothing.

    The server's own Retry-After is followed to the letter up to a minute. Otherwise the wait doubles from one second,
    spread by a quarter so that many clients do not come back at once.
    """
    if not (error.retryable or (goes_on and error.kind in _BREAKS)) or attempt > max_retries:
        return None
    if error.retry_after_s is not None:
        return max(0.0, error.retry_after_s) if error.retry_after_s <= LONGEST_WAIT_S else None
    backoff = min(_FIRST_S * 2.0 ** (attempt - 1), _LONGEST_BACKOFF_S)
    return backoff * random.uniform(0.75, 1.25)
