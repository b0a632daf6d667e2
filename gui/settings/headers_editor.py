"""Extra headers of a provider: a name and a value a row. What may be a secret is masked unless it is being edited."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.providers.registry import holds_secret
from gui.settings.drafts import Headers
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.icon_button import IconButton


class HeadersEditor(QWidget):
    """Emits `edited` with every change a person makes."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headersEditor")
        self.setAccessibleName(self.tr("Extra headers"))
        self._theme = theme
        self._rows: list[_HeaderRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_1)
        self.add = QPushButton(self.tr("Add a header"), self)
        self.add.setObjectName("addHeaderButton")
        self.add.setAutoDefault(False)
        variant(self.add, "link")
        self.add.clicked.connect(self._add_empty)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self._column.addLayout(line)

    def headers(self) -> Headers:
        """The rows as typed, those without a name and value left out."""
        return tuple(row.pair() for row in self._rows if any(row.pair()))

    def show_headers(self, headers: Headers) -> None:
        """Show them without emitting."""
        if headers == self.headers() and len(headers) == len(self._rows):
            return
        for row in self._rows.copy():
            self._drop(row)
        for name, value in headers:
            self._append(name, value)

    def _add_empty(self) -> None:
        self._append("", "").name.setFocus()

    def _append(self, name: str, value: str) -> _HeaderRow:
        row = _HeaderRow(self._theme, name, value, self)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _remove(self, row: _HeaderRow) -> None:
        self._drop(row)
        self.edited.emit()

    def _drop(self, row: _HeaderRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class _HeaderRow(QWidget):
    edited = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, name: str, value: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the header"))
        self.value = QLineEdit(value, self)
        self.value.setPlaceholderText(self.tr("Value"))
        self.value.setAccessibleName(self.tr("Value of the header"))
        remove = IconButton(theme, "x", self.tr("Remove this header"), self)
        remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.name, 2)
        row.addWidget(self.value, 3)
        row.addWidget(remove)
        for field in (self.name, self.value):
            field.textEdited.connect(self.edited)
            field.editingFinished.connect(self._mask)  # not while typing: changing the mode would clear the field
        self._mask()

    def pair(self) -> tuple[str, str]:
        return self.name.text(), self.value.text()

    def _mask(self) -> None:
        secret = holds_secret(*self.pair())
        mode = QLineEdit.EchoMode.PasswordEchoOnEdit if secret else QLineEdit.EchoMode.Normal
        if self.value.echoMode() is not mode:
            self.value.setEchoMode(mode)
