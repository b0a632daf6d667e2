"""What nobody caught: errors in slots, in threads, in tasks, in destructors, and Qt's own complaints. All go to the
log, none to the terminal; each that is an error with a traceback is told once, as a `Fault`."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that nobody foresaw; `place` tells faults apart."""

    error: BaseException
    place: tuple[str, str, int]


class _Teller(QObject):
    """Tells each place once, on the thread of the window."""

    heard = Signal(object)

    def __init__(self, tell: Callable[[Fault], None]) -> None:
        super().__init__()
        self._tell = tell
        self._told: set[tuple[str, str, int]] = set()
        self.heard.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def _take(self, error: BaseException) -> None:
        place = _place(error)
        if place not in self._told:
            self._told.add(place)
            self._tell(Fault(error, place))


class _Ear(logging.Handler):
    """Hears every error that is logged with its traceback, from whatever thread."""

    def __init__(self, teller: _Teller) -> None:
        super().__init__(logging.ERROR)
        self._teller = teller

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Exception):
            self._teller.heard.emit(error)


def watch_faults(tell: Callable[[Fault], None]) -> Callable[[], None]:
    """Log everything uncaught from now on; `tell` is called with what is an error, on the window's own thread, from
    the event loop. Returns the way to end that."""

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("uncaught error", exc_info=(kind, error, trace))

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            log.error("error in a thread", exc_info=arguments.exc_value)

    def unraisable(found: sys.UnraisableHookArgs) -> None:
        log.error("error that could not be raised: %s", found.err_msg, exc_info=found.exc_value)

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = uncaught, in_thread, unraisable
    qt_before: Any = qInstallMessageHandler(_take_message)  # None where there was none
    ear = _Ear(_Teller(tell))
    logging.getLogger().addHandler(ear)

    def end() -> None:
        logging.getLogger().removeHandler(ear)
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        qInstallMessageHandler(qt_before)

    return end


def _place(error: BaseException) -> tuple[str, str, int]:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__, "", 0
    return type(error).__name__, trace.tb_frame.f_code.co_filename, trace.tb_lineno


def _take_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
