"""Giving the event loop back on a time budget."""

from __future__ import annotations

import asyncio
import time
from typing import Final

BUDGET_S: Final = 0.004
_RESTED_S: Final = BUDGET_S / 4


class Pace:
    """Keeps work that never waits by itself from holding the loop.

    Call `breathe` between steps. It gives the loop back once `BUDGET_S` has passed since the loop last had a turn;
    `rested` says that it just had one.
    """

    def __init__(self) -> None:
        self._since = time.monotonic()

    def rested(self) -> None:
        self._since = time.monotonic()

    async def breathe(self) -> None:
        if time.monotonic() - self._since >= BUDGET_S:
            await asyncio.sleep(0)
            self._since = time.monotonic()

    def is_due(self, before: float) -> bool:
        """Whether to breathe now, after a wait that began at `before` (`time.monotonic()`). If it was one of some
        length, the loop has had its turn; bytes that were there already come at once. Costs less than a call of
        `breathe`, for where every microsecond counts."""
        now = time.monotonic()
        if now - before > _RESTED_S:
            self._since = now
        return now - self._since >= BUDGET_S
