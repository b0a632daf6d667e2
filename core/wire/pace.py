"""Giving the event loop back on a time budget."""

from __future__ import annotations

import asyncio
import time
from typing import Final

BUDGET_S: Final = 0.004


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
