"""Long code is several pieces: each laid out where it is seen, coloured like the whole, copied as one."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QGuiApplication

from core.markdown.blocks import Block, BlockKind
from gui.theme.tokens import LIGHT
from gui.transcript.anchors import TextPlace, show_text
from gui.transcript.blocks.code import COPY_CODE, WRAP_CODE, CodePiece
from gui.transcript.blocks.listing import LINES, Listing
from gui.transcript.highlight import Highlighter
from gui.transcript.lexers import load
from gui.transcript.mouse import activate
from gui.transcript.selection import Place, selected_markdown
from gui.transcript.units import units
from tests.gui.transcript.find_stage import FindStage
from tests.gui.transcript.stage import Stage, picture, pieces

CODE = "".join(f'def f{n}(x):\n    """Say\n    {n}."""\n    return [x, {n}, "a"]  # done\n\n' for n in range(70))
FENCED = f"```python\n{CODE}```\n"


def code_pieces(stage: Stage) -> list[CodePiece]:
    return [piece for piece in pieces(stage) if isinstance(piece, CodePiece)]


def colors(stage: Stage) -> list[tuple[str, str]]:
    """The coloured words of all code, in order."""
    found = []
    for piece in code_pieces(stage):
        document = piece.document
        block = document.begin() if document is not None else None
        while block is not None and block.isValid():
            for run in block.layout().formats():
                words = block.text()[run.start : run.start + run.length]
                found.append((words, QColor(run.format.foreground().color()).name()))
            block = block.next()
    return found


def refined(stage: Stage) -> None:
    """Let all the work be done that was left for later."""
    for _ in range(1000):
        if not stage.view.canvas.layout.unfinished():
            return
        stage.view.canvas.refine()
    raise AssertionError("it never ends")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([FENCED, "- item\n\n" + "  ".join(["  ", *FENCED.splitlines(keepends=True)])]), st.data())
def test_code_that_grew_is_the_code_that_was_there(stage: Stage, text: str, data: st.DataObject) -> None:
    load("python")
    stage.clear()
    stage.answer(text)
    whole, cards = picture(stage), len(code_pieces(stage))
    assert cards == -(-CODE.count("\n") // LINES)
    refined(stage)
    colored = colors(stage)
    stage.clear()
    stage.begin()
    at = 0
    while at < len(text):
        end = at + data.draw(st.integers(50, 3000))
        stage.say(text[at:end])
        stage.frame()
        at = end
    stage.end(text)
    assert picture(stage)[1:] == whole[1:]
    refined(stage)
    assert colors(stage) == colored


def test_open_code_comes_to_rest_wherever_it_pauses(stage: Stage) -> None:
    load("python")
    stage.begin()
    stage.say("```python\n" + "x = 1\n" * (2 * LINES - 3))
    for _ in range(10):  # across the border of two parts
        stage.say("y = 2\n")
        stage.frame()
        refined(stage)
        assert {words for words, _ in colors(stage)} == {"1", "2"}
    stage.end("")


def test_its_colours_are_those_of_the_whole(stage: Stage) -> None:
    load("python")
    stage.answer(FENCED)
    pieces(stage)
    refined(stage)
    highlighter, spans, stop = Highlighter("python", LIGHT), [], 0
    code = CODE.removesuffix("\n")
    while stop < len(code):
        _, stop, more = highlighter.run(code, final=True)
        spans += more
    words = [line for begin, end, _ in spans for line in code[begin:end].split("\n") if line]
    assert [shown for shown, _ in colors(stage)] == words


def test_only_what_is_near_has_a_document(stage: Stage) -> None:
    stage.answer("```\n" + "line\n" * (60 * LINES) + "```\n")
    built = [piece for piece in stage.view.canvas.layout.items[0].pieces if piece.document is not None]
    assert 0 < len(built) < 12


def test_the_parts_make_one_ground(stage: Stage) -> None:
    stage.answer(FENCED)
    parts = code_pieces(stage)
    stage.view.canvas.layout.items[0].place()
    for above, below in itertools.pairwise(parts):
        assert below.y == above.y + above.height
    assert [bool(piece.spots()) for piece in parts] == [True, *(False for _ in parts[1:])]


def test_copying_takes_all_of_it(stage: Stage) -> None:
    stage.answer(FENCED)
    first = code_pieces(stage)[0]
    spot = next(spot for spot in first.spots() if spot.action == COPY_CODE)
    activate(stage.view, first, spot)
    assert QGuiApplication.clipboard().text() == CODE.removesuffix("\n")


def test_a_selection_over_parts_is_exact(stage: Stage) -> None:
    stage.answer("Before.\n\n" + FENCED + "\nAfter.")
    canvas, parts = stage.view.canvas, code_pieces(stage)
    number = len(parts)
    canvas.selection.set(Place(0, 1, 1, 4), Place(0, 1, number, 3))
    lines = CODE.split("\n")
    begin = len("\n".join(lines[: (number - 1) * LINES])) + 1
    assert stage.view.selectedText() == CODE[4 : begin + 3]
    assert selected_markdown(canvas.selection, canvas.layout) == CODE[4 : begin + 3]
    canvas.selection.set(Place(0, 1, 0, 0), Place(0, 1, number + 1, 3))
    assert selected_markdown(canvas.selection, canvas.layout) == "Before.\n\n" + FENCED + "\nAft"


def test_what_is_found_stands_in_its_part(finding: FindStage) -> None:
    finding.stage.answer(FENCED)
    assert finding.look_for("f69(") == 1
    last = len(code_pieces(finding.stage)) - 1
    assert (finding.current.block, finding.current.piece) == (1, last)
    assert finding.words() == "f69("
    finding.look_for("return")
    assert finding.counted() == {key: number for key, number in finding.painted().items() if number}


def test_a_place_in_the_source_leads_to_its_part(stage: Stage) -> None:
    text = "Before.\n\n" + FENCED
    stage.answer(text)
    offset = text.index("def f65(")
    message = stage.model.items[0].blocks[1].message_id
    assert show_text(stage.view, TextPlace(message, 0, offset, len("def f65(")))
    assert stage.view.selectedText() == "def f65("


def test_lines_wrap_in_all_parts(stage: Stage) -> None:
    text = "```\n" + ("word " * 60 + "\n") * (2 * LINES) + "```\n"
    stage.answer(text)
    parts = code_pieces(stage)
    heights = [piece.height for piece in parts]
    stage.view.unfold(0, parts[0])
    assert any(spot.action == WRAP_CODE for spot in parts[0].spots())
    assert all(piece.height > before * 1.5 for piece, before in zip(code_pieces(stage), heights, strict=True))


def test_parts_depend_on_the_text_alone(stage: Stage) -> None:
    block = Block(BlockKind.CODE, FENCED, CODE, "python")
    listing = Listing(stage.view.canvas.styles, Block(BlockKind.CODE, "```python\n", "", "python", open=True))
    for end in range(0, len(CODE), 177):
        listing.update(Block(BlockKind.CODE, FENCED[: 10 + end], CODE[:end], "python", open=True))
        assert listing.count == len(list(units([listing.block], 0)))
    listing.update(block)
    assert "\n".join(map(listing.part, range(listing.count))) == CODE.removesuffix("\n")


def test_code_far_away_is_copied_as_it_is_near(stage: Stage) -> None:
    hidden = CODE.replace("def f3(", "def f3\u202e(")
    for code in (CODE, hidden):
        stage.clear()
        stage.answer(f"Words.\n\n```python\n{code}```\n\nEnd.")
        far = [piece for piece in stage.view.canvas.layout.items[-1].pieces if not piece.built]
        assert any(isinstance(piece, CodePiece) for piece in far)
        stage.view.canvas.select_all()
        copied = stage.view.selectedText()
        assert [piece for piece in stage.view.canvas.layout.items[-1].pieces if not piece.built] == far
        assert f"Words.\n\n{CODE[:-1]}\n\nEnd." in copied
        near = code_pieces(stage)  # lays all of it out
        assert stage.view.selectedText() == copied
        at = near[0].copied(0, near[0].length()).index("f3")
        shift = 8 if code == hidden else 0  # the mark
        assert near[0].copied(at, at + shift + 4) == "f3(x"
