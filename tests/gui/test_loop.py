"""The loop: owned tasks, and an end that comes in order, in time and in silence."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
import weakref
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gui.loop import DEADLINE_S, TaskOwner, run_program

ROOT = Path(__file__).parents[2]


class Script:
    """A program whose life is one coroutine."""

    def __init__(self, life: Callable[[Script], Coroutine[Any, Any, None]], stop_s: float = 0.0) -> None:
        self._life = life
        self._stop_s = stop_s
        self.said: list[str] = []
        self.tasks: TaskOwner
        self.quit: Callable[[], None]

    def start(self, tasks: TaskOwner, quit_: Callable[[], None]) -> None:
        self.tasks, self.quit = tasks, quit_
        tasks.spawn(self._life(self), "life")

    async def stop(self) -> None:
        self.said.append("stop")
        await asyncio.sleep(self._stop_s)
        self.said.append("stopped")

    def leave(self) -> None:
        self.said.append("leave")


def test_it_ends_in_order(qapp: QApplication) -> None:
    async def life(script: Script) -> None:
        script.tasks.spawn(forever(script), "forever")
        await asyncio.sleep(0)
        script.quit()
        script.quit()  # an impatient person

    async def forever(script: Script) -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            script.said.append("cancelled")

    script = Script(life)
    assert run_program(qapp, script) == 0
    assert script.said == ["stop", "stopped", "cancelled", "leave"]
    assert script.tasks.names == ()


@pytest.mark.allow_log("cut short")
def test_work_that_does_not_end_is_cut_short(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    async def life(script: Script) -> None:
        script.quit()

    script = Script(life, stop_s=60)
    began = time.monotonic()
    assert run_program(qapp, script) == 0
    assert DEADLINE_S * 0.9 < time.monotonic() - began < DEADLINE_S + 3
    assert script.said == ["stop", "leave"]
    assert "cut short" in caplog.text


@pytest.mark.allow_log("task boom failed")
def test_a_task_that_fails_is_reported_and_the_rest_lives_on(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    async def life(script: Script) -> None:
        script.tasks.spawn(boom(), "boom")
        await asyncio.sleep(0.05)
        script.said.append("alive")
        script.quit()

    async def boom() -> None:
        raise ValueError("broken")

    script = Script(life)
    with caplog.at_level(logging.ERROR):
        run_program(qapp, script)
    assert script.said[0] == "alive"
    assert "task boom failed" in caplog.text
    assert "broken" in caplog.text


def test_a_delay_of_a_century_does_not_overflow_qt(qapp: QApplication) -> None:
    async def life(script: Script) -> None:
        script.tasks.spawn(asyncio.sleep(3e9), "century")
        await asyncio.sleep(0.02)
        script.said.append(",".join(script.tasks.names))
        script.quit()

    script = Script(life)
    run_program(qapp, script)
    assert script.said[0] == "life,century"


async def test_a_delayed_call_that_was_cancelled_keeps_nothing_alive() -> None:
    class Something:
        pass

    something = Something()
    gone = weakref.ref(something)
    context = contextvars.copy_context()
    context.run(contextvars.ContextVar[object]("kept").set, something)
    handle = asyncio.get_running_loop().call_later(3600, print, something, context=context)
    handle.cancel()
    handle.cancel()  # a second time is harmless
    del something, context, handle
    gc.collect()
    assert gone() is None


async def test_delayed_calls_come_in_the_order_of_their_times() -> None:
    loop, came = asyncio.get_running_loop(), list[str]()
    done = asyncio.Event()
    loop.call_later(0.03, done.set)
    loop.call_later(0.02, came.append, "late")
    loop.call_later(0.01, came.append, "early")
    loop.call_later(0.015, came.append, "never").cancel()
    loop.call_soon(came.append, "soon")
    await done.wait()
    assert came == ["soon", "early", "late"]


async def test_an_owner_that_was_closed_takes_nothing_new() -> None:
    owner = TaskOwner()
    await owner.aclose()
    with pytest.raises(RuntimeError):
        owner.spawn(asyncio.sleep(0), "late")


@pytest.mark.allow_log("task boom failed")
async def test_errors_reach_the_handler() -> None:
    met: list[tuple[str, str]] = []
    owner = TaskOwner(lambda name, error: met.append((name, str(error))))

    async def boom() -> None:
        raise ValueError("broken")

    await asyncio.gather(owner.spawn(boom(), "boom"), return_exceptions=True)
    await owner.aclose()
    assert met == [("boom", "broken")]


PROCESS = """
    import asyncio, os, sys, signal
    from PySide6.QtWidgets import QApplication, QWidget
    from gui.loop import run_program

    class Program:
        def start(self, tasks, quit_):
            self.window = QWidget()
            self.window.show()
            tasks.spawn(asyncio.sleep(3600), "long")
            print("ready", flush=True)
        async def stop(self):
            print("stop", flush=True)
        def leave(self):
            self.window.hide()
            print("leave", flush=True)

    sys.exit(run_program(QApplication([]), Program()))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_ask_for_the_same_end(number: signal.Signals) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", textwrap.dedent(PROCESS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert out == "stop\nleave\n"
    assert err == ""
    assert process.returncode == 0
