"""What to record, and with what: asked before a recording is saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from core.wire.tape import SUFFIX
from gui.theme.style import variant
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.folders import usual_folder
from gui.widgets.labels import heading, sentence
from gui.widgets.note import note


@dataclass(frozen=True, slots=True)
class SaveOffer:
    """What can be recorded: one exchange by its address, and how many its turn has."""

    exchange: str
    of_turn: int
    name: str  # for the file, without its ending


@dataclass(frozen=True, slots=True)
class SaveWish:
    path: Path
    whole_turn: bool
    remove_texts: bool
    with_versions: bool


class SaveDialog(QDialog):
    """`wished(SaveWish)`: a person has chosen. Deletes itself when closed; open it with `open()`."""

    wished = Signal(object)

    def __init__(self, offer: SaveOffer, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("saveRecordingDialog")
        self.setWindowTitle(self.tr("Save a recording"))
        self.setAccessibleName(self.tr("Save a recording"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer = offer
        self.one = QRadioButton(visible(self.tr("This exchange: {address}").replace("{address}", offer.exchange)), self)
        self.one.setObjectName("oneExchange")
        turn = self.tr("The whole turn: {n} exchanges").replace("{n}", str(offer.of_turn))
        self.turn = QRadioButton(turn, self)
        self.turn.setObjectName("wholeTurn")
        several = offer.of_turn > 1
        (self.turn if several else self.one).setChecked(True)
        self.one.setVisible(several)
        self.turn.setVisible(several)
        self.texts = QCheckBox(self.tr("Take the texts out"), self)
        self.texts.setObjectName("removeTexts")
        self.report = QCheckBox(self.tr("For a bug report"), self)
        self.report.setObjectName("forReport")
        self.report.toggled.connect(self._report)
        self._lay_out()
        self.setMinimumWidth(460)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(self.tr("Save a recording"), self))
        about = self.tr(
            "One file with every byte that came and when, and what was sent. It plays again without a network: drop it "
            "on the window. Keys are never in it."
        )
        column.addWidget(sentence(about, "muted", self))
        column.addSpacing(SPACE_2)
        column.addWidget(self.one)
        column.addWidget(self.turn)
        column.addSpacing(SPACE_2)
        for box, meaning in (
            (self.texts, self.tr("Each letter becomes an x. Lengths, times and everything else stay as they are.")),
            (self.report, self.tr("Adds the versions of Rivulet, Python and this system. Nothing is sent.")),
        ):
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(box)
            both.addWidget(note(meaning, box, self))
            column.addLayout(both)
        column.addStretch(1)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go_on = QPushButton(self.tr("Choose where…"), self)
        self.go_on.setObjectName("chooseRecordingPlace")
        self.go_on.setDefault(True)
        variant(self.go_on, "primary")
        self.go_on.clicked.connect(self._choose_place)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.go_on)
        column.addSpacing(SPACE_3)
        column.addLayout(row)

    def _report(self, wanted: bool) -> None:
        if wanted:
            self.texts.setChecked(True)  # what others will read; the box can be unchecked again

    def _choose_place(self) -> None:
        folder = usual_folder(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.tr("Save a recording"), str(folder))
        dialog.setObjectName("recordingPlaceDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Recordings") + f" (*{SUFFIX})"])
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(self._offer.name + SUFFIX)
        dialog.fileSelected.connect(self._wish)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _wish(self, name: str) -> None:
        wish = SaveWish(Path(name), self.turn.isChecked(), self.texts.isChecked(), self.report.isChecked())
        self.wished.emit(wish)
        self.accept()
