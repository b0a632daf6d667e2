"""The look by the settings and the desktop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from core.settings.schema import Appearance
from gui.language import Speech
from gui.look import Look
from gui.loop import TaskOwner
from gui.preferences import Preferences
from gui.theme.theme import Theme


async def test_a_desktop_that_was_dark_the_last_time_is_dark_before_it_says_so(
    qapp: QApplication, tmp_path: Path
) -> None:
    tasks = TaskOwner()
    kept = tmp_path / "window.ini"
    QSettings(str(kept), QSettings.Format.IniFormat).setValue("desktopIsDark", True)
    theme = Theme()
    Look(theme, Preferences(tmp_path / "settings.toml", tasks.spawn), Speech(qapp), tmp_path)
    assert theme.dark
    theme.set_appearance(Appearance.LIGHT)
    assert not theme.dark
