"""A conversation as PDF: what is on its pages, read back by another program."""

from __future__ import annotations

import asyncio
import base64
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSizeF, QUrl
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
