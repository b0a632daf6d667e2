"""What moves while an answer lives: the cursor blinks, clocks count. Nothing ticks otherwise, or out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.theme.theme import Theme
from gui.theme.tokens import CURSOR_BLINK_MS

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView


class Blink(QObject):
    def __init__(self, view: TranscriptView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._timer = QTimer(self)
        self._timer.setInterval(CURSOR_BLINK_MS)
        self._timer.timeout.connect(self.tick)

    def mind(self) -> None:
        """Tick while an answer lives and can be seen."""
        live = self._view.isVisible() and any(item.live for item in self._view.model.items[-2:])
        if live != self._timer.isActive():
            self._view.canvas.cursor_on = True
            if live:
                self._timer.start()
            else:
                self._timer.stop()

    def tick(self) -> None:
        """Turn the cursor on or off, and repaint the lines with a running clock."""
        view, canvas = self._view, self._view.canvas
        canvas.cursor_on = self._theme.reduced_motion or not canvas.cursor_on
        for rect in canvas.ticking(view.verticalScrollBar().value(), view.viewport().height()):
            view.repaint_area(rect)
        view.repaint_area(canvas.cursor_rect)
