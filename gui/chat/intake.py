"""Taking a file in, as far as a thread does it: read, told by content, kept, drawn small."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from core.attachments import AttachmentLost, Files, Prepared, Refused, prepare
from core.messages import AttachmentPart
from gui.composer.attachments import PICTURE
from gui.widgets.thumbnails import thumbnail

Taken = tuple[Prepared | Refused, QImage | None]

_SHARP: Final = 3  # pixels of a picture for each one that it takes on a plain screen


def take_in(source: Path | QImage | bytes, name: str, files: Files) -> Taken:
    """Keep a file, its bytes, or a picture as PNG; with it what its chip shows."""
    answer = prepare(_png(source) if isinstance(source, QImage) else source, name, files)
    return answer, small_picture(answer.part, files) if isinstance(answer, Prepared) else None


def small_picture(part: AttachmentPart, files: Files) -> QImage | None:
    try:
        data = files.read(part.sha256) if part.media_type.startswith("image/") else b""
    except AttachmentLost:
        return None
    return thumbnail(data, part.media_type, 2 * _SHARP * PICTURE, _SHARP * PICTURE)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
