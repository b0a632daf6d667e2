"""The files of the message that is being written: taken in, shown as chips, handed over when it is sent.

Every conversation keeps its own while another one is shown. Files are read, kept and drawn small in a thread.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from core.markdown.foreign import visible
from gui.composer.attachments import Chip
from gui.composer.composer import Composer
from gui.composer.offered import DropTarget
from gui.language import phrase
from gui.widgets.background import Background
from gui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from core.messages import AttachmentPart
    from gui.chat.conversation import Conversation
    from gui.chat.intake import Taken

MOST_FILES: Final = 20  # of one message
MOST_BYTES: Final = 50_000_000  # of all of them together: what vendors take in one request, roughly
_TOLD: Final = 3  # refusals that are told at once


class Draft:
    """One file of a message that is not sent yet; without a `part` it is still being read."""

    def __init__(self, key: int, name: str, part: AttachmentPart | None = None) -> None:
        self.key = key
        self.name = name
        self.part = part
        self.picture: QImage | None = None
        self.dropped = False
        self.chip: Chip | None = None


def ready(drafts: Iterable[Draft]) -> tuple[AttachmentPart, ...]:
    """The files among them that were read."""
    return tuple(draft.part for draft in drafts if draft.part is not None)


class Attaching(QObject):
    """Belongs to a page. What `take` hands over is held in the conversation's files until the taker releases it.
    `changed`: the conversation that is shown has other files, or one is ready."""

    changed = Signal()

    def __init__(self, composer: Composer, notices: NoticeBar, page: QWidget) -> None:
        super().__init__(page)
        self._composer = composer
        self._notices = notices
        self._page = page
        self._work = Background("attachments", self)
        self._keys = itertools.count(1)
        self._drafts: WeakKeyDictionary[Conversation, list[Draft]] = WeakKeyDictionary()
        self._shown: Conversation | None = None
        self._refusals: list[str] = []
        self.choosing: Callable[[], None] = self.choose  # how a person chooses what goes along
        self.divert: Callable[[Path], bool] = lambda _path: False  # whether somebody else takes a file that is offered
        composer.files_offered.connect(self.add)
        composer.attach_wished.connect(lambda: self.choosing())
        composer.remove_wished.connect(self.remove)
        drops = DropTarget(page)
        drops.dropped.connect(self.add)
        drops.over.connect(composer.show_held_over)

    # --- what the page says -------------------------------------------------------------------------------------------

    def show(self, conversation: Conversation) -> None:
        """Show the files that go with the next message of `conversation`."""
        self._shown = conversation
        if conversation.attached:
            before, conversation.attached = conversation.attached, ()
            self._drafts.setdefault(conversation, []).extend(self._known(conversation, part) for part in before)
        drafts = self._drafts.get(conversation, [])
        reading = any(draft.part is None for draft in drafts)
        self._composer.show_attachments([self._chip(draft) for draft in drafts], reading=reading)
        self.changed.emit()

    @property
    def parts(self) -> tuple[AttachmentPart, ...]:
        """What is ready of the conversation that is shown."""
        return self.parts_of(self._shown) if self._shown is not None else ()

    def parts_of(self, conversation: Conversation) -> tuple[AttachmentPart, ...]:
        """What is ready of the files that go with its next message."""
        return (*ready(self._drafts.get(conversation, ())), *conversation.attached)

    def take(self) -> tuple[AttachmentPart, ...]:
        """Hand the files over: they go with the message that is sent now. None are left."""
        parts = self.parts
        if self._shown is not None and parts:
            self._drafts[self._shown] = []
            self.show(self._shown)
        return parts

    def put(self, parts: Iterable[AttachmentPart]) -> None:
        """Show files again that were taken before; they are held for this message."""
        if self._shown is not None:
            known = self._drafts.setdefault(self._shown, [])
            known += [self._known(self._shown, part) for part in parts]
            self.show(self._shown)

    def swap(self, parts: Sequence[AttachmentPart]) -> list[Draft]:
        """Show the files of an earlier message, which is edited; returns those that were there."""
        conversation = self._shown
        if conversation is None:
            return []
        before = self._drafts.pop(conversation, [])
        conversation.session.files.hold(part.sha256 for part in parts)
        self.put(parts)
        return before

    def restore(self, drafts: list[Draft]) -> None:
        """Show what `swap` returned; what is there now is given up."""
        conversation = self._shown
        if conversation is not None:
            self.give_up(self._drafts.get(conversation, []))
            self._drafts[conversation] = drafts
            self.show(conversation)

    def give_up(self, drafts: Iterable[Draft]) -> None:
        """These files of the conversation that is shown go with no message."""
        for draft in drafts:
            draft.dropped = True
            if self._shown is not None and draft.part is not None:
                self._shown.session.files.release([draft.part.sha256])

    # --- wishes -------------------------------------------------------------------------------------------------------

    def add(self, sources: Sequence[Path | QImage]) -> None:
        """Take in files and pictures, as far as there is room for them."""
        conversation = self._shown
        if conversation is None:
            return
        pasted = self.tr("Pasted picture") + ".png"
        ours = [source for source in sources if not (isinstance(source, Path) and self.divert(source))]
        named = [(source, source.name if isinstance(source, Path) else pasted) for source in ours]
        self._take_in(named, conversation)

    def add_documents(self, documents: Sequence[tuple[str, bytes]], conversation: Conversation) -> None:
        """Take in files that are no files yet, each with its name, for the next message of a conversation."""
        self._take_in([(data, name) for name, data in documents], conversation)

    def _take_in(self, sources: Sequence[tuple[Path | QImage | bytes, str]], conversation: Conversation) -> None:
        from gui.chat.intake import take_in  # what the first paint can do without

        self._refusals.clear()
        drafts = self._drafts.setdefault(conversation, [])
        room = MOST_FILES - len(drafts)
        for source, name in sources[:room]:
            draft = Draft(next(self._keys), name)
            drafts.append(draft)
            files = conversation.session.files
            self._work.run(partial(take_in, source, draft.name, files), partial(self._taken, conversation, draft))
        if len(sources) > room:
            self._refuse(self.tr("At most {n} files go with one message.").replace("{n}", str(MOST_FILES)))
        if conversation is self._shown:
            self.show(conversation)

    def remove(self, key: int) -> None:
        conversation = self._shown
        drafts = self._drafts.get(conversation, []) if conversation is not None else []
        draft = next((draft for draft in drafts if draft.key == key), None)
        if conversation is not None and draft is not None:
            drafts.remove(draft)
            self.give_up([draft])
            self.show(conversation)

    def choose(self) -> None:
        """Let the person choose files."""
        dialog = QFileDialog(self._page, self.tr("Attach files"))
        dialog.setObjectName("attachDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _known(self, conversation: Conversation, part: AttachmentPart) -> Draft:
        draft = Draft(next(self._keys), part.name, part)
        if part.media_type.startswith("image/"):
            from gui.chat.intake import small_picture

            def drawn(picture: QImage | None) -> None:
                draft.picture, draft.chip = picture, None
                if conversation is self._shown:
                    self.show(conversation)

            self._work.run(partial(small_picture, part, conversation.session.files), drawn)
        return draft

    def _taken(self, conversation: Conversation, draft: Draft, taken: Taken) -> None:
        from core.attachments import Refused

        answer, draft.picture = taken
        draft.chip = None
        drafts = self._drafts.get(conversation, [])
        if isinstance(answer, Refused):
            draft.dropped = True
            self._refuse(answer.sentence)
        elif draft.dropped:
            conversation.session.files.release([answer.part.sha256])
        elif answer.part.size + sum(known.part.size for known in drafts if known.part is not None) > MOST_BYTES:
            draft.dropped = True
            conversation.session.files.release([answer.part.sha256])
            much = self.tr("{name} was not attached: all files of a message may have {size} together.")
            told = much.replace("{size}", f"{MOST_BYTES // 1_000_000} MB")
            self._refuse(told.replace("{name}", f"“{answer.part.name}”"))
        else:
            draft.part = answer.part
            if answer.note:
                self._refuse(answer.note)
        if draft.dropped and draft in drafts:
            drafts.remove(draft)
        if conversation is self._shown:
            self.show(conversation)

    def _refuse(self, sentence: str) -> None:
        self._refusals.append(visible(phrase(sentence)).replace("\n", " "))
        told = "\n".join(self._refusals[:_TOLD])
        if more := len(self._refusals) - _TOLD:
            told += "\n" + self.tr("and {n} more").replace("{n}", str(more)) if more > 0 else ""
        self._notices.say(told)

    def _chip(self, draft: Draft) -> Chip:
        if draft.chip is None:
            detail = self.tr("Reading…") if draft.part is None else self._detail(draft.part)
            picture = draft.part is not None and draft.part.media_type.startswith("image/")
            draft.chip = Chip(draft.key, draft.name, detail, "picture" if picture else "file", draft.picture)
        return draft.chip

    def _detail(self, part: AttachmentPart) -> str:
        from core.filetypes import FileKind, kind_of, size_text

        kinds = {FileKind.IMAGE: self.tr("Picture"), FileKind.PDF: self.tr("PDF"), FileKind.TEXT: self.tr("Text")}
        return f"{kinds[kind_of(part.media_type)]} · {phrase(size_text(part.size))}"
