"""Formulas on paper: found in what is printed, set before it is laid out, painted as outlines."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextImageFormat

from core.conversations.exporting.html_text import to_html
from gui.transcript.formulas import OBJECT, OBJECT_CHAR, OPTICAL, Formula, Formulas
from gui.transcript.styles import FORMULA, LATEX, pixel_size
from gui.transcript.typesetting import Drawing, typeset

_NAME: Final = "formula:"
_REST_S: Final = 0.0003
_WORK_S: Final = 0.0005  # the thread works so long at a time, so that the window has Python's lock when it wants it
_TALL: Final = 1.2  # times the letters' size: what is higher stands by its middle in the line
_DEEP: Final = 0.35


class Source(NamedTuple):
    latex: str
    display: bool


Drawings = Mapping[Source, Drawing | None]


def sources_of(text: str) -> list[Source]:
    """The formulas in Markdown."""
    if not any(mark in text for mark in ("$", "\\(", "\\[")):
        return []
    found: list[Source] = []

    def note(latex: str, display: bool) -> str:
        found.append(Source(latex, display))
        return ""

    to_html(text, note)
    return found


def drawn(sources: Iterable[Source], goes_on: Callable[[], bool]) -> Drawings:
    """Their drawings, None for one that cannot be drawn; for a thread."""
    since = time.perf_counter()

    def pace() -> None:
        nonlocal since
        if time.perf_counter() - since > _WORK_S:
            time.sleep(_REST_S)
            since = time.perf_counter()

    made: dict[Source, Drawing | None] = {}
    for source in sources:
        if not goes_on():
            break
        if source not in made:
            made[source] = typeset(source.latex, display=source.display, pace=pace)
    return made


class PaperFormulas(Formulas):
    """Those of one paper, whose text is of the colour `ink`; every one is there from the beginning."""

    def __init__(self, drawings: Drawings, ink: str) -> None:
        super().__init__()
        self._all = drawings
        self._ink = ink

    def get(self, latex: str, *, display: bool, size_px: float, color: str) -> Formula | None:
        drawing = self._all.get(Source(latex, display))
        return Formula(drawing, size_px, color) if drawing is not None else None

    def html(self, latex: str, display: bool) -> str:
        """What stands for one in a page's HTML until `place` puts it there; empty for one that is shown as its
        source."""
        if self._all.get(Source(latex, display)) is None:
            return ""
        return f'<img src="{_NAME}{int(display)}{html.escape(latex)}">'

    def place(self, document: QTextDocument) -> None:
        """Put them into the document that was made of such HTML."""
        cursor = document.find(OBJECT_CHAR)
        while not cursor.isNull():
            name = QTextImageFormat(cursor.charFormat().toImageFormat()).name()
            if name.startswith(_NAME):
                self._put(cursor, name[len(_NAME) + 1 :], name[len(_NAME)] == "1")
            cursor = document.find(OBJECT_CHAR, cursor)
        document.documentLayout().registerHandler(OBJECT, self.object)

    def _put(self, cursor: QTextCursor, latex: str, display: bool) -> None:
        before = cursor.charFormat()
        font, brush = before.font(), before.foreground()
        ink = self._ink if brush.style() is Qt.BrushStyle.NoBrush else brush.color().name()
        size = pixel_size(font)
        formula = self.get(latex, display=display, size_px=size * OPTICAL, color=ink)
        shape = QTextCharFormat()
        shape.setFont(font)
        shape.setObjectType(OBJECT)
        shape.setProperty(FORMULA, [latex, display, size * OPTICAL, ink])
        shape.setProperty(LATEX, latex)
        if formula is not None and (formula.ascent > size * _TALL or formula.depth > size * _DEEP):
            larger = QFont(font)
            larger.setPixelSize(round(2 * size))  # where the middle of a fraction is: see insets
            shape.setFont(larger)
            shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            block = cursor.blockFormat()
            block.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(block)
        cursor.setCharFormat(shape)
