"""Formulas as pictures: asked for while laying out, made in a thread, drawn by QtSvg at any scale.

    formula = formulas.get(latex, display=True, size_px=16, color="#1f2328")
    # Formula: draw it; None: it cannot be drawn, show the source; PENDING: `ready` will tell

In a line of text a formula is one character of its document, drawn by `FormulaObject`; `insets` puts it there.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from enum import Enum
from typing import Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QByteArray, QObject, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from core.markdown.foreign import visible
from gui.transcript.styles import FORMULA, LATEX
from gui.transcript.typesetting import EM, Drawing, Refused, typeset

OBJECT: Final = QTextFormat.ObjectTypes.UserObject.value + 1  # the type of a formula's character
OBJECT_CHAR: Final = "\ufffc"
OPTICAL: Final = 1.08  # the formula font is a little smaller to the eye than the text around it

KEPT: Final = 600  # drawings and pictures
KEPT_BYTES: Final = 6_000_000
_ASKED: Final = 1_000  # waiting at once; older ones are forgotten, and asked for again when they are seen
_WORK_S: Final = 0.0005  # the thread works so long at a time, so that the window has Python's lock when it wants it
_REST_S: Final = 0.0003
_TELL_S: Final = 0.05  # what is made is told together


class Pending(Enum):
    PENDING = "pending"


PENDING: Final = Pending.PENDING


class Formula:
    """A picture of one size and colour. Measures in device-independent pixels; `depth` is below the baseline."""

    def __init__(self, drawing: Drawing, size_px: float, color: str) -> None:
        scale = size_px / EM
        self.width = drawing.width * scale
        self._above, self._below = drawing.ascent * scale, drawing.depth * scale
        self.ascent = max(0.0, self._above)
        self.depth = max(0.0, self._below)
        self.height = self.ascent + self.depth
        self._drawing = drawing
        self._color = QColor(color).name().encode()
        self._renderer: QSvgRenderer | None = None

    def paint(self, painter: QPainter, x: float, baseline: float) -> None:
        """Draw it with its left edge at `x`; nothing of it leaves its box."""
        if self._renderer is None:
            svg = self._drawing.svg.replace(b"currentColor", self._color)
            self._renderer = QSvgRenderer(QByteArray(svg))
        box = QRectF(x, baseline - self._above, self.width, self._above + self._below)
        painter.save()
        painter.setClipRect(box.adjusted(-1, -1, 1, 1), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, box)
        painter.restore()


class _Question(NamedTuple):
    latex: str
    display: bool


class _Wish(NamedTuple):
    question: _Question
    size_px: float
    color: str


class Formulas(QObject):
    """All formulas of a view."""

    ready = Signal()  # something that was pending is not any more: lay out again what waits for it

    _told = Signal()  # from the thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawings: Kept[_Question, Drawing | None] = Kept()
        self._pictures: Kept[_Wish, Formula] = Kept()
        self._worker = _Worker(self._told.emit)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._worker.stop)
        self.object = FormulaObject(self)

    def get(self, latex: str, *, display: bool, size_px: float, color: str) -> Formula | Pending | None:
        """The picture of a formula; None where there can be none. PENDING while it is being made: ask again when
        `ready` tells. Never takes longer than a moment."""
        wish = _Wish(_Question(latex, display), size_px, color)
        found = self._pictures.get(wish)
        if found is not None:
            return found
        if wish.question not in self._drawings:
            self._worker.ask(wish.question)
            return PENDING
        drawing = self._drawings.get(wish.question)
        if drawing is None:
            return None
        made = Formula(drawing, size_px, color)
        self._pictures.keep(wish, made, len(drawing.svg))
        return made

    @property
    def waiting(self) -> bool:
        """Whether something is being made."""
        return self._worker.waiting

    def close(self) -> None:
        """Make nothing any more."""
        self._worker.stop()

    def _take(self) -> None:
        made = self._worker.take()
        for question, drawing in made:
            self._drawings.keep(question, drawing, len(question.latex) + (len(drawing.svg) if drawing else 0))
        if made:
            self.ready.emit()


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """What was used last, bounded by count and bytes."""

    def __init__(self) -> None:
        self._values: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()
        self._bytes = 0

    def __contains__(self, key: _Key) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _Key) -> _Value | None:
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def keep(self, key: _Key, value: _Value, size: int) -> None:
        """Keep a value of so many bytes; what was not used for longest goes, but never the new one."""
        before = self._values.pop(key, None)
        self._bytes += size - (before[1] if before is not None else 0)
        self._values[key] = (value, size)
        while len(self._values) > 1 and (len(self._values) > KEPT or self._bytes > KEPT_BYTES):
            _, (_, gone) = self._values.popitem(last=False)
            self._bytes -= gone


class _Worker:
    """A thread that lives while there is something to make. What was asked for last is made first: it is what is
    looked at. The library is plain Python, so the thread gives way all the time."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._asked: OrderedDict[_Question, None] = OrderedDict()
        self._making: _Question | None = None
        self._made: deque[tuple[_Question, Drawing | None]] = deque()
        self._alive = False
        self._stopped = False
        self._since = 0.0

    @property
    def waiting(self) -> bool:
        return self._alive or bool(self._made)

    def ask(self, question: _Question) -> None:
        with self._lock:
            if self._stopped or question == self._making or any(question == made for made, _ in self._made):
                return
            self._asked[question] = None
            self._asked.move_to_end(question)
            if len(self._asked) > _ASKED:
                self._asked.popitem(last=False)
            if self._alive:
                return
            self._alive = True
        threading.Thread(target=self._work, name="formulas", daemon=True).start()

    def take(self) -> list[tuple[_Question, Drawing | None]]:
        """What was made since."""
        with self._lock:
            made = list(self._made)
            self._made.clear()
        return made

    def stop(self) -> None:
        self._stopped = True

    def _work(self) -> None:
        told = time.monotonic()
        while (question := self._next()) is not None:
            drawing = typeset(question.latex, display=question.display, pace=self._pace)
            with self._lock:
                if not self._stopped:  # else it was not finished
                    self._made.append((question, drawing))
                self._making = None
                last = not self._asked
            if not self._stopped and (last or time.monotonic() - told > _TELL_S):
                self._say()
                told = time.monotonic()

    def _next(self) -> _Question | None:
        with self._lock:
            if self._stopped or not self._asked:
                self._alive = False
                return None
            self._making = self._asked.popitem()[0]
            return self._making

    def _say(self) -> None:
        try:
            self._tell()
        except RuntimeError:  # the view has just gone
            self._stopped = True

    def _pace(self) -> None:
        if self._stopped:
            raise Refused
        if time.perf_counter() - self._since > _WORK_S:
            time.sleep(_REST_S)
            self._since = time.perf_counter()


