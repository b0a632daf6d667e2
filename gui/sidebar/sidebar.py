"""The list of conversations with its search field. It shows rows and emits wishes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4
from gui.widgets.composing import ComposingField
from gui.widgets.icon_button import IconButton

_LENS = 16  # pixels beside text of 100 %

if TYPE_CHECKING:
    from core.conversations.listing import Listing
    from gui.sidebar.keeper import Keeper
    from gui.sidebar.list_view import ConversationList
    from gui.sidebar.loader import Spawn
    from gui.sidebar.model import ConversationRows


class Sidebar(QFrame):
    """`conversation_wished` carries the id of the row that was chosen, `writing_wished` follows it after Enter.
    `searchRequested`: Enter in the search field, with what stands in it. `listed`: there is another `keeper`.

    It is empty until `show_listing`; what it then can do with conversations is `keeper`'s."""

    conversation_wished = Signal(str)
    writing_wished = Signal()
    searchRequested = Signal(str)
    listed = Signal()

    def __init__(self, theme: Theme, *, new_chat: QAction, settings: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        variant(self, "side", name="role")
        self.setAccessibleName(self.tr("Conversations"))
        self._theme = theme
        self.keeper: Keeper | None = None
        self.search = _SearchField(theme, self)
        self.search.setObjectName("searchField")
        self.search.setPlaceholderText(self.tr("Search conversations"))
        self.search.setAccessibleName(self.tr("Search conversations"))
        self.search.setClearButtonEnabled(True)
        variant(self.search, "search")
        self.search.down.connect(self._enter_list)
        self.search.returnPressed.connect(lambda: self.searchRequested.emit(self.search.text().strip()))
        self._nothing = QLabel(self)
        self._nothing.setObjectName("nothingListed")
        self._nothing.setWordWrap(True)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
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
        head.addWidget(name, 1)
        head.addWidget(new)
        search_row = QHBoxLayout()
        search_row.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        search_row.addWidget(self.search)
        self._body = QStackedLayout()
        self._emptiness = QWidget(self)
        around = QVBoxLayout(self._emptiness)
        around.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, 0)
        around.addWidget(self._nothing, 1)
        self._body.addWidget(self._emptiness)
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
        head_box.setMinimumHeight(32)
        head.setContentsMargins(SPACE_4, 0, SPACE_2, 0)
        head_box.setLayout(head)
        column.addWidget(head_box)
        column.addLayout(search_row)
        column.addSpacing(SPACE_1)
        column.addLayout(self._body, 1)
        column.addLayout(foot)
        self.setMinimumWidth(200)

    @cached_property
    def rows(self) -> ConversationRows:
        from gui.sidebar.model import ConversationRows

        return ConversationRows(self)

    @cached_property
    def list(self) -> ConversationList:
        """The first paint does without it."""
        from gui.sidebar.list_view import ConversationList

        view = ConversationList(self._theme, self.rows, self)
        view.setObjectName("conversationList")
        view.setAccessibleName(self.tr("Conversations"))
        self.setTabOrder(self.search, view)
        return view

    def sizeHint(self) -> QSize:
        return QSize(256, 600)

    def furnish(self) -> None:
        """Put the list into its place, before anybody looks for it."""
        self._body.addWidget(self.list)

    def show_listing(self, listing: Listing, spawn: Spawn) -> Keeper:
        """Show the conversations of a listing from now on, in the place of those of an earlier one."""
        from gui.sidebar.keeper import Keeper  # what the first paint can do without

        self.furnish()
        self.close_listing()
        keeper = self.keeper = Keeper(listing, spawn, self.rows, self.list, self)
        keeper.opened.connect(self.conversation_wished)
        keeper.writing_wished.connect(self.writing_wished)
        keeper.loader.applied.connect(self._tell_emptiness)
        self.search.edited.connect(keeper.look_for)
        keeper.begin()
        self.listed.emit()
        return keeper

    def close_listing(self) -> None:
        """Carry out what was begun, and read no more."""
        if self.keeper is not None:
            self.keeper.close()
            self.keeper.deleteLater()
            self.keeper = None

    def show_current(self, conversation_id: str) -> None:
        """Mark a conversation as the one that is shown; no wish is emitted."""
        if self.keeper is not None:
            self.keeper.show_current(conversation_id)

    def _enter_list(self) -> None:
        if self.keeper is not None and self.keeper.enter():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_emptiness(self) -> None:
        words = self.search.shown_text().strip()
        self._nothing.setText(
            self.tr("No conversation has these words in its title. Enter searches in the messages.")
            if words
            else self.tr("No conversations yet. What you ask will be listed here.")
        )
        self._body.setCurrentWidget(self.list if self.rows.groups.total else self._emptiness)

    def _retint(self) -> None:
        if self.keeper is not None:
            self.list.doItemsLayout()  # the rows are as high as the text is large
            self.list.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.keeper is not None:
            self.keeper.loader.refresh()  # the headings are words


class _SearchField(ComposingField):
    """Esc clears it; a second Esc belongs to the window. Down leads into the list."""

    down = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self._make_room)
        self._make_room()

    def _make_room(self) -> None:
        self.setTextMargins(self._theme.px(_LENS) + SPACE_2, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._theme.px(_LENS)  # an action's icon does not grow with the text
        lens = self._theme.pixmap("search", self._theme.colors.text_muted, side)
        QPainter(self).drawPixmap(SPACE_2, (self.height() - side) // 2, lens)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        super().keyPressEvent(event)
