"""A switch: a check box for what is on or off at once, painted as a track with a knob.

It is a check box for the keyboard and for assistive technologies; only what is painted differs.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QPoint, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from gui.theme.theme import Theme
from gui.theme.tokens import MOTION_MS, SPACE_2

_TRACK: Final = (32, 18)  # pixels beside text of 100 %
_DISABLED: Final = 0.4  # of the ink, while it cannot be switched
_GAP: Final = 3.0  # between the track and its knob, likewise


class Switch(QCheckBox):
    """The knob slides while it is seen, unless motion is reduced. `text` stands beside it, where there is some."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._place = 0.0  # of the knob: 0 off, 1 on
        self._slide = QVariantAnimation(self)
        self._slide.setDuration(MOTION_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._move)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._go)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        width, height = self._track()
        if self.text():
            words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
            width, height = width + SPACE_2 + words.width(), max(height, words.height())
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked, the words too."""
        return self.rect().contains(pos)

    @property
    def sliding(self) -> bool:
        """Whether the knob is on its way."""
        return self._slide.state() is QVariantAnimation.State.Running

    @property
    def place(self) -> float:
        """Where the knob is: 0 off, 1 on."""
        return self._place

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_track(painter, self._track_rect())
        if self.text():
            self._paint_words(painter)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _track(self) -> tuple[int, int]:
        return self._theme.px(_TRACK[0]), self._theme.px(_TRACK[1])

    def _track_rect(self) -> QRectF:
        """Where the track is: at the side where reading begins."""
        width, height = self._track()
        left = self.width() - width if self._mirrored() else 0
        return QRectF(left, (self.height() - height) / 2, width, height)

    def _mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        ground, edge, knob = self._inks()
        pen = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(edge, pen))
        painter.setBrush(ground)
        inner = track.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
        gap = _GAP * self._theme.scale
        side = track.height() - 2 * gap
        along = self._place if not self._mirrored() else 1 - self._place
        left = track.left() + gap + along * (track.width() - side - 2 * gap)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(knob)
        painter.drawEllipse(QRectF(left, track.top() + gap, side, side))

    def _inks(self) -> tuple[QColor, QColor, QColor]:
        """Of the ground, its edge and the knob."""
        colors, on = self._theme.colors, self.isChecked()
        if not self.isEnabled():
            faint = QColor(colors.text_faint)
            faint.setAlphaF(_DISABLED)
            return faint if on else QColor(colors.raised), faint, QColor(colors.page) if on else faint
        if on:
            ground = QColor(colors.accent_hover if self.underMouse() else colors.accent)
            return ground, QColor(colors.text) if self.hasFocus() else ground, QColor(colors.on_accent)
        edge = QColor(colors.accent if self.underMouse() or self.hasFocus() else colors.text_faint)
        return QColor(colors.raised), edge, QColor(colors.text_faint)

    def _paint_words(self, painter: QPainter) -> None:
        track = self._track_rect()
        colors = self._theme.colors
        painter.setPen(QColor(colors.text if self.isEnabled() else colors.text_faint))
        left, right = track.right() + SPACE_2, float(self.width())
        if self._mirrored():
            left, right = 0.0, track.left() - SPACE_2
        side = Qt.AlignmentFlag.AlignRight if self._mirrored() else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | side | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRectF(left, 0, right - left, self.height()), int(flags), self.text())

    def _go(self, on: bool) -> None:
        self._slide.stop()
        goal = 1.0 if on else 0.0
        if self._theme.reduced_motion or not self.isVisible():
            self._move(goal)
            return
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(goal)
        self._slide.start()

    def _move(self, place: float) -> None:
        self._place = place
        self.update()

    def _restyle(self) -> None:
        if self._theme.reduced_motion and self.sliding:
            self._slide.stop()
            self._move(1.0 if self.isChecked() else 0.0)
        self.updateGeometry()
        self.update()
