"""`python3 run.py test|lint|format`: every check, and a table of how they went.

The tests of the core and those of everything else run side by side; lines of both are told apart by a mark. A step that
fails does not keep the next ones from running; the exit code is that of the whole.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)\b")


@dataclass(frozen=True, slots=True)
class Step:
    """One command: `tool` is a program of this environment, "python" the interpreter itself."""

    name: str
    tool: str
    arguments: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        program = sys.executable if self.tool == "python" else str(Path(sysconfig.get_path("scripts")) / self.tool)
        return [program, *self.arguments]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a step went; `counts` is what pytest counted, empty for other tools."""

    step: Step
    code: int
    seconds: float
    counts: dict[str, int]

    @property
    def well(self) -> bool:
        return self.code == 0 and (self.step.arguments[1:2] != ("pytest",) or self.counts.get("passed", 0) > 0)


LINT = (
    Step("lint", "ruff", ("check", ".")),
    Step("formatting", "ruff", ("format", "--check", ".")),
    Step("types", "mypy"),
    Step("import contracts", "lint-imports"),
)
FORMAT = (
    Step("mending", "ruff", ("check", "--fix", ".")),
    Step("formatting", "ruff", ("format", ".")),
)
NO_QT = ("-p", "no:pytest-qt", "-p", "tests.support.no_qt")
SLOW = ("--durations=15", "--durations-min=2")  # the whole has 15 minutes: who takes them is to be seen
TESTS = (
    Step("core, without Qt", "python", ("-m", "pytest", *SLOW, *NO_QT, "tests/core")),
    Step("everything else", "python", ("-m", "pytest", *SLOW, "tests", "--ignore=tests/core")),
)


def main(arguments: list[str]) -> int:
    """Run what is asked for; returns the exit code."""
    what, rest = arguments[0], tuple(arguments[1:])
    if what == "test" and rest:
        print("Only pytest, with the arguments given:", " ".join(rest))
        return subprocess.call([sys.executable, "-m", "pytest", *rest], cwd=ROOT)
    lanes = {"lint": (LINT,), "format": (FORMAT,), "test": ((*LINT, TESTS[0]), (TESTS[1],))}[what]
    with ThreadPoolExecutor(len(lanes)) as pool:
        marks = ("", "  | ")[: len(lanes)]
        endings = [ending for lane in pool.map(run_all, lanes, marks) for ending in lane]
    print_table(endings)
    return 0 if all(ending.well for ending in endings) else 1


def run_all(steps: Iterable[Step], mark: str) -> list[Ending]:
    """Run steps one after the other."""
    return [run(step, mark) for step in steps]


def run(step: Step, mark: str = "") -> Ending:
    """Run one step, its output passed through as it comes, `mark` before each line."""
    print(f"{mark}=== {step.name}: {' '.join([step.tool, *step.arguments])}", flush=True)
    began, counts = time.monotonic(), dict[str, int]()
    environ = {**os.environ, "CI": "1", "PYTHONUNBUFFERED": "1", "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"{mark}{line}", end="", flush=True)
            if found := _COUNT.findall(line):
                counts = {word.removesuffix("s") if word == "errors" else word: int(number) for number, word in found}
    return Ending(step, process.returncode, time.monotonic() - began, counts if "pytest" in step.arguments else {})


def print_table(endings: Iterable[Ending]) -> None:
    print()
    for ending in endings:
        said = ", ".join(f"{number} {word}" for word, number in ending.counts.items())
        state = "ok" if ending.well else f"FAILED ({ending.code})"
        print(f"{ending.step.name:20} {state:12} {ending.seconds:6.1f} s  {said}".rstrip())
    counted = [ending for ending in endings if ending.counts]
    if counted:
        passed = sum(ending.counts.get("passed", 0) for ending in counted)
        failed = sum(ending.counts.get("failed", 0) + ending.counts.get("error", 0) for ending in counted)
        print(f"\n{passed} passed, {failed + sum(not e.well for e in endings if not e.counts)} failed")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
