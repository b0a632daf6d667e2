"""Long paragraphs are cut where lines end: they look, read and copy like whole ones, and cost what their end costs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextCursor, QTextDocument

from core.markdown.blocks import Block, BlockKind
from core.markdown.growing import only_inline
from core.markdown.parser import parse_blocks
from gui.transcript.blocks.piece import copied_text, new_document
from gui.transcript.blocks.prose import ProsePiece
from gui.transcript.decor import chip_spans
from gui.transcript.find.pattern import Pattern
from gui.transcript.find.places import document_spans
from gui.transcript.inline import InlineWriter
from gui.transcript.seams import PART, REST, continues, paragraph, plain_text
from gui.transcript.selection import Place
from gui.transcript.styles import CHIPS, Styles
from gui.transcript.units import Excerpt
from tests.gui.transcript.find_stage import FindStage
from tests.gui.transcript.stage import Stage, mouse, pieces, place_of

WORDS = (
    "plain words ",
    "그는 **“네.”**라고 했다. ",
    "**bold and *both* of them** ",
    "`code` and `more of it` ",
    "a1b2c3d4e5" * 30 + " ",
    "无空格的中文文本，" * 40,
    "[a link](https://example.org/x) ",
    "שלום עולם ",
    "a line\\\nand another ",
    "👩\u200d👩\u200d👧 flag 🇰🇷 ",
    "a\u202eb ",
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=30, max_size=90).map(lambda words: "Start " + "".join(words))
SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def excerpts(text: str) -> tuple[Excerpt, ...]:
    return (Excerpt(Block(BlockKind.PROSE, text)),)


def grown(styles: Styles, text: str, width: float, steps: list[int]) -> ProsePiece:
    """A paragraph that grew step by step, on the screen."""
    piece = ProsePiece(styles, excerpts(text[: steps[0]]), {})
    piece.build(width)
    for end in [*steps[1:], len(text)]:
        piece.update(excerpts(text[:end]), {})
    return piece


def whole(styles: Styles, text: str, width: float) -> QTextDocument:
    """The same in one block."""
    document = new_document()
    document.setDefaultFont(styles.body)
    document.setTextWidth(width)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(styles.block_format(styles.line))
    inline = only_inline(parse_blocks(text, {}))
    assert inline is not None
    InlineWriter(styles, cursor).write(inline.children or [], styles.text_format())
    return document


def lines(document: QTextDocument) -> list[tuple[str, float]]:
    """What stands on each line, and how far down it is."""
    found = []
    block = document.begin()
    while block.isValid():
        top = document.documentLayout().blockBoundingRect(block).top()
        units = block.text().encode("utf-16-le", "surrogatepass")
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            start, end = line.textStart(), line.textStart() + line.textLength()
            text = units[2 * start : 2 * end].decode("utf-16-le", "replace").rstrip(" \u2028")
            found.append((text, round(top + line.y(), 2)))
        block = block.next()
    return found


def chips(document: QTextDocument) -> str:
    """The letters that stand on a ground of code."""
    found = []
    block = document.begin()
    while block.isValid():
        if block.blockFormat().hasProperty(CHIPS):
            for start, length in chip_spans(block.blockFormat()):
                found.append(copied_text(document, block.position() + start, block.position() + start + length))
        block = block.next()
    return "".join(found).replace("\n", "")


def seams(document: QTextDocument) -> int:
    block, count = document.begin(), 0
    while block.isValid():
        count += continues(block)
        block = block.next()
    return count


@SOME
@given(TEXTS, st.integers(150, 900), st.data())
def test_it_looks_and_copies_like_a_whole_one(stage: Stage, text: str, width: int, data: st.DataObject) -> None:
    styles, end = stage.view.canvas.styles, 0
    steps = []
    while end < len(text):
        end += data.draw(st.integers(20, 900))
        steps.append(min(end, len(text)))
    piece = grown(styles, text, width, steps)
    plain, document = whole(styles, text, width), piece.document
    assert document is not None
    assert lines(document) == lines(plain)
    assert piece.height == round(plain.size().height())
    assert piece.copied(0, piece.length()) == copied_text(plain, 0, plain.characterCount() - 1).strip("\n")
    assert chips(document) == chips(plain)
    for words in ("a1b2c3d4e5a1", "words", "있다", "中文文本", "하였다"):
        assert len(document_spans(document, Pattern(words))) == len(document_spans(plain, Pattern(words)))
    piece.release()
    piece.build(width)
    assert piece.document is not None
    assert lines(piece.document) == lines(plain)


def test_blocks_stay_short(stage: Stage) -> None:
    text = "Some words that **go** on and `on`. " * 1000
    piece = grown(stage.view.canvas.styles, text, 600, list(range(60, len(text), 400)))
    document = piece.document
    assert document is not None
    assert seams(document) > 10
    block = document.begin()
    while block.isValid():
        assert block.length() <= PART + 2 * REST
        block = block.next()


def test_where_it_is_cut_depends_on_the_text_alone(stage: Stage) -> None:
    text = "a1b2c3d4e5" * 800
    piece = grown(stage.view.canvas.styles, text, 500, list(range(30, len(text), 64)))
    before = piece.length()
    assert piece.document is not None
    assert seams(piece.document) > 3
    piece.release()
    piece.build(500)
    assert piece.length() == before


def test_another_width_cuts_it_anew(stage: Stage) -> None:
    styles, text = stage.view.canvas.styles, "Some words that go on and on, and wrap here or there. " * 200
    piece = grown(styles, text, 600, [1000, 3000, 7000])
    piece.build(431)
    assert piece.document is not None
    assert lines(piece.document) == lines(whole(styles, text, 431))


def test_with_blanks_every_letter_keeps_its_position(stage: Stage) -> None:
    text = "Some words that go on and on, and wrap here or there. " * 200
    piece = grown(stage.view.canvas.styles, text, 600, [1000, 3000, 7000])
    assert piece.document is not None
    assert plain_text(piece.document) == text.strip()


@pytest.mark.parametrize("word", ["a1b2c3d4e5", "그는 했다고 말한다. "])
def test_a_selection_stays_at_its_letters_while_text_streams(stage: Stage, word: str) -> None:
    stage.begin()
    stage.say(word * 30)
    stage.frame()
    selection, text = stage.view.canvas.selection, word * 30
    selection.set(Place(0, 1, 0, 12), Place(0, 1, 0, len(text.strip())))
    for _ in range(60):
        before = stage.view.selectedText()
        stage.say(word * 10)
        stage.frame()
        assert stage.view.selectedText() == before
        text += word * 10
        end = pieces(stage)[-1].length()
        selection.set(Place(0, 1, 0, 12), Place(0, 1, 0, end))
    assert stage.view.selectedText() == text.strip()[12:]


def test_a_triple_click_takes_the_whole_paragraph(stage: Stage) -> None:
    text = "Some words that go on and on, and wrap here or there. " * 100
    stage.answer("First.\n\n" + text + "the end")
    stage.view.verticalScrollBar().setValue(200)
    point = place_of(stage, "the end")
    document = pieces(stage)[-1].document
    assert document is not None
    position = document.find("the end").position()
    assert paragraph(document, position) == (len("First.") + 1, document.characterCount() - 1)
    stage.view.verticalScrollBar().setValue(stage.view.verticalScrollBar().maximum())
    point = place_of(stage, "the end")
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick):
        mouse(stage.view, kind, point)
    mouse(stage.view, QEvent.Type.MouseButtonPress, point)
    assert stage.view.selectedText() == text + "the end"


def test_what_is_found_is_counted_and_marked_alike(finding: FindStage) -> None:
    text = "a1b2c3d4e5" * 1000 + " needle " + "words with a needle here " * 300
    finding.stage.answer(text)
    document = pieces(finding.stage)[-1].document
    assert document is not None
    assert seams(document) > 5
    for words, number in (("needle", 301), ("e5a1", 999), ("needle here words", 299)):
        assert len(document_spans(document, Pattern(words))) == number
