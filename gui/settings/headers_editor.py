"""Extra headers of a provider: a name and a value a row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.providers.registry import holds_secret
from gui.settings.drafts import Headers
from gui.settings.pairs import PairsEditor, PairWords
from gui.theme.theme import Theme


class HeadersEditor(PairsEditor):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        words = PairWords(
            add=translate("HeadersEditor", "Add a header"),
            name=translate("HeadersEditor", "Name of the header"),
            value=translate("HeadersEditor", "Value of the header"),
            remove=translate("HeadersEditor", "Remove this header"),
        )
        super().__init__(theme, words, holds_secret, parent)
        self.setObjectName("headersEditor")
        self.setAccessibleName(self.tr("Extra headers"))
        self.add.setObjectName("addHeaderButton")

    def headers(self) -> Headers:
        """The rows as typed, those without a name and value left out."""
        return tuple(row for row in self.rows() if any(row))

    def show_headers(self, headers: Headers) -> None:
        """Show them without emitting."""
        if headers != self.rows():
            self.show_pairs(headers)
