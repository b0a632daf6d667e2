"""What Rivulet itself costs: a line at the foot of the window, on demand. Hidden, it measures nothing.

How long frames take is seen by a timer that should tick as often as frames come: what holds the window holds it too.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.burden import Burden, measure
from core.trace.figures import percentile
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_3, SPACE_4

_EVERY_MS: Final = 1000
_FRAME_MS: Final = 16
_KEPT: Final = 625  # gaps, of some ten seconds
_MEGABYTE: Final = 1_000_000


class ResourcesLine(QWidget):
    """`burden` and `clock` measure (tests bring their own)."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        burden: Callable[[], Burden] = measure,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("resourcesLine")
        self.setAccessibleName(self.tr("What Rivulet costs"))
        variant(self, "side", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._burden = burden
        self._clock = clock
        self._before: tuple[float, Burden] | None = None
        self._gaps: deque[float] = deque(maxlen=_KEPT)
        self._beat = 0.0
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        variant(self.label, "muted", name="role")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_4, SPACE_1, SPACE_3, SPACE_1)
        row.addWidget(self.label)
        row.addStretch(1)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self.tick)
        self._looks = QTimer(self)
        self._looks.setInterval(_EVERY_MS)
        self._looks.timeout.connect(self.look)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def measuring(self) -> bool:
        return self._frames.isActive() or self._looks.isActive()

    def tick(self) -> None:
        """A frame could have been drawn now."""
        now = self._clock()
        self._gaps.append(now - self._beat)
        self._beat = now

    def look(self) -> None:
        """Measure, and show what there is."""
        now, burden = self._clock(), self._burden()
        before, self._before = self._before, (now, burden)
        parts: list[str] = []
        if before is not None and now > before[0]:
            share = (burden.cpu - before[1].cpu) / (now - before[0])
            parts.append(self.tr("CPU {n} %").replace("{n}", f"{share * 100:.0f}"))
        if burden.memory is not None:
            parts.append(self.tr("memory {n} MB").replace("{n}", f"{burden.memory / _MEGABYTE:.0f}"))
        if self._gaps:
            gap = percentile(list(self._gaps), 99) * 1000
            parts.append(self.tr("frame gap p99 {n} ms").replace("{n}", f"{gap:.0f}"))
        if burden.connections is not None:
            parts.append(self.tr("open connections: {n}").replace("{n}", str(burden.connections)))
        self.label.setText(" · ".join(parts))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._gaps.clear()
        self._before, self._beat = None, self._clock()
        self._frames.start()
        self._looks.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        self._frames.stop()
        self._looks.stop()
        super().hideEvent(event)

    def _restyle(self) -> None:
        font = self._theme.font(TextRole.SMALL)
        font.setFeature(font.Tag("tnum"), 1)
        self.label.setFont(font)
