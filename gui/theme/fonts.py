"""Which family the interface is set in: the desktop's own, unless the desktop has none to offer.

A Linux session without desktop settings falls back to DejaVu Sans, wide and heavy beside Korean text. There the best
installed family of a short list takes its place.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

_FALLBACKS: Final = frozenset({"DejaVu Sans", "Bitstream Vera Sans"})
_BETTER: Final = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Open Sans", "Noto Sans CJK KR", "Source Han Sans KR")


def choose_family() -> None:
    """Set the application's font family before the first widget is made."""
    current = QGuiApplication.font()
    if QFontInfo(current).family() not in _FALLBACKS:
        return
    installed = set(QFontDatabase.families())
    family = next((name for name in _BETTER if name in installed), None)
    if family is None:
        return
    font = QFont(current)
    font.setFamilies([family, "Noto Sans CJK KR", current.family()])
    QGuiApplication.setFont(font)
