"""How large a window opens."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme.tokens import SPACE_6, TEXT_LABEL


def fit(window: QWidget, width: int, height: int) -> None:
    """Give `window` this size at 100 % text: larger with larger text, never larger than its screen."""
    scale = max(1.0, QApplication.font().pointSizeF() / TEXT_LABEL)
    room = window.screen().availableSize() - QSize(SPACE_6, 3 * SPACE_6)
    window.resize((QSize(width, height) * scale).boundedTo(room))
