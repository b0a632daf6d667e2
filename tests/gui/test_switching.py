"""The language of the running program: a window of its own process, switched while an answer stands in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.i18n.catalogue import FOLDER, read

ROOT = Path(__file__).parents[2]

# Starts the program in English, has the demo answer, and writes down every word on the screen: as it is, in Korean,
# and in English again.
SWITCHED = """
    import asyncio, json, sys
    from dataclasses import replace
    from PySide6.QtCore import QModelIndex, Qt
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabBar, QWidget
    from core.settings.schema import Language
    from gui import app as program
    from gui import __main__ as entry

    SHOWN = ("windowTitle", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "text", "title")
    ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    seen = []

    def words(window):
        found = {}
        for number, widget in enumerate([window, *window.findChildren(QWidget)]):
            texts = [str(widget.property(name) or "") for name in SHOWN]
            texts += [each for action in widget.actions() for each in (action.text(), action.toolTip())]
            if isinstance(widget, QComboBox):
                texts += [str(widget.itemData(n, role) or "") for n in range(widget.count()) for role in ROLES]
            if isinstance(widget, QTabBar):
                texts += [widget.tabText(n) for n in range(widget.count())]
            if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
                rows = [model.index(row, 0) for row in range(model.rowCount(QModelIndex()))]
                texts += [str(model.data(index, role) or "") for index in rows for role in ROLES]
            if widget.objectName() == "transcript":
                texts += widget.toPlainText().splitlines()
            if texts and not widget.objectName().startswith("qt_") and "Scroll" not in widget.objectName():
                found[f"{number} {widget.objectName() or type(widget).__name__}"] = texts
        return found

    class Shell(program.Shell):
        def start(self, tasks, quit_):
            super().start(tasks, quit_)
            tasks.spawn(self.look(), "a look at the words")

        async def look(self):
            try:
                async with asyncio.timeout(40):
                    await self.answered()
                    for language in (Language.ENGLISH, Language.KOREAN, Language.ENGLISH):
                        self._preferences.put(replace(self._preferences.value, language=language))
                        await self.settled()
                        seen.append(words(self._window))
            finally:
                self._window.close()

        async def answered(self):
            while (shown := self._book.current) is None or not shown.session.messages:
                await asyncio.sleep(0.01)
            while shown.session.live:
                await asyncio.sleep(0.01)

        async def settled(self):
            before = None
            while before != (now := words(self._window)):
                before = now
                await asyncio.sleep(0.25)

    def leave(code):
        print(json.dumps(seen))
        before_leaving(code)

    program.Shell = Shell
    before_leaving, entry.leave = entry.leave, leave
    entry.main(sys.argv[1:])
"""


def flat(words: dict[str, list[str]]) -> list[str]:
    return [text for texts in words.values() for text in texts if text]


def test_everything_on_the_screen_is_said_in_korean_and_in_english_again(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[appearance]\nlanguage = "english"\nmotion = "reduced"\n', "utf-8")
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", textwrap.dedent(SWITCHED), "--data-dir", str(tmp_path), "--provider", "demo"]
    command += ["--model", "failure", "--prompt", "강", "--send"]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=55, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    first, korean, again = json.loads(done.stdout)

    assert again == first, "what is not said again, or in other words than before"
    known = {source: said for (source, comment), said in read(FOLDER / "rivulet_ko.ts").items() if not comment}
    names = {"reasoning", "refusal", "tools"}  # of the demo's models
    left = [text for text in flat(korean) if known.get(text, text) != text and text not in names]
    assert left == [], "still in English"
    said = set(known.values())
    assert len([text for text in flat(korean) if text in said]) > 100
    english = [text for text in flat(korean) if re.fullmatch(r"[A-Z][a-z]+( [a-z]+){2,}[.…]?", text)]
    assert english == [], "sentences that have no translation"
