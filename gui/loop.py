"""asyncio on Qt's event loop: the start, the tasks, the end. The only module that imports qasync.

What qasync leaves to its users is settled here, once:
- Every background task has an owner (`TaskOwner`): it has a name, its error is reported, it is cancelled and awaited.
- Qt never ends the loop by itself (`quitOnLastWindowClosed` is off); the program ends when `Program.run` returns.
- A delay of more than 24 days would overflow Qt's timer; it is capped and, for a sleeping task, simply long.
- A delayed call that is cancelled is gone at once. qasync keeps it, its timer and all that it refers to until it would
  have been due: a timeout around each read makes thousands of timers, one of an hour keeps a whole turn for an hour.
- Python goes from thread to thread after a millisecond: the window's thread gets it back soon from those that write,
  index and import.
- SIGINT, SIGTERM, SIGHUP and the end of the desktop's session ask for the same ordered end as closing the window.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from types import FrameType
from typing import Any, Final, Protocol

import qasync  # type: ignore[import-untyped]  # it has no types
from PySide6.QtCore import QObject, QTimer, QTimerEvent
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

DEADLINE_S: Final = 2.0  # for the whole of an ordered end
_LONGEST_DELAY_S: Final = 2_000_000.0  # Qt counts milliseconds in 31 bits
_SWITCH_S: Final = 0.001  # a fifth of Python's own
_SIGNAL_POLL_MS: Final = 200  # how often Python gets the chance to see a signal where no wake-up descriptor works


class TaskOwner:
    """Owns background tasks: spawn them here and nowhere else.

    An error in one is logged and handed to `on_error`; it never disappears. `aclose()` cancels all, the youngest
    first, and waits for each.
    """

    def __init__(self, on_error: Callable[[str, BaseException], None] | None = None) -> None:
        self._tasks: list[asyncio.Task[Any]] = []
        self._on_error = on_error
        self._closed = False

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run `work` in a task called `name`. After `aclose()` nothing is started any more."""
        if self._closed:
            work.close()
            raise RuntimeError("the program is ending")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.append(task)
        task.add_done_callback(self._done)
        return task

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tasks that run."""
        return tuple(task.get_name() for task in self._tasks)

    async def aclose(self) -> None:
        self._closed = True
        for task in reversed(self._tasks.copy()):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _done(self, task: asyncio.Task[Any]) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            log.error("task %s failed", task.get_name(), exc_info=error)
            if self._on_error is not None:
                self._on_error(task.get_name(), error)


class Program(Protocol):
    """What `run_program` runs."""

    def start(self, tasks: TaskOwner, quit_: Callable[[], None]) -> None:
        """Show the window. `quit_` asks for the end; calling it again is harmless."""

    async def stop(self) -> None:
        """Stop what is live, write out what is pending, close clients. Has `DEADLINE_S` seconds."""

    def leave(self) -> None:
        """Take the window away; the last thing before the loop ends."""


def run_program(app: QApplication, program: Program) -> int:
    """Run `program` until it asks to quit; returns the exit code."""
    app.setQuitOnLastWindowClosed(False)
    sys.setswitchinterval(_SWITCH_S)
    loop = make_loop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(_live(app, program))
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    return 0


def make_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """The loop that the program runs on, and its tests."""
    loop: asyncio.AbstractEventLoop = _Loop(app)
    loop.set_exception_handler(_report)
    return loop


async def _live(app: QApplication, program: Program) -> None:
    wish = asyncio.Event()
    tasks = TaskOwner()
    release = _answer_signals(wish.set)

    def log_out(_manager: object) -> None:
        wish.set()

    app.commitDataRequest.connect(log_out)
    try:
        program.start(tasks, wish.set)
        await wish.wait()
        await _within(DEADLINE_S, program.stop(), "ending")
        await _within(DEADLINE_S / 2, tasks.aclose(), "the last tasks")
        program.leave()
    finally:
        app.commitDataRequest.disconnect(log_out)
        release()


async def _within(seconds: float, work: Coroutine[Any, Any, None], what: str) -> None:
    """Wait for `work`, not for ever: a program told to end, ends, also when its work ignores being cancelled."""
    task = asyncio.get_running_loop().create_task(work, name=what)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        log.warning("%s took longer than %s s and was cut short", what, seconds)
        task.cancel()
        done, _ = await asyncio.wait({task}, timeout=0.2)
    if done and not task.cancelled() and (error := task.exception()) is not None:
        log.error("%s failed", what, exc_info=error)


class _Loop(qasync.QEventLoop):  # type: ignore[misc]  # as above
    def __init__(self, app: QApplication) -> None:
        self._delays = _Delays()
        super().__init__(app)

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: object, context: Any = None
    ) -> asyncio.Handle:
        if delay <= 0:
            soon: asyncio.Handle = super().call_later(0, callback, *args, context=context)
            return soon
        handle = _Delayed(callback, args, self, context)
        handle.begin(self._delays, min(delay, _LONGEST_DELAY_S))
        return handle

    def close(self) -> None:
        self._delays.clear()
        super().close()


class _Delays(QObject):
    """The calls that wait for their time, each with a timer of Qt."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, _Delayed] = {}

    def add(self, handle: _Delayed, delay: float) -> int:
        number = self.startTimer(int(delay * 1000))
        self._waiting[number] = handle
        return number

    def remove(self, number: int) -> None:
        if self._waiting.pop(number, None) is not None:
            self.killTimer(number)

    def clear(self) -> None:
        for number in list(self._waiting):
            self.remove(number)

    def timerEvent(self, event: QTimerEvent) -> None:
        number = event.timerId()
        handle = self._waiting.get(number)
        self.remove(number)
        if handle is not None and not handle.cancelled():
            handle._run()


class _Delayed(asyncio.Handle):
    """A call that waits for its time."""

    __slots__ = ("_delays", "_number")

    def begin(self, delays: _Delays, delay: float) -> None:
        self._delays = delays
        self._number = delays.add(self, delay)

    def cancel(self) -> None:
        super().cancel()
        self._delays.remove(self._number)


def _report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.error("event loop: %s", context.get("message", "error"), exc_info=context.get("exception"))


def _answer_signals(ask: Callable[[], None]) -> Callable[[], None]:
    """Let the signals that end a program call `ask`; returns the way to end that."""
    signals = [signal.SIGINT, signal.SIGTERM]
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":
        signals.append(signal.SIGHUP)  # the terminal that it was started from was closed
        for number in signals:
            loop.add_signal_handler(number, ask)

        def remove() -> None:
            for number in signals:
                loop.remove_signal_handler(number)

        return remove

    def answer(_number: int, _frame: FrameType | None) -> None:
        ask()

    before = {number: signal.signal(number, answer) for number in signals}
    ticker = QTimer()
    ticker.timeout.connect(lambda: None)
    ticker.start(_SIGNAL_POLL_MS)

    def restore() -> None:
        ticker.stop()
        for number, handler in before.items():
            signal.signal(number, handler)

    return restore
