"""The controls of a replay: whole at every width, in as many rows as they need."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.replay.bar import ReplayBar, ReplayState
from gui.theme.theme import Theme

STATE = ReplayState("rivers", 32, 181, live=True, paused=False, can_step=False, speed=1.0)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_buttons_are_whole_at_every_width(qtbot: QtBot, scale: float) -> None:
    theme = Theme()
    theme.set_scale(scale)
    bar = ReplayBar(theme)
    qtbot.addWidget(bar)
    bar.show_state(STATE)
    bar.show()
    heights = []
    for width in (1200, 640, 420):
        bar.resize(width, bar.height())
        QApplication.processEvents()  # what stands below each other is known by now
        bar.resize(width, bar.heightForWidth(width))
        QApplication.processEvents()
        for button in (bar.edit, bar.again, bar.stops):
            assert button.width() >= button.sizeHint().width()
        assert bar.title.height() >= bar.title.heightForWidth(bar.title.width()), "the sentence is whole too"
        heights.append(bar.sizeHint().height())
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]
