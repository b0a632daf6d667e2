"""PySide imported at a fair price: what it says about its functions stays what it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

# How far PySide's own modules are, before and after somebody uses a function wrongly.
WAITING = """
    import json, sys
    from gui.imports import _LATE, quicken_imports
    {first}
    quicken_imports()
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    def waiting():
        return sorted(name for name in _LATE if "__getattr__" in vars(sys.modules[name]))

    before = waiting()
    try:
        QSize("wide")
    except TypeError:
        pass
    print(json.dumps([before, waiting(), sorted(_LATE)]))
"""

# All that PySide makes of its signatures.
SAID = """
    import enum, inspect
    {first}
    from PySide6 import QtCore, QtGui, QtWidgets
    from PySide6.QtCore import Qt
    from PySide6.support.signature import get_signature, importhandler, layout, mapping, parser
    from PySide6.support.signature.lib import pyi_generator, tool

    app = QtWidgets.QApplication([])
    widget = QtWidgets.QWidget()

    def said(act):
        try:
            return act()
        except Exception as error:
            return f"{{type(error).__name__}}: {{error}}"

    for act in (
        lambda: widget.resize("wide"),
        lambda: widget.resize(1, 2, 3),
        lambda: widget.resize(width=3),
        lambda: QtWidgets.QWidget(nothing=1),
        lambda: QtGui.QColor([], {{}}),
        lambda: widget.nothing,
        lambda: QtWidgets.QWidget.resize.__doc__,
        lambda: get_signature(QtCore.QRect.moveTo),
        lambda: inspect.signature(QtCore.QObject),
        lambda: Qt.Key.Key_A,
        lambda: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
        lambda: issubclass(Qt.Key, enum.IntEnum),
        lambda: [module.__name__.rpartition(".")[2] for module in (layout, mapping, parser, pyi_generator, tool)],
    ):
        print(said(act))
"""


def run(script: str, first: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script).format(first=first), *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def waiting() -> Any:
    return json.loads(run(WAITING, ""))


def test_what_tells_signatures_waits_until_it_is_asked(waiting: Any) -> None:
    before, _, late = waiting
    assert before == late


def test_a_wrong_argument_asks_for_it(waiting: Any) -> None:
    _, after, _ = waiting
    assert not {f"shibokensupport.signature.{name}" for name in ("errorhandler", "layout", "mapping", "parser")} & {
        *after
    }


def test_where_pyside_is_there_already_nothing_waits() -> None:
    before, after, _ = json.loads(
        run(WAITING.replace("vars(sys.modules[name])", "vars(sys.modules.get(name, sys))"), "import PySide6.QtCore")
    )
    assert (before, after) == ([], [])


def test_pyside_says_the_same_as_ever() -> None:
    as_ever = run(SAID, "")
    assert "wrong argument types" in as_ever
    assert run(SAID, "from gui.imports import quicken_imports; quicken_imports()") == as_ever


def test_asyncio_comes_after_the_window_and_then_whole(tmp_path: Path) -> None:
    script = """
        {first}
        from gui.imports import quicken_imports
        quicken_imports()
        import sys
        from gui import app
        from gui.options import read_options
        options = read_options(["--data-dir", sys.argv[1]])
        shell = app.Shell(app.QApplication([]), options, None, app.SecretMask(), options.data_dir, "")
        shell.show_window()
        print("asyncio.events" in sys.modules)
        from gui import loop
        import asyncio
        asyncio.run(asyncio.sleep(0))
        print("asyncio.events" in sys.modules, loop.asyncio is app.asyncio is asyncio)
    """
    assert run(script, "", str(tmp_path)).split() == ["False", "True", "True"]
    assert run(script, "import asyncio", str(tmp_path)).split() == ["True", "True", "True"]


def test_no_import_is_watched_any_more() -> None:
    script = """
        import builtins
        plain = builtins.__import__
        {first}
        from gui.imports import quicken_imports
        quicken_imports()
        import PySide6.QtWidgets
        print(builtins.__import__ is plain, builtins.__import__ is builtins.__feature_import__)
    """
    assert run(script, "").split() == ["True", "False"]
    assert run(script, "import PySide6.QtCore").split() == ["False", "False"]
