"""“‹ 2 / 3 ›”: which version of a message is shown, with an arrow to either side. An arrow is only drawn at its end,
and while an answer runs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.transcript import words
from gui.transcript.blocks.piece import Look, Spot, paint_focus, paint_icon
from gui.transcript.content import Action, Header, UserText
from gui.transcript.styles import Styles

_ARROWS = ((Action.PREVIOUS_VERSION, "chevron-left"), (Action.NEXT_VERSION, "chevron-right"))


class VersionSwitch:
    """A small row of the height of a header line. Where it stands is told to `spots` and `paint` by its left end."""

    def __init__(self, styles: Styles, shown: Header | UserText) -> None:
        self._styles = styles
        self._version, self._versions = shown.version, shown.versions
        self.height = float(round(styles.em * 1.6))
        self._text = words.version_text(shown.version, shown.versions)
        self._words = styles.small_metrics.horizontalAdvance(self._text) + 4
        self.width = 2 * self.height + self._words if self else 0.0

    def __bool__(self) -> bool:
        return self._versions > 1

    def spots(self, x: float, y: float) -> list[Spot]:
        """The arrows that lead somewhere."""
        if not self._styles.settled:
            return []
        ends = {Action.PREVIOUS_VERSION: 1, Action.NEXT_VERSION: self._versions}
        return [spot for spot in self._arrows(x, y) if self and self._version != ends[Action(spot.action)]]

    def paint(self, painter: QPainter, look: Look, x: float, y: float) -> None:
        if not self:
            return
        colors = self._styles.colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        leading = self.spots(x, y)
        for spot in self._arrows(x, y):
            color = colors.text_muted if spot in leading else colors.line
            if spot == look.hovered:
                color = colors.text
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colors.hover))
                painter.drawRoundedRect(spot.rect, 6, 6)
            inset = self.height * 0.2
            paint_icon(painter, self._styles, spot.icon, color, spot.rect.adjusted(inset, inset, -inset, -inset))
            if spot == look.focused:
                paint_focus(painter, spot.rect, self._styles)
        painter.setFont(self._styles.small)
        painter.setPen(QColor(colors.text_muted))
        middle = QRectF(x + self.height, y + 1, self._words, self.height)
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self._text)

    def _arrows(self, x: float, y: float) -> list[Spot]:
        side = self.height
        lefts = (x, x + side + self._words)
        return [
            Spot(QRectF(left, y, side, side), action, "", icon)
            for left, (action, icon) in zip(lefts, _ARROWS, strict=True)
        ]
