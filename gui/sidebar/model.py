"""The conversations as rows of a list. It holds copies of what is shown, never a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ID_ROLE: Final = Qt.ItemDataRole.UserRole
LIVE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
UNREAD_ROLE: Final = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation: `live` while an answer streams, `unread` when one ended while another was shown."""

    id: str
    title: str
    live: bool = False
    unread: bool = False


class ConversationRows(QAbstractListModel):
    """Newest first, as given. `put()` tells the view exactly what changed, so that it keeps its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def put(self, row: Row) -> None:
        """Insert a new row at the top, or update the one with the same id where it stands."""
        place = self.place(row.id)
        if place < 0:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._rows.insert(0, row)
            self.endInsertRows()
        elif self._rows[place] != row:
            self._rows[place] = row
            index = self.index(place, 0)
            self.dataChanged.emit(index, index)

    def remove(self, conversation_id: str) -> None:
        place = self.place(conversation_id)
        if place >= 0:
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self.endRemoveRows()

    def place(self, conversation_id: str) -> int:
        """The row number of a conversation, -1 where there is none."""
        return next((number for number, row in enumerate(self._rows) if row.id == conversation_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case _ if role == ID_ROLE:
                return row.id
            case _ if role == LIVE_ROLE:
                return row.live
            case _ if role == UNREAD_ROLE:
                return row.unread
        return None

    def _spoken(self, row: Row) -> str:
        if row.live:
            return self.tr("{title}, answering").replace("{title}", row.title)
        if row.unread:
            return self.tr("{title}, new answer").replace("{title}", row.title)
        return row.title
