"""Stored messages as transcript items: the same picture that the events of their turns would have drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from core.conversations.tree import Version
from core.messages import (
    Message,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from gui.chat.outcome import closing_contents, finished_state, tool_state
from gui.transcript.content import (
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


def only(_message_id: str) -> Version:
    """The plain answer to which version a message is: there is no other."""
    return Version(0, 1)


def items_of(messages: Iterable[Message], versions: Callable[[str], Version] = only) -> list[Item]:
    """Group messages into items: the user's words one each, a turn's responses and results together."""
    items: list[Item] = []
    for message in messages:
        if message.role is Role.USER:
            text, version = message.text(), versions(message.id)
            words = UserText(text, version.index + 1, version.count)
            items.append(Item(message.id, Role.USER, [Block(message.id, words)], size=len(text)))
        elif message.role is Role.ASSISTANT:
            _add_answer(_item_for(message, items, versions), message)
        elif items:
            _add_results(items[-1], message)
    return items


def turn_of(message_id: str) -> str:
    """The turn that made a message."""
    return message_id.rpartition(".")[0] or message_id


def goes_on(item: Item, continues: str | None) -> bool:
    """Whether a new turn goes on in an answer: it continues that, or takes it up after its tools."""
    if continues is not None:
        return any(block.message_id == continues for block in item.blocks)
    return bool(item.blocks) and isinstance(item.blocks[-1].content, ToolCard)


def _item_for(message: Message, items: list[Item], versions: Callable[[str], Version]) -> Item:
    last = items[-1] if items else None
    if last is not None and last.role is Role.ASSISTANT:
        if turn_of(last.last_message_id) == turn_of(message.id):
            return last
        if goes_on(last, message.continues):
            if message.continues is not None:
                last.blocks.append(Block(message.id, Seam()))
            return last
    item, version = Item(turn_of(message.id), Role.ASSISTANT), versions(message.id)
    header = Header(message.model, message.created, version=version.index + 1, versions=version.count)
    item.blocks.append(Block(message.id, header))
    items.append(item)
    return item


def _add_answer(item: Item, message: Message) -> None:
    header = item.blocks[0].content
    if isinstance(header, Header):
        model = message.model if message.parts else header.model
        item.blocks[0].content = replace(header, model=model, state=finished_state(message.outcome))
    contents = [content for part in message.parts if (content := _content(part)) is not None]
    same_turn = (block.content for block in item.blocks if turn_of(block.message_id) == turn_of(message.id))
    contents += closing_contents(message, [*same_turn, *contents])
    item.blocks += [Block(message.id, content) for content in contents]
    item.size += sum(len(part.text) for part in message.parts if isinstance(part, TextPart | RefusalPart))


def _add_results(item: Item, message: Message) -> None:
    results = {part.call_id: part for part in message.parts if isinstance(part, ToolResultPart)}
    for block in item.blocks:
        card = block.content
        if isinstance(card, ToolCard) and card.result is None and card.call_id in results:
            result = results[card.call_id]
            block.content = replace(card, state=tool_state(result.status), result=result.text, seconds=result.seconds)


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
        case ToolResultPart():
            return None
