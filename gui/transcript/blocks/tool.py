"""The card of a tool call: name and state in one line; while it is open, arguments, live output and result below, and
the buttons of whoever decides about it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextDocument

from core.messages import AttachmentPart
from gui.transcript import words
from gui.transcript.blocks.card_document import write_card
from gui.transcript.blocks.folded import FOLD, FoldedPiece
from gui.transcript.blocks.piece import Look, Spot, document_end, paint_focus, paint_icon, set_text_width
from gui.transcript.blocks.plaintext import shown
from gui.transcript.card import Section, sections
from gui.transcript.content import Action, State, ToolCard
from gui.transcript.find.found import Found, paint_title_hits
from gui.transcript.styles import Styles
from gui.transcript.thumbnails import HEIGHT, WIDTH

CHOICE: Final = "choice"  # a spot's action: this, and the number of the choice behind a blank
_ASKED: Final = (Action.ALLOW, Action.ALWAYS, Action.EDIT_CALL, Action.DENY, Action.DENY_IN_WORDS)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_GAP: Final = 8.0


class ToolPiece(FoldedPiece):
    def __init__(self, styles: Styles, card: ToolCard) -> None:
        super().__init__(styles, is_open=card.state is State.WAITING or bool(card.pictures) or card.table is not None)
        self.card = card
        self.gap = styles.paragraph_gap
        self.head = float(round(styles.em * 2.5))
        self._pad = float(round(styles.em * 0.85))
        self._shape: tuple[Section, ...] = ()  # what the document shows
        self._buttons: list[Spot] = []
        self._pictures: list[tuple[AttachmentPart, QRectF]] = []
        self.height = self.head + round(styles.em * 1.75)

    @property
    def ticking(self) -> bool:  # type: ignore[override]  # a constant elsewhere
        return self.card.state is State.LIVE

    @property
    def text_origin(self) -> QPointF:
        return QPointF(self._pad, self.head + self._pad * 0.6)

    # --- layout -------------------------------------------------------------------------------------------------------

    def build(self, width: float) -> None:
        super().build(width)
        # Closed, a line for the result is kept free from the start: nothing jumps when it comes.
        self.height = self.head + (0.0 if self.is_open else round(self.styles.em * 1.75))
        self._pictures = []
        if self.is_open:
            self._write()
            if self._document is not None and not self._document.isEmpty():
                set_text_width(self._document, width - 2 * self._pad)
                self.height += float(round(self._document.size().height())) + self._pad * 1.4
            self._place_pictures()
        self._place_buttons()

    def update(self, card: ToolCard) -> bool:
        if card.state is State.WAITING and self.card.state is not State.WAITING:
            self.is_open = True  # whoever decides sees all of the arguments
        if (card.pictures or card.table) and not (self.card.pictures or self.card.table):
            self.is_open = True
        self.card = card
        if self.built:
            self.build(self.width)
        return True

    def _write(self) -> None:
        shape = sections(self.card)
        if self._document is None or shape != self._shape:
            self._document = write_card(self.styles, shape, self._document, self._shape)
            self._shape = shape

    def release(self) -> None:
        super().release()
        self._shape = ()

    def _place_pictures(self) -> None:
        """Rows of small pictures below the words; their room is kept before they are there."""
        if not self.card.pictures:
            return
        room = self.width - 2 * self._pad
        wide = min(float(WIDTH), room)
        columns = max(1, int((room + _GAP) // (wide + _GAP)))
        for number, part in enumerate(self.card.pictures):
            row, column = divmod(number, columns)
            corner = QPointF(self._pad + column * (wide + _GAP), self.height + row * (HEIGHT + _GAP))
            self._pictures.append((part, QRectF(corner.x(), corner.y(), wide, HEIGHT)))
        self.height = self._pictures[-1][1].bottom() + self._pad

    def _place_buttons(self) -> None:
        """The buttons in rows at the foot, as many beside each other as there is room for."""
        self._buttons = []
        offered = self._offered()
        if not offered:
            return
        height = float(round(self.styles.em * 2.0))
        x, y = self._pad, self.height + (0.0 if self.is_open else self._pad * 0.4)
        longest = self.width - 2 * self._pad
        metrics = self.styles.label_metrics
        for number, (action, label) in enumerate(offered):
            wide = min(float(round(metrics.horizontalAdvance(label) + self.styles.em * 1.7)), longest)
            if x > self._pad and x + wide > self.width - self._pad:
                x, y = self._pad, y + height + _GAP
            label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, wide - self.styles.em)
            primary = number == 0 and self.card.state is State.WAITING and self.card.question is None
            self._buttons.append(Spot(QRectF(x, y, wide, height), action, label, primary=primary))
            x += wide + _GAP
        self.height = y + height + self._pad * 0.9

    def _offered(self) -> list[tuple[Action | str, str]]:
        card = self.card
        found: list[tuple[Action | str, str]] = []
        if card.state is State.WAITING and card.question is not None:
            found += [(f"{CHOICE} {n}", shown(choice)) for n, choice in enumerate(card.question.choices)]
            found.append((Action.ANSWER, words.action_label(Action.ANSWER)))
        elif card.state is State.WAITING:
            found += [(action, words.action_label(action)) for action in _ASKED]
        if self.is_open and (any(part.cut for part in self._shape) or card.json_text or card.table is not None):
            found.append((Action.SHOW_ALL, words.action_label(Action.SHOW_ALL)))
        return found

    def _stop_rect(self) -> QRectF:
        """The small button that ends a running call, before the chevron."""
        side = float(round(self.styles.em * 1.5))
        return QRectF(self._right - side, (self.head - side) / 2, side, side)

    @property
    def _right(self) -> float:
        return self.width - self._pad - self.styles.em * 1.3

    def spots(self) -> list[Spot]:
        found = [Spot(QRectF(0, 0, self.width, self.head), FOLD, "")]
        if self.card.running and self.card.state in (State.LIVE, State.WAITING):
            found.append(Spot(self._stop_rect(), Action.CANCEL_CALL, "", "stop"))
        return [*found, *self._buttons]

    # --- drawing ------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, look: Look) -> None:
        styles, colors, card = self.styles, self.styles.colors, self.card
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width - 1, self.height - 1), 10, 10)
        tint = _tint(card, styles)
        side = round(styles.em * 1.15)
        paint_icon(painter, styles, "wrench", tint, QRectF(self._pad, (self.head - side) / 2, side, side))
        left, right = self._pad + side + 9, self._right
        self.paint_chevron(painter, right + 4, colors.text_faint)
        if card.running and card.state in (State.LIVE, State.WAITING):
            self._paint_stop(painter, look)
            right = self._stop_rect().left() - 6
        state = words.tool_state(card, look.now)
        painter.setFont(styles.small)
        painter.setPen(QColor(tint))
        painter.drawText(QRectF(0, 0, right, self.head), _RIGHT, state)
        self._paint_call(painter, left, right - styles.small_metrics.horizontalAdvance(state) - 14, look.found)
        if not self.is_open:
            self._paint_line(painter, left)
        elif self._document is not None:
            painter.setPen(QPen(QColor(colors.line), 1))
            painter.drawLine(QPointF(1, self.head), QPointF(self.width - 1, self.head))
            self.paint_document(painter, look, decor=False)
            self._paint_pictures(painter)
        self._paint_progress(painter)
        self.paint_spots(painter, look)

    def _paint_call(self, painter: QPainter, left: float, right: float, found: Found | None) -> None:
        """The name, and beside it the arguments while the card is closed."""
        styles = self.styles
        metrics = QFontMetricsF(styles.label_strong)
        name = metrics.elidedText(shown(self.card.name), Qt.TextElideMode.ElideRight, max(0.0, right - left))
        title = QRectF(left, 0, right - left, self.head)
        paint_title_hits(painter, found, name, metrics, title, styles)
        painter.setFont(styles.label_strong)
        painter.setPen(QColor(styles.colors.text))
        painter.drawText(title, _LEFT, name)
        left += metrics.horizontalAdvance(name) + 10
        if self.is_open or right - left < styles.em * 3:
            return
        # The end of long arguments is what grows: while they arrive it is their start that is left out.
        arriving = self.card.state is State.LIVE and not self.card.running
        text = shown(self.card.arguments.text[-400:] if arriving else self.card.arguments.text[:400])
        elide = Qt.TextElideMode.ElideLeft if arriving else Qt.TextElideMode.ElideRight
        painter.setFont(styles.mono_small)
        painter.setPen(QColor(styles.colors.text_faint))
        fitting = QFontMetricsF(styles.mono_small).elidedText(text, elide, right - left)
        painter.drawText(QRectF(left, 0, right - left, self.head), _LEFT, fitting)

    def _paint_line(self, painter: QPainter, left: float) -> None:
        """The one line below a closed card: its result, or what it is doing."""
        styles, card = self.styles, self.card
        text = (card.result or "")[:400] if card.result is not None else card.step
        if not text and card.output is not None:
            text = card.output.text[-400:].strip().rpartition("\n")[2]
        line = QRectF(left, self.head - styles.em * 0.55, self.width - left - self._pad, styles.em * 1.9)
        painter.setFont(styles.mono_small)
        painter.setPen(QColor(styles.colors.failed if card.state is State.FAILED else styles.colors.text_muted))
        metrics = QFontMetricsF(styles.mono_small)
        painter.drawText(line, _LEFT, metrics.elidedText(shown(text), Qt.TextElideMode.ElideRight, line.width()))

    def _paint_progress(self, painter: QPainter) -> None:
        """A thin bar along the head, where somebody knows how far it is."""
        card = self.card
        if card.fraction is None or not card.running or card.state is not State.LIVE:
            return
        y = self.head - 3 if self.is_open else self.height - 6
        track = QRectF(self._pad, y, self.width - 2 * self._pad, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.styles.colors.line))
        painter.drawRoundedRect(track, 1, 1)
        painter.setBrush(QColor(self.styles.colors.running))
        painter.drawRoundedRect(QRectF(track.topLeft(), track.size()).adjusted(0, 0, -_rest(track, card), 0), 1, 1)

    def _paint_stop(self, painter: QPainter, look: Look) -> None:
        rect, colors = self._stop_rect(), self.styles.colors
        hovered = look.hovered is not None and look.hovered.action == Action.CANCEL_CALL
        if hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(rect, 6, 6)
        paint_icon(
            painter, self.styles, "stop", colors.text if hovered else colors.text_muted, rect.adjusted(4, 4, -4, -4)
        )
        if look.focused is not None and look.focused.action == Action.CANCEL_CALL:
            paint_focus(painter, rect, self.styles)

    def _paint_pictures(self, painter: QPainter) -> None:
        thumbnails, colors = self.styles.thumbnails, self.styles.colors
        for part, room in self._pictures:
            picture = thumbnails.get(part) if thumbnails is not None else None
            if picture is None:
                side = self.styles.em * 1.8
                middle = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
                paint_icon(painter, self.styles, "picture", colors.text_faint, middle)
                continue
            scale = min(room.width() / picture.width(), room.height() / picture.height(), 1.0)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(room.topLeft(), picture.size().toSizeF() * scale), picture)

    def end_rect(self) -> QRectF | None:
        return document_end(self._document, self.styles.code_line) if self.is_open and self._document else None

    @property
    def document(self) -> QTextDocument | None:
        return self._document if self.is_open else None


def _rest(track: QRectF, card: ToolCard) -> float:
    return track.width() * (1.0 - (card.fraction or 0.0))


def _tint(card: ToolCard, styles: Styles) -> str:
    colors = styles.colors
    return {
        State.LIVE: colors.running,
        State.DONE: colors.done,
        State.FAILED: colors.failed,
        State.STOPPED: colors.stopped,
        State.WAITING: colors.waiting,
        State.DENIED: colors.stopped,
    }[card.state]
