"""A conversation on paper: laid out for a page, whatever the theme on the screen is, with numbered pages.

Nothing of it is fetched or read: pictures are those that were attached, everything else is text. It knows no window and
may run in a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
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
    QTextDocument,
    QTextOption,
)

from core.conversations.exporting.html_text import escaped, to_html
from core.conversations.exporting.readable import File, Folded, Piece, Prose, ReadFile, Section
from core.filetypes import FileKind, file_type, size_text

DPI: Final = 96  # of the layout; what is painted is scaled to the device
_BODY: Final = 13  # pixels
_FOOT: Final = 30
_SOFT: Final = "#59636e"
_CARD: Final = "#f3f4f6"
_STYLE: Final = f"""
.title {{ font-size: 21px; font-weight: 600; }}
.who {{ font-size: 11px; font-weight: 600; color: {_SOFT}; margin-top: 20px; margin-bottom: 4px; }}
h3 {{ font-size: 16px; }} h4 {{ font-size: 14px; }} h5, h6 {{ font-size: 13px; }}
p, li {{ line-height: 140%; }}
pre, code {{ font-family: MONO; font-size: 11px; }}
pre {{ white-space: pre-wrap; line-height: 130%; margin: 0; }}
a {{ color: #0b57d0; text-decoration: none; }}
.typed {{ white-space: pre-wrap; }}
.soft, blockquote, .footnote, .language {{ color: {_SOFT}; font-size: 11px; }}
.ending {{ color: #b3261e; }}
th, td {{ padding: 4px; }}
"""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The families of text and of code."""

    text: str
    code: str


class Paper(QTextDocument):
    """`width` is the room of a page in pixels of `DPI`."""

    def __init__(
        self, title: str, sections: Iterable[Section], read_file: ReadFile, you: str, faces: Typeface, width: float
    ) -> None:
        super().__init__()
        self._pictures: dict[str, QImage] = {}
        self._width = width
        self._read_file = read_file
        font = QFont(faces.text)
        font.setPixelSize(_BODY)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("liga"), 0)  # what is searched and copied is letters
        self.setDefaultFont(font)
        self.setUseDesignMetrics(True)
        self.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        self.setDefaultStyleSheet(_STYLE.replace("MONO", f"'{faces.code}', monospace"))
        self.setHtml("".join(self._html(title, sections, you)))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """The pictures that are in it; nothing is read from anywhere."""
        return self._pictures.get(name.toString() if isinstance(name, QUrl) else name)

    def _html(self, title: str, sections: Iterable[Section], you: str) -> Iterator[str]:
        yield f'<p class="title">{escaped(title)}</p>'
        for section in sections:
            yield f'<p class="who">{escaped(section.heading)}</p>'
            for piece in section.pieces:
                yield self._piece(piece, mine=section.who == you)
            if section.ending:
                yield f'<p class="ending">{escaped(section.ending)}</p>'

    def _piece(self, piece: Piece, *, mine: bool) -> str:
        match piece:
            case Prose(text, markdown):
                if markdown:
                    return _boxed_code(to_html(text))
                typed = f'<div class="typed">{escaped(text)}</div>'
                return _box(typed) if mine else typed
            case Folded(title, text, is_code):
                inside = _box(f"<pre>{escaped(text)}</pre>") if is_code else _boxed_code(to_html(text))
                return f'<p class="soft">{escaped(title)}</p><div class="soft">{inside}</div>'
            case File(part, title):
                return self._file(part.sha256, title, part.size)

    def _file(self, sha256: str, title: str, size: int) -> str:
        caption = f'<p class="soft">{escaped(f"{title} ({size_text(size)})")}</p>'
        data = self._read_file(sha256)
        found = file_type(data) if data else None
        if data is None or found is None or found.kind is not FileKind.IMAGE:
            return caption
        image = QImage.fromData(data)
        if image.isNull():
            return caption
        name = f"picture:{len(self._pictures)}"
        self._pictures[name] = image
        shrink = min(1.0, self._width / image.width(), self._width / image.height())
        width, height = round(image.width() * shrink), round(image.height() * shrink)
        return f'<p><img src="{name}" width="{width}" height="{height}"></p>{caption}'


def print_pages(
    device: QPagedPaintDevice, make: Callable[[float], Paper], title: str, goes_on: Callable[[], bool]
) -> int:
    """Paint the paper that `make(width)` gives, page by page; returns how many. `goes_on()` is asked before each."""
    layout = device.pageLayout()
    room = layout.paintRect(QPageLayout.Unit.Inch).size() * DPI
    paper = make(room.width())
    paper.setPageSize(QSizeF(room.width(), room.height() - _FOOT))
    pages = paper.pageCount()
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the device takes no pages")
    try:
        scale = device.logicalDpiX() / DPI
        for number in range(pages):
            if not goes_on():
                return number
            if number:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            _paint_page(painter, paper, number)
            _paint_foot(painter, paper, room, f"{number + 1} / {pages}", title)
            painter.restore()
    finally:
        painter.end()
    return pages


def page_layout() -> QPageLayout:
    """The usual page: A4, or Letter where that is used, with fair margins."""
    from PySide6.QtCore import QLocale

    metric = QLocale().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
    size = QPageSize(QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(18, 16, 18, 14), QPageLayout.Unit.Millimeter)


def _paint_page(painter: QPainter, paper: Paper, number: int) -> None:
    height = paper.pageSize().height()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, number * height, paper.pageSize().width(), height)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor("#1f2328"))
    context.palette = palette
    painter.save()
    painter.translate(0, -number * height)
    painter.setClipRect(context.clip)
    paper.documentLayout().draw(painter, context)
    painter.restore()


def _paint_foot(painter: QPainter, paper: Paper, room: QSizeF, count: str, title: str) -> None:
    font = QFont(paper.defaultFont())
    font.setPixelSize(10)
    painter.setFont(font)
    painter.setPen(QColor(_SOFT))
    line = QRectF(0, room.height() - _FOOT + 10, room.width(), _FOOT - 10)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, count)
    short = QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width() * 0.8)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, short)


def _box(inside: str) -> str:
    return (
        f'<table width="100%" cellspacing="0" cellpadding="8" border="0" style="margin-top: 4px; margin-bottom: 6px;">'
        f'<tr><td bgcolor="{_CARD}" style="padding: 8px;">{inside}</td></tr></table>'
    )


def _boxed_code(made: str) -> str:
    """Blocks of code on a ground of their own; a document knows no background with padding."""
    made = made.replace('<pre tabindex="0"><code>', _OPEN + "<pre>").replace("</code></pre>", "</pre>" + _CLOSE)
    made = made.replace(' class="right"', ' align="right"').replace(' class="center"', ' align="center"')
    return made.replace("<table>", '<table border="1" cellspacing="0" style="border-collapse: collapse;">')


_OPEN, _CLOSE = _box("|").split("|")
