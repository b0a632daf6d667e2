"""Links in prose as places that can be pressed: where they stand, and which of them may be followed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument

from gui.transcript.blocks.piece import Piece, Spot
from gui.transcript.decor import line_x

LINK = "link"
_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class LinkSpot(Spot):
    """A link from `start` to `end` of its piece's document; `rect` is that of its first line."""

    url: str = ""
    start: int = 0
    end: int = 0


def followed(url: str) -> str:
    """`url` where it may be asked for, else nothing."""
    return url if url.lower().startswith(_SCHEMES) else ""


def link_spots(piece: Piece) -> list[LinkSpot]:
    """The links of a piece, in reading order."""
    document = piece.document
    if document is None:
        return []
    found: list[LinkSpot] = []
    block = document.begin()
    while block.isValid():
        for url, start, end in _anchors(block):
            rects = rects_of(piece, start, end)
            if rects and followed(url):
                found.append(LinkSpot(rects[0], LINK, "", url=url, start=start, end=end))
        block = block.next()
    return found


def pressable(piece: Piece) -> list[Spot]:
    """Everything of a piece that can be pressed, its links included, in reading order."""
    return sorted((*piece.spots(), *link_spots(piece)), key=lambda spot: (spot.rect.center().y(), spot.rect.left()))


def _anchors(block: QTextBlock) -> list[tuple[str, int, int]]:
    """Address and positions of each link of a paragraph; one that is written in several formats counts once."""
    found: list[tuple[str, int, int]] = []
    for run in block.textFormats():
        url = run.format.anchorHref()
        start = block.position() + run.start
        if not url:
            continue
        if found and found[-1][0] == url and found[-1][2] == start:
            found[-1] = (url, found[-1][1], start + run.length)
        else:
            found.append((url, start, start + run.length))
    return found


def rects_of(piece: Piece, start: int, end: int) -> list[QRectF]:
    """Where the letters between two positions of one paragraph stand in the piece: a rectangle for each line."""
    document = piece.document
    if document is None or start >= document.characterCount():
        return []
    block = document.findBlock(start)
    corner = _corner(document, block) + piece.text_origin
    start, end = start - block.position(), end - block.position()
    rects: list[QRectF] = []
    for number in range(block.layout().lineCount()):
        line = block.layout().lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            left, right = sorted((line_x(line.cursorToX(first)), line_x(line.cursorToX(last))))
            rects.append(QRectF(corner.x() + left, corner.y() + line.y(), right - left, line.height()))
    return rects


def letter_rect(piece: Piece, position: int) -> QRectF:
    """Where a caret before this position stands in the piece."""
    document = piece.document
    if document is None:
        return QRectF()
    position = min(position, document.characterCount() - 1)
    block = document.findBlock(position)
    corner = _corner(document, block) + piece.text_origin
    line = block.layout().lineForTextPosition(position - block.position())
    if not line.isValid():
        return QRectF(corner.x(), corner.y(), 1, piece.styles.line)
    x = line_x(line.cursorToX(position - block.position()))
    return QRectF(corner.x() + x, corner.y() + line.y(), 1, line.height())


def _corner(document: QTextDocument, block: QTextBlock) -> QPointF:
    return document.documentLayout().blockBoundingRect(block).topLeft()
