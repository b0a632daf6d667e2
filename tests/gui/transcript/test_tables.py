"""Tables that grow: they end as if they had been there at once, and only what is new is written and painted."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.markdown.blocks import Block, BlockKind
from gui.transcript.blocks.grid import ROWS, Grid
from gui.transcript.blocks.table import TablePiece
from tests.gui.transcript.stage import Stage, picture, pieces

CELLS = (
    "one",
    "`some code`",
    "**bold words**",
    "a longer cell that wraps somewhere",
    "가나다 라마바",
    "",
    r"a \| b",
    "$x^2$",
)
HEAD = "| name | value | note |\n|---|:-:|--:|\n"
TABLES = st.lists(st.tuples(*(st.sampled_from(CELLS),) * 3), min_size=1, max_size=30).map(
    lambda rows: HEAD + "".join(f"| {a} | {b} | {c} |\n" for a, b, c in rows)
)


def table(text: str) -> Block:
    return Block(BlockKind.TABLE, text)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, st.sampled_from(["", "\nAnd words.\n"]), st.data())
def test_a_table_that_grew_is_the_table_that_was_there(
    stage: Stage, text: str, after: str, data: st.DataObject
) -> None:
    stage.clear()
    stage.answer(text + after)
    whole = picture(stage)
    stage.clear()
    stage.begin()
    at, source = 0, text + after
    while at < len(source):
        end = at + data.draw(st.integers(1, 60))
        stage.say(source[at:end])
        stage.frame()
        at = end
    stage.end(source)
    assert picture(stage)[1:] == whole[1:]


def test_no_column_becomes_narrower_while_it_grows(stage: Stage) -> None:
    text = HEAD + "| a | `" + "word " * 12 + "` | c |\n| b | **" + "words " * 10 + "** | d |\n"
    grid = Grid(stage.view.canvas.styles, table(HEAD), {}, growing=True)
    before = grid.widths(2000)
    for end in range(len(HEAD), len(text)):
        grid.update(table(text[:end]), {}, growing=True)
        now = grid.widths(2000)
        assert all(new >= old for new, old in zip(now, before, strict=True))
        before = now
    grid.update(table(text), {})
    assert grid.widths(2000) == Grid(stage.view.canvas.styles, table(text), {}).widths(2000)


def test_only_rows_that_are_new_are_painted_again(stage: Stage) -> None:
    text = HEAD + "| a | b | c |\n" * 4
    styles = stage.view.canvas.styles
    grid = Grid(styles, table(text), {}, growing=True)
    piece = TablePiece(styles, grid, 0)
    piece.build(600)
    before = piece.height
    grid.update(table(text + "| d"), {}, growing=True)
    assert piece.update()
    assert before - styles.line < piece.changed_from < piece.height


def test_wider_columns_leave_far_parts_alone(stage: Stage) -> None:
    stage.begin()
    stage.say(HEAD + "| a | b | c |\n" * (40 * ROWS))
    stage.frame()
    stage.settle()
    parts = [piece for piece in stage.view.canvas.layout.items[0].pieces if isinstance(piece, TablePiece)]
    far = [piece for piece in parts if piece.document is None]
    heights = [piece.height for piece in far]
    assert len(far) > 20
    stage.say("| a | much wider than what was there before | c |\n")
    stage.frame()
    assert [piece.height for piece in far] == heights
    assert all(piece.document is None for piece in far)
    near = [piece for piece in pieces(stage) if isinstance(piece, TablePiece)]
    assert len({tuple(piece.grid.widths(piece.width)) for piece in near}) == 1
    stage.end("")
