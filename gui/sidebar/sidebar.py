"""The list of conversations with its search field. It shows rows and emits wishes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QStackedLayout, QVBoxLayout, QWidget

from gui.sidebar.delegate import ConversationDelegate
from gui.sidebar.model import ID_ROLE, ConversationRows
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4
from gui.widgets.icon_button import IconButton


class Sidebar(QFrame):
    """`conversation_wished` carries the id of the row that was chosen."""

    conversation_wished = Signal(str)

    def __init__(
        self,
        theme: Theme,
        rows: ConversationRows,
        *,
        new_chat: QAction,
        settings: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        variant(self, "side", name="role")
        self.setAccessibleName(self.tr("Conversations"))
        self._theme = theme
        self._rows = rows
        self._current = ""
        self._quiet = False
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(rows)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._shown.rowsInserted.connect(self._tell_emptiness)
        self._shown.rowsRemoved.connect(self._tell_emptiness)
        self.search = _SearchField(self)
        self.search.setObjectName("searchField")
        self.search.setPlaceholderText(self.tr("Search conversations"))
        self.search.setAccessibleName(self.tr("Search conversations"))
        self.search.setClearButtonEnabled(True)
        self._lens = self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        variant(self.search, "search")
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._open_first)
        self.list = QListView(self)
        self.list.setObjectName("conversationList")
        self.list.setAccessibleName(self.tr("Conversations"))
        self.list.setModel(self._shown)
        self.list.setItemDelegate(ConversationDelegate(theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self._nothing = QLabel(self.tr("No conversation has these words in its title."), self)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        variant(self._nothing, "faint", name="role")
        self._lay_out(new_chat, settings)
        theme.changed.connect(self._retint)

    def _lay_out(self, new_chat: QAction, settings: QAction) -> None:
        name = QLabel(self.tr("Rivulet"), self)
        variant(name, "title", name="role")
        new = IconButton(self._theme, "new-chat", new_chat.text(), self)
        new.setObjectName("newChatButton")
        new.follow(new_chat)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_4, 0, SPACE_2, 0)
        head.addWidget(name, 1)
        head.addWidget(new)
        search_row = QHBoxLayout()
        search_row.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        search_row.addWidget(self.search)
        self._body = QStackedLayout()
        self._body.addWidget(self.list)
        self._body.addWidget(self._nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        gear = IconButton(self._theme, "settings", settings.text(), self)
        gear.setObjectName("settingsButton")
        gear.follow(settings)
        foot.addWidget(gear)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_2, 0, SPACE_2)
        column.setSpacing(SPACE_2)
        head_box = QWidget(self)
        head_box.setFixedHeight(32)
        head.setContentsMargins(SPACE_4, 0, SPACE_2, 0)
        head_box.setLayout(head)
        column.addWidget(head_box)
        column.addLayout(search_row)
        column.addSpacing(SPACE_1)
        column.addLayout(self._body, 1)
        column.addLayout(foot)
        self.setMinimumWidth(200)

    def sizeHint(self) -> QSize:
        return QSize(256, 600)

    def show_current(self, conversation_id: str) -> None:
        """Mark a conversation as the one that is shown; no wish is emitted."""
        self._current = conversation_id
        place = self._shown.mapFromSource(self._rows.index(self._rows.place(conversation_id), 0))
        self._quiet = True
        self.list.setCurrentIndex(place)
        if not place.isValid():
            self.list.clearSelection()
        self._quiet = False

    def _current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.conversation_wished.emit(str(current.data(ID_ROLE)))

    def _filter(self, text: str) -> None:
        # Filtering moves the list's current row about; only a person's choice is a wish.
        self._quiet = True
        self._shown.setFilterFixedString(text.strip())
        self._quiet = False
        self.show_current(self._current)
        self._tell_emptiness()

    def _open_first(self) -> None:
        first = self._shown.index(0, 0)
        if first.isValid():
            self.list.setCurrentIndex(first)

    def _tell_emptiness(self) -> None:
        nothing_found = self._shown.rowCount() == 0 and bool(self.search.text().strip())
        self._body.setCurrentWidget(self._nothing if nothing_found else self.list)

    def _retint(self) -> None:
        self._lens.setIcon(self._theme.icon("search"))
        self.list.viewport().update()


class _SearchField(QLineEdit):
    """Esc clears it; a second Esc belongs to the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
