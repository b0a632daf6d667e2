"""The bar that finds, its keys, its place, and the marks in the scroll bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.transcript.selection import Place
from tests.gui.transcript.find_stage import FindStage
from tests.gui.transcript.stage import paragraphs


def test_the_reader_stays_where_they_are_when_the_bar_opens_and_closes(finding: FindStage) -> None:
    finding.stage.answer(paragraphs(80))
    bar = finding.view.verticalScrollBar()
    bar.setValue(700)

    def seen() -> int:
        return finding.view.viewport().mapTo(finding.view, finding.view.viewport().rect().topLeft()).y() - bar.value()

    before = seen()
    finding.find.open()
    assert finding.view.viewport().y() > 0  # no room beside the text: a strip of its own
    assert seen() == before
    finding.find.close()
    assert finding.view.viewport().y() == 0
    assert seen() == before


def test_in_a_wide_window_the_bar_stands_beside_the_text(finding: FindStage) -> None:
    finding.stage.answer(paragraphs(8))
    finding.view.resize(1900, 600)
    finding.find.open()
    bar, canvas = finding.find.parts.bar, finding.view.canvas
    assert finding.view.viewport().y() == 0
    assert bar.x() > canvas.left + canvas.layout.width
    finding.view.resize(700, 600)
    assert finding.view.viewport().y() >= bar.geometry().bottom()


def test_the_keys_of_the_bar(finding: FindStage) -> None:
    finding.stage.answer("one two one two one")
    before = QLineEdit(finding.view)
    before.show()
    before.setFocus()
    finding.look_for("one")
    field = finding.find.parts.bar.field
    assert field.hasFocus()
    ranks = [finding.finder.rank]
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(field, Qt.Key.Key_Return, modifier)
        ranks.append(finding.finder.rank)
    assert ranks == [1, 2, 1]
    assert finding.find.parts.bar.count.text() == "1 of 3"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not finding.find.is_open
    assert before.hasFocus()
    assert finding.view.selectedText() == "one"  # ready to be copied


def test_what_is_not_there_is_said_so(finding: FindStage) -> None:
    finding.stage.answer("words")
    assert finding.look_for("other") == 0
    bar = finding.find.parts.bar
    assert bar.count.text() == "No results"
    assert not bar.next.isEnabled()
    finding.look_for("")
    assert bar.count.text() == ""
    finding.look_for("WORDS")
    assert bar.count.text() == "1 of 1"
    bar.match_case.click()
    finding.settle()
    assert bar.count.text() == "No results"


def test_the_selected_words_are_looked_for(finding: FindStage) -> None:
    finding.stage.answer("one two one")
    finding.look_for("two")
    finding.find.close()
    finding.find.parts.bar.field.setText("")
    finding.find.open()
    assert finding.find.parts.bar.field.text() == "two"
    assert finding.find.parts.bar.field.selectedText() == "two"


def rivers(finding: FindStage) -> None:
    """Thirty messages, each with a river and an ending of its own; the reader is at the top."""
    for number in range(30):
        finding.stage.answer(f"A river, number {number:02}.\n\n" + paragraphs(3))
    finding.view.verticalScrollBar().setValue(0)


def select(finding: FindStage, item: int, start: int, end: int) -> None:
    piece = next(piece for piece in finding.view.canvas.layout.items[item].pieces if piece.document is not None)
    block, number = piece.where
    finding.view.canvas.selection.set(Place(item, block, number, start), Place(item, block, number, end))


def test_what_is_typed_is_looked_for_from_where_the_reader_was(finding: FindStage) -> None:
    rivers(finding)
    select(finding, 0, 0, 19)
    finding.find.open()
    finding.settle()
    finding.look_for("number 25")  # what is typed on the way to other words leads far down
    assert finding.view.verticalScrollBar().value() > 0
    finding.look_for("river")
    assert finding.finder.rank == 1
    finding.find.step(-1)
    assert finding.finder.rank == 30
    finding.look_for("rive")
    assert finding.finder.rank == 30  # they went there


def test_a_selection_that_is_out_of_sight_does_not_lead_away(finding: FindStage) -> None:
    rivers(finding)
    bar = finding.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    finding.view.flush()
    select(finding, 29, 0, 19)
    bar.setValue(0)
    finding.view.flush()
    finding.find.open()
    assert finding.find.parts.bar.field.text() == ""
    assert finding.look_for("river") == 30
    assert finding.finder.rank == 1


def test_a_selection_in_sight_is_where_it_begins(finding: FindStage) -> None:
    rivers(finding)
    bar = finding.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    finding.view.flush()
    select(finding, 29, 2, 7)
    finding.find.open()
    finding.settle()
    assert finding.find.parts.bar.field.text() == "river"
    assert finding.finder.rank == 30


def test_who_scrolls_away_finds_from_there(finding: FindStage) -> None:
    rivers(finding)
    finding.look_for("number 25")
    finding.find.step(1)
    bar = finding.view.verticalScrollBar()
    bar.setValue(0)
    finding.look_for("river")
    assert finding.finder.rank == 1
    finding.look_for("nowhere")
    bar.setValue(bar.maximum())
    finding.view.flush()
    top = finding.view.canvas.layout.item_at(bar.value())
    assert top > 20
    finding.look_for("river")
    assert finding.finder.rank - 1 in (top, top + 1)


def test_letters_that_are_still_composed_are_not_looked_for(finding: FindStage) -> None:
    finding.stage.answer("한국어")
    finding.look_for("")
    field = finding.find.parts.bar.field
    composing = QInputMethodEvent("하", [])
    QApplication.sendEvent(field, composing)
    finding.settle()
    assert finding.finder.total == 0
    assert finding.find.parts.bar.count.text() == ""
    committed = QInputMethodEvent()
    committed.setCommitString("한")
    QApplication.sendEvent(field, committed)
    finding.settle()
    assert finding.finder.total == 1


def test_marks_stand_in_the_scroll_bar_while_the_bar_is_open(finding: FindStage) -> None:
    finding.stage.answer(paragraphs(50))
    finding.stage.user("needle")
    finding.stage.answer(paragraphs(50))
    finding.stage.user("needle")
    finding.look_for("needle")
    marks = finding.find.parts.marks
    marks.refresh()
    assert marks.isVisible()
    assert len(marks.rows) == 2
    middle, last = (row / marks.height() for row in marks.rows)
    assert 0.4 < middle < 0.6
    assert last > 0.9
    assert abs(marks.current - marks.rows[1]) <= 6
    finding.find.close()
    assert not marks.isVisible()


def test_closed_it_follows_nothing(finding: FindStage) -> None:
    finding.stage.answer("needle")
    finding.find.close()  # harmless
    finding.find.step(1)
    assert finding.find.is_open
    finding.look_for("needle")
    finding.find.close()
    assert finding.view.canvas.found is None
    finding.stage.answer("another needle")
    assert finding.finder.total == 0
    assert not finding.finder.searching
