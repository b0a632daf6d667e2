"""What was repaired, dropped or decided during a turn, each with the time at which it happened."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from core.markdown.foreign import visible
from gui.inspector import words
from gui.inspector.ink import figures
from gui.inspector.state import NoticeLine
from gui.language import phrase
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_3

_SHOWN: Final = 30
_LONGEST: Final = 600  # characters of one notice


class NoticeList(QWidget):
    """The last thirty notices, in order; a line says how many came before them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspectorNotices")
        self.setAccessibleName(self.tr("Notices"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._theme = theme
        self._notices: tuple[NoticeLine, ...] = ()
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_3)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(1, 1)

    def show_notices(self, notices: tuple[NoticeLine, ...]) -> None:
        if notices == self._notices:
            return
        self._notices = notices
        shown = notices[-_SHOWN:]
        while len(self._labels) < len(shown):
            self._add_row()
        for place, (when, said) in enumerate(self._labels):
            when.setVisible(place < len(shown))
            said.setVisible(place < len(shown))
            if place < len(shown):
                when.setText(f"+{words.duration(shown[place].seconds)}")
                text = phrase(shown[place].text)
                said.setText(visible(text if len(text) <= _LONGEST else text[:_LONGEST] + "…"))

    def texts(self) -> list[str]:
        """The notices that are shown."""
        return [said.text() for _when, said in self._labels if not said.isHidden()]

    def restyle(self) -> None:
        for when, said in self._labels:
            when.setFont(figures(self._theme, TextRole.SMALL))
            said.setFont(self._theme.font(TextRole.SMALL))

    def _add_row(self) -> None:
        when, said = QLabel(self), QLabel(self)
        top = Qt.AlignmentFlag.AlignTop
        when.setAlignment(top | Qt.AlignmentFlag.AlignRight)
        said.setAlignment(top)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (when, said):
            label.setTextFormat(Qt.TextFormat.PlainText)
        variant(when, "faint", name="role")
        row = len(self._labels)
        self._grid.addWidget(when, row, 0, top)
        self._grid.addWidget(said, row, 1)
        self._labels.append((when, said))
        self.restyle()
