"""Small pictures of foreign images. Decoding is bounded: an image may claim any size."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from core.filetypes import MEGABYTE

_FORMATS: Final = {"image/png": b"png", "image/jpeg": b"jpeg", "image/gif": b"gif", "image/webp": b"webp"}
_MOST_BYTES: Final = 64 * 1024 * 1024  # of one decoded image
_MOST_JPEG_PIXELS: Final = 40 * MEGABYTE  # decoded at a fraction of its size

QImageReader.setAllocationLimit(_MOST_BYTES // (1024 * 1024))


def thumbnail(data: bytes, media_type: str, width: int, height: int) -> QImage | None:
    """The image within `width` and `height` pixels, never enlarged; None where it is too large, broken or of a kind
    that is not drawn here. May take a while: for a thread."""
    kind = _FORMATS.get(media_type)
    if kind is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(False)  # no other decoder is tried than the one that fits
    reader.setFormat(QByteArray(kind))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or not _is_bearable(reader, size, kind):
        return None
    if size.width() > width or size.height() > height:
        reader.setScaledSize(_at_least_one(size.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio)))
    image = reader.read()
    return None if image.isNull() else image


def _is_bearable(reader: QImageReader, size: QSize, kind: bytes) -> bool:
    pixels = size.width() * size.height()
    if kind == b"jpeg":
        return pixels <= _MOST_JPEG_PIXELS
    depth = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() or 32
    return pixels * max(depth, 32) // 8 <= _MOST_BYTES


def _at_least_one(size: QSize) -> QSize:
    return size.expandedTo(QSize(1, 1))
