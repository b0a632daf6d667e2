"""The panel: what it says in each state, what its buttons wish, and that it rests when nobody looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QTreeView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.errors import ErrorInfo, ErrorKind
from core.events import (
    Notice,
    PartDelta,
    PartFinished,
    Phase,
    PhaseChanged,
    ResponseFinished,
    ResponseStarted,
    RetryScheduled,
    ToolFinished,
    ToolStarted,
    UsageReported,
)
from core.messages import FinishReason, Outcome, TextPart, Timing, ToolResultPart, Usage
from core.settings.schema import Appearance
from gui.inspector.calls_delegate import CallDelegate
from gui.inspector.facts import figure_and_unit
from gui.inspector.full_text import FullText
from gui.inspector.inspector import Inspector
from gui.inspector.latency_plot import LatencyPlot
from gui.inspector.model import InspectorModel
from gui.inspector.timeline import Timeline
from gui.theme.theme import Theme
from tests.gui.inspector_stage import Stage
from tests.gui.inspector_turns import Script


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(qtbot)
    yield made
    made.inspector.hide()


def test_object_names_and_accessible_names(stage: Stage) -> None:
    inspector = stage.inspector
    assert inspector.objectName() == "inspector"
    for kind, name in (
        (QTreeView, "toolCallTree"),
        (QLabel, "finishReasonLabel"),
        (QLabel, "usageLabel"),
        (QLabel, "timingLabel"),
        (LatencyPlot, "latencyPlot"),
        (Timeline, "phaseTimeline"),
    ):
        found = inspector.findChild(kind, name)
        assert found is not None, name
        assert found.accessibleName(), name


def test_every_label_is_plain_text(stage: Stage) -> None:
    stage.script.begin("<b>bold</b>").put(Notice("<img src=x>")).finished()
    stage.look()
    for label in stage.inspector.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or label.pixmap(), label.text()


def test_empty_before_the_first_turn(stage: Stage) -> None:
    assert stage.text("phaseLabel") == ""
    assert any("Nothing has streamed" in label.text() for label in stage.inspector.findChildren(QLabel))


def test_a_clock_is_shown_from_five_seconds(stage: Stage) -> None:
    stage.script.begin()
    stage.look(4.8)
    assert stage.text("phaseLabel") == "Waiting for the first token"
    stage.look(6.2)
    assert stage.text("phaseLabel") == "Waiting for the first token, 6 s"
    stage.script.answer("a")
    stage.look()
    assert stage.text("phaseLabel") == "Answering"
    stage.look(7.0)
    assert stage.text("phaseLabel") == "Answering, silent for 7 s"


def test_the_clock_ticks_only_while_a_turn_lives(stage: Stage, qtbot: QtBot) -> None:
    assert not stage.inspector.ticking
    stage.script.begin()
    qtbot.waitUntil(lambda: stage.inspector.ticking)
    stage.script.answer("a").end(reason=FinishReason.STOP)
    qtbot.waitUntil(lambda: not stage.inspector.ticking)


def test_nothing_is_drawn_while_hidden(stage: Stage, qtbot: QtBot) -> None:
    stage.script.begin()
    stage.inspector.hide()
    drawn = stage.inspector.draws
    stage.script.answer(*["word "] * 500)
    qtbot.wait(200)
    assert stage.inspector.draws == drawn
    assert not stage.inspector.ticking
    stage.inspector.show()
    assert stage.inspector.draws > drawn
    assert stage.text("phaseLabel") == "Answering"


def test_many_deltas_are_few_draws(stage: Stage, qtbot: QtBot) -> None:
    stage.script.begin()
    stage.look()
    drawn = stage.inspector.draws
    for _ in range(10):
        stage.script.answer(*["x"] * 100, pause=0.0)
        QApplication.sendPostedEvents()
    assert stage.inspector.draws == drawn
    qtbot.waitUntil(lambda: stage.inspector.draws > drawn)
    assert "1,000" in stage.text("usageLabel")


def test_arguments_grow_in_the_tree(stage: Stage) -> None:
    stage.script.begin().put(ResponseStarted()).call(0, '{"timezone": ', whole=False)
    stage.look()
    (row,) = stage.rows()
    assert "get_current_time" in row
    assert "#0 · call-0 · 13 B · JSON incomplete" in row
    assert row.endswith('{"timezone": ')
    stage.script.put(PartDelta(0, '"Asia/Seoul"}'))
    stage.look()
    assert stage.rows()[0].endswith('{"timezone": "Asia/Seoul"}')
    assert "JSON valid" in stage.rows()[0]


def test_state_result_and_duration(stage: Stage) -> None:
    stage.script.begin().put(ResponseStarted()).call(0, "{}").call(1, "{}")
    stage.script.put(ToolStarted("call-0", "x"), ToolStarted("call-1", "x"))
    stage.script.put(ToolFinished("call-0", ToolResultPart("call-0", "오후 9시"), 0.0042))
    stage.look()
    first, result, second, news = stage.rows()
    assert "done" in first
    assert result == "done · 4.2 ms\n오후 9시"
    assert "running" in second
    assert news == "It runs."
    index = stage.tree.model().index(0, 0)
    assert stage.tree.isExpanded(index)


@pytest.mark.parametrize(
    ("reason", "raw", "words", "buttons"),
    [
        (FinishReason.STOP, "end_turn", "The answer is complete.", set()),
        (FinishReason.LENGTH, "max_tokens", "Cut off at the length limit.", {"continueButton"}),
        (FinishReason.PAUSE, "pause_turn", "The model paused", {"continueButton"}),
        (FinishReason.CONTEXT_EXCEEDED, "model_context_window_exceeded", "outgrown", set()),
        (FinishReason.CONTENT_FILTER, "content_filter", "filter", set()),
        (FinishReason.REFUSAL, "refusal", "declined", set()),
        (FinishReason.TOOL_CALLS, "tool_use", "calls", set()),
        (FinishReason.OTHER, "eos_found\u202e", "not known", set()),
        (FinishReason.UNKNOWN, None, "without saying why", set()),
    ],
)
def test_finish_reasons_in_words(
    stage: Stage, reason: FinishReason, raw: str | None, words: str, buttons: set[str]
) -> None:
    stage.script.begin().answer("Hello").put(PartFinished(0, TextPart("Hello"))).end(reason=reason, raw=raw)
    stage.look()
    said = stage.text("finishReasonLabel")
    assert words in said
    assert (raw or "").replace("\u202e", "⟨U+202E⟩") in said
    assert stage.buttons() == buttons


def test_length_offers_to_continue(stage: Stage, qtbot: QtBot) -> None:
    stage.script.finished(FinishReason.LENGTH, "length")
    stage.look()
    with qtbot.waitSignal(stage.inspector.continueRequested):
        stage.button("continueButton").click()


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        (ErrorKind.SERVER, {"inspectorRetryButton"}),
        (ErrorKind.TRUNCATED, {"inspectorRetryButton"}),
        (ErrorKind.AUTH, {"inspectorRetryButton", "openSettingsButton"}),
        (ErrorKind.CONTEXT_EXCEEDED, set()),
    ],
)
def test_errors_offer_what_helps(stage: Stage, qtbot: QtBot, kind: ErrorKind, buttons: set[str]) -> None:
    error = ErrorInfo(kind, "The server said no.", 500)
    stage.script.begin().answer("Hel").put(PartFinished(0, TextPart("Hel"))).end(Outcome.FAILED, error=error)
    stage.look()
    assert stage.text("finishReasonLabel") == f"The server said no.  {kind} 500"
    assert stage.buttons() == buttons
    if "inspectorRetryButton" in buttons:
        with qtbot.waitSignal(stage.inspector.retryRequested):
            stage.button("inspectorRetryButton").click()
    if "openSettingsButton" in buttons:
        with qtbot.waitSignal(stage.inspector.settingsRequested):
            stage.button("openSettingsButton").click()


def test_stop_says_how_fast_the_connection_closed(stage: Stage) -> None:
    stage.script.begin().answer("Hel").put(PartFinished(0, TextPart("Hel")))
    stage.script.end(Outcome.STOPPED, timing=Timing(80.0, 200.0, 900.0, 1000.0, 0.41))
    stage.look()
    assert stage.text("phaseLabel") == "Stopped"
    assert "You stopped this answer." in stage.text("finishReasonLabel")
    assert "Connection closed in 0.4 ms" in stage.text("timingLabel")
    assert stage.buttons() == {"continueButton"}


def test_a_retry_counts_down_and_can_be_cancelled(stage: Stage, qtbot: QtBot) -> None:
    error = ErrorInfo(ErrorKind.RATE_LIMIT, "Too many requests.", 429, True, 4.0)
    stage.script.begin().put(RetryScheduled(1, 4.0, error), PhaseChanged(Phase.RETRYING))
    stage.look(1.2)
    assert stage.text("phaseLabel") == "Retrying in 3 s"
    with qtbot.waitSignal(stage.inspector.stopRequested):
        stage.button("cancelRetryButton").click()


def test_figures(stage: Stage) -> None:
    stage.script.begin().answer(*["four"] * 10).put(PartFinished(0, TextPart("four" * 10)))
    stage.look()
    assert "≈ 10.0 tokens/s" in stage.text("timingLabel")
    stage.script.put(UsageReported(Usage(1412, 50, 10, 256))).end(reason=FinishReason.STOP)
    stage.look()
    assert stage.text("usageLabel").splitlines() == [
        "Input 1,412 tokens",
        "of it cached 256 tokens",
        "Output 50 tokens",
        "of it reasoning 10 tokens",
        "Streamed 40 characters (in 10 pieces)",
    ]
    assert stage.text("timingLabel").splitlines() == [
        "First byte 80 ms",
        "First token 200 ms",
        "Last token 900 ms",
        "Total 1.00 s",
        "Speed 40.0 tokens/s",
    ]


def test_notices_with_their_time(stage: Stage) -> None:
    stage.script.begin().put(Notice("A name was \x07repaired."), after=0.4)
    stage.look()
    texts = [label.text() for label in stage.inspector.findChildren(QLabel) if label.isVisible()]
    assert "+500 ms" in texts
    assert "A name was ⟨U+0007⟩repaired." in texts


def test_the_plot_tells_a_value(stage: Stage) -> None:
    stage.script.finished().finished()
    stage.script.begin("").end(Outcome.FAILED, timing=Timing(), error=ErrorInfo(ErrorKind.CONNECTION, "No route."))
    stage.look()
    plot = stage.inspector.findChild(LatencyPlot)
    assert plot is not None
    assert plot.caption() == "Answer 3 · no token came"
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.caption() == "Answer 2 · first 200 ms · last 900 ms · river-1"
    assert plot.accessibleDescription() == plot.caption()


def test_long_arguments_are_cut_and_shown_whole_on_demand(stage: Stage, qtbot: QtBot) -> None:
    text = '{"text": "' + "강물 " * 4000 + '"}'
    stage.script.begin().put(ResponseStarted()).call(0, text)
    stage.look()
    tree = stage.tree
    delegate = tree.itemDelegate()
    assert isinstance(delegate, CallDelegate)
    index = tree.model().index(0, 0)
    assert delegate.row_height(index) < 400
    tree.setCurrentIndex(index)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    dialog = stage.inspector.findChild(FullText)
    assert dialog is not None
    view = dialog.findChild(QPlainTextEdit)
    assert view is not None
    assert view.toPlainText() == text
    dialog.close()


def test_a_row_is_copied_without_hidden_characters(stage: Stage) -> None:
    stage.script.begin().put(ResponseStarted()).call(0, '{"a": "\u202e"}')
    stage.look()
    stage.tree.setCurrentIndex(stage.tree.model().index(0, 0))
    QTest.keyClick(stage.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "\u202e" not in QGuiApplication.clipboard().text()
    assert "get_current_time" in QGuiApplication.clipboard().text()


def test_switching_conversations_shows_the_other_one(stage: Stage, qtbot: QtBot) -> None:
    stage.script.begin("river-1").put(ResponseStarted()).call(0, "{}").call(1, "{}")
    stage.look()
    other = Script().begin("lake-2")
    stage.inspector.set_model(other.model)
    assert stage.text("inspectorModelLabel") == "lake-2"
    assert stage.rows() == []
    drawn = stage.inspector.draws
    stage.inspector.set_model(None)
    assert stage.inspector.draws == drawn + 1
    assert stage.text("phaseLabel") == ""
    other.answer("x")  # nobody listens any more, nothing breaks
    stage.look()
    assert len(stage.rows()) == 2


def test_a_new_turn_replaces_the_rows(stage: Stage) -> None:
    stage.script.begin().put(ResponseStarted()).call(0, "{}").call(1, "{}").put(ResponseFinished(FinishReason.OTHER))
    stage.script.end()
    stage.look()
    stage.script.begin().put(ResponseStarted()).call(0, '{"second": 1}')
    stage.look()
    (row,) = stage.rows()
    assert '{"second": 1}' in row


def test_it_paints_in_both_themes_and_any_size(stage: Stage) -> None:
    stage.script.finished().begin().put(ResponseStarted()).call(0, '{"도시": "서울"}').call(1, "{", whole=False)
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        stage.theme.set_appearance(appearance)
        for scale in (0.8, 2.0):
            stage.theme.set_scale(scale)
            for width in (260, 348, 900):
                stage.inspector.resize(width, 500)
                assert not stage.inspector.grab().isNull()


def test_moving_into_a_window_keeps_the_type(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.styleSheet()
    qapp.setStyleSheet("QLabel { background: transparent; }")
    script = Script().begin()
    inspector = Inspector(Theme(), clock=lambda: script.now)
    inspector.set_model(script.model)
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(inspector)
    window.show()
    phase = inspector.findChild(QLabel, "phaseLabel")
    assert phase is not None
    assert phase.font().weight() == QFont.Weight.DemiBold
    window.hide()
    qapp.setStyleSheet(before)


def test_another_view_is_made_when_it_is_first_looked_at_and_the_answers_rests_meanwhile(qtbot: QtBot) -> None:
    inspector = Inspector(Theme())
    qtbot.addWidget(inspector)
    made: list[QLabel] = []

    def make() -> QLabel:
        made.append(QLabel("Wire"))
        return made[-1]

    inspector.add_tab("wire", "Wire", make)
    inspector.show()
    assert made == []

    inspector.show_tab("wire")
    inspector.show_tab("")
    inspector.show_tab("wire")
    drawn = inspector.draws
    inspector.set_model(InspectorModel())

    assert len(made) == 1
    assert made[0].isVisible()
    assert inspector.draws == drawn, "what is not seen is not drawn"
    inspector.show_tab("")
    assert made[0].isHidden()
    assert inspector.draws > drawn


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ("606 ms", ("606", "ms")),
        ("1.30 s", ("1.30", "s")),
        ("1.30초", ("1.30", "초")),
        ("3 min 05 s", ("3 min 05 s", "")),
        ("3분 05초", ("3분 05초", "")),
    ],
)
def test_a_figure_stands_apart_from_its_unit_in_both_languages(said: str, apart: tuple[str, str]) -> None:
    assert figure_and_unit(said) == apart
