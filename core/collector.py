"""Python's garbage collector, kept out of work that only makes what will live long.

A collection walks everything young or, at times, everything: 100 ms with a long conversation in memory, in whichever
thread happens to make the next object, and the window waits for it.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_pausing = 0


@contextmanager
def uncollected(*, keep: bool = False) -> Iterator[None]:
    """No collection begins within, in any thread. With `keep` what exists afterwards is passed by from then on: for
    what lives as long as the program, or has no cycles and goes by itself."""
    global _pausing
    with _lock:
        _pausing += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pausing -= 1
            if keep:
                gc.freeze()
            if not _pausing:
                gc.enable()
