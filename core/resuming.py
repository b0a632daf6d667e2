"""Where an answer that did not finish is taken up again."""

from __future__ import annotations

from dataclasses import dataclass

from core.conversations.tree import Tree
from core.messages import Message, Role, ToolCallPart, ToolResultPart, ToolStatus
from core.providers.addresses import effective_url
from core.providers.base import ProviderSpec, WireProtocol


def resumption(tree: Tree) -> tuple[str | None, Message | None]:
    """After which message of the path an answer that failed or was stopped goes on, and which message that
    continues."""
    for message in tree.upwards(tree.leaf):
        if message.role is Role.USER or _keeps(message):
            return message.id, None
        if message.continues is not None:
            return tree.parent(message.id), tree[message.continues]
    return None, None


def can_pick_up(answer: Message, spec: ProviderSpec) -> bool:
    """Whether the rest of a cut-off answer may be had from the server that wrote it, by this provider."""
    return (
        answer.bookmark is not None
        and answer.provider == spec.id
        and spec.protocol is WireProtocol.OPENAI_RESPONSES
        and answer.bookmark.address == effective_url(spec)
    )


@dataclass(frozen=True, slots=True)
class WaitingRound:
    """A response, its calls that wait for a person, and the results of the others."""

    response: Message
    calls: tuple[ToolCallPart, ...]
    results: tuple[ToolResultPart, ...]


def waiting_round(path: tuple[Message, ...]) -> WaitingRound | None:
    """The round at the end of a path that waits for a person."""
    if len(path) < 2 or path[-1].role is not Role.TOOL:
        return None
    response, results = path[-2], [part for part in path[-1].parts if isinstance(part, ToolResultPart)]
    waiting = {part.call_id for part in results if part.waiting}
    calls = tuple(call for call in response.tool_calls() if call.id in waiting)
    return WaitingRound(response, calls, tuple(part for part in results if not part.waiting)) if calls else None


def _keeps(message: Message) -> bool:
    """Whether a failed turn's message stands: a tool round in which every call got a real answer. A call that the user
    stopped while it ran has one: how long it ran is known."""
    return message.role is Role.TOOL and all(
        part.status is not ToolStatus.INTERRUPTED or part.seconds is not None
        for part in message.parts
        if isinstance(part, ToolResultPart)
    )
