"""The screens of the running program as pictures: the window, every dialog; in English and Korean, light and dark, at
100 % and 200 % text. Part of `python3 run.py gallery`; the settings are in `tests.gallery.settings`.

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
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "gallery"
SIZE = (1280, 832)
LAPTOP = {"width": 1440, "height": 900, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
TIME_LIMIT_S = 120
SETTLE_S = 0.45
QUESTIONS = {"english": "What time is it in Seoul and New York?", "korean": "서울과 뉴욕은 지금 몇 시예요?"}
# Commands that open a dialog or a window of their own.
OPENING = ("search_all", "palette", "quick_ask")


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
    return in_every("tests.gallery.screens", names)


def in_every(module: str, names: list[str], *more: str) -> int:
    """Run `module` once a look, in a process of its own, which is handed `more`; 1 where one failed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    screen = FOLDER / "screen.json"  # of a usual laptop
    screen.write_text(json.dumps({"screens": [{"name": "laptop", "x": 0, "y": 0, **LAPTOP}]}), "utf-8")
    environ = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
    failed = 0
    for look in LOOKS:
        if names and look.name not in names:
            continue
        command = [sys.executable, "-m", module, "--take", look.name, *more]
        done = subprocess.run(command, cwd=ROOT, env=environ, timeout=TIME_LIMIT_S + 30, check=False)
        print(f"{look.name:20} {'taken' if done.returncode == 0 else 'FAILED'}", flush=True)
        failed |= done.returncode
    return 1 if failed else 0


def take(name: str) -> int:
    """Take the screens of one look, in this process."""
    look = next(each for each in LOOKS if each.name == name)
    with tempfile.TemporaryDirectory(prefix="rivulet-gallery-") as data:
        Path(data, "settings.toml").write_text(settings(look), "utf-8")
        options = ["--data-dir", data, "--provider", "demo", "--model", "tools", "--send"]
        options += ["--prompt", QUESTIONS[look.language]]

        async def visit(shell: Any) -> None:
            while shell._book.current is None:
                await asyncio.sleep(0.01)
            await answered(shell._page)
            await asyncio.sleep(SETTLE_S)
            await _photographs(shell, look)

        return photographed(options, visit)


def settings(look: Look, providers: Mapping[str, Mapping[str, str | bool]] | None = None) -> str:
    """The file of settings that makes the program look so, and know these providers."""
    lines = ["[appearance]", f'theme = "{look.theme}"', 'motion = "reduced"', f'language = "{look.language}"']
    lines.append(f"scale = {look.scale}")
    for key, values in (providers or {}).items():
        lines += [f"[providers.{key}]", *(f"{name} = {json.dumps(value)}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def photographed(options: list[str], visit: Callable[[Any], Awaitable[None]]) -> int:
    """Run the real program with these options, and somebody in it; 1 where the visit did not come to its end."""
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
                    await visit(self)
                done.append(True)
            finally:
                quit_()

    program.Shell = Photographer  # type: ignore[misc]  # the program starts as it does otherwise
    entry.leave = lambda code: sys.exit(code if done else 1)  # the other one ends the process at once
    entry.main(options)
    return 0 if done else 1


async def answered(page: Any, enough: str = "") -> None:
    """Until something was asked, and the answer has come to its end, or to these words."""
    while not page.conversation.session.messages:
        await asyncio.sleep(0.01)
    while (session := page.conversation.session).live:
        if enough and enough in session.messages[-1].text():
            break
        await asyncio.sleep(0.01)


async def _photographs(shell: Any, look: Look) -> None:
    save(shell._window, look, "window")
    shell._actions["find"].trigger()
    await asyncio.sleep(SETTLE_S)
    save(shell._window, look, "find")
    shell._window.resize(SIZE[0] // 2 + 60, SIZE[1])
    await asyncio.sleep(SETTLE_S)
    save(shell._window, look, "narrow")
    shell._window.resize(*SIZE)
    for name in OPENING:
        await _opened(shell, look, name)
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
        save(widget, look, name + ("" if number == 0 else f"-{number}"))
        widget.close()
    if not new:  # it lies over the window
        save(shell._window, look, name)
        QTest.keyClick(QApplication.focusWidget() or shell._window, Qt.Key.Key_Escape)
    await asyncio.sleep(0.1)


async def _rare(shell: Any, look: Look) -> None:
    """What is seen seldom: what a file of settings would change, the menu."""
    from PySide6.QtCore import QPoint

    from core.settings.transfer import Piece, propose_text
    from gui.settings.proposal import ProposalDialog

    offered = '[appearance]\ntheme = "dark"\nscale = 1.3\n[limits]\nmax_retries = 4\n[strange]\nx = 1\n'
    proposal = replace(
        propose_text(shell._preferences.value, offered), pieces=(Piece("presets", "p", "Poet", True, {}),)
    )
    dialog = ProposalDialog(proposal, "mine.toml", {"presets": shell._window.tr("Preset")}, shell._window)
    menu = shell._actions.compact_menu(shell._window)
    for name, widget, show in (("proposal", dialog, dialog.show), ("menu", menu, lambda: menu.popup(QPoint(40, 40)))):
        show()
        await asyncio.sleep(SETTLE_S)
        save(widget, look, name)
        widget.close()


def save(widget: Any, look: Look, name: str) -> None:
    """Keep what a widget shows as `screen-NAME-LOOK.png`."""
    if not widget.grab().save(str(FOLDER / f"screen-{name}-{look.name}.png")):
        raise OSError(f"{name} could not be saved")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        sys.exit(take(sys.argv[2]))
    sys.exit(main(sys.argv[1:]))
