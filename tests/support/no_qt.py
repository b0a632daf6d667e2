"""A pytest plugin that takes Qt away: `pytest -p no:pytest-qt -p tests.support.no_qt tests/core`.

With it the tests of `core` run as on a machine where neither Qt nor the window's code is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

ABSENT = frozenset({"PySide6", "shiboken6", "qasync", "pytestqt", "gui"})


class _Absence:
    """A finder that finds nothing, for what shall not be there."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {fullname!r} (taken away by {__name__})", name=fullname)
        return None


def take_away() -> None:
    """From now on nothing of it can be imported. Raises RuntimeError where something is imported already."""
    present = sorted(ABSENT & sys.modules.keys())
    if present:
        raise RuntimeError(f"Too late: {', '.join(present)} is imported already")
    sys.meta_path.insert(0, _Absence())


def pytest_addoption() -> None:
    """The first hook of a plugin: before any test is collected."""
    take_away()
