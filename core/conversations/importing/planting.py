"""Foreign messages into a tree of ours: ids, places, calls with their results."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from core.conversations.importing.values import new_id
from core.conversations.records import TitledBy
from core.conversations.tree import Planted, Tree
from core.messages import Message, Part, Role, TextPart, ToolCallPart, ToolResultPart, ToolStatus

_FIRST_WORDS = 60  # characters of the first message that make a title


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what, before it has an id and a place."""

    role: Role
    parts: tuple[Part, ...]


class Exchange:
    """What one foreign message says, cut where results of tools stand between the words: an answer, its results, the
    next answer. A result without a call gets one."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._said: list[tuple[Role, list[Part]]] = []
        self._open: dict[str, str] = {}  # calls without a result: id, name
        self._count = 0

    def part(self, part: Part) -> None:
        """Something the model said."""
        self._of(Role.ASSISTANT).append(part)

    def call(self, call_id: str, name: str, arguments: Any) -> None:
        """A call. Arguments that are no object are put into one, so that every server takes them."""
        call_id = call_id or self._next_id()
        self._open[call_id] = name
        self.part(ToolCallPart(call_id, name or "tool", arguments_text(arguments)))

    def result(self, call_id: str, name: str, text: str, status: ToolStatus = ToolStatus.OK) -> None:
        """A result: of the call with this id, else of the oldest open one of this name, else of the oldest open one."""
        if call_id not in self._open:
            same = [key for key, called in self._open.items() if called == name or not name]
            if call_id or not same:
                call_id = call_id or self._next_id()
                self.call(call_id, name, {})
            else:
                call_id = same[0]
        del self._open[call_id]
        self._of(Role.TOOL).append(ToolResultPart(call_id, text, status))

    def said(self) -> list[Said]:
        return [Said(role, tuple(parts)) for role, parts in self._said]

    def _of(self, role: Role) -> list[Part]:
        if not self._said or self._said[-1][0] is not role:
            self._said.append((role, []))
        return self._said[-1][1]

    def _next_id(self) -> str:
        self._count += 1
        return new_id("call", self._key, self._count)


class Grower:
    """Collects messages with their places; parents come first, and of siblings the last one is looked at."""

    def __init__(self, conversation_id: str) -> None:
        self._conversation = conversation_id
        self._planted: dict[str, Planted] = {}

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._planted

    def __getitem__(self, message_id: str) -> Message:
        return self._planted[message_id].message

    def __len__(self) -> int:
        return len(self._planted)

    def id_for(self, *key: object) -> str:
        """The id of a message of this conversation; always another one."""
        found = new_id("m", self._conversation, *key)
        while found in self._planted:
            found = new_id("m", found)
        return found

    def plant(self, parent: str | None, message: Message) -> str:
        """Put it below `parent`; returns its id."""
        self._planted[message.id] = Planted(message, parent, len(self._planted) + 1)
        return message.id

    def replace(self, message_id: str, parts: tuple[Part, ...]) -> None:
        """Other parts for a message that is there."""
        old = self._planted[message_id]
        self._planted[message_id] = replace(old, message=replace(old.message, parts=parts))

    def tree(self, leaf: str | None = None) -> Tree:
        """What was collected; the path leads to `leaf`."""
        tree = Tree.grown(self._planted.values())
        if leaf is not None and leaf in tree:
            tree.lead_to(leaf)
        return tree


def arguments_text(arguments: Any) -> str:
    """Arguments of a call as the text of a JSON object, to the letter where they are one."""
    if isinstance(arguments, str):
        if not arguments.strip() or ToolCallPart("", "", arguments).arguments() is not None:
            return arguments
        return json.dumps({"input": arguments}, ensure_ascii=False)
    return json.dumps(arguments if isinstance(arguments, dict) else {"input": arguments}, ensure_ascii=False)


def titled(title: str, tree: Tree) -> tuple[str, TitledBy]:
    """The title, else the first words."""
    if title:
        return title, TitledBy.USER
    first = next((each for each in tree.path() if each.role is Role.USER and each.text().strip()), None)
    words = " ".join(first.text()[: 4 * _FIRST_WORDS].split()) if first else ""
    return (words if len(words) <= _FIRST_WORDS else words[: _FIRST_WORDS - 1].rstrip() + "…"), TitledBy.FIRST


def plain(text: str) -> tuple[Part, ...]:
    """Text as parts; none where there is no text."""
    return (TextPart(text),) if text else ()
