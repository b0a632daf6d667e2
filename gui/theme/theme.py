"""The theme object that is handed to every widget: colours, fonts, icons, motion; one signal when any of it changes."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.paths import resource_path
from core.settings.schema import Appearance
from gui.theme import tokens
from gui.theme.tokens import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colors


class TextRole(StrEnum):
    SMALL = "small"
    LABEL = "label"
    BODY = "body"
    TITLE = "title"
    DISPLAY = "display"


_MOST_PIXMAPS: Final = 256  # that are kept drawn
_SIZES: dict[TextRole, float] = {
    TextRole.SMALL: tokens.TEXT_SMALL,
    TextRole.LABEL: tokens.TEXT_LABEL,
    TextRole.BODY: tokens.TEXT_BODY,
    TextRole.TITLE: tokens.TEXT_TITLE,
    TextRole.DISPLAY: tokens.TEXT_DISPLAY,
}


class Theme(QObject):
    """Follows the system's colour scheme unless told otherwise.

    `changed` is emitted after colours, fonts or motion changed; widgets then restyle themselves.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = Appearance.SYSTEM
        self._scale = 1.0
        self._told_dark: bool | None = None
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self.reduced_motion = False
        self.high_contrast = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    @property
    def dark(self) -> bool:
        if self._appearance is Appearance.SYSTEM:
            if self._told_dark is not None:
                return self._told_dark
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    @property
    def colors(self) -> Colors:
        if self.high_contrast:
            return DARK_CONTRAST if self.dark else LIGHT_CONTRAST
        return DARK if self.dark else LIGHT

    @property
    def marks(self) -> Path:
        """The folder of the small pictures in the controls."""
        return resource_path("theme", f"{'dark' if self.dark else 'light'}{'-contrast' if self.high_contrast else ''}")

    def set_appearance(self, appearance: Appearance) -> None:
        if appearance is not self._appearance:
            self._appearance = appearance
            self.changed.emit()

    def tell_dark(self, dark: bool | None) -> None:
        """What the desktop wishes, which goes before what Qt knows of it; None for no wish."""
        if dark is not self._told_dark:
            self._told_dark = dark
            self._system_changed()

    @property
    def scale(self) -> float:
        """Text size as a factor."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Text size as a factor, 0.8 to 2.0."""
        scale = min(2.0, max(0.8, scale))
        if scale != self._scale:
            self._scale = scale
            self.changed.emit()

    def px(self, size: float) -> int:
        """What is `size` pixels beside text of 100 %, such as an icon, beside text as it is."""
        return round(size * self._scale)

    def set_reduced_motion(self, reduced: bool) -> None:
        if reduced != self.reduced_motion:
            self.reduced_motion = reduced
            self.changed.emit()

    def set_high_contrast(self, high: bool) -> None:
        if high != self.high_contrast:
            self.high_contrast = high
            self.changed.emit()

    def font(self, role: TextRole = TextRole.BODY, *, strong: bool = False) -> QFont:
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(_SIZES[role] * self._scale)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def line_percent(self, font: QFont, height: float) -> int:
        """The percentage that makes lines of `font` as high as `height` times its size: some fonts are tall already."""
        metrics = QFontMetricsF(font)
        return round(100 * height * QFontInfo(font).pixelSize() / max(1.0, metrics.height()))

    def mono(self, role: TextRole = TextRole.BODY) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(_SIZES[role] * self._scale * 0.95)
        return font

    def icon(self, name: str, color: str | None = None) -> QIcon:
        """The icon `resources/icons/<name>.svg`, drawn in `color` (a hex value; the muted text colour by default)."""
        return QIcon(self.pixmap(name, color or self.colors.text_muted, max(20, self.px(20))))

    def pixmap(self, name: str, color: str, size: int) -> QPixmap:
        """The icon as a square pixmap of `size` device-independent pixels, sharp on every screen."""
        ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
        kept = self._pixmaps.get((name, color, size, ratio))
        if kept is None:
            while len(self._pixmaps) >= _MOST_PIXMAPS:
                del self._pixmaps[next(iter(self._pixmaps))]
            kept = self._pixmaps[name, color, size, ratio] = _drawn(name, color, size, ratio)
        return kept

    def _system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self.changed.emit()


def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_svg(name, color))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=256)
def _svg(name: str, color: str) -> bytes:
    path: Path = resource_path("icons", f"{name}.svg")
    return path.read_text(encoding="utf-8").replace("currentColor", color).encode()
