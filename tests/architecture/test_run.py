"""`run.py`: what it would do, without doing it. That it does it is shown by whoever runs the tests through it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.architecture.source import ROOT


def test_help_and_unknown_commands() -> None:
    assert run.main(["--help"]) == 0
    assert run.main(["no-such-command"]) == 2


def test_every_command_has_its_module() -> None:
    for _, (module, *_), _ in run.COMMANDS.values():
        path = ROOT / Path(*module.split("."))
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


def test_a_missing_library_is_named_by_its_first_name() -> None:
    if not Path("/var/lib/dpkg/info").is_dir():  # not a Debian: nothing can be said to be missing
        assert run.missing_packages(["no-such-library|nor-this-one"]) == []
        return
    assert run.missing_packages(["no-such-library|nor-this-one", "no-such-library|dpkg"]) == ["no-such-library"]


def test_the_exact_line_is_printed_where_it_may_not_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    run.install_packages(["one", "two"])
    assert "  sudo apt-get install -y --no-install-recommends one two\n" in capsys.readouterr().err


def test_no_display_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform not in ("win32", "darwin"):
        assert "no display" in run.why_no_window()


def test_another_lock_file_makes_the_environment_stale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = run.fingerprint()
    other = tmp_path / "requirements.lock"
    other.write_text("# nothing\n", "utf-8")
    monkeypatch.setattr(run, "LOCK", other)
    assert run.fingerprint() != before


def test_ci_runs_the_same_command() -> None:
    assert "python3 run.py test" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=False).returncode == 0
