"""Holds all drawing for a moment, while a connection is being closed: that takes a few rounds of the loop, and a frame
that is painted between costs 10 ms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from gui.widgets.clock import FrameClock

_LONGEST_MS: Final = 40


class Holding(QTimer):
    """`then` is called when drawing goes on."""

    def __init__(self, clock: FrameClock, widgets: tuple[QWidget, ...], then: Callable[[], None]) -> None:
        super().__init__(widgets[0])
        self._clock = clock
        self._widgets = widgets
        self._then = then
        self.setSingleShot(True)
        self.setInterval(_LONGEST_MS)
        self.timeout.connect(lambda: self._draw(True))

    def begin(self) -> None:
        self._draw(False)
        self.start()

    def end(self) -> None:
        """Go on now, if it is held."""
        if self.isActive():
            self.stop()
            self._draw(True)

    def _draw(self, drawing: bool) -> None:
        self._clock.hold(not drawing)
        if drawing:
            self._then()
        for widget in self._widgets:
            widget.setUpdatesEnabled(drawing)
