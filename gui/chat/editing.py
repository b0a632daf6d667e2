"""What a reader does with messages that are there: edit and send anew, quote, delete and take that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.chat.attaching import Attaching, Draft
from gui.composer.composer import Composer
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from gui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from core.conversations.unsent import Edit
    from gui.chat.conversation import Conversation
    from gui.transcript.view import TranscriptView


@dataclass(frozen=True, slots=True)
class _Edit:
    """Which message is edited, and what stood in the composer before: words and files."""

    message_id: str
    draft: str
    files: list[Draft]


class EditStrip(QWidget):
    """“Editing an earlier message”, with the way out of it."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editStrip")
        self._theme = theme
        self._icon = QLabel(self)
        text = QLabel(self.tr("Editing an earlier message"), self)
        variant(text, "muted", name="role")
        self.way_out = cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setObjectName("cancelEditButton")
        variant(cancel, "link")
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, 0, SPACE_3, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self._icon)
        row.addWidget(text)
        row.addWidget(cancel)
        row.addStretch(1)
        theme.changed.connect(self._tint)
        self._tint()
        self.hide()

    def _tint(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("edit", self._theme.colors.accent, self._theme.px(16)))


class Editing(QObject):
    """Belongs to a page. Every conversation keeps its own edit while another one is shown."""

    def __init__(
        self, theme: Theme, composer: Composer, attaching: Attaching, notices: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._composer = composer
        self._attaching = attaching
        self._notices = notices
        self._edits: WeakKeyDictionary[Conversation, _Edit] = WeakKeyDictionary()
        self._shown: Conversation | None = None
        self._said = ""  # what the notice of the last deletion says
        self.strip = EditStrip(theme, parent)
        self.strip.cancelled.connect(self.cancel)
        composer.lead_to(lambda: [self.strip.way_out])
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), composer)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.cancel)
        self._escape.setEnabled(False)

    def serve(self, transcript: TranscriptView) -> None:
        """Carry out what is wished there: quote words, undo."""
        transcript.quoteRequested.connect(self.quote)
        transcript.undoRequested.connect(self.undo)

    def of(self, conversation: Conversation) -> tuple[str, str, list[Draft]] | None:
        """The message that is edited in a conversation, and the words and files that were in the composer before."""
        edit = self._edits.get(conversation)
        return None if edit is None else (edit.message_id, edit.draft, edit.files)

    @property
    def active(self) -> bool:
        """Whether a message of the conversation that is shown is edited."""
        return self._shown is not None and self._shown in self._edits

    def show(self, conversation: Conversation) -> None:
        """Show how it stands with `conversation`."""
        self._shown = conversation
        kept, conversation.edit = conversation.edit, None
        if kept is not None:
            self._take_up(kept)
        edit = self._edits.get(conversation)
        if edit is not None and not any(message.id == edit.message_id for message in conversation.session.messages):
            self.cancel()  # what was edited is gone
            return
        self.strip.setVisible(edit is not None)
        self._escape.setEnabled(edit is not None and not conversation.live)  # while an answer runs Esc stops it

    def begin(self, message_id: str) -> None:
        """Put the words of a message into the composer; what stands there comes back afterwards."""
        conversation = self._shown
        if conversation is None:
            return
        message = next((m for m in conversation.session.messages if m.id == message_id), None)
        if message is None:
            return
        before = self._edits.get(conversation)
        there = self._attaching.swap(message.attachments())
        if before is not None:
            self._attaching.give_up(there)
            there = before.files
        draft = before.draft if before is not None else self._composer.text()
        self._edits[conversation] = _Edit(message_id, draft, there)
        self._composer.set_text(message.text())
        self._composer.take_focus()
        self.show(conversation)

    def _take_up(self, kept: Edit) -> None:
        """Go on with an edit from before a restart; where its message is gone, its words go to the draft."""
        self.begin(kept.message_id)
        if self.active:
            self._attaching.give_up(self._attaching.swap(kept.written.attachments))
            self._composer.set_text(kept.written.text)
        else:
            written = (self._composer.text(), kept.written.text)
            self._composer.set_text("\n\n".join(text for text in written if text.strip()))
            self._attaching.put(kept.written.attachments)

    def cancel(self) -> None:
        """Leave the message as it is."""
        self._end()
        self._composer.take_focus()

    def finish(self) -> str | None:
        """The message that is edited, None for none; from here on none is."""
        edit = self._end()
        return edit.message_id if edit is not None else None

    def _end(self) -> _Edit | None:
        conversation = self._shown
        edit = self._edits.pop(conversation, None) if conversation is not None else None
        if edit is not None and conversation is not None:
            self._composer.set_text(edit.draft)
            self._attaching.restore(edit.files)
            self.show(conversation)
        return edit

    def delete(self, message_id: str) -> None:
        """Take a message out with all that followed it, and offer to bring it back."""
        conversation = self._shown
        if conversation is None or conversation.live:
            return
        from gui.chat.history import turn_of

        session = conversation.session
        before = session.messages
        session.delete(message_id)
        left = {message.id for message in session.messages}
        turns = {turn_of(message.id) for message in before if message.id not in left}
        self._said = self.tr("Deleted") if len(turns) == 1 else self.tr("Deleted, with what followed")
        self._notices.say(self._said, self.tr("Undo"), lambda: self._bring_back(conversation))

    def undo(self) -> None:
        """Bring back what was deleted last from the conversation that is shown, where that is still possible."""
        if self._shown is not None and self._bring_back(self._shown):
            self._notices.take_back(self._said)

    @staticmethod
    def _bring_back(conversation: Conversation) -> bool:
        possible = not conversation.live and conversation.session.can_undo_delete
        if possible:
            conversation.session.undo_delete()
        return possible

    def quote(self, quote: str) -> None:
        """Put a quote behind what is written, the cursor below it."""
        cursor = self._composer.field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self._composer.text()
        gap = "" if not before.strip() else "\n" if before.endswith("\n") else "\n\n"
        cursor.insertText(f"{gap}{quote}\n\n")
        self._composer.field.setTextCursor(cursor)
        self._composer.take_focus()
