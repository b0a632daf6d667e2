"""What the store has of how a person left a conversation: the draft, where they read, who answers next. No widgets."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from core.conversations.records import ConversationEdited
from core.conversations.unsent import Edit, Unsent, Written
from gui.transcript.model import Reading

if TYPE_CHECKING:
    from core.conversations.records import ConversationInfo
    from gui.chat.conversation import Conversation
    from gui.transcript.content import Item
    from gui.transcript.model import TranscriptModel


@dataclass(frozen=True, slots=True)
class Kept:
    """`unsent`, `view` and `tools` are JSON, empty for nothing."""

    draft: str = ""
    unsent: str = ""
    view: str = ""
    provider: str = ""
    model: str = ""
    tools: str = ""

    @classmethod
    def of(cls, info: ConversationInfo) -> Kept:
        return cls(info.draft, info.unsent, info.view, info.provider, info.model, info.tools)

    @property
    def unwritten(self) -> bool:
        """Whether nothing waits to be sent."""
        return not (self.draft or self.unsent)

    def changes(self, conversation_id: str, now: Kept) -> list[ConversationEdited]:
        """What to tell the store so that it has `now`."""
        names = [each.name for each in fields(self) if getattr(self, each.name) != getattr(now, each.name)]
        return [ConversationEdited(conversation_id, **{name: getattr(now, name) for name in names})] if names else []


def restore(conversation: Conversation, draft: str, unsent: Unsent) -> None:
    """Give a conversation back what was written in it. What waited does not go by itself."""
    conversation.draft = draft
    conversation.attached = unsent.attachments
    conversation.edit = unsent.edit
    conversation.session.files.hold(file.sha256 for file in unsent.attachments)
    for each in unsent.queue:
        conversation.session.files.hold(file.sha256 for file in each.attachments)
        conversation.queue.add(each.text, each.attachments)
    conversation.queue.hold()


def unsent_of(conversation: Conversation, edit: Edit | None, attachments: Iterable[Any]) -> str:
    """What waits in a conversation, as text."""
    queue = tuple(Written(each.text, each.attachments) for each in conversation.queue.waiting)
    return Unsent(tuple(attachments), queue, edit).to_text()


def view_to_text(model: TranscriptModel) -> str:
    """Where the reader is and what they opened, as JSON; empty at the end with nothing opened."""
    data: dict[str, Any] = {}
    if model.reading is not None:
        reading = model.reading
        data["at"] = [reading.item_id, reading.block, reading.piece, round(reading.offset, 1)]
    folds = [[item.id, block, is_open] for item in model.items for block, is_open in sorted((item.folds or {}).items())]
    if folds:
        data["folds"] = folds
    return json.dumps(data, separators=(",", ":")) if data else ""


def view_from_text(model: TranscriptModel, text: str) -> None:
    """Show a conversation as it was left; what no longer fits is left out."""
    try:
        data = json.loads(text) if text else {}
    except ValueError:
        return
    if not isinstance(data, dict):
        return
    match data.get("at"):
        case [str(item_id), int(block), int(piece), int(offset) | float(offset)] if block >= 0 and piece >= 0:
            model.reading = Reading(item_id, block, piece, float(offset))
    items: dict[str, Item] = {item.id: item for item in model.items}
    folds = data.get("folds")
    for fold in folds if isinstance(folds, list) else ():
        match fold:
            case [str(item_id), int(block), bool(is_open)] if item_id in items:
                items[item_id].folds = {**(items[item_id].folds or {}), block: is_open}
