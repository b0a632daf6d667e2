"""Whether the machine falls asleep or wakes up, as logind tells it; elsewhere nobody does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from gui.desktop.bus import Bus

log = logging.getLogger(__name__)

PATH: Final = "/org/freedesktop/login1"
MANAGER: Final = "org.freedesktop.login1.Manager"


class Sleep(QObject):
    """`changed(asleep)`: the machine falls asleep in a moment, or is awake again."""

    changed = Signal(bool)

    async def begin(self, bus: Bus) -> None:
        """Listen from now on, where there is somebody to listen to; `bus` is the system's."""
        from gui.desktop.bus import BusError

        try:
            await bus.listen(PATH, MANAGER, "PrepareForSleep", self._hear)
        except BusError as error:
            log.info("sleep is not told: %s", error)

    def _hear(self, values: tuple[Any, ...]) -> None:
        self.changed.emit(bool(values[0]))
