"""The tool calls of a turn as a tree: a row a call; below it the question, if one is open, and the result."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.markdown.foreign import visible
from gui.inspector import words
from gui.inspector.state import CallState, ToolCall

CALL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
KIND_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
_SHOWN: Final = 100  # calls; a turn with more of them is cut here, its last ones shown

Index = QModelIndex | QPersistentModelIndex


class RowKind(Enum):
    CALL = auto()
    QUESTION = auto()  # to a person, or what a running call says
    RESULT = auto()


def _children(call: ToolCall) -> tuple[RowKind, ...]:
    if call.state in (CallState.WAITING, CallState.RUNNING):
        return (RowKind.QUESTION,)
    return (RowKind.RESULT,) if call.result is not None else ()


class CallsModel(QAbstractItemModel):
    """`show_calls()` changes only the rows that differ, so that a view keeps what is open and chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: list[ToolCall] = []

    def show_calls(self, calls: tuple[ToolCall, ...]) -> None:
        shown = list(calls[-_SHOWN:])
        same_start = not self._calls or (shown and shown[0].number == self._calls[0].number)
        if not same_start or len(shown) < len(self._calls):
            self.beginResetModel()
            self._calls = shown
            self.endResetModel()
            return
        for row, call in enumerate(shown[: len(self._calls)]):
            if call is not self._calls[row]:
                self._replace(row, call)
        if len(shown) > len(self._calls):
            self.beginInsertRows(QModelIndex(), len(self._calls), len(shown) - 1)
            self._calls = shown
            self.endInsertRows()

    def calls(self) -> tuple[ToolCall, ...]:
        return tuple(self._calls)

    def _replace(self, row: int, call: ToolCall) -> None:
        before, after = _children(self._calls[row]), _children(call)
        parent = self.index(row, 0)
        asks = (self._calls[row].state, self._calls[row].question) != (call.state, call.question)
        if before and (before != after or asks):
            self.beginRemoveRows(parent, 0, 0)
            self._calls[row] = call if not after else _without_children(call)
            self.endRemoveRows()
            before = ()
        if after and not before:
            self._calls[row] = _without_children(call)
            self.beginInsertRows(parent, 0, 0)
            self._calls[row] = call
            self.endInsertRows()
        self._calls[row] = call
        self.dataChanged.emit(parent, parent)
        for child in range(len(after)):
            self.dataChanged.emit(self.index(child, 0, parent), self.index(child, 0, parent))

    # --- QAbstractItemModel -------------------------------------------------------------------------------------------
    # An index' internal id is 0 for a call, and 1 + the call's row for what stands below it.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._calls)
        return 0 if parent.internalId() else len(_children(self._calls[parent.row()]))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        above = index.internalId()
        call = self._calls[above - 1 if above else index.row()]
        kind = _children(call)[index.row()] if above else RowKind.CALL
        if role == CALL_ROLE:
            return call
        if role == KIND_ROLE:
            return kind
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row_text(call, kind)
        return None


def _without_children(call: ToolCall) -> ToolCall:
    return ToolCall(
        call.number, call.index, call.id, call.name, call.arguments, call.size, call.validity, CallState.READY
    )


def facts_text(call: ToolCall) -> str:
    """The small line: place, id, size, JSON."""
    origin = words.one_line(call.origin) if call.origin != "builtin" else ""
    parts = (
        f"#{call.index}",
        words.one_line(call.id),
        words.size(call.size),
        origin,
        words.validity(call.validity),
    )
    return " · ".join(part for part in parts if part)


def result_text(call: ToolCall) -> str:
    """What a result row says before the result."""
    state = words.call_state(call.state)
    return f"{state} · {words.duration(call.seconds)}" if call.seconds is not None else state


def row_text(call: ToolCall, kind: RowKind) -> str:
    """A row in words, for assistants, scripts and the clipboard."""
    match kind:
        case RowKind.CALL:
            head = f"{words.one_line(call.name)} · {words.call_state(call.state)}"
            return "\n".join((head, facts_text(call), visible(call.arguments)))
        case RowKind.QUESTION:
            if call.state is CallState.RUNNING:
                return words.call_news(call)
            return words.one_line(call.question) if call.question else words.question()
        case RowKind.RESULT:
            return f"{result_text(call)}\n{visible(call.result or '')}"
