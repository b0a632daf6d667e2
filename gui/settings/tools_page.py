"""Tools: what the built-in ones may do, the folders they may read, and the user's own functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QFileSystemWatcher, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from core.settings.schema import ToolSettings
from core.tools.base import Tool
from core.tools.functions import FunctionSource
from gui.language import phrase
from gui.settings.rows import Page, Setting, breakable, hairline, sentence, usual_switch
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4
from gui.widgets.folders import show_folder
from gui.widgets.switch import Switch
from gui.widgets.tool_words import tool_meaning, tool_title

_EXAMPLE = '''def word_count(text: str, unique: bool = False) -> int:
    """Count the words of a text.

    Args:
        text: the text
        unique: count each word once
    """
    words = text.split()
    return len(set(words) if unique else words)
'''


class ToolsPage(Page):
    """`settings()` gives what holds now and `put` takes what is changed, at once; `ask_for_folder` lets the user choose
    one. `builtin` are the built-in tools."""

    def __init__(
        self,
        theme: Theme,
        settings: Callable[[], ToolSettings],
        put: Callable[[ToolSettings], None],
        ask_for_folder: Callable[[QWidget], None],
        functions: FunctionSource,
        builtin: Sequence[Tool],
    ) -> None:
        super().__init__(
            QCoreApplication.translate("ToolsPage", "Tools"),
            QCoreApplication.translate(
                "ToolsPage", "What a model can do besides talking. They are switched on in each conversation."
            ),
        )
        self.setObjectName("toolsPage")
        self._theme = theme
        self._settings = settings
        self._put = put
        self._ask_for_folder = ask_for_folder
        self._functions = functions
        self._shown_folders: tuple[str, ...] | None = None
        self._list_builtin(builtin)
        self._make_folders()
        self._make_web()
        self._make_functions()
        self.column.addStretch(1)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show folders and functions as they are now."""
        self._show_folders()
        self._show_functions()
        if self._functions.folder.is_dir() and not self._watcher.directories():
            self._watcher.addPath(str(self._functions.folder))

    def event(self, event: QEvent) -> bool:
        """It looks again when it is shown, and when a dialog that stood before it is gone."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowUnblocked):
            self.refresh()
        return handled

    # --- built in -----------------------------------------------------------------------------------------------------

    def _list_builtin(self, tools: Sequence[Tool]) -> None:
        self.column.addSpacing(SPACE_2)
        self.column.addWidget(sentence(self.tr("Built in"), "strong", self))
        for tool in tools:
            asks = QLabel(self.tr("asks first") if tool.asks else self.tr("runs by itself"), self)
            asks.setTextFormat(Qt.TextFormat.PlainText)
            variant(asks, "faint", name="role")
            self.column.addWidget(Setting(tool_title(tool), tool_meaning(tool), asks, self, close=True))

    # --- folders ------------------------------------------------------------------------------------------------------

    def _make_folders(self) -> None:
        self._begin(
            self.tr("Folders"),
            self.tr("What the file tools may read, with all that is in it. Nothing else can be read, links included."),
        )
        self.folders = QListWidget(self)
        self.folders.setObjectName("toolFolders")
        self.folders.setAccessibleName(self.tr("Folders that models may read"))
        self.folders.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.no_folders = sentence(self.tr("No folder was chosen."), "faint", self)
        self.add = self._button(self.tr("Add a folder…"), "addToolFolderButton")
        self.add.clicked.connect(lambda: self._ask_for_folder(self))
        self.remove = self._button(self.tr("Remove"), "removeToolFolderButton")
        self.remove.setEnabled(False)
        self.remove.clicked.connect(self._remove)
        self.folders.currentRowChanged.connect(lambda row: self.remove.setEnabled(row >= 0))
        self.column.addWidget(self.folders)
        self.column.addWidget(self.no_folders)
        self._row(self.add, self.remove)

    def _show_folders(self) -> None:
        folders = self._settings().folders
        if folders == self._shown_folders:
            return
        self._shown_folders = folders
        self.folders.clear()
        for folder in folders:
            gone = "" if Path(folder).is_dir() else self.tr(" (not there now)")
            item = QListWidgetItem(visible(folder) + gone)
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(visible(folder))
            self.folders.addItem(item)
        self.folders.setVisible(bool(folders))
        self.no_folders.setVisible(not folders)
        self.remove.setVisible(bool(folders))
        rows = self.folders.sizeHintForRow(0) * min(5, len(folders)) if folders else 0
        self.folders.setFixedHeight(rows + SPACE_2)
        self.remove.setEnabled(self.folders.currentRow() >= 0)

    def _remove(self) -> None:
        item = self.folders.currentItem()
        if item is not None:
            gone, settings = item.data(Qt.ItemDataRole.UserRole), self._settings()
            self._put(replace(settings, folders=tuple(each for each in settings.folders if each != gone)))
            self.refresh()
            self.add.setFocus()

    # --- web pages ----------------------------------------------------------------------------------------------------

    def _make_web(self) -> None:
        self.column.addSpacing(SPACE_4)
        self.column.addWidget(hairline())
        self.private = Switch(self._theme, parent=self)
        self.private.setObjectName("privatePages")
        self.private.setAccessibleName(self.tr("Pages of this computer and of private networks"))
        self.private.setChecked(self._settings().private_pages)
        self.private.toggled.connect(lambda on: self._put(replace(self._settings(), private_pages=on)))
        meaning = self.tr(
            "Lets web pages be fetched from this computer and the networks around it, such as a router. Off, only the "
            "public internet is reached. Redirects to another host are never followed."
        )
        usual = usual_switch(self.private, ToolSettings().private_pages)
        self.column.addWidget(Setting(self.private.accessibleName(), meaning, self.private, usual=usual))
        self.private.toggled.connect(self.refresh_settings)

    # --- functions ----------------------------------------------------------------------------------------------------

    def _make_functions(self) -> None:
        self._begin(
            self.tr("Your functions"),
            self.tr(
                "Every public function of the Python files in this folder is a tool. Type hints and the docstring tell "
                "the model what it takes. Each call asks first and runs in a process of its own."
            ),
        )
        where = sentence(breakable(str(self._functions.folder)), "muted", self)
        where.setObjectName("functionsFolder")
        self.column.addWidget(where)
        self.open = self._button(self.tr("Open the folder"), "openFunctionsButton")
        self.open.clicked.connect(self._open)
        self.reload = self._button(self.tr("Read again"), "reloadFunctionsButton")
        self.reload.clicked.connect(self._reload)
        self._row(self.open, self.reload)
        self._files = QWidget(self)
        self._files.setObjectName("functionFiles")
        files = QVBoxLayout(self._files)
        files.setContentsMargins(0, SPACE_2, 0, 0)
        files.setSpacing(SPACE_1)
        self.column.addWidget(self._files)

    def _show_functions(self) -> None:
        self._functions.look()
        layout = self._files.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        files = self._functions.files
        if not files:
            layout.addWidget(sentence(self.tr("There are none yet."), "faint", self._files))
        for file in files:
            layout.addWidget(sentence(visible(file.name), "strong", self._files))
            names = ", ".join(function.name for function in file.functions)
            if names:
                layout.addWidget(sentence(visible(names), "muted", self._files))
            for trouble in file.troubles:
                layout.addWidget(sentence(visible(phrase(trouble)), "warning", self._files))

    def _open(self) -> None:
        """Make the folder where there is none, with an example in it, and show it."""
        folder = self._functions.folder
        try:
            if not folder.is_dir():
                folder.mkdir(parents=True)
                (folder / "example.py").write_text(_EXAMPLE, "utf-8")
        except OSError as error:
            words = self.tr("The folder cannot be made: {why}").replace("{why}", error.strerror or str(error))
            self._say(words)
            return
        self._reload()
        if not show_folder(folder):
            self._say(self.tr("No program here shows folders. The path is above."))

    def _reload(self) -> None:
        self._functions.reload()
        self.refresh()

    def _say(self, words: str) -> None:
        layout = self._files.layout()
        assert layout is not None
        layout.addWidget(sentence(words, "error", self._files))

    # --- building -----------------------------------------------------------------------------------------------------

    def _begin(self, title: str, meaning: str) -> None:
        self.column.addSpacing(SPACE_4)
        self.column.addWidget(hairline())
        self.column.addSpacing(SPACE_2)
        self.column.addWidget(sentence(title, "strong", self))
        self.column.addWidget(sentence(meaning, "faint", self))
        self.column.addSpacing(SPACE_1)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _row(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
