"""Work that takes longer than a frame, done a slice at a time in the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

_AT_ONCE_S: Final = 0.03  # what ends within this is not sliced
_SLICE_S: Final = 0.006


class Slices(QObject):
    """One piece of work at a time: another one takes the place of one that has not ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Generator[None, None, Any] | None = None
        self._then: Callable[[Any], None] = lambda _result: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._go(_SLICE_S))

    @property
    def busy(self) -> bool:
        return self._steps is not None

    def run(self, steps: Generator[None, None, Any], then: Callable[[Any], None]) -> None:
        """Take `steps` one after the other, and give what they return to `then`; at once if that is soon done."""
        self._steps, self._then = steps, then
        self._go(_AT_ONCE_S)

    def _go(self, seconds: float) -> None:
        steps, until = self._steps, time.monotonic() + seconds
        if steps is None:
            return
        try:
            while time.monotonic() < until:
                next(steps)
        except StopIteration as end:
            self._steps = None
            self._then(end.value)
        else:
            self._timer.start(0)
