"""Files that are whole or not there: what is written takes its name only once it is on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

_PREFIX: Final = ".writing-"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A new file in the place of `path`, whose folder is there. Raises OSError, and leaves the old file then."""
    # A prefix of its own: the name itself may be as long as names can be.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the name, too
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def is_unfinished(path: Path) -> bool:
    """Whether this is what a program that was killed left half written."""
    return path.name.startswith(_PREFIX)
