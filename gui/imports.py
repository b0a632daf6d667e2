"""Imports at their usual price beside PySide."""

from __future__ import annotations

import builtins
import gc

import PySide6.QtCore  # noqa: F401  it brings the step that is taken out


def quicken_imports() -> None:
    """What comes before everything else of the window is imported.

    After every import PySide reads the whole source of the module, for `from __feature__ import …` which nothing here
    says, and `linecache` keeps it: with the SDKs that is a fifth of the import time and over 30 MB. And making modules
    and widgets leaves next to nothing for the collector to find; `gui.warmup` turns it on again.
    """
    plain: object = getattr(builtins, "__orig_import__", None)  # what PySide itself calls in the end
    if plain is not None:
        vars(builtins)["__import__"] = plain
    gc.disable()
