"""The cards of an empty conversation: the whole card is the button. A narrow one has its icon beside the words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS, SPACE_1, SPACE_2, SPACE_3, SPACE_4

_ICON: Final = 20
_DOT: Final = 8
_WORDS: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TALLEST: Final = 10_000.0


class StartCard(QAbstractButton):
    """An icon, a title and a line about it. `running` puts a live dot on the icon, `leads` an arrow at the end."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        detail: str,
        parent: QWidget,
        *,
        running: bool = False,
        leads: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._detail = detail
        self._running = running
        self._leads = leads
        self._beside = leads
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._known: dict[tuple[int, bool, str, str], int] = {}  # heights: layouts ask for them hundreds of times
        theme.changed.connect(self._measure_anew)

    def set_beside(self, beside: bool) -> None:
        """Whether the icon stands beside the words, as in a low row, or above them."""
        if beside != self._beside:
            self._beside = beside
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        width = self._theme.px(200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.px(_ICON) + 2 * SPACE_3)  # the layout asks how high it is when it is so wide

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        key = (width, self._beside, self.text(), self._detail)
        if key not in self._known:
            words = self._words(QRectF(0, 0, width, _TALLEST))
            title, detail = self._heights(words.width())
            used = words.top() + title + SPACE_1 + detail
            least = words.top() + self._theme.px(_ICON) if self._beside else 0.0
            self._known[key] = round(max(used, least)) + SPACE_3 + 2
        return self._known[key]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure_anew()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
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
        self._paint_marks(painter, lifted)
        words = self._words(area)
        title, _ = self._heights(words.width())
        painter.setFont(self._title_font())
        painter.setPen(QColor(colors.text))
        painter.drawText(words, _WORDS, self.text())
        painter.setFont(self._theme.font(TextRole.SMALL))
        painter.setPen(QColor(colors.text_muted))
        painter.drawText(words.adjusted(0, title + SPACE_1, 0, 0), _WORDS, self._detail)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _paint_marks(self, painter: QPainter, lifted: bool) -> None:
        colors, side = self._theme.colors, self._theme.px(_ICON)
        line = QFontMetricsF(self._title_font()).height()
        top = SPACE_3 + 1 + (round((line - side) / 2) if self._beside else 0)
        painter.drawPixmap(SPACE_4, top, self._theme.pixmap(self._icon, colors.accent, side))
        if self._running:
            dot = self._theme.px(_DOT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.raised))
            corner = QRectF(SPACE_4 + side - dot * 0.75, top - dot * 0.25, dot, dot)
            painter.drawEllipse(corner.adjusted(-2, -2, 2, 2))
            painter.setBrush(QColor(colors.done))
            painter.drawEllipse(corner)
        if self._leads:
            mark = self._theme.px(16)
            place = self.width() - mark - SPACE_3, (self.height() - mark) // 2
            tint = colors.accent if lifted or self.hasFocus() else colors.text_faint
            painter.drawPixmap(*place, self._theme.pixmap("chevron-right", tint, mark))

    def _words(self, area: QRectF) -> QRectF:
        """Where the words stand on a card with this area."""
        side = self._theme.px(_ICON)
        right = SPACE_3 + (self._theme.px(16) + SPACE_1 if self._leads else 0)
        if self._beside:
            return area.adjusted(SPACE_4 + side + SPACE_3, SPACE_3, -right, 0)
        return area.adjusted(SPACE_4, SPACE_3 + side + SPACE_2, -right, 0)

    def _heights(self, width: float) -> tuple[float, float]:
        """Pixels of title and detail in lines of this width."""
        room = QRectF(0, 0, max(40.0, width), _TALLEST)
        title = QFontMetricsF(self._title_font()).boundingRect(room, _WORDS, self.text())
        detail = QFontMetricsF(self._theme.font(TextRole.SMALL)).boundingRect(room, _WORDS, self._detail)
        return title.height(), detail.height()

    def _measure_anew(self) -> None:
        self._known.clear()
        self.updateGeometry()

    def _title_font(self) -> QFont:
        return self._theme.font(TextRole.LABEL, strong=True)
