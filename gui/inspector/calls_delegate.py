"""How the rows of the call tree are painted: name and state, the facts in small type, arguments in monospace."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.markdown.foreign import visible
from gui.inspector import words
from gui.inspector.calls_model import CALL_ROLE, KIND_ROLE, Index, RowKind, facts_text, result_text
from gui.inspector.ink import call_icon, call_ink, figures, validity_ink
from gui.inspector.state import CallState, ToolCall
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_1, SPACE_2, SPACE_3

_GROWING_LINES: Final = 6  # while arguments arrive, their last lines
_SHOWN_LINES: Final = 12
_ASKED_LINES: Final = 60  # a question shows what it is about
_LAID_OUT: Final = 6_000  # characters at most that are laid out at a frame
_TAIL_STEP: Final = 2_000
_MARK: Final = 16
_BUTTON: Final = 36  # the buttons of a question, and the air around them
_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """The part of a long text that is shown, laid out; `more` tells how much is not."""

    layout: QTextLayout
    height: float
    first: int
    count: int
    line: float
    more: bool


class CallDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._excerpts: OrderedDict[tuple[str, int, int, bool], _Excerpt] = OrderedDict()
        self._marks: dict[tuple[str, str], QPixmap] = {}
        self.restyle()

    def restyle(self) -> None:
        """Fetch fonts and forget what was laid out and drawn in the old ones."""
        theme = self._theme
        self._label_font = theme.font(TextRole.LABEL)
        self._name_font = theme.font(TextRole.LABEL, strong=True)
        self._small_font = figures(theme, TextRole.SMALL)
        self._state_font = figures(theme, TextRole.SMALL, strong=True)
        self._mono_font = theme.mono(TextRole.SMALL)
        self._side = theme.px(_MARK)
        self._label = max(self._side + 4, QFontMetrics(self._label_font).height() + 4)
        self._small = QFontMetrics(self._small_font).height() + 3
        self._step = math.ceil(QFontMetrics(self._mono_font).height() * 1.2)
        self._excerpts.clear()
        self._marks.clear()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def cut(self, call: ToolCall, kind: RowKind) -> bool:
        """Whether the row leaves out some of the text."""
        excerpt = self._excerpt(call, kind)
        return excerpt is not None and excerpt.more

    def _excerpt(self, call: ToolCall, kind: RowKind) -> _Excerpt | None:
        text = call.arguments if kind is RowKind.CALL else call.result or ""
        if kind is RowKind.QUESTION or not text.strip():
            return None
        growing = kind is RowKind.CALL and call.state is CallState.ASSEMBLING
        lines = _GROWING_LINES if growing else _ASKED_LINES if call.state is CallState.WAITING else _SHOWN_LINES
        width = self._view.viewport().width() - 2 * SPACE_2
        key = (text, lines, width, growing)
        wrap = QTextOption.WrapMode.WrapAnywhere
        if kind is RowKind.RESULT:
            wrap = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        found = self._excerpts.get(key)
        if found is None:
            found = self._excerpts[key] = self._lay_out(text, lines, width, wrap, tail=growing)
            while len(self._excerpts) > _KEPT:
                self._excerpts.popitem(last=False)
        return found

    def _lay_out(self, text: str, lines: int, width: int, wrap: QTextOption.WrapMode, *, tail: bool) -> _Excerpt:
        # A tail begins at a fixed place for a while, or its lines would break anew with every piece.
        part = text[max(0, len(text) // _TAIL_STEP - 1) * _TAIL_STEP :] if tail else text[:_LAID_OUT]
        layout = QTextLayout(visible(part).replace("\n", "\u2028"), self._mono_font)
        option = QTextOption()
        option.setWrapMode(wrap)
        layout.setTextOption(option)
        step = self._step
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, count * step))
            count += 1
        layout.endLayout()
        shown = min(count, lines)
        first = count - shown if tail else 0
        return _Excerpt(layout, shown * step, first, shown, step, more=count > lines or len(part) < len(text))

    # --- geometry -----------------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.row_height(index))

    def row_height(self, index: Index) -> int:
        call: ToolCall = index.data(CALL_ROLE)
        kind: RowKind = index.data(KIND_ROLE)
        if kind is RowKind.QUESTION:
            return self._said(call, str(index.data())) + self._theme.px(_BUTTON) + 2 * SPACE_2 + SPACE_1
        excerpt = self._excerpt(call, kind)
        text = 0 if excerpt is None else math.ceil(excerpt.height) + (self._small if excerpt.more else 0)
        if kind is RowKind.RESULT:
            return self._small + text + SPACE_3
        return self._label + self._small + (text + SPACE_3 + SPACE_1 if text else 0) + SPACE_3

    def _said(self, call: ToolCall, text: str) -> int:
        """The height of what stands above the buttons; a running call's news are one line, so that nothing jumps."""
        if call.state is CallState.RUNNING:
            return self._small
        room = QRect(0, 0, max(40, self._view.viewport().width() - 2 * SPACE_2), 10_000)
        return QFontMetrics(self._small_font).boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()

    # --- painting -----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        call: ToolCall = index.data(CALL_ROLE)
        kind: RowKind = index.data(KIND_ROLE)
        area: QRect = option.rect
        area.setLeft(0)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind is RowKind.CALL:
            if index.row():
                painter.fillRect(QRect(0, area.top(), area.width(), 1), QColor(self._theme.colors.line))
            self._paint_call(painter, area, call)
        elif kind is RowKind.RESULT:
            self._paint_result(painter, area, call)
        else:
            self._paint_question(painter, area, call)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self._theme.colors.accent))
            ring = QRectF(area).adjusted(1.5, 2.5, -1.5, -1.5)
            painter.drawRoundedRect(ring, RADIUS_SMALL, RADIUS_SMALL)
        painter.restore()

    def _paint_call(self, painter: QPainter, area: QRect, call: ToolCall) -> None:
        colors = self._theme.colors
        ink = call_ink(call.state, colors)
        left, right, top = 0, area.right(), area.top() + SPACE_1 + 1
        label = self._label
        state = words.call_state(call.state)
        if call.seconds is not None:
            state += f" · {words.duration(call.seconds)}"
        painter.setFont(self._state_font)
        wide = painter.fontMetrics().horizontalAdvance(state)
        painter.setPen(QColor(ink))
        painter.drawText(QRect(right - wide, top, wide + 1, label), Qt.AlignmentFlag.AlignVCenter, state)
        mark = self._mark(call_icon(call.state), ink)
        painter.drawPixmap(right - wide - self._side - 4, top + (label - self._side) // 2, mark)
        room = right - wide - self._side - 4 - SPACE_2 - left
        self._text(painter, QRect(left, top, room, label), words.one_line(call.name), colors.text)
        top += label
        self._paint_facts(painter, QRect(left, top, right - left, self._small), call)
        excerpt = self._excerpt(call, RowKind.CALL)
        if excerpt is not None:
            self._paint_excerpt(painter, QPointF(left, top + self._small + SPACE_1), excerpt, right - left, call)

    def _paint_facts(self, painter: QPainter, area: QRect, call: ToolCall) -> None:
        """Place, id and size, then the verdict about the JSON in its own colour."""
        colors = self._theme.colors
        verdict = words.validity(call.validity)
        painter.setFont(self._small_font)
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(verdict)
        painter.setPen(QColor(validity_ink(call.validity, colors)))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, verdict)
        rest = facts_text(call).removesuffix(f" · {verdict}")
        painter.setPen(QColor(colors.text_faint))
        shown = metrics.elidedText(rest, Qt.TextElideMode.ElideMiddle, area.width() - wide - SPACE_2)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_result(self, painter: QPainter, area: QRect, call: ToolCall) -> None:
        colors = self._theme.colors
        left, right = SPACE_2, area.right() - SPACE_2
        head = QRect(left, area.top(), right - left, self._small)
        painter.setFont(self._small_font)
        painter.setPen(QColor(colors.text_muted))
        title = self.tr("Result") if call.state is CallState.DONE else self.tr("Answer to the model")
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, title)
        excerpt = self._excerpt(call, RowKind.RESULT)
        if excerpt is not None:
            ink = colors.text if call.state is CallState.DONE else call_ink(call.state, colors)
            self._paint_lines(painter, QPointF(left, head.bottom() + 1), excerpt, ink)
            if excerpt.more:
                self._paint_more(painter, QPointF(left, head.bottom() + 1 + excerpt.height))
        else:
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, result_text(call))

    def _paint_question(self, painter: QPainter, area: QRect, call: ToolCall) -> None:
        colors = self._theme.colors
        ground = QRectF(area).adjusted(0, 0, 0, -SPACE_2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.waiting_soft if call.state is CallState.WAITING else colors.raised))
        painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
        # The words and the buttons are a widget of the view's own on top.

    def _paint_excerpt(self, painter: QPainter, at: QPointF, excerpt: _Excerpt, width: int, call: ToolCall) -> None:
        """Arguments on a slightly raised ground, the place where they grow marked by a thin bar."""
        colors = self._theme.colors
        height = excerpt.height + (self._small if excerpt.more else 0)
        ground = QRectF(at.x(), at.y() - 2, width, height + SPACE_2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
        growing = call.state is CallState.ASSEMBLING
        top = at + QPointF(SPACE_2, 2)
        if excerpt.more and growing:  # what is left out stands before the last lines
            self._paint_more(painter, top)
            top += QPointF(0, self._small)
        self._paint_lines(painter, top, excerpt, colors.text)
        if excerpt.more and not growing:
            self._paint_more(painter, top + QPointF(0, excerpt.height))
        if growing:
            line = excerpt.layout.lineAt(excerpt.first + excerpt.count - 1)
            bottom = top.y() + excerpt.height
            bar = QRectF(top.x() + line.naturalTextWidth() + 1, bottom - excerpt.line + 1, 2, excerpt.line - 3)
            painter.fillRect(bar, QColor(colors.accent))

    def _paint_lines(self, painter: QPainter, at: QPointF, excerpt: _Excerpt, ink: str) -> None:
        painter.setPen(QColor(ink))
        offset = QPointF(at.x(), at.y() - excerpt.first * excerpt.line)
        for place in range(excerpt.first, excerpt.first + excerpt.count):
            excerpt.layout.lineAt(place).draw(painter, offset)

    def _paint_more(self, painter: QPainter, at: QPointF) -> None:
        painter.setFont(self._small_font)
        painter.setPen(QColor(self._theme.colors.accent))
        area = QRectF(at.x(), at.y(), 400, self._small)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.tr("… double-click or Enter shows all"))

    def _text(self, painter: QPainter, area: QRect, text: str, ink: str) -> None:
        painter.setFont(self._name_font)
        painter.setPen(QColor(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _mark(self, icon: str, ink: str) -> QPixmap:
        if (icon, ink) not in self._marks:
            self._marks[icon, ink] = self._theme.pixmap(icon, ink, self._side)
        return self._marks[icon, ink]
