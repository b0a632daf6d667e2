"""What to export, as what and where to; then how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QRadioButton, QVBoxLayout, QWidget

from core.conversations.exporting.names import folded, free_name
from core.conversations.exporting.writing import ExportFormat, suggested_name
from gui.data.steps import Step, StepDialog, button
from gui.data.words import conversations_words, export_words, format_words, shown, tr
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_3
from gui.widgets.folders import usual_folder
from gui.widgets.labels import sentence
from gui.widgets.note import note

_SIZE: Final = QSize(520, 460)
_LONGEST: Final = 48  # characters of a title in a choice


class Scope(Enum):
    """Which conversations."""

    SHOWN = auto()
    CHOSEN = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be exported: the title of the conversation that is shown (None where there is none), and how many are
    chosen in the list and there in all."""

    title: str | None
    chosen: int
    everything: int

    def count(self, scope: Scope) -> int:
        return {Scope.SHOWN: 1, Scope.CHOSEN: self.chosen, Scope.ALL: self.everything}[scope]


@dataclass(frozen=True, slots=True)
class Wish:
    """`path` is a file, or with `into_folder` a folder that is to be made."""

    scope: Scope
    format: ExportFormat
    path: Path
    into_folder: bool


class ExportDialog(StepDialog):
    """`wished(Wish)`: a person has chosen. `show_wished`: the folder with what was written is to be shown."""

    wished = Signal(object)
    show_wished = Signal()

    def __init__(self, theme: Theme, offer: Offer, scope: Scope, folder: Path | None, parent: QWidget | None) -> None:
        super().__init__(theme, "exportDialog", tr("Export"), parent, _SIZE)
        self._offer = offer
        self._folder = folder or usual_folder(QStandardPaths.StandardLocation.DocumentsLocation)
        self._scopes, self._formats = QButtonGroup(self), QButtonGroup(self)
        self._form = Step(tr("Export"))
        self._form.column.addSpacing(SPACE_2)
        self._add_scopes(scope)
        self._add_formats()
        self.go_on = button(tr("Choose where…"), "chooseExportButton", "primary")
        cancel = button(tr("Cancel"), "cancelExportButton")
        self.go_on.clicked.connect(self._choose_place)
        cancel.clicked.connect(self.reject)
        self._form.column.addStretch(1)
        self._form.end(cancel, self.go_on)
        self._form.first = self.go_on
        self.ended.acted.connect(self.show_wished)
        self.add_step(self._form)
        self.go(self._form)

    @property
    def scope(self) -> Scope:
        return Scope(self._scopes.checkedId())

    @property
    def format(self) -> ExportFormat:
        return tuple(ExportFormat)[self._formats.checkedId()]

    def _add_scopes(self, scope: Scope) -> None:
        offer = self._offer
        rows: list[tuple[Scope, str]] = []
        if offer.title is not None:
            title = shown(offer.title)
            short = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
            rows.append((Scope.SHOWN, tr("This conversation: {title}").replace("{title}", short)))
        if offer.chosen:
            words = conversations_words(offer.chosen)
            rows.append((Scope.CHOSEN, tr("Chosen in the list: {count}").replace("{count}", words)))
        if offer.everything:
            words = conversations_words(offer.everything)
            rows.append((Scope.ALL, tr("Everything: {count}").replace("{count}", words)))
        for each, text in rows:
            choice = QRadioButton(text.replace("&", "&&"), self._form)
            choice.setObjectName(f"{each.name.lower()}Scope")
            self._scopes.addButton(choice, each.value)
            self._form.column.addWidget(choice)
        wanted = self._scopes.button(scope.value) or self._scopes.buttons()[0]
        wanted.setChecked(True)

    def _add_formats(self) -> None:
        self._form.column.addSpacing(SPACE_3)
        label = sentence(tr("Format"), "strong", self._form)
        self._form.column.addWidget(label)
        order = (ExportFormat.MARKDOWN, ExportFormat.HTML, ExportFormat.JSON, ExportFormat.TEXT)
        for kind in order:
            name, meaning = format_words(kind)
            choice = QRadioButton(name, self._form)
            choice.setObjectName(f"{kind}Format")
            self._formats.addButton(choice, tuple(ExportFormat).index(kind))
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(choice)
            both.addWidget(note(meaning, choice, self._form))
            self._form.column.addLayout(both)
        self._formats.button(tuple(ExportFormat).index(ExportFormat.MARKDOWN)).setChecked(True)

    # --- where to -----------------------------------------------------------------------------------------------------

    def _choose_place(self) -> None:
        one_file = self._offer.count(self.scope) == 1 or self.format is ExportFormat.JSON
        dialog = QFileDialog(self)
        dialog.setObjectName("exportPlaceDialog")
        dialog.setDirectory(str(self._folder))
        if one_file:
            dialog.setWindowTitle(tr("Export as"))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(self.format.suffix[1:])
            dialog.setNameFilter(f"{format_words(self.format)[0]} (*{self.format.suffix})")
            dialog.selectFile(self._file_name())
            dialog.fileSelected.connect(lambda name: self._wish(Path(name), into_folder=False))
        else:
            dialog.setWindowTitle(tr("Choose where the folder with the files shall be"))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.fileSelected.connect(lambda name: self._wish(_new_folder(Path(name)), into_folder=True))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _file_name(self) -> str:
        if self.scope is Scope.SHOWN and self._offer.title is not None:
            return suggested_name(self._offer.title, self.format, export_words())
        return f"rivulet-{date.today():%Y-%m-%d}{self.format.suffix}"

    def _wish(self, path: Path, *, into_folder: bool) -> None:
        self.wished.emit(Wish(self.scope, self.format, path, into_folder))


def _new_folder(inside: Path) -> Path:
    """A folder that is not there yet."""
    try:
        taken = {folded(each.name) for each in inside.iterdir()}
    except OSError:  # who writes there will say why
        taken = set()
    return inside / free_name(f"Rivulet {date.today():%Y-%m-%d}", "", taken)
