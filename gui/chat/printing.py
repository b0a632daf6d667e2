"""Printing the conversation that is shown, and saving it as PDF; both piece by piece, so that the window goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, QStandardPaths
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.attachments import AttachmentLost
from core.background import in_background
from core.conversations.exporting.names import free_name, safe_stem
from core.conversations.exporting.readable import sections, title_of
from core.files import whole_file
from core.markdown.foreign import visible
from gui.chat.exporting import as_it_is
from gui.data.words import export_words, shown_path, trouble_words
from gui.theme.theme import TextRole
from gui.widgets.folders import show_folder, usual_folder

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from gui.chat.book import Book
    from gui.chat.paper import Paper
    from gui.theme.theme import Theme
    from gui.widgets.notice_bar import NoticeBar

log = logging.getLogger(__name__)

_DPI: Final = 1200
_END_S: Final = 1.0  # of the time that an ordered end has

Spawn = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class Printing(QObject):
    """Carries out two commands of the window."""

    def __init__(self, theme: Theme, book: Book, notices: NoticeBar, spawn: Spawn, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._book = book
        self._notices = notices
        self._spawn = spawn
        self._window = window
        self._ended = False
        self._running: set[asyncio.Task[Any]] = set()

    def save_pdf(self) -> None:
        """Ask where to, and write it."""
        paper = self._paper()
        if paper is None:
            return
        dialog = QFileDialog(self._window, self.tr("Save as PDF"))
        dialog.setObjectName("pdfDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF documents (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(str(usual_folder(QStandardPaths.StandardLocation.DocumentsLocation)))
        dialog.selectFile(free_name(paper.title, ".pdf", ()))
        dialog.fileSelected.connect(lambda path: self._run(self._write(paper, Path(path)), "PDF"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print(self) -> None:
        """Ask the desktop's dialog which printer, and print."""
        paper = self._paper()
        if paper is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from gui.chat.paper import page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout())
        printer.setDocName(safe_stem(paper.title))  # Qt makes the name of a file of it
        printer.setCreator("Rivulet")
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("printDialog")
        dialog.accepted.connect(lambda: self._run(self._print(paper, printer), "printing"))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own wants a slot by name

    async def aclose(self) -> None:
        """End what runs, so that no file is left half written."""
        self._ended = True
        if self._running:
            await asyncio.wait(tuple(self._running), timeout=_END_S)

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = self._spawn(work, name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _paper(self) -> Paper | None:
        """What is shown now; None, told, where there is nothing yet."""
        from gui.chat.paper import Paper, Typeface  # with the Markdown parser: nobody prints at the start

        conversation = self._book.current
        if conversation is None or conversation.empty:
            self._notices.say(self.tr("There is nothing to print yet."))
            return None
        stored, words, files = as_it_is(conversation), export_words(), conversation.session.files

        def read_file(sha256: str) -> bytes | None:
            try:
                return files.read(sha256)
            except AttachmentLost:
                return None

        faces = Typeface(self._theme.font(TextRole.BODY).family(), self._theme.mono().family())
        return Paper(title_of(stored, words), tuple(sections(stored, words)), read_file, words.you, faces)

    async def _write(self, paper: Paper, path: Path) -> None:
        from gui.chat.paper import page_layout, print_paper

        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI)
        writer.setPageLayout(page_layout())
        writer.setTitle(visible(paper.title))
        writer.setCreator("Rivulet")
        try:
            await print_paper(writer, paper, self._goes_on)
            if self._ended:
                return
            await in_background(lambda: _put(path, bytes(buffer.data().data())), "PDF")
        except OSError as error:
            self._notices.say(trouble_words(error, path))
            return
        said = self.tr("Saved as {place}.").replace("{place}", shown_path(path))
        self._notices.say(said, self.tr("Show"), lambda: show_folder(path))

    async def _print(self, paper: Paper, printer: QPrinter) -> None:
        from gui.chat.paper import print_paper

        try:
            await print_paper(printer, paper, self._goes_on)
        except OSError as error:
            log.info("not printed: %s", error)
            self._notices.say(self.tr("The printer took nothing. Check it in the system's settings and print again."))

    def _goes_on(self) -> bool:
        return not self._ended


def _put(path: Path, data: bytes) -> None:
    """Raises OSError, with nothing changed."""
    with whole_file(path) as file:
        file.write(data)
