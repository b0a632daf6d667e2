"""The screens of the running program as pictures: the window, every page of the settings, every dialog; in English and
Korean, light and dark, at 100 % and 200 % text. Part of `python3 run.py gallery`.

Each language, look and size is a process of its own: the real program without a display, with the demo's answer in it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "gallery"
SIZE = (1280, 832)
LAPTOP = {"width": 1440, "height": 900, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
TIME_LIMIT_S = 90
SETTLE_S = 0.45
QUESTIONS = {"english": "What time is it in Seoul and New York?", "korean": "서울과 뉴욕은 지금 몇 시예요?"}
# Commands that open a dialog or a window of their own.
OPENING = (
    "about",
    "export_chat",
    "import_chats",
    "restore_copy",
    "delete_all",
    "search_all",
    "palette",
    "lab",
    "race",
    "help",
    "quick_ask",
)


@dataclass(frozen=True, slots=True)
class Look:
    language: str
    theme: str
    scale: float

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}-{self.scale:.0%}".replace("%", "")


LOOKS = tuple(Look(*each) for each in itertools.product(("english", "korean"), ("light", "dark"), (1.0, 2.0)))


def main(names: list[str]) -> int:
    """Take the screens in the looks with these names, such as "korean-dark-200"; all where none is named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    screen = FOLDER / "screen.json"  # of a usual laptop
    screen.write_text(json.dumps({"screens": [{"name": "laptop", "x": 0, "y": 0, **LAPTOP}]}), "utf-8")
    environ = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
    failed = 0
    for look in LOOKS:
        if names and look.name not in names:
            continue
        command = [sys.executable, "-m", "tests.gallery.screens", "--take", look.name]
        done = subprocess.run(command, cwd=ROOT, env=environ, timeout=TIME_LIMIT_S + 30, check=False)
        print(f"{look.name:20} {'taken' if done.returncode == 0 else 'FAILED'}", flush=True)
        failed |= done.returncode
    return 1 if failed else 0


def take(name: str) -> int:
    """Take the screens of one look, in this process."""
    look = next(each for each in LOOKS if each.name == name)
    with tempfile.TemporaryDirectory(prefix="rivulet-gallery-") as data:
        words = f'theme = "{look.theme}"\nmotion = "reduced"\nlanguage = "{look.language}"\nscale = {look.scale}\n'
        Path(data, "settings.toml").write_text(f"[appearance]\n{words}", "utf-8")
        return _run(look, Path(data))


def _run(look: Look, data: Path) -> int:
    from gui import __main__ as entry
    from gui import app as program
    from gui.loop import TaskOwner

    done: list[bool] = []

    class Photographer(program.Shell):
        """The program, with somebody who opens everything once."""

        def start(self, tasks: TaskOwner, quit_: Callable[[], None]) -> None:
            super().start(tasks, quit_)
            self._window.resize(*SIZE)
            tasks.spawn(self._photograph(quit_), "photographs")

        async def _photograph(self, quit_: Callable[[], None]) -> None:
            try:
                async with asyncio.timeout(TIME_LIMIT_S):
                    await _answered(self)
                    await _photographs(self, look)
                done.append(True)
            finally:
                quit_()

    program.Shell = Photographer  # type: ignore[misc]  # the program starts as it does otherwise
    entry.leave = lambda code: sys.exit(code if done else 1)  # the other one ends the process at once
    options = ["--data-dir", str(data), "--provider", "demo", "--model", "tools", "--send"]
    options += ["--prompt", QUESTIONS[look.language]]
    entry.main(options)
    return 0 if done else 1


async def _answered(shell: Any) -> None:
    while (shown := shell._book.current) is None or not shown.session.messages:
        await asyncio.sleep(0.01)
    while shown.session.live:
        await asyncio.sleep(0.01)
    await asyncio.sleep(SETTLE_S)


async def _photographs(shell: Any, look: Look) -> None:
    _save(shell._window, look, "window")
    tabs = shell._inspector.tabs
    for place in range(1, tabs.count()):
        tabs.setCurrentIndex(place)
        await asyncio.sleep(SETTLE_S)
        _save(shell._inspector, look, f"inspector-{place}")
    tabs.setCurrentIndex(0)
    shell._actions["find"].trigger()
    await asyncio.sleep(SETTLE_S)
    _save(shell._window, look, "find")
    shell._window.resize(SIZE[0] // 2 + 60, SIZE[1])
    await asyncio.sleep(SETTLE_S)
    _save(shell._window, look, "narrow")
    shell._window.resize(*SIZE)
    for name in OPENING:
        await _opened(shell, look, name)
    shell._open_settings("")
    await asyncio.sleep(SETTLE_S)
    await _settings(look)
    await _rare(shell, look)


async def _opened(shell: Any, look: Look, name: str) -> None:
    """Save what a command opens, and close it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    before = {id(each) for each in QApplication.topLevelWidgets() if each.isVisible()}
    shell._actions[name].trigger()
    await asyncio.sleep(SETTLE_S)
    new = [each for each in QApplication.topLevelWidgets() if each.isVisible() and id(each) not in before]
    for number, widget in enumerate(new):
        _save(widget, look, name + ("" if number == 0 else f"-{number}"))
        widget.close()
    if not new:  # it lies over the window
        _save(shell._window, look, name)
        QTest.keyClick(QApplication.focusWidget() or shell._window, Qt.Key.Key_Escape)
    await asyncio.sleep(0.1)


async def _settings(look: Look) -> None:
    from PySide6.QtWidgets import QApplication, QScrollArea

    from gui.settings.dialog import SettingsDialog

    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsDialog))
    for row in range(dialog.pages.count()):
        dialog.pages.setCurrentRow(row)
        await asyncio.sleep(SETTLE_S)
        _save(dialog, look, f"settings-{row}")
        page = dialog.stack.currentWidget()
        assert page is not None
        areas = [page] if isinstance(page, QScrollArea) else page.findChildren(QScrollArea)
        bars = [area.verticalScrollBar() for area in areas if area.verticalScrollBar().maximum() > 0]
        for bar in bars[:1]:
            bar.setValue(bar.maximum())
            await asyncio.sleep(0.1)
            _save(dialog, look, f"settings-{row}-end")
    dialog.close()


async def _rare(shell: Any, look: Look) -> None:
    """What is seen seldom: a report of an error, what a file of settings would change, the menu."""
    from core.settings.transfer import Piece, propose_text
    from gui.fault_dialog import FaultDialog
    from gui.settings.proposal import ProposalDialog

    offered = '[appearance]\ntheme = "dark"\nscale = 1.3\n[limits]\nmax_retries = 4\n[strange]\nx = 1\n'
    proposal = replace(
        propose_text(shell._preferences.value, offered), pieces=(Piece("presets", "p", "Poet", True, {}),)
    )
    try:
        raise RuntimeError("the river flows uphill")
    except RuntimeError:
        report = traceback.format_exc()
    menu = shell._actions.compact_menu(shell._window)
    for name, widget in (
        ("proposal", ProposalDialog(proposal, "mine.toml", {"presets": "Preset"}, shell._window)),
        ("fault", FaultDialog(shell._theme, report, Path("/"), shell._window)),
        ("menu", menu),
    ):
        widget.show()
        await asyncio.sleep(SETTLE_S)
        _save(widget, look, name)
        widget.close()


def _save(widget: Any, look: Look, name: str) -> None:
    if not widget.grab().save(str(FOLDER / f"screen-{name}-{look.name}.png")):
        raise OSError(f"{name} could not be saved")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        sys.exit(take(sys.argv[2]))
    sys.exit(main(sys.argv[1:]))
