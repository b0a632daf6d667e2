"""Displayed formulas: pieces of their own, drawn in the middle, scrolled, copied, and drawn in the view when made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from core.markdown.blocks import Block, BlockKind
from core.settings.schema import Appearance
from gui.theme.theme import Theme
from gui.transcript.blocks.formula import FormulaPiece
from gui.transcript.blocks.piece import Look
from gui.transcript.formulas import OBJECT_CHAR, Formulas
from gui.transcript.styles import Styles
from tests.gui.transcript.ink import ink
from tests.gui.transcript.stage import Stage, hover, mouse, picture, pieces, place_of

WIDTH = 500.0


@pytest.fixture
def formulas(qtbot: QtBot) -> Iterator[Formulas]:
    made = Formulas()
    yield made
    made.close()


@pytest.fixture
def styles(formulas: Formulas) -> Styles:
    theme = Theme()
    theme.set_appearance(Appearance.LIGHT)
    return Styles(theme, lambda: formulas)


# --- displayed --------------------------------------------------------------------------------------------------------


def piece_of(qtbot: QtBot, styles: Styles, latex: str) -> FormulaPiece:
    """A built piece, its formula made."""
    piece = FormulaPiece(styles, Block(BlockKind.MATH, f"\n$$\n{latex}\n$$\n", latex))
    piece.build(WIDTH)
    formulas = styles.formulas
    assert formulas is not None
    qtbot.waitUntil(lambda: not formulas.waiting, timeout=20_000)
    piece.refresh()
    return piece


def drawn_piece(piece: FormulaPiece, selection: tuple[int, int] | None = None) -> QImage:
    image = QImage(round(WIDTH), round(piece.height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(piece.styles.colors.page))
    painter = QPainter(image)
    piece.paint(painter, Look(QRectF(image.rect()), 0.0, selection))
    painter.end()
    return image


def test_a_displayed_formula_stands_in_the_middle(qtbot: QtBot, styles: Styles) -> None:
    piece = piece_of(qtbot, styles, r"\frac{a}{b} = \frac{c}{d}")
    drawn = ink(drawn_piece(piece), QRectF(0, 0, WIDTH, piece.height))
    assert drawn.center().x() == pytest.approx(WIDTH / 2, abs=2)
    assert drawn.top() > 2
    assert drawn.bottom() < piece.height - 2


def test_a_piece_takes_its_formula_when_it_is_made(qtbot: QtBot, formulas: Formulas, styles: Styles) -> None:
    piece = FormulaPiece(styles, Block(BlockKind.MATH, "$$w^2$$\n", "w^2"))
    piece.build(WIDTH)
    before = piece.height
    assert not piece.refresh()
    assert not ink(drawn_piece(piece), QRectF(0, 0, WIDTH, piece.height)).isEmpty()
    qtbot.waitUntil(lambda: not formulas.waiting, timeout=20_000)
    assert piece.refresh()
    assert not piece.refresh()
    assert abs(piece.height - before) < styles.line * 1.5


def test_a_wide_formula_scrolls_sideways_alone(qtbot: QtBot, styles: Styles) -> None:
    piece = piece_of(qtbot, styles, " + ".join(f"x_{{{number}}}" for number in range(60)))
    first = drawn_piece(piece)
    assert piece.wheel_sideways(120)
    assert drawn_piece(piece) != first
    assert piece.wheel_sideways(1e6)
    assert not piece.wheel_sideways(1e6)
    assert not piece_of(qtbot, styles, "x").wheel_sideways(50)


def test_a_displayed_formula_is_selected_and_copied_as_one(qtbot: QtBot, styles: Styles) -> None:
    piece = piece_of(qtbot, styles, "x^2")
    assert piece.document is None
    assert piece.length() == 1
    assert piece.copied(0, 1) == "$$\nx^2\n$$"
    assert piece.markdown(0, 1) == [(piece.block.source, True)]
    assert piece.copied(1, 1) == ""
    assert drawn_piece(piece, (0, 1)) != drawn_piece(piece)


def test_a_broken_displayed_formula_is_its_source(qtbot: QtBot, styles: Styles) -> None:
    piece = piece_of(qtbot, styles, r"\frac{")
    assert piece.document is not None
    assert r"\frac{" in piece.document.toPlainText()
    assert piece.copied(0, piece.length()) == "$$\n\\frac{\n$$"
    assert piece.copied(3, 8) == r"\frac"
    assert piece.end_rect() is not None


def test_a_formula_piece_follows_its_block_and_can_be_released(qtbot: QtBot, styles: Styles) -> None:
    piece = piece_of(qtbot, styles, "x")
    low = piece.height
    assert not piece.update(piece.block)
    assert piece.update(Block(BlockKind.MATH, "$$y^2$$\n", r"\frac{y}{z}"))
    assert piece.latex == r"\frac{y}{z}"
    formulas = styles.formulas
    assert formulas is not None
    qtbot.waitUntil(lambda: not formulas.waiting, timeout=20_000)
    assert piece.refresh()
    assert piece.height > low
    kept = piece.height
    piece.release()
    assert (piece.height, piece.built) == (kept, False)
    piece.build(WIDTH)
    assert piece.height == kept


# --- in the view ------------------------------------------------------------------------------------------------------


def displayed(stage: Stage) -> FormulaPiece:
    return next(piece for piece in pieces(stage) if isinstance(piece, FormulaPiece))


def wait_until_made(qtbot: QtBot, stage: Stage) -> None:
    formulas = stage.view.canvas.styles.formulas
    assert formulas is not None
    qtbot.waitUntil(lambda: not formulas.waiting, timeout=20_000)
    stage.settle()


def test_formulas_of_an_answer_are_drawn_and_copied_as_they_came(qtbot: QtBot, stage: Stage) -> None:
    text = "Let $x^2$ be.\n\n$$\n\\frac{a}{b}\n$$\n\nAnd $\\frac{$ too."
    stage.answer(text)
    wait_until_made(qtbot, stage)
    piece = displayed(stage)
    assert piece.document is None
    first, last = (document for other in pieces(stage) if (document := other.document) is not None)
    assert first.toPlainText() == f"Let {OBJECT_CHAR} be."
    assert last.toPlainText() == "And $\\frac{$ too."
    stage.view.canvas.select_all()
    assert text in stage.view.selectedText()
    assert stage.view.toPlainText().endswith(text)


def test_a_formula_that_arrives_letter_by_letter_ends_like_a_whole_one(qtbot: QtBot, stage: Stage) -> None:
    text = "Let $x^2$ and\n\n$$\\frac{a}{b}$$\n\n- $y$ \\(z\\)\n"
    stage.answer(text)
    wait_until_made(qtbot, stage)
    whole = picture(stage)
    stage.clear()
    stage.begin()
    for letter in text:
        stage.say(letter)
        stage.frame()
    stage.end(text)
    wait_until_made(qtbot, stage)
    assert picture(stage) == whole


def test_pointing_at_a_formula_shows_a_button_that_copies_it(qtbot: QtBot, stage: Stage) -> None:
    stage.answer("Words before.\n\n$$\n\\frac{a}{b}\n$$\n\nWords behind.")
    wait_until_made(qtbot, stage)
    piece, canvas = displayed(stage), stage.view.canvas
    corner = canvas.piece_rect(0, piece).topLeft()
    up = stage.view.verticalScrollBar().value()
    before = stage.view.grab().toImage()
    hover(stage, QPoint(round(corner.x()) + 5, round(corner.y() - up) + 8))
    assert stage.view.grab().toImage() != before
    button = (corner + piece.spots()[0].rect.center()).toPoint() - QPoint(0, up)
    mouse(stage.view, QEvent.Type.MouseButtonPress, button)
    mouse(stage.view, QEvent.Type.MouseButtonRelease, button)
    assert QGuiApplication.clipboard().text() == r"\frac{a}{b}"
    hover(stage, place_of(stage, "Words before"))
    assert canvas.pointed is None
