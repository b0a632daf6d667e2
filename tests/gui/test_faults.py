"""Errors that nobody foresaw: told once, with a report that keeps secrets; crashes; the start that trusts nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from core.logs import SecretMask
from gui.crashes import Crashes
from gui.fault_dialog import FaultDialog
from gui.fault_report import fault_report, story_of
from gui.faults import Fault, watch_faults
from gui.loop import TaskOwner
from gui.options import read_options
from gui.safe import begin_safely, end_safely
from gui.theme.theme import Theme

ROOT = Path(__file__).parents[2]


@pytest.fixture
def told() -> Iterator[list[Fault]]:
    faults: list[Fault] = []
    end = watch_faults(faults.append)
    yield faults
    end()


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


def raising(words: str = "no such river") -> None:
    raise ValueError(words)


def caught(words: str) -> ValueError:
    try:
        raising(words)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.allow_log("error|failed")
async def test_an_error_in_a_slot_a_thread_and_a_task_is_told_once_each(told: list[Fault]) -> None:
    def in_slot() -> None:
        try:
            raising("slot")
        except ValueError:
            sys.excepthook(*sys.exc_info())

    for _ in range(3):
        in_slot()
    await until(lambda: told)
    thread = threading.Thread(target=lambda: [][0])
    thread.start()
    thread.join()
    await until(lambda: len(told) == 2)
    tasks = TaskOwner()

    async def work() -> None:
        await asyncio.sleep(0)
        raise KeyError("task")

    tasks.spawn(work(), "work")
    await until(lambda: len(told) == 3)
    await tasks.aclose()
    assert [type(fault.error) for fault in told] == [ValueError, IndexError, KeyError]


def test_a_report_has_what_helps_and_nothing_private(tmp_path: Path) -> None:
    said = "제 비밀번호는 hunter2-river 입니다. Please explain this private sentence."
    mask = SecretMask()
    mask.add("sk-live-verysecretkey")
    log_file = tmp_path / "rivulet.log"
    log_file.write_text(
        f"old\n2026 INFO gui: started\n2026 ERROR core: could not read {said!r} in {Path.home()}/x\n", encoding="utf-8"
    )
    error = caught("cannot parse 'explain this private sentence' with sk-live-verysecretkey")
    report = fault_report(story_of(error), log_file, mask, [said], "1.2.3", safe_mode=True)
    for kept in (
        "Rivulet 1.2.3 (safe mode)",
        "Python 3.",
        "Qt 6.",
        "test_faults.py",
        "in raising",
        "ValueError: cannot parse",
    ):
        assert kept in report
    assert "INFO gui: started" in report
    for hidden in ("private sentence", "비밀번호", "hunter2", "sk-live-verysecretkey"):
        assert hidden not in report
    if len(str(Path.home())) > 1:
        assert f"{Path.home()}/x" not in report


def test_the_dialog_copies_the_report_and_closes_by_escape(qapp: QCoreApplication, tmp_path: Path) -> None:
    window = QWidget()
    dialog = FaultDialog(Theme(), "line\u202eone\nline two", tmp_path, window)
    dialog.open()
    button = dialog.findChild(QPushButton, "faultCopy")
    assert isinstance(button, QPushButton)
    button.click()
    assert QGuiApplication.clipboard().text() == "line⟨U+202E⟩one\nline two"
    dialog.reject()
    window.deleteLater()


CRASHED = """
import os, signal, sys
from pathlib import Path
from gui.crashes import Crashes
crashes = Crashes(Path(sys.argv[1]))
crashes.watch()
print(repr(crashes.last), flush=True)
if sys.argv[2] == "crash":
    os.kill(os.getpid(), signal.SIGSEGV)
crashes.close()
"""


def start(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CRASHED, str(folder), how]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_a_crash_is_told_at_the_next_start_and_only_then(tmp_path: Path) -> None:
    assert start(tmp_path, "well").stdout == "''\n"
    assert list(tmp_path.iterdir()) == []
    assert start(tmp_path, "crash").returncode == -signal.SIGSEGV
    told = start(tmp_path, "well").stdout
    assert "Segmentation fault" in told
    assert start(tmp_path, "well").stdout == "''\n"
    assert [path.name[:6] for path in tmp_path.iterdir()] == ["crash-"]


def test_only_the_newest_stories_of_crashes_are_kept(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"crash-2020010{number}-000000.txt").write_text("old", encoding="utf-8")
    (tmp_path / "crash.txt").write_text("Fatal Python error", encoding="utf-8")
    crashes = Crashes(tmp_path)
    crashes.watch()
    crashes.close()
    assert crashes.last == "Fatal Python error"
    assert len(list(tmp_path.glob("crash-*.txt"))) == 3


def test_a_folder_that_cannot_be_written_costs_the_story_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    crashes = Crashes(tmp_path / "file" / "logs")
    crashes.watch()
    crashes.close()
    assert crashes.last == ""


def test_safe_mode_has_a_folder_of_its_own_and_leaves_it_to_nobody(tmp_path: Path) -> None:
    environ = {"QT_PLUGIN_PATH": "/somewhere", "QT_IM_MODULE": "fcitx"}
    options = begin_safely(read_options(["--safe-mode", "--data-dir", str(tmp_path)]), environ)
    assert options.data_dir is not None
    assert options.data_dir != tmp_path
    assert options.logs == tmp_path / "logs" / "safe"
    assert "QT_PLUGIN_PATH" not in environ
    assert environ["QT_IM_MODULE"] == "compose"
    end_safely(options)
    assert not options.data_dir.exists()


SAFE = """
import sys
from PySide6.QtCore import QTimer
from gui import app as program
from gui import __main__ as entry

class Shell(program.Shell):
    async def _complete(self):
        await super()._complete()
        QTimer.singleShot(300, self.look)
    def look(self):
        print(self._page.notices.text(), self._preferences.value.provider, self._preferences.value.tools.on, sep="|")
        self._window.close()

program.Shell = Shell
entry.main(sys.argv[1:])
"""


def test_safe_mode_touches_nothing_of_the_person(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('provider = "openai"\n', encoding="utf-8")
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SAFE, "--safe-mode", "--data-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
    said, provider, tools = done.stdout.strip().split("|")
    assert said.startswith("Safe mode")
    assert (provider, tools) == ("demo", "()")
    assert settings.read_text(encoding="utf-8") == 'provider = "openai"\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["logs", "settings.toml"]


@pytest.mark.allow_log("without a traceback")
def test_what_is_only_logged_is_not_told(told: list[Fault]) -> None:
    logging.getLogger("gui.test").error("a sentence without a traceback")
    QCoreApplication.processEvents()
    assert told == []
