"""The settings while the program runs: one value, told when it changes, written a moment later in a thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from core.settings.schema import Settings

log = logging.getLogger(__name__)

_PAUSE_S: Final = 0.4  # changes within this time are written together

Spawn = Callable[[Coroutine[Any, Any, None], str], object]


class Preferences(QObject):
    """`changed` carries the new settings; `failed` a sentence when they could not be written."""

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, path: Path, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._spawn = spawn
        self._value, self.notices = _read(path)
        self._written = self._value
        self._waiting = False

    @property
    def value(self) -> Settings:
        return self._value

    def put(self, settings: Settings) -> None:
        """Use `settings` from now on, and keep them."""
        if settings == self._value:
            return
        self._value = settings
        self.changed.emit(settings)
        if not self._waiting:
            self._waiting = True
            self._spawn(self._write_soon(), "settings")

    async def flush(self) -> None:
        """Write what is not written yet."""
        value = self._value
        if value == self._written:
            return
        from core.settings.store import save

        try:
            with ThreadPoolExecutor(1, thread_name_prefix="settings") as worker:
                await asyncio.get_running_loop().run_in_executor(worker, save, self._path, value)
        except OSError as error:
            log.warning("the settings could not be written: %s", error)
            self.failed.emit(
                self.tr("The settings could not be written: {why}").replace("{why}", error.strerror or str(error))
            )
        else:
            self._written = value

    async def _write_soon(self) -> None:
        try:
            await asyncio.sleep(_PAUSE_S)
        finally:
            self._waiting = False
        await self.flush()


def _read(path: Path) -> tuple[Settings, tuple[str, ...]]:
    if not path.exists():
        return Settings(), ()  # a fresh machine does not even need the reader
    from core.settings.store import load

    loaded = load(path)
    return loaded.settings, loaded.notices
