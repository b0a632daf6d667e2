"""Long lists and quotes that grow are written on from where they stood, and end as if they had been there at once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from core.markdown.blocks import Block, BlockKind, ListItem
from core.markdown.growing import LONG
from core.markdown.parser import mentions
from gui.transcript.blocks.prose import ProsePiece
from gui.transcript.styles import CHIPS, GROUND, MARKER, QUOTE, RULE
from gui.transcript.units import Excerpt
from tests.gui.transcript.stage import Stage, pieces

LINES = (
    "- item with **bold** words\n",
    "  - deeper `code`\n",
    "    1. numbered\n",
    "    2. and on\n",
    "  words of the item\n",
    "\n",
    "  > quoted in it\n",
    "  a line\\\n  and another\n",
    "  | a | b |\n  |---|---|\n  | c | d |\n",
    "      indented\n",
    "  ---\n",
    "  ## heading\n",
    "- [ ] task\n",
)
NESTS = st.lists(st.sampled_from(LINES), min_size=40, max_size=60).map("".join)
FORM = (MARKER, QUOTE, RULE, GROUND, CHIPS)


def form(document: QTextDocument) -> list[tuple[object, ...]]:
    """Every paragraph: its words, where it stands, and what is drawn around it."""
    found: list[tuple[object, ...]] = []
    block = document.begin()
    while block.isValid():
        shape, rect = block.blockFormat(), document.documentLayout().blockBoundingRect(block)
        drawn = tuple(str(shape.property(name)) for name in FORM)
        found.append((block.text(), round(rect.top(), 1), round(rect.left(), 1), shape.topMargin(), drawn))
        block = block.next()
    return found


def one(text: str, place: ListItem | None) -> tuple[Excerpt, ...]:
    return (Excerpt(Block(BlockKind.PROSE, text, item=place)),)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NESTS, st.sampled_from(["- top\n", "> top\n>\n"]), st.data())
def test_what_grew_is_what_was_there(stage: Stage, text: str, head: str, data: st.DataObject) -> None:
    mark = "> " if head[0] == ">" else "  "
    source = head + "".join(f"{mark}{line}" for line in text.splitlines(keepends=True))
    place, styles = (
        (ListItem(ordered=False, number=0, first=True) if head[0] == "-" else None),
        stage.view.canvas.styles,
    )
    end = data.draw(st.integers(1, len(source)))
    piece = ProsePiece(styles, one(source[:end], place), {})
    piece.build(500)
    while end < len(source):
        end = min(len(source), end + data.draw(st.integers(30, 400)))
        piece.update(one(source[:end], place), {})
    whole = ProsePiece(styles, one(source, place), {})
    whole.build(500)
    assert piece.document is not None
    assert whole.document is not None
    assert form(piece.document) == form(whole.document)
    assert piece.height == whole.height
    assert piece.copied(0, piece.length()) == whole.copied(0, whole.length())


def test_only_the_end_of_a_long_list_is_written_again(stage: Stage) -> None:
    text = "- top\n" + "".join(f"  - item {n} with **words** and `code`\n" for n in range(80))
    assert len(text) > LONG
    place = ListItem(ordered=False, number=0, first=True)
    piece = ProsePiece(stage.view.canvas.styles, one(text, place), {})
    piece.build(600)
    before = piece.height
    piece.update(one(text + "  - the next one\n", place), {})
    assert piece.changed_from > before - 3 * stage.view.canvas.styles.line
    assert piece.height > before


def test_a_definition_is_told_to_who_mentions_it_alone(stage: Stage) -> None:
    assert mentions("See [ the  Word ] here", ["THE WORD"])
    assert mentions("Said[^1] so", ["footnote:1"])
    assert mentions("> > [the\n> > word]", ["THE WORD"])
    assert not mentions("See [other] here", ["THE WORD"])
    stage.begin()
    stage.say("See [one][a] and [two][b].\n\n```\nx\n```\n\nNo [brackets] of these.\n\n```\ny\n```\n\n")
    stage.frame()
    first, second = (piece for piece in pieces(stage) if isinstance(piece, ProsePiece))
    assert first.document is not None
    assert second.document is not None
    revisions = first.document.revision(), second.document.revision()
    stage.say("[b]: https://example.org/b\n\nAnd on.\n\nEnd.\n\nMore")
    stage.frame()
    assert first.document.revision() > revisions[0]
    assert second.document.revision() == revisions[1]
    assert first.document.toPlainText() == "See [one][a] and two."
    stage.end("")


def test_a_rule_stays_while_the_words_below_it_grow(stage: Stage) -> None:
    stage.begin()
    for part in ("Above.\n\n---\n\n", "Gro", "wing ", "words."):
        stage.say(part)
        stage.frame()
    document = pieces(stage)[-1].document
    assert document is not None
    assert document.findBlockByNumber(1).blockFormat().hasProperty(RULE)
    stage.end("")
