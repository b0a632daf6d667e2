"""Tells a person of an error that nobody foresaw: one dialog at a time, and only a line where another one is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from gui.fault_report import fault_report, story_of

if TYPE_CHECKING:
    from gui.chat.book import Book
    from gui.faults import Fault
    from gui.theme.theme import Theme
    from gui.widgets.notice_bar import NoticeBar


class Reporting:
    """`logs` is the folder of the log; no report quotes a conversation of `book`."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        notices: NoticeBar,
        mask: Callable[[str], str],
        logs: Path,
        book: Book,
        safe_mode: bool,
    ) -> None:
        self._theme = theme
        self._window = window
        self._notices = notices
        self._mask = mask
        self._logs = logs
        self._book = book
        self._safe_mode = safe_mode

    def tell(self, fault: Fault) -> None:
        """Open the dialog; where a dialog is open already, the strip offers it."""
        report = self._report(story_of(fault.error))
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            self._open(report, crashed=False)
            return
        said = QCoreApplication.translate("Reporting", "Something went wrong inside Rivulet.")
        self._offer(said, report, crashed=False)

    def tell_crash(self, story: str) -> None:
        """Say in the strip that the program crashed the last time, if it left a story."""
        if not story:
            return
        said = QCoreApplication.translate(
            "Reporting", "Rivulet ended unexpectedly last time. Your conversations are kept."
        )
        self._offer(said, self._report(story), crashed=True)

    def _offer(self, said: str, report: str, *, crashed: bool) -> None:
        show = QCoreApplication.translate("Reporting", "Show the report")
        self._notices.say(said, show, lambda: self._open(report, crashed=crashed))

    def _open(self, report: str, *, crashed: bool) -> None:
        from gui.fault_dialog import FaultDialog

        FaultDialog(self._theme, report, self._logs, self._window, crashed=crashed).open()

    def _report(self, story: str) -> str:
        from core.about import build_info

        build = build_info()
        version = " ".join(filter(None, (build.version, build.build)))
        log_file = self._logs / "rivulet.log"
        words = (each.text() for conversation in self._book.opened for each in conversation.session.messages)
        return fault_report(story, log_file, self._mask, words, version, safe_mode=self._safe_mode)
