"""The rules of tests with a window: coroutine tests on the program's Qt loop; no widget, timer or animation is left.

Qt's own messages of level warning and above fail the test; `@pytest.mark.qt_log_ignore("pattern")` allows some.
"""

from __future__ import annotations

import gc
from collections.abc import Coroutine, Iterator
from contextlib import closing
from typing import Any

import pytest
from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from core.settings.schema import Language
from gui.language import Speech
from gui.loop import make_loop
from tests.conftest import call_coroutine_test, time_limit
from tests.support.leftovers import LeftBehind, run_clean


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith("tests/gui/"):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # What the offscreen platform says of itself, whoever shows a window.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    def run(test: Coroutine[Any, Any, None]) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)  # as in the program: the last window must not end the loop
        with closing(make_loop(app)) as loop:
            loop.run_until_complete(run_clean(test, time_limit(pyfuncitem)))

    return call_coroutine_test(pyfuncitem, run)


@pytest.fixture(autouse=True)
def _no_window_left(qapp: QApplication, _clean_ending: None) -> Iterator[None]:
    before = {id(widget) for widget in qapp.topLevelWidgets()}
    yield
    qapp.clipboard().clear()  # the offscreen one would outlive Python, and what Python put there
    _delete_pending()
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    names = [*map(_described, left), *_ticking()]
    for widget in left:
        widget.close()
        widget.deleteLater()
    _delete_pending()
    if names:
        raise LeftBehind("The test left behind: " + "; ".join(names))


def _delete_pending() -> None:
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _ticking() -> list[str]:
    """Timers and animations of ours that would go on into the next test; they are stopped."""
    names = []
    for thing in gc.get_objects():
        if isinstance(thing, QTimer | QAbstractAnimation) and Shiboken.isValid(thing):
            active = thing.isActive() if isinstance(thing, QTimer) else thing.state() is thing.State.Running
            if active:
                names.append(_described(thing))
                thing.stop()
    return names


def _described(thing: QObject) -> str:
    owner = thing.parent()
    of = f" of {type(owner).__name__}" if owner is not None else ""
    shown = " (shown)" if isinstance(thing, QWidget) and thing.isVisible() else ""
    return f"{type(thing).__name__} {thing.objectName()!r}{of}{shown}"


@pytest.fixture
def speech(qapp: QApplication) -> Iterator[Speech]:
    """The language of the interface, English at first; and again at the end."""
    before = QLocale()
    made = Speech(qapp)
    made.use(Language.ENGLISH)
    yield made
    made.use(Language.ENGLISH)
    QLocale.setDefault(before)
