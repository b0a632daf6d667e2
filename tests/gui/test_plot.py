"""Plots: axes with round marks, every point within reach of keyboard and mouse, saved as they look."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.settings.schema import Appearance
from gui.theme.theme import Theme
from gui.widgets.figure import Axis, Figure, Mark, Point, Series, log_ticks, round_ticks, top_of
from gui.widgets.plot import Plot

DOTS = Series("dots", "#0b6e6b", (Point(0, 1, "first"), Point(1, 2, "second"), Point(2, 3, "third")))
LINE = Series("line", "#a8322d", (Point(0, 3), Point(2, 1)), Mark.LINE)
BOTH = Figure(Axis(0, 2, "seconds"), Axis(0, 4, "count"), (DOTS, LINE), title="Both")


def shown(qtbot: QtBot, figure: Figure, *, dark: bool = False) -> Plot:
    theme = Theme()
    theme.set_appearance(Appearance.DARK if dark else Appearance.LIGHT)
    plot = Plot(theme, "A plot")
    qtbot.addWidget(plot)
    plot.resize(320, 200)
    plot.show_figure(figure)
    plot.show()
    return plot


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(2, 12))
def test_round_marks_are_within_the_axis_evenly_apart_and_not_too_many(low: float, span: float, most: int) -> None:
    ticks = round_ticks(low, low + span, most)
    slack = span * 1e-6 + abs(low) * 1e-9
    assert len(ticks) <= most
    assert all(low - slack <= tick <= low + span + slack for tick in ticks)
    steps = [after - before for before, after in pairwise(ticks)]
    assert all(step == pytest.approx(steps[0], rel=1e-3, abs=slack) for step in steps)


@given(st.floats(1e-4, 1e3), st.floats(1.5, 1e6), st.integers(3, 10))
def test_marks_of_a_logarithmic_axis_rise_within_it(low: float, factor: float, most: int) -> None:
    ticks = log_ticks(low, low * factor, most)
    assert len(ticks) <= most
    assert list(ticks) == sorted(ticks)
    assert all(low * 0.99 <= tick <= low * factor * 1.01 for tick in ticks)


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_the_top_of_an_axis_is_above_every_value(values: list[float]) -> None:
    top = top_of(values)
    assert top >= max(values)
    assert max(values) <= 0 or top <= max(values) * 2.01 or math.isclose(top, 1.0)


def test_every_point_is_reached_by_keyboard(qtbot: QtBot) -> None:
    plot = shown(qtbot, BOTH)
    said = []
    for key in ("Right", "Right", "Right", "Right", "Home", "Down", "End"):
        QTest.keyClick(plot, getattr(Qt.Key, f"Key_{key}"))
        said.append(plot.caption())
    assert said == [
        "dots: first",
        "dots: second",
        "dots: third",
        "dots: third",
        "dots: first",
        "line: 0, 3",
        "line: 2, 1",
    ]
    assert plot.accessibleDescription() == "line: 2, 1"


def test_the_mouse_finds_the_nearest_point(qtbot: QtBot) -> None:
    plot = shown(qtbot, BOTH)
    at = plot._framed().at(DOTS.points[1])
    found = plot._framed().nearest(at + QPointF(3, -2))
    assert found is not None
    assert (found.series, found.point) == (0, 1)
    assert plot._framed().nearest(QPointF(-50, -50)) is None


def test_a_point_that_is_gone_is_no_longer_meant(qtbot: QtBot) -> None:
    plot = shown(qtbot, BOTH)
    plot.point_at((1, 1))
    plot.show_figure(Figure(BOTH.x, BOTH.y, (DOTS,)))
    assert plot.caption() == ""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("mark", list(Mark))
def test_each_kind_of_mark_is_drawn_in_its_colour(qtbot: QtBot, mark: Mark, dark: bool) -> None:
    points = tuple(Point(x, 2, "", x + 1.0) for x in range(3))
    plot = shown(qtbot, Figure(Axis(0, 3), Axis(0, 4), (Series("", "#ff00ff", points, mark),)), dark=dark)
    inks = [QColor(name) for name in colours(plot.grab().toImage())]
    assert any(ink.red() > 180 and ink.green() < 120 and ink.blue() > 180 for ink in inks)


def colours(image: QImage) -> dict[str, int]:
    found: dict[str, int] = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = QColor(image.pixel(x, y)).name()
            found[name] = found.get(name, 0) + 1
    return found


def test_nothing_to_draw_is_said(qtbot: QtBot) -> None:
    plot = shown(qtbot, Figure(Axis(0, 1), Axis(0, 1), empty="Nothing yet."))
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.caption() == ""
    assert not plot.grab().isNull()


def test_it_is_saved_as_png_and_as_svg(qtbot: QtBot, tmp_path: Path) -> None:
    plot = shown(qtbot, BOTH)
    plot.save(tmp_path / "plot.png")
    image = QImage(str(tmp_path / "plot.png"))
    assert (image.width(), image.height()) == (1920, 1080)
    assert colours(image.scaled(480, 270))["#f6f4ef"] > 1000  # the ground of the page
    plot.save(tmp_path / "plot.svg")
    tree = ElementTree.fromstring((tmp_path / "plot.svg").read_text("utf-8"))
    words = " ".join(tree.itertext())
    assert "Both" in words
    assert "seconds" in words
    assert "dots" in words


def test_a_folder_that_takes_nothing_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    plot, said = shown(qtbot, BOTH), list[str]()
    plot.failed.connect(said.append)
    plot.save(tmp_path / "missing" / "plot.png")
    assert len(said) == 1
    assert said[0].startswith("The figure was not saved")


def test_saving_asks_first(qtbot: QtBot, tmp_path: Path) -> None:
    plot = shown(qtbot, BOTH)
    plot.ask_to_save()
    dialog = plot.findChild(QFileDialog, "savePlotDialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "asked.svg"))
    dialog.reject()
    assert (tmp_path / "asked.svg").read_bytes().startswith(b"<?xml")
