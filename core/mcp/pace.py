"""How fast a server may talk: one that floods waits, and the window goes on."""

from __future__ import annotations

import asyncio
import time
from typing import Final

BURST: Final = 200
RATE: Final = 10_000.0  # a second
_LONGEST_S: Final = 0.05


class Pace:
    """`take` returns at once until `burst` messages came faster than `rate` a second; then it waits, and whoever sends
    them waits with it."""

    def __init__(self, burst: float = BURST, rate: float = RATE) -> None:
        self._burst = burst
        self._rate = rate
        self._left = burst
        self._at = time.monotonic()

    async def take(self, amount: float = 1) -> None:
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate) - amount
        self._at = now
        while self._left < 0:
            await asyncio.sleep(min(_LONGEST_S, -self._left / self._rate))
            now = time.monotonic()
            self._left = min(self._burst, self._left + (now - self._at) * self._rate)
            self._at = now
