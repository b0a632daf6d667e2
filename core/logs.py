"""Logging: one rotating file in the data folder, secrets masked, nothing on the terminal unless asked for.

`RIVULET_LOG=debug` (or info, warning) also writes to standard error, at that level. It knows no window.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Final

from core.wire.masking import mask_text

_LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LARGEST: Final = 2_000_000  # bytes a file
_KEPT: Final = 3  # files besides the one that is written
_OURS: Final = ("core", "gui")
_OPEN_SPEECH: Final = "RIVULET_LOG"


class SecretMask:
    """Replaces the secrets it was told about, and whatever looks like one."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def add(self, secret: str) -> None:
        """Never let `secret` through again."""
        self._secrets.add(secret)

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(self._secrets)

    def __call__(self, text: str) -> str:
        return mask_text(text, self._secrets)


class _MaskedFormatter(logging.Formatter):
    def __init__(self, mask: SecretMask) -> None:
        super().__init__(_LINE)
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        return self._mask(super().format(record))


class _RotatingFile(logging.FileHandler):
    """`logging.handlers.RotatingFileHandler` brings sockets, pickle and queues into every start; this brings none."""

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        try:
            if self.stream is not None and self.stream.tell() >= _LARGEST:
                self._rotate()
        except (OSError, ValueError):  # it cannot be renamed, or was closed: what is said next goes where it can
            self.handleError(record)

    def _rotate(self) -> None:
        if self.stream is not None:
            self.stream.close()
        files = [Path(self.baseFilename), *(Path(f"{self.baseFilename}.{number + 1}") for number in range(_KEPT))]
        try:
            for older, newer in zip(reversed(files[1:]), reversed(files[:-1]), strict=True):
                if newer.exists():
                    newer.replace(older)
        finally:
            self.stream = self._open()


def start_logging(folder: Path | None, mask: SecretMask) -> None:
    """Send what `core` and `gui` say to `folder`/rivulet.log; None for no file (one process writes a file). A folder
    that cannot be written costs the log alone."""
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    logging.lastResort = None  # standard error stays empty even for libraries that set nothing up
    logging.captureWarnings(True)
    handlers = [handler for handler in (_file_handler(folder), _terminal_handler()) if handler is not None]
    handlers = handlers or [logging.NullHandler(logging.CRITICAL)]  # with none at all, Python says so on standard error
    for handler in handlers:
        handler.setFormatter(_MaskedFormatter(mask))
        root.addHandler(handler)
    level = min((handler.level for handler in handlers), default=logging.INFO)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)


def stop_logging() -> None:
    """Write out and close what `start_logging` opened."""
    root = logging.getLogger()
    for handler in tuple(root.handlers):
        if isinstance(handler.formatter, _MaskedFormatter):
            root.removeHandler(handler)
            handler.close()


def _file_handler(folder: Path | None) -> logging.Handler | None:
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _RotatingFile(folder / "rivulet.log", encoding="utf-8")
    except OSError:
        return None
    handler.setLevel(logging.INFO)
    return handler


def _terminal_handler() -> logging.Handler | None:
    word = os.environ.get(_OPEN_SPEECH, "").strip().upper()
    level = logging.getLevelNamesMapping().get(word)
    if level is None:
        return None
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level)
    return handler
