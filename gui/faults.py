"""What nobody caught: errors in slots, in threads, in destructors, and Qt's own complaints. All go to the log, none to
the terminal; the person is told once that something went wrong."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def watch_faults(tell: Callable[[], None]) -> None:
    """Log everything uncaught from now on; `tell` is called for an error on the window's own thread."""

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("uncaught error", exc_info=(kind, error, trace))
        if threading.current_thread() is threading.main_thread():
            tell()

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            log.error("error in a thread", exc_info=arguments.exc_value)

    def unraisable(found: sys.UnraisableHookArgs) -> None:
        log.error("error that could not be raised: %s", found.err_msg, exc_info=found.exc_value)

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
    qInstallMessageHandler(_take_message)


def _take_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
