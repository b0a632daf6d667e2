"""What a test left behind, in words: tasks, dropped async generators, threads, log records. Knows no Qt."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
import threading
import time
from collections.abc import AsyncGenerator, Coroutine, Iterable
from pathlib import Path
from types import AsyncGeneratorType, TracebackType
from typing import Any, Self

_ROOT = Path(__file__).resolve().parents[2]
_OURS = tuple(str(_ROOT / folder) + os.sep for folder in ("core", "gui", "tests", ".cache"))  # and not .venv
_CYCLES = 10  # of the loop, for callbacks that are on their way when the test returns
_THREAD_GRACE_S = 2.0


class LeftBehind(AssertionError):
    """The test passed but did not clean up."""


async def run_clean(test: Coroutine[Any, Any, None], seconds: float) -> None:
    """Run a test's coroutine within `seconds`; raise LeftBehind where it leaves tasks or async generators."""
    dropped: list[str] = []
    hooks = sys.get_asyncgen_hooks()

    def note_dropped(generator: AsyncGenerator[Any, Any]) -> None:
        if isinstance(generator, AsyncGeneratorType) and generator.ag_code.co_filename.startswith(_OURS):
            dropped.append(generator.__qualname__)
        if hooks.finalizer is not None:
            hooks.finalizer(generator)

    sys.set_asyncgen_hooks(finalizer=note_dropped)  # qasync sets none
    try:
        await _within(test, seconds)
        for _ in range(_CYCLES):
            await asyncio.sleep(0)
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        left = [_described(task) for task in tasks]
        for task in tasks:
            task.cancel()  # the next test shall not meet them
        await asyncio.gather(*tasks, return_exceptions=True)
        left += [f"async generator {name}, dropped before its end" for name in sorted(set(dropped))]
        if left:
            raise LeftBehind("The test left behind: " + "; ".join(left))
    finally:
        sys.set_asyncgen_hooks(finalizer=hooks.finalizer)


async def _within(test: Coroutine[Any, Any, None], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds) as bound:
            await test
    except TimeoutError:
        if bound.expired():
            raise TimeoutError(f"The test took longer than {seconds:g} s") from None
        raise


def _described(task: asyncio.Task[Any]) -> str:
    frames = task.get_stack(limit=1)
    where = f" at {frames[0].f_code.co_filename}:{frames[0].f_lineno}" if frames else ""
    return f"task {task.get_name()!r}{where}"


def new_threads(before: Iterable[threading.Thread]) -> list[str]:
    """Names of threads that were not there before and do not end within a moment."""
    known = set(before)
    until = time.monotonic() + _THREAD_GRACE_S
    while True:
        # Threads that Python did not start stand in its list for ever once they have run Python code.
        new = [t for t in threading.enumerate() if t not in known and not isinstance(t, threading._DummyThread)]
        if not new or time.monotonic() > until:
            return [f"thread {thread.name!r}" for thread in new]
        time.sleep(0.005)


class LogWatch(logging.Handler):
    """Collects records of level WARNING and above while it is entered."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0] is not None:
            text += f" ({record.exc_info[0].__name__}: {record.exc_info[1]})"
        self._said.append(text)

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        logging.getLogger().removeHandler(self)

    def unexpected(self, allowed: Iterable[str]) -> list[str]:
        """The records that match none of the patterns."""
        patterns = [re.compile(pattern) for pattern in allowed]
        return [said for said in self._said if not any(pattern.search(said) for pattern in patterns)]
