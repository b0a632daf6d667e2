"""One writer a folder: a lock that the system takes back by itself when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from core.conversations.trouble import StoreLocked, StoreUnreachable


class FolderLock:
    """Held from its making until `release`. Raises StoreLocked where somebody else, in this process too, holds it."""

    def __init__(self, folder: Path) -> None:
        path = folder / "conversations.lock"
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreUnreachable(folder, error.strerror or str(error)) from error
        try:
            _lock(self._file)
        except OSError as error:
            os.close(self._file)
            raise StoreLocked(folder) from error

    def release(self) -> None:
        """Let go; harmless when that was done."""
        if self._file >= 0:
            with contextlib.suppress(OSError):
                os.close(self._file)  # closing unlocks
            self._file = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
