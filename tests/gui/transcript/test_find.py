"""Finding in the whole conversation: what is found, where the reader is led, and the bar."""

from __future__ import annotations

from unicodedata import normalize

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from core.markdown.blocks import Block, BlockKind
from core.markdown.parser import parse_blocks
from core.messages import AttachmentPart, Role
from gui.transcript.blocks.attachment import AttachedPiece
from gui.transcript.blocks.folded import FoldedPiece
from gui.transcript.content import (
    Attached,
    Content,
    ErrorStrip,
    GrowingText,
    Item,
    Prose,
    Reasoning,
    Refusal,
    ToolCard,
    UserText,
)
from gui.transcript.content import (
    Block as MessageBlock,
)
from gui.transcript.find.texts import unit_text
from gui.transcript.plain import inline_text
from gui.transcript.units import units
from tests.gui.transcript.find_stage import FindStage
from tests.gui.transcript.stage import TOUR, paragraphs


def grown(text: str) -> GrowingText:
    return GrowingText(text, finished=True)


def item(name: str, *contents: Content, role: Role = Role.ASSISTANT) -> Item:
    return Item(name, role, [MessageBlock(name, content) for content in contents])


EVERYTHING = [
    item("u", UserText("The river asks"), role=Role.USER),
    item(
        "a",
        Reasoning(grown("thinking of a river")),
        ToolCard("c", "river_level", grown('{"river": "Han"}'), result="the river is high\nand river-like"),
        Prose(
            grown("A **ri**ver, a [river](https://example.org/river), `river`.\n\n```sh\nriver --help # river\n```\n")
        ),
        Refusal(grown("No river today")),
        ErrorStrip("The river is closed"),
    ),
]


def test_all_that_a_reader_sees_is_found(finding: FindStage) -> None:
    finding.stage.model.set_items(EVERYTHING)
    assert finding.look_for("river") == 1 + 1 + 1 + 1 + 2 + 3 + 2 + 1 + 1
    assert finding.counted() == finding.painted()


def test_marks_of_markdown_are_not_found(finding: FindStage) -> None:
    finding.stage.answer(TOUR)
    for words in ("**", "[ref]", "```", "|--", "example.net"):
        assert finding.look_for(words) == 0, words
    assert finding.look_for("deep") == 1
    assert finding.look_for("“네.”라고") == 1


def test_hangul_is_found_composed_and_decomposed(finding: FindStage) -> None:
    finding.stage.user(normalize("NFD", "한국어를 배워요"))
    finding.stage.answer("대**한국**어와 한국\n\n```\n한국\n```\n")
    assert finding.look_for("한국") == 4
    assert finding.look_for(normalize("NFD", "한국")) == 4
    assert finding.look_for("국") == 4
    assert finding.counted() == finding.painted()


def test_letters_beyond_the_first_plane_do_not_shift_what_is_painted(finding: FindStage) -> None:
    finding.stage.answer("👩‍👩‍👧 and 𝔉 before word\n\n| 😀 | word |\n|---|---|\n| a | 𝔉word |\n\n```\n😀😀 word\n```\n")
    assert finding.look_for("word") == 4
    for _ in range(4):
        assert finding.words() == "word"
        finding.find.step(1)


def test_steps_go_round_in_reading_order_and_back(finding: FindStage) -> None:
    for number in range(5):
        finding.stage.user(f"question {number}")
        finding.stage.answer("an answer\n\nwith a question and a question\n")
    assert finding.look_for("question") == 15
    ranks = []
    for _ in range(16):
        finding.find.step(1)
        ranks.append(finding.finder.rank)
    assert ranks[-1] == ranks[0]
    assert sorted(ranks[:15]) == list(range(1, 16))
    for rank in reversed(ranks[:-1]):
        finding.find.step(-1)
        assert finding.finder.rank == rank


