"""Slow work in a thread, its result back in the window's thread."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)

T = TypeVar("T")


class Background(QObject):
    """One call after the other, in a thread that is there while there is work and that nobody waits for."""

    _told = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._lock = threading.Lock()
        self._calls: deque[Callable[[], Callable[[], None]]] = deque()
        self._answers: deque[Callable[[], None]] = deque()
        self._working = False
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._calls.clear)

    def run(self, call: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do `call` in the thread, and then `then` with its result in this one. `call` may not raise."""

        def work() -> Callable[[], None]:
            result = call()
            return lambda: then(result)

        with self._lock:
            self._calls.append(work)
            if self._working:
                return
            self._working = True
        threading.Thread(target=self._work, name=self._name, daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._calls:
                    self._working = False
                    return
                work = self._calls.popleft()
            try:
                self._answers.append(work())
            except Exception:
                log.exception("%s failed", self._name)
                continue
            try:
                self._told.emit()
            except RuntimeError:  # the window is gone
                return

    def _take(self) -> None:
        while self._answers:
            self._answers.popleft()()
