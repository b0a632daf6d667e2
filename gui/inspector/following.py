"""What a view does that follows the trace while it can be seen, and rests while it cannot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.trace.log import TraceLog
from gui.theme.style import variant
from gui.theme.theme import Theme


class Following(QWidget):
    """Has `look()` called at most once in `frame_ms` while something comes."""

    def __init__(self, theme: Theme, log: TraceLog, frame_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        variant(self, "side", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._log = log
        self._unsubscribe: Callable[[], None] | None = None
        self._frame_ms = frame_ms
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.timeout.connect(self.look)
        theme.changed.connect(self._dress)

    def look(self) -> None:
        """Show what has come since the last time."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Fonts and colours are others; what is shown is not looked at anew."""
        raise NotImplementedError

    def _dress(self) -> None:
        self.restyle()
        self.look()

    @property
    def following(self) -> bool:
        """Whether it listens to what comes: only while it can be seen."""
        return self._unsubscribe is not None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unsubscribe is None:
            self._unsubscribe = self._log.subscribe(self.look_soon)
        self._dress()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        super().hideEvent(event)

    def look_soon(self) -> None:
        """Look when the next frame is due."""
        if not self._tick.isActive():
            self._tick.start(self._frame_ms)
