"""The rules every test lives by.

- `async def test_...` runs on a fresh asyncio loop (below tests/gui: on the program's Qt loop), within a time bound.
- A test that leaves a task, an async generator, a socket, a thread (or, below tests/gui, a widget, a timer or an
  animation) behind fails, and the failure names it.
- A log record of level WARNING or above fails the test unless it is allowed: `@pytest.mark.allow_log("pattern")` or the
  fixture `allow_log`. So do Python's warnings (pyproject.toml) and Qt's messages (tests/gui/conftest.py).
- Nothing is skipped: a skip is a failure.

This file imports no Qt: the tests of `core` run where there is none.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import signal
import threading
from collections.abc import Callable, Coroutine, Generator, Iterator
from types import FrameType
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests.support.leftovers import LeftBehind, LogWatch, new_threads, run_clean

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # tests/e2e brings a display of its own

TIME_LIMIT_S = 60.0

Runner = Callable[[Coroutine[Any, Any, None]], None]
_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)

_failed = pytest.StashKey[bool]()
_allowed = pytest.StashKey[list[str]]()

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The whole of the tests has 15 minutes, and says the same each time; `python3 run.py test tests/core` looks further.
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, max_examples=30, database=None)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "allow_log(pattern): log records that match are expected")
    config.addinivalue_line("markers", "time_limit(seconds): may take longer than the usual bound")
    settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # what is imported by now stays; the collections after each test need not walk it


# --- coroutine tests --------------------------------------------------------------------------------------------------


def time_limit(item: pytest.Item) -> float:
    """Seconds the test may take."""
    marker = item.get_closest_marker("time_limit")
    return float(marker.args[0]) if marker else TIME_LIMIT_S


def call_coroutine_test(item: pytest.Function, run: Runner) -> bool | None:
    """Run the test with `run` if it is a coroutine function; None where it is none (pytest then calls it itself)."""
    test = item.obj
    if inspect.iscoroutinefunction(test):
        run(test(**{name: item.funcargs[name] for name in inspect.signature(test).parameters}))
        return True
    law = getattr(test, "hypothesis", None)
    if law is not None and inspect.iscoroutinefunction(law.inner_test):
        inner = law.inner_test
        law.inner_test = lambda *args, **named: run(inner(*args, **named))  # a fresh loop for each example
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    def run(test: Coroutine[Any, Any, None]) -> None:
        with asyncio.Runner() as runner:
            runner.run(run_clean(test, time_limit(pyfuncitem)))

    return call_coroutine_test(pyfuncitem, run)


# --- what every test must leave as it found it ------------------------------------------------------------------------


@pytest.fixture
def allow_log(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Call it with a pattern: log records that match it are expected in this test."""
    return request.node.stash.setdefault(_allowed, []).append  # type: ignore[no-any-return]  # a node has no type here


@pytest.fixture(autouse=True, scope="module")
def _passed_by() -> None:
    """What earlier tests imported stays as well."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _clean_ending(request: pytest.FixtureRequest) -> Iterator[None]:
    # Autouse and first, so its end comes after the end of every other fixture of the test.
    item = request.node
    threads = threading.enumerate()
    with LogWatch() as log:
        yield
        if item.stash.get(_failed, False):
            return  # a failed test's traceback keeps things alive that are nobody's fault
        gc.collect()  # an unclosed socket or transport warns now, in the test that left it
        left = new_threads(threads)
    if left:
        raise LeftBehind("The test left behind: " + "; ".join(left))
    patterns = [marker.args[0] for marker in item.iter_markers("allow_log")]
    unexpected = log.unexpected([*patterns, *item.stash.get(_allowed, [])])
    if unexpected:
        raise LeftBehind("Unexpected in the log:\n" + "\n".join(unexpected))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """A bound on tests that block; a coroutine test has its own, a moment earlier."""
    if not hasattr(signal, "SIGALRM"):
        return (yield)
    seconds = time_limit(item) + 10

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"The test took longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# --- nothing is skipped -----------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return _refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _refuse_skip((yield))


def _refuse_skip(report: _Report) -> _Report:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here ({reason})"
    return report
