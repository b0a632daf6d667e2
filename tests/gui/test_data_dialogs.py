"""The dialogs about data by themselves: names for everything, keys, words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QPlainTextEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from core.conversations.importing.landing import ImportDone, ImportRecord
from core.conversations.importing.values import Preview, PreviewLine, Source
from core.conversations.inventory import Copy, CopyReason, Inventory
from core.filetypes import size_text
from gui.data.copies_dialog import CopiesDialog
from gui.data.deletion_dialog import DeletionDialog
from gui.data.export_dialog import ExportDialog, Offer, Scope
from gui.data.import_dialog import Found, ImportDialog
from gui.data.steps import StepDialog
from gui.data.words import when
from gui.theme.theme import Theme

LINES = tuple(PreviewLine(f"c{number}", f"Title {number}\u202e", number, 0.0, 1e9) for number in range(5))
FOUND = Found(Path("a\u202eb.json"), Preview(Source.CLAUDE, LINES, ("Odd.",)), frozenset({"c1"}))


def shown(qtbot: QtBot, dialog: StepDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()


def exports(theme: Theme) -> StepDialog:
    return ExportDialog(theme, Offer("A & B", 2, 9), Scope.SHOWN, None, None)


def imports(theme: Theme) -> StepDialog:
    dialog = ImportDialog(theme, None)
    dialog.show_earlier([ImportRecord("i", 1e9, "a & b.zip")])
    dialog.show_found(FOUND)
    dialog.tell_done(ImportDone("i", 1, 0, 0, ("Odd.",)))
    return dialog


def copies(theme: Theme) -> StepDialog:
    dialog = CopiesDialog(theme, None)
    dialog.show_copies([Copy(Path("a"), 1e9, CopyReason.ASKED, 5, 3)], 4)
    return dialog


def deletion(theme: Theme) -> StepDialog:
    return DeletionDialog(theme, Inventory(1, 2, 3, 4, 5, 6, 7, 8), None)


@pytest.mark.parametrize("make", [exports, imports, copies, deletion])
def test_every_control_has_a_name_and_can_be_reached(qtbot: QtBot, make: object) -> None:
    assert callable(make)
    dialog = make(Theme())
    shown(qtbot, dialog)
    dialog.tell("Done", "It is done.", "Show")
    kinds = (QAbstractButton, QAbstractItemView, QPlainTextEdit, QProgressBar)
    controls = [each for kind in kinds for each in dialog.findChildren(kind) if _is_ours(each)]
    nameless = [each for each in controls if not (each.accessibleName() or getattr(each, "text", str)())]
    assert nameless == []
    unreachable = [each for each in controls if not isinstance(each, QProgressBar) and not _by_keyboard(each)]
    assert unreachable == []
    assert dialog.accessibleName()


def _is_ours(widget: QWidget) -> bool:
    name = type(widget).__name__
    return name not in ("QHeaderView", "QTableCornerButton", "QAbstractButton")


def _by_keyboard(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_a_conversation_of_a_file_is_left_out_by_keyboard_and_by_mouse(qtbot: QtBot) -> None:
    dialog = ImportDialog(Theme(), None)
    shown(qtbot, dialog)
    dialog.show_found(FOUND)
    table, lines = dialog.preview.table, dialog.preview.lines
    assert lines.chosen() == ("c0", "c2", "c3", "c4")
    table.setFocus()
    table.setCurrentIndex(lines.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    table.setCurrentIndex(lines.index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)  # it is there already: nothing to choose
    assert lines.chosen() == ("c2", "c3", "c4")
    dialog.preview.again.setChecked(True)
    assert lines.chosen() == ("c1", "c2", "c3", "c4")
    assert dialog.preview.go_on.text() == "Import 4 conversations"


def test_foreign_words_are_shown_with_their_hidden_characters(qtbot: QtBot) -> None:
    dialog = ImportDialog(Theme(), None)
    shown(qtbot, dialog)
    dialog.show_found(FOUND)
    assert dialog.preview.lines.index(0, 0).data() == "Title 0⟨U+202E⟩"
    assert dialog.preview.summary.text().startswith("a⟨U+202E⟩b.json: 5 conversations with 10 messages.")


def test_what_was_asked_about_copies_is_asked_again_when_that_changes(qtbot: QtBot) -> None:
    dialog = DeletionDialog(Theme(), Inventory(1, 2, 3, 4, 5, 6, 7, 8), None)
    shown(qtbot, dialog)
    wished: list[bool] = []
    dialog.wished.connect(wished.append)
    dialog.sure.setChecked(True)
    assert dialog.delete.isEnabled()
    dialog.copies.setChecked(True)
    assert not dialog.delete.isEnabled()
    dialog.sure.setChecked(True)
    dialog.delete.click()
    assert wished == [False]


def test_esc_closes_where_nothing_runs_and_stops_where_something_does(qtbot: QtBot) -> None:
    dialog = ImportDialog(Theme(), None)
    shown(qtbot, dialog)
    stopped: list[bool] = []
    dialog.stop_wished.connect(lambda: stopped.append(True))
    dialog.begin_reading(Path("a.json"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert (stopped, dialog.isVisible()) == ([True], True)
    dialog.start_again()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("moment", [0.0, -1e18, 1e18, float("nan")])
def test_a_time_that_is_none_is_not_shown(moment: float) -> None:
    assert when(moment) == ""


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (12_300_000, "12.3 MB"), (999_960_000, "1 GB"), (2_340_000_000, "2.3 GB")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_text(size) == words
