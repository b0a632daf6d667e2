"""A conversation on paper: laid out for a page, whatever the theme on the screen is, with numbered pages.

Nothing of it is fetched: pictures are those that were attached, everything else is text. A document of Qt belongs to
the thread of the window, so it is laid out there, piece by piece.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from core.background import in_background
from core.conversations.exporting.html_text import escaped, to_html
from core.conversations.exporting.readable import File, Folded, Piece, Prose, ReadFile, Section
from core.filetypes import FileKind, file_type, size_text
from core.markdown.foreign import visible
from gui.chat.paper_breaks import edited, keep_together
from gui.chat.paper_formulas import PaperFormulas, Source, drawn, sources_of
from gui.language import phrase

DPI: Final = 96  # of the layout; what is painted is scaled to the device
_BODY: Final = 13  # pixels
_CODE: Final = 11
_FOOT: Final = 30
_GAP: Final = 6.0  # between two pieces
_BEFORE_HEAD: Final = 16.0  # in front of who speaks now
_LEAST: Final = 48.0  # below this nothing new begins on a page
_INK: Final = "#1f2328"
_SOFT: Final = "#59636e"
_CARD: Final = "#f3f4f6"
_LINE: Final = "#c8ced6"
_STYLE: Final = f"""
.title {{ font-size: 21px; font-weight: 600; }}
.who {{ font-size: 11px; font-weight: 600; color: {_SOFT}; margin-top: 20px; margin-bottom: 4px; }}
h3 {{ font-size: 16px; }} h4 {{ font-size: 14px; }} h5, h6 {{ font-size: 13px; }}
p, li {{ line-height: PROSE%; }}
pre, code {{ font-family: MONO; font-size: {_CODE}px; }}
pre {{ white-space: pre-wrap; line-height: LINES%; margin: 0; }}
a {{ color: #0b57d0; text-decoration: none; }}
.typed {{ white-space: pre-wrap; }}
.soft, blockquote, .footnote, .language {{ color: {_SOFT}; font-size: 11px; }}
.ending {{ color: #b3261e; }}
th, td {{ padding: 4px; border-bottom: 1px solid {_LINE}; }}
.displayed {{ text-align: center; }}
"""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The families of text and of code."""

    text: str
    code: str


class Sheet(QTextDocument):
    """A stretch of the conversation, laid out for pages of `room`; nothing in it is read from anywhere. `above` is the
    room before it on a page where something stands already."""

    above = 0.0

    def __init__(
        self, html: str, pictures: Mapping[str, QImage], faces: Typeface, room: QSizeF, formulas: PaperFormulas
    ) -> None:
        super().__init__()
        self._pictures = pictures
        self.setDefaultFont(_font(faces, _BODY))
        self.setUseDesignMetrics(True)
        self.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        style = _STYLE.replace("MONO", f"'{faces.code}', monospace").replace("PROSE", _percent(faces.text, _BODY, 1.5))
        self.setDefaultStyleSheet(style.replace("LINES", _percent(faces.code, _CODE, 1.4)))
        self.setPageSize(room)
        self.setHtml(html)
        formulas.place(self)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return self._pictures.get(name.toString() if isinstance(name, QUrl) else name)

    def begin_at(self, top: float) -> None:
        """Leave room at the top of its first page, for what stands there already: as a line of that height, since a
        frame would leave its margin on every page."""
        with edited(self):
            if top > 0:
                cursor = QTextCursor(self)
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
                cursor.movePosition(QTextCursor.MoveOperation.Start)
                room = QTextBlockFormat()
                room.setLineHeight(top, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
                cursor.setBlockFormat(room)

    def bottom(self) -> float:
        """Where it ends on its last page."""
        last = self.lastBlock()
        rect = self.documentLayout().blockBoundingRect(last)
        end = rect.bottom() if last.text() else rect.top()  # behind a table stands an empty line
        return float(end - (self.pageCount() - 1) * self.pageSize().height())

    def paint(self, painter: QPainter, page: int) -> None:
        height = self.pageSize().height()
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, page * height, self.pageSize().width(), height)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
        context.palette = palette
        painter.save()
        painter.translate(0, -page * height)
        painter.setClipRect(context.clip)
        self.documentLayout().draw(painter, context)
        painter.restore()


@dataclass(frozen=True, slots=True)
class Paper:
    """What goes on paper. `you` is how the person's own messages are headed."""

    title: str
    sections: Sequence[Section]
    read_file: ReadFile
    you: str
    faces: Typeface
    formulas: PaperFormulas = field(default_factory=lambda: PaperFormulas({}, _INK))

    def sheets(self, room: QSizeF) -> Iterator[Sheet]:
        """One for each piece, made when it is asked for; a heading stays with what it is about."""
        head = f'<p class="title">{escaped(self.title)}</p>'
        for section in self.sections:
            head += f'<p class="who">{escaped(section.heading)}</p>'
            ending = f'<p class="ending">{escaped(section.ending)}</p>' if section.ending else ""
            for piece in section.pieces:
                pictures: dict[str, QImage] = {}
                html = self._html(piece, room, pictures, mine=section.who == self.you)
                last = piece is section.pieces[-1]
                sheet = Sheet(head + html + (ending if last else ""), pictures, self.faces, room, self.formulas)
                sheet.above = _BEFORE_HEAD if head else 0.0
                yield sheet
                head = ""
            if not section.pieces:
                head += ending
        if head:
            yield Sheet(head, {}, self.faces, room, self.formulas)

    def texts(self) -> Iterator[str]:
        """The Markdown in it."""
        for section in self.sections:
            for piece in section.pieces:
                if isinstance(piece, Prose | Folded):
                    yield piece.text

    def _html(self, piece: Piece, room: QSizeF, pictures: dict[str, QImage], *, mine: bool) -> str:
        match piece:
            case Prose(text, markdown):
                if markdown:
                    return _boxed_code(to_html(text, self.formulas.html))
                typed = f'<div class="typed">{escaped(text)}</div>'
                return _box(typed) if mine else typed
            case Folded(title, text, is_code):
                inside = (
                    _box(f"<pre>{escaped(text)}</pre>") if is_code else _boxed_code(to_html(text, self.formulas.html))
                )
                return f'<p class="soft">{escaped(title)}</p><div class="soft">{inside}</div>'
            case File(part, title):
                caption = f'<p class="soft">{escaped(f"{title} ({phrase(size_text(part.size))})")}</p>'
                return _picture(self.read_file(part.sha256), room, pictures) + caption


@dataclass(frozen=True, slots=True)
class _Placed:
    """A sheet where it goes: on the page that is begun, or `turned` to a new one; `page` is its first."""

    sheet: Sheet
    turned: bool
    page: int

    @property
    def last(self) -> int:
        return self.page + self.sheet.pageCount() - 1


def _placed(paper: Paper, room: QSizeF) -> Iterator[_Placed | None]:
    """None between two steps of the work."""
    page, top = 1, 0.0
    for sheet in paper.sheets(room):
        top += sheet.above if top else 0.0
        turned = top > room.height() - _LEAST
        yield None
        sheet.begin_at(0.0 if turned else top)
        yield None
        for _ in keep_together(sheet):
            yield None
        placed = _Placed(sheet, turned, page + turned)
        yield placed
        page, top = placed.last, sheet.bottom() + _GAP


async def print_paper(device: QPagedPaintDevice, paper: Paper, goes_on: Callable[[], bool]) -> int:
    """Paint it page by page, giving the loop back after each; returns how many pages. Raises OSError.

    It is laid out twice: each page says how many there are.
    """
    from gui.chat.inks import languages_of, learn

    await in_background(lambda: learn(languages_of(paper.texts())), "colours of code")
    paper = await _with_formulas(paper, goes_on)
    whole = device.pageLayout().paintRect(QPageLayout.Unit.Inch).size() * DPI
    room = QSizeF(whole.width(), whole.height() - _FOOT)
    pages = 1
    for placed in _placed(paper, room):
        pages = placed.last if placed is not None else pages
        await asyncio.sleep(0)
        if not goes_on():
            return 0
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the device takes no pages")
    try:
        scale = device.logicalDpiX() / DPI
        painter.scale(scale, scale)
        _paint_foot(painter, paper, whole, f"1 / {pages}")
        for placed in _placed(paper, room):
            if placed is None:
                await asyncio.sleep(0)
                continue
            for number in range(placed.sheet.pageCount()):
                if number or placed.turned:
                    device.newPage()
                    _paint_foot(painter, paper, whole, f"{placed.page + number} / {pages}")
                placed.sheet.paint(painter, number)
                await asyncio.sleep(0)
                if not goes_on():
                    return placed.page + number
        return pages
    finally:
        painter.end()


async def _with_formulas(paper: Paper, goes_on: Callable[[], bool]) -> Paper:
    found: list[Source] = []
    for text in paper.texts():
        found += sources_of(text)
        await asyncio.sleep(0)
    if not found:
        return paper
    drawings = await in_background(lambda: drawn(found, goes_on), "formulas on paper")
    return replace(paper, formulas=PaperFormulas(drawings, _INK))


def _font(faces: Typeface, pixels: int) -> QFont:
    font = QFont(faces.text)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("liga", "locl"):  # what is searched and copied is letters, and digits
        font.setFeature(QFont.Tag(feature), 0)
    return font


def _percent(family: str, pixels: int, height: float) -> str:
    """The percentage that makes lines as high as `height` times the letters: some fonts are tall already."""
    font = QFont(family)
    font.setPixelSize(pixels)
    return str(round(100 * height * pixels / QFontMetricsF(font).height()))


def page_layout() -> QPageLayout:
    """The usual page: A4, or Letter where that is used, with fair margins."""
    from PySide6.QtCore import QLocale

    metric = QLocale().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
    size = QPageSize(QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(18, 16, 18, 14), QPageLayout.Unit.Millimeter)


def _paint_foot(painter: QPainter, paper: Paper, whole: QSizeF, page: str) -> None:
    font = _font(paper.faces, 10)
    painter.setFont(font)
    painter.setPen(QColor(_SOFT))
    line = QRectF(0, whole.height() - _FOOT + 10, whole.width(), _FOOT - 10)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, page)
    short = QFontMetricsF(font).elidedText(visible(paper.title), Qt.TextElideMode.ElideRight, whole.width() * 0.8)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, short)


def _picture(data: bytes | None, room: QSizeF, pictures: dict[str, QImage]) -> str:
    """A picture in its size, or as large as a page has room; nothing for what is none."""
    found = file_type(data) if data else None
    if data is None or found is None or found.kind is not FileKind.IMAGE:
        return ""
    image = QImage.fromData(data)
    if image.isNull():
        return ""
    pictures["picture:0"] = image
    shrink = min(1.0, room.width() / image.width(), room.height() * 0.8 / image.height())
    width, height = round(image.width() * shrink), round(image.height() * shrink)
    return f'<p><img src="picture:0" width="{width}" height="{height}"></p>'


def _box(inside: str) -> str:
    return (
        f'<table width="100%" cellspacing="0" cellpadding="8" border="0" style="margin-top: 4px; margin-bottom: 6px;">'
        f'<tr><td bgcolor="{_CARD}" style="padding: 8px; border: 0;">{inside}</td></tr></table>'
    )


def _boxed_code(made: str) -> str:
    """Blocks of code in colours, on a ground of their own; a document knows no background with padding."""
    from gui.chat.inks import coloured

    made = coloured(made)
    made = made.replace('<pre tabindex="0"><code>', _OPEN + "<pre>").replace("</code></pre>", "</pre>" + _CLOSE)
    made = made.replace(' class="right"', ' align="right"').replace(' class="center"', ' align="center"')
    return made.replace("<table>", '<table border="0" cellspacing="0" style="border-collapse: collapse;">')


_OPEN, _CLOSE = _box("|").split("|")
