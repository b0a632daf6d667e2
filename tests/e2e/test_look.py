"""The look beside a desktop's own: the fonts that it sets for menus and labels, and the pictures that it puts on
buttons, do not stand among ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.e2e.screen import Screen

DESKTOP = """[General]
font=DejaVu Serif,11,-1,5,50,0,0,0,0,0
menuFont=DejaVu Serif,17,-1,5,50,0,0,0,0,0
"""
PROGRAM = """
from PySide6.QtWidgets import QApplication, QMessageBox
from gui.theme.style import STYLE_ARGUMENTS, apply_style
from gui.theme.theme import TextRole, Theme
def pictured():
    box = QMessageBox()
    return not box.addButton(QMessageBox.StandardButton.Cancel).icon().isNull()
app = QApplication(["x", *STYLE_ARGUMENTS])
print(pictured(), QApplication.font("QMenu").pointSize())
theme = Theme()
apply_style(app, theme)
print(pictured(), QApplication.font("QMenu") == theme.font(TextRole.LABEL))
"""


def test_menus_and_buttons_look_like_the_window_not_like_the_desktop(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "kdeglobals").write_text(DESKTOP, encoding="utf-8")
    desktop = {"XDG_CURRENT_DESKTOP": "KDE", "KDE_SESSION_VERSION": "5", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**screen.environ, **desktop},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["True", "17", "False", "True"]
