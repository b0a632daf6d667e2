"""The program twice over one folder: what was said the first time is listed and can be read the second time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Runs the program; asks `STEP` again and again, with the window, until it returns something; then closes the window.
WATCHED = """
    import json, os, sys
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QListView, QPushButton, QWidget
    from gui import app as program
    from gui.main_window import MainWindow
    from gui.options import read_options

    class Watched(MainWindow):
        def __init__(self, *args):
            super().__init__(*args)
            self.asking = QTimer(self)
            self.asking.setInterval(20)
            self.asking.timeout.connect(self.ask)
            self.asking.start()
            self.wished = False

        def ask(self):
            found = self.look()
            if found:
                self.asking.stop()
                print(json.dumps(found))
                self.close()

        def transcript(self):
            page = self.findChild(QWidget, "transcript")
            return page.toPlainText() if page is not None else ""

        def list_row(self, title):
            model = self.findChild(QListView, "conversationList").model()
            for row in range(model.rowCount()):
                if model.index(row, 0).data() == title:
                    return model.index(row, 0)

        def look(self):
            %(look)s

    program.MainWindow = Watched
    code = program.run(read_options(sys.argv[1:]))
    sys.stdout.flush()
    os._exit(code)
"""
ANSWERED = """
            return self.transcript() if "· stop" in self.transcript() else None
"""
READ_AGAIN = """
            row = self.list_row("hello there")
            if row is not None and not self.wished:
                self.wished = True
                self.findChild(QListView, "conversationList").setCurrentIndex(row)
            return self.transcript() or None
"""


def run_watching(folder: Path, look: str, *arguments: str) -> str:
    """What the program showed when `look` was satisfied."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    script = textwrap.dedent(WATCHED % {"look": look.strip()})
    command = [sys.executable, "-c", script, "--data-dir", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=50, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    shown = json.loads(done.stdout)
    assert isinstance(shown, str)
    return shown


def test_a_conversation_is_listed_and_read_at_the_next_start(tmp_path: Path) -> None:
    demo = ("--provider", "demo", "--model", "refusal")
    first = run_watching(tmp_path, ANSWERED, *demo, "--prompt", "hello there", "--send")
    assert "hello there" in first
    assert run_watching(tmp_path, READ_AGAIN, *demo) == first
