"""What is drawn in a picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage


def ink(image: QImage, area: QRectF) -> QRectF:
    """What is drawn inside an area, in pixels of the image without its scale."""
    scale = image.devicePixelRatio()
    ground = image.pixelColor(image.width() - 1, image.height() - 1)
    found: list[tuple[int, int]] = [
        (x, y)
        for x in range(max(0, round(area.left() * scale)), min(image.width(), round(area.right() * scale)))
        for y in range(max(0, round(area.top() * scale)), min(image.height(), round(area.bottom() * scale)))
        if abs(image.pixelColor(x, y).lightnessF() - ground.lightnessF()) > 0.3
    ]
    if not found:
        return QRectF()
    left, right = min(x for x, _ in found), max(x for x, _ in found) + 1
    top, bottom = min(y for _, y in found), max(y for _, y in found) + 1
    return QRectF(left / scale, top / scale, (right - left) / scale, (bottom - top) / scale)
