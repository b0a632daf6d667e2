"""Formulas in the transcript: made beside the frames, drawn in lines and as pieces, copied as their source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from pytestqt.qtbot import QtBot

from core.settings.schema import Appearance
from gui.theme.theme import Theme
from gui.transcript.blocks.piece import copied_text, new_document
from gui.transcript.decor import line_x
from gui.transcript.formulas import (
    KEPT,
    KEPT_BYTES,
    OBJECT_CHAR,
    OPTICAL,
    PENDING,
    Formula,
    Formulas,
    Kept,
    Pending,
)
from gui.transcript.insets import Arrived, insert_formula, take_formulas
from gui.transcript.styles import Styles
from tests.gui.transcript.ink import ink

WIDTH = 500.0


@pytest.fixture
def formulas(qtbot: QtBot) -> Iterator[Formulas]:
    made = Formulas()
    yield made
    made.close()


@pytest.fixture
def styles(formulas: Formulas) -> Styles:
    return styles_in(Appearance.LIGHT, formulas)


def styles_in(appearance: Appearance, formulas: Formulas | None) -> Styles:
    theme = Theme()
    theme.set_appearance(appearance)
    return Styles(theme, (lambda: formulas) if formulas is not None else None)


def get(formulas: Formulas, latex: str, color: str = "#112233") -> Formula | Pending | None:
    return formulas.get(latex, display=False, size_px=16, color=color)


def wait_for(qtbot: QtBot, formulas: Formulas, latex: str, *, display: bool = False) -> Formula | None:
    """The formula once it is made."""

    def asked() -> Formula | Pending | None:
        return formulas.get(latex, display=display, size_px=16, color="#112233")

    qtbot.waitUntil(lambda: asked() is not PENDING, timeout=20_000)
    found = asked()
    assert not isinstance(found, Pending)
    return found


# --- asking -----------------------------------------------------------------------------------------------------------


def test_a_formula_is_pending_until_ready_tells(qtbot: QtBot, formulas: Formulas) -> None:
    with qtbot.waitSignal(formulas.ready, timeout=20_000):
        assert get(formulas, "x^2") is PENDING
    found = get(formulas, "x^2")
    assert isinstance(found, Formula)
    assert found is get(formulas, "x^2")
    assert found.width > 8
    assert found.ascent > found.depth >= 0


def test_a_formula_that_cannot_be_drawn_is_none(qtbot: QtBot, formulas: Formulas) -> None:
    assert wait_for(qtbot, formulas, r"\frac{") is None
    assert get(formulas, r"\frac{") is None


def test_another_size_or_colour_needs_no_waiting(qtbot: QtBot, formulas: Formulas) -> None:
    small = wait_for(qtbot, formulas, "x^2")
    large = formulas.get("x^2", display=False, size_px=32, color="#ffffff")
    assert isinstance(small, Formula)
    assert isinstance(large, Formula)
    assert large.width == pytest.approx(2 * small.width)


def test_many_at_once_all_arrive(qtbot: QtBot, formulas: Formulas) -> None:
    asked = [f"x_{{{number}}}" for number in range(40)] + [r"\frac{"]
    for latex in asked:
        get(formulas, latex)
    qtbot.waitUntil(lambda: all(get(formulas, latex) is not PENDING for latex in asked), timeout=30_000)
    qtbot.waitUntil(lambda: not formulas.waiting)


def test_closing_ends_what_is_being_made(qtbot: QtBot, formulas: Formulas) -> None:
    cells = " & ".join(["a_{1}"] * 20)
    get(formulas, r"\begin{matrix}" + r"\\".join([cells] * 20) + r"\end{matrix}")
    formulas.close()
    qtbot.waitUntil(lambda: not formulas.waiting, timeout=5_000)
    assert get(formulas, "y") is PENDING


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, KEPT_BYTES // 40)), max_size=200))
def test_what_is_kept_is_bounded_and_the_newest_is_there(asked: list[tuple[int, int]]) -> None:
    kept: Kept[int, int] = Kept()
    sizes: dict[int, int] = {}
    for key, size in asked:
        kept.keep(key, key, size)
        sizes[key] = size
        assert kept.get(key) == key
        there = [size for known, size in sizes.items() if known in kept]
        assert len(there) == len(kept) <= KEPT
        assert sum(there) <= KEPT_BYTES or len(there) == 1


# --- in a line --------------------------------------------------------------------------------------------------------


def line(styles: Styles, *words: str) -> QTextDocument:
    """A paragraph; every second part is a formula."""
    document = new_document()
    document.setDefaultFont(styles.body)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(styles.block_format(styles.line))
    base = styles.text_format()
    for number, part in enumerate(words):
        if number % 2:
            insert_formula(cursor, part, f"${part}$", base, styles)
        else:
            cursor.insertText(part, base)
    document.setTextWidth(WIDTH)
    return document


def written(qtbot: QtBot, styles: Styles, *words: str) -> QTextDocument:
    """The same once its formulas are made."""
    line(styles, *words)
    formulas = styles.formulas
    assert formulas is not None
    qtbot.waitUntil(lambda: not formulas.waiting, timeout=20_000)
    return line(styles, *words)


def test_pictures_that_come_later_make_the_same_lines(qtbot: QtBot, styles: Styles) -> None:
    words = ("With ", r"\frac{a_1}{b_1}", " and ", "x^2", " in a line, ", r"\sum_{i=0}^{n} i", " and so on. ") * 3
    early = line(styles, *words)
    assert take_formulas(early, styles) is Arrived.NOTHING
    late = written(qtbot, styles, *words)
    assert early.size() != late.size()
    assert take_formulas(early, styles) is Arrived.ALL
    assert take_formulas(early, styles) is Arrived.NOTHING
    assert early.size() == late.size()
    assert early.toRawText() == late.toRawText()
    assert painted(early, styles, 1) == painted(late, styles, 1)


def test_a_formula_that_cannot_be_drawn_is_told(qtbot: QtBot, styles: Styles) -> None:
    early = line(styles, "With ", r"\nosuchthing{x}", " and ", "x")
    written(qtbot, styles, "With ", r"\nosuchthing{x}", " and ", "x")
    assert take_formulas(early, styles) is Arrived.REFUSED


def painted(document: QTextDocument, styles: Styles, scale: float) -> QImage:
    image = QImage(round(WIDTH * scale), round(120 * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(styles.colors.page))
    painter = QPainter(image)
    document.documentLayout().draw(painter, QAbstractTextDocumentLayout.PaintContext())
    painter.end()
    return image


def place_of(document: QTextDocument, char: int) -> QRectF:
    """Where a character stands, as high as its line; its baseline is the top and `ascent`."""
    block = document.findBlock(char)
    text = block.layout().lineForTextPosition(char - block.position())
    rect = document.documentLayout().blockBoundingRect(block)
    left, end = (line_x(text.cursorToX(char - block.position() + after)) for after in (0, 1))
    return QRectF(rect.left() + left, rect.top() + text.y(), end - left, text.height())


def baseline_of(document: QTextDocument, char: int) -> float:
    block = document.findBlock(char)
    text = block.layout().lineForTextPosition(char - block.position())
    return document.documentLayout().blockBoundingRect(block).top() + text.y() + text.ascent()


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_formula_stands_on_the_line(qtbot: QtBot, formulas: Formulas, appearance: Appearance, scale: float) -> None:
    styles = styles_in(appearance, formulas)
    document = written(qtbot, styles, "let ", "x^2", " be")
    assert document.toPlainText() == f"let {OBJECT_CHAR} be"
    place = place_of(document, 4)
    drawn = ink(painted(document, styles, scale), place.adjusted(0, -4, 0, 8))
    assert drawn.width() > place.width() * 0.7
    assert drawn.bottom() == pytest.approx(baseline_of(document, 4), abs=1.1)
    assert drawn.top() > 0


def test_a_formula_has_the_colour_of_its_text(qtbot: QtBot, formulas: Formulas) -> None:
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        styles = styles_in(appearance, formulas)
        document = written(qtbot, styles, "", r"\blacksquare")
        middle = place_of(document, 0).center()
        image = painted(document, styles, 1.0)
        assert image.pixelColor(round(middle.x()), round(baseline_of(document, 0) - 4)) == QColor(styles.colors.text)


def test_a_low_formula_leaves_the_lines_as_they_are(qtbot: QtBot, styles: Styles) -> None:
    document = written(qtbot, styles, "let ", "x_i^2", " be")
    assert document.size().height() == styles.line
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
    assert document.firstBlock().blockFormat().lineHeightType() == fixed


def test_a_high_formula_has_the_room_it_needs(qtbot: QtBot, styles: Styles) -> None:
    high = r"\dfrac{\dfrac{a}{b}}{\dfrac{c}{d}}"
    document = written(qtbot, styles, "let ", high, " be")
    formula = styles.formulas and styles.formulas.get(
        high, display=False, size_px=styles.em * OPTICAL, color=QColor(styles.colors.text).name()
    )
    assert isinstance(formula, Formula)
    place, base = place_of(document, 4), baseline_of(document, 4)
    assert place.top() <= base - formula.ascent
    assert place.bottom() >= base + formula.depth
    assert place.height() < formula.height * 1.25
    drawn = ink(painted(document, styles, 2.0), place)
    assert drawn.top() >= base - formula.ascent - 0.6
    assert drawn.bottom() <= base + formula.depth + 0.6


def test_a_formula_is_copied_as_its_source(qtbot: QtBot, styles: Styles) -> None:
    document = written(qtbot, styles, "let ", "x^2", "", "x^2", " be")
    assert copied_text(document, 0, document.characterCount() - 1) == "let $x^2$$x^2$ be"
    assert copied_text(document, 4, 5) == "$x^2$"
    assert copied_text(document, 0, 4) == "let "


def test_what_cannot_be_drawn_is_its_source(qtbot: QtBot, styles: Styles) -> None:
    document = written(qtbot, styles, "let ", r"\frac{", " and ", "x\u202ey", " be")
    assert document.toPlainText() == r"let $\frac{$ and $x[U+202E]y$ be".replace("[U+202E]", _mark("\u202e"))
    assert copied_text(document, 0, document.characterCount() - 1) == r"let $\frac{$ and $xy$ be"


def _mark(char: str) -> str:
    from core.markdown.foreign import visible

    return visible(char)


def test_while_it_is_made_a_formula_shows_its_source(qtbot: QtBot, formulas: Formulas, styles: Styles) -> None:
    before = line(styles, "let ", "q^2", " be")
    assert before.toPlainText() == f"let {OBJECT_CHAR} be"
    assert not ink(painted(before, styles, 1.0), place_of(before, 4)).isEmpty()
    assert copied_text(before, 0, 8) == "let $q^2$ be"
    qtbot.waitUntil(lambda: not formulas.waiting, timeout=20_000)


def test_without_formulas_there_is_the_source() -> None:
    assert line(styles_in(Appearance.LIGHT, None), "let ", "x^2", " be").toPlainText() == "let $x^2$ be"