def test_the_first_hit_at_or_behind_the_viewport_is_chosen(finding: FindStage) -> None:
    for number in range(60):
        finding.stage.user(f"number {number} needle")
        finding.stage.answer(paragraphs(3))
    bar = finding.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = bar.value()
    finding.look_for("needle")
    canvas = finding.view.canvas
    assert canvas.layout.tops[finding.current.item] + finding.piece().y + finding.piece().height >= top
    before = [hit for hit in finding.counted() if hit[0] < finding.current.item]
    assert canvas.layout.tops[before[-1][0]] < top


def test_a_hit_is_led_into_the_middle_third(finding: FindStage) -> None:
    for number in range(40):
        finding.stage.user(f"number {number}")
        finding.stage.answer(paragraphs(6) + ("a **need**le in it\n\n" if number % 7 == 3 else "") + paragraphs(6))
    finding.view.verticalScrollBar().setValue(0)
    finding.look_for("needle")
    height = finding.view.viewport().height()
    for _ in range(7):
        assert height / 3 <= finding.rect().center().y() <= height * 2 / 3
        assert finding.words() == "needle"
        finding.find.step(1)
    for _ in range(7):
        finding.find.step(-1)
        assert height / 3 <= finding.rect().center().y() <= height * 2 / 3


def test_a_folded_card_opens_for_its_hit(finding: FindStage) -> None:
    finding.stage.model.set_items(EVERYTHING)
    finding.look_for("thinking")
    piece = finding.piece()
    assert isinstance(piece, FoldedPiece)
    assert piece.is_open
    finding.look_for("river_level")  # its name is seen while it is closed
    piece = finding.piece()
    assert isinstance(piece, FoldedPiece)
    assert not piece.is_open
    finding.look_for("is high")
    assert finding.piece() is piece
    assert piece.is_open
    assert finding.words() == "is high"


def test_names_of_attached_files_are_found_and_framed(finding: FindStage) -> None:
    files = tuple(
        AttachmentPart(name, "text/plain", "0" * 64, 9) for name in ("notes.txt", "plan.txt", "more notes.md")
    )
    words = Item("q", Role.USER, [MessageBlock("q", Attached(files)), MessageBlock("q", UserText("See my notes"))])
    finding.stage.model.set_items([words])
    assert finding.look_for("notes") == 3
    before = finding.view.viewport().grab().toImage()
    finding.find.step(1)
    assert isinstance(finding.piece(), AttachedPiece)
    assert finding.view.viewport().grab().toImage() != before
    assert finding.look_for("nothing like this") == 0


def test_wide_code_scrolls_sideways_to_its_hit(finding: FindStage) -> None:
    finding.stage.answer("```\n" + "x" * 600 + "needle" + "y" * 600 + "\n```\n")
    finding.look_for("needle")
    left = finding.view.canvas.left
    assert left < finding.rect().left() < finding.rect().right() < left + finding.view.canvas.layout.width


def test_the_current_hit_survives_streaming(finding: FindStage) -> None:
    finding.stage.user("a question")
    finding.stage.begin()
    finding.stage.say("First needle. Second needle.\n\n")
    finding.stage.frame()
    finding.look_for("needle")
    finding.find.step(1)
    chosen, rank = finding.current, finding.finder.rank
    for number in range(30):
        finding.stage.say(f"Another **need**le {number}.\n\n" if number % 2 else "```\nneedle\n```\n")
        finding.stage.frame()
    finding.settle()
    assert finding.finder.total == 32
    assert finding.current == chosen
    assert finding.finder.rank == rank
    assert finding.words() == "needle"
    finding.stage.end("")
    finding.stage.user("one more needle")
    finding.settle()
    assert finding.finder.total == 33
    assert finding.counted() == finding.painted()


def test_other_words_are_found_in_what_was_read_before(finding: FindStage) -> None:
    twice = "\n  ```\n  river one\n  ```\n"
    finding.stage.model.set_items([item("a", Prose(grown(f"- one river\n{twice}{twice}\n\nA **river**, one")))])
    for words in ("r", "river", "one", "e", "river one", "R", "nothing", "er"):
        finding.look_for(words)
        assert finding.counted() == finding.painted(), words


