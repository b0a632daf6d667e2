"""Small icons in the lines of a document, tinted like the words beside them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPyTextObject, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from gui.theme.theme import Theme
from gui.transcript.styles import EMBLEM, LATEX, pixel_size

_OBJECT: Final = QTextFormat.ObjectTypes.UserObject.value + 2  # formulas are the first
_OBJECT_CHAR: Final = "\ufffc"
_SIDE: Final = 1.1  # of the height of the letters
_BELOW: Final = 0.2  # how much of that height lies below the baseline


def insert_emblem(cursor: QTextCursor, icon: str, words: str, base: QTextCharFormat, theme: Theme) -> None:
    """Write the icon of this name at the cursor, as one character; copied and found are `words`."""
    shape = QTextCharFormat(base)
    shape.setObjectType(_OBJECT)
    shape.setProperty(EMBLEM, icon)
    shape.setProperty(LATEX, words)
    layout = cursor.document().documentLayout()
    if layout.handlerForObject(_OBJECT) is None:
        layout.registerHandler(_OBJECT, _Emblems(theme, layout))
    cursor.insertText(_OBJECT_CHAR, shape)


class _Emblems(QPyTextObject):
    """Draws those of one document."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def intrinsicSize(self, _document: QTextDocument, _position: int, shape: QTextFormat) -> QSizeF:
        em = pixel_size(shape.toCharFormat().font())
        side = round(em * _SIDE)
        return QSizeF(side, side - round(em * _BELOW))

    def drawObject(
        self, painter: QPainter, where: QRectF | QRect, _document: QTextDocument, _position: int, shape: QTextFormat
    ) -> None:
        letters, rect = shape.toCharFormat(), QRectF(where)
        side = round(rect.width())
        pixmap = self._theme.pixmap(str(shape.property(EMBLEM)), letters.foreground().color().name(), side)
        painter.drawPixmap(round(rect.left()), round(rect.top()), pixmap)
