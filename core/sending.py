"""What the user says becomes parts and a title; a conversation becomes the messages of a request."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from core.messages import AttachmentPart, Message, Part, Role, TextPart

_TITLE_LENGTH: Final = 60


def request_messages(history: Iterable[Message]) -> tuple[Message, ...]:
    """The history as it is sent: no empty messages, each continuation joined to what it continues."""
    sent: list[Message] = []
    for message in history:
        if not message.parts:
            continue
        if message.continues and sent and sent[-1].role is Role.ASSISTANT:
            sent[-1] = _joined(sent[-1], message)
        else:
            sent.append(message)
    return tuple(sent)


def _joined(first: Message, second: Message) -> Message:
    parts = list(first.parts)
    rest = list(second.parts)
    match parts[-1:], rest[:1]:
        case [TextPart(before)], [TextPart(after)]:
            parts[-1] = TextPart(before + after)
            del rest[0]
    return replace(first, parts=(*parts, *rest))


def same_start(one: Sequence[Message], other: Sequence[Message]) -> int:
    """How many messages two paths have in common."""
    same = itertools.takewhile(lambda pair: pair[0].id == pair[1].id, zip(one, other, strict=False))
    return sum(1 for _ in same)


def said_parts(text: str, attachments: Iterable[AttachmentPart]) -> tuple[Part, ...]:
    """What the user says: words, where there are any or nothing else, and files."""
    files = tuple(attachments)
    return (TextPart(text), *files) if text.strip() or not files else files


def title_of(text: str) -> str:
    """A conversation's title from its first message: the first line, at most 60 characters, cut between words."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= _TITLE_LENGTH:
        return line
    cut = line[:_TITLE_LENGTH]
    space = cut.rfind(" ")
    return (cut[:space] if space > _TITLE_LENGTH // 2 else cut).rstrip() + "…"
