"""Stored messages as transcript items: the same picture that the events of their turns would have drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from core.conversations.tree import Version
from core.messages import (
    AttachmentPart,
    Message,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from gui.chat.cards import finished, given_up
from gui.chat.outcome import closing_contents, finish_word, finished_state
from gui.transcript.content import (
    Attached,
    Block,
    Content,
    GrowingText,
    Header,
    Item,
    Prose,
    Reasoning,
    Refusal,
    Seam,
    State,
    ToolCard,
    UserText,
)

if TYPE_CHECKING:
    from core.prices import Bill

Spent = Callable[[Iterable[Message]], "Bill | None"]
"""What messages took, None where nobody counted."""


def only(_message_id: str) -> Version:
    """The plain answer to which version a message is: there is no other."""
    return Version(0, 1)


def unknown(_messages: Iterable[Message]) -> Bill | None:
    """The plain answer to what messages took: nobody counts."""
    return None


def items_of(
    messages: Iterable[Message], versions: Callable[[str], Version] = only, spent: Spent = unknown
) -> list[Item]:
    """Group messages into items: the user's words one each, a turn's responses and results together. What an item shows
    is put together when it is first looked at."""
    groups: list[list[Message]] = []
    for message in messages:
        if groups and _belongs(message, groups[-1]):
            groups[-1].append(message)
        elif message.role is not Role.TOOL:
            groups.append([message])
    return [_item(group, versions, spent, last=group is groups[-1]) for group in groups]


def _belongs(message: Message, group: list[Message]) -> bool:
    """Whether a message is part of the answer that `group` has of it so far."""
    if message.role is Role.USER or group[0].role is Role.USER:
        return False
    if message.role is Role.TOOL or turn_of(group[-1].id) == turn_of(message.id):
        return True
    if message.continues is not None:
        return any(message.continues == each.id for each in group)
    return _ends_with_tools(_answer(group, only))


def _item(group: list[Message], versions: Callable[[str], Version], spent: Spent, *, last: bool) -> Item:
    first = group[0]
    item_id = first.id if first.role is Role.USER else turn_of(first.id)
    return Item(item_id, first.role, _Stored(group, versions, spent, last=last), size=_size(group))


class _Stored:
    """What an item shows, until it is looked at: thousands of these are made when a long conversation opens."""

    __slots__ = ("_group", "_last", "_spent", "_versions")

    def __init__(self, group: list[Message], versions: Callable[[str], Version], spent: Spent, *, last: bool) -> None:
        self._group = group
        self._versions = versions
        self._spent = spent
        self._last = last

    def holds(self, message_id: str) -> bool:
        return any(message.id == message_id for message in self._group)

    def make(self) -> list[Block]:
        if self._group[0].role is Role.USER:
            return _words(self._group[0], self._versions)
        blocks = _answer(self._group, self._versions)
        if isinstance(header := blocks[0].content, Header):
            blocks[0].content = replace(header, spent=self._spent(self._group))
        if not self._last or self._group[-1].role is not Role.TOOL:
            _give_up_waiting(blocks)
        return blocks


def _size(group: list[Message]) -> int:
    size = 0
    for message in group:
        for part in message.parts:
            if isinstance(part, TextPart | RefusalPart):
                size += len(part.text)
    return size


def _words(message: Message, versions: Callable[[str], Version]) -> list[Block]:
    version = versions(message.id)
    files = message.attachments()
    blocks = [Block(message.id, Attached(files))] if files else []
    if message.text().strip() or version.count > 1 or not files:
        blocks.append(Block(message.id, UserText(message.text(), version.index + 1, version.count)))
    return blocks


def _answer(group: list[Message], versions: Callable[[str], Version]) -> list[Block]:
    """A turn's responses and results, and what went on with them, as blocks."""
    first = group[0]
    version = versions(first.id)
    header = Header(first.model, first.created, version=version.index + 1, versions=version.count)
    blocks = [Block(first.id, header)]
    before = first
    for message in group:
        if message.role is Role.TOOL:
            _add_results(blocks, message)
            continue
        if message.continues is not None and turn_of(before.id) != turn_of(message.id):
            blocks.append(Block(message.id, Seam()))
        _add_response(blocks, message)
        before = message
    return blocks


def turn_of(message_id: str) -> str:
    """The turn that made a message."""
    return message_id.rpartition(".")[0] or message_id


def goes_on(item: Item, continues: str | None) -> bool:
    """Whether a new turn goes on in an answer: it continues that, or takes it up after its tools."""
    return item.holds(continues) if continues is not None else _ends_with_tools(item.blocks)


def _ends_with_tools(blocks: list[Block]) -> bool:
    return bool(blocks) and isinstance(blocks[-1].content, ToolCard)


def _add_response(blocks: list[Block], message: Message) -> None:
    header = blocks[0].content
    if isinstance(header, Header):
        model = message.model if message.parts else header.model
        finish = finish_word(message.finish_reason, message.raw_finish_reason)
        blocks[0].content = replace(header, model=model, state=finished_state(message.outcome), finish=finish)
    contents = [content for part in message.parts if (content := _content(part)) is not None]
    same_turn = (block.content for block in blocks if turn_of(block.message_id) == turn_of(message.id))
    contents += closing_contents(message, [*same_turn, *contents])
    blocks += [Block(message.id, content) for content in contents]


def _add_results(blocks: list[Block], message: Message) -> None:
    results = {part.call_id: part for part in message.parts if isinstance(part, ToolResultPart)}
    for block in blocks:
        card = block.content
        if isinstance(card, ToolCard) and card.result is None and card.call_id in results:
            result = results[card.call_id]
            block.content = finished(card, result, result.seconds)


def _give_up_waiting(blocks: list[Block]) -> None:
    """The conversation went on: nobody waits for an answer about these calls any more."""
    for block in blocks:
        if isinstance(block.content, ToolCard) and block.content.state is State.WAITING:
            block.content = given_up(block.content)


def _content(part: Part) -> Content | None:
    match part:
        case TextPart(text):
            return Prose(GrowingText(text, finished=True))
        case ReasoningPart(text, _, seconds):
            return Reasoning(GrowingText(text, finished=True), seconds=seconds) if text else None
        case RefusalPart(text):
            return Refusal(GrowingText(text, finished=True))
        case ToolCallPart(call_id, name, arguments):
            return ToolCard(call_id, name, GrowingText(arguments, finished=True), State.DONE)
        case ToolResultPart() | AttachmentPart():
            return None
