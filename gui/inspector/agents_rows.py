"""The rows of the view of agents: what happened, and the spans of the trace with a bar for when and how long."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.events import Span
from core.markdown.foreign import visible
from gui.inspector import agents_words as words
from gui.inspector.agents_model import AgentsRun, Entry, EntryKind
from gui.inspector.ink import figures
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_SMALL, SPACE_1, SPACE_2, Colors

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
SPAN_ROLE: Final = Qt.ItemDataRole.UserRole + 2
PLACE_ROLE: Final = Qt.ItemDataRole.UserRole + 3  # (start, length) of the run, 0 to 1
_BAR: Final = 3
_LEAST_BAR: Final = 2.0


class EntriesModel(QStandardItemModel):
    """A row for each thing that happened; those that are there already stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: AgentsRun | None = None

    def show_run(self, run: AgentsRun | None) -> None:
        if run is not self._run:
            self._run = run
            self.clear()
        if run is None:
            return
        for entry in run.entries[self.rowCount() :]:
            item = QStandardItem(
                f"{words.duration(entry.seconds)}  {words.one_line(entry.agent)}  {words.sentence(entry)}"
            )
            item.setData(entry, ENTRY_ROLE)
            item.setEditable(False)
            item.setToolTip(_tip(entry))
            self.appendRow(item)


class SpansModel(QStandardItemModel):
    """A tree of spans, each below the one that it belongs to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: AgentsRun | None = None
        self._items: dict[str, QStandardItem] = {}

    def show_run(self, run: AgentsRun | None) -> None:
        if run is not self._run:
            self._run = run
            self._items.clear()
            self.clear()
        if run is None:
            return
        now = time.monotonic()
        whole = max(run.seconds or now - run.started, 1e-6)
        for span in run.spans.values():
            item = self._items.get(span.id)
            if item is None:
                item = self._items[span.id] = QStandardItem()
                item.setEditable(False)
                above = self._items.get(span.parent)
                (above if above is not None else self.invisibleRootItem()).appendRow(item)
            elif item.data(SPAN_ROLE) is span and span.seconds is not None and item.data(PLACE_ROLE)[2] == whole:
                continue
            length = span.seconds if span.seconds is not None else now - span.started
            item.setData(span, SPAN_ROLE)
            item.setData(((span.started - run.started) / whole, length / whole, whole), PLACE_ROLE)
            item.setText(f"{span_title(span)}  {words.duration(span.seconds)}")
            item.setToolTip(visible(span.error or item.text()))


def span_title(span: Span) -> str:
    name = words.one_line(span.name)
    word = words.span_word(span.kind)
    return word if not name or name == span.kind else f"{word} {name}"


def _tip(entry: Entry) -> str:
    """The SDK's own word, and the text."""
    parts = (entry.name, entry.text) if entry.kind is EntryKind.ITEM else (entry.text,)
    return visible("\n".join(part for part in parts if part))


class EntryDelegate(QStyledItemDelegate):
    """When and who on one line, what on the next."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        self._small = figures(self._theme, TextRole.SMALL)
        self._line = QFontMetrics(self._small).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, 2 * self._line + SPACE_2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        colors, rect = self._theme.colors, QRect(option.rect)
        painter.save()
        _ground(painter, option, colors, rect)
        inner = rect.adjusted(SPACE_2, SPACE_1, -SPACE_2, -SPACE_1)
        painter.setFont(self._small)
        metrics = QFontMetrics(self._small)
        clock = words.duration(entry.seconds)
        first = QRect(inner.left(), inner.top(), inner.width(), self._line)
        painter.setPen(QColor(colors.text_faint))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, clock)
        room = inner.width() - metrics.horizontalAdvance(clock) - SPACE_2
        painter.setPen(QColor(_ink(entry.kind, colors)))
        who = metrics.elidedText(words.one_line(entry.agent), Qt.TextElideMode.ElideRight, room)
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, who)
        second = QRect(inner.left(), inner.top() + self._line, inner.width(), self._line)
        painter.setPen(QColor(colors.text))
        said = metrics.elidedText(words.sentence(entry), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(second, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()


class SpanDelegate(QStyledItemDelegate):
    """A name, how long it took, and below them a bar on the run's own axis."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        self._font = figures(self._theme, TextRole.SMALL)
        self._line = QFontMetrics(self._font).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, self._line + _BAR + SPACE_2 + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        span: Span = index.data(SPAN_ROLE)
        start, length, _whole = index.data(PLACE_ROLE)
        colors, rect = self._theme.colors, QRect(option.rect)
        painter.save()
        _ground(painter, option, colors, rect)
        inner = rect.adjusted(SPACE_1, SPACE_1, -SPACE_2, -SPACE_1)
        line = QRect(inner.left(), inner.top(), inner.width(), self._line)
        metrics = QFontMetrics(self._font)
        took = words.duration(span.seconds)
        painter.setFont(self._font)
        painter.setPen(QColor(colors.failed if span.error else colors.text_muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, took)
        room = inner.width() - metrics.horizontalAdvance(took) - SPACE_2
        painter.setPen(QColor(colors.failed if span.error else colors.text))
        name = metrics.elidedText(span_title(span), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        self._bar(painter, rect, colors, span, start, length)
        painter.restore()

    def _bar(self, painter: QPainter, rect: QRect, colors: Colors, span: Span, start: float, length: float) -> None:
        """On the axis of the whole run, however deep the row stands."""
        left, whole = SPACE_2, rect.right() - 2 * SPACE_2
        begin = left + whole * min(max(start, 0.0), 1.0)
        width = max(_LEAST_BAR, min(whole * length, left + whole - begin))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_span_ink(span, colors)))
        painter.drawRoundedRect(QRectF(begin, rect.bottom() - _BAR - 1, width, _BAR), 1.5, 1.5)


def _ground(painter: QPainter, option: QStyleOptionViewItem, colors: Colors, rect: QRect) -> None:
    state: QStyle.StateFlag = option.state
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(QColor(colors.accent_soft))
        painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(colors.hover))
        painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)


def _ink(kind: EntryKind, colors: Colors) -> str:
    match kind:
        case EntryKind.AGENT | EntryKind.HANDOFF:
            return colors.accent
        case EntryKind.ASKED:
            return colors.waiting
        case EntryKind.RETRY:
            return colors.failed
        case _:
            return colors.text_muted


def _span_ink(span: Span, colors: Colors) -> str:
    if span.error:
        return colors.failed
    return {
        "generation": colors.accent,
        "response": colors.accent,
        "function": colors.syntax_function,
        "handoff": colors.waiting,
        "guardrail": colors.syntax_keyword,
    }.get(span.kind, colors.text_faint)
