"""The keyboard over the transcript: scrolling, selecting, copying, and the buttons and folds that can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from gui.transcript.mouse import activate

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_KEEP = 48  # of a page stays in sight when a page is turned


class Keys(QObject):
    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for the transcript although a shortcut of the window has it too."""
        copies = event.matches(QKeySequence.StandardKey.Copy) and bool(self._view.canvas.selection)
        return copies or event.matches(QKeySequence.StandardKey.SelectAll)

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; False where it is not for the transcript."""
        canvas = self._view.canvas
        if event.matches(QKeySequence.StandardKey.Copy):
            if canvas.selection:
                QGuiApplication.clipboard().setText(canvas.selected_text())
            return bool(canvas.selection)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            canvas.select_all()
            self._view.viewport().update()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and canvas.focused is not None:
            activate(self._view, *canvas.focused)
            return True
        return self._scroll(event)

    def _scroll(self, event: QKeyEvent) -> bool:
        bar = self._view.verticalScrollBar()
        page = max(40, self._view.viewport().height() - _KEEP)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                self._view.follow()
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - page)
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + page)
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + (-page if back else page))
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - bar.singleStep())
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + bar.singleStep())
            case _:
                return False
        return True

    def next_spot(self, forwards: bool) -> bool:
        """Move the focus to the next thing that can be pressed in sight; False at the end of them."""
        view, canvas = self._view, self._view.canvas
        if not view.hasFocus():
            return False
        top = view.verticalScrollBar().value()
        spots = [(piece, spot) for _, piece, spot in canvas.visible_spots(top, top + view.viewport().height())]
        if canvas.focused in spots:
            place = spots.index(canvas.focused) + (1 if forwards else -1)
        else:
            place = 0 if forwards else len(spots) - 1
        canvas.focused = spots[place] if 0 <= place < len(spots) else None
        view.viewport().update()
        return canvas.focused is not None

    def leave(self) -> None:
        if self._view.canvas.focused is not None:
            self._view.canvas.focused = None
            self._view.viewport().update()
