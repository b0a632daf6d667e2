"""The program's icon in all sizes and forms, drawn from resources/icons/rivulet.svg."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from core.paths import resource_path

HICOLOR: Final = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)
_ICO: Final = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
_ICNS: Final = (
    *((b"ic11", 32), (b"ic12", 64), (b"ic07", 128), (b"ic13", 256), (b"ic08", 256), (b"ic14", 512), (b"ic09", 512)),
    (b"ic10", 1024),
)


def drawing() -> Path:
    return resource_path("icons", "rivulet.svg")


def png(size: int) -> bytes:
    """The icon as a PNG of `size` pixels each way."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    QSvgRenderer(str(drawing())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stub wants bytes, Qt wants a name
        raise RuntimeError(f"The icon cannot be drawn at {size} pixels")
    return bytes(buffer.data().data())


def write_hicolor(folder: Path) -> None:
    """The theme folder `hicolor`, as desktops of Linux look for it."""
    for size in HICOLOR:
        path = folder / f"{size}x{size}" / "apps" / "rivulet.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(size))
    scalable = folder / "scalable" / "apps" / "rivulet.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(drawing().read_bytes())


def ico() -> bytes:
    """All sizes in one file, for Windows."""
    pictures = [(size, png(size)) for size in _ICO]
    table, place = b"", 6 + 16 * len(pictures)
    for size, data in pictures:
        side = size % 256  # 256 is written as 0
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return struct.pack("<HHH", 0, 1, len(pictures)) + table + b"".join(data for _, data in pictures)


def icns() -> bytes:
    """All sizes in one file, for macOS."""
    entries = b"".join(
        kind + struct.pack(">I", len(data) + 8) + data for kind, data in ((kind, png(size)) for kind, size in _ICNS)
    )
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries
