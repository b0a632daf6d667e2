"""Pictures of attached images: read from the conversation's own files and made small in a thread, never fetched."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.attachments import AttachmentLost, Files
from core.messages import AttachmentPart
from gui.widgets.background import Background
from gui.widgets.thumbnails import thumbnail

WIDTH: Final = 240  # the most that one takes, in device-independent pixels
HEIGHT: Final = 180
_SHARP: Final = 2  # pixels for each of these
_KEPT_BYTES: Final = 32_000_000  # more than a screen full of them


class Thumbnails(QObject):
    """All small pictures of a view. `files` gives the files of the conversation that is shown, if it has any."""

    ready = Signal()  # a picture came: paint again

    def __init__(self, files: Callable[[], Files | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._work = Background("thumbnails", self)
        self._pictures: OrderedDict[str, QImage | None] = OrderedDict()
        self._asked: set[str] = set()
        self._bytes = 0

    def get(self, part: AttachmentPart) -> QImage | None:
        """The picture; None while it is being made (`ready` tells) and where there is none."""
        if part.sha256 in self._pictures:
            self._pictures.move_to_end(part.sha256)
            return self._pictures[part.sha256]
        files = self._files()
        if files is not None and part.sha256 not in self._asked:
            self._asked.add(part.sha256)
            self._work.run(lambda: _made(part, files), lambda picture: self._keep(part.sha256, picture))
        return None

    @property
    def waiting(self) -> bool:
        """Whether something is being made."""
        return bool(self._asked)

    def _keep(self, sha256: str, picture: QImage | None) -> None:
        self._asked.discard(sha256)
        self._pictures[sha256] = picture
        self._bytes += _size(picture)
        while self._bytes > _KEPT_BYTES and len(self._pictures) > 1:
            _, gone = self._pictures.popitem(last=False)
            self._bytes -= _size(gone)
        self.ready.emit()


def _made(part: AttachmentPart, files: Files) -> QImage | None:
    try:
        data = files.read(part.sha256)
    except AttachmentLost:
        return None
    return thumbnail(data, part.media_type, WIDTH * _SHARP, HEIGHT * _SHARP)


def _size(picture: QImage | None) -> int:
    return picture.sizeInBytes() if picture is not None else 0
