"""A conversation as PDF: what is on its pages, read back by another program."""

from __future__ import annotations

import asyncio
import base64
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QTextCursor, QTextLayout
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from core.attachments import MemoryAttachments
from core.conversations.exporting.readable import File, Folded, Prose, Section
from core.conversations.tree import Planted, Tree
from core.messages import AttachmentPart, Message, Outcome, Role, TextPart
from core.session import Session
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.paper import Paper, Sheet, Typeface
from gui.chat.paper_breaks import keep_together
from gui.chat.paper_formulas import PaperFormulas, drawn, sources_of
from gui.chat.printing import Printing
from gui.loop import TaskOwner
from gui.theme.theme import Theme
from gui.theme.tokens import LIGHT
from gui.widgets.clock import FrameClock
from gui.widgets.notice_bar import NoticeBar

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FACES = Typeface("DejaVu Sans", "DejaVu Sans Mono")
LONG, LINES = "word_" * 80, "line\n\n" * 90
MESSAGES = (
    Message("u", Role.USER, (TextPart("How does a river find the sea?"),)),
    Message(
        "a",
        Role.ASSISTANT,
        (TextPart(f"## 강의 흐름\n\nBy **gravity**.\n\n```python\n{LONG}END\n```\n\n{LINES}last words"),),
        model="river-1",
        outcome=Outcome.STOPPED,
    ),
)


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


def text_of(path: Path) -> list[str]:
    """The words of each page; what stands between them is the reader's guess."""
    return [re.sub(r"[\s\x00-\x1f]+", "", page.extract_text()) for page in PdfReader(path).pages]


def grown(messages: tuple[Message, ...]) -> Tree:
    above = (None, *(message.id for message in messages))
    return Tree.grown(Planted(message, parent, 1) for message, parent in zip(messages, above, strict=False))


class World:
    def __init__(self, messages: tuple[Message, ...], title: str = "강과 rivers") -> None:
        self.tasks, self.window, theme = TaskOwner(), QWidget(), Theme()
        self.notices = NoticeBar(theme, self.window)
        clock = FrameClock()
        session = Session(tree=grown(messages), title=title)
        self.conversation = Conversation(session, Choice("demo", "tour"), clock)
        book = Book(lambda: self.conversation)
        if messages:
            book.admit(self.conversation, show=True)
        else:
            book.open_new()
        self.printing = Printing(theme, book, self.notices, self.tasks.spawn, self.window)

    async def save(self, path: Path) -> None:
        self.printing.save_pdf()
        dialog = self.window.findChild(QFileDialog, "pdfDialog")
        assert isinstance(dialog, QFileDialog)
        self.name = Path(dialog.selectedFiles()[0]).name
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        await until(lambda: not self.tasks.names)

    async def aclose(self) -> None:
        await self.printing.aclose()
        await self.conversation.aclose()
        await self.tasks.aclose()
        self.window.deleteLater()


