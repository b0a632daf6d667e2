"""Painted labels whose `text()` says everything they show: figures in columns, and a sentence with a raw word."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.inspector.ink import figures
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, the value, its unit; `note` stands in small type behind the name."""

    name: str
    value: str
    unit: str = ""
    note: str = ""

    def text(self) -> str:
        words = " ".join(part for part in (self.name, self.value, self.unit) if part)
        return f"{words} ({self.note})" if self.note else words


class FactsLabel(QLabel):
    """Facts under each other: names on the left, values right-aligned in figures of one width, units after them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        self._units = 0
        self._small = figures(theme, TextRole.SMALL)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        if facts == self._facts:
            return
        taller = len(facts) != len(self._facts)
        if [fact.unit for fact in facts] != [fact.unit for fact in self._facts]:
            self._measure(facts)
        self._facts = facts
        self.setText("\n".join(fact.text() for fact in facts))
        if taller:
            self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.setFont(figures(self._theme))
        self._small = figures(self._theme, TextRole.SMALL)
        self._measure(self._facts)
        self.updateGeometry()
        self.update()

    def _measure(self, facts: tuple[Fact, ...]) -> None:
        metrics = self.fontMetrics()
        self._units = max((metrics.horizontalAdvance(fact.unit) for fact in facts), default=0)

    def _line(self) -> int:
        return self.fontMetrics().height() + 5

    def sizeHint(self) -> QSize:
        return QSize(160, self._line() * len(self._facts))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._line() * len(self._facts))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = self._theme.colors
        line = self._line()
        metrics = self.fontMetrics()
        units = self._units
        gap = SPACE_2 // 2 if units else 0
        edge = self.width() - units - gap
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, fact in enumerate(self._facts):
            top = place * line
            painter.setFont(self.font())
            value = metrics.horizontalAdvance(fact.value)
            painter.setPen(QColor(colors.text_muted))
            room = edge - value - SPACE_2
            name = metrics.elidedText(fact.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(0, top, room, line), middle | Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QColor(colors.text))
            painter.drawText(QRectF(0, top, edge, line), middle | Qt.AlignmentFlag.AlignRight, fact.value)
            painter.setPen(QColor(colors.text_faint))
            painter.drawText(QRectF(edge + gap, top, units, line), middle | Qt.AlignmentFlag.AlignLeft, fact.unit)
            if fact.note:
                painter.setFont(self._small)
                taken = metrics.horizontalAdvance(name) + SPACE_2
                room_left = QRectF(taken, top, room - taken, line)
                note = painter.fontMetrics().elidedText(fact.note, Qt.TextElideMode.ElideRight, int(room_left.width()))
                painter.drawText(room_left, middle | Qt.AlignmentFlag.AlignLeft, note)


class SentenceLabel(QLabel):
    """A sentence and, behind it in small type, a raw word. Both wrap together; `text()` holds both."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)  # also what makes a label's height follow its width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._theme = theme
        self._sentence = ""
        self._raw = ""

    def say(self, sentence: str, raw: str) -> None:
        """Show them; both must have been made safe to look at."""
        if (sentence, raw) == (self._sentence, self._raw):
            return
        self._sentence, self._raw = sentence, raw
        self.setText(f"{sentence}  {raw}" if raw else sentence)
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.setFont(self._theme.font(TextRole.LABEL))
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if self._raw:
            small = QTextCharFormat()
            font = self._theme.mono(TextRole.SMALL)
            small.setFont(font)
            small.setForeground(QColor(self._theme.colors.text_faint))
            span = QTextLayout.FormatRange()
            span.start = _units(self._sentence) + 2
            span.length = _units(self._raw)
            span.format = small
            layout.setFormats([span])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += math.ceil(line.height() * 1.15)
        layout.endLayout()
        return layout, height

    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._laid_out(max(40, width))[1])

    def sizeHint(self) -> QSize:
        width = max(120, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.colors.text))
        self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))


def _units(text: str) -> int:
    """The length as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
