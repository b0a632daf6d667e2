"""What a reader can ask for: links, next steps, folds, a message's actions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.errors import ErrorInfo, ErrorKind
from core.messages import FinishReason
from gui.transcript.content import Action
from gui.transcript.deeds import offered
from tests.gui.transcript.stage import Stage, hover, mouse, picture, place_of


def test_links_are_told_and_never_opened(stage: Stage, qtbot: QtBot) -> None:
    stage.answer("See [the page](https://example.org/x) and [bad](javascript:alert(1)) and [file](file:///etc/passwd).")
    point = place_of(stage, "the page") + QPoint(4, 2)
    mouse(stage.view, QEvent.Type.MouseMove, point)
    with qtbot.waitSignal(stage.view.linkActivated) as told:
        mouse(stage.view, QEvent.Type.MouseButtonPress, point)
        mouse(stage.view, QEvent.Type.MouseButtonRelease, point)
    assert told.args == ["https://example.org/x"]


def test_hovering_a_link_shows_its_address_as_plain_text(stage: Stage) -> None:
    stage.answer("See [example.com](https://evil.example/x) there.")
    hover(stage, place_of(stage, "example.com") + QPoint(4, 2))
    assert stage.view.overlays.address.text() == "https://evil.example/x"
    assert stage.view.overlays.address.textFormat() == Qt.TextFormat.PlainText


def test_an_error_offers_its_next_steps_by_mouse_and_keyboard(stage: Stage) -> None:
    stage.user("hello")
    stage.begin()
    stage.fail(ErrorInfo(ErrorKind.AUTH, "The key was refused."))
    asked: list[tuple[str, str]] = []
    stage.view.actionRequested.connect(lambda action, message: asked.append((action, message)))
    stage.view.setFocus()
    stage.view.focusNextPrevChild(True)
    QTest.keyClick(stage.view, Qt.Key.Key_Return)
    stage.view.focusNextPrevChild(True)
    QTest.keyClick(stage.view, Qt.Key.Key_Space)
    assert [action for action, _ in asked] == ["enter_key", "retry"]
    assert all(message == stage.model.items[-1].last_message_id for _, message in asked)
    spots = list(stage.view.canvas.visible_spots(0, 1e6))
    index, piece, spot = spots[0]
    centre = stage.view.canvas.piece_rect(index, piece).topLeft() + spot.rect.center()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        mouse(stage.view, kind, centre.toPoint() - QPoint(0, stage.view.verticalScrollBar().value()))
    assert asked[-1][0] == "enter_key"


def test_a_cut_off_answer_offers_to_go_on_until_it_did(stage: Stage) -> None:
    stage.begin()
    stage.say("cut off he")
    stage.end("cut off he", FinishReason.LENGTH)
    assert [spot.action for _, _, spot in stage.view.canvas.visible_spots(0, 1e6)] == ["continue"]
    assert "Cut off at the length limit" in stage.view.toPlainText()
    stage.begin(continues=stage.model.items[-1].last_message_id)
    stage.say("re it goes on")
    stage.end("re it goes on")
    assert len(stage.model.items) == 1
    assert not list(stage.view.canvas.visible_spots(0, 1e6))
    assert "Cut off" not in stage.view.toPlainText()


def test_answers_can_be_asked_for_again_and_questions_edited(stage: Stage) -> None:
    stage.user("one")
    stage.answer("two")
    stage.view.setFocus()
    asked: list[tuple[str, str]] = []
    stage.view.actionRequested.connect(lambda action, message: asked.append((action, message)))
    bar = stage.view.overlays.bar
    question, answer = stage.model.items
    for index, actions in enumerate(((Action.EDIT,), (Action.REGENERATE, Action.BRANCH))):
        stage.view.overlays.point_at(index)
        shown = [found for found, button in bar.buttons.items() if not button.isHidden()]
        assert shown == [Action.COPY, Action.COPY_MARKDOWN, Action.QUOTE, *actions, Action.DELETE]
        for action in actions:
            bar.buttons[action].click()
    last = answer.last_message_id
    assert asked == [("edit", question.id), ("regenerate", last), ("branch", last)]


def test_while_an_answer_runs_the_past_stays_as_it_is(stage: Stage) -> None:
    stage.user("one")
    stage.begin()
    stage.say("two")
    stage.frame()
    assert offered(stage.view, 0) == (Action.COPY, Action.COPY_MARKDOWN, Action.QUOTE)
    assert offered(stage.view, 1) == ()


def test_reasoning_and_tools_open_by_key(stage: Stage) -> None:
    stage.begin()
    stage.think("First this, then that.")
    stage.say("Answer.")
    stage.end("Answer.")
    assert not any("First this" in text for _, text, _ in picture(stage))
    stage.view.setFocus()
    stage.view.focusNextPrevChild(True)
    QTest.keyClick(stage.view, Qt.Key.Key_Return)
    assert any("First this" in text for _, text, _ in picture(stage))
