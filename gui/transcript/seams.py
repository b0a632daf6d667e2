"""Long paragraphs as several blocks of a document: Qt lays a block out as a whole whenever a letter of it changes.

A block that has become long is cut where one of its lines ends, so that nothing looks different. The line end takes the
place of the blank there, and every letter keeps its position. Where there is no blank (a line without spaces) it is one
position more, which stands for nothing. Where it is cut depends on the text and the width alone.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from gui.transcript.styles import MARKER, SEAM

PART: Final = 1_200  # characters of a block, at most; and of a whole paragraph those from which on it is cut
REST: Final = 600  # so much more stands behind a cut: lines that cannot change any more
NOTHING: Final = "\ufdef"  # a position without a letter
_ENDS: Final = re.compile("[\u2029\ufdd0\ufdd1]")  # of blocks: lines, and the edges of cells
_BLANKS: Final = {" ": " ", "\u2028": "\n"}
_SEARCH: Final = 400  # how far back a line that ends with a blank is looked for


def is_long(block: QTextBlock) -> bool:
    return block.length() > PART + REST


def cut(document: QTextDocument) -> list[int]:
    """Cut the last block, as long as it is long; returns where positions were added, which is rare."""
    added: list[int] = []
    block = document.lastBlock()
    while is_long(block) and (end := _line_end(block)):
        joint = _BLANKS.get(document.characterAt(block.position() + end - 1), "")
        shape, letters = block.blockFormat(), block.charFormat()
        shape.setProperty(SEAM, joint)
        shape.clearProperty(MARKER)
        shape.setTopMargin(0)
        shape.setLayoutDirection(block.textDirection())
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.setPosition(block.position() + end)
        if joint:
            cursor.deletePreviousChar()
        else:
            added.append(cursor.position())
        cursor.insertBlock(shape, letters)
        cursor.endEditBlock()
        block = document.lastBlock()
    return added


def _line_end(block: QTextBlock) -> int:
    """Behind the last line of the part to be cut off, in units of the block; 0 where there is none."""
    layout, document = block.layout(), block.document()
    document.documentLayout().blockBoundingRect(block)  # a new document is not laid out before it is asked
    line = layout.lineForTextPosition(PART)
    number = line.lineNumber() if line.isValid() else 0
    first = 0
    while number > 0:
        number -= 1
        line = layout.lineAt(number)
        end = line.textStart() + line.textLength()
        first = first or end
        if end < PART - _SEARCH:
            break
        if document.characterAt(block.position() + end - 1) in _BLANKS and not _in_link(block, end):
            return end
    return first


def _in_link(block: QTextBlock, end: int) -> bool:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + end)
    return cursor.charFormat().isAnchor()


def continues(block: QTextBlock) -> bool:
    """Whether a block goes on with the paragraph of the one before it."""
    return block.isValid() and block.blockFormat().hasProperty(SEAM)


def is_cut(document: QTextDocument) -> bool:
    block = document.begin()
    while block.isValid() and not continues(block):
        block = block.next()
    return block.isValid()


def joint(block: QTextBlock) -> str:
    """What the line end before such a block stands for."""
    return str(block.blockFormat().property(SEAM) or "")


def paragraph(document: QTextDocument, position: int) -> tuple[int, int]:
    """Where the paragraph around a position begins and ends."""
    first = last = document.findBlock(position)
    while continues(first):
        first = first.previous()
    while continues(last.next()):
        last = last.next()
    return first.position(), last.position() + last.length() - 1


def raw_text(document: QTextDocument) -> str:
    """The characters of a document by position. What stands for a blank is one; what stands for nothing is `NOTHING`,
    so that all else of `QTextDocument.toRawText` keeps its place."""
    joints: dict[int, str] = {}
    block = document.begin().next() if document.characterCount() > PART else QTextBlock()
    while block.isValid():
        if continues(block):
            joints[block.blockNumber() - 1] = joint(block) or NOTHING
        block = block.next()
    numbers = count()
    return _ENDS.sub(lambda end: joints.get(next(numbers), end[0]), document.toRawText())


_PLAIN: Final = str.maketrans("\u2028\u2029\ufdd0\ufdd1\u00a0", "\n\n\n\n ")


def plain_text(document: QTextDocument) -> str:
    """`QTextDocument.toPlainText`, with what stands for blanks as blanks."""
    return raw_text(document).translate(_PLAIN)
