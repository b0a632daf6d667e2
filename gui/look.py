"""How the window looks by the settings and the desktop: language, light or dark, text size, motion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.settings.schema import Motion, Settings
from gui.language import Speech
from gui.preferences import Preferences
from gui.theme.theme import Appearance, Theme

if TYPE_CHECKING:
    from gui.theme.motion import SystemMotion


class Look:
    """Puts the settings into the theme."""

    def __init__(self, theme: Theme, preferences: Preferences, speech: Speech) -> None:
        self._theme = theme
        self._preferences = preferences
        self._speech = speech
        self._motion: SystemMotion | None = None

    def apply(self, settings: Settings) -> None:
        if self._speech.use(settings.language):
            self._theme.changed.emit()  # what is painted asks for its words anew
        self._theme.set_appearance(Appearance(settings.appearance.value))
        self._theme.set_scale(settings.scale)
        asked = self._motion is not None and self._motion.reduced
        self._theme.set_reduced_motion(
            settings.motion is Motion.REDUCED or (asked and settings.motion is Motion.SYSTEM)
        )

    def watch_motion(self) -> None:
        """Follow what the desktop says about motion from now on."""
        from gui.theme.motion import SystemMotion  # it brings D-Bus, which the first paint can do without

        self._motion = SystemMotion()
        self._motion.changed.connect(lambda: self.apply(self._preferences.value))
        self._motion.ask()
        self.apply(self._preferences.value)

    def zoom(self, scale: float) -> None:
        """Text of that size from now on, and at the next start."""
        self._theme.set_scale(round(scale, 1))
        self._preferences.put(replace(self._preferences.value, scale=self._theme.scale))
