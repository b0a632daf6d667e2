"""A displayed formula: centred, scrolling sideways alone where it is wider than the column.

While it is being made, and where it cannot be drawn, its source stands in its place. Drawn, it has no letters of its
own: in a selection it is one whole, and its source is what is copied.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCursor, QTextDocument, QTextOption

from core.markdown.blocks import Block
from core.markdown.foreign import runs
from gui.transcript.blocks.piece import COPIED_S, Look, Spot, document_end, new_document, paint_focus, paint_icon
from gui.transcript.blocks.sideways import SidewaysPiece
from gui.transcript.formulas import OPTICAL, PENDING, Formula, Pending
from gui.transcript.styles import Styles

COPY_LATEX = "copy_latex"


class FormulaPiece(SidewaysPiece):
    live_text = True
    has_source = True
    shy = True

    def __init__(self, styles: Styles, block: Block) -> None:
        super().__init__(styles)
        self.block = block
        self.gap = styles.paragraph_gap
        self.copied_at = float("-inf")  # when its LaTeX went to the clipboard, monotonic
        self._pad = float(round(styles.em * 0.35))
        self._formula: Formula | Pending | None = None
        self._source: QTextDocument | None = None  # shown where there is no picture

    @property
    def latex(self) -> str:
        """What is between the dollar signs."""
        return self.block.text.strip()

    @property
    def markup(self) -> str:
        """The formula with its dollar signs."""
        return self.block.source.strip("\n")

    @property
    def document(self) -> QTextDocument | None:
        """The letters of the source where it cannot be drawn."""
        return self._source if self._formula is None else None

    @property
    def text_origin(self) -> QPointF:
        return QPointF(0, self._pad)

    def estimate(self, width: float) -> None:
        self.height = float(round(self.styles.em * (1.2 + 1.6 * (1 + self.latex.count(r"\\"))))) + 2 * self._pad

    def build(self, width: float) -> None:
        super().build(width)
        self._ask()
        self._measure()

    def release(self) -> None:
        super().release()
        self._formula = self._source = None

    def update(self, block: Block) -> bool:
        """Take the block as it is now; returns whether it differs."""
        if block == self.block:
            return False
        self.block = block
        self._source = None
        if self.built:
            self._ask()
            self._measure()
        else:
            self.estimate(self.width)
        return True

    def refresh(self) -> bool:
        """Formulas have been made: take the picture if it is there. Returns whether anything changed."""
        if not self.built or self._formula is not PENDING:
            return False
        self._ask()
        if self._formula is PENDING:
            return False
        self._measure()
        return True

    def _ask(self) -> None:
        styles = self.styles
        if styles.formulas is None:
            self._formula = None
            return
        size = styles.em * OPTICAL
        self._formula = styles.formulas.get(self.latex, display=True, size_px=size, color=styles.colors.text)

    def _measure(self) -> None:
        if isinstance(self._formula, Formula):
            self._source = None
            self.keep_inside()
            self.height = float(round(self._formula.height + 2 * self._pad + (8 if self.overflow() else 0)))
            return
        source = self._source = self._source or self._written()
        source.setTextWidth(self.width)
        shown = float(round(source.size().height())) + 2 * self._pad
        if self._formula is PENDING:
            self.estimate(self.width)
            shown = max(shown, self.height)
        self.height = shown

    def _written(self) -> QTextDocument:
        styles = self.styles
        made = new_document()
        made.setDefaultFont(styles.mono)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setDefaultTextOption(option)
        cursor = QTextCursor(made)
        cursor.setBlockFormat(styles.block_format(styles.code_line))
        base = styles.text_format(styles.mono, styles.colors.text_muted)
        for run, is_mark in runs(self.markup):
            cursor.insertText(run.replace("\n", "\u2028"), styles.mark_format(base) if is_mark else base)
        return made

    # --- text ---------------------------------------------------------------------------------------------------------

    def length(self) -> int:
        """One whole where it is drawn."""
        return super().length() if self.document is not None else 1

    def copied(self, start: int, end: int) -> str:
        if self.document is not None:
            return super().copied(start, end)
        return self.markup if start < end else ""

    def markdown(self, start: int, end: int) -> list[tuple[str, bool]]:
        if start <= 0 and end >= self.length():
            return [(self.block.source, True)]
        return super().markdown(start, end)

    # --- sideways -----------------------------------------------------------------------------------------------------

    def overflow(self) -> float:
        return max(0.0, self._formula.width - self.width) if isinstance(self._formula, Formula) else 0.0

    # --- drawing ------------------------------------------------------------------------------------------------------

    def spots(self) -> list[Spot]:
        side = round(self.styles.em * 1.7)
        return [Spot(QRectF(self.width - side, self._pad / 2, side, side), COPY_LATEX, "", "copy")]

    def paint(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width, self.height), Qt.ClipOperation.IntersectClip)
        if isinstance(self._formula, Formula):
            left = max(0.0, (self.width - self._formula.width) / 2) - self.scroll.offset
            if look.selection is not None:
                band = QRectF(left, 0, self._formula.width, self.height)
                painter.fillRect(band, QColor(self.styles.colors.selection))
            self._formula.paint(painter, left, self._pad + self._formula.ascent)
        elif self._source is not None:
            self._paint_source(painter, look)
        painter.restore()
        self.paint_handle(painter, 5)
        self._paint_copy(painter, look)

    def _paint_source(self, painter: QPainter, look: Look) -> None:
        if self.document is not None:
            self.paint_document(painter, look, decor=False)
        elif self._source is not None:
            painter.translate(self.text_origin)
            self._source.drawContents(painter)

    def _paint_copy(self, painter: QPainter, look: Look) -> None:
        """A button that is there while the formula is pointed at or the button has the focus, and just after."""
        (spot,) = self.spots()
        done = look.now - self.copied_at < COPIED_S
        if spot != look.focused and not look.pointed and not done:
            return
        colors = self.styles.colors
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.pressed if spot == look.hovered else colors.hover))
        painter.drawRoundedRect(spot.rect, 6, 6)
        name, color = ("check", colors.done) if done else ("copy", colors.text_muted)
        paint_icon(painter, self.styles, name, color, spot.rect.adjusted(5, 5, -5, -5))
        if spot == look.focused:
            paint_focus(painter, spot.rect, self.styles)

    def end_rect(self) -> QRectF | None:
        """Behind the formula, on its middle."""
        if isinstance(self._formula, Formula):
            right = min(self.width, (self.width + self._formula.width) / 2 - self.scroll.offset) + self.styles.em * 0.3
            return QRectF(min(right, self.width - 4), (self.height - self.styles.line) / 2, 1, self.styles.line)
        if self._source is None:
            return None
        return document_end(self._source, self.styles.code_line).translated(self.text_origin)
