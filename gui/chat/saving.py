"""Saving an attached file where the person chooses: the one way it leaves the conversation. Nothing is opened."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from core.markdown.foreign import visible
from gui.widgets.background import Background
from gui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from core.attachments import Files
    from core.messages import AttachmentPart
    from gui.chat.conversation import Conversation

_SUFFIX: Final = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,10}$")


class Saving(QObject):
    """Belongs to a page."""

    def __init__(self, notices: NoticeBar, page: QWidget) -> None:
        super().__init__(page)
        self._notices = notices
        self._page = page
        self._work = Background("saving", self)

    def ask(self, conversation: Conversation, message_id: str, number: int) -> None:
        """Ask where file `number` of a message shall go, and put it there."""
        message = next((message for message in conversation.session.messages if message.id == message_id), None)
        if message is None or number >= len(message.attachments()):
            return
        part = message.attachments()[number]
        dialog = QFileDialog(self._page, self.tr("Save as"))
        dialog.setObjectName("saveAttachmentDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        dialog.setDirectory(QDir(folder))
        dialog.selectFile(safe_name(part.name))
        dialog.fileSelected.connect(partial(self._save, part, conversation.session.files))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, part: AttachmentPart, files: Files, name: str) -> None:
        path = Path(name)

        def tell(trouble: str) -> None:
            shown = visible(path.name).replace("\n", " ")
            said = self.tr("Saved as {name}") if not trouble else self.tr("{name} was not saved: {why}")
            self._notices.say(said.replace("{name}", shown).replace("{why}", trouble))

        self._work.run(partial(_write, part.sha256, files, path), tell)


def safe_name(name: str) -> str:
    """A file's own name from a safe alphabet, without its folders; its ending stays where it is a plain one."""
    from core.conversations.exporting.names import safe_stem

    last = re.split(r"[/\\]", name)[-1]
    ending = _SUFFIX.search(last)
    return safe_stem(last[: ending.start()] if ending else last) + (ending[0] if ending else "")


def _write(sha256: str, files: Files, path: Path) -> str:
    """Returns what went wrong, empty where nothing did."""
    from core.attachments import AttachmentLost

    try:
        path.write_bytes(files.read(sha256))
    except AttachmentLost as error:
        return str(error)
    except OSError as error:
        return error.strerror or str(error)
    return ""
