"""A deadline that can be moved ten thousand times a second.

`asyncio.timeout` costs a timer at every move. Here a move is an assignment; one timer looks now and then whether the
deadline has really passed.
"""

from __future__ import annotations

import asyncio
from types import TracebackType

# Qt's timers hold 2^31 ms; a longer deadline is looked at once a day on the way.
_LONGEST_TIMER_S = 86_400.0


class Watchdog:
    """`async with Watchdog() as watchdog:` cancels its body and raises TimeoutError when `expect` was not renewed.

    A cancellation from outside that comes at the same moment wins, as with `asyncio.timeout`.
    """

    def __init__(self) -> None:
        self._timeout = asyncio.timeout(None)
        self._due: float | None = None
        self._armed_for: float | None = None
        self._timer: asyncio.Handle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __aenter__(self) -> Watchdog:
        self._loop = asyncio.get_running_loop()
        await self._timeout.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._disarm()
        self._loop = None
        await self._timeout.__aexit__(kind, error, trace)

    def expect(self, seconds: float | None) -> None:
        """From now on the next sign of life is due within `seconds`; None means whenever."""
        loop = self._loop
        if loop is None:
            return  # a last word from the wire after the wait is over
        if seconds is None:
            self._due = None
            return
        self._due = due = loop.time() + seconds
        if self._armed_for is None or self._armed_for > due:
            self._arm(loop, due)

    def _arm(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        self._disarm()
        self._armed_for = min(due, loop.time() + _LONGEST_TIMER_S)
        self._timer = loop.call_at(self._armed_for, self._check)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._armed_for = None

    def _check(self) -> None:
        loop = self._loop
        self._timer = self._armed_for = None
        if loop is None or self._due is None:
            return
        # A timer may fire a little early; half a millisecond is not worth another one.
        if self._due - loop.time() > 0.0005:
            self._arm(loop, self._due)
        else:
            self._timeout.reschedule(loop.time())
