"""The look: contrast that can be read, icons that exist, a style sheet that Qt understands."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QStyle
from pytestqt.qtbot import QtBot

from core.paths import resource_path
from core.settings.schema import Appearance
from gui.theme.style import palette, style_sheet, variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colors
from gui.widgets.icon_button import IconButton

ROOT = Path(__file__).parents[2]
ALL = [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST]
THEMES = pytest.mark.parametrize("colors", ALL, ids=["light", "dark", "light-contrast", "dark-contrast"])

# Every text with every ground that it stands on somewhere.
PAIRS = [
    *((text, ground) for text in ("text", "text_muted") for ground in ("page", "side", "raised", "code", "hover")),
    *((text, ground) for text in ("text_faint", "accent") for ground in ("page", "side", "raised")),
    *(("text_muted", ground) for ground in ("accent_soft", "pressed", "user_card")),
    ("accent", "accent_soft"),
    ("accent", "hover"),
    ("accent_hover", "page"),
    ("failed", "raised"),
    ("waiting", "raised"),
    ("text", "failed_soft"),
    ("text", "waiting_soft"),
    *(("text", ground) for ground in ("pressed", "accent_soft", "selection", "user_card", "find", "find_current")),
    *((state, ground) for state in ("running", "done", "stopped", "failed", "waiting") for ground in ("page", "side")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("failed", "failed_soft"),
    ("waiting", "waiting_soft"),
    *((f"syntax_{kind}", "code") for kind in ("keyword", "string", "number", "comment", "function", "type")),
]


def luminance(color: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    read = QColor(color)
    return 0.2126 * linear(read.redF()) + 0.7152 * linear(read.greenF()) + 0.0722 * linear(read.blueF())


@THEMES
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(colors: Colors, text: str, ground: str) -> None:
    light, dark = sorted((luminance(getattr(colors, text)), luminance(getattr(colors, ground))), reverse=True)
    least = 4.5 if colors in (LIGHT, DARK) or text == "text_faint" or ground.startswith("find") else 7
    assert (light + 0.05) / (dark + 0.05) >= least


@THEMES
@pytest.mark.parametrize("ground", ["page", "side", "raised", "code", "hover"])
def test_the_focus_ring_can_be_seen(colors: Colors, ground: str) -> None:
    light, dark = sorted((luminance(colors.accent), luminance(getattr(colors, ground))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_every_icon_is_an_icon_on_the_same_grid(qtbot: QtBot) -> None:
    files = [file for file in resource_path("icons").glob("*.svg") if file.stem != "rivulet"]
    assert len(files) > 20
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text, file
        assert "currentColor" in text, file
        assert QSvgRenderer(str(file)).isValid(), file
    assert QSvgRenderer(str(resource_path("icons", "rivulet.svg"))).isValid()


def test_every_icon_that_is_named_exists() -> None:
    named = re.compile(
        r"""(?:icon|pixmap)\(\s*"([a-z-]+)"|IconButton\(\s*[\w.]+,\s*"([a-z-]+)"|Start\(\s*"([a-z-]+)\""""
    )
    for file in (ROOT / "gui").rglob("*.py"):
        for groups in named.findall(file.read_text(encoding="utf-8")):
            name = next(group for group in groups if group)
            assert resource_path("icons", f"{name}.svg").is_file(), f"{file} names {name}"


@pytest.mark.parametrize(
    ("folder", "colors"), list(zip(["light", "dark", "light-contrast", "dark-contrast"], ALL, strict=True))
)
def test_the_marks_of_the_controls_have_the_themes_colours(folder: str, colors: Colors) -> None:
    allowed = set(dataclasses.asdict(colors).values())
    files = list(resource_path("theme", folder).glob("*.svg"))
    assert files
    for file in files:
        assert set(re.findall(r"#[0-9a-f]{6}", file.read_text(encoding="utf-8"))) <= allowed, file


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_qt_understands_the_style_sheet(qtbot: QtBot, appearance: Appearance) -> None:
    theme = Theme()
    theme.set_appearance(appearance)
    label, button = QLabel("x"), QPushButton("x")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.setStyleSheet(style_sheet(theme))  # Qt warns about one that it cannot read, and the test then fails
    variant(button, "primary")
    assert button.property("kind") == "primary"
    assert "url(" in style_sheet(theme)
    for mark in re.findall(r"url\(([^)]+)\)", style_sheet(theme)):
        assert Path(mark).is_file()


@THEMES
def test_the_palette_has_no_default_grey(colors: Colors) -> None:
    made = palette(colors)
    ours = {QColor(value).rgb() for value in dataclasses.asdict(colors).values()}
    for role in (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.Base,
        QPalette.ColorRole.Button,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.Highlight,
        QPalette.ColorRole.Accent,
    ):
        assert made.color(role).rgb() in ours


def test_zoom_scales_every_text_and_stays_in_bounds(qtbot: QtBot) -> None:
    theme = Theme()
    normal = theme.font(TextRole.BODY).pointSizeF()
    theme.set_scale(1.5)
    assert theme.font(TextRole.BODY).pointSizeF() == pytest.approx(normal * 1.5)
    theme.set_scale(50)
    assert theme.scale == 2.0
    theme.set_scale(0)
    assert theme.scale == 0.8


@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_icons_and_boxes_grow_with_the_text(qtbot: QtBot, scale: float) -> None:
    theme = Theme()
    button, box = IconButton(theme, "x", "Close"), QCheckBox()
    for widget in (button, box):
        qtbot.addWidget(widget)

    def sides() -> list[int]:
        box.setStyleSheet(style_sheet(theme))
        box.ensurePolished()
        metric = QStyle.PixelMetric.PM_IndicatorWidth
        drawn = max(each.width() for each in button.icon().availableSizes())
        assert drawn >= button.iconSize().width(), "what is large is drawn sharp"
        assert button.width() == button.iconSize().width() + 12
        return [button.iconSize().width(), box.style().pixelMetric(metric, None, box)]

    before = sides()
    theme.set_scale(scale)
    assert sides() == pytest.approx([side * scale for side in before], abs=2)
