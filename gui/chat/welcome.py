"""What an empty conversation shows: a greeting, three useful starts, and the way to a real model."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.chat.starts import Offer, Start
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6

_FLOW_MS: Final = 1400
_STREAM_HEIGHT: Final = 72


class Welcome(QWidget):
    """Emits `started(prompt)`, and `hint_taken(provider)` for the line below the starts."""

    started = Signal(str)
    hint_taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._theme = theme
        self._offer: Offer | None = None
        self._cards: list[StartCard] = []
        self._stream = Stream(theme, self)
        self._greeting = QLabel(self)
        variant(self._greeting, "display", name="role")
        self._lead = QLabel(self)
        self._lead.setTextFormat(Qt.TextFormat.PlainText)
        self._lead.setWordWrap(True)
        variant(self._lead, "muted", name="role")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE_3)
        self._hint = QLabel(self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        variant(self._hint, "faint", name="role")
        self._hint_button = QPushButton(self)
        variant(self._hint_button, "link")
        self._hint_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._hint_button.clicked.connect(self._take_hint)
        self._other_button = QPushButton(self)
        self._other_button.setObjectName("welcomeOther")
        variant(self._other_button, "link")
        self._other_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._other_button.clicked.connect(lambda: self.hint_taken.emit(""))
        hint_row = QHBoxLayout()
        hint_row.setSpacing(SPACE_1)
        hint_row.addWidget(self._hint)
        hint_row.addWidget(self._hint_button)
        hint_row.addWidget(self._other_button)
        hint_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_4, 0, SPACE_4)
        column.setSpacing(0)
        column.addStretch(3)
        column.addWidget(self._stream)
        column.addSpacing(SPACE_4)
        column.addWidget(self._greeting)
        column.addSpacing(SPACE_2)
        column.addWidget(self._lead)
        column.addSpacing(SPACE_6)
        column.addLayout(self._row)
        column.addSpacing(SPACE_4)
        column.addLayout(hint_row)
        column.addStretch(4)

    def show_offer(self, offer: Offer) -> None:
        if offer == self._offer:
            return
        self._offer = offer
        self._greeting.setText(offer.greeting)
        self._lead.setText(offer.lead)
        for card in self._cards:
            self._row.removeWidget(card)
            card.deleteLater()
        self._cards = [StartCard(self._theme, start, self) for start in offer.starts]
        for card in self._cards:
            card.clicked.connect(lambda _checked=False, prompt=card.start.prompt: self.started.emit(prompt))
            self._row.addWidget(card, 1)
        self._hint.setText(offer.hint)
        self._hint.setVisible(bool(offer.hint))
        self._hint_button.setText(offer.hint_action)
        self._hint_button.setVisible(bool(offer.hint_action))

        self._other_button.setText(offer.other_action)
        self._other_button.setVisible(bool(offer.other_action))

    def _take_hint(self) -> None:
        self.hint_taken.emit(self._offer.hint_provider if self._offer else "")

    def hint_text(self) -> str:
        return self._hint.text()

    def starts(self) -> tuple[Start, ...]:
        return tuple(card.start for card in self._cards)


class StartCard(QAbstractButton):
    """One start: an icon, two lines, the whole card is the button."""

    def __init__(self, theme: Theme, start: Start, parent: QWidget) -> None:
        super().__init__(parent)
        self.start = start
        self._theme = theme
        self.setText(start.title)
        self.setAccessibleName(start.title)
        self.setAccessibleDescription(start.detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        label, small = self._theme.font(TextRole.LABEL), self._theme.font(TextRole.SMALL)
        return QSize(180, round((label.pointSizeF() * 2 + small.pointSizeF() * 2) * 1.9) + 50)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lifted = self.underMouse() or self.isDown()
        painter.setPen(QColor(colors.accent if self.hasFocus() or lifted else colors.line))
        painter.setBrush(QColor(colors.pressed if self.isDown() else colors.raised))
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        inner = self.rect().adjusted(SPACE_4, SPACE_3 + 2, -SPACE_3, -SPACE_3)
        side = self._theme.px(20)
        painter.drawPixmap(inner.topLeft(), self._theme.pixmap(self.start.icon, colors.accent, side))
        inner.setTop(inner.top() + side + SPACE_2)
        words = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.setFont(self._theme.font(TextRole.LABEL, strong=True))
        painter.setPen(QColor(colors.text))
        used = painter.boundingRect(inner, words, self.start.title)
        painter.drawText(inner, words, self.start.title)
        inner.setTop(used.bottom() + SPACE_1)
        painter.setFont(self._theme.font(TextRole.SMALL))
        painter.setPen(QColor(colors.text_muted))
        painter.drawText(inner, words, self.start.detail)


class Stream(QWidget):
    """Three lines of water that flow in once, and end in the block cursor. At rest they cost nothing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(_STREAM_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._reach = 1.0
        self._flow = QVariantAnimation(self)
        self._flow.setDuration(_FLOW_MS)
        self._flow.setStartValue(0.0)
        self._flow.setEndValue(1.0)
        self._flow.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flow.valueChanged.connect(self._flowed)
        theme.changed.connect(self.update)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._theme.reduced_motion:
            self._flow.start()

    def _flowed(self, reach: object) -> None:
        if isinstance(reach, float):
            self._reach = reach
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        length = min(float(self.width()), 360.0) - 24
        for offset, width, strength, shift in ((-18.0, 3.0, 0.28, 0.6), (18.0, 3.0, 0.28, -0.5), (0.0, 5.0, 1.0, 0.0)):
            color = QColor(colors.accent)
            color.setAlphaF(strength)
            clear = QColor(color)
            clear.setAlphaF(strength * 0.12)
            ink = QLinearGradient(0, 0, length, 0)
            ink.setColorAt(0, clear)
            ink.setColorAt(0.6, color)
            pen = QPen(ink, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            reach = length * (self._reach if offset == 0 else max(0.0, self._reach * 1.12 - 0.12))
            painter.drawPath(_wave(4, reach * (1 if offset == 0 else 0.94), middle + offset, shift))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent))
        painter.drawRoundedRect(QRectF(length * self._reach + 10, middle - 12, 9, 24), 3, 3)


def _wave(left: float, right: float, middle: float, shift: float) -> QPainterPath:
    """A flat sine from `left` to `right` around `middle`, in steps of 3 pixels."""
    path = QPainterPath()

    def point(x: float) -> QPointF:
        return QPointF(x, middle + 8 * math.sin(x / 26 + shift))

    path.moveTo(point(left))
    x = left
    while x < right:
        x = min(right, x + 3)
        path.lineTo(point(x))
    return path
