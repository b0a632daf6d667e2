"""Conversations as JSON for other programs and other days: complete, versioned, and read with care.

    {"format": "rivulet-conversations", "version": 1, "program": …, "exported": …,
     "conversations": [{"info": {…}, "messages": [{"parent": …, "seen": …, "message": {…}}, …]}, …],
     "attachments": [{"sha256": …, "base64": …}, …]}

`messages` is the whole tree, parents and elder siblings first. Each attachment is there once, behind all conversations.
Unknown fields are ignored and missing ones take their default; a newer `version` is refused.
"""

from __future__ import annotations

import dataclasses
import json
import math
import types
import typing
from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from core.codec import from_json, to_json
from core.conversations.records import Conversation, ConversationInfo, TitledBy
from core.conversations.tree import Planted, Tree
from core.messages import Message

FORMAT: Final = "rivulet-conversations"
VERSION: Final = 1
_HINTS: Final[dict[type[Any], dict[str, Any]]] = {}  # of the few classes that stand in a file
_LARGEST: Final = 2**63  # what a number in the store can hold

Note = Callable[[str], None]


def json_bytes(value: object) -> bytes:
    """`value` in one line of UTF-8."""
    words = json.dumps(value, ensure_ascii=False)
    try:
        return words.encode()
    except UnicodeEncodeError:  # half a pair of surrogates, which some servers send: only escaped it can be written
        return json.dumps(value).encode()


def conversation_to_json(conversation: Conversation) -> dict[str, Any]:
    """All of a conversation."""
    return {"info": to_json(conversation.info), "messages": conversation.tree.to_json()}


def conversation_from_json(data: Any, note: Note) -> Conversation:
    """The conversation that `conversation_to_json` wrote. What cannot be understood is left out and told to `note` as
    a sentence. Raises ValueError where it is no conversation at all."""
    if not isinstance(data, dict) or not isinstance(data.get("info"), dict):
        raise ValueError("This is not a conversation of Rivulet")  # noqa: TRY004  # bad data, not a wrong call
    info = _info(data["info"], note)
    messages = data.get("messages")
    return Conversation(info, _tree(messages if isinstance(messages, list) else [], note))


def _info(data: dict[str, Any], note: Note) -> ConversationInfo:
    values: dict[str, Any] = {}
    for name, hint in _hints(ConversationInfo).items():
        if name not in data:
            continue
        value = data[name]
        if name == "titled_by":
            value = TitledBy(value) if value in list(TitledBy) else TitledBy.USER
        if is_sound(value, hint):
            values[name] = value
        else:
            note(f"“{name}” of a conversation makes no sense and was left out.")
    if not values.get("id"):
        raise ValueError("A conversation without an id")
    return ConversationInfo(**values)


def _tree(data: list[Any], note: Note) -> Tree:
    """What hangs below a message that cannot be read hangs below the one above it."""
    instead: dict[str, str | None] = {}
    planted: list[Planted] = []
    known: set[str] = set()
    for entry in data:
        parent = entry.get("parent") if isinstance(entry, dict) else None
        if not isinstance(parent, str | None):
            parent = ""
        while parent is not None and parent in instead:
            parent = instead[parent]
        try:
            message, seen = _message(entry)
        except ValueError as error:
            note(f"A message cannot be read and was left out ({error}).")
            named = entry.get("message") if isinstance(entry, dict) else None
            if isinstance(named, dict) and isinstance(named.get("id"), str) and named["id"] not in known:
                instead[named["id"]] = parent if parent in known else None
            continue
        if message.id in known:
            note("A message that is there twice was taken once.")
            continue
        if parent is not None and parent not in known:
            note("A message whose place is not known was put at the end.")
            parent = planted[-1].message.id if planted else None
        known.add(message.id)
        planted.append(Planted(message, parent, seen))
    return Tree.grown(planted)


def _message(entry: Any) -> tuple[Message, int]:
    if not isinstance(entry, dict):
        raise ValueError("it is no object")  # noqa: TRY004  # bad data, not a wrong call
    message, seen = from_json(entry.get("message"), Message), entry.get("seen", 0)
    if not message.id or not is_sound(message, Message):
        raise ValueError("a field has another type")
    return message, seen if is_sound(seen, int) else 0


# --- types of foreign values ------------------------------------------------------------------------------------------


def is_sound(value: Any, hint: Any) -> bool:
    """Whether a value read from foreign JSON is what its type says, with numbers that the store can hold."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return any(is_sound(value, option) for option in typing.get_args(hint))
    if origin is tuple:
        return isinstance(value, tuple) and all(is_sound(item, typing.get_args(hint)[0]) for item in value)
    if dataclasses.is_dataclass(hint):
        kind = typing.cast("type[Any]", hint)
        return isinstance(value, kind) and all(is_sound(getattr(value, n), h) for n, h in _hints(kind).items())
    if hint is float:
        return isinstance(value, float | int) and not isinstance(value, bool) and _is_held(value)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and _is_held(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return isinstance(value, hint)
    return isinstance(value, hint)


def _is_held(value: float) -> bool:
    return (not isinstance(value, float) or math.isfinite(value)) and -_LARGEST < value < _LARGEST


def _hints(kind: type[Any]) -> dict[str, Any]:
    found = _HINTS.get(kind)
    if found is None:
        found = _HINTS[kind] = typing.get_type_hints(kind)
    return found