# --- in a line of text ------------------------------------------------------------------------------------------------


class FormulaObject(QPyTextObject):
    """Draws the characters that are formulas. One serves all documents of a view."""

    def __init__(self, formulas: Formulas) -> None:
        super().__init__(formulas)
        self._formulas = formulas

    def intrinsicSize(self, _document: QTextDocument, _position: int, shape: QTextFormat) -> QSizeF:
        formula = self._formula(shape)
        chars = shape.toCharFormat()
        if not isinstance(formula, Formula):
            metrics = QFontMetricsF(chars.font())
            return QSizeF(metrics.horizontalAdvance(_short(chars)), metrics.ascent())
        if chars.verticalAlignment() != QTextCharFormat.VerticalAlignment.AlignMiddle:
            return QSizeF(formula.width, formula.ascent)
        air = formula.height * 0.04
        half = QFontMetrics(chars.font()).xHeight() / 2
        height = max(2 * (formula.ascent + air) - half, 2 * (formula.depth + air) + half)
        return QSizeF(formula.width, height)

    def drawObject(
        self, painter: QPainter, where: QRectF | QRect, document: QTextDocument, position: int, shape: QTextFormat
    ) -> None:
        rect = QRectF(where)
        formula = self._formula(shape)
        chars = shape.toCharFormat()
        if isinstance(formula, Formula):
            formula.paint(painter, rect.left(), _baseline(document, position, rect, chars))
            return
        color = QColor(chars.foreground().color())
        color.setAlphaF(0.6)
        painter.save()
        painter.setFont(chars.font())
        painter.setPen(color)
        painter.drawText(QPointF(rect.left(), rect.bottom()), _short(chars))
        painter.restore()

    def _formula(self, shape: QTextFormat) -> Formula | Pending | None:
        latex, display, size, color = shape.property(FORMULA)
        return self._formulas.get(latex, display=display, size_px=size, color=color)


def _short(shape: QTextCharFormat) -> str:
    """What stands in a formula's place while it is made: its source, but no more of it than fits on a line."""
    source = visible(str(shape.property(LATEX))).replace("\n", " ")
    return source if len(source) <= 40 else source[:39] + "…"


def _baseline(document: QTextDocument, position: int, rect: QRectF, shape: QTextCharFormat) -> float:
    if shape.verticalAlignment() != QTextCharFormat.VerticalAlignment.AlignMiddle:
        return rect.bottom()
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    if not line.isValid():
        return rect.bottom()
    return document.documentLayout().blockBoundingRect(block).top() + line.y() + line.ascent()
