"""Where later starts of the program with the same data folder are heard; see gui/instance.py."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from core.providers.registry import OWN
from gui.chat.directory import Choice
from gui.instance import ENDING, LIMIT, TAKEN, Asked, address, asked_by

if TYPE_CHECKING:
    from gui.chat.book import Book
    from gui.chat.page import ChatPage
    from gui.main_window import MainWindow
    from gui.options import Options

log = logging.getLogger(__name__)

_PATIENCE_MS: Final = 2_000


class Reception(QObject):
    """`came(Asked)`: a later start was answered and ends; what it was asked is to be done here."""

    came = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = str(folder.resolve())
        self._address = address(folder)
        self._visits: set[_Visit] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def open(self) -> bool:
        """Listen from now on; False where another start does already, or nobody can. What a start that was killed left
        behind is taken over."""
        if not self._address:
            log.info("there is no place for a socket of one's own: a second start will not find this one")
            return False
        with _alone(self._address):  # what is there would be replaced silently: ask first
            if self._is_answered():
                return False
            QLocalServer.removeServer(self._address)
            if self._server.listen(self._address):
                return True
        log.info("not listening for a second start: %s", self._server.errorString())
        return False

    async def aclose(self) -> None:
        """Listen no more."""
        self._server.close()
        for visit in tuple(self._visits):
            visit.end()

    def _is_answered(self) -> bool:
        probe = QLocalSocket()
        probe.connectToServer(self._address)
        answered = probe.waitForConnected(200)
        probe.abort()
        return answered

    def _welcome(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            visit = _Visit(line, self._folder)
            self._visits.add(visit)
            visit.came.connect(self.came)
            visit.ended.connect(self._visits.discard)
            visit.begin()


class _Visit(QObject):
    """One later start: its line is read and answered."""

    came = Signal(object)
    ended = Signal(object)

    def __init__(self, line: QLocalSocket, folder: str) -> None:
        super().__init__()
        self._line = line
        self._folder = folder
        self._asked: Asked | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.end)
        line.readyRead.connect(self._read)
        line.disconnected.connect(self._gone)

    def begin(self) -> None:
        self._patience.start(_PATIENCE_MS)
        self._read()  # it may have said everything before

    def end(self) -> None:
        """Hang up."""
        self._line.abort()
        self._gone()

    def _read(self) -> None:
        line = self._line
        if not line.canReadLine():
            if line.bytesAvailable() > LIMIT:
                self.end()
            return
        try:
            asked = Asked.from_bytes(bytes(line.readLine().data()))
        except ValueError:
            asked = None
        if asked is None or asked.folder != self._folder:
            self.end()
            return
        self._asked = asked
        line.readyRead.disconnect(self._read)
        line.readyRead.connect(self._finish)
        line.write(TAKEN)

    def _finish(self) -> None:
        """It has heard the answer: nobody else does what it was asked."""
        asked, self._asked = self._asked, None
        if asked is not None and bytes(self._line.readLine().data()) == ENDING:
            self.came.emit(asked)
        self.end()

    def _gone(self) -> None:
        self._patience.stop()
        self._line.deleteLater()
        self.ended.emit(self)


class Welcome(QObject):
    """Does in the window what a later start was asked. `ask_wished(token)` is for whoever has the quick question."""

    ask_wished = Signal(str)

    def __init__(self, options: Options, window: MainWindow, book: Book, page: ChatPage) -> None:
        super().__init__(window)
        self._own = asked_by(options, Path())
        self._window = window
        self._book = book
        self._page = page

    def receive(self, asked: Asked) -> None:
        """Bring the window to the front; a prompt goes into a new chat, and is sent if that was asked. For a quick
        question the window stays where it is."""
        if asked.ask:
            self.ask_wished.emit(asked.token)
            return
        self._window.come_forward(asked.token)
        if not asked.prompt:
            return
        page = self._page
        self._book.open_new()
        if asked.send and self._can_answer(asked):
            page.send(asked.prompt)
            return
        before = page.composer.text()
        page.composer.set_text(f"{before}\n\n{asked.prompt}" if before.strip() else asked.prompt)
        if asked.send:
            page.notices.say(
                self.tr("Not sent: this Rivulet was started without the provider that was named. Choose who answers.")
            )

    def _can_answer(self, asked: Asked) -> bool:
        """Whether who was named can answer here, and is chosen: nothing goes to another one."""
        provider = asked.provider
        if asked.protocol:
            if (asked.protocol, asked.base_url) != (self._own.protocol, self._own.base_url):
                return False
            provider = OWN
        if not (provider or asked.model):
            return True
        return self._page.choosing.point(Choice(provider or self._page.conversation.choice.provider, asked.model))


if sys.platform == "win32":

    @contextlib.contextmanager
    def _alone(_address: str) -> Iterator[None]:
        yield  # a pipe cannot be left behind

else:
    import fcntl

    @contextlib.contextmanager
    def _alone(address: str) -> Iterator[None]:
        """Two starts at the same moment do not take the socket from each other."""
        try:
            lock = os.open(f"{address}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)
