"""What is dropped or pasted, as things that can be attached: files of this machine, or a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QWidget


def has_files(data: QMimeData) -> bool:
    """Whether this is something to attach rather than text. Words that come with a picture of themselves are text."""
    return bool(_paths(data)) or (data.hasImage() and not data.hasText())


def files_of(data: QMimeData) -> list[Path | QImage]:
    """The files, or the picture."""
    paths = _paths(data)
    if paths:
        return list(paths)
    image = data.imageData() if data.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


class DropTarget(QObject):
    """Lets files be dropped on a widget and what it has inside. `dropped` carries them as `files_of` does; `over` tells
    whether some are held above it."""

    dropped = Signal(list)
    over = Signal(bool)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDropEvent):
                return self._take(event, held=True)
            case QEvent.Type.DragLeave:
                self.over.emit(False)
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self.over.emit(False)
                return self._take(event, held=False)
            case _:
                pass
        return False

    def _take(self, event: QDropEvent, *, held: bool) -> bool:
        if not has_files(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # what is dropped stays where it was
        event.accept()
        if held:
            self.over.emit(True)
        else:
            self.dropped.emit(files_of(event.mimeData()))
        return True
