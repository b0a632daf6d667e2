"""Fields for numbers: as wide as what they may hold needs, whatever stands in them, and with the margin of a line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

from gui.theme.tokens import SPACE_2

_LETTERS: Final = "0000 000"  # that there is room for, beside the arrows
_TALLER: Final = 3  # pixels that Qt makes it higher than a line


class WholeNumber(QSpinBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self)

    def sizeHint(self) -> QSize:
        return _roomy(self, super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Seconds(QDoubleSpinBox):
    """Shows a decimal only where there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(1)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        _dress(self)

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"

    def sizeHint(self) -> QSize:
        return _roomy(self, super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _dress(field: QAbstractSpinBox) -> None:
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.lineEdit().setTextMargins(SPACE_2 - 1, 0, 0, 0)  # the style sheet's padding does not reach it
    if isinstance(field, QSpinBox | QDoubleSpinBox):
        field.setKeyboardTracking(False)


def _roomy(field: QAbstractSpinBox, hint: QSize) -> QSize:
    metrics = field.fontMetrics()
    return QSize(metrics.horizontalAdvance(_LETTERS) + metrics.height() * 3 // 2 + SPACE_2, hint.height() - _TALLER)
