"""How the window looks by the settings and the desktop: language, light or dark, contrast, text size, motion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSettings

from core.settings.schema import Contrast, Motion, Settings
from gui.language import Speech
from gui.preferences import Preferences
from gui.theme.theme import Theme

if TYPE_CHECKING:
    from gui.theme.contrast import SystemContrast
    from gui.theme.motion import SystemMotion
    from gui.theme.scheme import SystemScheme

_DARK: Final = "desktopIsDark"


class Look:
    """Puts the settings into the theme. Some desktops say only after the first paint whether they are dark: the window
    begins as they were the last time, which a file in `folder` has."""

    def __init__(self, theme: Theme, preferences: Preferences, speech: Speech, folder: Path) -> None:
        self._theme = theme
        self._preferences = preferences
        self._speech = speech
        self._motion: SystemMotion | None = None
        self._contrast: SystemContrast | None = None
        self._scheme: SystemScheme | None = None
        self._kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        if self._kept.contains(_DARK):
            theme.tell_dark(bool(self._kept.value(_DARK, False, type=bool)))

    def apply(self, settings: Settings) -> None:
        if self._speech.use(settings.language):
            self._theme.changed.emit()  # what is painted asks for its words anew
        self._theme.set_appearance(settings.appearance)
        self._theme.set_scale(settings.scale)
        wished = self._contrast is not None and self._contrast.high
        self._theme.set_high_contrast(
            settings.contrast is Contrast.HIGH or (wished and settings.contrast is Contrast.SYSTEM)
        )
        asked = self._motion is not None and self._motion.reduced
        self._theme.set_reduced_motion(
            settings.motion is Motion.REDUCED or (asked and settings.motion is Motion.SYSTEM)
        )

    def watch_desktop(self) -> None:
        """Follow what the desktop says about dark or light, motion and contrast from now on."""
        from gui.theme.contrast import SystemContrast
        from gui.theme.motion import SystemMotion  # it brings D-Bus, which the first paint can do without
        from gui.theme.scheme import SystemScheme

        self._scheme = SystemScheme()
        self._scheme.told.connect(self._tell_dark)
        self._scheme.ask()
        self._motion, self._contrast = SystemMotion(), SystemContrast()
        for asked in (self._motion, self._contrast):
            asked.changed.connect(lambda: self.apply(self._preferences.value))
            asked.ask()
        self.apply(self._preferences.value)

    def _tell_dark(self, dark: bool | None) -> None:
        if dark is None:
            self._kept.remove(_DARK)
        else:
            self._kept.setValue(_DARK, dark)
        self._theme.tell_dark(dark)

    def zoom(self, scale: float) -> None:
        """Text of that size from now on, and at the next start."""
        self._theme.set_scale(round(scale, 1))
        self._preferences.put(replace(self._preferences.value, scale=self._theme.scale))
