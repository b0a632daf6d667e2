"""What was written in a conversation and not sent, besides its draft's words: files, messages that wait, an edit."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, Final

from core.codec import from_json, to_json
from core.messages import AttachmentPart

NEW_CHAT: Final = "new-chat"  # the store's note of a conversation that nothing was said in yet


@dataclass(frozen=True, slots=True)
class Written:
    """Words and files that would be one message."""

    text: str
    attachments: tuple[AttachmentPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand in the place of a message."""

    message_id: str
    written: Written


@dataclass(frozen=True, slots=True)
class Unsent:
    """`attachments` go with the draft, `queue` waits for an answer's end, first to be sent first."""

    attachments: tuple[AttachmentPart, ...] = ()
    queue: tuple[Written, ...] = ()
    edit: Edit | None = None

    def to_text(self) -> str:
        """As JSON, in one line; empty for nothing."""
        data: dict[str, Any] = {}
        if self.attachments:
            data["attachments"] = to_json(self.attachments)
        if self.queue:
            data["queue"] = [_to_json(each) for each in self.queue]
        if self.edit is not None:
            data["edit"] = {"message": self.edit.message_id, **_to_json(self.edit.written)}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else ""

    @classmethod
    def from_text(cls, text: str) -> Unsent:
        """What `to_text` wrote; what cannot be understood of it is left out."""
        try:
            data = json.loads(text) if text else {}
        except ValueError:
            return cls()
        if not isinstance(data, dict):
            return cls()
        queue = data.get("queue")
        edit = data.get("edit")
        message = edit.get("message") if isinstance(edit, dict) else None
        return cls(
            _files(data),
            tuple(_from_json(each) for each in queue if isinstance(each, dict)) if isinstance(queue, list) else (),
            Edit(message, _from_json(edit)) if isinstance(message, str) and isinstance(edit, dict) else None,
        )

    def hashes(self) -> set[str]:
        """The files that it refers to."""
        edited = self.edit.written.attachments if self.edit is not None else ()
        waiting = (file for each in self.queue for file in each.attachments)
        return {file.sha256 for file in (*self.attachments, *edited, *waiting)}


@dataclass(frozen=True, slots=True)
class NewChat:
    """What is kept of a conversation that nothing was said in yet; `unsent` is an `Unsent` as text."""

    draft: str = ""
    unsent: str = ""
    provider: str = ""
    model: str = ""
    preset: str = ""

    def to_text(self) -> str:
        """As JSON, in one line."""
        return json.dumps(to_json(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> NewChat:
        """What `to_text` wrote; what cannot be understood of it is left out."""
        try:
            data = json.loads(text) if text else {}
        except ValueError:
            return cls()
        names = [each.name for each in fields(cls)]
        known = data if isinstance(data, dict) else {}
        return cls(**{name: known[name] for name in names if isinstance(known.get(name), str)})


def _to_json(written: Written) -> dict[str, Any]:
    return {"text": written.text, "attachments": to_json(written.attachments)}


def _from_json(data: dict[str, Any]) -> Written:
    text = data.get("text")
    return Written(text if isinstance(text, str) else "", _files(data))


def _files(data: dict[str, Any]) -> tuple[AttachmentPart, ...]:
    found = data.get("attachments")
    files = []
    for each in found if isinstance(found, list) else ():
        try:
            file = from_json(each, AttachmentPart)
        except ValueError:
            continue
        if all(isinstance(value, str) for value in (file.name, file.media_type, file.sha256)):
            files.append(file)
    return tuple(files)
