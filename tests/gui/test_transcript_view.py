"""The painted view: what it shows, follows, selects, copies and asks for."""

from __future__ import annotations

import builtins
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.errors import ErrorInfo, ErrorKind
from core.messages import FinishReason
from gui.theme.theme import Appearance, Theme
from gui.transcript.blocks.code import CodePiece
from gui.transcript.blocks.piece import Piece
from gui.transcript.content import Item, Prose
from gui.transcript.decor import line_x
from gui.transcript.view import TranscriptView
from gui.widgets.clock import FrameClock
from tests.gui.transcript_stage import Stage

TOUR = """# Title

A paragraph with **bold**, `code` and a [link](https://example.org/x).

- one
- two
  1. deep
- [x] done

> quoted

```python
def add(a: int, b: int) -> int:
    return a + b
```

| a | b |
|---|--:|
| 1 | **2** |
| 3 | 4 |

그는 **“네.”**라고 했다.

[ref]: https://example.net
See [this][ref].
"""


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    clock = FrameClock()
    view = TranscriptView(_theme(), clock)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    yield Stage(view, clock)
    clock.set_paused(True)
    view.close()


def _theme() -> Theme:
    theme = Theme()
    theme.set_appearance(Appearance.LIGHT)
    return theme


def pieces(stage: Stage) -> list[Piece]:
    """All pieces of all messages, built."""
    stage.view.canvas.layout.build_near(-1e6, 1e6)
    return [piece for item in stage.view.canvas.layout.items for piece in item.pieces]


def picture(stage: Stage) -> list[tuple[str, str, float]]:
    """What the pieces show: kind, words, height."""
    found = []
    for piece in pieces(stage):
        document = piece.document
        found.append((type(piece).__name__, document.toPlainText() if document else "", piece.height))
    return found


# --- law 3 ------------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(TOUR)), max_size=30), frames=st.integers(1, 5))
def test_delta_by_delta_ends_in_the_documents_of_the_whole(stage: Stage, cuts: list[int], frames: int) -> None:
    stage.clear()
    stage.begin()
    ends = sorted({*cuts, len(TOUR)})
    for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        stage.say(TOUR[start:end])
        if number % frames == 0:
            stage.frame()
    stage.end(TOUR)
    grown = picture(stage)
    stage.clear()
    stage.begin()
    stage.say(TOUR)
    stage.end(TOUR)
    assert grown == picture(stage)


def test_letter_by_letter(stage: Stage) -> None:
    stage.begin()
    for char in TOUR:
        stage.say(char)
        stage.frame()
    stage.end(TOUR)
    grown = picture(stage)
    stage.clear()
    stage.answer(TOUR)
    assert grown == picture(stage)
    words = "\n".join(text for _, text, _ in grown)
    assert "def add(a: int, b: int) -> int:" in words
    assert "그는 “네.”라고 했다." in words
    assert "See this." in words
    assert "**" not in words


def test_colours_of_code_are_those_of_the_whole(stage: Stage) -> None:
    code = '```python\n"""A string\nof two lines"""\nvalue = 1  # a comment\n' + "x = 2\n" * 200 + "```\n"
    stage.begin()
    for start in range(0, len(code), 40):
        stage.say(code[start : start + 40])
        stage.frame()
    stage.end(code)
    grown = colours(stage)
    stage.clear()
    stage.answer(code)
    assert grown == colours(stage)
    assert any(grown)


