"""ChatGPT's data export: `conversations.json`, each conversation a mapping of nodes with parents and children."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from core.conversations.importing.chatgpt_content import content_parts
from core.conversations.importing.planting import Grower, arguments_text, titled
from core.conversations.importing.values import (
    Imported,
    ImportedFile,
    Notes,
    Source,
    new_id,
    objects_in,
    text_of,
    time_of,
    title_of,
)
from core.conversations.records import Conversation, ConversationInfo
from core.messages import FinishReason, Message, Outcome, Part, Role, TextPart, ToolCallPart, ToolResultPart

FindFile = Callable[[str], tuple[str, bytes] | None]
"""A file of the export whose name begins so."""

_PROVIDER: Final = "openai"
_ENDINGS: Final = {
    "stop": FinishReason.STOP,
    "max_tokens": FinishReason.LENGTH,
    "interrupted": FinishReason.STOP,
    "client_stopped": FinishReason.STOP,
}
_STOPPED: Final = ("interrupted", "client_stopped")
# Marks of citations, from a private part of Unicode: they mean nothing elsewhere.
_CITATION: Final = re.compile("\ue200[^\ue200\ue201]{0,2000}\ue201|[\ue200-\ue206]")


def read_chatgpt(data: dict[str, Any], find_file: FindFile, note: Notes) -> Iterator[Imported | ImportedFile]:
    """One conversation, the files it needs before it."""
    reader = _Reader(data, find_file, note)
    conversation = reader.read()
    yield from reader.files.values()
    if len(conversation.tree):
        yield Imported(Source.CHATGPT, conversation)
    else:
        note("A conversation without messages was left out.")


class _Reader:
    def __init__(self, data: dict[str, Any], find_file: FindFile, note: Notes) -> None:
        self.files: dict[str, ImportedFile] = {}
        self._data = data
        self._find_file = find_file
        self._note = note
        nodes = data["mapping"]
        self._nodes: dict[str, dict[str, Any]] = {key: node for key, node in nodes.items() if isinstance(node, dict)}
        foreign = text_of(data.get("conversation_id")) or text_of(data.get("id")) or "\n".join(self._nodes)
        self._id = new_id("c", Source.CHATGPT, foreign)
        self._children = self._find_children()
        self._grower = Grower(self._id)
        self._ours: dict[str, str | None] = {}  # the id of theirs, the id of ours that what follows hangs below
        self._held: dict[str, tuple[Part, ...]] = {}  # what the next message of the same answer begins with
        self._system: list[str] = []

    def read(self) -> Conversation:
        roots = [key for key, node in self._nodes.items() if text_of(node.get("parent")) not in self._nodes]
        waiting = roots[::-1]
        while waiting:
            key = waiting.pop()
            self._read_node(key)
            waiting += self._children.get(key, [])[::-1]
        if len(self._ours) < len(self._nodes):
            self._note("Messages that hang below one another in a circle were left out.")
        tree = self._grower.tree(self._ours.get(text_of(self._data.get("current_node"))))
        times = [message.created for message in tree.path() if message.created]
        title, titled_by = titled(title_of(self._data.get("title")), tree)
        created = time_of(self._data.get("create_time")) or min(times, default=0.0)
        info = ConversationInfo(
            self._id,
            title,
            titled_by,
            created=created,
            updated=time_of(self._data.get("update_time")) or max(times, default=created),
            pinned=self._data.get("is_starred") is True,
            archived=self._data.get("is_archived") is True,
            system="\n\n".join(self._system),
        )
        return Conversation(info, tree)

    def _find_children(self) -> dict[str, list[str]]:
        """What each node has below it, in the order in which it lists them."""
        found: dict[str, list[str]] = {}
        for key, node in self._nodes.items():
            parent = node.get("parent")
            if isinstance(parent, str) and parent in self._nodes:
                found.setdefault(parent, []).append(key)
        for parent, children in found.items():
            listed = self._nodes[parent].get("children")
            order = (
                {each: place for place, each in enumerate(listed) if isinstance(each, str)}
                if (isinstance(listed, list))
                else {}
            )
            children.sort(key=lambda key: order.get(key, len(order)))
        return found

    # --- one node -----------------------------------------------------------------------------------------------------

    def _read_node(self, key: str) -> None:
        node = self._nodes[key]
        parent_key = text_of(node.get("parent"))
        above = self._ours.get(parent_key)
        self._ours[key] = above
        message = node.get("message")
        if not isinstance(message, dict) or self._is_hidden(message):
            if parent_key in self._held:
                self._held[key] = self._held[parent_key]
            return
        role = _role(message)
        parts = self._parts(message, role)
        if role == "system":
            self._system += [part.text for part in parts if isinstance(part, TextPart) and part.text.strip()]
        elif role == "tool":
            self._ours[key] = self._add_result(key, above, message, parts)
        elif role == "user":
            if parts:
                self._ours[key] = self._plant(key, above, Role.USER, message, parts)
        else:
            self._add_answer(key, parent_key, above, message, parts)

    def _add_answer(
        self, key: str, parent_key: str, above: str | None, message: dict[str, Any], parts: tuple[Part, ...]
    ) -> None:
        recipient = text_of(message.get("recipient")) or "all"
        if recipient != "all":
            code = "".join(part.text for part in parts if isinstance(part, TextPart))
            kept = tuple(part for part in parts if not isinstance(part, TextPart))
            parts = (*kept, ToolCallPart(new_id("call", self._id, key), recipient, arguments_text(code)))
        parts = (*self._held.get(parent_key, ()), *parts)
        if recipient == "all" and self._goes_on(key):
            self._held[key] = parts
        elif parts:
            self._ours[key] = self._plant(key, above, Role.ASSISTANT, message, parts)

    def _goes_on(self, key: str) -> bool:
        """Whether the next message is of the same answer, with nothing beside it: they become one."""
        children = self._children.get(key, [])
        if len(children) != 1:
            return False
        following = self._nodes[children[0]].get("message")
        return isinstance(following, dict) and _role(following) == "assistant" and not self._is_hidden(following)

    def _add_result(self, key: str, above: str | None, message: dict[str, Any], parts: tuple[Part, ...]) -> str | None:
        """A tool's words: the result of the call above, more of the result above, or one with a call made up for it."""
        text = "\n".join(part.text for part in parts if isinstance(part, TextPart))
        files = tuple(part for part in parts if not isinstance(part, TextPart))
        before = self._grower[above] if above is not None else None
        if before is not None and before.role is Role.TOOL:
            self._grower.replace(before.id, (*_longer(before, text), *files))
            return before.id
        calls = before.tool_calls() if before is not None else ()
        if not calls:
            author = message.get("author")
            name = text_of(author.get("name")) if isinstance(author, dict) else ""
            call = ToolCallPart(new_id("call", self._id, key), name or "tool", "{}")
            if (
                before is not None
                and before.role is Role.ASSISTANT
                and len(self._children[_parent(self._nodes, key)]) == 1
            ):
                self._grower.replace(before.id, (*before.parts, call))
            else:
                above = self._plant(f"{key} call", above, Role.ASSISTANT, message, (call,))
            calls = (call,)
        return self._plant(key, above, Role.TOOL, message, (ToolResultPart(calls[-1].id, text), *files))

    def _plant(self, key: str, above: str | None, role: Role, message: dict[str, Any], parts: tuple[Part, ...]) -> str:
        about = message.get("metadata")
        about = about if isinstance(about, dict) else {}
        ours = Message(self._grower.id_for(key), role, parts, time_of(message.get("create_time")))
        if role is Role.ASSISTANT:
            details = about.get("finish_details")
            word = text_of(details.get("type")) if isinstance(details, dict) else ""
            reason = _ENDINGS.get(word, FinishReason.OTHER if word else FinishReason.UNKNOWN)
            if ours.tool_calls():
                reason = FinishReason.TOOL_CALLS
            ours = replace(
                ours,
                provider=_PROVIDER,
                model=text_of(about.get("model_slug")),
                outcome=Outcome.STOPPED if word in _STOPPED else Outcome.FINISHED,
                finish_reason=reason,
                raw_finish_reason=word or None,
            )
        return self._grower.plant(above, ours)

    def _parts(self, message: dict[str, Any], role: str) -> tuple[Part, ...]:
        content = message.get("content")
        about = message.get("metadata")
        attached = objects_in(about.get("attachments")) if isinstance(about, dict) else []
        if not isinstance(content, dict):
            self._note("A message without content was left out.")
            return ()
        found = content_parts(content, attached, self._find_file, self._note)
        self.files |= {file.sha256: file for file in found.files}
        if role == "user":
            return found.parts
        return tuple(
            TextPart(_CITATION.sub("", part.text)) if isinstance(part, TextPart) else part for part in found.parts
        )

    def _is_hidden(self, message: dict[str, Any]) -> bool:
        """What nobody saw: marked so, or of no weight (texts that the service put in)."""
        about = message.get("metadata")
        if isinstance(about, dict) and about.get("is_visually_hidden_from_conversation") is True:
            return True
        weight = message.get("weight")
        return isinstance(weight, int | float) and weight == 0 and _role(message) != "tool"


def _role(message: dict[str, Any]) -> str:
    author = message.get("author")
    role = text_of(author.get("role")) if isinstance(author, dict) else ""
    if role in ("user", "tool"):
        return role
    return "system" if role in ("system", "developer") else "assistant"


def _longer(message: Message, text: str) -> Iterator[Part]:
    """The parts of a tool's message, with more text at the end of its result."""
    for part in message.parts:
        if isinstance(part, ToolResultPart):
            yield replace(part, text="\n".join(each for each in (part.text, text) if each))
        else:
            yield part


def _parent(nodes: dict[str, dict[str, Any]], key: str) -> str:
    return text_of(nodes[key].get("parent"))
