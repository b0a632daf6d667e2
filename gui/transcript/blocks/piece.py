"""What a transcript is painted from: pieces, each a rectangle of the column that can draw itself.

A piece exists as a light object from the moment its message comes near the viewport; its document is built when the
piece itself does, and released when it is far again. Its height is estimated before that and kept after.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from gui.transcript.content import Action
from gui.transcript.decor import line_x, paint_decor
from gui.transcript.find.found import Found, found_selections
from gui.transcript.seams import continues, joint
from gui.transcript.styles import FOREIGN, LATEX, MARKER, Styles

COPIED_S = 1.3  # how long a tick says that something was copied
NOWHERE = -1.0  # the `y` of a piece that has no place yet


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a piece that can be pressed. `rect` is in the piece's coordinates."""

    rect: QRectF
    action: Action | str
    label: str
    icon: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is to be drawn just now. `clip` is in the piece's coordinates, `now` monotonic."""

    clip: QRectF
    now: float
    selection: tuple[int, int] | None = None
    hovered: Spot | None = None
    focused: Spot | None = None
    pointed: bool = False
    found: Found | None = None


class Piece:
    """One rectangle of the column. `y`, `where` and `order` are set by the layout, the rest by the piece; `gap` is the
    space above it."""

    ticking = False  # shows a running clock
    unfinished = False  # `refine` has more to do
    shy = False  # its buttons show while it is pointed at
    copies_unbuilt = False  # all of it can be copied while it has no document
    live_text = False  # its text may be the end of a live answer
    changed_from = 0.0  # below this its picture changed at the last update
    added: tuple[int, ...] = ()  # positions without a letter that the last update added to what stood there
    foot = 0.0  # the space below it, at least
    part = 0  # which one it is of a block that has several
    block_source = ""  # the Markdown of such a block, known to its last part
    joint = "\n\n"  # what stands between it and the piece before in a copy

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.where = (0, 0)  # its block in the message, and its place in the block
        self.order = 0  # its place among all pieces of the message
        self.x = 0.0
        self.y = NOWHERE
        self.gap = 0.0
        self.width = 0.0
        self.height = styles.line
        self.built = False

    @property
    def document(self) -> QTextDocument | None:
        """The words that can be selected, if there are any."""
        return None

    @property
    def text_origin(self) -> QPointF:
        """Where the document's corner lies in the piece."""
        return QPointF()

    def estimate(self, width: float) -> None:
        """Guess the height at this column width."""

    def build(self, width: float) -> None:
        """Lay out for this column width; after it `height` is exact."""
        self.width = width
        self.built = True

    def release(self) -> None:
        """Let go of what is heavy; the height is kept."""
        self.built = False

    def refine(self) -> None:
        """Do a little more of what was left out of `build`."""

    def shares(self, other: Piece) -> bool:
        """Whether both are parts of one block, which is copied as Markdown only as a whole."""
        return other is self

    def refresh(self) -> bool:
        """Formulas have been made: take those that it waits for. Returns whether anything changed."""
        return False

    def paint(self, painter: QPainter, look: Look) -> None:
        raise NotImplementedError

    def spots(self) -> list[Spot]:
        return []

    def end_rect(self) -> QRectF | None:
        """Where the next letter would stand; the live cursor is drawn there."""
        return None

    def wheel_sideways(self, _pixels: float) -> bool:
        """Scroll sideways; returns whether there was anything to scroll."""
        return False

    # --- text ---------------------------------------------------------------------------------------------------------

    def position_at(self, point: QPointF) -> int:
        """The character position nearest to `point`."""
        document = self.document
        if document is None:
            return 0
        at = document.documentLayout().hitTest(point - self.text_origin, Qt.HitTestAccuracy.FuzzyHit)
        return max(0, at)

    def link_at(self, point: QPointF) -> str:
        document = self.document
        return document.documentLayout().anchorAt(point - self.text_origin) if document is not None else ""

    def length(self) -> int:
        document = self.document
        return document.characterCount() - 1 if document is not None else 0

    def copied(self, start: int, end: int) -> str:
        """The words between two positions, without the marks of hidden characters."""
        document = self.document
        return copied_text(document, start, end).strip("\n") if document is not None else ""

    def markdown(self, start: int, end: int) -> list[tuple[str, bool]]:
        """The same as Markdown: parts, and of each whether it is a block's own source."""
        return [(self.copied(start, end), False)]

    def paint_document(self, painter: QPainter, look: Look, *, decor: bool = True) -> None:
        document, origin = self.document, self.text_origin
        if document is None:
            return
        painter.save()
        painter.translate(origin)
        clip = look.clip.translated(-origin)
        if decor:
            paint_decor(painter, document, self.styles, clip, document.textWidth())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self.styles.colors.text))
        context.palette = palette
        if look.found is not None:
            context.selections = found_selections(document, look.found, clip, self.styles)
        if look.selection is not None:
            context.selections = [*context.selections, _selection(document, look.selection, self.styles)]
        document.documentLayout().draw(painter, context)
        painter.restore()

    def paint_spots(self, painter: QPainter, look: Look) -> None:
        for spot in self.spots():
            if spot.label:
                paint_button(painter, spot, self.styles, hovered=spot == look.hovered)
            if spot == look.focused:
                paint_focus(painter, spot.rect, self.styles)


