"""What is drawn around the words of a document: bullets and numbers, quote bars, grounds of code, rules."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextBlockFormat, QTextDocument, QTextLayout

from gui.transcript.styles import BULLET, CHECKED, CHIPS, GROUND, MARKER, QUOTE, RULE, UNCHECKED, Styles


def paint_decor(painter: QPainter, document: QTextDocument, styles: Styles, clip: QRectF, width: float) -> None:
    """Draw it for the blocks that touch `clip`; before the text, which stands on it."""
    layout = document.documentLayout()
    block = _first_block(document, clip.top())
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        if rect.top() > clip.bottom():
            break
        _paint_block(painter, block, rect, styles, width, clip)
        block = block.next()


def _first_block(document: QTextDocument, top: float) -> QTextBlock:
    """The first block that reaches below `top`: found by halving, documents may be long."""
    layout = document.documentLayout()
    low, high = 0, document.blockCount() - 1
    while low < high:
        middle = (low + high) // 2
        if layout.blockBoundingRect(document.findBlockByNumber(middle)).bottom() < top:
            low = middle + 1
        else:
            high = middle
    return document.findBlockByNumber(low)


def _paint_block(
    painter: QPainter, block: QTextBlock, rect: QRectF, styles: Styles, width: float, clip: QRectF
) -> None:
    shape = block.blockFormat()
    if shape.hasProperty(QUOTE):
        _paint_quote(painter, str(shape.property(QUOTE)), block, rect, styles)
    if shape.hasProperty(GROUND):
        _paint_ground(painter, float(shape.property(GROUND)), block, rect, styles, width)
    if shape.hasProperty(RULE):
        y = round(rect.center().y()) + 0.5
        painter.setPen(QPen(QColor(styles.colors.line), 1))
        painter.drawLine(QPointF(shape.leftMargin(), y), QPointF(width, y))
    if shape.hasProperty(MARKER):
        _paint_marker(painter, str(shape.property(MARKER)), block, rect, styles)
    if shape.hasProperty(CHIPS):
        _paint_code_chips(painter, block, rect, styles, clip)


def _baseline(block: QTextBlock, rect: QRectF) -> float:
    line = block.layout().lineAt(0)
    return rect.top() + (line.y() + line.ascent() if line.isValid() else rect.height() * 0.8)


def _paint_marker(painter: QPainter, marker: str, block: QTextBlock, rect: QRectF, styles: Styles) -> None:
    left, baseline = block.blockFormat().leftMargin(), _baseline(block, rect)
    em = styles.em
    if marker == BULLET:
        size = max(4.0, em * 0.3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(styles.colors.text_faint))
        painter.drawEllipse(QPointF(left - em * 0.85, baseline - em * 0.3), size / 2, size / 2)
    elif marker in (CHECKED, UNCHECKED):
        _paint_task(painter, QPointF(left - em * 1.35, baseline - em * 0.78), styles, done=marker == CHECKED)
    else:
        painter.setPen(QColor(styles.colors.text_muted))
        painter.setFont(styles.body)
        box = QRectF(left - styles.indent * 3, baseline - em * 2, styles.indent * 3 - em * 0.45, em * 4)
        metrics_width = painter.fontMetrics().horizontalAdvance(marker)
        painter.drawText(QPointF(box.right() - metrics_width, baseline), marker)


def _paint_task(painter: QPainter, corner: QPointF, styles: Styles, *, done: bool) -> None:
    em, colors = styles.em, styles.colors
    box = QRectF(corner.x(), corner.y(), em * 0.9, em * 0.9)
    painter.setBrush(QColor(colors.accent) if done else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colors.accent if done else colors.text_faint), 1.2))
    painter.drawRoundedRect(box, em * 0.22, em * 0.22)
    if done:
        pen = QPen(QColor(colors.on_accent), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y, side = box.x(), box.y(), box.width()
        painter.drawPolyline(
            [
                QPointF(x + side * 0.24, y + side * 0.52),
                QPointF(x + side * 0.43, y + side * 0.71),
                QPointF(x + side * 0.77, y + side * 0.31),
            ]
        )


def _paint_quote(painter: QPainter, bars: str, block: QTextBlock, rect: QRectF, styles: Styles) -> None:
    above = block.previous()
    joined = str(above.blockFormat().property(QUOTE) or "").split(",") if above.isValid() else []
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(styles.colors.selection))
    layout = block.document().documentLayout()
    for left in bars.split(","):  # whole pixels, that meet: at no scale there is a seam
        top = round(layout.blockBoundingRect(above).bottom() if left in joined else rect.top() + 2)
        painter.drawRect(QRectF(float(left), top, 3, round(rect.bottom()) - top))


def _paint_ground(
    painter: QPainter, left: float, block: QTextBlock, rect: QRectF, styles: Styles, width: float
) -> None:
    first = not block.previous().isValid() or not block.previous().blockFormat().hasProperty(GROUND)
    last = not block.next().isValid() or not block.next().blockFormat().hasProperty(GROUND)
    pad = styles.em * 0.4
    ground = QRectF(left, rect.top() - (pad if first else 0), width - left, rect.height())
    ground.setBottom(rect.bottom() + (pad * 1.2 if last else 0))
    painter.fillRect(ground, QColor(styles.colors.code))


def _paint_code_chips(painter: QPainter, block: QTextBlock, rect: QRectF, styles: Styles, clip: QRectF) -> None:
    """Grounds of inline code, for the lines that can be seen: a paragraph may be a book."""
    layout = block.layout()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(styles.colors.code))
    spans = chip_spans(block.blockFormat())
    number = _first_line(layout, clip.top() - rect.top() - styles.line)
    while number < layout.lineCount():
        line = layout.lineAt(number)
        number += 1
        if rect.top() + line.y() > clip.bottom():
            break
        begin, stop = line.textStart(), line.textStart() + line.textLength()
        at = max(0, bisect_right(spans, (begin, 0)) - 1)
        while at < len(spans) and spans[at][0] < stop:
            start, end = max(spans[at][0], begin), min(sum(spans[at]), stop)
            at += 1
            if start < end:
                x1, x2 = line_x(line.cursorToX(start)), line_x(line.cursorToX(end))
                top = rect.top() + line.y() + line.ascent() - styles.em * 0.92
                chip = QRectF(rect.left() + min(x1, x2) - 2.5, top, abs(x2 - x1) + 5, styles.em * 1.24)
                painter.drawRoundedRect(chip, 4, 4)


def _first_line(layout: QTextLayout, y: float) -> int:
    """The first line that reaches below `y`."""
    low, high = 0, max(0, layout.lineCount() - 1)
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if line.y() + line.height() < y:
            low = middle + 1
        else:
            high = middle
    return low


def chip_spans(shape: QTextBlockFormat) -> list[tuple[int, int]]:
    """Where inline code stands in a block: starts and lengths, in order."""
    spans = (span.split(":") for span in str(shape.property(CHIPS)).split(",") if span)
    return [(int(start), int(length)) for start, length in spans]


def line_x(value: object) -> float:
    """`QTextLine.cursorToX` answers with a number, or with a number and a position."""
    found = value[0] if isinstance(value, tuple | list) else value
    return float(found) if isinstance(found, int | float) else 0.0
