"""How long those who share a loop may work before it is given back: all of them together, however many they are.

Eight turns that each took two milliseconds between two rounds of the loop would make every frame late; each takes its
part of that instead. A round ends when the loop comes to what was asked for at its start.
"""

from __future__ import annotations

import asyncio
from typing import Final

ROUND_S: Final = 0.002  # of all together between two rounds


class Shares:
    """What is shared on one loop. `round` counts the rounds in which somebody worked."""

    def __init__(self) -> None:
        self.round = 0
        self._here = 0  # who works in this round
        self._before = 0  # who worked in the last one

    @property
    def each(self) -> float:
        """Seconds for each in this round."""
        return ROUND_S / max(1, self._here, self._before)

    def join(self) -> None:
        """Somebody works in this round."""
        if not self._here:
            asyncio.get_running_loop().call_soon(self._end)
        self._here += 1

    def _end(self) -> None:
        self.round += 1
        self._before, self._here = self._here, 0


class Share:
    """One turn's part."""

    def __init__(self, shares: Shares | None = None) -> None:
        self._shares = shares if shares is not None else Shares()
        self._round = -1
        self._began = 0.0

    def used(self, now: float) -> bool:
        """Whether the loop is to be given back, by the monotonic clock; to be asked after each piece of work, the first
        of which in a round is always granted."""
        shares = self._shares
        if self._round != shares.round:
            self._round, self._began = shares.round, now
            shares.join()
            return False
        return now - self._began > shares.each
