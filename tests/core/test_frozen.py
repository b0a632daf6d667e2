"""Running a module of ours from a source tree and from a packed app."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from core import frozen


def test_from_source_a_module_is_run_by_this_interpreter() -> None:
    command = frozen.module_command("core.cli", "--help")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "rivulet-ask" in done.stdout


def test_packed_a_module_is_run_by_the_program_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/rivulet/rivulet")
    assert frozen.module_command("core.cli", "x") == ["/opt/rivulet/rivulet", frozen.RUN_MODULE, "core.cli", "x"]


def test_only_modules_of_ours_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in ([], ["--help"], [frozen.RUN_MODULE], [frozen.RUN_MODULE, "timeit"], ["core.cli"]):
        monkeypatch.setattr(sys, "argv", ["rivulet", *arguments])
        assert not frozen.begin_packed()


def test_a_module_gets_the_arguments_that_follow_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["rivulet", frozen.RUN_MODULE, "core.cli", "--help"])
    monkeypatch.delitem(sys.modules, "core.cli", raising=False)
    with pytest.raises(SystemExit) as left:
        frozen.begin_packed()
    assert left.value.code == 0
    assert "rivulet-ask" in capsys.readouterr().out


def test_what_we_start_finds_its_own_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["rivulet"])
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/rivulet/_internal:/of/the/user")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/of/the/user")
    frozen.begin_packed()
    assert os.environ["LD_LIBRARY_PATH"] == "/of/the/user"
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/rivulet/_internal")
    frozen.begin_packed()
    assert "LD_LIBRARY_PATH" not in os.environ
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
