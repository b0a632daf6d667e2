"""A shown transcript view for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.settings.schema import Appearance
from gui.theme.theme import Theme
from gui.transcript.find.control import Find
from gui.transcript.view import TranscriptView
from gui.widgets.clock import FrameClock
from tests.gui.transcript.find_stage import FindStage
from tests.gui.transcript.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    clock = FrameClock()
    view = TranscriptView(_theme(), clock)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    yield Stage(view, clock)
    clock.set_paused(True)
    view.close()


def _theme() -> Theme:
    theme = Theme()
    theme.set_appearance(Appearance.LIGHT)
    return theme


@pytest.fixture
def finding(stage: Stage, qtbot: QtBot) -> FindStage:
    """The stage with a finder."""

    def wait(until: Callable[[], bool]) -> None:
        qtbot.waitUntil(until, timeout=10_000)

    return FindStage(stage, Find(_theme(), stage.view), wait)
