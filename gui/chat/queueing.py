"""Keeps what is written while an answer runs, shows it above the composer, and sends it when its time has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.chat.attaching import Attaching
from gui.chat.queue import Held, Queued
from gui.composer.composer import Composer
from gui.composer.queue_row import QueueItem, QueueRows
from gui.theme.theme import Theme

if TYPE_CHECKING:
    from core.messages import AttachmentPart
    from gui.chat.conversation import Conversation


class Queueing(QObject):
    """Belongs to a page. `send` sends a message in a conversation, shown or not; `stop` stops the one that is shown.
    `changed(conversation)`: other messages wait there now."""

    changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        composer: Composer,
        attaching: Attaching,
        send: Callable[[Conversation, Queued], None],
        stop: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._composer = composer
        self._attaching = attaching
        self._send = send
        self._stop = stop
        self._shown: Conversation | None = None
        self._followed: WeakSet[Conversation] = WeakSet()
        self.rows = QueueRows(theme, parent)
        self.rows.send_wished.connect(self.send_now)
        self.rows.edit_wished.connect(self.edit)
        self.rows.drop_wished.connect(self.drop)
        self.rows.left.connect(composer.take_focus)
        composer.lead_to(self.rows.stops)

    def show(self, conversation: Conversation) -> None:
        """Show what waits in `conversation`."""
        self._shown = conversation
        if conversation not in self._followed:
            self._followed.add(conversation)
            # Queued: the next turn must not begin before everybody has heard of this one's end.
            conversation.turn_ended.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        queue = conversation.queue
        items = [QueueItem(queued.id, _words(queued)) for queued in queue.waiting]
        self.rows.show_items(items, self._why(queue.held))
        self._composer.order_stops()

    def add(self, text: str, attachments: Iterable[AttachmentPart] = ()) -> None:
        """Let a message wait in the conversation that is shown."""
        if self._shown is not None:
            self._shown.queue.add(text, attachments)
            self.show(self._shown)
            self.changed.emit(self._shown)

    def send_now(self, queued_id: int) -> None:
        """Send it next; a running answer is stopped first."""
        conversation = self._shown
        if conversation is None:
            return
        if conversation.live:
            if conversation.queue.hurry(queued_id):
                self.show(conversation)
                self._stop()
            return
        queued = conversation.queue.take(queued_id)
        if queued is not None:
            self._send(conversation, queued)
            self.changed.emit(conversation)
            self.show(conversation)
            self._composer.take_focus()

    def edit(self, queued_id: int) -> None:
        """Take it back into the composer, above what is written there."""
        queued = self._take(queued_id)
        if queued is None:
            return
        written = self._composer.text()
        self._composer.set_text(f"{queued.text}\n\n{written}" if written.strip() else queued.text)
        self._attaching.put(queued.attachments)
        self._composer.take_focus()

    def drop(self, queued_id: int) -> None:
        queued = self._take(queued_id)
        if queued is not None and self._shown is not None:
            self._shown.session.files.release(part.sha256 for part in queued.attachments)

    def _take(self, queued_id: int) -> Queued | None:
        if self._shown is None:
            return None
        queued = self._shown.queue.take(queued_id)
        self.show(self._shown)
        self.changed.emit(self._shown)
        return queued

    def _go_on(self, conversation: Conversation) -> None:
        if conversation.live or conversation.closing:
            return
        queued = conversation.queue.next()
        if queued is not None:
            self._send(conversation, queued)
            self.changed.emit(conversation)
        if conversation is self._shown:
            self.show(conversation)

    def _why(self, held: Held) -> str:
        match held:
            case Held.NO:
                return ""
            case Held.STOPPED:
                return self.tr("Not sent: you stopped the answer. It goes out after the next one, or with “Send now”.")
            case Held.FAILED:
                return self.tr(
                    "Not sent: the answer failed. It goes out after the next one that ends well, or with “Send now”."
                )
            case Held.ENDED:
                return self.tr(
                    "Not sent: Rivulet ended. It goes out after the next answer that ends well, or with “Send now”."
                )


def _words(queued: Queued) -> str:
    return " ".join((queued.text, *(attachment.name for attachment in queued.attachments))).strip()
