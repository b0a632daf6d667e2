"""Starts what is measured, each in a process of its own, on a platform without a screen or on an X server."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.answers import script
from tests.e2e.screen import Screen
from tests.support.script import Answer
from tests.support.server import Received, ServerThread

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 300


@dataclass(frozen=True, slots=True)
class Platform:
    """Where windows are drawn."""

    name: str
    environ: dict[str, str]


def offscreen() -> Platform:
    return Platform("offscreen", _clean(os.environ) | {"QT_QPA_PLATFORM": "offscreen"})


@contextmanager
def platforms() -> Iterator[list[Platform]]:
    """Without a screen, and on an X server where one can be started."""
    if not (shutil.which("Xvfb") and shutil.which("openbox")):
        yield [offscreen()]
        return
    with Screen() as screen:
        yield [offscreen(), Platform("X", _clean(screen.environ))]


def _clean(environ: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    """An installed program has its byte code, and no proxy stands before this machine."""
    left_out = {"PYTHONDONTWRITEBYTECODE", "RIVULET_DATA_DIR", "RIVULET_LOG"}
    return {
        name: value for name, value in environ.items() if name not in left_out and not name.lower().endswith("_proxy")
    }


def come_first(thread: int = 0, priority: int = 10) -> None:
    """Let this process, or a thread, go before the machine's neighbours where that is allowed: what is measured is the
    program."""
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setscheduler(thread, os.SCHED_RR, os.sched_param(priority))


def run(module: str, *arguments: str, where: Platform | None = None, longest_s: float = LONGEST_S) -> Any:
    """What a module of this folder prints, as JSON. Raises RuntimeError with its complaint where it fails."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    environ = (where or offscreen()).environ
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=longest_s,
        check=False,
        preexec_fn=come_first,
    )
    if done.returncode != 0 or not done.stdout.strip():
        raise RuntimeError(f"{module} {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def against(answer: Answer, module: str, *arguments: str, where: Platform | None = None) -> Any:
    """The same against a server that gives `answer`; its address follows the first of the `arguments`."""
    with ServerThread(script(answer)) as server:
        return run(module, *arguments[:1], server.url, *arguments[1:], where=where)


def visited(answer: Answer, module: str, *arguments: str) -> tuple[Any, list[Received]]:
    """The same, with the questions that the server saw; every connection is closed by then. The server goes before all
    others: its clock is what counts."""
    with ServerThread(script(answer)) as server:
        come_first(server.native_id, 20)
        result = run(module, *arguments[:1], server.url, *arguments[1:])
        server.wait_closed(10)
        return result, [request for request in server.requests if request.method == "POST"]
