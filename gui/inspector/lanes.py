"""A turn on one axis, painted: its phases, each request from connecting to closing, tools, waits before a retry."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.events import Phase
from core.trace.figures import Course, Lane, Moment, MomentKind, Span, SpanKind
from gui.inspector import words
from gui.inspector.ink import figures, phase_color
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, Colors
from gui.widgets.access import DRAWN
from gui.widgets.figure import round_ticks

_BAR: Final = 10
_DOT: Final = 7
_LABELS: Final = 0.4  # of the width, at most
_SEEN: Final = 0.005  # of the whole: a shorter part of a request is a hairline
_EDGE: Final = 6  # right of the axis: room for the mark of the end
_NEAR: Final = 6.0
_NOTHING: Final = Course(1.0, (), (), ())
_Item = Span | Moment


class Lanes(QWidget):
    """Each stretch and moment is read with the mouse, or with the arrow keys."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("turnLanes")
        self.setAccessibleName(self.tr("Course of the turn"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(DRAWN, True)
        self._theme = theme
        self._course = _NOTHING
        self._items: tuple[_Item, ...] = ()
        self._key: tuple[tuple[str, str], ...] = ()  # what the colours mean: words, colour
        self._pointed: int | None = None

    def show_course(self, course: Course) -> None:
        if course == self._course:
            return
        self._course = course
        self._items = (*sorted(course.spans, key=lambda span: (span.lane, span.start)), *course.moments)
        if self._pointed is not None and self._pointed >= len(self._items):
            self._pointed = None
        self.setAccessibleDescription(self.caption())
        self._explain()
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()
        self.update()

    def _explain(self) -> None:
        """Name every colour once, in the order of time; what is too short to be seen needs no name."""
        names: dict[str, str] = {}
        seen = self._course.seconds * _SEEN
        for span in self._course.spans:
            if span.kind in (SpanKind.PHASE, SpanKind.TOOL) or span.end - span.start >= seen:
                names.setdefault(span_color(span, self._theme.colors), self._kind_name(span))
        self._key = tuple((words, color) for color, words in names.items())

    def restyle(self) -> None:
        self.setFont(figures(self._theme, TextRole.SMALL))
        self._explain()
        self.updateGeometry()
        self.update()

    def caption(self) -> str:
        """What is pointed at, in words; else how long the whole took."""
        if self._pointed is None:
            return self.tr("{time} in all").replace("{time}", words.duration(self._course.seconds))
        item = self._items[self._pointed]
        name = self._lane_name(self._course.lanes[item.lane])
        if isinstance(item, Moment):
            text = self.tr("{what} at {time}")
            said = text.replace("{what}", self._moment_name(item.kind)).replace("{time}", words.duration(item.at))
            return f"{name}: {said}" if item.lane else said
        took = words.duration(item.end - item.start)
        said = self.tr("{what} {time}, from {start}").replace("{what}", self._span_name(item)).replace("{time}", took)
        said = said.replace("{start}", words.duration(item.start))
        return f"{name}: {said}" if item.lane and item.kind is not SpanKind.TOOL else said

    def _lane_name(self, lane: Lane) -> str:
        if lane.kind is SpanKind.PHASE:
            return self.tr("Phases")
        if lane.kind is SpanKind.TOOL:
            return words.one_line(lane.name)
        return self.tr("Request {n}").replace("{n}", str(lane.number))

    def _span_name(self, span: Span) -> str:
        if span.kind is SpanKind.PHASE:
            return words.phase_name(Phase(span.name))
        if span.kind is SpanKind.TOOL:
            return words.one_line(span.name)
        return {
            SpanKind.CONNECT: self.tr("connecting"),
            SpanKind.HEADERS: self.tr("waiting for headers"),
            SpanKind.FIRST_BYTE: self.tr("waiting for the first byte"),
            SpanKind.BODY: self.tr("receiving"),
        }.get(span.kind, self.tr("waiting to try again"))

    def _kind_name(self, span: Span) -> str:
        """What a colour means, whichever tool it is."""
        return words.phase_name(Phase.TOOL) if span.kind is SpanKind.TOOL else self._span_name(span)

    def _moment_name(self, kind: MomentKind) -> str:
        return {
            MomentKind.FIRST_TOKEN: self.tr("first token"),
            MomentKind.LAST_TOKEN: self.tr("last token"),
            MomentKind.CLOSED: self.tr("connection closed"),
            MomentKind.ENDED: self.tr("end of the turn"),
        }[kind]

    # --- geometry -----------------------------------------------------------------------------------------------------

    def _dot(self) -> int:
        return self._theme.px(_DOT)

    def _bar(self) -> int:
        return self._theme.px(_BAR)

    def _line(self) -> int:
        return self.fontMetrics().height() + SPACE_1

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._key_places(width)
        rows = len(self._course.lanes) + 2 + (round(places[-1].y() / self._line()) + 1 if places else 0)
        return self._line() * rows + 2 * SPACE_2

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def _labels(self) -> int:
        """How wide the names of the lanes may be."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self._lane_name(lane)) for lane in self._course.lanes), default=0)
        return min(widest, round(self.width() * _LABELS)) + SPACE_2

    def _field(self) -> QRectF:
        left, line = self._labels(), self._line()
        return QRectF(left, line + SPACE_1, self.width() - left - self._theme.px(_EDGE), line * len(self._course.lanes))

    def _key_places(self, width: int) -> list[QPointF]:
        """Where the words about the colours stand below the axis: from left to right, wrapping like words."""
        x, y, places = 0, 0, []
        for said, _color in self._key:
            room = self._dot() + 5 + self.fontMetrics().horizontalAdvance(said)
            if x and x + room > width:
                x, y = 0, y + self._line()
            places.append(QPointF(x, y))
            x += room + SPACE_3
        return places

    def _x(self, seconds: float, field: QRectF) -> float:
        return field.left() + seconds / self._course.seconds * field.width()

    def _rect(self, span: Span, field: QRectF) -> QRectF:
        left, right = self._x(span.start, field), self._x(span.end, field)
        top = field.top() + span.lane * self._line() + (self._line() - self._bar()) / 2
        return QRectF(left, top, max(1.5, right - left), self._bar())

    def _at(self, moment: Moment, field: QRectF) -> QPointF:
        return QPointF(self._x(moment.at, field), field.top() + (moment.lane + 0.5) * self._line())

    def _found(self, position: QPointF) -> int | None:
        field = self._field()
        for number in range(len(self._items) - 1, -1, -1):  # what is painted last is on top
            item = self._items[number]
            if isinstance(item, Moment):
                at = self._at(item, field)
                if abs(at.x() - position.x()) <= _NEAR and abs(at.y() - position.y()) <= self._line() / 2:
                    return number
            elif self._rect(item, field).adjusted(-1, -4, 1, 4).contains(position):
                return number
        return None

    # --- events -------------------------------------------------------------------------------------------------------

    def _point(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self.setAccessibleDescription(self.caption())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._found(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._items:
            super().keyPressEvent(event)
            return
        last = len(self._items) - 1
        before = self._pointed if self._pointed is not None else (-1 if step > 0 else last + 1)
        self._point(min(last, max(0, before + step)))

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._course.lanes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, field, metrics = self._theme.colors, self._field(), self.fontMetrics()
        painter.setPen(QColor(colors.text_muted))
        caption = metrics.elidedText(self.caption(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, 0, self.width(), self._line()), Qt.AlignmentFlag.AlignVCenter, caption)
        self._paint_axis(painter, field, colors)
        for number, lane in enumerate(self._course.lanes):
            top = field.top() + number * self._line()
            painter.setPen(QColor(colors.text))
            room = round(field.left()) - SPACE_2
            name = metrics.elidedText(self._lane_name(lane), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(0, top, field.left(), self._line()), Qt.AlignmentFlag.AlignVCenter, name)
        for number, item in enumerate(self._items):
            if isinstance(item, Span):
                self._paint_span(painter, item, field, pointed=number == self._pointed)
            else:
                self._paint_moment(painter, item, field, pointed=number == self._pointed)
        self._paint_key(painter, colors)
        if self.hasFocus():
            painter.setPen(QColor(colors.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_axis(self, painter: QPainter, field: QRectF, colors: Colors) -> None:
        metrics = self.fontMetrics()
        sample = metrics.horizontalAdvance(words.tick(self._course.seconds)) + SPACE_2
        for tick in round_ticks(0.0, self._course.seconds, max(3, int(field.width() / sample) + 1)):
            x, text = round(self._x(tick, field)) + 0.5, words.tick(tick)
            painter.setPen(QPen(QColor(colors.line), 1))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom() + 3))
            painter.setPen(QColor(colors.text_faint))
            left = min(x - metrics.horizontalAdvance(text) / 2, self.width() - metrics.horizontalAdvance(text))
            painter.drawText(QPointF(left, field.bottom() + 4 + metrics.ascent()), text)

    def _paint_key(self, painter: QPainter, colors: Colors) -> None:
        metrics, line, dot = self.fontMetrics(), self._line(), self._dot()
        top = self._line() * (len(self._course.lanes) + 2) + SPACE_2
        for (said, color), place in zip(self._key, self._key_places(self.width()), strict=True):
            middle = top + place.y() + line / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(QRectF(place.x(), middle - dot / 2, dot, dot), 2, 2)
            painter.setPen(QColor(colors.text_muted))
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(place.x() + dot + 5, base), said)

    def _paint_span(self, painter: QPainter, span: Span, field: QRectF, *, pointed: bool) -> None:
        colors, rect = self._theme.colors, self._rect(span, field)
        color = QColor(span_color(span, colors))
        if span.kind is SpanKind.RETRY:
            painter.fillRect(rect, QColor(colors.failed_soft))
            painter.fillRect(rect, _hatched(color))
        else:
            painter.fillRect(rect, color)
        if pointed:
            painter.setPen(QPen(QColor(colors.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5))

    def _paint_moment(self, painter: QPainter, moment: Moment, field: QRectF, *, pointed: bool) -> None:
        colors, at = self._theme.colors, self._at(moment, field)
        size = (4.5 if pointed else 3.5) * self._theme.scale
        bar = self._bar()
        painter.setPen(QPen(QColor(colors.side), 1))
        painter.setBrush(QColor(colors.text))
        if moment.kind in (MomentKind.FIRST_TOKEN, MomentKind.LAST_TOKEN):
            side = 1 if moment.kind is MomentKind.FIRST_TOKEN else -1  # they stand and point inwards
            tip = [QPointF(side * 2 * size, 0.0), QPointF(0.0, -size), QPointF(0.0, size)]
            painter.drawPolygon(QPolygonF([at + corner for corner in tip]))
        else:
            painter.drawRect(QRectF(at.x() - 1.5, at.y() - bar / 2 - 2, 3, bar + 4))


def span_color(span: Span, colors: Colors) -> str:
    if span.kind is SpanKind.PHASE:
        return phase_color(Phase(span.name), colors)
    return {
        SpanKind.CONNECT: colors.text_faint,
        SpanKind.HEADERS: colors.waiting,
        SpanKind.FIRST_BYTE: colors.stopped,
        SpanKind.BODY: colors.accent,
        SpanKind.TOOL: colors.syntax_function,
        SpanKind.RETRY: colors.failed,
    }[span.kind]


def _hatched(color: QColor) -> QBrush:
    return QBrush(color, Qt.BrushStyle.BDiagPattern)