def colours(stage: Stage) -> list[list[tuple[int, int, str]]]:
    found = []
    for piece in pieces(stage):
        if isinstance(piece, CodePiece) and piece.document is not None:
            while piece.unfinished:
                piece.refine()
            block = piece.document.begin()
            while block.isValid():
                ranges = block.layout().formats()
                found.append([(r.start, r.length, r.format.foreground().color().name()) for r in ranges])
                block = block.next()
    return found


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_plain_text_is_what_a_reader_sees(stage: Stage) -> None:
    stage.user("Hello there")
    stage.answer(TOUR)
    stage.user("again")
    stage.begin()
    stage.say("partial te")
    stage.fail(ErrorInfo(ErrorKind.RATE_LIMIT, "The provider asks to wait.", retryable=True))
    stage.user("stop it")
    stage.begin()
    stage.say("stopped te")
    stage.stop(close_ms=0.42)
    text = stage.view.toPlainText()
    for words in ("Hello there", "A paragraph with bold, code and a link.", "return a + b", "partial te"):
        assert words in text
    assert "The provider asks to wait." in text
    assert "Stopped · connection closed in 0.4 ms" in text


def test_hidden_characters_are_marks_and_are_not_copied(stage: Stage) -> None:
    stage.answer("safe\u202egnp.exe and 👩\u200d👩 한\x07")
    shown = "".join(text for _, text, _ in picture(stage))
    assert "safe⟨U+202E⟩gnp.exe" in shown
    assert "⟨U+0007⟩" in shown
    assert "👩\u200d👩" in shown
    assert "한" in shown
    stage.view.canvas.select_all()
    copied = stage.view.selectedText()
    assert "safegnp.exe" in copied
    assert "U+202E" not in copied
    content = stage.model.items[-1].blocks[1].content
    assert isinstance(content, Prose)
    assert "\u202e" in content.text.text  # what is kept stays as it came


def test_images_are_text_and_nothing_is_fetched(stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    picture_file = tmp_path / "secret.png"
    picture_file.write_bytes(b"x")
    opened: list[str] = []
    real_open = builtins.open

    def watched(file: object, *args: object, **named: object) -> object:
        opened.append(str(file))
        return real_open(file, *args, **named)  # type: ignore[call-overload]  # handed on as it came

    def refused(*_args: object) -> None:
        raise AssertionError("the transcript asked for the network")

    stage.answer("warm")
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(builtins, "open", watched)
    sources = ("https://example.org/a.png", f"file://{picture_file}", str(picture_file), "data:image/png;base64,AAAA")
    stage.answer(
        "\n\n".join(f"![alt {n}]({source})" for n, source in enumerate(sources)) + '\n\n<img src="/etc/passwd">'
    )
    stage.view.grab()
    words = "".join(text for _, text, _ in picture(stage))
    assert "alt 0 (https://example.org/a.png)" in words
    assert '<img src="/etc/passwd">' in words
    assert "\ufffc" not in words
    assert not [name for name in opened if "secret" in name or "passwd" in name]


def test_a_definition_behind_its_use_draws_the_link_after_all(stage: Stage) -> None:
    stage.begin()
    stage.say("See [the page][1] now.\n\nMore.\n\n")
    stage.frame()
    stage.say("[1]: https://example.org\n\nEnd.\n\n")
    stage.end("")
    assert any("See the page now." in text for _, text, _ in picture(stage))


# --- following --------------------------------------------------------------------------------------------------------


def wheel(view: TranscriptView, delta: int) -> None:
    point = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        point,
        view.viewport().mapToGlobal(point),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def paragraphs(count: int) -> str:
    return "".join(f"Paragraph number {n} with some words.\n\n" for n in range(count))


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


# --- selecting and copying --------------------------------------------------------------------------------------------


def drag(view: TranscriptView, start: QPoint, end: QPoint) -> None:
    for kind, point in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, end),
        (QEvent.Type.MouseButtonRelease, end),
    ):
        mouse(view, kind, point)


