"""Claude's data export: `conversations.json`, each conversation a list of messages made of blocks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from core.conversations.importing.planting import Exchange, Grower, Said, plain, titled
from core.conversations.importing.values import (
    Imported,
    ImportedFile,
    Notes,
    Source,
    digest,
    new_id,
    objects_in,
    text_of,
    time_of,
    title_of,
)
from core.conversations.records import Conversation, ConversationInfo
from core.filetypes import LIMITS, FileKind
from core.messages import (
    AttachmentPart,
    FinishReason,
    Message,
    Outcome,
    Part,
    ReasoningPart,
    Role,
    TextPart,
    ToolStatus,
)

_PROVIDER: Final = "anthropic"
_SILENT: Final = ("token_budget", "flag")  # blocks without anything to read


def read_claude(data: dict[str, Any], note: Notes) -> Iterator[Imported | ImportedFile]:
    """One conversation, the files it needs before it."""
    reader = _Reader(data, note)
    conversation = reader.read()
    yield from reader.files.values()
    if len(conversation.tree):
        yield Imported(Source.CLAUDE, conversation)
    else:
        note("A conversation without messages was left out.")


class _Reader:
    def __init__(self, data: dict[str, Any], note: Notes) -> None:
        self.files: dict[str, ImportedFile] = {}
        self._data = data
        self._note = note
        self._messages = objects_in(data.get("chat_messages"))
        named = text_of(data.get("uuid")) or "\n".join(text_of(each.get("uuid")) for each in self._messages)
        self._id = new_id("c", Source.CLAUDE, named or json.dumps(data, default=str))
        self._grower = Grower(self._id)
        self._model = text_of(data.get("model"))

    def read(self) -> Conversation:
        ends: dict[str, str | None] = {}  # the id of theirs, the id of ours that what follows hangs below
        last: str | None = None
        for place, message in enumerate(self._in_order()):
            theirs, parent = text_of(message.get("uuid")), text_of(message.get("parent_message_uuid"))
            # A parent that is not there is the beginning; exports without parents are a chain.
            above = ends.get(parent) if parent else last
            last = self._add(message, theirs or str(place), above)
            if theirs:
                ends[theirs] = last
        tree = self._grower.tree(ends.get(text_of(self._data.get("current_leaf_message_uuid"))))
        times = [message.created for message in tree.path() if message.created]
        title, titled_by = titled(title_of(self._data.get("name")), tree)
        created = time_of(self._data.get("created_at")) or min(times, default=0.0)
        info = ConversationInfo(
            self._id,
            title,
            titled_by,
            created=created,
            updated=time_of(self._data.get("updated_at")) or max(times, default=created),
            pinned=self._data.get("is_starred") is True,
        )
        return Conversation(info, tree)

    def _in_order(self) -> Iterator[dict[str, Any]]:
        """Parents before what hangs below them, else in the order of the file."""
        known = {text_of(each.get("uuid")) for each in self._messages}
        below: dict[str, list[dict[str, Any]]] = {}
        tops = []
        for each in self._messages:
            parent = text_of(each.get("parent_message_uuid"))
            if parent in known and parent:
                below.setdefault(parent, []).append(each)
            else:
                tops.append(each)
        waiting = tops[::-1]
        count = 0
        while waiting:
            message = waiting.pop()
            count += 1
            yield message
            waiting += below.pop(text_of(message.get("uuid")), [])[::-1]
        if count < len(self._messages):
            self._note("Messages that hang below one another in a circle were left out.")

    # --- one message --------------------------------------------------------------------------------------------------

    def _add(self, message: dict[str, Any], key: str, above: str | None) -> str | None:
        created = time_of(message.get("created_at"))
        if text_of(message.get("sender")) in ("human", "user"):
            parts = (*self._attached(message), *plain(_words(message)))
            if not parts:
                return above
            return self._grower.plant(above, Message(self._grower.id_for(key), Role.USER, parts, created))
        for number, said in enumerate(self._answer(message, key)):
            above = self._grower.plant(above, self._ours(said, self._grower.id_for(key, number), created))
        return above

    def _ours(self, said: Said, message_id: str, created: float) -> Message:
        if said.role is Role.TOOL:
            return Message(message_id, said.role, said.parts, created)
        ours = Message(message_id, said.role, said.parts, created, _PROVIDER, self._model, Outcome.FINISHED)
        reason = FinishReason.TOOL_CALLS if ours.tool_calls() else FinishReason.UNKNOWN
        return Message(
            message_id, said.role, said.parts, created, _PROVIDER, self._model, Outcome.FINISHED, finish_reason=reason
        )

    def _answer(self, message: dict[str, Any], key: str) -> list[Said]:
        exchange = Exchange(f"{self._id} {key}")
        blocks = objects_in(message.get("content"))
        for block in blocks:
            self._block(block, exchange)
        if not blocks and text_of(message.get("text")):
            exchange.part(TextPart(text_of(message["text"])))
        return exchange.said()

    def _block(self, block: dict[str, Any], exchange: Exchange) -> None:
        kind = text_of(block.get("type"))
        match kind:
            case "text" | "voice_note":
                for part in plain(text_of(block.get("text"))):
                    exchange.part(part)
            case "thinking":
                if text_of(block.get("thinking")):
                    exchange.part(ReasoningPart(text_of(block["thinking"]), seconds=_seconds(block)))
            case "tool_use":
                exchange.call(text_of(block.get("id")), text_of(block.get("name")), block.get("input") or {})
            case "tool_result":
                failed = block.get("is_error") is True
                status = ToolStatus.ERROR if failed else ToolStatus.OK
                called, name = text_of(block.get("tool_use_id")), text_of(block.get("name"))
                exchange.result(called, name, _result_text(block.get("content")), status)
            case _ if kind in _SILENT:
                pass
            case _:
                self._note(f"A block of the kind “{kind[:60]}” was taken as text.")
                for part in plain(text_of(block.get("text"))):
                    exchange.part(part)

    def _attached(self, message: dict[str, Any]) -> Iterator[Part]:
        """The words of attached files become text files of ours; files that the export lacks stand there by name."""
        for each in objects_in(message.get("attachments")):
            name, words = text_of(each.get("file_name")) or "attachment", text_of(each.get("extracted_content"))
            data = words.encode(errors="replace")
            if not data:
                yield TextPart(f"[{name}]\n")
            elif len(data) > LIMITS[FileKind.TEXT]:
                yield TextPart(f"[{name}]\n{words}\n")
            else:
                file = ImportedFile(digest(data), data)
                self.files[file.sha256] = file
                yield AttachmentPart(name, "text/plain", file.sha256, len(data))
        for each in objects_in(message.get("files")) or objects_in(message.get("files_v2")):
            self._note("Attached files whose content is not in the export stand there by name.")
            yield TextPart(f"[{text_of(each.get('file_name')) or 'attached file'}]\n")


def _words(message: dict[str, Any]) -> str:
    blocks = [text_of(each.get("text")) for each in objects_in(message.get("content"))]
    return "\n\n".join(each for each in blocks if each) or text_of(message.get("text"))


def _seconds(block: dict[str, Any]) -> float | None:
    begun, ended = time_of(block.get("start_timestamp")), time_of(block.get("stop_timestamp"))
    return ended - begun if begun and ended >= begun else None


def _result_text(content: Any) -> str:
    if isinstance(content, str):
        return content
    found = []
    for each in objects_in(content):
        words = [text_of(each.get(name)) for name in ("title", "url", "text")]
        found.append("\n".join(word for word in words if word) or f"[{text_of(each.get('type')) or 'content'}]")
    return "\n".join(found) if found or not content else json.dumps(content, ensure_ascii=False)
