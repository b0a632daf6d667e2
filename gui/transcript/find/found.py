"""Hits on the screen: where they stand in the document of a piece, and their grounds behind the words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

if TYPE_CHECKING:
    from gui.transcript.styles import Styles

Span = tuple[int, int]
_FEW = 40  # spans that are handed to Qt without a look at which of them can be seen


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one piece: spans of what it shows beside its document (positions of Python), then spans of the
    document (positions of Qt). `current` counts through both; -1 is none of them."""

    title: tuple[Span, ...] = ()
    spans: tuple[Span, ...] = ()
    current: int = -1


def found_selections(
    document: QTextDocument, found: Found, clip: QRectF, styles: Styles
) -> list[QAbstractTextDocumentLayout.Selection]:
    """The hits of a document that may be seen inside `clip`, as Qt draws them."""
    spans, current = found.spans, found.current - len(found.title)
    first, stop = 0, len(spans)
    if stop > _FEW:
        first, stop = _seen(document, spans, clip)
    return [_selection(document, spans[number], styles, strong=number == current) for number in range(first, stop)]


def _seen(document: QTextDocument, spans: Sequence[Span], clip: QRectF) -> tuple[int, int]:
    layout, fuzzy = document.documentLayout(), Qt.HitTestAccuracy.FuzzyHit
    top = document.findBlock(max(0, layout.hitTest(QPointF(0, clip.top()), fuzzy)))
    bottom = document.findBlock(max(0, layout.hitTest(QPointF(1e6, clip.bottom()), fuzzy)))
    # One block more at each end: what lies between two blocks is counted to either.
    begin = top.previous().position() if top.previous().isValid() else 0
    after = bottom.next()
    end = after.position() + after.length() if after.isValid() else document.characterCount()
    return bisect_left(spans, (begin, 0)), bisect_left(spans, (end, 0))


def _selection(
    document: QTextDocument, span: Span, styles: Styles, *, strong: bool
) -> QAbstractTextDocumentLayout.Selection:
    made = QAbstractTextDocumentLayout.Selection()
    cursor, last = QTextCursor(document), document.characterCount() - 1
    cursor.setPosition(min(span[0], last))
    cursor.setPosition(min(span[1], last), QTextCursor.MoveMode.KeepAnchor)
    made.cursor = cursor
    shape = QTextCharFormat()
    shape.setBackground(QColor(_ground(styles, strong=strong)))
    shape.setForeground(QColor(styles.colors.text))  # muted letters and those of code keep their contrast
    made.format = shape
    return made


def paint_title_hits(
    painter: QPainter, found: Found | None, text: str, metrics: QFontMetricsF, rect: QRectF, styles: Styles
) -> None:
    """The grounds of hits in a title that is drawn from the left of `rect`, centred in its height."""
    for number, (first, last) in enumerate(found.title if found is not None else ()):
        left, right = metrics.horizontalAdvance(text[:first]), metrics.horizontalAdvance(text[:last])
        top = rect.center().y() - metrics.height() / 2
        ground = _ground(styles, strong=found is not None and number == found.current)
        painter.fillRect(QRectF(rect.left() + left, top, right - left, metrics.height()), QColor(ground))


def paint_whole(painter: QPainter, found: Found, rect: QRectF, styles: Styles) -> None:
    """The ground behind a piece that is found but has no letters: a drawn formula."""
    painter.fillRect(rect, QColor(_ground(styles, strong=found.current >= 0)))


def _ground(styles: Styles, *, strong: bool) -> str:
    return styles.colors.find_current if strong else styles.colors.find
