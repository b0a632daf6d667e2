"""The phases of a turn as one bar, each as long as it took, with a legend of names and durations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.events import Phase
from gui.inspector import words
from gui.inspector.ink import figures, phase_color
from gui.inspector.state import Segment
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_3

_BAR: Final = 10
_DOT: Final = 7


@dataclass(frozen=True, slots=True)
class _Entry:
    phase: Phase
    seconds: float

    def text(self) -> str:
        return f"{words.phase_name(self.phase)} {words.duration(self.seconds)}"


class Timeline(QWidget):
    """Draws `segments` from `start` to `end` (the present, while the turn lives); times are monotonic seconds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phaseTimeline")
        self.setAccessibleName(self.tr("Phases"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._theme = theme
        self._segments: tuple[Segment, ...] = ()
        self._start = 0.0
        self._end = 0.0
        self._legend: tuple[_Entry, ...] = ()
        self._rooms: dict[Phase, int] = {}  # how wide an entry of the legend may become

    def show_segments(self, segments: tuple[Segment, ...], start: float, end: float) -> None:
        rows = self.heightForWidth(self.width())
        if len(segments) != len(self._segments):  # spoken at each new phase, not at each tick of the clock
            self._describe(segments)
        self._segments, self._start, self._end = segments, start, max(start, end)
        self._legend = self._sums()
        if self.heightForWidth(self.width()) != rows:
            self.updateGeometry()
        self.update()

    def _describe(self, segments: tuple[Segment, ...]) -> None:
        self.setAccessibleDescription(", ".join(words.phase_name(segment.phase) for segment in segments[-20:]))

    def restyle(self) -> None:
        self.setFont(figures(self._theme, TextRole.SMALL))
        self._describe(self._segments)
        self._rooms.clear()
        self.updateGeometry()
        self.update()

    def _sums(self) -> tuple[_Entry, ...]:
        sums: dict[Phase, float] = {}
        for segment in self._segments:
            end = self._end if segment.end is None else segment.end
            sums[segment.phase] = sums.get(segment.phase, 0.0) + max(0.0, end - segment.start)
        return tuple(_Entry(phase, seconds) for phase, seconds in sums.items())

    # --- geometry -----------------------------------------------------------------------------------------------------

    def _spans(self) -> list[tuple[Segment, QRectF]]:
        """Each segment's place on the bar; a short one keeps two pixels, so that none disappears."""
        whole = max(self._end - self._start, 1e-9)
        width = float(self.width())
        spans: list[tuple[Segment, QRectF]] = []
        reached = 0.0
        for segment in self._segments:
            end = self._end if segment.end is None else segment.end
            left = max(reached, (segment.start - self._start) / whole * width)
            right = max(left + 2.0, (end - self._start) / whole * width)
            if right - reached < 0.5 or left >= width:
                continue
            spans.append((segment, QRectF(left, 1, min(right, width) - left, self._theme.px(_BAR))))
            reached = right
        return spans

    def _line(self) -> int:
        return self.fontMetrics().height() + 3

    def _places(self, width: int) -> list[tuple[_Entry, QPointF]]:
        """Where the legend's entries stand: from left to right, wrapping like words."""
        line = self._line()
        x, y = 0.0, float(self._theme.px(_BAR) + SPACE_2)
        places: list[tuple[_Entry, QPointF]] = []
        for entry in self._legend:
            room = self._room(entry.phase)
            if x and x + room > width:
                x, y = 0.0, y + line
            places.append((entry, QPointF(x, y)))
            x += room + SPACE_3
        return places

    def _room(self, phase: Phase) -> int:
        """As wide as its figures may become, so that a growing number pushes nothing."""
        if phase not in self._rooms:
            text = f"{words.phase_name(phase)} 00.0 ms"
            self._rooms[phase] = self._theme.px(_DOT) + 5 + self.fontMetrics().horizontalAdvance(text)
        return self._rooms[phase]

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return int(places[-1][1].y()) + self._line() if places else self._theme.px(_BAR) + 2

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    # --- events -------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for segment, place in self._spans():
                if place.adjusted(0, -2, 0, 4).contains(QPointF(event.pos())):
                    end = self._end if segment.end is None else segment.end
                    text = _Entry(segment.phase, end - segment.start).text()
                    QToolTip.showText(event.globalPos(), text, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QPainterPath()
        bar.addRoundedRect(QRectF(0, 1, self.width(), self._theme.px(_BAR)), 3, 3)
        painter.fillPath(bar, QColor(colors.line))
        painter.setClipPath(bar)
        spans = self._spans()
        for place, (segment, area) in enumerate(spans):
            gap = 1.0 if place + 1 < len(spans) and area.width() > 4 else 0.0
            painter.fillRect(area.adjusted(0, 0, -gap, 0), QColor(phase_color(segment.phase, colors)))
        painter.setClipping(False)
        metrics, dot = self.fontMetrics(), self._theme.px(_DOT)
        for entry, at in self._places(self.width()):
            middle = at.y() + self._line() / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(phase_color(entry.phase, colors)))
            painter.drawRoundedRect(QRectF(at.x(), middle - dot / 2, dot, dot), 2, 2)
            x = at.x() + dot + 5
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            name = words.phase_name(entry.phase)
            painter.setPen(QColor(colors.text_muted))
            painter.drawText(QPointF(x, base), name)
            painter.setPen(QColor(colors.text))
            painter.drawText(QPointF(x + metrics.horizontalAdvance(name + " "), base), words.duration(entry.seconds))
