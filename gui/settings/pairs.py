"""Names with values, one a row: the environment of a program, the headers sent to an address. What may be a secret is
masked unless it is being edited; one that is in the keyring shows only that it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.icon_button import IconButton

_LEAST = 40  # pixels, where a form is narrow
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PairWords:
    """What the button that adds a row says, and what assistive technologies call the parts of one."""

    add: str
    name: str
    value: str
    remove: str


class PairsEditor(QWidget):
    """Emits `edited` with every change a person makes. `is_secret(name, value)` tells what is masked."""

    edited = Signal()

    def __init__(
        self, theme: Theme, words: PairWords, is_secret: Callable[[str, str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._is_secret = is_secret
        self._rows: list[_PairRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_1)
        self.add = QPushButton(words.add, self)
        self.add.setAutoDefault(False)
        variant(self.add, "link")
        self.add.clicked.connect(lambda: self._append("", "", kept=False).name.setFocus())
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self._column.addLayout(line)

    def rows(self) -> Pairs:
        """The rows as they stand there."""
        return tuple((row.name.text(), row.value.text()) for row in self._rows)

    def pairs(self) -> Pairs:
        """What was typed; rows without a value are left out."""
        return tuple((row.name.text().strip(), row.value.text()) for row in self._rows if row.value.text())

    def kept(self) -> tuple[str, ...]:
        """The names whose value is in the keyring, and stays there."""
        return tuple(row.name.text().strip() for row in self._rows if row.kept and not row.value.text())

    def show_pairs(self, pairs: Pairs, kept: Iterable[str] = ()) -> None:
        """Show them without emitting."""
        for row in self._rows.copy():
            self._drop(row)
        for name, value in pairs:
            self._append(name, value, kept=False)
        for name in kept:
            self._append(name, "", kept=True)

    def _append(self, name: str, value: str, *, kept: bool) -> _PairRow:
        row = _PairRow(self._theme, self._words, self._is_secret, name, value, kept, self)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _remove(self, row: _PairRow) -> None:
        self._drop(row)
        self.edited.emit()

    def _drop(self, row: _PairRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class _PairRow(QWidget):
    edited = Signal()
    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        words: PairWords,
        is_secret: Callable[[str, str], bool],
        name: str,
        value: str,
        kept: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.kept = kept
        self._is_secret = is_secret
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(words.name)
        self.name.setReadOnly(kept)
        self.value = QLineEdit(value, self)
        self.value.setPlaceholderText(self.tr("Kept in the keyring") if kept else self.tr("Value"))
        self.value.setAccessibleName(words.value)
        for field in (self.name, self.value):
            field.setMinimumWidth(_LEAST)
        remove = IconButton(theme, "x", words.remove, self)
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

    def _mask(self) -> None:
        secret = self.kept or self._is_secret(self.name.text(), self.value.text())
        mode = QLineEdit.EchoMode.PasswordEchoOnEdit if secret else QLineEdit.EchoMode.Normal
        if self.value.echoMode() is not mode:
            self.value.setEchoMode(mode)
