"""What is kept, how much that is and where it lies; and the way to exports, imports, copies and deletion."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from core.filetypes import size_text
from gui.settings.rows import Page, Setting, breakable, hairline, sentence
from gui.theme.style import variant
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_6

if TYPE_CHECKING:
    from core.conversations.inventory import Inventory
    from gui.actions import Actions
    from gui.settings.services import Spawn

_KILOBYTE: Final = 1000


class DataPage(Page):
    """`folder` is the data folder, `settings` the one of the settings. The buttons are commands of the window."""

    def __init__(self, folder: Path, settings: Path, actions: Actions, spawn: Spawn) -> None:
        super().__init__(
            QCoreApplication.translate("DataPage", "Data"),
            QCoreApplication.translate("DataPage", "All of it lies on this computer, and nowhere else."),
        )
        self._folder = folder
        self._actions = actions
        self._spawn = spawn
        self._task: asyncio.Task[None] | None = None
        self.much = self._figure("dataMuch")
        self.room = self._figure("dataSize")
        self.column.addSpacing(SPACE_4)
        for name, meaning, command, text in (
            (
                self.tr("Export"),
                self.tr("As Markdown, HTML, JSON or plain text. JSON is complete and can be imported again."),
                "export_all",
                self.tr("Export…"),
            ),
            (
                self.tr("Import"),
                self.tr(
                    "From Rivulet, ChatGPT, Claude or a list of messages. Nothing is overwritten; it can be undone."
                ),
                "import_chats",
                self.tr("Import…"),
            ),
            (
                self.tr("Dated copies"),
                self.tr("One is made before an update of the file, before a restore and before everything is deleted."),
                "restore_copy",
                self.tr("Copies…"),
            ),
            (self.tr("Data folder"), breakable(str(folder)), "show_data", self.tr("Show")),
            (
                self.tr("Delete all conversations"),
                self.tr("After a question. A dated copy is made before, unless that shall go too."),
                "delete_all",
                self.tr("Delete…"),
            ),
        ):
            self.column.addWidget(hairline())
            self.column.addWidget(Setting(name, meaning, self._button(command, name, text)))
        self._say_where(settings)
        self.column.addStretch(1)

    def event(self, event: QEvent) -> bool:
        """It counts when it is shown, and when a dialog that stood before it is gone."""
        handled = super().event(event)
        match event.type():
            case QEvent.Type.Show | QEvent.Type.WindowUnblocked:
                self.refresh()
            case QEvent.Type.Hide if self._task is not None:
                self._task.cancel()
            case _:
                pass
        return handled

    def refresh(self) -> None:
        """Count again."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._spawn(self._count(), "figures of the data folder")

    # --- inside -------------------------------------------------------------------------------------------------------

    def _figure(self, name: str) -> QLabel:
        label = sentence(" ", "", self)
        label.setObjectName(name)
        self.column.addWidget(label)
        return label

    def _button(self, command: str, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{command}Button")
        button.setAccessibleName(f"{name}: {text}")
        button.setAutoDefault(False)
        if command == "delete_all":
            variant(button, "danger")
        button.clicked.connect(self._actions[command].trigger)
        return button

    def _say_where(self, settings: Path) -> None:
        lines = (
            ("conversations.sqlite3", self.tr("Conversations, drafts, folders")),
            ("attachments/", self.tr("Attached files, each once")),
            ("backups/", self.tr("The dated copies")),
            ("search.sqlite3", self.tr("The index of the search; it is made anew where it is missing")),
            ("logs/", self.tr("What the program did, without what was said")),
            (settings.name, self.tr("Settings, presets, prompts, agents and tool servers, in {place}")),
            (self.tr("System keyring"), self.tr("API keys; never in a file")),
        )
        inside = breakable(str(settings.parent))
        self.column.addWidget(hairline())
        self.column.addSpacing(SPACE_2)
        self.column.addWidget(sentence(self.tr("What is kept where"), "strong", self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_6)
        grid.setVerticalSpacing(SPACE_1)
        for column, share in enumerate((2, 5)):
            grid.setColumnStretch(column, share)
        for row, (place, what) in enumerate(lines):
            name = sentence(breakable(place), "faint", self)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(sentence(what.replace("{place}", inside), "faint", self), row, 1)
        self.column.addLayout(grid)

    async def _count(self) -> None:
        from core.background import in_background
        from core.conversations.inventory import take_inventory

        try:
            found = await in_background(lambda: take_inventory(self._folder), "inventory")
        except (OSError, sqlite3.Error):
            self.much.setText(self.tr("The data folder cannot be read just now."))
            self.room.clear()
            return
        self._show(found)

    def _show(self, found: Inventory) -> None:
        number = QLocale().toString
        much = self.tr("Conversations: {conversations}, messages: {messages}")
        much = much.replace("{conversations}", number(found.conversations))
        self.much.setText(much.replace("{messages}", number(found.messages)))
        size = self.tr(
            "On the disk: {all}. Conversations {store}, search {index}, attached files {attached}, dated copies {kept}."
        )
        for word, value in (
            ("all", found.size),
            ("store", found.store),
            ("index", found.index),
            ("attached", found.attachments),
            ("kept", found.copies_size),
        ):
            size = size.replace(f"{{{word}}}", self._size(value))
        self.room.setText(size)

    def _size(self, value: int) -> str:
        return self.tr("{n} bytes").replace("{n}", str(value)) if value < _KILOBYTE else size_text(value)
