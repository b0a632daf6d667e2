"""The right side of the page of tool servers: the chosen one's head, fields, tools and log."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from core.mcp.server import Server
from gui.settings.rows import heading, sentence
from gui.settings.server_form import ServerForm
from gui.settings.server_head import ServerHead
from gui.settings.server_panels import LogPanel, ToolsPanel
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6

_TOOLS: Final = 1  # tabs
_LOG: Final = 2


class ServerDetail(QWidget):
    """Shows what it is told; `head`, `form`, `save` and `revert` tell what a person wishes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = ServerHead(theme, self)
        self.form = ServerForm(theme)
        self.tools = ToolsPanel(self)
        self.log = LogPanel(theme, self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("serverTabs")
        self.result = sentence("", "error", self)
        self.result.setObjectName("serverResult")
        self.save = QPushButton(self.tr("Save"), self)
        self.save.setObjectName("saveServerButton")
        self.revert = QPushButton(self.tr("Revert"), self)
        self.revert.setObjectName("revertServerButton")
        for button in (self.save, self.revert):
            button.setAutoDefault(False)
        variant(self.save, "primary")
        variant(self.revert, "quiet")
        self._title = heading(self.tr("Tool servers"), self)
        self._empty = sentence(
            self.tr("Programs and addresses that give models tools, over the Model Context Protocol. None is set up."),
            "muted",
            self,
        )
        self._empty.setContentsMargins(0, 0, 0, SPACE_2)
        self.first = QPushButton(self.tr("Add a server"), self)
        self.first.setObjectName("firstServerButton")
        self.load = QPushButton(self.tr("Import from JSON"), self)
        self.load.setObjectName("firstImportButton")
        for button in (self.first, self.load):
            button.setAutoDefault(False)
        self._fill_tabs()
        self._lay_out()

    def _fill_tabs(self) -> None:
        fields, seat = QScrollArea(self), QWidget()
        variant(fields, "page", name="role")
        fields.setWidgetResizable(True)
        fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QVBoxLayout(seat)
        inside.setContentsMargins(0, SPACE_3, SPACE_1, SPACE_2)
        inside.addWidget(self.form)
        inside.addStretch(1)
        fields.setWidget(seat)
        log = QWidget(self)
        below = QVBoxLayout(log)
        below.setContentsMargins(0, SPACE_3, SPACE_2, 0)
        below.addWidget(self.log)
        self.tabs.addTab(fields, self.tr("Set-up"))
        self.tabs.addTab(self.tools, self.tr("Tools"))
        self.tabs.addTab(log, self.tr("Log"))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.result, 1)
        foot.addWidget(self.revert)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        column.setSpacing(SPACE_1)
        column.addWidget(self._title)
        column.addWidget(self._empty)
        column.addLayout(self._beginnings())
        column.addWidget(self.head)
        column.addSpacing(SPACE_1)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        column.addStretch(0)

    def _beginnings(self) -> QBoxLayout:
        """The two ways to a first server."""
        self._ways = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SPACE_2)
        row.addWidget(self.first)
        row.addWidget(self.load)
        row.addStretch(1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = self.first.sizeHint().width() + self.load.sizeHint().width() + 2 * SPACE_6
        direction = QBoxLayout.Direction
        self._ways.setDirection(direction.LeftToRight if both <= event.size().width() else direction.TopToBottom)

    def restyle(self) -> None:
        for part in (self.head, self.form, self.log):
            part.restyle()

    def say(self, text: str) -> None:
        """A sentence beside the buttons."""
        self.result.setText(visible(text))

    def show_now(self, server: Server | None, new: str | None, *, typed: bool) -> None:
        """Where a server stands now; `new` is the name of one that is not kept yet. `typed`: something can be saved."""
        there = server is not None or new is not None
        nothing: tuple[QWidget, ...] = (self._title, self._empty, self.first, self.load)
        shown: tuple[QWidget, ...] = (self.head, self.tabs)
        for part in (*shown, *nothing):
            part.setVisible(there == (part in shown))
        for button in (self.save, self.revert):
            button.setVisible(typed)
        for place in (_TOOLS, _LOG):
            self.tabs.setTabVisible(place, server is not None)
        self.tabs.tabBar().setVisible(server is not None)
        if server is None:
            self.head.show_new(new or "")
            return
        self.head.show_server(server)
        if self.tabs.currentIndex() == _TOOLS:
            self.tools.show_listing(server.listing)
        elif self.tabs.currentIndex() == _LOG:
            self.log.show_journal(server.journal)
