"""The whole program, as a process: the first paint, the command line, the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LATE = [
    *("openai", "anthropic", "httpx2", "keyring", "markdown_it", "pygments", "PySide6.QtDBus"),
    *(
        "PySide6.QtNetwork",
        "hashlib",
    ),
    *("core.attachments", "core.filetypes", "core.markdown.splitter", "core.markdown.inline"),
    # What belongs to a conversation is made once the window is there; dialogs and lists when somebody opens them.
    *("core.session", "core.turn", "core.events", "core.messages", "core.demo", "core.tools"),
    *("gui.chat.conversation", "gui.chat.feed", "gui.transcript", "gui.inspector.panel", "gui.inspector.model"),
    *("gui.settings", "gui.widgets.picker_popup", "gui.widgets.links"),
    *("agents", "mcp", "mcp_types", "core.agents.run", "core.mcp"),
]
NAMES = [
    *("mainWindow", "conversationList", "searchField", "newChatButton", "providerPicker", "modelPicker", "transcript"),
    *("composer", "sendButton", "stopButton", "noticeBar", "inspector", "toolCallTree", "finishReasonLabel"),
    *("usageLabel", "timingLabel", "latencyPlot"),
]

# Runs the program with an eye on it: at the first paint, and again `alive_ms` after the window is complete, it writes
# down what it sees; then it closes the window. A negative number of them closes it so long after the first paint, none
# with it, while there is no event loop of asyncio yet.
WATCHED = """
    import json, linecache, sys
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget
    from gui import app as program
    from gui import __main__ as entry
    from gui.main_window import MainWindow

    seen = {}
    late = json.loads(sys.argv[1])
    before = program.MainWindow.__init__

    def init(self, *args):
        before(self, *args)
        def painted():
            seen["at_paint"] = [name for name in late if name in sys.modules]
            if not %(alive_ms)d:
                self.close()
        self.painted.connect(painted)

    class Shell(program.Shell):
        async def _complete(self):
            if %(alive_ms)d < 0:
                QTimer.singleShot(-%(alive_ms)d, self._window.close)
            await super()._complete()
            seen["at_once"] = [name for name in ("httpx2", "markdown_it", "pygments") if name in sys.modules]
            seen["core_late"] = sorted(name for name in set(sys.modules) - brought if name.startswith("core."))
            QTimer.singleShot(%(alive_ms)d, self.look_and_close)
        def look_and_close(self):
            window = self._window
            seen["unused"] = [name for name in ("agents", "mcp") if name in sys.modules]
            seen["names"] = {w.objectName(): w.accessibleName() for w in (window, *window.findChildren(QWidget))}
            window.close()

    def leave(code):
        seen["sources"] = [file for file in linecache.cache if "transcript" in file]
        print(json.dumps(seen))
        before_leaving(code)

    brought = set()
    bring_parts = program.bring_parts

    async def bring():
        await bring_parts()
        brought.update(sys.modules)

    program.bring_parts = bring
    program.MainWindow.__init__ = init
    program.Shell = Shell
    before_leaving, entry.leave = entry.leave, leave
    entry.main(sys.argv[2:])
"""


def watched(tmp_path: Path, *arguments: str, alive_ms: int = 50) -> tuple[subprocess.CompletedProcess[str], Path]:
    environ = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))),
    }
    environ.pop("RIVULET_LOG", None)
    script = textwrap.dedent(WATCHED % {"alive_ms": alive_ms})
    command = [sys.executable, "-c", script, json.dumps(LATE), "--data-dir", str(tmp_path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=50, check=False)
    return done, tmp_path / "logs" / "rivulet.log"


def test_the_window_paints_before_the_sdks_are_imported(tmp_path: Path) -> None:
    done, _ = watched(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert json.loads(done.stdout)["at_paint"] == []


def test_what_takes_long_to_import_is_left_to_the_thread_when_the_window_is_furnished(tmp_path: Path) -> None:
    done, _ = watched(tmp_path)
    assert json.loads(done.stdout)["at_once"] == []


def test_the_core_comes_in_a_thread(tmp_path: Path) -> None:
    done, _ = watched(tmp_path)
    assert json.loads(done.stdout)["core_late"] == []


def test_no_source_is_read_for_a_feature_of_pyside_that_nothing_uses(tmp_path: Path) -> None:
    done, _ = watched(tmp_path)
    assert json.loads(done.stdout)["sources"] == []


def test_scripts_and_screen_readers_find_what_they_look_for(tmp_path: Path) -> None:
    done, _ = watched(tmp_path)
    names = json.loads(done.stdout)["names"]
    assert [name for name in NAMES if not names.get(name)] == []


@pytest.mark.parametrize("alive_ms", [0, -1, -100, -300, -500, 1])
def test_closing_before_all_is_there_ends_with_0_and_in_silence(tmp_path: Path, alive_ms: int) -> None:
    done, _ = watched(tmp_path, alive_ms=alive_ms)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("scene", ["tour", "reasoning", "silence"])
def test_quitting_while_an_answer_runs_ends_with_0_and_in_silence(tmp_path: Path, scene: str) -> None:
    done, log = watched(tmp_path, "--model", scene, "--prompt", "Hello", "--send", alive_ms=4000)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["unused"] == [], "nobody asked for agents or tool servers"
    assert "outcome=" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("provider", ["mine", "agents"])
def test_a_provider_of_the_settings_and_agents_can_be_named(tmp_path: Path, provider: str) -> None:
    text = '[providers.mine]\nname = "Mine"\nprotocol = "openai-chat"\nbase_url = "http://127.0.0.1:9/v1"\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    done, _ = watched(tmp_path, "--provider", provider, "--model", "m")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_provider_is_refused_with_a_sentence(tmp_path: Path) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "gui", "--data-dir", str(tmp_path), "--provider", "nobody"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 2
    assert "nobody" in done.stderr
    assert done.stderr.count("\n") == 1
