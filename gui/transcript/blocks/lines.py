"""The thin lines of a transcript: header, seam, the place of the cursor before the first word, strips with buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.transcript import words
from gui.transcript.blocks.piece import Look, Piece, Spot, paint_icon
from gui.transcript.blocks.plaintext import TextPiece, shown
from gui.transcript.blocks.versions import VersionSwitch
from gui.transcript.content import Action, Header, State
from gui.transcript.styles import Styles

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class HeaderPiece(Piece):
    """Model, time, version, how the answer stands, what it took. Its height never changes: nothing below it jumps."""

    def __init__(self, styles: Styles, header: Header) -> None:
        super().__init__(styles)
        self.header = header
        self.height = float(round(styles.em * 1.6))

    @property
    def ticking(self) -> bool:  # type: ignore[override]  # a constant elsewhere
        return self.header.state is State.LIVE

    def spots(self) -> list[Spot]:
        if self.header.versions < 2:
            return []
        _, x = self._name()
        return VersionSwitch(self.styles, self.header).spots(x + self._advance(self._time()), 0)

    def paint(self, painter: QPainter, look: Look) -> None:
        styles, colors, header = self.styles, self.styles.colors, self.header
        name, x = self._name()
        painter.setFont(styles.label_strong)
        painter.setPen(QColor(colors.text))
        painter.drawText(QRectF(0, 0, self.width, self.height), _LEFT, name)
        x = self._text(painter, x, self._time(), colors.text_faint)
        if header.versions > 1:
            switch = VersionSwitch(styles, header)
            switch.paint(painter, look, x, 0)
            x += switch.width + 6
        state = words.header_state(header, look.now)
        color = {State.FAILED: colors.failed, State.STOPPED: colors.stopped, State.LIVE: colors.running}
        x = self._text(painter, x, state, color.get(header.state, colors.text_faint))
        self._paint_spent(painter, x)

    def _paint_spent(self, painter: QPainter, x: float) -> None:
        """At the right, whole or not at all: what the answer took."""
        metrics, room = self.styles.small_metrics, self.width - x - self.styles.em
        for said in (words.header_spent(self.header), words.header_cost(self.header)):
            advance = metrics.horizontalAdvance(said)
            if said and advance <= room:
                self._text(painter, self.width - advance, said, self.styles.colors.text_faint)
                return

    def _name(self) -> tuple[str, float]:
        """The model's name as far as it fits, and where the next words begin."""
        metrics = QFontMetricsF(self.styles.label_strong)
        name = metrics.elidedText(shown(self.header.model), Qt.TextElideMode.ElideMiddle, self.width * 0.5)
        return name, metrics.horizontalAdvance(name) + (10 if name else 0)

    def _time(self) -> str:
        return words.clock_time(self.header.created)

    def _advance(self, text: str) -> float:
        return self.styles.small_metrics.horizontalAdvance(text) + 10 if text else 0.0

    def _text(self, painter: QPainter, x: float, text: str, color: str) -> float:
        if not text:
            return x
        painter.setFont(self.styles.small)
        painter.setPen(QColor(color))
        room = max(0.0, self.width - x)
        fitting = self.styles.small_metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(x, 1, room, self.height), _LEFT, fitting)
        return x + self._advance(fitting)


class IdlePiece(Piece):
    """The line where the next words will stand: the cursor's place while there are none."""

    live_text = True

    def __init__(self, styles: Styles) -> None:
        super().__init__(styles)
        self.gap = styles.item_gap
        self.height = styles.line

    def paint(self, painter: QPainter, look: Look) -> None:
        pass

    def end_rect(self) -> QRectF | None:
        return QRectF(0, 0, 1, self.height)


class SeamPiece(Piece):
    """Where an answer was continued: a hairline with a word."""

    def __init__(self, styles: Styles) -> None:
        super().__init__(styles)
        self.gap = styles.paragraph_gap
        self.height = float(round(styles.em * 1.4))

    def paint(self, painter: QPainter, look: Look) -> None:
        metrics, text = self.styles.small_metrics, words.seam_text()
        y = round(self.height / 2) + 0.5
        end = self.width - metrics.horizontalAdvance(text) - 10
        painter.setPen(QPen(QColor(self.styles.colors.line), 1))
        painter.drawLine(QPointF(0, y), QPointF(end, y))
        painter.setFont(self.styles.small)
        painter.setPen(QColor(self.styles.colors.text_faint))
        painter.drawText(QRectF(end + 10, 0, self.width, self.height), _LEFT, text)


class StripPiece(TextPiece):
    """What went wrong, or how it ended, in words, with the next step as a button; a `calm` one urges nothing."""

    def __init__(
        self,
        styles: Styles,
        text: str,
        actions: Sequence[Action],
        *,
        icon: str,
        color: str,
        ground: str,
        calm: bool = False,
    ) -> None:
        super().__init__(styles, text, styles.label, float(round(styles.line * 0.92)), "", round(styles.em * 2.6))
        self.gap = styles.paragraph_gap + 4
        self._actions = tuple(actions)
        self._icon, self._tint, self._ground, self._calm = icon, color, ground, calm
        self._button_height = float(round(styles.em * 2.0))
        self._top = round(styles.em * 0.75)
        self._bottom = self._top
        self._active = True  # its buttons still mean something
        self._beside = True  # the buttons stand beside one line of text, else below it

    def text_width(self, width: float) -> float:
        return width - self._left - self.styles.em

    def build(self, width: float) -> None:
        self._bottom = self._top
        super().build(width)
        document = self.document
        if document is None or not self._actions or not self._active:
            return
        room = width - self._left - self._buttons_width() - 2 * self.styles.em
        self._beside = document.idealWidth() <= room and document.size().height() <= self._line * 1.5
        if not self._beside:
            self._bottom = self._top * 1.6 + self._button_height
            self.height = float(round(document.size().height() + self._top + self._bottom))

    def _buttons_width(self) -> float:
        return sum(self._button_width(action) + 8 for action in self._actions)

    def _button_width(self, action: Action) -> float:
        return float(
            round(self.styles.label_metrics.horizontalAdvance(words.action_label(action)) + self.styles.em * 1.7)
        )

    def set_active(self, active: bool) -> None:
        """Whether the buttons are offered: those of the conversation's end only."""
        if active != self._active:
            self._active = active
            self.built = False

    def spots(self) -> list[Spot]:
        if not self._active:
            return []
        height = self._button_height
        if self._beside:
            x, y = self.width - self._buttons_width() - 4, (self.height - height) / 2
        else:
            x, y = self._left, self.height - self._top - height
        found: list[Spot] = []
        for number, action in enumerate(self._actions):
            width = self._button_width(action)
            primary = number == 0 and not self._calm
            found.append(Spot(QRectF(x, y, width, height), action, words.action_label(action), primary=primary))
            x += width + 8
        return found

    def paint(self, painter: QPainter, look: Look) -> None:
        styles = self.styles
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground))
        painter.drawRoundedRect(QRectF(0, 0, self.width, self.height), 10, 10)
        side = round(styles.em * 1.2)
        paint_icon(
            painter,
            styles,
            self._icon,
            self._tint,
            QRectF(styles.em * 0.8, self._top + (self._line - side) / 2, side, side),
        )
        super().paint(painter, look)
        self.paint_spots(painter, look)
