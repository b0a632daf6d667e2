"""Raw bytes to read: line ends as marks, what is no text in hexadecimal, a bar where one chunk ended and the next
began."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from core.markdown.foreign import visible
from gui.theme.theme import TextRole, Theme

BORDER: Final = "┃"
_SHOWN: Final = 64 * 1024  # bytes
_LINE_END: Final = re.compile(r"(\r\n|\r|\n)")
_ENDS: Final = {"\r\n": "␍↵\n", "\r": "␍\n", "\n": "↵\n"}
_MARKS: Final = (BORDER, "↵", "␍")
_MOST_MARKS: Final = 400


def raw_text(data: bytes, borders: Sequence[int] = ()) -> str:
    """`data` as a reader sees it, with a bar at each of `borders`."""
    pieces = []
    for start, stop in zip((0, *borders), (*borders, len(data)), strict=True):
        pieces.append(_lines(data[start:stop]))
    return BORDER.join(pieces)


def _lines(data: bytes) -> str:
    pieces = _LINE_END.split(data.decode("utf-8", "backslashreplace"))
    return "".join(_ENDS[piece] if place % 2 else visible(piece) for place, piece in enumerate(pieces))


class RawView(QPlainTextEdit):
    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._theme = theme
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.document().setDocumentMargin(6)

    def show_bytes(self, data: bytes, borders: Sequence[int] = ()) -> None:
        shown = data[:_SHOWN]
        text = raw_text(shown, [border for border in borders if border < len(shown)])
        if len(data) > len(shown):
            text += "\n" + self.tr("{n} more bytes").replace("{n}", f"{len(data) - len(shown):,}")
        self.setPlainText(text)
        self.restyle()

    def clear_bytes(self) -> None:
        """Nothing is chosen: the placeholder says what to do."""
        self.clear()
        self.restyle()

    def restyle(self) -> None:
        """Bytes are in monospace, a sentence in their place is not."""
        empty = self.document().isEmpty()
        self.setFont(self._theme.font(TextRole.SMALL) if empty else self._theme.mono(TextRole.SMALL))
        self._mark()

    def _mark(self) -> None:
        colors = self._theme.colors
        border, end = QTextCharFormat(), QTextCharFormat()
        border.setForeground(QColor(colors.failed))
        border.setBackground(QColor(colors.failed_soft))
        end.setForeground(QColor(colors.text_faint))
        marks: list[QTextEdit.ExtraSelection] = []
        place = 0
        for letter in self.toPlainText():
            if letter in _MARKS:
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(place)
                cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor = cursor
                mark.format = border if letter == BORDER else end
                marks.append(mark)
                if len(marks) == _MOST_MARKS:
                    break
            place += 1 if letter < "\U00010000" else 2
        self.setExtraSelections(marks)
