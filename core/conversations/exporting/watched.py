"""An export that is looked at while it runs: it tells how far it is, and ends when that is wished."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

from core.conversations.exporting.readable import ReadFile
from core.conversations.records import Conversation


class ExportStopped(Exception):
    """Somebody wished for the end."""


class Watch:
    """`told` is called, in the export's thread, with the number of conversations that are written already."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self.written = 0
        self._told = told
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End soon, from any thread: whoever reads gets ExportStopped."""
        self._stopped.set()

    def over(self, conversations: Iterable[Conversation]) -> Iterator[Conversation]:
        """The same, one after the other; the next one is asked for once the one before is written."""
        for conversation in conversations:
            self._go_on()
            yield conversation
            self.written += 1
            self._told(self.written)

    def reading(self, read_file: ReadFile) -> ReadFile:
        """`read_file`, which ends too."""

        def read(sha256: str) -> bytes | None:
            self._go_on()
            return read_file(sha256)

        return read

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise ExportStopped
