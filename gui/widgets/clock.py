"""One beat for everything that draws while text arrives.

Whoever has something to show asks for the next frame; however often it asks, it is called once. Nothing ticks while
nothing is asked for, and nothing is called while the window cannot be seen: requests wait until it can.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

FRAME_MS = 12  # from picture to picture; a 60 Hz screen shows one each 16.7, and what runs before makes a beat late
_REST_S: Final = 0.004  # after a long frame too, others get their turn
_REMEMBERED: Final = 8  # frames by which is known how long one usually takes


class FrameClock(QObject):
    """Calls what was requested, in order, at most once a frame (about 60 times a second)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._requested: dict[Callable[[], None], None] = {}
        self._paused = False
        self._held = False
        self._due = 0.0
        self._usual_s = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)

    @property
    def running(self) -> bool:
        """Whether a frame is due."""
        return self._timer.isActive()

    def request(self, callback: Callable[[], None]) -> None:
        """Call `callback` at the next frame; asking again before that changes nothing."""
        self._requested[callback] = None
        self._arm()

    def cancel(self, callback: Callable[[], None]) -> None:
        """Forget a request, if there is one."""
        self._requested.pop(callback, None)

    def set_paused(self, paused: bool) -> None:
        """Hold all requests, for example while the window is hidden."""
        self._paused = paused
        if paused:
            self._timer.stop()
        else:
            self._arm()

    def hold(self, held: bool) -> None:
        """Let something more urgent go first, for a moment: requests wait until nothing holds them."""
        self._held = held
        if held:
            self._timer.stop()
        else:
            self._arm()

    def watch(self, window: QWidget) -> None:
        """Pause while `window` is hidden or minimized."""
        window.installEventFilter(self)
        self.set_paused(not window.isVisible() or window.isMinimized())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange) and isinstance(
            watched, QWidget
        ):
            self.set_paused(not watched.isVisible() or watched.isMinimized())
        return False

    def _arm(self) -> None:
        if self._requested and not self._paused and not self._held and not self._timer.isActive():
            self._timer.start(max(0, round((self._due - time.monotonic()) * 1000)))

    def beat(self) -> None:
        """One frame: call everything, also what is requested on the way. Who asks again waits for the next one.

        Its picture is painted at its end, so the next one begins earlier by what one usually takes: counted from
        beginning to beginning, a long frame after a short one would be late by the difference."""
        self._timer.stop()
        began = time.monotonic()
        called: set[Callable[[], None]] = set()
        try:
            while due := [callback for callback in self._requested if callback not in called]:
                for callback in due:
                    called.add(callback)
                    if self._requested.pop(callback, self) is None:  # not cancelled meanwhile
                        callback()
        finally:
            ended = time.monotonic()
            self._usual_s += (ended - began - self._usual_s) / _REMEMBERED
            self._due = ended + max(_REST_S, FRAME_MS / 1000 - self._usual_s)
            self._timer.stop()  # armed by requests that were met meanwhile
            self._arm()
