"""Formulas in the lines of a document: put there, and given their pictures once these are made."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from core.markdown.foreign import runs
from gui.transcript.find.pattern import Units
from gui.transcript.formulas import OBJECT, OBJECT_CHAR, OPTICAL, PENDING, Formula
from gui.transcript.styles import AWAITED, FORMULA, LATEX, Styles, pixel_size


def insert_formula(
    cursor: QTextCursor, latex: str, markup: str, base_format: QTextCharFormat, styles: Styles, *, display: bool = False
) -> bool:
    """Write a formula at the cursor: as one character that draws it, or as `markup`, its source, where it cannot be
    drawn. Returns whether it is pending: then write it again when `Formulas.ready` tells."""
    formulas = styles.formulas
    size = pixel_size(base_format.font())
    color = base_format.foreground().color().name()
    found = formulas.get(latex, display=display, size_px=size * OPTICAL, color=color) if formulas is not None else None
    if formulas is None or found is None:
        for run, is_mark in runs(markup):
            cursor.insertText(run.replace("\n", " "), styles.mark_format(base_format) if is_mark else base_format)
        return False
    shape = QTextCharFormat(base_format)
    shape.setObjectType(OBJECT)
    shape.setProperty(FORMULA, [latex, display, size * OPTICAL, color])
    shape.setProperty(LATEX, markup)
    if isinstance(found, Formula):
        _make_room(cursor, found, shape, size)
    else:
        shape.setProperty(AWAITED, True)
    layout = cursor.document().documentLayout()
    if layout.handlerForObject(OBJECT) is None:
        layout.registerHandler(OBJECT, formulas.object)
    cursor.insertText(OBJECT_CHAR, shape)
    return found is PENDING


class Arrived(Enum):
    """What has become of the formulas that a document waits for."""

    NOTHING = "nothing"  # they are still being made
    SOME = "some"
    ALL = "all"
    REFUSED = "refused"  # one cannot be drawn: what it stands in has to be written anew


def take_formulas(document: QTextDocument, styles: Styles) -> Arrived:
    """Let a document have the pictures that were made since it was written; no letter changes its place."""
    text, formulas = document.toRawText(), styles.formulas
    units, cursor = Units(text), QTextCursor(document)
    taken, waiting = False, False
    cursor.beginEditBlock()
    at = text.find(OBJECT_CHAR)
    while at >= 0 and formulas is not None:
        cursor.setPosition(units.at(at))
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        at = text.find(OBJECT_CHAR, at + 1)
        shape = cursor.charFormat()
        if not shape.hasProperty(AWAITED):
            continue
        latex, display, size, color = shape.property(FORMULA)
        found = formulas.get(latex, display=display, size_px=size, color=color)
        if found is None:
            cursor.endEditBlock()
            return Arrived.REFUSED
        if isinstance(found, Formula):
            shape.clearProperty(AWAITED)
            _make_room(cursor, found, shape, size / OPTICAL)
            cursor.setCharFormat(shape)
            taken = True
        else:
            waiting = True
    cursor.endEditBlock()
    return Arrived.NOTHING if not taken else Arrived.SOME if waiting else Arrived.ALL


def _make_room(cursor: QTextCursor, formula: Formula, shape: QTextCharFormat, size: float) -> None:
    """Let the lines of a block grow where a formula is higher or deeper than a line. Text layouts put an object on the
    baseline, but for `AlignMiddle`, which puts its middle at half the x-height of its font: so a deep one is aligned by
    the middle, with a font of twice the size, which is about where the middle of a fraction lies."""
    block = cursor.blockFormat()
    line = block.lineHeight()
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
    if block.lineHeightType() not in (fixed, QTextBlockFormat.LineHeightTypes.MinimumHeight.value):
        return
    if formula.ascent <= line * 0.8 and formula.depth <= line * 0.2 + size * 0.12:  # text stands at 4/5 of a fixed line
        return
    if block.lineHeightType() == fixed:
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor.setBlockFormat(block)
    font = QFont(shape.font())
    font.setPixelSize(round(2 * size))
    shape.setFont(font)
    shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
