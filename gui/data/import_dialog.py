"""A file with conversations: choose it, look at what is in it, bring it in, and take that back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.conversations.importing.landing import ImportDone, ImportRecord, UndoDone
from core.conversations.importing.values import Preview
from gui.data.import_lines import Column, ImportLines
from gui.data.steps import Problems, Step, StepDialog, button
from gui.data.words import conversations_words, messages_words, number, shown, source_words, tr, when
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from gui.widgets.folders import usual_folder
from gui.widgets.labels import sentence

_SIZE: Final = QSize(640, 540)
_EARLIER: Final = 3  # imports that are offered to be undone


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a file, and which of it is there already."""

    path: Path
    preview: Preview
    there: frozenset[str]


def _middle(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def _sources(parent: QWidget) -> QHBoxLayout:
    """Where a file may come from, and what it is."""
    export = tr("The zip of a data export, or its conversations.json")
    rows = (
        ("Rivulet", tr("A JSON export")),
        ("ChatGPT", export),
        ("Claude", export),
        (tr("Others"), tr("A JSON list of messages with role and content")),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_3)
    grid.setVerticalSpacing(SPACE_1)
    grid.setColumnStretch(1, 1)
    for row, (name, file) in enumerate(rows):
        who = QLabel(name, parent)
        who.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(who, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(sentence(file, "muted", parent), row, 1)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addLayout(grid, 4)
    middle.addStretch(1)
    return middle


class ImportDialog(StepDialog):
    """`file_wished(Path)`: look into it. `import_wished(ids, again)`: bring these in; `again`: also what is there
    already. `undo_wished(id)`: take an import back."""

    file_wished = Signal(object)
    import_wished = Signal(object, bool)
    undo_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(theme, "importDialog", tr("Import"), parent, _SIZE)
        self._import_id = ""
        self._choose = self._make_choose(theme)
        self.preview = _PreviewStep(theme)
        self.preview.import_wished.connect(self.import_wished)
        self.preview.cancelled.connect(self.reject)
        self.ended.acted.connect(lambda: self.undo_wished.emit(self._import_id))
        self.add_step(self._choose)
        self.add_step(self.preview)
        self.go(self._choose)

    def _make_choose(self, theme: Theme) -> Step:
        step = Step(tr("Import"))
        step.column.addWidget(
            sentence(tr("Nothing that is there is changed, and an import can be taken back."), "muted", step)
        )
        box = QFrame(step)
        variant(box, "card", name="role")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        inside.setSpacing(SPACE_2)
        inside.addStretch(1)
        picture = QLabel(box)
        picture.setPixmap(theme.pixmap("download", theme.colors.accent, theme.px(28)))
        inside.addWidget(_middle(picture))
        inside.addWidget(_middle(sentence(tr("Choose a file, or drop it here."), "strong", box)))
        inside.addSpacing(SPACE_3)
        inside.addLayout(_sources(box))
        inside.addStretch(1)
        step.column.addSpacing(SPACE_1)
        step.column.addWidget(box, 1)
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(0)
        step.column.addSpacing(SPACE_2)
        step.column.addLayout(self._earlier)
        choose, close = (
            button(tr("Choose a file…"), "chooseImportButton", "primary"),
            button(tr("Cancel"), "cancelImportButton"),
        )
        choose.clicked.connect(self._choose_file)
        close.clicked.connect(self.reject)
        step.end(close, choose)
        step.first = choose
        return step

    def show_earlier(self, records: Sequence[ImportRecord]) -> None:
        """Offer to take back the last of these imports."""
        while (item := self._earlier.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for record in reversed(records[-_EARLIER:]):
            text = tr("Undo the import of {file}, {when}")
            text = text.replace("{file}", shown(record.file)).replace("{when}", when(record.at)).replace("&", "&&")
            undo = button(text, "undoEarlierButton", "link")
            undo.clicked.connect(lambda _checked=False, key=record.id: self.undo_wished.emit(key))
            self._earlier.addWidget(undo, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self)
        dialog.setObjectName("importFileDialog")
        dialog.setWindowTitle(tr("Choose a file to import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(str(usual_folder(QStandardPaths.StandardLocation.DownloadLocation)))
        kinds, every = tr("Conversations ({kinds})"), tr("All files ({kinds})")
        dialog.setNameFilters([kinds.replace("{kinds}", "*.json *.jsonl *.zip"), every.replace("{kinds}", "*")])
        dialog.fileSelected.connect(lambda name: self.file_wished.emit(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- what comes of it ---------------------------------------------------------------------------------------------

    def begin_reading(self, path: Path) -> None:
        self.begin_work(tr("Reading {file}").replace("{file}", shown(path.name)))

    def show_reading(self, count: int) -> None:
        self.working.show_progress(0, 0, tr("{count} found so far").replace("{count}", conversations_words(count)))

    def show_found(self, found: Found) -> None:
        self.preview.show_found(found)
        self.go(self.preview)

    def start_again(self) -> None:
        self.go(self._choose)

    def begin_import(self, count: int) -> None:
        self.begin_work(tr("Importing {count}").replace("{count}", conversations_words(count)))

    def tell_done(self, done: ImportDone) -> None:
        self._import_id = done.id
        words = [_brought_words(done.imported)]
        if done.skipped:
            stay = tr("There already, and left as they are: {n}.")
            words.append(stay.replace("{n}", number(done.skipped)))
        if done.lost_files:
            words.append(tr("Attached files that are not in the file: {n}.").replace("{n}", number(done.lost_files)))
        title = tr("Imported") if done.imported else tr("Not imported")
        self.tell(title, " ".join(words), _undo_words(done.id), done.problems)

    def tell_stopped(self, import_id: str, imported: int) -> None:
        """What had come by then is there."""
        self._import_id = import_id
        self.tell(tr("Stopped"), _brought_words(imported), _undo_words(import_id))

    def tell_failed(self, why: str, import_id: str = "", imported: int = 0) -> None:
        self._import_id = import_id
        self.tell(tr("Not imported"), f"{why} {_brought_words(imported)}", _undo_words(import_id))

    def tell_undone(self, undone: UndoDone) -> None:
        words = tr("{count} deleted again.").replace("{count}", conversations_words(undone.deleted))
        if undone.kept:
            stay = tr("Kept because you went on with them: {n}.").replace("{n}", number(undone.kept))
            words = f"{words} {stay}"
        self.tell(tr("Import undone"), words)


def _brought_words(count: int) -> str:
    if not count:
        return tr("Nothing was imported.")
    return tr("{count} imported.").replace("{count}", conversations_words(count))


def _undo_words(import_id: str) -> str:
    return tr("Undo import") if import_id else ""


class _PreviewStep(Step):
    import_wished = Signal(object, bool)
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("")
        self.summary = sentence("", "muted", self)
        self.summary.setObjectName("importSummary")
        self.lines = ImportLines(theme, self)
        self.table = QTableView(self)
        self.table.setObjectName("importTable")
        self.table.setAccessibleName(tr("Conversations in the file"))
        self.table.setModel(self.lines)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.again = QCheckBox(tr("Bring in once more what is there already, as copies"), self)
        self.again.setObjectName("importAgain")
        self.problems = Problems(self)
        self.go_on = button("", "importButton", "primary")
        cancel = button(tr("Cancel"), "cancelPreviewButton")
        self.first = self.go_on
        for widget in (self.summary, self.table, self.again, self.problems):
            self.column.addWidget(widget, 100 if widget is self.table else 0)
        self.column.addStretch(1)  # where there is no table
        self.column.addSpacing(SPACE_3)
        self.end(cancel, self.go_on)
        self.again.toggled.connect(self.lines.set_again)
        self.lines.chosen_changed.connect(self._count)
        self.go_on.clicked.connect(lambda: self.import_wished.emit(self.lines.chosen(), self.again.isChecked()))
        cancel.clicked.connect(self.cancelled)

    def show_found(self, found: Found) -> None:
        preview = found.preview
        source = source_words(preview.source)
        self.title.setText(source or tr("There are no conversations in this file"))
        words = [tr("{file}: {count} with {messages}.")]
        there = sum(line.id in found.there for line in preview.lines)
        if there:
            words.append(tr("There already, and skipped: {n}."))
        said = " ".join(words).replace("{count}", conversations_words(len(preview.lines)))
        said = said.replace("{messages}", messages_words(preview.messages)).replace("{n}", number(there))
        self.summary.setText(said.replace("{file}", shown(found.path.name)))
        self.again.setChecked(False)
        self.again.setVisible(bool(there))
        self.table.setVisible(bool(preview.lines))
        self.problems.tell(preview.problems)
        self.lines.show(preview.lines, found.there)
        self._fit()
        self._count()

    def _fit(self) -> None:
        metrics = self.table.fontMetrics()
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + SPACE_3)
        widest: dict[Column, Collection[str]] = {
            Column.MESSAGES: (tr("Messages"), "88,888"),
            Column.USED: (tr("Last used"), when(1_762_000_000.0), tr("There already")),
        }
        for column, texts in widest.items():
            width = max(metrics.horizontalAdvance(text) for text in texts)
            self.table.setColumnWidth(column, width + 2 * SPACE_4)

    def _count(self) -> None:
        count = self.lines.chosen_count
        words = tr("Import {count}").replace("{count}", conversations_words(count)) if count else tr("Import")
        self.go_on.setText(words)
        self.go_on.setEnabled(count > 0)
