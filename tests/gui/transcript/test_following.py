"""Where the reader is: following, staying, scrolling by keys, releasing what is far."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.transcript.stage import TOUR, Stage, paragraphs, wheel


def test_follows_at_the_end_stays_where_it_was_put_and_follows_again(stage: Stage) -> None:
    stage.begin()
    stage.say(paragraphs(60))
    stage.frame()
    bar = stage.view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    wheel(stage.view, 120)
    stayed = bar.value()
    assert stayed < bar.maximum()
    assert not stage.view.following
    stage.say(paragraphs(40))
    stage.frame()
    assert bar.value() == stayed
    assert not stage.view.overlays.pill.isHidden()
    assert "new lines" in stage.view.overlays.pill.text()
    stage.view.overlays.pill.click()
    assert bar.value() == bar.maximum()
    stage.say(paragraphs(20))
    stage.frame()
    assert bar.value() == bar.maximum()
    assert stage.view.overlays.pill.isHidden()


def test_new_lines_are_what_came_not_what_another_width_brought(stage: Stage) -> None:
    long = "A paragraph that is long enough for several lines of the column, whatever its width may be. " * 4
    stage.begin()
    stage.say(f"{long}\n\n" * 60)
    stage.frame()
    view = stage.view
    wheel(view, 120)
    stage.say(paragraphs(12))
    stage.settle()
    said = view.overlays.pill.text()
    lines = int(said.split()[0])
    assert 12 <= lines <= 24  # with the space between them
    for width in (500, 900, 620):
        view.resize(width, view.height())
        stage.settle()
        QTest.keyClick(view, Qt.Key.Key_Home)
        stage.settle()
        assert view.overlays.pill.text() == said


def test_what_is_read_stays_in_place_while_heights_above_become_known(stage: Stage) -> None:
    for number in range(40):
        stage.user(f"question {number}")
        stage.answer(TOUR)
    bar = stage.view.verticalScrollBar()
    for _ in range(30):
        before = stage.view.canvas.anchor(bar.value() + 10)
        bar.setValue(bar.value() - 300)
        after = stage.view.canvas.anchored(before)
        assert abs(after - (bar.value() + 10 + 300)) <= 2 or bar.value() == 0


def test_keys_scroll(stage: Stage) -> None:
    stage.answer(paragraphs(100))
    bar = stage.view.verticalScrollBar()
    QTest.keyClick(stage.view, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(stage.view, Qt.Key.Key_PageDown)
    page = bar.value()
    assert 0 < page < stage.view.viewport().height()
    QTest.keyClick(stage.view, Qt.Key.Key_Space)
    assert bar.value() > page
    QTest.keyClick(stage.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == page
    QTest.keyClick(stage.view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert stage.view.following


def test_documents_are_released_far_from_the_viewport(stage: Stage) -> None:
    stage.load([(f"question {n}", TOUR) for n in range(300)])
    built = [piece for item in stage.view.canvas.layout.items for piece in item.pieces if piece.document is not None]
    assert 0 < len(built) < 200
    stage.view.verticalScrollBar().setValue(0)
    last = stage.view.canvas.layout.items[-1]
    assert all(piece.document is None for piece in last.pieces)


def test_the_pill_grows_with_the_text(stage: Stage) -> None:
    pill = stage.view.overlays.pill
    theme = stage.view.canvas.styles.theme
    sizes = []
    for scale in (1.0, 2.0):
        theme.set_scale(scale)
        pill.say(12)
        sizes.append((pill.height(), pill.width() - pill.fontMetrics().horizontalAdvance(pill.text())))
    assert sizes[1] == (sizes[0][0] * 2, sizes[0][1] * 2)
