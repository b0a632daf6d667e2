"""What the view shows: the law of cuts, marks, images, the cursor, bursts."""

from __future__ import annotations

import builtins
import socket
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from core.errors import ErrorInfo, ErrorKind
from core.settings.schema import Appearance
from gui.theme.theme import Theme
from gui.transcript.blocks.code import CodePiece
from gui.transcript.blocks.prose import ProsePiece
from gui.transcript.blocks.table import TablePiece
from gui.transcript.content import Item, Prose
from gui.transcript.view import TranscriptView
from gui.widgets.clock import FrameClock
from tests.gui.transcript.stage import TOUR, Stage, paragraphs, picture, pieces

# --- law 3 -----------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("size", [1, 3, 5, 7, 11])
def test_a_table_that_arrives_in_pieces_has_the_rows_of_the_whole(stage: Stage, size: int) -> None:
    source = "It came:\n\n| Call | Result |\n|---|---|\n| Asia/Seoul | 21:40 |\n| America/New_York | 07:40 |\n\nDone."
    stage.begin()
    for start in range(0, len(source), size):
        stage.say(source[start : start + size])
        stage.frame()
    stage.end(source)
    grown = picture(stage)
    stage.clear()
    stage.answer(source)
    assert grown == picture(stage)


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


# --- what is shown ---------------------------------------------------------------------------------------------------


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
    documents = [piece.document for item in stage.view.canvas.layout.items for piece in item.pieces]
    formats = [shape for document in documents if document is not None for shape in document.allFormats()]
    assert formats
    assert not any(shape.isImageFormat() for shape in formats)
    assert not [name for name in opened if "secret" in name or "passwd" in name]


def test_an_icon_of_the_theme_stands_before_the_words_of_an_image(stage: Stage) -> None:
    stage.answer("![a river](https://example.org/a.png)")
    image = stage.view.grab().toImage()
    ratio, canvas = image.devicePixelRatio(), stage.view.canvas
    item = canvas.layout.items[-1]
    piece = next(piece for piece in item.pieces if isinstance(piece, ProsePiece))
    line, em = canvas.piece_rect(len(canvas.layout.items) - 1, piece), round(canvas.styles.em)
    y, left = line.top() - stage.view.verticalScrollBar().value(), line.left()
    seen = {
        image.pixelColor(round((left + dx) * ratio), round((y + dy) * ratio)).name()
        for dx in range(em)
        for dy in range(round(canvas.styles.line))
    }
    assert stage.view.canvas.styles.colors.accent.lower() in seen
    assert piece.copied(0, piece.length()) == "🖼 a river (https://example.org/a.png)"


def test_a_definition_behind_its_use_draws_the_link_after_all(stage: Stage) -> None:
    stage.begin()
    stage.say("See [the page][1] now.\n\nMore.\n\n")
    stage.frame()
    stage.say("[1]: https://example.org\n\nEnd.\n\n")
    stage.end("")
    assert any("See the page now." in text for _, text, _ in picture(stage))


# --- the cursor, clocks, bursts --------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("line", ["| --- | --- |", "| --- | ---: |"])
def test_the_cursor_stands_behind_what_came_last_in_a_table(stage: Stage, line: str) -> None:
    stage.begin()
    stage.say(f"| one | two |\n{line}\n| first | 한")
    stage.frame()
    canvas = stage.view.canvas
    piece = canvas.layout.items[-1].live_piece()
    assert isinstance(piece, TablePiece)
    assert piece.document is not None
    places = [canvas.cursor_rect]
    for more in ("국어", "로 |\n| 둘", "째 "):
        stage.say(more)
        stage.frame()
        places.append(canvas.cursor_rect)
    assert places[1].top() == places[0].top()
    assert places[2].top() == places[3].top() > places[1].top()
    assert places[2].left() < places[0].left() - 20
    if "---:" not in line:
        assert places[1].left() > places[0].left() + 20
    assert places[3].left() > places[2].left()


def test_the_cursor_stays_at_the_end_of_the_text_when_the_window_gets_another_width(stage: Stage) -> None:
    stage.begin()
    stage.say("Some words that take more than one line where there is little room for them. " * 2)
    stage.frame()
    canvas, before = stage.view.canvas, stage.view.canvas.cursor_rect
    stage.view.resize(stage.view.width() // 2, stage.view.height())
    assert canvas.cursor_rect.top() > before.top()
    assert canvas.move_cursor(stage.view.model).isEmpty()  # it stands where the text as it is now ends


def test_a_blink_repaints_the_cursor_and_nothing_else(stage: Stage) -> None:
    stage.begin()
    stage.say(paragraphs(10))
    stage.frame()
    stage.settle()
    canvas = stage.view.canvas
    canvas.painted = 0
    stage.view.blink.tick()
    stage.settle()
    assert 0 < canvas.painted < 900 * 60  # the cursor and the header's line
    assert canvas.cursor_on is False


def test_reduced_motion_keeps_the_cursor_steady(stage: Stage) -> None:
    stage.view._theme.set_reduced_motion(True)
    stage.begin()
    stage.say("words")
    stage.frame()
    for _ in range(3):
        stage.view.blink.tick()
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


def test_a_view_that_is_gone_is_not_asked_to_build(stage: Stage) -> None:
    clock = FrameClock()
    view = TranscriptView(Theme(stage.view), clock)
    view.resize(400, 300)
    view.set_model(stage.model)
    stage.answer(paragraphs(60))
    view.show()
    view.close()
    delete(view)
    clock.beat()  # what fails in it fails the test


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
