"""Cards that open: a model's reasoning, and a tool call with its arguments and result."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCursor, QTextDocument

from core.markdown.foreign import visible
from gui.transcript import words
from gui.transcript.blocks.piece import (
    Look,
    Piece,
    Spot,
    document_end,
    new_document,
    paint_focus,
    paint_icon,
    set_text_width,
)
from gui.transcript.blocks.plaintext import plain_document, shown
from gui.transcript.content import Action, Reasoning, State, ToolCard
from gui.transcript.find.found import Found, paint_title_hits
from gui.transcript.styles import Styles

FOLD = "fold"
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


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

    def _chevron(self, painter: QPainter, x: float, color: str) -> None:
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
            self._chevron(painter, left + styles.label_metrics.horizontalAdvance(title) + 4, color)
        if look.focused is not None:
            paint_focus(painter, look.focused.rect, styles)
        if self.is_open and self._document is not None:
            painter.fillRect(
                QRectF(styles.em * 0.5, self.head + 4, 2, self.height - self.head - 8), QColor(colors.line)
            )
            self.paint_document(painter, look, decor=False)

    def end_rect(self) -> QRectF | None:
        return None


class ToolPiece(FoldedPiece):
    """A tool call: name and state in one line, arguments and result below while it is open."""

    def __init__(self, styles: Styles, card: ToolCard) -> None:
        super().__init__(styles, is_open=card.state is State.WAITING)
        self.card = card
        self.gap = styles.paragraph_gap
        self.head = float(round(styles.em * 2.5))
        self._pad = float(round(styles.em * 0.85))
        self._shape: tuple[str, str] | None = None  # what the document shows
        self.height = self.head + round(styles.em * 1.75)

    @property
    def ticking(self) -> bool:  # type: ignore[override]  # a constant elsewhere
        return self.card.state is State.LIVE

    @property
    def text_origin(self) -> QPointF:
        return QPointF(self._pad, self.head + self._pad * 0.6)

    def build(self, width: float) -> None:
        super().build(width)
        # Closed, a line for the result is kept free from the start: nothing jumps when it comes.
        self.height = self.head + (0.0 if self.is_open else round(self.styles.em * 1.75))
        if self.is_open:
            self._write()
            if self._document is not None:
                set_text_width(self._document, width - 2 * self._pad)
                self.height += float(round(self._document.size().height())) + self._pad * 1.4
        if self.card.state is State.WAITING:
            self.height += round(self.styles.em * 2.9)

    def update(self, card: ToolCard) -> bool:
        if card.state is State.WAITING and self.card.state is not State.WAITING:
            self.is_open = True  # whoever decides sees all of the arguments
        self.card = card
        if self.built:
            self.build(self.width)
        return True

    def _write(self) -> None:
        """Arguments, then the result, in monospace; rewritten where they changed."""
        result = visible(self.card.result) if self.card.result is not None else ""
        shape = (visible(self.card.arguments.text), result)
        if self._document is not None and shape == self._shape:
            return
        styles = self.styles
        if self._document is None or self._shape is None or not shape[0].startswith(self._shape[0]) or self._shape[1]:
            self._document = new_document()
            self._document.setDefaultFont(styles.mono_small)
            QTextCursor(self._document).setBlockFormat(styles.block_format(styles.code_line))
            self._shape = ("", "")
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(
            shape[0][len(self._shape[0]) :], styles.text_format(styles.mono_small, styles.colors.text_muted)
        )
        if result:
            gap = styles.block_format(styles.code_line, top=self._pad * 0.9)
            if shape[0]:
                cursor.insertBlock(gap)
            failed = self.card.state is State.FAILED
            color = styles.colors.failed if failed else styles.colors.text
            cursor.insertText(result.replace("\n", "\u2028"), styles.text_format(styles.mono_small, color))
        self._shape = shape

    def spots(self) -> list[Spot]:
        found = [Spot(QRectF(0, 0, self.width, self.head), FOLD, "")]
        if self.card.state is State.WAITING:
            x, height = self._pad, float(round(self.styles.em * 2.0))
            top = self.height - height - self._pad * 0.7
            for action in (Action.ALLOW, Action.DENY):
                label = words.action_label(action)
                width = float(round(self.styles.label_metrics.horizontalAdvance(label) + self.styles.em * 1.7))
                found.append(Spot(QRectF(x, top, width, height), action, label, primary=action is Action.ALLOW))
                x += width + 8
        return found

    def paint(self, painter: QPainter, look: Look) -> None:
        styles, colors, card = self.styles, self.styles.colors, self.card
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width - 1, self.height - 1), 10, 10)
        tint = _tint(card, styles)
        side = round(styles.em * 1.15)
        paint_icon(painter, styles, "wrench", tint, QRectF(self._pad, (self.head - side) / 2, side, side))
        left = self._pad + side + 9
        state = words.tool_state(card, look.now)
        state_width = styles.small_metrics.horizontalAdvance(state)
        right = self.width - self._pad - styles.em * 1.3
        painter.setFont(styles.small)
        painter.setPen(QColor(tint))
        painter.drawText(QRectF(0, 0, right, self.head), _RIGHT, state)
        self._chevron(painter, right + 4, colors.text_faint)
        self._paint_call(painter, left, right - state_width - 14, look.found)
        if not self.is_open and card.result is not None:
            self._paint_result(painter, left, card.result)
        if self.is_open and self._document is not None:
            painter.setPen(QPen(QColor(colors.line), 1))
            painter.drawLine(QPointF(1, self.head), QPointF(self.width - 1, self.head))
            self.paint_document(painter, look, decor=False)
        self.paint_spots(painter, look)

    def _paint_call(self, painter: QPainter, left: float, right: float, found: Found | None) -> None:
        """The name, and beside it the arguments while the card is closed."""
        styles = self.styles
        metrics = QFontMetricsF(styles.label_strong)
        name = metrics.elidedText(shown(self.card.name), Qt.TextElideMode.ElideRight, max(0.0, right - left))
        title = QRectF(left, 0, right - left, self.head)
        paint_title_hits(painter, found, name, metrics, title, styles)
        painter.setFont(styles.label_strong)
        painter.setPen(QColor(styles.colors.text))
        painter.drawText(title, _LEFT, name)
        left += metrics.horizontalAdvance(name) + 10
        if self.is_open or right - left < styles.em * 3:
            return
        # The end of long arguments is what grows: while they arrive it is their start that is left out.
        arriving = self.card.state is State.LIVE and not self.card.running
        text = shown(self.card.arguments.text[-400:] if arriving else self.card.arguments.text[:400])
        elide = Qt.TextElideMode.ElideLeft if arriving else Qt.TextElideMode.ElideRight
        painter.setFont(styles.mono_small)
        painter.setPen(QColor(styles.colors.text_faint))
        fitting = QFontMetricsF(styles.mono_small).elidedText(text, elide, right - left)
        painter.drawText(QRectF(left, 0, right - left, self.head), _LEFT, fitting)

    def _paint_result(self, painter: QPainter, left: float, result: str) -> None:
        styles = self.styles
        line = QRectF(left, self.head - styles.em * 0.55, self.width - left - self._pad, styles.em * 1.9)
        painter.setFont(styles.mono_small)
        painter.setPen(QColor(styles.colors.failed if self.card.state is State.FAILED else styles.colors.text_muted))
        metrics = QFontMetricsF(styles.mono_small)
        painter.drawText(
            line, _LEFT, metrics.elidedText(shown(result[:400]), Qt.TextElideMode.ElideRight, line.width())
        )

    def end_rect(self) -> QRectF | None:
        return document_end(self._document, self.styles.code_line) if self.is_open and self._document else None


def _tint(card: ToolCard, styles: Styles) -> str:
    colors = styles.colors
    return {
        State.LIVE: colors.running,
        State.DONE: colors.done,
        State.FAILED: colors.failed,
        State.STOPPED: colors.stopped,
        State.WAITING: colors.waiting,
        State.DENIED: colors.stopped,
    }[card.state]
