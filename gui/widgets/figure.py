"""A plot as a value, and painting it: axes with units, points, lines, steps and bars, a key. Any painter will do, so
that the screen, a PNG and an SVG show the same.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, Colors

_DOT: Final = 2.6
_LINE: Final = 18.0  # the height of a line of text at 100 %: dots and lines grow with it
_FEWEST: Final = 3  # marks of an axis


class Mark(Enum):
    """How the points of a series are drawn."""

    DOTS = auto()
    LINE = auto()
    STEPS = auto()
    BARS = auto()


@dataclass(frozen=True, slots=True)
class Point:
    """`words` say what it is when somebody points at it; `x2` is where a bar ends."""

    x: float
    y: float
    words: str = ""
    x2: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """`color` is a colour's value, `hollow` draws dots as rings."""

    name: str
    color: str
    points: tuple[Point, ...]
    mark: Mark = Mark.DOTS
    hollow: bool = False


def plain(value: float) -> str:
    return f"{value:g}"


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`; `label` names what it measures, with its unit; `write` puts a value in words. `at` are
    values to mark, found by itself where there are none."""

    low: float
    high: float
    label: str = ""
    log: bool = False
    write: Callable[[float], str] = plain
    at: tuple[float, ...] = ()

    def share(self, value: float) -> float:
        """Where a value stands, from 0 at the low end to 1."""
        if self.log:
            low, high = math.log10(self.low), math.log10(self.high)
            return (math.log10(max(value, self.low)) - low) / (high - low or 1.0)
        return (value - self.low) / (self.high - self.low or 1.0)

    def ticks(self, most: int) -> tuple[float, ...]:
        if self.at:
            step = math.ceil(len(self.at) / max(1, most))
            return self.at[::step]
        return log_ticks(self.low, self.high, most) if self.log else round_ticks(self.low, self.high, most)


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole plot. `empty` is said where there is nothing to draw."""

    x: Axis
    y: Axis
    series: tuple[Series, ...] = ()
    empty: str = ""
    title: str = ""
    rules: tuple[tuple[float, str], ...] = field(default=())  # heights with a name

    @property
    def count(self) -> int:
        return sum(len(one.points) for one in self.series)


@dataclass(frozen=True, slots=True)
class Ink:
    """What a figure is drawn with. `ground` is behind it."""

    colors: Colors
    font: QFont
    strong: QFont
    ground: str


def round_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round values from `low` to `high`, `most` of them or fewer."""
    if high <= low:
        return (low,)
    rough = (high - low) / max(1, most - 1)
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 5, 10) if factor * magnitude >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(number * step for number in range(first, last + 1))


def log_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """1, 2, 5, 10, … between `low` and `high`; only the decades where that is too many."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for factors in ((1, 2, 5), (1, 3), (1,)):
        found = tuple(
            factor * 10.0**power
            for power in range(first, last + 1)
            for factor in factors
            if low * (1 - 1e-9) <= factor * 10.0**power <= high * (1 + 1e-9)
        )
        if len(found) <= most:
            return found
    return found[:: math.ceil(len(found) / max(1, most))]


def top_of(values: Sequence[float]) -> float:
    """A round value that none of `values` exceeds."""
    highest = max(values, default=0.0)
    if highest < sys.float_info.min or not math.isfinite(highest):  # below it a power of ten is rounded to nothing
        return 1.0
    magnitude = 10.0 ** math.floor(math.log10(highest))
    return next(factor * magnitude for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if factor * magnitude >= highest)


# --- geometry ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the paper."""

    series: int
    point: int
    at: QPointF


class Frame:
    """Where everything of a figure stands in a rectangle."""

    def __init__(self, figure: Figure, area: QRectF, ink: Ink) -> None:
        self.figure = figure
        self.metrics = QFontMetricsF(ink.font)
        self.line = self.metrics.height() + 2
        self.scale = max(1.0, self.line / _LINE)
        top = area.top() + (self.line * 1.4 + SPACE_1 if figure.title else SPACE_1)  # clear of the highest mark
        self.key = self.line + SPACE_1 if sum(bool(one.name) for one in figure.series) else 0.0
        foot = self.line + (self.line if figure.x.label else 0) + self.key
        height = max(20.0, area.bottom() - top - foot - SPACE_2)
        if figure.y.label:
            top += self.line
            height = max(20.0, height - self.line)
        self.y_ticks = figure.y.ticks(max(_FEWEST, int(height / (self.line * 1.6))))
        widest = max((self.metrics.horizontalAdvance(figure.y.write(tick)) for tick in self.y_ticks), default=0.0)
        left = area.left() + widest + SPACE_2
        self.field = QRectF(left, top, max(20.0, area.right() - left - SPACE_3), height)
        self.area = area
        sample = max(self.metrics.horizontalAdvance(figure.x.write(value)) for value in (figure.x.low, figure.x.high))
        self.x_ticks = figure.x.ticks(max(_FEWEST, int(self.field.width() / (sample + SPACE_3 * 1.5))))

    def x(self, value: float) -> float:
        return self.field.left() + min(1.0, max(0.0, self.figure.x.share(value))) * self.field.width()

    def y(self, value: float) -> float:
        return self.field.bottom() - min(1.0, max(0.0, self.figure.y.share(value))) * self.field.height()

    def at(self, point: Point) -> QPointF:
        middle = (self.x(point.x) + self.x(point.x2)) / 2 if point.x2 is not None else self.x(point.x)
        return QPointF(middle, self.y(point.y))

    def nearest(self, position: QPointF) -> Place | None:
        """The point that somebody means who points there: of dots the nearest, else the one above or below."""
        best: Place | None = None
        least = math.inf
        for number, series in enumerate(self.figure.series):
            for place, point in enumerate(series.points):
                at = self.at(point)
                across = abs(at.x() - position.x())
                if point.x2 is not None and self.x(point.x) <= position.x() <= self.x(point.x2):
                    across = 0.0
                distance = math.hypot(across, at.y() - position.y())
                if series.mark is not Mark.DOTS:
                    distance = across + abs(at.y() - position.y()) * 0.05
                if distance < least:
                    best, least = Place(number, place, at), distance
        return best if self.field.adjusted(-8, -8, 8, 8).contains(position) else None


# --- painting ---------------------------------------------------------------------------------------------------------


def paint(painter: QPainter, frame: Frame, ink: Ink) -> None:
    """Draw the whole figure; the ground is the caller's."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(ink.font)
    figure, colors = frame.figure, ink.colors
    if figure.title:
        painter.setFont(ink.strong)
        painter.setPen(QColor(colors.text))
        title = QFontMetricsF(ink.strong).elidedText(figure.title, Qt.TextElideMode.ElideRight, frame.area.width())
        painter.drawText(QPointF(frame.area.left(), frame.area.top() + frame.metrics.ascent()), title)
        painter.setFont(ink.font)
    if figure.count:
        _paint_axes(painter, frame, ink)
    else:
        painter.setPen(QColor(colors.text_muted))
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(frame.field, wrapped, figure.empty)
        return
    for series in figure.series:
        _PAINTERS[series.mark](painter, frame, series, ink)
    _paint_rules(painter, frame, ink)
    _paint_key(painter, frame, ink)


def paint_pointed(painter: QPainter, frame: Frame, place: Place, ink: Ink) -> None:
    """Show which point is meant."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colors = ink.colors
    painter.setPen(QPen(QColor(colors.text_faint), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(place.at.x(), frame.field.top()), QPointF(place.at.x(), frame.field.bottom()))
    painter.setPen(QPen(QColor(colors.text), 1.5 * frame.scale))
    painter.setBrush(QColor(frame.figure.series[place.series].color))
    radius = (_DOT + 2) * frame.scale
    painter.drawEllipse(place.at, radius, radius)


def _paint_axes(painter: QPainter, frame: Frame, ink: Ink) -> None:
    figure, colors, field_, line = frame.figure, ink.colors, frame.field, frame.line
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for tick in frame.y_ticks:
        y = round(frame.y(tick)) + 0.5
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.drawLine(QPointF(field_.left(), y), QPointF(field_.right(), y))
        painter.setPen(QColor(colors.text_faint))
        area = QRectF(frame.area.left(), y - line / 2, field_.left() - frame.area.left() - SPACE_2, line)
        painter.drawText(area, right, figure.y.write(tick))
    for tick in frame.x_ticks:
        text = figure.x.write(tick)
        width = frame.metrics.horizontalAdvance(text)
        x = frame.x(tick)
        painter.setPen(QPen(QColor(colors.text_faint), 1))
        painter.drawLine(QPointF(x, field_.bottom()), QPointF(x, field_.bottom() + 3))
        left = min(max(frame.area.left(), x - width / 2), frame.area.right() - width)
        painter.drawText(QPointF(left, field_.bottom() + 4 + frame.metrics.ascent()), text)
    painter.setPen(QColor(colors.text_muted))
    if figure.y.label:
        painter.drawText(QPointF(frame.area.left(), field_.top() - line + frame.metrics.ascent() - 4), figure.y.label)
    if figure.x.label:
        area = QRectF(field_.left(), field_.bottom() + 2 + line, field_.width(), line)
        painter.drawText(area, right, figure.x.label)


def _paint_dots(painter: QPainter, frame: Frame, series: Series, ink: Ink) -> None:
    color, radius = QColor(series.color), _DOT * frame.scale
    if series.hollow:
        painter.setPen(QPen(color, 1.3 * frame.scale))
        painter.setBrush(QColor(ink.ground))
        for point in series.points:
            painter.drawEllipse(frame.at(point), radius, radius)
        return
    pen = QPen(color, radius * 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([frame.at(point) for point in series.points]))


def _paint_line(painter: QPainter, frame: Frame, series: Series, ink: Ink) -> None:
    painter.setPen(QPen(QColor(series.color), 1.6 * frame.scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([frame.at(point) for point in series.points]))
    if len(series.points) == 1:
        _paint_dots(painter, frame, series, ink)


def _paint_steps(painter: QPainter, frame: Frame, series: Series, _ink: Ink) -> None:
    path, last = QPainterPath(), 0.0
    for number, point in enumerate(series.points):
        at = frame.at(point)
        if number:
            path.lineTo(QPointF(at.x(), last))
            path.lineTo(at)
        else:
            path.moveTo(at)
        last = at.y()
    painter.setPen(QPen(QColor(series.color), 1.6 * frame.scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _paint_bars(painter: QPainter, frame: Frame, series: Series, _ink: Ink) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(series.color))
    base = frame.field.bottom()
    for point in series.points:
        left, right = frame.x(point.x), frame.x(point.x2 if point.x2 is not None else point.x)
        top = frame.y(point.y)
        if point.y > 0:
            height = max(1.0, base - top)
            painter.drawRect(QRectF(left + 0.5, base - height, max(1.0, right - left - 1), height))


_PAINTERS: Final = {
    Mark.DOTS: _paint_dots,
    Mark.LINE: _paint_line,
    Mark.STEPS: _paint_steps,
    Mark.BARS: _paint_bars,
}


def _paint_rules(painter: QPainter, frame: Frame, ink: Ink) -> None:
    for value, name in frame.figure.rules:
        y = round(frame.y(value)) + 0.5
        painter.setPen(QPen(QColor(ink.colors.waiting), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(frame.field.left(), y), QPointF(frame.field.right(), y))
        painter.setPen(QColor(ink.colors.waiting))
        width = frame.metrics.horizontalAdvance(name)
        painter.drawText(QPointF(frame.field.right() - width, y - 3), name)


def _paint_key(painter: QPainter, frame: Frame, ink: Ink) -> None:
    """Below the axis: what the marks mean."""
    if not frame.key:
        return
    x, middle = frame.field.left(), frame.area.bottom() - frame.line / 2
    for series in frame.figure.series:
        if not series.name:
            continue
        name = frame.metrics.elidedText(series.name, Qt.TextElideMode.ElideMiddle, 260)
        width = 14 * frame.scale + frame.metrics.horizontalAdvance(name)
        if x + width > frame.area.right() and x > frame.field.left():
            painter.setPen(QColor(ink.colors.text_faint))
            painter.drawText(QPointF(x, middle + frame.metrics.ascent() / 2 - 1), "…")
            return
        painter.setPen(QPen(QColor(series.color), 1.5))
        painter.setBrush(QColor(ink.ground if series.hollow else series.color))
        painter.drawEllipse(QPointF(x + 4 * frame.scale, middle), 3 * frame.scale, 3 * frame.scale)
        painter.setPen(QColor(ink.colors.text_muted))
        painter.drawText(
            QPointF(x + 12 * frame.scale, middle + (frame.metrics.ascent() - frame.metrics.descent()) / 2), name
        )
        x += width + SPACE_3
