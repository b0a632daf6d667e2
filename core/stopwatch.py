"""The moments of a turn: when it started, had its first byte, its first and last token, was stopped and closed."""

from __future__ import annotations

from dataclasses import dataclass

from core.messages import Timing


@dataclass(slots=True)
class Stopwatch:
    """Monotonic seconds; None for what never came."""

    started: float = 0.0
    first_byte: float | None = None
    first_token: float | None = None
    last_token: float | None = None
    stopped: float | None = None
    closed: float | None = None
    ended: float | None = None  # where more was done after the end

    def token(self, now: float) -> None:
        if self.first_token is None:
            self.first_token = now
        self.last_token = now

    def timing(self, now: float) -> Timing:
        close_ms = None
        if self.stopped is not None and self.closed is not None and self.closed >= self.stopped:
            close_ms = (self.closed - self.stopped) * 1000
        return Timing(
            first_byte_ms=self._since_start(self.first_byte),
            first_token_ms=self._since_start(self.first_token),
            last_token_ms=self._since_start(self.last_token),
            total_ms=self._since_start(now if self.ended is None else self.ended),
            close_ms=close_ms,
        )

    def _since_start(self, moment: float | None) -> float | None:
        return None if moment is None else (moment - self.started) * 1000
