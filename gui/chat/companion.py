"""What `rivulet-serve` does, done by the window: other programs of this computer are answered while it is on.

It is off until a person starts it, and again at every start of the program.
"""

from __future__ import annotations

import asyncio
import errno
import importlib
from collections.abc import Callable, Coroutine
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from core.background import in_background
from gui.chat.answerers import AGENTS
from gui.settings.served import Served

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.limits import Limits
    from core.logs import SecretMask
    from gui.chat.answerers import Answerers

_MODULE: Final = "core.serve.command"  # with all that serves: imported when it is first started


class _NotNowError(Exception):
    """`str()` is the sentence for a person."""


class Companion(QObject):
    """`changed` whenever `served` is another one."""

    changed = Signal(object)

    def __init__(
        self,
        answerers: Answerers,
        limits: Callable[[], Limits],
        mask: SecretMask,
        open_link: Callable[[str], None],
        spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.served = Served()
        self._answerers = answerers
        self._limits = limits
        self._mask = mask
        self._open_link = open_link
        self._spawn = spawn
        self._serving: asyncio.Task[None] | None = None
        self._trouble = ""

    async def aclose(self) -> None:
        self.stop()
        if self._serving is not None:
            await asyncio.wait([self._serving])

    def make_row(self) -> QWidget:
        """Its row in the settings."""
        from gui.settings.served_row import ServedRow

        row = ServedRow()
        row.start_wished.connect(self.start)
        row.stop_wished.connect(self.stop)
        row.page_wished.connect(self._open_link)
        self.changed.connect(row.show_served)
        row.show_served(self.served)
        return row

    def start(self, port: int) -> None:
        """Listen at this port, 0 for any free one; what answers new conversations answers."""
        if self._serving is None:
            self._show(Served(starting=True))
            self._trouble = ""
            self._serving = self._spawn(self._serve(port), "other programs")
            self._serving.add_done_callback(self._ended)

    def stop(self) -> None:
        """Answers that run are stopped, and nothing listens any more."""
        if self._serving is not None:
            self._serving.cancel()

    def _ended(self, _task: asyncio.Task[None]) -> None:
        self._serving = None
        self._show(Served(trouble=self._trouble))

    async def _serve(self, port: int) -> None:
        try:
            command = await in_background(lambda: importlib.import_module(_MODULE), "late imports")
            with closing(command.bound(port)) as listener:
                await self._listen(listener)
        except _NotNowError as error:
            self._trouble = str(error)
        except OSError as error:
            said = self.tr("Port {n} cannot be used: {why}.").replace("{why}", error.strerror or str(error))
            if error.errno == errno.EADDRINUSE:
                said = self.tr("Port {n} is taken by another program. Choose another one, or 0 for any.")
            self._trouble = said.replace("{n}", str(port))

    async def _listen(self, listener: Any) -> None:
        from core.serve.command import serve
        from core.serve.guard import new_token
        from core.session import Session

        asked, choice, token = Session(), self._answerers.first_choice(), new_token()
        self._answerers.aim(asked, choice)
        assert asked.target is not None
        provider = asked.target.provider
        if choice.provider == AGENTS:
            raise _NotNowError(self.tr("Agents do not answer other programs. Choose a model for new chats first."))
        self._mask.add(token)

        def ready(port: int) -> None:
            self._show(Served(port, token, choice.model, provider.spec.name))

        await serve(provider, choice.model, self._limits(), token, listener, ready, signals=False)

    def _show(self, served: Served) -> None:
        self.served = served
        self.changed.emit(served)
