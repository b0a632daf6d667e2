"""The formulas and the attached images of a view: nothing is loaded before the first one comes; what is ready is drawn
with the next frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.theme.theme import Theme
from gui.transcript.styles import Styles

if TYPE_CHECKING:
    from gui.transcript.formulas import Formulas
    from gui.transcript.thumbnails import Thumbnails
    from gui.transcript.view import TranscriptView


class Pictures(QObject):
    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._formulas: Formulas | None = None
        self._thumbnails: Thumbnails | None = None

    def styles(self, theme: Theme) -> Styles:
        """Styles whose pieces find their pictures here."""
        return Styles(theme, self.formulas, self.thumbnails)

    def formulas(self) -> Formulas:
        """What draws formulas."""
        if self._formulas is None:
            from gui.transcript.formulas import Formulas

            self._formulas = Formulas(self)
            self._formulas.ready.connect(self._draw)
        return self._formulas

    def thumbnails(self) -> Thumbnails:
        """What draws attached images."""
        if self._thumbnails is None:
            from gui.transcript.thumbnails import Thumbnails

            self._thumbnails = Thumbnails(lambda: self._view.model.files, self)
            self._thumbnails.ready.connect(self._view.viewport().update)
        return self._thumbnails

    def _draw(self) -> None:
        self._view.canvas.stale = True
        self._view.request_frame()
