"""The window that `tests.benchmarks.soak` watches: `python -m tests.benchmarks.soaking URL DELTAS` prints counts."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from shiboken6 import Shiboken

from core.events import PartDelta, Stamped
from core.session import SessionEvent
from tests.benchmarks.answers import WARM
from tests.benchmarks.gauges import rss_mb
from tests.benchmarks.soak import TURNS, Count
from tests.benchmarks.window import Driven, Result, run_driven

COUNTS = 10


class Soaking:
    """Drives one window until enough deltas have come."""

    def __init__(self, shell: Driven, number: int) -> None:
        self._shell = shell
        self._number = number
        self._deltas = 0
        self._began = time.monotonic()
        self._counts: list[Count] = []

    async def run(self) -> list[Count]:
        await self._shell.ask(WARM)
        gc.unfreeze()  # what the program keeps for ever is counted too
        while self._deltas < self._number:
            await self._converse()
            if self._deltas >= self._number * (len(self._counts) + 1) / COUNTS:
                self._counts.append(await self._count())
        return self._counts

    async def _converse(self) -> None:
        """A whole conversation; the one before is closed and dropped."""
        shell, before = self._shell, self._shell.shown
        shell.show(shell.fresh())
        await before.aclose()
        unsubscribe = shell.shown.session.subscribe(self._note)
        for turn in TURNS:
            shell.send(turn)
            if turn == "stop":
                await shell.until_text()
                shell.stop_button().click()
            await shell.shown.session.wait_idle()
        unsubscribe()

    def _note(self, event: SessionEvent) -> None:
        if isinstance(event, Stamped) and isinstance(event.event, PartDelta):
            self._deltas += 1

    async def _count(self) -> Count:
        await self._shell.paints.quiet()
        self._shell.paints.moments.clear()
        gc.collect()
        await asyncio.sleep(0.5)  # by then what is written down a moment after an answer has been
        gc.collect()
        objects = gc.get_objects()
        living = [each for each in objects if isinstance(each, QObject) and Shiboken.isValid(each)]
        handles = [each for each in objects if isinstance(each, asyncio.Handle)]
        files = open_files()
        return Count(
            deltas=self._deltas,
            seconds=time.monotonic() - self._began,
            rss_mb=rss_mb(),
            tasks=len(asyncio.all_tasks()),
            handles=sum(not each.cancelled() for each in handles),
            timers=sum(isinstance(each, QTimer) and each.isActive() for each in living),
            sockets=sum(name.startswith("socket:") for name in files),
            files=len(files),
            threads=threading.active_count(),
            qobjects=len(living),
            objects=len(objects),
        )


def open_files() -> list[str]:
    """Where each descriptor of this process leads to; nothing where the system does not tell."""
    folder, found = Path("/proc/self/fd"), []
    for path in list(folder.iterdir()) if folder.is_dir() else []:
        try:
            found.append(str(path.readlink()))
        except OSError:  # it was the one that listed them
            continue
    return found


async def drive(shell: Driven) -> Result:
    return {"counts": await Soaking(shell, int(sys.argv[2])).run()}


if __name__ == "__main__":
    print(json.dumps([asdict(count) for count in run_driven(drive, sys.argv[1])["counts"]]))
