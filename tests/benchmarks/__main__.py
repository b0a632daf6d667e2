"""`python3 run.py bench`: measures, prints a table, and writes `tests/benchmarks/record.md`.

Figures are ratios where a ratio says it, medians of several runs, and hold for the machine they were taken on.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.support import chat
from tests.support.script import Answer, Pause, Stall
from tests.support.server import ServerThread

RUNS = 3
RECORD = Path(__file__).parent / "record.md"
WORDS = ["Streaming ", "text ", "흐르는 ", "`code` ", "**bold** "]


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    figure: str
    budget: str = ""


def burst(deltas: int) -> Answer:
    """Everything at once: what counts is the work."""
    pieces = [WORDS[number % len(WORDS)] for number in range(deltas)]
    return chat.stream(b"".join([*chat.text(*pieces), *chat.end()]))


def paced(deltas: int, per_second: int) -> Answer:
    """A steady stream: one write every ten milliseconds, as many events in it as the pace asks."""
    group = max(1, per_second // 100)
    steps: list[bytes | Pause] = []
    for first in range(0, deltas, group):
        pieces = [WORDS[number % len(WORDS)] for number in range(first, min(first + group, deltas))]
        steps += [*chat.text(*pieces), Pause(group / per_second)]
    return chat.stream(*steps, *chat.end())


def work(name: str, answer: Answer) -> dict[str, float]:
    with ServerThread([answer]) as server:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.worker", name, server.url],
            check=True,
            capture_output=True,
            text=True,
            timeout=600,
        )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def median_ratio(answer: Answer) -> tuple[float, float]:
    """CPU of our turn over the bare SDK loop, run in turn; with the median CPU of ours in seconds."""
    ratios, ours = [], []
    for _ in range(RUNS):
        mine, theirs = work("turn", answer), work("bare", answer)
        if mine["deltas"] != theirs["deltas"]:
            raise RuntimeError(f"Different work: {mine['deltas']} and {theirs['deltas']} deltas")
        ratios.append(mine["cpu_s"] / theirs["cpu_s"])
        ours.append(mine["cpu_s"])
    return statistics.median(ratios), statistics.median(ours)


def first_paint(what: str) -> float:
    """Seconds from the start of the process, after one run that warms the caches."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    times = []
    for _ in range(RUNS + 1):
        command = [sys.executable, "-m", "tests.benchmarks.paint", what, str(time.monotonic())]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, env=environment)
        times.append(float(done.stdout))
    return statistics.median(times[1:])


def measure() -> list[Row]:
    rows = []
    for what, answer in (
        ("10,000 deltas at once", burst(10_000)),
        ("10,000 deltas at 1,000/s", paced(10_000, 1000)),
    ):
        ratio, seconds = median_ratio(answer)
        rows.append(Row(f"CPU of the core, {what}, over the bare SDK loop", f"{ratio:.2f}x ({seconds:.2f} s)", "1.6x"))
    small, large = work("turn", burst(10_000)), work("turn", burst(100_000))
    growth = (large["cpu_s"] / large["deltas"]) / (small["cpu_s"] / small["deltas"])
    rows.append(Row("CPU per delta, 100,000 over 10,000 deltas in one answer", f"{growth:.2f}x", "flat"))
    stopped = work("stop", chat.stream(*chat.text("x"), Stall()))
    figure = " / ".join(f"{stopped[name]:.2f}" for name in ("p50_ms", "p99_ms", "max_ms"))
    rows.append(
        Row(f"Stop to closed socket, {stopped['trials']:.0f} trials, p50 / p99 / max", f"{figure} ms", "5 ms p99")
    )
    ours, theirs = first_paint("app"), first_paint("bare")
    rows.append(Row("First paint over a bare QMainWindow", f"{ours / theirs:.2f}x ({ours:.2f} s)", "2x"))
    return rows


def main() -> None:
    rows = measure()
    lines = [
        "# Benchmark record",
        "",
        f"{date.today().isoformat()}, Python {platform.python_version()}, {platform.system()}; medians of {RUNS} runs."
        " Made by `python3 run.py bench`.",
        "",
        "| what | measured | budget |",
        "| --- | --- | --- |",
        *(f"| {row.what} | {row.figure} | {row.budget} |" for row in rows),
    ]
    RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
