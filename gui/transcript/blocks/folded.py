"""A line that opens, and the one of a model's reasoning."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCursor, QTextDocument

from core.markdown.foreign import visible
from gui.transcript import words
from gui.transcript.blocks.piece import Look, Piece, Spot, paint_focus, paint_icon, set_text_width
from gui.transcript.blocks.plaintext import plain_document
from gui.transcript.content import Reasoning, State
from gui.transcript.styles import Styles

FOLD = "fold"
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class FoldedPiece(Piece):
    """A line that opens on a click. Whether it is open outlives its document."""

    def __init__(self, styles: Styles, *, is_open: bool) -> None:
        super().__init__(styles)
        self.is_open = is_open
        self.head = float(round(styles.em * 1.9))
        self.height = self.head
        self._document: QTextDocument | None = None

    @property
    def document(self) -> QTextDocument | None:
        return self._document if self.is_open else None

    def release(self) -> None:
        super().release()
        self._document = None

    def toggle(self) -> None:
        self.is_open = not self.is_open
        self.build(self.width)

    def paint_chevron(self, painter: QPainter, x: float, color: str) -> None:
        side = round(self.styles.em * 1.05)
        name = "chevron-down" if self.is_open else "chevron-right"
        paint_icon(painter, self.styles, name, color, QRectF(x, (self.head - side) / 2, side, side))


class ReasoningPiece(FoldedPiece):
    """“Thought for 12 s”. Open, the thoughts stand below in muted letters beside a bar."""

    def __init__(self, styles: Styles, reasoning: Reasoning) -> None:
        super().__init__(styles, is_open=False)
        self.reasoning = reasoning
        self.gap = styles.item_gap
        self._written = 0

    @property
    def ticking(self) -> bool:  # type: ignore[override]  # a constant elsewhere
        return self.reasoning.state is State.LIVE

    @property
    def text_origin(self) -> QPointF:
        return QPointF(self.styles.em * 1.5, self.head + 2)

    def build(self, width: float) -> None:
        super().build(width)
        self.height = self.head
        if not self.is_open:
            return
        if self._document is None:
            styles = self.styles
            line = float(round(styles.line * 0.95))
            self._document = plain_document(styles, "", styles.label, line, styles.colors.text_muted)
            self._written = 0
        text = visible(self.reasoning.text.text)
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(
            text[self._written :], self.styles.text_format(self.styles.label, self.styles.colors.text_muted)
        )
        self._written = len(text)
        set_text_width(self._document, width - self.text_origin.x())
        self.height = self.head + float(round(self._document.size().height())) + 6

    def update(self, reasoning: Reasoning) -> bool:
        self.reasoning = reasoning
        if self.built:
            self.build(self.width)
        return True

    def spots(self) -> list[Spot]:
        title = words.reasoning_title(self.reasoning, self.reasoning.since)
        width = self.styles.label_metrics.horizontalAdvance(title) + self.styles.em * 8
        return [Spot(QRectF(0, 0, min(self.width, width), self.head), FOLD, "")]

    def paint(self, painter: QPainter, look: Look) -> None:
        styles, colors = self.styles, self.styles.colors
        hovered = look.hovered is not None
        live = self.reasoning.state is State.LIVE
        color = colors.running if live else colors.text if hovered else colors.text_muted
        side = round(styles.em * 1.15)
        paint_icon(painter, styles, "brain", color, QRectF(0, (self.head - side) / 2, side, side))
        title = words.reasoning_title(self.reasoning, look.now)
        painter.setFont(styles.label)
        painter.setPen(QColor(color))
        left = styles.em * 1.5
        painter.drawText(QRectF(left, 0, self.width, self.head), _LEFT, title)
        if self.reasoning.text:
            self.paint_chevron(painter, left + styles.label_metrics.horizontalAdvance(title) + 4, color)
        if look.focused is not None:
            paint_focus(painter, look.focused.rect, styles)
        if self.is_open and self._document is not None:
            painter.fillRect(
                QRectF(styles.em * 0.5, self.head + 4, 2, self.height - self.head - 8), QColor(colors.line)
            )
            self.paint_document(painter, look, decor=False)

    def end_rect(self) -> QRectF | None:
        return None
