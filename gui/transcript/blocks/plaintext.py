"""Text that is not Markdown: the user's words in their card, a refusal, a line of the program."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCursor, QTextDocument

from core.markdown.foreign import runs, visible
from gui.transcript.blocks.piece import Look, Piece, Spot, document_end, new_document, paint_icon, set_text_width
from gui.transcript.blocks.versions import VersionSwitch
from gui.transcript.content import UserText
from gui.transcript.styles import Styles


def plain_document(styles: Styles, text: str, font: QFont, line: float, color: str = "") -> QTextDocument:
    """A document of plain lines; hidden characters as marks."""
    document = new_document()
    document.setDefaultFont(font)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setBlockFormat(styles.block_format(line))
    base = styles.text_format(font, color or None)
    cursor.setBlockCharFormat(base)
    for run, is_mark in runs(text):
        cursor.insertText(run, styles.mark_format(base) if is_mark else base)
    cursor.endEditBlock()
    return document


class TextPiece(Piece):
    """Plain words over the column's width, from `left` on."""

    def __init__(self, styles: Styles, text: str, font: QFont, line: float, color: str = "", left: float = 0.0) -> None:
        super().__init__(styles)
        self.text = text
        self._font = font
        self._line = line
        self._color = color
        self._left = left
        self._top = 0.0
        self._bottom = 0.0
        self._document: QTextDocument | None = None

    @property
    def document(self) -> QTextDocument | None:
        return self._document

    @property
    def text_origin(self) -> QPointF:
        return QPointF(self._left, self._top)

    def text_width(self, width: float) -> float:
        return width - self._left

    def estimate(self, width: float) -> None:
        letters = max(1.0, self.text_width(width) / (self.styles.em * 0.52))
        lines = sum(len(line) // letters + 1 for line in self.text.split("\n"))
        self.height = max(1.0, lines) * self._line + self._top + self._bottom

    def build(self, width: float) -> None:
        super().build(width)
        if self._document is None:
            self._document = plain_document(self.styles, self.text, self._font, self._line, self._color)
        set_text_width(self._document, max(1.0, self.text_width(width)))
        self.height = float(round(self._document.size().height())) + self._top + self._bottom

    def release(self) -> None:
        super().release()
        self._document = None

    def set_text(self, text: str) -> bool:
        if text == self.text:
            return False
        self.text = text
        if self._document is not None:
            self._document = None
            self.build(self.width)
        return True

    def paint(self, painter: QPainter, look: Look) -> None:
        self.paint_document(painter, look, decor=False)

    def end_rect(self) -> QRectF | None:
        if self._document is None:
            return None
        return document_end(self._document, self._line).translated(self.text_origin)


class UserPiece(TextPiece):
    """The user's words in a soft card at the right; below it which version of them it is."""

    def __init__(self, styles: Styles, said: UserText) -> None:
        super().__init__(styles, said.text, styles.body, styles.line)
        self._pad_x, self._pad_y = 16.0, 9.0
        self._switch = VersionSwitch(styles, said)
        self._below = self._switch.height + 2 if self._switch else 0.0
        self._silent = not said.text.strip()  # files alone: there is no card
        self._left, self._top, self._bottom = self._pad_x, self._pad_y, self._pad_y + 2 + self._below

    def text_width(self, width: float) -> float:
        return round(width * 0.82) - 2 * self._pad_x

    def estimate(self, width: float) -> None:
        super().estimate(width)
        if self._silent:
            self.height = max(1.0, self._below)

    def build(self, width: float) -> None:
        super().build(width)
        if self._silent:
            self.width, self.height = max(1.0, self._switch.width), max(1.0, self._below)
            self.x = width - self.width
        elif self._document is not None:
            needed = min(self.text_width(width), float(int(self._document.idealWidth()) + 2))
            set_text_width(self._document, needed)
            card = needed + 2 * self._pad_x
            self.width = max(card, self._switch.width)
            self.x = width - self.width
            self._left = self.width - card + self._pad_x

    def paint(self, painter: QPainter, look: Look) -> None:
        self._switch.paint(painter, look, *self._switch_at())
        if self._silent:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.styles.colors.user_card))
        left = self._left - self._pad_x
        painter.drawRoundedRect(QRectF(left, 0, self.width - left, self.height - self._below), 14, 14)
        super().paint(painter, look)

    def spots(self) -> list[Spot]:
        return self._switch.spots(*self._switch_at())

    def _switch_at(self) -> tuple[float, float]:
        return self.width - self._switch.width, self.height - self._switch.height


class NotePiece(TextPiece):
    """A line with an icon: a notice, a refusal, a stop mark."""

    def __init__(self, styles: Styles, text: str, icon: str, color: str, *, small: bool = True) -> None:
        font = styles.label if small else styles.body
        line = float(round(styles.line * (0.92 if small else 1.0)))
        super().__init__(styles, text, font, line, color, left=round(styles.em * 1.6))
        self.gap = styles.paragraph_gap
        self._icon = icon
        self.live_text = not small

    def paint(self, painter: QPainter, look: Look) -> None:
        side = round(self.styles.em * 1.1)
        rect = QRectF(0, (self._line - side) / 2 + 1, side, side)
        paint_icon(painter, self.styles, self._icon, self._color, rect)
        super().paint(painter, look)


def shown(text: str) -> str:
    """Words of others on one line of a label."""
    return visible(text).replace("\n", " ")
