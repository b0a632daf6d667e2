"""Printing the conversation that is shown, and saving it as PDF; both in a thread, so that the window goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QPagedPaintDevice, QPdfWriter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.attachments import AttachmentLost
from core.background import in_background
from core.conversations.exporting.names import free_name
from core.conversations.exporting.readable import sections, title_of
from core.files import whole_file
from gui.chat.exporting import as_it_is
from gui.chat.paper import Paper, Typeface, page_layout, print_pages
from gui.data.words import export_words, shown_path, trouble_words
from gui.theme.theme import TextRole
from gui.widgets.folders import show_folder, usual_folder

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from gui.chat.book import Book
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
        found = self._what()
        if found is None:
            return
        make, title = found
        dialog = QFileDialog(self._window, self.tr("Save as PDF"))
        dialog.setObjectName("pdfDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF documents (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(str(usual_folder(QStandardPaths.StandardLocation.DocumentsLocation)))
        dialog.selectFile(free_name(title, ".pdf", ()))
        dialog.fileSelected.connect(lambda path: self._run(self._write(make, title, Path(path)), "PDF"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print(self) -> None:
        """Ask the desktop's dialog which printer, and print."""
        found = self._what()
        if found is None:
            return
        make, title = found
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout())
        printer.setDocName(title)
        printer.setCreator("Rivulet")
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("printDialog")
        dialog.accepted.connect(lambda: self._run(self._print(make, title, printer), "printing"))
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

    def _what(self) -> tuple[Callable[[float], Paper], str] | None:
        """What makes the paper, and its title; None, told, where there is nothing yet."""
        conversation = self._book.current
        if conversation is None or conversation.empty:
            self._notices.say(self.tr("There is nothing to print yet."))
            return None
        stored, words, files = as_it_is(conversation), export_words(), conversation.session.files
        title = title_of(stored, words)
        shown = tuple(sections(stored, words))
        faces = Typeface(self._theme.font(TextRole.BODY).family(), self._theme.mono().family())

        def read_file(sha256: str) -> bytes | None:
            try:
                return files.read(sha256)
            except AttachmentLost:
                return None

        return lambda width: Paper(title, shown, read_file, words.you, faces, width), title

    async def _write(self, make: Callable[[float], Paper], title: str, path: Path) -> None:
        try:
            await in_background(lambda: self._write_now(make, title, path), "PDF")
        except OSError as error:
            self._notices.say(trouble_words(error, path))
            return
        if not self._ended:
            said = self.tr("Saved as {place}.").replace("{place}", shown_path(path))
            self._notices.say(said, self.tr("Show"), lambda: show_folder(path))

    def _write_now(self, make: Callable[[float], Paper], title: str, path: Path) -> None:
        """In the thread. Raises OSError, with nothing changed."""
        from PySide6.QtCore import QBuffer, QIODevice

        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI)
        writer.setPageLayout(page_layout())
        writer.setTitle(title)
        writer.setCreator("Rivulet")
        print_pages(writer, make, title, self._goes_on)
        if self._goes_on():
            with whole_file(path) as file:
                file.write(buffer.data().data())

    async def _print(self, make: Callable[[float], Paper], title: str, printer: QPrinter) -> None:
        device: QPagedPaintDevice = printer
        try:
            await in_background(lambda: print_pages(device, make, title, self._goes_on), "printing")
        except OSError as error:
            log.info("not printed: %s", error)
            self._notices.say(self.tr("The printer took nothing. Check it in the system's settings and print again."))

    def _goes_on(self) -> bool:
        return not self._ended
