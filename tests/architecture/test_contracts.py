"""The import contracts of pyproject.toml hold, and `core` works where Qt is not installed."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.architecture.source import ROOT
from tests.support.no_qt import ABSENT

LINT_IMPORTS = str(Path(sysconfig.get_path("scripts")) / "lint-imports")
TAKE_AWAY = "from tests.support.no_qt import take_away; take_away()"


def test_import_contracts() -> None:
    done = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_core_answers_without_qt() -> None:
    """A whole question in a process in which Qt cannot be imported."""
    ask = "core.cli.main(['--provider', 'demo', '--model', 'refusal', 'hello'])"
    words = f"{TAKE_AWAY}; import core.cli; {ask}"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_absence_is_real() -> None:
    for name in sorted(ABSENT):
        words = f"{TAKE_AWAY}; import {name}"
        done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=False)
        assert "taken away" in done.stderr