def mouse(view: TranscriptView, kind: QEvent.Type, point: QPoint) -> None:
    held = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else held
    spot = QPointF(point)
    event = QMouseEvent(kind, spot, view.viewport().mapToGlobal(spot), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def place_of(stage: Stage, words: str) -> QPoint:
    """A point on the first letter of some words, in the viewport."""
    for index, item in enumerate(stage.view.canvas.layout.items):
        for piece in item.pieces:
            document = piece.document
            cursor = document.find(words) if document is not None else None
            if document is None or cursor is None or cursor.isNull():
                continue
            block = document.findBlock(cursor.selectionStart())
            rect = document.documentLayout().blockBoundingRect(block)
            line = block.layout().lineForTextPosition(cursor.selectionStart() - block.position())
            x = line_x(line.cursorToX(cursor.selectionStart() - block.position()))
            corner = stage.view.canvas.piece_rect(index, piece).topLeft() + piece.text_origin
            top = corner.y() + rect.top() + line.y() - stage.view.verticalScrollBar().value()
            return QPoint(round(corner.x() + rect.left() + x) + 1, round(top + 8))
    raise AssertionError(f"{words!r} is not on the page")


def test_dragging_selects_across_messages_and_survives_streaming(stage: Stage) -> None:
    stage.user("First question")
    stage.answer("The first answer has words.")
    stage.user("Second")
    stage.begin()
    stage.say("Streaming begins here. ")
    stage.frame()
    drag(stage.view, place_of(stage, "answer has"), place_of(stage, "begins"))
    chosen = stage.view.selectedText()
    assert chosen.startswith("answer has words.")
    assert "Second" in chosen
    assert chosen.endswith("Streaming ")
    for _ in range(20):
        stage.say("More words come. ")
        stage.frame()
    stage.say("\n\nA new paragraph.\n\n```py\nx = 1\n```\n")
    stage.end("")
    assert stage.view.selectedText() == chosen


def test_double_click_selects_a_word_and_a_third_click_the_paragraph(stage: Stage) -> None:
    stage.answer("Some simple words here.\n\nOther.")
    point = place_of(stage, "simple") + QPoint(6, 0)
    mouse(stage.view, QEvent.Type.MouseButtonPress, point)
    mouse(stage.view, QEvent.Type.MouseButtonRelease, point)
    mouse(stage.view, QEvent.Type.MouseButtonDblClick, point)
    assert stage.view.selectedText() == "simple"
    mouse(stage.view, QEvent.Type.MouseButtonPress, point)
    assert stage.view.selectedText() == "Some simple words here."


def test_select_all_and_copy_by_keys(stage: Stage) -> None:
    stage.user("Question")
    stage.answer("- one\n- two\n\nText.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    QTest.keyClick(stage.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(stage.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Question")
    assert "• one\n• two\n\nText." in copied
    assert "a\tb\n1\t2" in copied


def test_a_message_is_copied_as_text_and_as_markdown(stage: Stage) -> None:
    stage.answer("**bold** and\n\n```py\nx = 1\n```\n")
    stage.view.setFocus()
    bar = stage.view.overlays.bar
    for button, expected in zip(list(bar.buttons.values())[:2], ("bold and\n\nx = 1", "**bold** and"), strict=True):
        button.click()
        assert QGuiApplication.clipboard().text().startswith(expected)


# --- asking -----------------------------------------------------------------------------------------------------------


def test_links_are_told_and_never_opened(stage: Stage, qtbot: QtBot) -> None:
    stage.answer("See [the page](https://example.org/x) and [bad](javascript:alert(1)) and [file](file:///etc/passwd).")
    point = place_of(stage, "the page") + QPoint(4, 2)
    mouse(stage.view, QEvent.Type.MouseMove, point)
    with qtbot.waitSignal(stage.view.linkActivated) as told:
        mouse(stage.view, QEvent.Type.MouseButtonPress, point)
        mouse(stage.view, QEvent.Type.MouseButtonRelease, point)
    assert told.args == ["https://example.org/x"]


def hover(stage: Stage, point: QPoint) -> None:
    spot = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        spot,
        stage.view.viewport().mapToGlobal(spot),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(stage.view.viewport(), event)


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


def test_asking_again_is_offered_for_the_last_answer_only(stage: Stage) -> None:
    stage.answer("one")
    stage.user("more")
    stage.answer("two")
    stage.view.setFocus()
    asked: list[str] = []
    stage.view.actionRequested.connect(lambda action, _message: asked.append(action))
    button = list(stage.view.overlays.bar.buttons.values())[2]
    assert not button.isHidden()
    button.click()
    assert asked == ["regenerate"]
    stage.view.overlays.point_at(0)
    assert button.isHidden()


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


# --- the cursor, clocks, bursts ---------------------------------------------------------------------------------------


def test_the_cursor_stands_at_the_end_of_live_text_and_is_no_letter(stage: Stage) -> None:
    stage.begin()
    stage.frame()
    waiting = stage.view.canvas.cursor_rect
    assert not waiting.isEmpty()
    stage.say("Some words")
    stage.frame()
    first = stage.view.canvas.cursor_rect
    stage.say(" and more")
    stage.frame()
    assert stage.view.canvas.cursor_rect.left() > first.left()
    assert "\u2588" not in stage.view.toPlainText()
    stage.end("")
    assert stage.view.canvas.cursor_rect.isEmpty()


def test_a_blink_repaints_the_cursor_and_nothing_else(stage: Stage) -> None:
    stage.begin()
    stage.say(paragraphs(10))
    stage.frame()
    stage.settle()
    canvas = stage.view.canvas
    canvas.painted = 0
    stage.view._tick()
    stage.settle()
    assert 0 < canvas.painted < 900 * 60  # the cursor and the header's line
    assert canvas.cursor_on is False


def test_reduced_motion_keeps_the_cursor_steady(stage: Stage) -> None:
    stage.view._theme.set_reduced_motion(True)
    stage.begin()
    stage.say("words")
    stage.frame()
    for _ in range(3):
        stage.view._tick()
        assert stage.view.canvas.cursor_on is True


def test_ten_thousand_deltas_at_once_leave_the_window_responsive(stage: Stage) -> None:
    stage.begin()
    text = paragraphs(1) * 1500
    longest = began = time.perf_counter()
    for start in range(0, 60_000, 6):
        stage.say(text[start : start + 6])
    longest = time.perf_counter() - began
    while stage.clock.running:
        began = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - began)
        time.sleep(0.001)
    stage.end(text[:60_000])
    assert longest < 1.0  # some 60 ms on an idle machine
    assert stage.view.toPlainText().count("Paragraph number 0") >= 1500


