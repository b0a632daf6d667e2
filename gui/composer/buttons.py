"""Send and Stop, which share one seat in the composer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.theme.theme import Theme
from gui.theme.tokens import RADIUS_LARGE, SPACE_1

_ICON, _AROUND = 18, 16  # pixels of what is drawn on the button beside text of 100 %, and of both margins


def side_of(theme: Theme) -> int:
    """Pixels of the seat."""
    return theme.px(_ICON) + _AROUND


class RoundButton(QToolButton):
    """Send and Stop share place and size, so the second click of a double click lands on the other: it is not meant."""

    def __init__(self, object_name: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme: Theme | None = None
        self._icon = ""

    def dress(self, theme: Theme, icon: str) -> None:
        self._theme, self._icon = theme, icon
        self.setFixedSize(side_of(theme), side_of(theme))
        self.setIconSize(QSize(theme.px(_ICON), theme.px(_ICON)))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            ground, ink = colors.hover, colors.text_faint
        else:
            ground, ink = (colors.accent_hover if self.underMouse() else colors.accent), colors.on_accent
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(ground))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area, RADIUS_LARGE - SPACE_1, RADIUS_LARGE - SPACE_1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.text))
            painter.drawRoundedRect(area, RADIUS_LARGE - SPACE_1, RADIUS_LARGE - SPACE_1)
        size = self.iconSize().width()
        place = (self.width() - size) // 2
        painter.drawPixmap(place, place, self._theme.pixmap(self._icon, ink, size))


class StopButton(RoundButton):
    """Tells when it goes down, not up (a finger takes 80 ms for the way back), and before it is painted so: that paint
    brings everything else that waits to be painted."""

    went_down = Signal()

    def __init__(self, object_name: str, name: str, parent: QWidget) -> None:
        super().__init__(object_name, name, parent)
        self._told = False
        self.pressed.connect(self._tell)  # by key, or by an assistive technology

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._tell()
            self._told = True
        super().mousePressEvent(event)
        self._told = False

    def _tell(self) -> None:
        if not self._told:
            self.went_down.emit()
