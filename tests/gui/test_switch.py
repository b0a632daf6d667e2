"""The switch: a check box to whoever does not look, a track with a knob to whoever does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.settings.schema import Appearance
from gui.theme.style import style_sheet
from gui.theme.theme import Theme
from gui.widgets.switch import Switch

LOOKS = [(appearance, contrast) for appearance in (Appearance.LIGHT, Appearance.DARK) for contrast in (False, True)]


@pytest.fixture
def theme(qtbot: QtBot) -> Iterator[Theme]:
    made = Theme()
    made.set_appearance(Appearance.LIGHT)
    yield made
    made.deleteLater()


def stood(qtbot: QtBot, theme: Theme, text: str = "") -> Switch:
    """A switch in a window with the style sheet of the program, shown."""
    window = QWidget()
    qtbot.addWidget(window, before_close_func=lambda _gone: window.hide())
    window.setStyleSheet(style_sheet(theme))
    switch = Switch(theme, text)
    QVBoxLayout(window).addWidget(switch, 0, Qt.AlignmentFlag.AlignCenter)
    window.show()
    return switch


def seen(switch: Switch) -> QImage:
    return switch.grab().toImage()


def color_at(switch: Switch, along: float) -> QColor:
    """Of the middle line, `along` the track's width."""
    image = seen(switch)
    return image.pixelColor(round(along * (image.width() - 1)), image.height() // 2)


def test_it_is_a_check_box_for_the_keyboard_and_for_assistive_technologies(qtbot: QtBot, theme: Theme) -> None:
    switch = stood(qtbot, theme)
    switch.setAccessibleName("Show text as it arrives")
    told: list[bool] = []
    switch.toggled.connect(told.append)
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(switch.width() - 2, switch.height() // 2))
    assert told == [True, False]
    there = QAccessible.queryAccessibleInterface(switch)
    assert there.role() is QAccessible.Role.CheckBox
    assert there.text(QAccessible.Text.Name) == "Show text as it arrives"
    switch.setChecked(True)
    assert there.state().checked


def test_its_words_can_be_clicked_and_have_room(qtbot: QtBot, theme: Theme) -> None:
    switch = stood(qtbot, theme, "Switched &on")
    assert switch.width() > stood(qtbot, theme).width() + switch.fontMetrics().horizontalAdvance("Switched on")
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(switch.width() - 2, switch.height() // 2))
    assert switch.isChecked()


@pytest.mark.parametrize(("appearance", "contrast"), LOOKS)
def test_on_and_off_differ_by_place_and_ink_in_every_theme(
    qtbot: QtBot, theme: Theme, appearance: Appearance, contrast: bool
) -> None:
    theme.set_reduced_motion(True)
    theme.set_appearance(appearance)
    theme.set_high_contrast(contrast)
    switch, colors = stood(qtbot, theme), theme.colors
    assert color_at(switch, 0.28) == QColor(colors.text_faint)
    assert color_at(switch, 0.72) == QColor(colors.raised)
    switch.setChecked(True)
    assert color_at(switch, 0.28) == QColor(colors.accent)
    assert color_at(switch, 0.72) == QColor(colors.on_accent)
    switch.window().activateWindow()
    qtbot.waitUntil(switch.isActiveWindow)
    switch.clearFocus()
    plain = seen(switch)
    switch.setFocus()
    assert seen(switch) != plain, "the focus is seen"
    switch.clearFocus()
    switch.setEnabled(False)
    assert color_at(switch, 0.28) not in (QColor(colors.accent), QColor(colors.raised))
    assert color_at(switch, 0.72) == QColor(colors.page), "on is told from off all the same"


def test_right_to_left_it_is_its_own_mirror_image(qtbot: QtBot, theme: Theme) -> None:
    theme.set_reduced_motion(True)
    switch = stood(qtbot, theme, "on")
    switch.setChecked(True)
    assert color_at(switch, 0.02) == QColor(theme.colors.accent)
    switch.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert color_at(switch, 0.98) == QColor(theme.colors.accent)
    assert color_at(switch, 1 - 23 / switch.width()) == QColor(theme.colors.on_accent), "on is on the left"


@given(scale=st.floats(0.8, 2.0))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
def test_it_grows_with_the_text(qtbot: QtBot, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    switch = Switch(theme)
    assert abs(switch.sizeHint().width() - 32 * scale) <= 1
    assert abs(switch.sizeHint().height() - 18 * scale) <= 1
    switch.deleteLater()


async def test_the_knob_slides_and_ends_where_it_belongs(qtbot: QtBot, theme: Theme) -> None:
    switch = stood(qtbot, theme)
    switch.click()
    assert switch.sliding
    assert switch.place < 1
    while switch.sliding:
        await asyncio.sleep(0.005)
    assert switch.place == 1
    assert color_at(switch, 0.28) == QColor(theme.colors.accent)


def test_with_reduced_motion_and_unseen_it_jumps(qtbot: QtBot, theme: Theme) -> None:
    switch = stood(qtbot, theme)
    theme.set_reduced_motion(True)
    switch.click()
    assert (switch.place, switch.sliding) == (1, False)
    theme.set_reduced_motion(False)
    switch.click()
    assert switch.sliding
    theme.set_reduced_motion(True)
    assert (switch.place, switch.sliding) == (0, False), "also when it is asked for halfway"
    theme.set_reduced_motion(False)
    switch.hide()
    switch.click()
    assert (switch.place, switch.sliding) == (1, False)
