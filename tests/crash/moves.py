"""Migrations and imports, each ended by SIGKILL at a moment that chance chooses."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from core.conversations.migrations import STEPS, Step
from core.conversations.records import (
    Change,
    ConversationInfo,
    ConversationStarted,
    JournalAppended,
    JournalStarted,
    MessagePlanted,
)
from core.conversations.store import Store
from core.conversations.tree import Planted
from core.conversations.trouble import StoreError
from core.events import PartDelta, PartStarted, ResponseStarted, Stamped, TurnEvent, TurnStarted
from core.messages import Message, Outcome, PartKind, Role, TextPart
from tests.crash.migrating import BEGIN, LATER_STEPS
from tests.crash.verdict import Found, Verdict, look_into

IMPORTING: Final = "importing"
IN_THE_WINDOW: Final = "importing in the window"
# Between which parts of its usual time each is killed: a command begins with its imports, a window ends with closing.
_PART: Final = {"migrating": (0.0, 1.0), IMPORTING: (0.3, 1.0), IN_THE_WINDOW: (0.0, 0.6)}
_MESSAGES: Final = 8  # of a conversation
_OLD, _NEW = 40, 300  # conversations before an import, and in its file
_HALF: Final = "half of an answer"


class Moves:
    """Prepares what is migrated and imported, once, below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._before, self._donor = folder / "before", folder / "donor"
        self._file = folder / "conversations.json"
        asyncio.run(_fill(self._before, "old", _OLD, STEPS))
        asyncio.run(_interrupt(self._before))
        asyncio.run(_fill(self._donor, "new", _NEW, STEPS))
        _data(self._donor, "export", "--output", str(self._file)).communicate()
        self._usual: dict[str, float] = {}  # how long each takes when nobody ends it

    def migrate(self, folder: Path, chance: random.Random) -> Verdict:
        """A migration that is killed, and what the next opening makes of it."""
        self._end_one("migrating", folder, chance)
        verdict, found = _look("migrating", folder, LATER_STEPS)
        if found is not None:
            _hold(verdict, found, {f"old {number}": _MESSAGES for number in range(_OLD)})
            last = next(each for each in found.conversations if each.info.id == "old 0").tree.path()[-1]
            verdict.lost += last.text() != _HALF
        return verdict

    def bring(self, folder: Path, chance: random.Random, kind: str = IMPORTING) -> Verdict:
        """An import that is killed, in the terminal or in the window, and then carried out again."""
        self._end_one(kind, folder, chance)
        verdict, found = _look(kind, folder, STEPS)
        if found is None:
            return verdict
        there = {each.info.id for each in found.conversations}
        expected = {f"old {number}": _MESSAGES for number in range(_OLD)}
        brought = {f"new {number}": _MESSAGES for number in range(_NEW)}
        _hold(verdict, found, expected | {key: count for key, count in brought.items() if key in there})
        _data(folder, "import", str(self._file)).communicate()
        _, whole = _look(kind, folder, STEPS)
        if whole is None:
            verdict.opened = False
        else:
            _hold(verdict, whole, expected | brought)
        return verdict

    def _end_one(self, kind: str, folder: Path, chance: random.Random) -> None:
        if kind not in self._usual:
            _, self._usual[kind] = self._one(kind, folder, None)
        first, last = _PART[kind]
        seconds = self._usual[kind] * chance.uniform(first, last)
        for _ in range(10):
            code, _ = self._one(kind, folder, seconds)
            if code == -signal.SIGKILL:
                return
            seconds *= 0.8  # it was faster than usual
        raise RuntimeError(f"{kind} could not be killed in time")

    def _one(self, kind: str, folder: Path, seconds: float | None) -> tuple[int, float]:
        """Run one, killed after so many seconds or not at all; returns the exit code and the time it took."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._before, folder)
        if kind == "migrating":
            process = _begun("tests.crash.migrating", str(folder))
        elif kind == IN_THE_WINDOW:
            process = _begun("tests.crash.bringing", str(folder), str(self._file))
        else:
            asyncio.run(look_into(folder))
            process = _data(folder, "import", str(self._file))
        began = time.monotonic()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        out, err = process.communicate()
        if process.returncode not in (0, -signal.SIGKILL):
            raise RuntimeError(f"{kind} failed by itself: {process.returncode} {out} {err}")
        return process.returncode, time.monotonic() - began


def _start(module: str, *arguments: str) -> subprocess.Popen[str]:
    pipe, environ = subprocess.PIPE, {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environ)


def _begun(module: str, *arguments: str) -> subprocess.Popen[str]:
    """One that says when it begins, which it does now."""
    process = _start(module, *arguments)
    assert process.stdout is not None
    if process.stdout.readline().strip() != BEGIN:
        raise RuntimeError(f"{module} did not begin: {process.communicate()[1]}")
    return process


def _data(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return _start("core.data_cli", "--data-dir", str(folder), *arguments)


async def _fill(folder: Path, name: str, count: int, steps: Sequence[Step]) -> None:
    store = await Store.open(folder, steps)
    for number in range(count):
        key = f"{name} {number}"
        above: str | None = None
        changes: list[Change] = [
            ConversationStarted(ConversationInfo(key, key, created=1.0, updated=float(number + 1)))
        ]
        for place in range(_MESSAGES):
            role = Role.ASSISTANT if place % 2 else Role.USER
            text = TextPart(f"{key}, message {place}. " * 60)
            message = Message(f"{key}.{place}", role, (text,), created=1.0, outcome=Outcome.FINISHED)
            changes.append(MessagePlanted(key, Planted(message, above, place), float(place)))
            above = message.id
        await store.commit(changes)
    await store.aclose()


async def _interrupt(folder: Path) -> None:
    """Leave a journal behind, as a kill does."""
    store = await Store.open(folder, STEPS)
    begin = (TurnStarted("t", "p", "m", 1.0), ResponseStarted("t.1", "m"), PartStarted(0, PartKind.TEXT))
    events: tuple[TurnEvent, ...] = (*begin, PartDelta(0, _HALF))
    stamped = tuple(Stamped(number, 0.0, each) for number, each in enumerate(events))
    await store.commit([JournalStarted("old 0", "t"), JournalAppended("t", stamped)])
    await store.aclose()


def _look(kind: str, folder: Path, steps: Sequence[Step]) -> tuple[Verdict, Found | None]:
    try:
        found = asyncio.run(look_into(folder, steps))
    except StoreError as error:
        return Verdict(kind, opened=False, wrong=[str(error)]), None
    return Verdict(kind, wrong=list(found.wrong)), found


def _hold(verdict: Verdict, found: Found, expected: dict[str, int]) -> None:
    """Hold the conversations against how many messages each must have."""
    there = Counter(each.info.id for each in found.conversations)
    verdict.doubled += sum(count - 1 for count in there.values()) + len(there.keys() - expected.keys())
    for conversation in found.conversations:
        path = conversation.tree.path()
        count = len(path) - (bool(path) and path[-1].text() == _HALF)
        wanted = expected.get(conversation.info.id, 0)
        verdict.lost += max(0, wanted - count)
        verdict.doubled += max(0, count - wanted)
    verdict.lost += sum(count for key, count in expected.items() if key not in there)
