"""A call waits for a person; the program is killed and started again: the card waits, and allowing it goes on."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

from core.conversations.opening import FILE
from core.paths import settings_file
from core.settings.schema import Settings
from core.settings.store import save
from tests.e2e.screen import wait_until
from tests.e2e.test_crash import START_S, questions, started
from tests.gui.test_restart import run_watching
from tests.support import chat
from tests.support.answers import MODELS
from tests.support.script import Answer, whole
from tests.support.server import Received, ServerThread

FUNCTION = '''
def river_level(river: str) -> str:
    """How high a river is.

    Args:
        river: its name
    """
    with open(__file__ + ".ran", "a") as file:
        file.write("ran\\n")
    return f"The {river} is high."
'''
ALLOW = """
            row = self.list_row("hello")
            if row is not None and not self.wished:
                self.wished = True
                self.findChild(QListView, "conversationList").setCurrentIndex(row)
            if "waits for you" in self.transcript():
                from PySide6.QtGui import QAction
                next(a for a in self.actions() if a.objectName() == "allow_callAction").trigger()
            return self.transcript() if "So it is" in self.transcript() else None
"""


class Calling:
    """Asks for the tool until it has its result."""

    def __call__(self, received: Received) -> Answer:
        if received.method == "GET":
            return whole(MODELS)
        if any(message["role"] == "tool" for message in received.json()["messages"]):
            return chat.answer("So it is.")
        call = chat.call(0, "c", "river_level", '{"river": "Han"}')
        return chat.stream(*chat.text("Let me look."), *call, *chat.end("tool_calls"))


def asked(folder: Path) -> bool:
    """Whether the journal has it that a person is asked."""
    with contextlib.closing(sqlite3.connect(folder / FILE)) as store, contextlib.suppress(sqlite3.Error):
        return any("tool_approval_requested" in str(row) for row in store.execute("SELECT events FROM journal_rows"))
    return False


def test_killed_while_a_call_waits_it_is_allowed_at_the_next_start(tmp_path: Path) -> None:
    functions = tmp_path / "tools"
    functions.mkdir()
    (functions / "river.py").write_text(FUNCTION, "utf-8")
    usual = Settings()
    save(
        settings_file(tmp_path),
        replace(usual, tools=replace(usual.tools, on=("functions/river.river_level",))),
    )
    with ServerThread(Calling()) as server:
        with started(server, tmp_path) as process:
            wait_until(lambda: asked(tmp_path), START_S, "a person is asked")
            process.kill()
            process.wait()
        assert not (functions / "river.py.ran").exists()
        target = ("--protocol", "openai-chat", "--base-url", f"{server.url}/v1", "--model", "m")
        shown = run_watching(tmp_path, ALLOW, *target)
        assert len(questions(server)) == 2
    assert "The Han is high." in shown
    assert shown.count("Let me look.") == 1
    assert (functions / "river.py.ran").read_text("utf-8") == "ran\n"
