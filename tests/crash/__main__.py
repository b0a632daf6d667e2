"""`python3 run.py crash [N]`: N kills (200), and a table of what they cost. Exit code 1 where anything was lost.

Every kill's kind and moment follow from the seed; what the machine was doing then does not.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from tests.crash.lives import Program, live
from tests.crash.moves import IMPORTING, IN_THE_WINDOW, Moves
from tests.crash.speech import Speaker
from tests.crash.table import as_table, broken
from tests.crash.verdict import Verdict
from tests.support.server import ServerThread

RECORD = Path(__file__).with_name("record.md")
KINDS = (
    "streaming",
    "tool",
    "saving",
    "starting",
    "streaming",
    "migrating",
    IN_THE_WINDOW,
    "saving",
    "tool",
    "migrating",
    IMPORTING,
)
LIVES_IN_A_FOLDER = 6
_MOVES = ("migrating", IMPORTING, IN_THE_WINDOW)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py crash", description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="chosen by chance without one, and printed")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin nothing new after so long")
    parser.add_argument("--record", action="store_true", help=f"write the table into {RECORD.name}")
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}", flush=True)
    verdicts = run(options.kills, seed, options.seconds)
    table = as_table(verdicts)
    print(table)
    if options.record:
        head = "# What kills cost\n\nWritten by `python3 run.py crash --record`.\n"
        RECORD.write_text(f"{head}\n{time.strftime('%Y-%m-%d')}, seed {seed}, {_load()}\n\n{table}\n", "utf-8")
    return int(any(broken(each) for each in verdicts))


def _load() -> str:
    """How busy the machine is, this program included: a window that gets no time to run cannot write either."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"


def run(kills: int, seed: int, seconds: float = float("inf")) -> list[Verdict]:
    """So many kills, of every kind in turn: the program's lives on one thread, migrations and imports on another."""
    kinds = [KINDS[number % len(KINDS)] for number in range(kills)]
    ends = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        jobs: list[Future[list[Verdict]]] = [
            pool.submit(_lives, [kind for kind in kinds if kind not in _MOVES], seed, folder, ends),
            pool.submit(_moves, [kind for kind in kinds if kind in _MOVES], seed, folder, ends),
        ]
        return [verdict for job in jobs for verdict in job.result()]


def _lives(kinds: Sequence[str], seed: int, folder: str, ends: float) -> list[Verdict]:
    speaker = Speaker()
    verdicts: list[Verdict] = []
    with ServerThread(speaker) as server, Program() as program:
        for start in range(0, len(kinds), LIVES_IN_A_FOLDER):
            if time.monotonic() > ends:
                break
            some = kinds[start : start + LIVES_IN_A_FOLDER]
            verdicts += live(some, f"{seed}.{start}", Path(folder, f"lives-{start}"), server.url, speaker, program)
    return verdicts


def _moves(kinds: Sequence[str], seed: int, folder: str, ends: float) -> list[Verdict]:
    moves = Moves(Path(folder))
    verdicts: list[Verdict] = []
    for number, kind in enumerate(kinds):
        if time.monotonic() > ends:
            break
        chance = random.Random(f"{seed}.{kind}.{number}")
        moved = Path(folder, "moved")
        verdicts.append(moves.migrate(moved, chance) if kind == "migrating" else moves.bring(moved, chance, kind))
    return verdicts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
