"""Results as rows: what the store found, with hidden characters as marks and dates in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.conversations.excerpts import Where
from core.conversations.search import Hit
from core.markdown.foreign import visible

RESULT_ROLE: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Result:
    """One row. `ranges` are places in `excerpt`, in the title where there is none; `words` are what is to be found in
    the message itself."""

    conversation_id: str
    message_id: str
    title: str
    note: str
    excerpt: str
    ranges: tuple[tuple[int, int], ...]
    words: str


class Results(QAbstractListModel):
    """The rows that were found so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Result] = []

    def show(self, hits: Sequence[Hit]) -> None:
        """Show these alone."""
        self.beginResetModel()
        self._rows = [self._row(hit) for hit in hits]
        self.endResetModel()

    def add(self, hits: Sequence[Hit]) -> None:
        """Show these too, below the others."""
        if hits:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self._rows += [self._row(hit) for hit in hits]
            self.endInsertRows()

    def result(self, index: Index) -> Result | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        result = self.result(index)
        if result is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return result.excerpt or result.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(words for words in (result.title, result.note, result.excerpt) if words)
            case _ if role == RESULT_ROLE:
                return result
        return None

    def _row(self, hit: Hit) -> Result:
        title = visible(hit.title) or self.tr("Untitled")
        text, ranges = shown(hit.text, hit.ranges)
        if hit.where is Where.TITLE:
            title, excerpt = text, ""
        else:
            excerpt = text
        words = hit.text[slice(*hit.ranges[0])] if hit.ranges else ""
        note = " · ".join(each for each in (self._where(hit.where), when(hit.at)) if each)
        return Result(hit.conversation_id, hit.message_id, title, note, excerpt, ranges, words)

    def _where(self, where: Where) -> str:
        return {
            Where.TITLE: self.tr("Title"),
            Where.QUESTION: self.tr("Question"),
            Where.ANSWER: self.tr("Answer"),
            Where.REASONING: self.tr("Reasoning"),
            Where.TOOL: self.tr("Tool"),
        }[where]


def shown(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with its hidden characters as marks, and where the ranges are then."""
    pieces, moved, length, at = list[str](), list[tuple[int, int]](), 0, 0
    for start, end in ranges:
        before, found = visible(text[at:start]), visible(text[start:end])
        moved.append((length + len(before), length + len(before) + len(found)))
        pieces += (before, found)
        length, at = moved[-1][1], end
    return "".join((*pieces, visible(text[at:]))), tuple(moved)


def when(at: float) -> str:
    """The time of today, else the date; nothing where it is not known."""
    if at <= 0:
        return ""
    moment, locale = QDateTime.fromMSecsSinceEpoch(int(min(at, 1e11) * 1000)), QLocale()
    if moment.date() == QDateTime.currentDateTime().date():
        return locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    return locale.toString(moment.date(), QLocale.FormatType.ShortFormat)