def test_another_conversation_is_searched_for_the_same_words(finding: FindStage) -> None:
    finding.stage.answer("needle needle")
    assert finding.look_for("needle") == 2
    finding.stage.clear()
    finding.find.conversation_changed()
    finding.settle()
    assert finding.find.parts.bar.count.text() == "No results"
    finding.stage.answer("one needle")
    finding.settle()
    assert finding.finder.total == 1


WORDS = [
    "river",
    "한국어",
    "de\u0301ja\u0300",
    "x",
    "👩‍👩‍👧",
    "\u202e",
    "&amp;",
    "\\*",
    "a_b_c",
    "[x]",
    "~~no~~",
    "<b>",
]
INLINE = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(["**river**", "ri*ver*", "[ri](https://e.org)ver", "`river`", "![river](a.png)", "river  \n"]),
        st.sampled_from(["www.river.org", "<https://river.org>", "**한국**어", "$x_river$", "[^1]", "\\(river\\)"]),
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
BLOCKS = st.one_of(
    INLINE,
    INLINE.map("# {}".format),
    INLINE.map("> {}".format),
    st.lists(INLINE, min_size=1, max_size=4).map(lambda rows: "\n".join(f"- [x] {row}" for row in rows)),
    st.lists(INLINE, min_size=1, max_size=4).map(lambda rows: "\n".join(f"1. {row}\n   - {row}" for row in rows)),
    INLINE.map("- {}\n\n  ```sh\n  river x\n  ```\n  more river".format),
    INLINE.map("```py\n{}\nriver\n```".format),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(
        lambda cells: "| river | b |\n|---|--:|\n" + "\n".join(f"| **{cell}** | x{cell} |" for cell in cells)
    ),
    st.just("---"),
    st.just("[ref]: https://example.org/river\n\nSee [river][ref]."),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCKS, min_size=1, max_size=12), st.sampled_from(["river", "한국", "x", "ver", "U+202E", "a", "&"]))
def test_what_is_counted_is_what_is_painted(finding: FindStage, blocks: list[str], words: str) -> None:
    finding.stage.model.set_items([item("a", Prose(grown("\n\n".join(blocks))))])
    finding.look_for(words)
    assert finding.counted() == finding.painted()


def test_ten_thousand_messages_are_searched_in_short_steps(finding: FindStage) -> None:
    text = "Some *plain* words of a message that nobody reads again. " * 8
    finding.stage.model.set_items(
        [item(f"m{number}", Prose(grown(text + ("needle" if number % 100 == 50 else "")))) for number in range(10_000)]
    )
    finding.find.open()
    finding.find.parts.bar.field.setText("needle")
    assert finding.finder.searching  # nothing waited for it
    assert finding.find.parts.bar.count.text() == "Searching…"
    finding.settle()
    assert finding.finder.total == 100
    finding.find.parts.bar.field.setText("reads again")
    QApplication.processEvents()
    finding.find.parts.bar.field.setText("needle")  # the first search is given up
    finding.settle()
    assert finding.finder.total == 100


PLAIN = st.text(st.sampled_from("aZ한9 .,;?!'\"()\n"), min_size=1, max_size=40).map("A{}".format)


@settings(deadline=None)
@given(st.one_of(PLAIN, st.sampled_from(['He said "no" (c) ... www.e.org, e.org.', "A\n1. b", "a.b@c.org"])))
def test_a_paragraph_without_marks_reads_as_it_is_written(source: str) -> None:
    blocks = (Block(BlockKind.PROSE, source),)
    for unit in units(blocks, 0):
        lines = [inline_text(token) for token in parse_blocks(source, {}) if token.type == "inline"]
        assert unit_text(unit, {}) == "\n".join(lines)