def test_a_hidden_view_draws_nothing_and_loses_nothing(stage: Stage) -> None:
    stage.begin()
    stage.say("before ")
    stage.frame()
    stage.view.hide()
    painted = stage.view.canvas.painted
    stage.say("while hidden ")
    stage.frame()
    assert stage.view.canvas.painted == painted
    stage.view.show()
    stage.say("after")
    stage.end("")
    assert any("before while hidden after" in text for _, text, _ in picture(stage))


def test_another_conversation_and_back_keeps_the_place(stage: Stage) -> None:
    stage.answer(paragraphs(100))
    bar = stage.view.verticalScrollBar()
    bar.setValue(500)
    first, anchor = stage.model, stage.view.canvas.anchor(bar.value())
    second = type(first)()
    stage.view.set_model(second)
    assert stage.view.toPlainText() == ""
    stage.view.set_model(first)
    assert abs(stage.view.canvas.anchor(bar.value()).offset - anchor.offset) <= 2
    assert not stage.view.following
    stage.view.set_model(second)
    stage.view.set_model(stage.model)


def test_theme_and_width_change_under_a_live_answer(stage: Stage) -> None:
    stage.begin()
    stage.say(TOUR)
    stage.frame()
    words = [text for _, text, _ in picture(stage)]
    stage.view._theme.set_appearance(Appearance.DARK)
    stage.view.resize(500, 500)
    stage.settle()
    assert [text for _, text, _ in picture(stage)] == words
    stage.say("more")
    stage.end(TOUR)
    assert isinstance(stage.model.items[-1], Item)
