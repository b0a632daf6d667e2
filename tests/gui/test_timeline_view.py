"""The timeline: a real turn on its axis, read with mouse and keyboard, drawn only while it can be seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.trace.figures import SpanKind
from gui.inspector.lanes import Lanes
from tests.gui.wire_stage import wire_stage
from tests.support import chat
from tests.support.script import Pause, Stall


def captions(lanes: Lanes) -> list[str]:
    """What every stretch and moment says, by keyboard."""
    found = list[str]()
    QTest.keyClick(lanes, Qt.Key.Key_Right)
    while not found or lanes.caption() != found[-1]:
        found.append(lanes.caption())
        QTest.keyClick(lanes, Qt.Key.Key_Right)
    return found


async def test_a_turn_has_its_phases_its_request_and_its_moments() -> None:
    words = [step for text in chat.text("The ", "river ", "runs.") for step in (text, Pause(0.02))]
    async with wire_stage([chat.stream(*words, *chat.end())]) as stage:
        await stage.ask()
        view = stage.timeline()
        said = captions(view.lanes)
        assert any(caption.startswith("answering") for caption in said)
        assert any(caption.startswith("Request 1: waiting for headers") for caption in said)
        assert any(caption.startswith("Request 1: receiving") for caption in said)
        assert [caption.split(" at ")[0] for caption in said[-4:]] == [
            "Request 1: connection closed",
            "first token",
            "last token",
            "end of the turn",
        ]
        assert view.lanes.accessibleDescription() == said[-1]
        assert sum(point.y for point in view.gaps.figure.series[0].points) == 2
        arrived, shown = view.seen.figure.series
        assert arrived.points[-1].y == shown.points[-1].y == len("The river runs.")
        assert "A letter waited at most" in view.note.text()


async def test_a_retry_and_both_requests_are_on_the_axis() -> None:
    async with wire_stage([chat.failure(503, "busy", [("retry-after", "0")]), chat.answer("Hello")]) as stage:
        stage.answerers.set_limits(type(stage.page.conversation.session.limits)())
        await stage.ask()
        view = stage.timeline()
        said = captions(view.lanes)
        assert any(caption.startswith("waiting to try again") for caption in said)
        assert any(caption.startswith("Request 2") for caption in said)


async def test_earlier_turns_are_a_step_away_and_the_last_one_is_followed() -> None:
    async with wire_stage([chat.answer("a ", "b"), chat.answer("Hello ", "you ", "there")]) as stage:
        await stage.ask()
        view = stage.timeline()
        assert view.title.text().startswith("Turn 1 of 1")
        await stage.ask()
        view.look()
        assert view.title.text().startswith("Turn 2 of 2")
        view.before.click()
        assert view.title.text().startswith("Turn 1 of 2")
        assert sum(point.y for point in view.gaps.figure.series[0].points) == 1
        view.after.click()
        assert sum(point.y for point in view.gaps.figure.series[0].points) == 2
        assert not view.after.isEnabled()


async def test_what_lasts_grows_while_it_is_looked_at_and_rests_while_it_is_not() -> None:
    async with wire_stage([chat.stream(*chat.text("Hello "), Stall())]) as stage:
        view = stage.timeline()
        stage.page.send("hi")
        await stage.until(lambda: len(view.lanes._course.lanes) > 1)
        open_ = [span for span in view.lanes._course.spans if span.open and span.kind is SpanKind.BODY]
        before = view.lanes._course.seconds
        await stage.until(lambda: view.lanes._course.seconds > before)
        assert len(open_) == 1
        stage.inspector.show_tab("")
        assert not view.following
        stage.page.stop()
        await stage.until(lambda: not stage.page.conversation.live)


async def test_the_mouse_reads_what_is_under_it() -> None:
    async with wire_stage([chat.answer("Hello ", "you")]) as stage:
        await stage.ask()
        lanes = stage.timeline().lanes
        whole = lanes.caption()
        longest = max((span for span in lanes._course.spans if span.lane == 1), key=lambda span: span.end - span.start)
        middle = lanes._rect(longest, lanes._field()).center()
        none, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(lanes, QMouseEvent(QEvent.Type.MouseMove, middle, middle, none, none, no_keys))
        assert lanes.caption().startswith("Request 1")
        QApplication.sendEvent(lanes, QEvent(QEvent.Type.Leave))
        assert lanes.caption() == whole


async def test_without_an_answer_it_says_so() -> None:
    async with wire_stage([chat.answer("Hello")]) as stage:
        view = stage.timeline()
        assert view.empty.isVisible()
        assert not view.lanes.isVisible()


async def test_turning_to_it_looks_once() -> None:
    async with wire_stage([chat.answer("Hello", " there")]) as stage:
        await stage.ask()
        view = stage.timeline()
        looks: list[bool] = []
        stage.inspector.show_tab("")
        view.look = lambda: looks.append(True)  # type: ignore[method-assign]  # counted, not carried out
        stage.inspector.show_tab("timeline")
        assert looks == [True]


async def test_every_colour_of_the_lanes_is_named_once() -> None:
    async with wire_stage([chat.answer("Hello", " there")]) as stage:
        await stage.ask()
        lanes = stage.timeline().lanes
        names, colors = [name for name, _ in lanes._key], [color for _, color in lanes._key]
        assert "answering" in names
        assert len(set(colors)) == len(colors)
        narrow, wide = lanes.heightForWidth(180), lanes.heightForWidth(900)
        assert narrow >= wide
