"""The pointer over the transcript: its menu, dragging selected words, the wheel that zooms."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from core.settings.schema import Appearance
from gui.theme.theme import Theme
from gui.transcript.clipboard import MARKDOWN
from gui.transcript.content import Action
from gui.transcript.drag import SelectionDrag
from gui.transcript.view import TranscriptView
from gui.widgets.clock import FrameClock
from tests.gui.transcript.stage import Stage, drag, hover, mouse, paragraphs, place_of


def menu_at(stage: Stage, point: QPoint) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, stage.view.viewport().mapToGlobal(point))
    QApplication.sendEvent(stage.view.viewport(), event)
    (menu,) = (menu for menu in stage.view.findChildren(QMenu, "transcriptMenu") if menu.isVisible())
    assert isinstance(menu, QMenu)
    return menu


def entries(menu: QMenu) -> list[str]:
    return [entry.text().partition("\t")[0] for entry in menu.actions() if entry.text()]


def choose(menu: QMenu, name: str) -> None:
    next(entry for entry in menu.actions() if entry.text().partition("\t")[0] == name).trigger()
    menu.close()


def turn(view: TranscriptView, delta: int, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
    point = QPointF(view.viewport().rect().center())
    place = view.viewport().mapToGlobal(point)
    phase, button = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
    event = QWheelEvent(point, place, QPoint(), QPoint(0, delta), button, mods, phase, False)
    QApplication.sendEvent(view.viewport(), event)


def test_the_menu_offers_what_fits_selection_link_and_message(stage: Stage) -> None:
    stage.user("Question")
    stage.answer("Some words and a [link](https://example.org/\u202ex).")
    of_message = ["Copy the message", "Copy the message as Markdown", "Quote the message"]
    of_message += ["Ask again", "Branch from here", "Delete"]
    menu = menu_at(stage, place_of(stage, "Some") + QPoint(4, 2))
    assert entries(menu) == ["Select all", *of_message]
    menu.close()
    drag(stage.view, place_of(stage, "words"), place_of(stage, "and a"))
    menu = menu_at(stage, place_of(stage, "link") + QPoint(4, 2))
    assert entries(menu) == [
        *("Copy", "Copy as Markdown", "Quote"),
        *("Open link", "Copy link", "Select all"),
        *of_message,
    ]
    choose(menu, "Copy link")
    assert QGuiApplication.clipboard().text().startswith("https://example.org/")
    assert "\u202e" not in QGuiApplication.clipboard().text()
    assert stage.view.selectedText() == "words "  # a right click leaves the selection alone
    choose(menu_at(stage, place_of(stage, "Some")), "Select all")
    assert stage.view.selectedText().startswith("Question")


def test_the_menu_asks_for_what_is_chosen(stage: Stage) -> None:
    stage.user("Question")
    stage.answer("Answer")
    asked, quoted = list[tuple[str, str]](), list[str]()
    stage.view.actionRequested.connect(lambda action, message: asked.append((action, message)))
    stage.view.quoteRequested.connect(quoted.append)
    choose(menu_at(stage, place_of(stage, "Question")), "Edit")
    choose(menu_at(stage, place_of(stage, "Answer")), "Quote the message")
    assert asked == [("edit", stage.model.items[0].id)]
    assert quoted == ["> Answer"]


@pytest.mark.qt_log_ignore("Unimplemented code", extend=True)
def test_pressing_on_selected_words_and_moving_drags_them(stage: Stage) -> None:
    stage.answer("Drag **these words** away.")
    drag(stage.view, place_of(stage, "these"), place_of(stage, "away"))
    point = place_of(stage, "words")
    drag(stage.view, point, point + QPoint(80, 40))
    QApplication.processEvents()
    assert stage.view.selectedText() == "these words "
    made = SelectionDrag(stage.view).make()
    assert made.mimeData().text() == "these words "
    assert bytes(made.mimeData().data(MARKDOWN).data()).decode() == "these words "
    made.deleteLater()


def test_a_click_on_selected_words_lets_them_go(stage: Stage) -> None:
    stage.answer("Some words here.")
    drag(stage.view, place_of(stage, "Some"), place_of(stage, "here"))
    point = place_of(stage, "words")
    mouse(stage.view, QEvent.Type.MouseButtonPress, point)
    assert stage.view.selectedText() == "Some words "
    mouse(stage.view, QEvent.Type.MouseButtonRelease, point)
    assert stage.view.selectedText() == ""


def test_shift_and_a_click_extend_the_selection(stage: Stage) -> None:
    stage.answer("Some words are here.")
    drag(stage.view, place_of(stage, "Some"), place_of(stage, "words"))
    spot = QPointF(place_of(stage, "here"))
    view, left = stage.view, Qt.MouseButton.LeftButton
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        where = view.viewport().mapToGlobal(spot)
        event = QMouseEvent(kind, spot, where, left, left, Qt.KeyboardModifier.ShiftModifier)
        QApplication.sendEvent(view.viewport(), event)
    assert view.selectedText() == "Some words are "


def test_ctrl_and_the_wheel_ask_for_another_text_size_once_a_notch(stage: Stage) -> None:
    stage.answer(paragraphs(60))
    steps: list[int] = []
    stage.view.zoomRequested.connect(steps.append)
    place = stage.view.verticalScrollBar().value()
    turn(stage.view, 120)
    turn(stage.view, -120)
    for _ in range(8):
        turn(stage.view, 15)  # a touchpad
    turn(stage.view, 100)
    turn(stage.view, -100)  # the other way: what had gathered counts no more
    assert steps == [1, -1, 1]
    assert stage.view.verticalScrollBar().value() == place
    turn(stage.view, 120, Qt.KeyboardModifier.NoModifier)
    assert steps == [1, -1, 1]
    assert stage.view.verticalScrollBar().value() < place


@pytest.mark.parametrize("scale", [0.8, 1.1, 2.0])
def test_another_text_size_keeps_the_line_that_is_read(stage: Stage, scale: float) -> None:
    theme, clock = Theme(), FrameClock()
    theme.set_appearance(Appearance.LIGHT)
    view = TranscriptView(theme, clock)
    view.resize(700, 500)
    view.show()
    own = Stage(view, clock)
    for number in range(3):
        own.answer(paragraphs(80).replace("some words", f"some words of answer {number} " * 4))
    own.settle()
    view.verticalScrollBar().setValue(round(view.canvas.layout.tops[1] + 1700))
    before = view.canvas.place_at(QPointF(view.canvas.left, view.verticalScrollBar().value() + 1.0))
    theme.set_scale(scale)
    top = view.verticalScrollBar().value() + 1.0
    after = [view.canvas.place_at(QPointF(x, top)) for x in (view.canvas.left, view.canvas.left + 1e4)]
    clock.set_paused(True)
    view.close()
    view.deleteLater()
    assert before is not None
    assert after[0] is not None
    assert after[1] is not None
    assert after[0] <= before <= after[1]


def test_the_bar_never_covers_words_and_stays_while_it_is_used(stage: Stage) -> None:
    stage.user("A question")
    stage.answer("An answer\n\n" + paragraphs(3))
    view = stage.view
    for index, words in enumerate(("question", "answer")):
        hover(stage, place_of(stage, words))
        bar, value = view.overlays.bar, view.verticalScrollBar().value()
        assert bar.isVisible()
        area = bar.geometry().toRectF().translated(0, value)
        pieces = view.canvas.layout.items[index].pieces
        assert not any(area.intersects(view.canvas.piece_rect(index, piece)) for piece in pieces)
        before = bar.geometry()
        hover(stage, bar.geometry().topLeft() - QPoint(2, 0))
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            mouse(view, kind, place_of(stage, words))
        assert bar.geometry() == before
        assert bar.isVisible()


def test_buttons_of_the_bar_name_their_keys(stage: Stage) -> None:
    buttons = stage.view.overlays.bar.buttons
    assert buttons[Action.QUOTE].toolTip().split() == ["Quote", "Q"]
    assert all(button.accessibleName() for button in buttons.values())
