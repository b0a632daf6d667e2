"""The end that Python cannot catch, such as a fault in a library: where every thread was goes into a file beside the
log, and is told at the next start."""

from __future__ import annotations

import faulthandler
import time
from pathlib import Path
from typing import IO, Final

_RUNNING: Final = "crash.txt"
_KEPT: Final = 3


class Crashes:
    """One running program's file. `last` is what the program before left behind, empty where it ended as it should."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] | None = None
        self.last = ""

    def watch(self) -> None:
        """Have crashes written from now on. A folder that cannot be written costs that alone."""
        path = self._folder / _RUNNING
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.last = self._set_aside(path)
            self._file = path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)
        except OSError:
            self._file = None

    def close(self) -> None:
        """The program ends as it should."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        (self._folder / _RUNNING).unlink(missing_ok=True)

    def _set_aside(self, path: Path) -> str:
        if not path.exists() or path.stat().st_size == 0:
            return ""
        text = path.read_text(encoding="utf-8", errors="replace")
        path.replace(self._folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}.txt")
        for old in sorted(self._folder.glob("crash-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
        return text