def _selection(document: QTextDocument, span: tuple[int, int], styles: Styles) -> QAbstractTextDocumentLayout.Selection:
    last = document.characterCount() - 1
    chosen = QAbstractTextDocumentLayout.Selection()
    cursor = QTextCursor(document)
    cursor.setPosition(min(span[0], last))
    cursor.setPosition(min(span[1], last), QTextCursor.MoveMode.KeepAnchor)
    chosen.cursor = cursor
    shape = QTextCharFormat()
    shape.setBackground(QColor(styles.colors.selection))
    chosen.format = shape
    return chosen


def copied_text(document: QTextDocument, start: int, end: int) -> str:
    """The letters between two positions; list markers come along where their item begins inside."""
    words: list[str] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        shape = block.blockFormat()
        if words:
            words.append(_separator(block))
        if shape.hasProperty(MARKER) and start <= block.position() < end:
            words.append(f"{shape.property(MARKER)} ")
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            letters = fragment.charFormat()
            if not letters.hasProperty(FOREIGN):
                first = max(start - fragment.position(), 0)
                last = min(end - fragment.position(), fragment.length())
                if first < last and letters.hasProperty(LATEX):
                    words.append(str(letters.property(LATEX)) * (last - first))
                elif first < last:
                    words.append(_slice(fragment.text(), first, last))
            at += 1
        block = block.next()
    return "".join(words).replace("\u2028", "\n")


def _separator(block: QTextBlock) -> str:
    """What stands before a block in a copy: a tab between the cells of a row, an empty line between paragraphs."""
    if continues(block):
        return joint(block)
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    if table is not None:
        return "\t" if table.cellAt(cursor).column() else "\n"
    shape = block.blockFormat()
    return "\n\n" if shape.topMargin() > 0 and not shape.hasProperty(MARKER) and block.length() > 1 else "\n"


def _slice(text: str, first: int, last: int) -> str:
    """A part of `text` by positions of Qt, which count UTF-16 units."""
    if text.isascii() or max(text) < "\U00010000":
        return text[first:last]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * first : 2 * last].decode("utf-16-le", "ignore")


def new_document() -> QTextDocument:
    """An empty document that keeps no undo and adds no margin."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    return document


def set_text_width(document: QTextDocument, width: float) -> None:
    """Lay out for this width. Qt lays everything out anew whenever it is told one, also the one that it has."""
    if document.textWidth() != width:
        document.setTextWidth(width)


def document_end(document: QTextDocument, line: float, block: QTextBlock | None = None) -> QRectF:
    """Where the next letter of a document, or of this block, would stand, one line high."""
    block = document.lastBlock() if block is None else block
    rect = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    if layout is None or layout.lineCount() == 0:
        return QRectF(rect.left(), rect.bottom() - line, 1, line)
    last = layout.lineAt(layout.lineCount() - 1)
    x = line_x(last.cursorToX(last.textStart() + last.textLength()))
    baseline = rect.top() + last.y() + last.ascent()
    return QRectF(rect.left() + x, baseline - line * 0.71, 1, line)


# --- drawing shared by pieces -----------------------------------------------------------------------------------------


def paint_button(painter: QPainter, spot: Spot, styles: Styles, *, hovered: bool) -> None:
    """A small button with words; the primary one is filled."""
    colors = styles.colors
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if spot.primary:
        ground = QColor(colors.accent_hover if hovered else colors.accent)
        painter.setPen(Qt.PenStyle.NoPen)
        text = QColor(colors.on_accent)
    else:
        ground = QColor(colors.hover if hovered else colors.raised)
        painter.setPen(QPen(QColor(colors.line), 1))
        text = QColor(colors.text)
    painter.setBrush(ground)
    painter.drawRoundedRect(spot.rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(styles.label)
    painter.setPen(text)
    painter.drawText(spot.rect, Qt.AlignmentFlag.AlignCenter, spot.label)


def paint_focus(painter: QPainter, rect: QRectF, styles: Styles) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(styles.colors.accent), 2))
    painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 6, 6)


def paint_icon(painter: QPainter, styles: Styles, name: str, color: str, rect: QRectF) -> None:
    """An icon of the theme, centred in `rect` at its height."""
    side = round(min(rect.width(), rect.height()))
    pixmap = styles.theme.pixmap(name, color, side)
    painter.drawPixmap(QPointF(rect.center().x() - side / 2, rect.center().y() - side / 2), pixmap)
