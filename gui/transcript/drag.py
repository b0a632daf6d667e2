"""Carrying the selected words elsewhere with the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QDrag, QPainter, QPixmap

from gui.transcript.clipboard import mime_of
from gui.transcript.selection import selected_markdown

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_LETTERS = 60  # of the words are shown beside the pointer


class SelectionDrag(QObject):
    """`start` begins to drag what is selected in the view.

    A drag is a modal loop of Qt; there is no other way to ask for one. Measured with qasync on X11, with a task that
    wakes every 5 ms: begun from a Qt timer (or any other event of Qt) the task wakes 184 times in a second of dragging,
    as without it, and an answer goes on at its pace (594 letters in a drag of 2.1 s, 162 in the half second after it).
    Begun inside a coroutine it never wakes again: the loop cannot enter a task while another one is being executed. So
    the drag begins from a timer, which no coroutine can be around. On a platform without dragging (offscreen) it
    returns at once.
    """

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._run)

    def start(self) -> None:
        self._soon.start()

    def make(self) -> QDrag:
        """The drag with its words, as plain text and as Markdown."""
        canvas = self._view.canvas
        text = canvas.selected_text()
        drag = QDrag(self._view.viewport())
        drag.setMimeData(mime_of(text, selected_markdown(canvas.selection, canvas.layout)))
        drag.setPixmap(self._picture(" ".join(text[: 2 * _LETTERS].split())))
        drag.setHotSpot(QPoint(-12, -8))
        return drag

    def _run(self) -> None:
        if self._view.canvas.selection:
            self.make().exec(Qt.DropAction.CopyAction)

    def _picture(self, text: str) -> QPixmap:
        styles = self._view.canvas.styles
        shown = text if len(text) <= _LETTERS else text[:_LETTERS].rstrip() + "…"
        width = round(styles.label_metrics.horizontalAdvance(shown)) + 20
        height = round(styles.label_metrics.height()) + 10
        ratio = self._view.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(styles.colors.line))
        painter.setBrush(QColor(styles.colors.raised))
        painter.drawRoundedRect(0, 0, width - 1, height - 1, 6, 6)
        painter.setPen(QColor(styles.colors.text))
        painter.setFont(styles.label)
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()
        return picture
