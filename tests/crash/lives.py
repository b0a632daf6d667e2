"""Lives of the real program, each ended by SIGKILL at a moment that chance chooses."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from core.conversations.trouble import StoreError
from tests.crash.speech import Speaker, Speech, some_speech
from tests.crash.verdict import Life, Verdict, judge, look_into

WAIT_S = 60.0  # for the program's first request, however busy the machine is
_POLL_S = 0.001


class Program:
    """The real program, to be started again and again: a process of `tests.crash.witness`."""

    def __enter__(self) -> Self:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.witness"],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def start(self, witness: Path, folder: Path, url: str, *arguments: str) -> int:
        """Begin a life against a server, its window in memory; returns the process id."""
        assert self._server.stdin is not None
        target = ["--protocol", "openai-chat", "--base-url", f"{url}/v1", "--model", "m"]
        self._server.stdin.write(json.dumps([str(witness), "--data-dir", str(folder), *target, *arguments]) + "\n")
        self._server.stdin.flush()
        return int(self._line())

    def ended(self) -> int:
        """Wait for the end; returns the exit code, negative for a signal."""
        return int(self._line())

    def _line(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline()


def live(kinds: Sequence[str], seed: str, folder: Path, url: str, speaker: Speaker, program: Program) -> list[Verdict]:
    """Lives one after another in one data folder. After each, chance decides who finds what it left: the next life, or
    a look into the store; after the last, it is the look. Each life is judged then."""
    chance = random.Random(seed)
    lives: list[Life] = []
    verdicts: list[Verdict] = []
    for number, kind in enumerate(kinds):
        speech = some_speech(kind, f"question {seed}.{number}", chance)
        speaker.prepare(speech)
        lives.append(_one_life(kind, speech, folder, url, program, chance))
        if chance.random() < 0.5 or number == len(kinds) - 1:
            try:
                found = asyncio.run(look_into(folder))
            except StoreError as error:
                return [*verdicts, *(Verdict(life.kind, opened=False, wrong=[str(error)]) for life in lives)]
            verdicts += [judge(life, found) for life in lives]
            lives.clear()
    return verdicts


def _one_life(kind: str, speech: Speech, folder: Path, url: str, program: Program, chance: random.Random) -> Life:
    witness = folder.with_name(f"{folder.name}.witness")
    witness.unlink(missing_ok=True)
    pid = program.start(witness, folder, url, "--prompt", speech.question, "--send")
    try:
        _wait_for_the_moment(kind, speech, witness, chance)
    finally:
        killed = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        code = program.ended()
    if code != -signal.SIGKILL:
        raise RuntimeError(f"The program ended by itself with {code}.")
    return Life(kind, speech, killed, *_testimony(witness))


def _wait_for_the_moment(kind: str, speech: Speech, witness: Path, chance: random.Random) -> None:
    if kind == "starting":
        _until(witness.exists)
        time.sleep(chance.uniform(0, 1.5))
        return
    _until(lambda: bool(speech.asked))
    if kind == "saving" and chance.random() < 0.7:
        _until(lambda: speech.ended is not None)
        time.sleep(chance.uniform(0, 0.15))
    elif kind == "saving":
        time.sleep(chance.uniform(0, 0.05))
    else:
        time.sleep(chance.uniform(0, 1.2))


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not true():
        if time.monotonic() > deadline:
            raise RuntimeError("The program did not come so far.")
        time.sleep(_POLL_S)


def _testimony(witness: Path) -> tuple[list[tuple[float, int]], list[tuple[float, str]]]:
    arrivals: list[tuple[float, int]] = []
    tools: list[tuple[float, str]] = []
    length = 0
    for line in witness.read_text("utf-8").splitlines() if witness.exists() else ():
        at, what, value = line.split()
        if what == "text":
            length += int(value)
            arrivals.append((float(at), length))
        else:
            tools.append((float(at), value))
    return arrivals, tools
