"""The building blocks of a settings page: a page that scrolls, a setting with its explanation, sentences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QListWidget, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.style import variant
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_6
from gui.widgets.labels import breakable, hairline, heading, sentence, upright

__all__ = [
    "FORM",
    "Beside",
    "NarrowList",
    "Page",
    "Row",
    "Setting",
    "breakable",
    "hairline",
    "heading",
    "modest",
    "sentence",
    "upright",
]


_LEAST_LIST = 120
_LEAST_LETTERS = 8  # of what is chosen, where a form is narrow
FORM = 175  # pixels that a form has at least beside its list, beside text of 100 %
_LEAST_EM, _MOST_EM = 6, 14  # that words have beside a control, and that a name does not need more of


class NarrowList(QListWidget):
    """As wide as it is told, and less where there is no room."""

    _wished = 160

    def wish_width(self, width: int) -> None:
        self._wished = width
        self.setMaximumWidth(width)
        self.updateGeometry()

    def leave(self, rest: int, whole: int, wished: int) -> None:
        """Be as wide as wished, where what stands beside it keeps `rest` of `whole`."""
        self.wish_width(max(_LEAST_LIST, min(wished, whole - rest)))

    def sizeHint(self) -> QSize:
        return QSize(self._wished, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_LIST, super().minimumSizeHint().height())


def modest(field: QComboBox) -> QComboBox:
    """A field that takes no more room than there is, however long what can be chosen is."""
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(_LEAST_LETTERS)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return field


class Row(QWidget):
    """Something with a name, which its first label says; the others explain it. The search of the settings finds it."""


class Beside(QWidget):
    """Words on the left, the first of which is a name, and their control on the right; below them where there is no
    room for both."""

    def __init__(self, name: QLabel, more: QWidget, control: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._control = control
        name.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(more)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(words, 1)
        self._row.addWidget(control)
        self._lie(QBoxLayout.Direction.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        metrics = self._name.fontMetrics()
        name = min(metrics.horizontalAdvance(self._name.text()), _MOST_EM * metrics.height())
        beside = max(name, _LEAST_EM * metrics.height()) + SPACE_6 + self._control.sizeHint().width()
        wished = direction.LeftToRight if beside <= event.size().width() else direction.TopToBottom
        if wished is not self._row.direction():
            self._lie(wished)

    def minimumSizeHint(self) -> QSize:
        """Of the narrow form: as wide as its control, or the longest word of its name."""
        wide = max(self._name.minimumSizeHint().width(), self._control.minimumSizeHint().width())
        return QSize(wide, super().minimumSizeHint().height())

    def _lie(self, direction: QBoxLayout.Direction) -> None:
        beside = direction is QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        self._row.setSpacing(SPACE_6 if beside else SPACE_1)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._control, Qt.AlignmentFlag.AlignVCenter | side)


class Setting(Row):
    """A name, what it means, and its control; `close` to the next one where many stand below each other."""

    def __init__(
        self, name: str, meaning: str, control: QWidget, parent: QWidget | None = None, *, close: bool = False
    ) -> None:
        super().__init__(parent)
        title = QLabel(name, self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setBuddy(control)
        column = QVBoxLayout(self)
        above = SPACE_1 if close else SPACE_2
        column.setContentsMargins(0, above, 0, above)
        column.addWidget(Beside(title, sentence(meaning, "faint", self), control, self))


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
