"""One question, or a chat of many, on a plain asyncio loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType

from core.ask.answerer import answerer
from core.ask.options import Options
from core.ask.output import Output
from core.ask.report import Report
from core.errors import RivuletError
from core.events import Stamped, ToolApprovalRequested
from core.session import Session, SessionEvent, Target
from core.settings.schema import Settings
from core.tools.approval import ALLOWED


class OutputLost(Exception):
    """Nobody reads the output any more, or it cannot be written; its cause says which."""


class Conversation:
    """Questions that follow one another, over one provider, in one session. Use it as an async context manager."""

    def __init__(self, options: Options, settings: Settings, output: Output) -> None:
        self._options = options
        self._settings = settings
        self._output = output
        self._session = Session(
            system=options.system,
            toolbox=options.toolbox,
            limits=options.limits(settings.limits),
            stream=options.stream,
            attended=False,
        )
        self._open = contextlib.AsyncExitStack()
        self._report = Report()
        self._lost: OSError | None = None
        self._session.subscribe(self._on_event)

    async def ask(self, prompt: str) -> Report:
        """Ask, and return what the turn came to. SIGINT and SIGTERM stop it and keep what has arrived. Raises
        OutputLost."""
        self._report = report = Report()
        work = asyncio.ensure_future(self._turn(prompt))
        with _stoppable(lambda: self._stop(work)):
            try:
                await work
            except asyncio.CancelledError:
                report.end_without_turn(None)
            except RivuletError as error:
                report.end_without_turn(error.info)
        self._write(lambda: self._output.end(report))
        if self._lost is not None:
            raise OutputLost from self._lost
        return report

    async def aclose(self) -> None:
        await self._session.aclose()
        await self._open.aclose()

    async def _turn(self, prompt: str) -> None:
        if self._session.target is None:
            self._session.target = await self._find_target()
        self._session.send(prompt)
        await self._session.wait_idle()

    async def _find_target(self) -> Target:
        return await self._open.enter_async_context(answerer(self._options, self._settings, self._session.limits))

    def _stop(self, work: asyncio.Future[None]) -> None:
        if self._session.live:
            self._session.stop()
        else:
            work.cancel()

    def _on_event(self, event: SessionEvent) -> None:
        if not isinstance(event, Stamped):
            return
        self._report.feed(event)
        if isinstance(event.event, ToolApprovalRequested):
            # Whoever named the tool on the command line has allowed it.
            self._session.answer_approval(event.event.call_id, ALLOWED)
        self._write(lambda: self._output.event(event))

    def _write(self, write: Callable[[], None]) -> None:
        if self._lost is not None:
            return
        try:
            write()
        except OSError as error:
            self._lost = error
            self._session.stop()


@contextlib.contextmanager
def _stoppable(stop: Callable[[], None]) -> Iterator[None]:
    """While it lasts, SIGINT and SIGTERM call `stop` on the running loop."""
    loop = asyncio.get_running_loop()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop)

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
