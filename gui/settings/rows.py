"""The building blocks of a settings page: a page that scrolls, a setting with its explanation, sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.theme.style import variant
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.labels import breakable, hairline, heading, sentence, upright

__all__ = [
    "FORM",
    "Beside",
    "NarrowList",
    "Page",
    "Row",
    "Setting",
    "Usual",
    "breakable",
    "hairline",
    "heading",
    "modest",
    "sentence",
    "upright",
    "usual_switch",
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


@dataclass(frozen=True, slots=True)
class Usual:
    """What a setting is before anybody changes it: in words, whether it is so now, and how it becomes so again."""

    words: str
    holds: Callable[[], bool]
    give: Callable[[], None]


def usual_switch(box: QAbstractButton, on: bool) -> Usual:
    """For one that is switched by clicks."""
    translate = QCoreApplication.translate
    words = translate("ProposalDialog", "on") if on else translate("ProposalDialog", "off")
    return Usual(words, lambda: box.isChecked() is on or not box.isEnabled(), box.click)


class Beside(QWidget):
    """Words on the left, the first of which is a name, and their control on the right; below them where there is no
    room for both. `aside` stands before the control, behind it where that is below."""

    def __init__(
        self, name: QLabel, more: QWidget, control: QWidget, parent: QWidget, aside: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        name.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(more)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(words, 1)
        self._control = control
        self._seat: QBoxLayout | None = None
        if aside is not None:  # after the words, by whose order the name is known
            self._control = QWidget(self)
            self._seat = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._control)
            self._seat.setContentsMargins(0, 0, 0, 0)
            self._seat.setSpacing(SPACE_3)
            for widget in (aside, control):
                self._seat.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._control)
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
        if self._seat is not None:
            self._seat.setDirection(direction if beside else QBoxLayout.Direction.RightToLeft)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self._control, Qt.AlignmentFlag.AlignVCenter | side)


class Setting(Row):
    """A name, what it means, and its control; `close` to the next one where many stand below each other. One that has a
    `usual` value offers it while it has another."""

    def __init__(
        self,
        name: str,
        meaning: str,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        close: bool = False,
        usual: Usual | None = None,
    ) -> None:
        super().__init__(parent)
        title = QLabel(name, self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setBuddy(control)
        column = QVBoxLayout(self)
        above = SPACE_1 if close else SPACE_2
        column.setContentsMargins(0, above, 0, above)
        self.control = control
        self._usual = usual
        self.reset = None if usual is None else self._make_reset(name, usual)
        column.addWidget(Beside(title, sentence(meaning, "faint", self), control, self, self.reset))
        self.refresh()

    def refresh(self) -> None:
        """Offer the usual value, or not, by what is so now."""
        if self.reset is not None and self._usual is not None:
            self.reset.setVisible(not self._usual.holds())

    def _make_reset(self, name: str, usual: Usual) -> QPushButton:
        reset = QPushButton(self.tr("Reset"), self)
        reset.setObjectName("resetSettingButton")
        reset.setAccessibleName(self.tr("Reset: {name}").replace("{name}", name))
        reset.setToolTip(self.tr("Usual value: {value}").replace("{value}", usual.words))
        reset.setAutoDefault(False)
        variant(reset, "inline")
        seat = reset.sizePolicy()
        seat.setRetainSizeWhenHidden(True)  # nothing moves when something is changed
        reset.setSizePolicy(seat)
        reset.clicked.connect(self._give_back)
        return reset

    def _give_back(self) -> None:
        if self._usual is not None:
            self._usual.give()
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)  # the link goes
            self.refresh()


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

    def refresh_settings(self) -> None:
        """Let every setting see whether it has its usual value."""
        for setting in self.findChildren(Setting):
            setting.refresh()
