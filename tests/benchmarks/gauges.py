"""Instruments inside the measured process: paints of a widget, how long the GUI thread stays away, memory."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds: of the clock on the wall, and of work that this thread has done so far."""

    wall: float
    work: float

    @classmethod
    def now(cls) -> Moment:
        return cls(time.monotonic(), time.thread_time())


class Paints(QObject):
    """Notes each paint of a widget while `on`. Who tells it that there is something to paint has gaps counted from then
    on: that nothing came is not the program's doing."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.moments: list[Moment] = []
        self._wanted: dict[int, Moment] = {}  # by the paint that shows it, since when there was something to paint
        self.on = True
        self._next: asyncio.Event | None = None
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            if self.on:
                self.moments.append(Moment.now())
            if self._next is not None:
                self._next.set()
        return False

    def want(self) -> None:
        """There is something to paint."""
        if len(self.moments) not in self._wanted:
            self._wanted[len(self.moments)] = Moment.now()

    async def next(self) -> None:
        """Returns after the next paint."""
        self._next = asyncio.Event()
        await self._next.wait()

    async def quiet(self, seconds: float = 0.3, at_most: float = 20.0) -> float:
        """Waits until nothing was painted for a while; returns the time of the last paint."""
        until = time.monotonic() + at_most
        while time.monotonic() < until and (not self.moments or time.monotonic() - self.moments[-1].wall < seconds):
            await asyncio.sleep(0.02)
        return self.moments[-1].wall

    def figures(self, first: float, last: float) -> Figures:
        """Gaps between the paints of that time, in milliseconds; `max_work` is our own work in the longest one."""
        begun = [self._wanted.get(place + 1, moment) for place, moment in enumerate(self.moments)]
        gaps = [
            ((b.wall - a.wall) * 1000, (b.work - a.work) * 1000)
            for a, b in zip(begun, self.moments[1:], strict=False)
            if first <= a.wall and b.wall <= last
        ]
        longest, work = max(gaps, default=(0.0, 0.0))
        return {"frames": len(gaps), **percentiles([gap for gap, _ in gaps]), "max": longest, "max_work": work}


class Heartbeat(QObject):
    """A beat each millisecond: what is between two beats is how long the GUI thread did not come back."""

    def __init__(self) -> None:
        super().__init__()
        self._last = Moment.now()
        self.longest = self.work = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = Moment.now()
        self._timer.start()

    def stop(self) -> Figures:
        """Milliseconds of the longest block, and of our own work in it."""
        self._beat()
        self._timer.stop()
        return {"block": self.longest * 1000, "block_work": self.work * 1000}

    def _beat(self) -> None:
        now = Moment.now()
        if now.wall - self._last.wall > self.longest:
            self.longest, self.work = now.wall - self._last.wall, now.work - self._last.work
        self._last = now


def percentiles(values: Sequence[float]) -> Figures:
    """`p50`, `p99` and `p99.9` by rank; zeros where there are no values."""
    ranked = sorted(values) or [0.0]
    return {f"p{part:g}": ranked[min(len(ranked) - 1, int(len(ranked) * part / 100))] for part in (50, 99, 99.9)}


def waited_for_cpu_s() -> float:
    """Seconds that this thread was ready but had no processor: how noisy the machine is. 0 where it is not told."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
    except OSError:
        return 0.0


def rss_mb() -> float:
    """Memory of this process, in MB."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:  # no Linux: the largest it has been
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
