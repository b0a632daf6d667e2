"""The formulas of a view: nothing is loaded before the first one comes; what is ready is drawn with the next frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.transcript.formulas import Formulas
    from gui.transcript.view import TranscriptView


class Pictures(QObject):
    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._formulas: Formulas | None = None

    def formulas(self) -> Formulas:
        """What draws formulas."""
        if self._formulas is None:
            from gui.transcript.formulas import Formulas

            self._formulas = Formulas(self)
            self._formulas.ready.connect(self._draw)
        return self._formulas

    def _draw(self) -> None:
        self._view.canvas.stale = True
        self._view.request_frame()
