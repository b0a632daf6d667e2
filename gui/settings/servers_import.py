"""Tool servers out of another program's JSON: pasted or from a file, looked at first. Nothing is started by it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from textwrap import fill

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from core.mcp.importing import LARGEST, Found, read_servers
from gui.language import phrase
from gui.settings.rows import heading, sentence
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_4

_LINE = 76  # characters


class ImportDialog(QDialog):
    """Emits `chosen` with the servers to take. Deletes itself when closed."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, taken: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("importServersDialog")
        self.setWindowTitle(self.tr("Import tool servers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = tuple(taken)
        self._found: tuple[Found, ...] = ()
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("importServersText")
        self.text.setAccessibleName(self.tr("JSON"))
        self.text.setPlaceholderText('{"mcpServers": {…}}')
        self.text.setFont(theme.mono(TextRole.LABEL))
        self.text.setTabChangesFocus(True)
        self.list = QListWidget(self)
        self.list.setObjectName("importServersList")
        self.list.setAccessibleName(self.tr("Servers found"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.trouble = sentence("", "muted", self)
        self.trouble.setObjectName("importServersTrouble")
        self.file = QPushButton(self.tr("Choose a file…"), self)
        self.take = QPushButton(self.tr("Import"), self)
        self.take.setObjectName("takeServersButton")
        self._lay_out()
        self.text.textChanged.connect(self._read)
        self.file.clicked.connect(self._choose_file)
        self.take.clicked.connect(self._take)
        self.list.itemChanged.connect(lambda _item: self._enable())
        scale = max(1.0, theme.scale)
        self.resize(round(620 * scale), round(520 * scale))
        self._read()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(self.tr("Import tool servers"), self))
        lead = self.tr("Paste what Claude Desktop, Cursor or VS Code keep. Nothing is started by it.")
        column.addWidget(sentence(lead, "muted", self))
        column.addWidget(self.text, 2)
        column.addWidget(self.trouble)
        column.addWidget(self.list, 3)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        for button in (self.file, cancel):
            button.setAutoDefault(False)
        variant(self.take, "primary")
        foot = QHBoxLayout()
        foot.addWidget(self.file)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        column.addLayout(foot)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Import tool servers"))
        dialog.setNameFilters([self.tr("JSON files") + " (*.json *.jsonc)", self.tr("All files") + " (*)"])
        dialog.fileSelected.connect(self._read_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _read_file(self, name: str) -> None:
        try:
            with Path(name).open(encoding="utf-8", errors="replace") as file:
                self.text.setPlainText(file.read(LARGEST + 1))
        except OSError as error:
            words = self.tr("The file cannot be read: {why}").replace("{why}", error.strerror or str(error))
            self._tell(words, "error")

    def _read(self) -> None:
        self._found = ()
        self._tell("", "muted")
        if self.text.toPlainText().strip():
            try:
                self._found = read_servers(self.text.toPlainText(), self._taken)
            except ValueError as error:
                self._tell(visible(phrase(str(error))), "error")
        self.list.blockSignals(True)
        self.list.clear()
        for found in self._found:
            self.list.addItem(_item(found))
        self.list.blockSignals(False)
        self._enable()

    def _tell(self, text: str, role: str) -> None:
        variant(self.trouble, role, name="role")
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _checked(self) -> tuple[Found, ...]:
        rows = range(self.list.count())
        return tuple(self._found[row] for row in rows if self.list.item(row).checkState() == Qt.CheckState.Checked)

    def _enable(self) -> None:
        self.take.setEnabled(bool(self._checked()))

    def _take(self) -> None:
        self.chosen.emit(self._checked())
        self.accept()


def _item(found: Found) -> QListWidgetItem:
    lines = [found.spec.name, phrase(found.problem) or found.spec.line, *map(phrase, found.remarks)]
    item = QListWidgetItem("\n".join(fill(visible(line), _LINE) for line in lines if line))
    if found.problem:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    else:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked)
    return item
