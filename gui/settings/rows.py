"""The building blocks of a settings page: a page that scrolls, a setting with its explanation, sentences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from gui.theme.style import variant
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_6
from gui.widgets.labels import hairline, heading, sentence

__all__ = ["Page", "Row", "Setting", "hairline", "heading", "sentence"]


class NarrowList(QListWidget):
    """As wide as it is told, and less where there is no room."""

    _wished = 160

    def wish_width(self, width: int) -> None:
        self._wished = width
        self.setMaximumWidth(width)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._wished, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())


class Row(QWidget):
    """Something with a name, which its first label says; the others explain it. The search of the settings finds it."""


class Setting(Row):
    """A name and what it means on the left, its control on the right."""

    def __init__(self, name: str, meaning: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(name, self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setBuddy(control)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(sentence(meaning, "faint", self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_2, 0, SPACE_2)
        row.setSpacing(SPACE_6)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class Page(QScrollArea):
    """A column of settings under a heading, which scrolls where the window is too small."""

    def __init__(self, title: str, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        variant(self, "page", name="role")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_4)
        self.column.setSpacing(SPACE_1)
        self.column.addWidget(heading(title))
        if lead:
            self.column.addWidget(sentence(lead, "muted"))
        self.column.addSpacing(SPACE_2)
        self.setWidget(inside)
