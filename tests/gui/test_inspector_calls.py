"""What can be done about a tool call from the inspector's tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.events import (
    Phase,
    PhaseChanged,
    QuestionAnswered,
    QuestionAsked,
    ResponseStarted,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolProgress,
    ToolStarted,
)
from gui.inspector.call_seats import ApprovalSeat
from tests.gui.inspector_stage import Stage


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(qtbot)
    yield made
    made.inspector.hide()


@pytest.mark.parametrize(("name", "allowed"), [("allowButton", True), ("denyButton", False)])
def test_an_approval_is_answered_from_the_tree(stage: Stage, qtbot: QtBot, name: str, allowed: bool) -> None:
    stage.script.begin().put(ResponseStarted()).call(0, "{}").call(1, "{}")
    stage.script.put(ToolApprovalRequested("call-1", "get_current_time", "{}"), PhaseChanged(Phase.APPROVAL))
    stage.look()
    assert stage.text("phaseLabel") == "Waiting for your answer"
    with qtbot.waitSignal(stage.inspector.callActed) as told:
        QTest.mouseClick(stage.button(name), Qt.MouseButton.LeftButton)
    assert told.args == ["allow" if allowed else "deny", "call-1"]
    stage.script.put(ToolApprovalResolved("call-1", allowed))
    stage.look()
    QApplication.sendPostedEvents()
    assert stage.buttons() == set()


def test_where_there_is_no_room_refusing_is_in_the_menu(stage: Stage, qtbot: QtBot) -> None:
    stage.script.begin().put(ResponseStarted()).call(0, "{}")
    stage.script.put(ToolApprovalRequested("call-0", "get_current_time", "{}"), PhaseChanged(Phase.APPROVAL))
    stage.look()
    seat = stage.button("allowButton").parentWidget()
    assert isinstance(seat, ApprovalSeat)
    menu = stage.button("moreAnswersButton").menu()
    for width, beside in ((140, False), (600, True)):
        seat.resize(width, seat.height())
        assert stage.button("denyButton").isHidden() is not beside
        assert [action.text() for action in menu.actions() if action.isVisible()][:1] == (
            ["Always…"] if beside else ["Deny"]
        )
    seat.resize(140, seat.height())
    with qtbot.waitSignal(stage.inspector.callActed) as told:
        menu.actions()[0].trigger()
    assert told.args == ["deny", "call-0"]


def test_a_tools_question_and_a_running_call_are_answered_from_the_tree(stage: Stage, qtbot: QtBot) -> None:
    stage.script.begin().put(ResponseStarted()).call(0, "{}").call(1, "{}")
    stage.script.put(ToolStarted("call-0", "ask"), ToolStarted("call-1", "clone"))
    stage.script.put(ToolProgress("call-1", 0.5, "half way"))
    stage.script.put(QuestionAsked("call-0/1", "call-0", "Which river?", ("Han", "Rhine")))
    stage.look()
    assert stage.rows()[1] == "Which river?"
    assert stage.rows()[3] == "50 % · half way"
    with qtbot.waitSignal(stage.inspector.callActed) as told:
        QTest.mouseClick(stage.button("choiceButton"), Qt.MouseButton.LeftButton)
    assert told.args == ["choice 0", "call-0"]
    with qtbot.waitSignal(stage.inspector.callActed) as told:
        QTest.mouseClick(stage.button("cancelCallButton"), Qt.MouseButton.LeftButton)
    assert told.args == ["cancel_call", "call-1"]
    stage.script.put(QuestionAnswered("call-0/1", "Han"), ToolProgress("call-1", 0.75, ""))
    stage.look()
    QApplication.sendPostedEvents()
    assert stage.rows()[1] == "It runs."
    assert stage.rows()[3] == "75 % · half way"