async def test_all_of_it_is_on_numbered_pages(tmp_path: Path) -> None:
    world = World(MESSAGES)
    await world.save(tmp_path / "river.pdf")
    pages = text_of(tmp_path / "river.pdf")
    whole = "".join(pages)
    assert "Howdoesariverfindthesea?" in whole
    assert "강의흐름" in whole
    assert "river-1" in whole
    assert "word_" * 10 in whole.replace("-", "")
    assert whole.count("word_") == 80, "a long line of code is wrapped, not cut off"
    assert "END" in whole
    assert whole.count("line") == 90
    assert "lastwords" in pages[-1]
    assert "Stopped." in pages[-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.startswith(f"{number}/{len(pages)}강과rivers")
    assert world.name == "강과 rivers.pdf"
    assert "river.pdf" in world.notices.text()
    await world.aclose()


async def test_it_is_printed_by_the_desktop_s_dialog(tmp_path: Path) -> None:
    world = World(MESSAGES, title="../../escape")
    world.printing.print()
    dialog = world.window.findChild(QPrintDialog, "printDialog")
    assert isinstance(dialog, QPrintDialog)
    assert dialog.printer().docName() == "escape"
    field = dialog.findChild(QLineEdit, "filename")
    assert isinstance(field, QLineEdit)
    field.setText(str(tmp_path / "printed.pdf"))
    dialog.accept()
    await until(lambda: not world.tasks.names)
    assert "lastwords" in text_of(tmp_path / "printed.pdf")[-1]
    await world.aclose()


async def test_an_empty_conversation_says_so(tmp_path: Path) -> None:
    world = World(())
    world.printing.save_pdf()
    world.printing.print()
    assert world.notices.text() == "There is nothing to print yet."
    await world.aclose()


async def test_a_folder_that_takes_nothing_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    world = World(MESSAGES[:1])
    await world.save(tmp_path / "missing" / "river.pdf")
    assert world.notices.text()
    assert not world.notices.text().startswith("Saved")
    assert not any(name for name in os.listdir(tmp_path))  # noqa: PTH208  # in a coroutine
    await world.aclose()


def paper(*pieces: Prose | Folded | File, data: bytes | None = None) -> list[Sheet]:
    made = Paper("t", (Section("You", "", "", pieces),), lambda _: data, "You", FACES)
    return list(made.sheets(QSizeF(600, 800)))


@pytest.mark.usefixtures("qapp")
def test_code_has_its_colours_and_loses_no_letter() -> None:
    code = 'def f(x: int) -> str:  # <b> & "quotes"\n    return f"{x}" + \'\'\n'
    (sheet,) = paper(Prose(f"```python\n{code}```\n\n```nonsense\nif x\n```\n\n```\nif y\n```", markdown=True))
    assert code.strip() in sheet.toPlainText()
    inks: dict[str, str] = {}
    block = sheet.begin()
    while block.isValid():
        for part in block.textFormats():
            words = block.text()[part.start : part.start + part.length]
            inks[words.strip()] = part.format.foreground().color().name()
        block = block.next()
    assert inks["def"] == LIGHT.syntax_keyword
    assert inks['# <b> & "quotes"'] == LIGHT.syntax_comment
    assert inks["if x"] not in (LIGHT.syntax_keyword, LIGHT.syntax_string), "a language that nobody knows has none"


def tops(sheet: Sheet) -> dict[str, tuple[int, float]]:
    """The page of each line of text, and how far down it stands there."""
    height, found, block = sheet.pageSize().height(), {}, sheet.begin()
    while block.isValid():
        rect, layout = sheet.documentLayout().blockBoundingRect(block), block.layout()
        for line in map(layout.lineAt, range(layout.lineCount())):
            words = block.text()[line.textStart() : line.textStart() + line.textLength()]
            page, down = divmod(rect.top() + line.y(), height)
            if words.strip():
                found[words.strip()] = (int(page), down)
        block = block.next()
    return found


@pytest.mark.usefixtures("qapp")
def test_what_begins_low_on_a_page_goes_on_at_the_top_of_the_next() -> None:
    text = "\n\n".join(f"line {n}" for n in range(60))
    (sheet,) = paper(Prose(text, markdown=True))
    sheet.begin_at(700)
    found = tops(sheet)
    first = dict(reversed(found.values()))
    assert sheet.pageCount() > 2
    assert first[0] >= 700
    assert all(first[page] < 40 for page in range(1, sheet.pageCount()))
    assert len(found) == 60 + 2, "with the two lines of its head"


@pytest.mark.usefixtures("qapp")
@given(st.integers(0, 400), st.integers(1, 12))
@settings(max_examples=12, deadline=None)
def test_no_heading_stands_alone_at_the_end_of_a_page_and_nothing_is_lost(top: int, length: int) -> None:
    parts = [f"## Part {n}\n\n```text\ncode {n}\n```\n\n{'words ' * 20 * length} end{n}" for n in range(9)]
    (sheet,) = paper(Prose("\n\n".join(parts), markdown=True))
    sheet.begin_at(top)
    for _ in keep_together(sheet):
        pass
    found = tops(sheet)
    for n in range(9):
        assert found[f"Part {n}"][0] == found[f"code {n}"][0]
    assert sheet.documentLayout().documentSize().height() <= sheet.pageCount() * 800
    assert sum(f"end{n}" in line for n in range(9) for line in found) == 9


@pytest.mark.usefixtures("qapp")
@given(st.integers(0, 400), st.integers(1, 60))
@settings(max_examples=12, deadline=None)
def test_no_row_of_a_table_is_cut_by_a_page(top: int, length: int) -> None:
    rows = [f"| r{n} | {'words ' * (1 + n * 7 % length)}e{n} |" for n in range(40)]
    (sheet,) = paper(Prose("\n".join(["| a | b |", "|---|---|", *rows]), markdown=True))
    sheet.begin_at(top)
    for _ in keep_together(sheet):
        pass
    pages: dict[str, set[int]] = {}
    highest: dict[int, float] = {}
    block = sheet.begin()
    while block.isValid():
        rect, layout, table = (
            sheet.documentLayout().blockBoundingRect(block),
            block.layout(),
            QTextCursor(block).currentTable(),
        )
        if table is not None:
            row = table.cellAt(block.position()).row()
            for line in map(layout.lineAt, range(layout.lineCount())):
                page, down = divmod(rect.top() + line.y() + 1, 800)
                pages.setdefault(f"r{row}", set()).add(int(page))
                assert down + line.height() < 802
                assert not page or row == 0 or down > 16, "below the head, which each page has again"
                highest[int(page)] = min(down, highest.get(int(page), 800))
        block = block.next()
    assert all(len(on) == 1 for on in pages.values())
    assert len(pages) == 41
    assert all(highest[page] < 40 for page in range(1, sheet.pageCount())), "every page is used from its top"


@pytest.mark.usefixtures("qapp")
def test_digits_are_the_font_s_plain_ones_so_that_a_search_finds_them() -> None:
    faces = Typeface("Noto Sans CJK KR", "DejaVu Sans Mono")  # it has others for digits beside Latin letters
    section = Section("Them", "", "", (Prose("in 2026", markdown=True),))
    (sheet,) = Paper("t", (section,), lambda _: None, "You", faces).sheets(QSizeF(600, 800))
    layout = QTextLayout("in 2026", sheet.defaultFont())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    (run,) = layout.glyphRuns()
    assert run.glyphIndexes() == run.rawFont().glyphIndexesForString("in 2026")


@pytest.mark.usefixtures("qapp")
def test_formulas_are_drawn_and_one_that_cannot_be_keeps_its_source() -> None:
    text = r"where $E = mc^2$ and $\nonsense{x}$:" + "\n\n$$\\frac{a}{b}$$\n\nand `$5`"
    sources = sources_of(text)
    assert [source.display for source in sources] == [False, False, True]
    drawings = drawn(sources, lambda: True)
    assert [made is not None for made in drawings.values()] == [True, False, True]
    section = Section("Them", "", "", (Prose(text, markdown=True),))
    made = Paper("t", (section,), lambda _: None, "You", FACES, PaperFormulas(drawings, "#1f2328"))
    (sheet,) = made.sheets(QSizeF(600, 800))
    sheet.begin_at(0)
    shown = sheet.toPlainText()
    assert shown.count("￼") == 2
    assert r"$\nonsense{x}$" in shown
    assert "$5" in shown
    assert "frac" not in shown
    image = QImage(600, 800, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    sheet.paint(painter, 0)
    painter.end()
    fraction = sheet.find("￼", sheet.find("nonsense")).block()
    rect = sheet.documentLayout().blockBoundingRect(fraction)
    rows = range(round(rect.top()), round(rect.bottom()))
    dark = [x for x in range(600) for y in rows if image.pixelColor(x, y).red() < 99]
    assert dark, "the fraction is drawn"
    assert 270 < min(dark) <= max(dark) < 330, "in the middle"


@pytest.mark.usefixtures("qapp")
def test_nothing_is_fetched_or_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PIXEL)
    (sheet,) = paper(Prose(f"![x](file://{secret}) <img src='{secret}'> ![y](http://127.0.0.1:1/p.png)", markdown=True))
    for name in (str(secret), f"file://{secret}", "http://127.0.0.1:1/p.png"):
        assert sheet.loadResource(2, QUrl(name)) is None
    assert "￼" not in sheet.toPlainText(), "no picture stands in it"


@pytest.mark.usefixtures("qapp")
def test_a_picture_that_was_attached_is_shown_within_the_page() -> None:
    part = AttachmentPart("dot.png", "image/png", MemoryAttachments().keep(PIXEL), len(PIXEL))
    (sheet,) = paper(File(part, "Attached: dot.png"), data=PIXEL)
    assert "￼" in sheet.toPlainText()
    assert "Attached: dot.png" in sheet.toPlainText()
    (gone,) = paper(File(part, "Attached: dot.png"))
    assert "￼" not in gone.toPlainText()
